//! ISO 2022: East Asian text in seven bits, where escape sequences say which set the bytes are of.
//!
//! All of it is ASCII to look at, so it has to be known by its escapes before anything is taken for
//! UTF-8. Japanese is read by `encoding_rs`; Korean (RFC 1557) and Chinese (RFC 1922) shift between
//! ASCII and a second set, which is the one of EUC-KR or GBK with the top bit off.

use std::borrow::Cow;

use encoding_rs::{EUC_KR, GBK, ISO_2022_JP};
use memchr::memmem;

use super::{Charset, ESCAPE};

/// A charset that shifts in and out of ASCII.
#[derive(Debug, Clone, Copy)]
pub(super) enum Iso2022 {
    Korean,
    Chinese,
}

const JAPANESE_ESCAPES: [&[u8]; 4] = [b"\x1B$B", b"\x1B$@", b"\x1B(J", b"\x1B(I"];
const CHINESE_ESCAPES: [&[u8]; 3] = [b"\x1B$)A", b"\x1B$)G", b"\x1B$*H"];
const KOREAN_ESCAPE: &[u8] = b"\x1B$)C";
const SHIFT_OUT: u8 = 0x0E;
const SHIFT_IN: u8 = 0x0F;

/// The charset that the escape sequences in these bytes belong to, if there are any.
pub(super) fn by_escapes(bytes: &[u8]) -> Option<Charset> {
    if !bytes.is_ascii() {
        return None;
    }
    let has = |escape: &[u8]| memmem::find(bytes, escape).is_some();
    if has(KOREAN_ESCAPE) {
        Some(Charset::iso2022(Iso2022::Korean))
    } else if CHINESE_ESCAPES.into_iter().any(has) {
        Some(Charset::iso2022(Iso2022::Chinese))
    } else if JAPANESE_ESCAPES.into_iter().any(has) {
        Some(Charset::whatwg(ISO_2022_JP))
    } else {
        None
    }
}

impl Iso2022 {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Korean => "ISO-2022-KR",
            Self::Chinese => "ISO-2022-CN",
        }
    }

    /// What the bytes stand for, and whether some of them stand for nothing and became U+FFFD.
    pub(super) fn read(self, bytes: &[u8]) -> (Cow<'static, str>, bool) {
        let eight_bit = match self {
            Self::Korean => EUC_KR,
            Self::Chinese => GBK,
        };
        let unshifted = unshift(bytes);
        let (text, unread) = eight_bit.decode_without_bom_handling(&unshifted);
        (Cow::Owned(text.into_owned()), unread)
    }
}

/// The same text in the eight-bit charset: escapes and shifts gone, the second set's bytes with the
/// top bit on. Characters of CNS 11643, the second set of Taiwan, are not in GBK and come out as
/// 0xFF, which is nothing there either.
fn unshift(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut shifted = false;
    let mut taiwanese = false;
    let mut rest = bytes;
    while let [first, after @ ..] = rest {
        rest = after;
        match (*first, after) {
            (ESCAPE, [b'$', b')' | b'*', set, after @ ..]) => {
                taiwanese = *set == b'G' || *set == b'H';
                rest = after;
            }
            (SHIFT_OUT, _) => shifted = true,
            (SHIFT_IN, _) => shifted = false,
            (b'\n', _) => {
                shifted = false;
                out.push(b'\n');
            }
            (0x21..=0x7E, [_, after @ ..]) if shifted && taiwanese => {
                out.push(0xFF);
                rest = after;
            }
            (byte @ 0x21..=0x7E, _) if shifted => out.push(byte | 0x80),
            (byte, _) => out.push(byte),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::super::samples::{CHINESE, JAPANESE, KOREAN, encode};
    use super::*;

    /// The eight-bit text with each run of high bytes shifted.
    fn shifted(designator: &[u8], eight_bit: &[u8]) -> Vec<u8> {
        let mut out = designator.to_vec();
        for run in eight_bit.chunk_by(|one, next| one.is_ascii() == next.is_ascii()) {
            if run[0].is_ascii() {
                out.extend(run);
            } else {
                out.push(SHIFT_OUT);
                out.extend(run.iter().map(|byte| byte & 0x7F));
                out.push(SHIFT_IN);
            }
        }
        out
    }

    #[test]
    fn japanese_is_read() {
        let bytes = encode(JAPANESE, "ISO-2022-JP");
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!((decoded.charset.name(), decoded.lossy), ("ISO-2022-JP", false));
        assert_eq!(decoded.text, JAPANESE);
    }

    #[test]
    fn korean_is_read() {
        let bytes = shifted(b"\x1B$)C", &encode(KOREAN, "EUC-KR"));
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!((decoded.charset.name(), decoded.lossy), ("ISO-2022-KR", false));
        assert_eq!(decoded.text, KOREAN);
    }

    #[test]
    fn chinese_is_read() {
        let bytes = shifted(b"\x1B$)A", &encode(CHINESE, "GBK"));
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!((decoded.charset.name(), decoded.lossy), ("ISO-2022-CN", false));
        assert_eq!(decoded.text, CHINESE);
    }

    #[test]
    fn taiwanese_sets_are_shown_as_missing() {
        let decoded = decode(b"\x1B$)G\x0EG{FE\x0F, 1994", None).unwrap();
        assert_eq!((&*decoded.text, decoded.lossy), ("\u{FFFD}\u{FFFD}, 1994", true));
    }

    #[test]
    fn a_line_break_shifts_in() {
        let decoded = decode(b"\x1B$)C\x0E0!\nabc", None).unwrap();
        assert_eq!(decoded.text, "가\nabc");
    }

    #[test]
    fn colours_of_a_terminal_are_utf8() {
        let bytes = b"\x1B[31mred\x1B[0m\x1B(B";
        let decoded = decode(bytes, None).unwrap();
        assert_eq!(decoded.charset, Charset::UTF_8);
        assert_eq!(decoded.text.as_bytes(), bytes);
    }
}
