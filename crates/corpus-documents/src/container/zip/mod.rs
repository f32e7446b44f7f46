//! ZIP archives (APPNOTE 6.3.10), with the crate rawzip for their directory.
//!
//! The directory is read twice and never held in memory: once for names that occur twice, once for the members.

mod method;
mod written_name;

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::io::{self, SeekFrom};

use rawzip::{CompressionMethod, ReaderAt, ZipArchive, ZipFileHeaderRecord, ZipLocator};

use super::budget::Packed;
use super::entry::PackedEntry;
use super::name::{self, Name};
use super::unpack::{ContainerInput, Halt, Level, ReadSeek, Unpacking, halt};
use crate::Context;

/// So many names are looked at for names that occur twice: some 50 MB of hashes. Of later ones, all members come.
const NAMES: usize = 1_800_000;

/// So many ends of a directory are tried.
const ATTEMPTS: u32 = 20;

type ZipFile<'a> = ZipArchive<Places<'a>>;

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
pub(super) fn take_apart(
    unpacking: &mut Unpacking<'_>,
    level: &Level,
    input: ContainerInput<'_>,
) -> Result<(), Halt> {
    let ContainerInput::Seekable(mut source) = input else {
        return Err(Halt::Refused("can't be read as a stream".to_owned()));
    };
    let size = source.seek(SeekFrom::End(0)).map_err(|error| halt(&error))?;
    let mut archive = open(Places(RefCell::new(source)), size)?;
    let last_of_name = LastOfName::in_directory(&archive);
    // The end of an archive that is a member of this one may be the last that is left of it.
    if archive.end_offset() < size && last_of_name.first_offset > 0 && begins_with_member(archive.get_mut())?
    {
        return Err(cut_off());
    }
    let mut packed = 0_u64;
    let mut index = 0;
    let mut buffer = vec![0; rawzip::MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
    let mut entries = archive.entries(&mut buffer);
    while let Some(entry) = entries.next_entry().map_err(|error| damaged_directory(&error))? {
        let found = ZipListing::of(&entry);
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
fn open(mut places: Places<'_>, size: u64) -> Result<ZipFile<'_>, Halt> {
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
    Err(cut_off())
}

fn cut_off() -> Halt {
    Halt::Refused("is cut off or damaged: it has no directory of its members".to_owned())
}

/// Whether the file begins with a member, and not with a program that unpacks it.
fn begins_with_member(places: &mut Places<'_>) -> Result<bool, Halt> {
    let mut beginning = [0; 4];
    places.read_exact_at(&mut beginning, 0).map_err(|error| halt(&error))?;
    Ok(&beginning == b"PK\x03\x04")
}

/// The last place of each name that occurs, by its hash.
struct LastOfName {
    hasher: RandomState,
    last: HashMap<u64, usize>,
    /// Where the first member begins in the file.
    first_offset: u64,
}

impl LastOfName {
    fn in_directory(archive: &ZipFile<'_>) -> Self {
        let mut names = Self { hasher: RandomState::new(), last: HashMap::new(), first_offset: u64::MAX };
        let mut buffer = vec![0; rawzip::MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
        let mut entries = archive.entries(&mut buffer);
        let mut index = 0;
        // An error is met again, and reported, when the members are read.
        while let Ok(Some(entry)) = entries.next_entry() {
            names.first_offset = names.first_offset.min(entry.local_header_offset());
            if index == NAMES {
                break;
            }
            if let Name::Harmless(name) = name::judge(&written_name::of(&entry)) {
                // Hashes, since a name may have 64 KiB. Their key is random, so nobody can make names collide.
                names.last.insert(names.hasher.hash_one(&name), index);
            }
            index += 1;
        }
        names
    }
}

/// The entry of a member in the directory.
struct ZipListing {
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

impl ZipListing {
    fn of(entry: &ZipFileHeaderRecord<'_>) -> Self {
        let written = written_name::of(entry);
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
        archive: &ZipFile<'_>,
        is_earlier: bool,
    ) -> Result<(), Halt> {
        let name = match self.name {
            Name::Folder => return Ok(()),
            _ if self.is_folder => return Ok(()),
            Name::Harmless(name) => name,
            other => return unpacking.refuse_name(level, &self.written, &other),
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
        // A program that adds to an archive may keep the old member beside the new one.
        if is_earlier {
            return refuse(unpacking, "has the name of a later member, which was taken instead");
        }
        if let Err(exceeded) = unpacking.budget.allows(self.size, self.packed) {
            return refuse(unpacking, &exceeded.to_string());
        }
        let Ok(entry) = archive.get_entry(self.wayfinder) else {
            return refuse(unpacking, "is damaged: it isn't where the directory says");
        };
        let Some(unpacked) = method::unpacked(self.method, self.size, level.room, entry.reader()) else {
            let reason = format!(
                "is compressed with {}, which isn't read; unpack it first",
                method::name(self.method)
            );
            return refuse(unpacking, &reason);
        };
        let mut source = entry.verifying_reader(unpacked);
        let packed = Packed::Fixed(self.packed);
        unpacking.member(
            level,
            PackedEntry { name, source: &mut source, packed, counter: None, context: Context::default() },
        )
    }
}

fn damaged_directory(error: &rawzip::Error) -> Halt {
    Halt::Refused(format!("is damaged: its directory can't be read any further ({error})"))
}
