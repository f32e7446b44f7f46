//! Reading one file: bytes, hash and text.

use super::candidate::Stamp;
use super::reason;
use crate::model::Sha256;
use crate::ops::sidecar::Sidecar;
use crate::text::{self, Charset, DecodedArticle};
use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

/// A file's content, ready to be stored.
#[derive(Debug)]
pub(super) struct FileContent {
    pub(super) sha256: Sha256,
    /// `None` if they equal the text in UTF-8. Saves a copy of most files.
    bytes: Option<Vec<u8>>,
    pub(super) reading: DecodedArticle,
    /// The hash of the text in UTF-8.
    pub(super) text_sha256: Sha256,
    pub(super) stamp: Stamp,
    pub(super) media_type: &'static str,
    /// Whether the user or the sidecar gave the charset.
    pub(super) charset_is_given: bool,
    /// Its sidecar; empty if it has none.
    pub(super) sidecar: Sidecar,
}

impl FileContent {
    /// The bytes of the file.
    pub(super) fn bytes(&self) -> &[u8] {
        self.bytes.as_deref().unwrap_or(self.reading.text.as_bytes())
    }

    fn of(bytes: Vec<u8>, stamp: Stamp, charset: Option<Charset>) -> Result<Self, String> {
        if bytes.is_empty() {
            return Err("the file is empty".to_owned());
        }
        let sha256 = Sha256::of(&bytes);
        let reading = text::read(&bytes, charset).map_err(|error| error.to_string())?;
        if is_blank(&bytes, &reading.text) {
            return Err("the file is blank: it holds only white space or invisible characters".to_owned());
        }
        let bytes = (reading.text.as_bytes() != bytes).then_some(bytes);
        // Most files are UTF-8, and their hash is known already.
        let text_sha256 = if bytes.is_none() { sha256 } else { Sha256::of(reading.text.as_bytes()) };
        Ok(Self {
            sha256,
            bytes,
            reading,
            text_sha256,
            stamp,
            media_type: "text/plain",
            charset_is_given: charset.is_some(),
            sidecar: Sidecar::default(),
        })
    }
}

/// Whether a file has no visible text. Short UTF-16 without a byte order mark isn't detected, so white space between
/// NULs counts as blank too.
fn is_blank(bytes: &[u8], text: &str) -> bool {
    text::is_blank(text) || bytes.iter().all(|byte| *byte == 0 || byte.is_ascii_whitespace())
}

/// Reads bytes from a pipe.
pub(super) fn memory(bytes: Vec<u8>, charset: Option<Charset>) -> Result<FileContent, String> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    FileContent::of(bytes, Stamp { size, mtime_ns: 0, ctime_ns: 0 }, charset)
}

/// Reads a file, and once more if it changes meanwhile. The error is the reason why it failed.
pub(super) fn file(path: &Path, charset: Option<Charset>, max_size: u64) -> Result<FileContent, String> {
    let (bytes, stamp) = whole(path, max_size)?;
    FileContent::of(bytes, stamp, charset)
}

/// The bytes of a file, read as by [`file()`].
pub(super) fn bytes(path: &Path, max_size: u64) -> Result<Vec<u8>, String> {
    Ok(whole(path, max_size)?.0)
}

fn whole(path: &Path, max_size: u64) -> Result<(Vec<u8>, Stamp), String> {
    let once = || read_once(path, max_size);
    match once()? {
        Some(read) => Ok(read),
        None => Ok(once()?.ok_or("it keeps changing while it is read")?),
    }
}

/// The bytes and the stamp; `None` if the file changed meanwhile.
fn read_once(path: &Path, max_size: u64) -> Result<Option<(Vec<u8>, Stamp)>, String> {
    let failed = |error: io::Error| reason(&error);
    let mut file = open(path).map_err(failed)?;
    // Of the open file: the path may belong to another file by now.
    let metadata = file.metadata().map_err(failed)?;
    if !metadata.is_file() {
        return Err("not a file any more".to_owned());
    }
    let before = Stamp::of(&metadata);
    if before.size > max_size {
        return Err(format!("larger than {max_size} bytes (--max-size)"));
    }
    // One byte more than the size, so that the last read finds the end without growing the buffer.
    let mut bytes = Vec::with_capacity(usize::try_from(before.size).unwrap_or(0) + 1);
    // Bounded, in case the file grows while it is read.
    file.by_ref().take(max_size.saturating_add(1)).read_to_end(&mut bytes).map_err(failed)?;
    let after = Stamp::of(&file.metadata().map_err(failed)?);
    let whole = u64::try_from(bytes.len()) == Ok(after.size);
    Ok((before == after && whole).then_some((bytes, after)))
}

/// Opens a file without blocking: since it was listed it may have been replaced by a pipe without a writer.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options.open(path)
}
