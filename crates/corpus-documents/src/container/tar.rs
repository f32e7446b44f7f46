//! Tar archives: ustar and pax (POSIX.1-2001, `pax`), GNU's long names, and the older format.
//!
//! They are read here rather than by the crate tar, which reads a long name or a pax header of any size into memory.

use std::io::{self, Read};

use super::budget::Packed;
use super::entry::PackedEntry;
use super::exactly::Exactly;
use super::name::{self, Name};
use super::unpack::{Halt, Level, Unpacking, halt};
use crate::Context;

/// The unit of tar: headers take one block, and contents are filled up to whole ones.
const BLOCK: usize = 512;
/// The largest header with a long name or pax fields.
const LARGEST_HEADER: u64 = 1 << 20;

/// Takes a tar archive apart.
pub(super) fn take_apart(
    unpacking: &mut Unpacking<'_>,
    level: &Level,
    source: &mut impl Read,
) -> Result<(), Halt> {
    let mut next = Overrides::default();
    let mut archive = Overrides::default();
    loop {
        let Some(block) = next_block(source).map_err(|error| halt(&error))? else { return Ok(()) };
        let header = Header::read(&block)
            .ok_or_else(|| Halt::Refused("is damaged: what follows isn't a header".to_owned()))?;
        let size = next.size.or(archive.size).unwrap_or(header.size);
        let padding = size.next_multiple_of(BLOCK as u64) - size;
        let mut content = Exactly::new(source.by_ref(), size);
        match header.kind {
            // GNU: `L` is a long path, `K` the long target of a link, which isn't read.
            b'L' => next.path = Some(text_of(&mut content)?.trim_end_matches('\0').to_owned()),
            b'K' => drop(text_of(&mut content)?),
            // Pax: `x` concerns the next member (`X` in Solaris), `g` all that follow.
            b'x' | b'X' => next.read_pax(&text_of(&mut content)?),
            b'g' => archive.read_pax(&text_of(&mut content)?),
            _ => {
                // Taken, so that they don't concern the member after it.
                let over = std::mem::take(&mut next);
                let written = over.path.unwrap_or(header.path);
                let is_sparse = over.is_sparse || archive.is_sparse;
                member(unpacking, level, &written, header.kind, is_sparse, &mut content)?;
            }
        }
        // Most members are read in part or not at all, and the next header comes after their whole content.
        content.skip().map_err(|error| halt(&error))?;
        // Some programs leave out the padding of the last block.
        io::copy(&mut source.by_ref().take(padding), &mut io::sink()).map_err(|error| halt(&error))?;
    }
}

/// Handles a member. Its content is read as far as it is needed.
fn member(
    unpacking: &mut Unpacking<'_>,
    level: &Level,
    written: &str,
    kind: u8,
    is_sparse: bool,
    content: &mut dyn Read,
) -> Result<(), Halt> {
    let name = match name::judge(written) {
        Name::Folder => return Ok(()),
        Name::Harmless(name) => name,
        other => return unpacking.refuse_name(level, written, &other),
    };
    let mut left_out = |reason: &str| {
        unpacking.count()?;
        unpacking.leave_out(level, &name, reason.to_owned())
    };
    match kind {
        // The gaps of a sparse file aren't stored, so the stored bytes aren't its content.
        _ if is_sparse => left_out("is a sparse file, which isn't read"),
        b'0' | 0 | b'7' => {
            let packed = Packed::from_now(level.counter.as_ref());
            unpacking.member(
                level,
                PackedEntry {
                    name,
                    source: content,
                    packed,
                    counter: level.counter.clone(),
                    context: Context::default(),
                },
            )
        }
        b'1' => left_out("is a second name of another member"),
        b'2' => left_out("is a symbolic link, not a file"),
        // Folders, GNU's lists of them, and labels of volumes hold no article.
        b'5' | b'D' | b'V' => Ok(()),
        b'S' => left_out("is a sparse file, which isn't read"),
        _ => left_out("is a device or another special file"),
    }
}

/// The fields of a header that matter here.
struct Header {
    path: String,
    size: u64,
    kind: u8,
}

impl Header {
    fn read(block: &[u8; BLOCK]) -> Option<Self> {
        if !is_header(block) {
            return None;
        }
        let name = text(&block[..100]);
        // GNU's own format has times where ustar has the first part of the path.
        let prefix = if &block[257..263] == b"ustar\0" { text(&block[345..500]) } else { String::new() };
        let path = if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        let kind = block[156];
        // Old archives tell folders by the slash alone.
        let kind = if path.ends_with('/') && matches!(kind, b'0' | 0) { b'5' } else { kind };
        // The size of a link is that of its target, which doesn't follow.
        let size = if matches!(kind, b'1'..=b'6') { 0 } else { number(&block[124..136])? };
        Some(Self { path, size, kind })
    }
}

/// Whether a block is a header: its checksum is right, counted over unsigned or, as some old programs did, signed bytes.
pub(crate) fn is_header(block: &[u8]) -> bool {
    // A header begins with a path.
    if block.len() < BLOCK || block[0] == 0 {
        return false;
    }
    // The checksum is that of the header with blanks in its place.
    let blank_checksum = |(at, &byte): (usize, &u8)| if (148..156).contains(&at) { b' ' } else { byte };
    let bytes = || block[..BLOCK].iter().enumerate().map(blank_checksum);
    let unsigned: i64 = bytes().map(i64::from).sum();
    let signed: i64 = bytes().map(|byte| i64::from(byte.cast_signed())).sum();
    let stated = number(&block[148..156]).and_then(|stated| i64::try_from(stated).ok());
    stated == Some(unsigned) || stated == Some(signed)
}

/// An octal number, or a binary one as GNU writes large sizes.
fn number(field: &[u8]) -> Option<u64> {
    if let Some((0x80, binary)) = field.split_first() {
        return binary
            .iter()
            .try_fold(0_u64, |sum, &byte| sum.checked_mul(256)?.checked_add(u64::from(byte)));
    }
    let digits = std::str::from_utf8(field).ok()?.trim_matches(['\0', ' ']);
    // The number ends at the first NUL or blank.
    let digits = digits.split(['\0', ' ']).next().unwrap_or_default();
    if digits.is_empty() { Some(0) } else { u64::from_str_radix(digits, 8).ok() }
}

/// The text of a field up to its first NUL: UTF-8, or the charset of the first PCs as in a ZIP.
fn text(field: &[u8]) -> String {
    let end = field.iter().position(|&byte| byte == 0).unwrap_or(field.len());
    decoded(&field[..end])
}

fn decoded(bytes: &[u8]) -> String {
    // Unlike in a ZIP, no charset is usual besides UTF-8, so bytes are shown as in the most common legacy one.
    std::str::from_utf8(bytes)
        .map_or_else(|_| encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(), str::to_owned)
}

/// Fields of the next header, or of all, that another header gives.
#[derive(Default)]
struct Overrides {
    path: Option<String>,
    size: Option<u64>,
    is_sparse: bool,
}

impl Overrides {
    /// Reads the records of a pax header: `length key=value\n`, one after another.
    fn read_pax(&mut self, records: &str) {
        let mut rest = records;
        while let Some((length, _)) = rest.split_once(' ') {
            let Some(record) = length.parse().ok().and_then(|length: usize| rest.get(..length)) else {
                return;
            };
            let pair =
                record.get(length.len() + 1..).and_then(|pair| pair.trim_end_matches('\n').split_once('='));
            match pair {
                Some(("path", value)) => self.path = Some(value.to_owned()),
                Some(("size", value)) => self.size = value.parse().ok(),
                Some((key, _)) if key.starts_with("GNU.sparse.") => self.is_sparse = true,
                _ => {}
            }
            // A record of length zero would be read forever.
            if record.is_empty() {
                return;
            }
            rest = &rest[record.len()..];
        }
    }
}

/// The whole of a small header.
fn text_of(content: &mut dyn Read) -> Result<String, Halt> {
    let mut bytes = Vec::new();
    // The caller passes over the rest of a larger one.
    content.take(LARGEST_HEADER).read_to_end(&mut bytes).map_err(|error| halt(&error))?;
    Ok(decoded(&bytes))
}

/// The next block that isn't empty; `None` at the end, which two empty blocks or the end of the file mark.
fn next_block(source: &mut impl Read) -> io::Result<Option<[u8; BLOCK]>> {
    // One empty block between members is passed over, as other programs do.
    for _ in 0..2 {
        let mut block = Vec::with_capacity(BLOCK);
        source.by_ref().take(BLOCK as u64).read_to_end(&mut block)?;
        // An archive may end without empty blocks, but not within a block.
        let Ok(block) = <[u8; BLOCK]>::try_from(block.as_slice()) else {
            return if block.is_empty() { Ok(None) } else { Err(io::ErrorKind::UnexpectedEof.into()) };
        };
        if block.iter().any(|&byte| byte != 0) {
            return Ok(Some(block));
        }
    }
    Ok(None)
}
