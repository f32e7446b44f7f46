//! Packed bytes: data of `blob` in the zlib format (RFC 1950), which Python's `zlib` and R's `memDecompress` read.

use flate2::read::ZlibDecoder;
use flate2::{Compress, Compression, FlushCompress, Status};
use rusqlite::types::{FromSql, FromSqlResult, ValueRef};
use std::cell::RefCell;
use std::io::Read;

/// The name of the format in the column `packing`.
pub(crate) const ZLIB: &str = "zlib";

/// Size below which bytes aren't packed: a page of the file holds them either way.
const SMALL: usize = 512;

/// Size from which bytes are packed thoroughly. Pages repeat themselves over long distances, which a fast compression misses;
/// rows of tables come in large numbers.
const LARGE: usize = 32 << 10;

thread_local! {
    /// The state of a compression is larger than most rows of a table, so each thread keeps its own.
    static FAST: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), true));
    static THOROUGH: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(5), true));
}

/// The bytes packed; `None` where that would save less than an eighth.
pub(crate) fn pack(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.len() < SMALL {
        return None;
    }
    // Packing is only worth it if the output ends within this room.
    let mut packed = Vec::with_capacity(bytes.len() - bytes.len() / 8);
    let state = if bytes.len() < LARGE { &FAST } else { &THOROUGH };
    let status = state.with_borrow_mut(|compress| {
        compress.reset();
        compress.compress_vec(bytes, &mut packed, FlushCompress::Finish)
    });
    packed.shrink_to_fit();
    matches!(status, Ok(Status::StreamEnd)).then_some(packed)
}

/// Whether the column `packing` says that data is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct IsPacked(bool);

impl FromSql for IsPacked {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(Self(value.as_bytes_or_null()? == Some(ZLIB.as_bytes())))
    }
}

impl IsPacked {
    /// The bytes that `data` stands for, of which there are `size`. None where it isn't packed as it says, or more follows:
    /// no import keeps an empty file, so the hash tells.
    pub(crate) fn unpack(self, data: Vec<u8>, size: u64) -> Vec<u8> {
        if !self.0 {
            return data;
        }
        let mut bytes =
            Vec::with_capacity(usize::try_from(size).unwrap_or(0).min(data.len().saturating_mul(1032)));
        let mut decoder = ZlibDecoder::new(data.as_slice());
        // One byte more than there should be, so that too long data differs and a bomb is cut off.
        match decoder.by_ref().take(size.saturating_add(1)).read_to_end(&mut bytes) {
            Ok(_) if decoder.total_in() == data.len() as u64 => bytes,
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Sha256;

    #[test]
    fn bytes_come_back() {
        let long = "the same words again and again; ".repeat(100).into_bytes();
        let packed = pack(&long).unwrap();
        assert!(packed.len() < long.len() / 10);
        assert_eq!(IsPacked(true).unpack(packed, long.len() as u64), long);
        assert_eq!(IsPacked(false).unpack(long.clone(), 1), long);
    }

    #[test]
    fn what_would_not_shrink_is_not_packed() {
        assert_eq!(pack(b"short"), None);
        let noise: Vec<u8> = (0..100_u8).flat_map(|n| Sha256::of(&[n]).0).collect();
        assert_eq!(pack(&noise), None);
    }

    #[test]
    fn damaged_and_oversized_data_is_never_taken_for_the_bytes() {
        let long = "x".repeat(5000).into_bytes();
        let mut packed = pack(&long).unwrap();
        assert!([0, 11].contains(&IsPacked(true).unpack(packed.clone(), 10).len()));
        assert_eq!(IsPacked(true).unpack([&packed[..], b"more"].concat(), 5000), b"");
        assert_eq!(IsPacked(true).unpack(long.clone(), 5000), b"");
        let last = packed.len() - 1;
        packed[last] ^= 1;
        assert_eq!(IsPacked(true).unpack(packed, 5000), b"");
    }
}
