//! Methods of compression in ZIP archives (APPNOTE 4.4.5).

use std::io::{BufReader, Read};

use rawzip::CompressionMethod;

use crate::container::budget::Counted;
use crate::container::{ContainerKind, compressed};

/// The unpacked bytes of a member of `size` bytes; `None` if the method isn't supported.
pub(super) fn unpacked<'a>(
    method: CompressionMethod,
    size: u64,
    room: u64,
    packed: impl Read + 'a,
) -> Option<Box<dyn Read + 'a>> {
    match method {
        CompressionMethod::STORE => Some(Box::new(packed)),
        CompressionMethod::DEFLATE => Some(Box::new(flate2::read::DeflateDecoder::new(packed))),
        CompressionMethod::BZIP2 => {
            compressed::reader(ContainerKind::Bzip2, Counted::new(Box::new(packed)), room)
        }
        CompressionMethod::ZSTD => {
            compressed::reader(ContainerKind::Zstandard, Counted::new(Box::new(packed)), room)
        }
        CompressionMethod::XZ => compressed::reader(ContainerKind::Xz, Counted::new(Box::new(packed)), room),
        CompressionMethod::LZMA => lzma(size, room, packed),
        _ => None,
    }
}

/// The unpacked bytes of a member with LZMA (APPNOTE 5.8.8); `None` if its header is wrong or it needs too much memory.
fn lzma<'a>(size: u64, room: u64, packed: impl Read + 'a) -> Option<Box<dyn Read + 'a>> {
    let mut packed = BufReader::new(packed);
    let mut header = [0; 9];
    packed.read_exact(&mut header).ok()?;
    // A version, then the length of the properties, which is always five.
    let [_, _, 5, 0, properties, dictionary @ ..] = header else { return None };
    // No member refers back to before its beginning, so a larger dictionary is only a waste of memory.
    let dictionary = u64::from(u32::from_le_bytes(dictionary)).min(size.max(1 << 12));
    if dictionary > room.clamp(compressed::USUAL_WINDOW, compressed::WINDOW) {
        return None;
    }
    let dictionary = u32::try_from(dictionary).ok()?;
    let reader = lzma_rust2::LzmaReader::new_with_props(packed, size, properties, dictionary, None).ok()?;
    Some(Box::new(reader))
}

/// The usual name of a method that isn't supported (APPNOTE 4.4.5).
pub(super) fn name(method: CompressionMethod) -> &'static str {
    match method {
        CompressionMethod::LZMA => "an unusual form of LZMA",
        CompressionMethod::PPMD => "PPMd",
        CompressionMethod::DEFLATE64 => "Deflate64",
        CompressionMethod::IMPLODED | CompressionMethod::SHRUNK => "a method of the 1980s",
        _ => "an unusual method",
    }
}
