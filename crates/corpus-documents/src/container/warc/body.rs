//! Bodies of HTTP as the server meant them: transfer and content codings removed (RFC 9112, RFC 9110).
//!
//! A crawler may have removed a coding and kept its field. So a coding is removed only if it is there.

use std::io::Read;

use crate::Limits;
use crate::container::ContainerKind;
use crate::container::budget::Counted;
use crate::container::compressed;
use crate::container::fields::Fields;

/// A body that unpacks to less is never called a bomb.
const SMALL: u64 = 1 << 20;

/// The body without its codings.
///
/// The reason if it is damaged, or unpacks to more than the limits allow.
pub(super) fn decoded(body: Vec<u8>, fields: &Fields, limits: &Limits) -> Result<Vec<u8>, String> {
    let is_chunked =
        fields.get("Transfer-Encoding").is_some_and(|value| value.to_ascii_lowercase().contains("chunked"));
    let mut body = match unchunked(&body, is_chunked) {
        Some(unchunked) => unchunked,
        None => body,
    };
    let codings = fields.get("Content-Encoding").unwrap_or_default().to_ascii_lowercase();
    // The coding that was applied last is removed first.
    for coding in codings.split(',').map(str::trim).rev() {
        body = removed(body, coding, limits)?;
    }
    Ok(body)
}

/// The body without one coding, or as it is if it doesn't have that coding.
fn removed(body: Vec<u8>, coding: &str, limits: &Limits) -> Result<Vec<u8>, String> {
    let has_signature = match coding {
        "gzip" | "x-gzip" => body.starts_with(&[0x1F, 0x8B]),
        "zstd" => body.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]),
        "deflate" | "br" => true,
        _ => false,
    };
    if body.is_empty() || !has_signature {
        return Ok(body);
    }
    let source: &[u8] = &body;
    let unpacked = match coding {
        "gzip" | "x-gzip" => unpack(flate2::read::MultiGzDecoder::new(source), &body, limits),
        "zstd" => match compressed::reader(
            ContainerKind::Zstandard,
            Counted::new(Box::new(source)),
            compressed::USUAL_WINDOW,
        ) {
            Some(reader) => unpack(reader, &body, limits),
            None => Err(Failure::Damaged),
        },
        // Some servers send the bare form, which the standard doesn't allow, and browsers take it.
        "deflate" => unpack(flate2::read::ZlibDecoder::new(source), &body, limits).or_else(|reason| {
            reason.or_other(|| unpack(flate2::read::DeflateDecoder::new(source), &body, limits))
        }),
        _ => unpack(brotli_decompressor::Decompressor::new(source, 4096), &body, limits),
    };
    match unpacked {
        Ok(unpacked) => Ok(unpacked),
        Err(Failure::Bomb(reason)) => Err(reason),
        // These two have no signature, so only failure tells that they aren't there.
        Err(Failure::Damaged) if matches!(coding, "deflate" | "br") && is_text(&body) => Ok(body),
        Err(Failure::Damaged) => Err(format!("is damaged: its body can't be unpacked ({coding})")),
    }
}

/// Why a body can't be unpacked.
enum Failure {
    Bomb(String),
    Damaged,
}

impl Failure {
    /// Another attempt, unless a limit was exceeded.
    fn or_other<T>(self, other: impl FnOnce() -> Result<T, Self>) -> Result<T, Self> {
        match self {
            Self::Damaged => other(),
            bomb @ Self::Bomb(_) => Err(bomb),
        }
    }
}

fn unpack(reader: impl Read, packed: &[u8], limits: &Limits) -> Result<Vec<u8>, Failure> {
    let most = limits.member.min((packed.len() as u64).saturating_mul(limits.ratio).max(SMALL));
    let mut unpacked = Vec::new();
    // One byte beyond the limit tells a bomb from a body that just fits.
    let result = reader.take(most.saturating_add(1)).read_to_end(&mut unpacked);
    if unpacked.len() as u64 > most {
        return Err(Failure::Bomb(
            "unpacks to more than the limits allow, as a decompression bomb does".to_owned(),
        ));
    }
    result.map(|_| unpacked).map_err(|_| Failure::Damaged)
}

fn is_text(body: &[u8]) -> bool {
    let sample = &body[..body.len().min(512)];
    sample.iter().all(|&byte| byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r'))
}

/// The body without chunks (RFC 9112, 7.1); `None` if it has none.
///
/// If chunks are declared, one whole chunk suffices, since servers break off. If they aren't, all have to be whole.
fn unchunked(body: &[u8], is_declared: bool) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    let mut rest = body;
    let mut whole = 0;
    loop {
        match chunk(rest) {
            // A page may begin with a zero by chance, so without a declaration a chunk has to come first.
            Some(([], _)) => return (whole > 0 || is_declared).then_some(joined),
            Some((data, after)) => {
                joined.extend_from_slice(data);
                rest = after;
                whole += 1;
            }
            None if is_declared && whole > 0 => {
                joined.extend_from_slice(partial_chunk(rest));
                return Some(joined);
            }
            None => return None,
        }
    }
}

/// The data of the whole chunk that `rest` begins with, and the bytes after it.
fn chunk(rest: &[u8]) -> Option<(&[u8], &[u8])> {
    let (size, data) = chunk_size(rest)?;
    if size == 0 {
        return Some((&[], data));
    }
    let (chunk, after) = data.split_at_checked(size)?;
    let after = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n"))?;
    Some((chunk, after))
}

/// The size of the next chunk, and the bytes after its line.
fn chunk_size(rest: &[u8]) -> Option<(usize, &[u8])> {
    // The line of a size is short: a longer one is text of the page.
    let line_end = memchr::memchr(b'\n', &rest[..rest.len().min(256)])?;
    let line = std::str::from_utf8(&rest[..line_end]).ok()?;
    // Extensions may follow the number.
    let digits = line.split(';').next()?.trim();
    // Rust reads a plus sign, which a chunk never has.
    let size = usize::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?;
    Some((size, &rest[line_end + 1..]))
}

/// The data of a chunk that was broken off.
fn partial_chunk(rest: &[u8]) -> &[u8] {
    match chunk_size(rest) {
        Some((size, data)) if data.len() <= size => data,
        _ => &[],
    }
}
