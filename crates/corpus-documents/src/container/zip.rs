//! ZIP archives (APPNOTE 6.3.10), with the crate rawzip for their directory.
//!
//! The directory is read twice and never held in memory: once for names that occur twice, once for the members.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read, Seek, SeekFrom};

use rawzip::{CompressionMethod, ReaderAt, ZipArchive, ZipFileHeaderRecord, ZipLocator};

use super::budget::{Counted, Packed};
use super::entry::Entry;
use super::name::{self, Name};
use super::unpack::{Halt, Input, Level, ReadSeek, Unpacking, halt};
use super::{ContainerKind, compressed};
use crate::Context;

/// So many names are looked at for names that occur twice: some 50 MB of hashes. Of later ones, all members come.
const NAMES: usize = 1_800_000;

/// So many ends of a directory are tried.
const ATTEMPTS: u32 = 20;

type Archive<'a> = ZipArchive<Places<'a>>;

/// A source that members are read from at several places by turns.
struct Places<'a>(RefCell<Box<dyn ReadSeek + 'a>>);

impl ReaderAt for Places<'_> {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let mut source = self.0.borrow_mut();
        source.seek(SeekFrom::Start(offset))?;
        source.read(buffer)
    }
}

/// Takes a ZIP archive apart.
pub(super) fn take_apart(unpacking: &mut Unpacking<'_>, level: &Level, input: Input<'_>) -> Result<(), Halt> {
    let Input::Seekable(mut source) = input else {
        return Err(Halt::Refused("can't be read as a stream".to_owned()));
    };
    let size = source.seek(SeekFrom::End(0)).map_err(|error| halt(&error))?;
    let archive = open(Places(RefCell::new(source)), size)?;
    let last_of_name = last_of_each_name(&archive);
    let mut packed = 0_u64;
    let mut index = 0;
    let mut buffer = vec![0; rawzip::MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
    let mut entries = archive.entries(&mut buffer);
    while let Some(entry) = entries.next_entry().map_err(|error| damaged_directory(&error))? {
        let found = Found::of(&entry);
        let is_earlier = found.repeated(&last_of_name, index);
        index += 1;
        // Members that share bytes are how a small file claims to hold petabytes.
        packed = packed.saturating_add(entry.compressed_size_hint());
        if packed > size {
            return Err(Halt::Refused(
                "has members that share their bytes, as a decompression bomb does".to_owned(),
            ));
        }
        found.handle(unpacking, level, &archive, is_earlier)?;
    }
    if index == 0 { Err(Halt::Refused("is empty: it has no members".to_owned())) } else { Ok(()) }
}

/// Finds the directory. Bytes that look like its end may stand in the comment that follows it, so earlier ones count too.
fn open(mut places: Places<'_>, size: u64) -> Result<Archive<'_>, Halt> {
    let mut buffer = vec![0; rawzip::RECOMMENDED_BUFFER_SIZE];
    let mut end = size;
    for _ in 0..ATTEMPTS {
        match ZipLocator::new().locate_in_reader(places, &mut buffer, end) {
            Ok(archive) => return Ok(archive),
            Err((source, error)) => {
                let Some(earlier) = error.eocd_offset().filter(|&offset| offset < end) else { break };
                (places, end) = (source, earlier);
            }
        }
    }
    Err(Halt::Refused("is cut off or damaged: it has no directory of its members".to_owned()))
}

/// The last place of each name that occurs, by its hash.
struct LastOfName {
    hasher: RandomState,
    last: HashMap<u64, usize>,
}

fn last_of_each_name(archive: &Archive<'_>) -> LastOfName {
    let mut names = LastOfName { hasher: RandomState::new(), last: HashMap::new() };
    let mut buffer = vec![0; rawzip::MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
    let mut entries = archive.entries(&mut buffer);
    let mut index = 0;
    // An error is met again, and reported, when the members are read.
    while let Ok(Some(entry)) = entries.next_entry() {
        if index == NAMES {
            break;
        }
        if let Name::Harmless(name) = name::judge(&written_name(&entry)) {
            names.last.insert(names.hasher.hash_one(&name), index);
        }
        index += 1;
    }
    names
}

/// What the directory says about a member.
struct Found {
    written: String,
    name: Name,
    wayfinder: rawzip::ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    packed: u64,
    size: u64,
    is_encrypted: bool,
    is_link: bool,
    is_folder: bool,
}

impl Found {
    fn of(entry: &ZipFileHeaderRecord<'_>) -> Self {
        let written = written_name(entry);
        Self {
            name: name::judge(&written),
            written,
            wayfinder: entry.wayfinder(),
            method: entry.compression_method(),
            packed: entry.compressed_size_hint(),
            size: entry.uncompressed_size_hint(),
            is_encrypted: entry.flags().is_encrypted()
                || entry.compression_method() == CompressionMethod::AES,
            is_link: entry.mode().is_symlink(),
            is_folder: entry.is_dir(),
        }
    }

    /// Whether a later member has the same name.
    fn repeated(&self, names: &LastOfName, index: usize) -> bool {
        let Name::Harmless(name) = &self.name else { return false };
        names.last.get(&names.hasher.hash_one(name)).is_some_and(|&last| last > index)
    }

    /// Refuses the member, or hands its bytes on.
    fn handle(
        self,
        unpacking: &mut Unpacking<'_>,
        level: &Level,
        archive: &Archive<'_>,
        is_earlier: bool,
    ) -> Result<(), Halt> {
        let name = match self.name {
            Name::Folder => return Ok(()),
            _ if self.is_folder => return Ok(()),
            Name::Harmless(name) => name,
            other => return refuse_name(unpacking, level, &self.written, &other),
        };
        let refuse = |unpacking: &mut Unpacking<'_>, reason: &str| {
            unpacking.count()?;
            unpacking.refuse(level, &name, reason.to_owned())
        };
        if self.is_link {
            unpacking.count()?;
            return unpacking.leave_out(level, &name, "is a symbolic link, not a file".to_owned());
        }
        if self.is_encrypted {
            return refuse(unpacking, "needs a password");
        }
        if is_earlier {
            return refuse(unpacking, "has the name of a later member, which was taken instead");
        }
        if let Err(exceeded) = unpacking.budget.allows(self.size, self.packed) {
            return refuse(unpacking, &exceeded.to_string());
        }
        let Ok(entry) = archive.get_entry(self.wayfinder) else {
            return refuse(unpacking, "is damaged: it isn't where the directory says");
        };
        let Some(unpacked) = unpacked(self.method, self.size, entry.reader()) else {
            let reason =
                format!("is compressed with {}, which isn't read; unpack it first", method_name(self.method));
            return refuse(unpacking, &reason);
        };
        let mut source = entry.verifying_reader(unpacked);
        let packed = Packed::Fixed(self.packed);
        unpacking.member(
            level,
            Entry { name, source: &mut source, packed, counter: None, context: Context::default() },
        )
    }
}

/// Refuses a member because of its name, or leaves it out.
pub(super) fn refuse_name(
    unpacking: &mut Unpacking<'_>,
    level: &Level,
    written: &str,
    name: &Name,
) -> Result<(), Halt> {
    unpacking.count()?;
    let shown = name::for_people(written);
    match name {
        Name::LeadsOutside => {
            unpacking.refuse(level, &shown, "has a name that leads outside the archive".to_owned())
        }
        Name::OfSystem => {
            unpacking.leave_out(level, &shown, "is a file of the operating system, not an article".to_owned())
        }
        Name::Harmless(_) | Name::Folder => Ok(()),
    }
}

/// The unpacked bytes of a member of `size` bytes; `None` if the method isn't supported.
fn unpacked<'a>(method: CompressionMethod, size: u64, packed: impl Read + 'a) -> Option<Box<dyn Read + 'a>> {
    match method {
        CompressionMethod::STORE => Some(Box::new(packed)),
        CompressionMethod::DEFLATE => Some(Box::new(flate2::read::DeflateDecoder::new(packed))),
        CompressionMethod::BZIP2 => compressed::reader(ContainerKind::Bzip2, Counted::new(Box::new(packed))),
        CompressionMethod::ZSTD => {
            compressed::reader(ContainerKind::Zstandard, Counted::new(Box::new(packed)))
        }
        CompressionMethod::XZ => compressed::reader(ContainerKind::Xz, Counted::new(Box::new(packed))),
        CompressionMethod::LZMA => lzma(size, packed),
        _ => None,
    }
}

/// The unpacked bytes of a member with LZMA (APPNOTE 5.8.8); `None` if its header is wrong.
fn lzma<'a>(size: u64, packed: impl Read + 'a) -> Option<Box<dyn Read + 'a>> {
    let mut packed = io::BufReader::new(packed);
    let mut header = [0; 9];
    packed.read_exact(&mut header).ok()?;
    let [_, _, 5, 0, properties, dictionary @ ..] = header else { return None };
    // No member refers back to before its beginning, so a larger dictionary is only a waste of memory.
    let dictionary = u64::from(u32::from_le_bytes(dictionary)).min(size.max(1 << 12)).min(compressed::WINDOW);
    let dictionary = u32::try_from(dictionary).ok()?;
    let reader = lzma_rust2::LzmaReader::new_with_props(packed, size, properties, dictionary, None).ok()?;
    Some(Box::new(reader))
}

/// The usual name of a method that isn't supported (APPNOTE 4.4.5).
fn method_name(method: CompressionMethod) -> &'static str {
    match method {
        CompressionMethod::LZMA => "an unusual form of LZMA",
        CompressionMethod::PPMD => "PPMd",
        CompressionMethod::DEFLATE64 => "Deflate64",
        CompressionMethod::IMPLODED | CompressionMethod::SHRUNK => "a method of the 1980s",
        _ => "an unusual method",
    }
}

/// The name as it is written: UTF-8 if it is that, whatever the flag says, or else in the charset of the first PCs.
///
/// Many programs write UTF-8 without the flag, and hardly any text in another charset happens to be valid UTF-8. A name in
/// a third charset comes out wrong but complete: guessing from a few letters would be wrong more often, and a name has to
/// stay the same from one archive to the next.
fn written_name(entry: &ZipFileHeaderRecord<'_>) -> String {
    let path = entry.file_path();
    let bytes = path.as_bytes();
    if let Ok(name) = std::str::from_utf8(bytes) {
        return name.to_owned();
    }
    unicode_path(entry, bytes).unwrap_or_else(|| yore::code_pages::CP437.decode(bytes).into_owned())
}

/// The name in the extra field of Info-ZIP (APPNOTE 4.6.9), if that is about this name.
fn unicode_path(entry: &ZipFileHeaderRecord<'_>, written: &[u8]) -> Option<String> {
    let (_, field) = entry
        .extra_fields()
        .find(|(id, _)| *id == rawzip::extra_fields::ExtraFieldId::INFO_ZIP_UNICODE_PATH)?;
    let (&1, rest) = field.split_first()? else { return None };
    let (checksum, name) = rest.split_first_chunk::<4>()?;
    let is_current = u32::from_le_bytes(*checksum) == rawzip::crc32(written);
    is_current.then(|| String::from_utf8(name.to_vec()).ok()).flatten()
}

fn damaged_directory(error: &rawzip::Error) -> Halt {
    Halt::Refused(format!("is damaged: its directory can't be read any further ({error})"))
}
