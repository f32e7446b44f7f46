//! Containers: files that hold documents, taken apart one document at a time.
//!
//! Each format has its own file. [`documents`] is their one entry. Memory is bounded, even if a container lies about its sizes: a member is
//! read up to its limit, everything else is streamed. A broken or hostile member never keeps the others from coming, as long
//! as the format has a way to reach them.

mod budget;
mod compressed;
mod entry;
mod exactly;
mod fields;
mod mhtml;
mod name;
mod tar;
mod unpack;
mod warc;
mod zip;

pub(crate) use tar::is_header as is_tar;

use std::fmt;
use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use crate::{Document, Limits, Refusal};
use budget::UnpackingBudget;
use unpack::{ContainerInput, Halt, Level, Unpacking};

/// The format of a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ContainerKind {
    /// A ZIP archive (APPNOTE 6.3), also ZIP64.
    Zip,
    /// A tar archive: ustar and pax (POSIX.1-2001), GNU, or older.
    Tar,
    /// A file or archive that is compressed with gzip (RFC 1952).
    Gzip,
    /// A file or archive that is compressed with Zstandard (RFC 8878).
    Zstandard,
    /// A file or archive that is compressed with bzip2.
    Bzip2,
    /// A file or archive that is compressed with XZ.
    Xz,
    /// A web archive (WARC 1.0 and 1.1, ISO 28500).
    Warc,
    /// A web archive in the Internet Archive's older format, ARC.
    Arc,
    /// A saved page with its images: MHTML (RFC 2557). It holds one article.
    Mhtml,
}

impl fmt::Display for ContainerKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Zip => "a ZIP archive",
            Self::Tar => "a tar archive",
            Self::Gzip => "a gzip file",
            Self::Zstandard => "a Zstandard file",
            Self::Bzip2 => "a bzip2 file",
            Self::Xz => "an XZ file",
            Self::Warc => "a WARC archive",
            Self::Arc => "an ARC archive",
            Self::Mhtml => "a saved page (MHTML)",
        })
    }
}

/// The content of a container at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Member {
    /// The input of an article.
    Document(Document),
    /// No article by its nature, such as an image, a redirect or a note of the file system. No failure: to be counted.
    LeftOut(Refusal),
    /// A member that may have been an article but can't be read. A failure: to be reported.
    Refused(Refusal),
}

/// Hands every member of a container to `found`, in the order of the file and one at a time.
///
/// - `kind`: the format, as [`recognise`](crate::recognise::recognise) gives it.
/// - `name`: the name of the container itself. It helps to recognise the content of a compressed file, and is no part of names.
/// - `source`: the bytes of the container.
/// - `found`: takes a member, and breaks off by [`ControlFlow::Break`].
///
/// A container inside a container is taken apart too, down to `limits.depth`: its members are named
/// `more.zip/inside/deep.txt`. A container of a single document without a name of its own, such as `page.mhtml` or
/// `text.txt.gz`, gives a document with an empty name.
///
/// The name of a [`Member::Document`] never leads outside. Members whose names would are refused; the refusal has the name as
/// it is written, for people.
///
/// # Errors
///
/// [`Refusal`] of the container itself if it can't be read, or not any further. The members before are valid.
pub fn documents<S: Read + Seek>(
    kind: ContainerKind,
    name: &str,
    mut source: S,
    limits: &Limits,
    found: &mut dyn FnMut(Member) -> ControlFlow<()>,
) -> Result<(), Refusal> {
    // The limits for bombs are measured by the size of the file.
    let size = source.seek(SeekFrom::End(0)).and_then(|size| source.rewind().map(|()| size));
    let size = size.map_err(|error| Refusal { member: None, reason: format!("can't be read: {error}") })?;
    let mut unpacking = Unpacking { open, limits, budget: UnpackingBudget::new(limits, size), found };
    let level = Level::outermost(name, limits);
    match open(&mut unpacking, kind, &level, ContainerInput::Seekable(Box::new(source))) {
        Ok(()) | Err(Halt::Stopped) => Ok(()),
        Err(Halt::Refused(reason) | Halt::Exhausted(reason)) => Err(Refusal { member: None, reason }),
    }
}

/// Takes a container apart.
fn open(
    unpacking: &mut Unpacking<'_>,
    kind: ContainerKind,
    level: &Level,
    input: ContainerInput<'_>,
) -> Result<(), Halt> {
    match (kind, input) {
        (ContainerKind::Zip, input) => zip::take_apart(unpacking, level, input),
        (ContainerKind::Tar, input) => tar::take_apart(unpacking, level, &mut input.stream()),
        // A web archive is compressed record by record and can be read at any place, which a stream can't.
        (ContainerKind::Gzip, ContainerInput::Seekable(source)) => {
            match warc::take_apart_if_compressed(unpacking, level, source)? {
                Some(source) => {
                    compressed::take_apart(unpacking, kind, level, ContainerInput::Seekable(source))
                }
                None => Ok(()),
            }
        }
        (
            ContainerKind::Gzip | ContainerKind::Zstandard | ContainerKind::Bzip2 | ContainerKind::Xz,
            input,
        ) => compressed::take_apart(unpacking, kind, level, input),
        (ContainerKind::Warc | ContainerKind::Arc, input) => warc::take_apart(unpacking, level, input),
        (ContainerKind::Mhtml, input) => mhtml::take_apart(unpacking, level, &mut input.stream()),
    }
}

/// The bytes that a compressed file holds, as a stream. `None` if `kind` isn't a compression. For rows in files such as
/// `articles.jsonl.gz`, which may be larger than a member of a container.
pub fn decompressed<'a>(kind: ContainerKind, source: impl Read + 'a) -> Option<Box<dyn Read + 'a>> {
    compressed::reader(kind, budget::Counted::new(Box::new(source)), compressed::WINDOW)
}

#[cfg(test)]
mod tests;
