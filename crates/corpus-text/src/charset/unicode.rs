//! The Unicode charsets by their bytes: byte order marks, UTF-8 sound and damaged, and UTF-32, which
//! `encoding_rs` does not read.

use std::borrow::Cow;

use encoding_rs::UTF_8;

use super::Charset;

const MARKS: [(Charset, &[u8]); 5] = [
    // Longest first: that of UTF-32LE begins like that of UTF-16LE.
    (Charset::UTF_32LE, b"\xFF\xFE\0\0"),
    (Charset::UTF_32BE, b"\0\0\xFE\xFF"),
    (Charset::UTF_8, b"\xEF\xBB\xBF"),
    (Charset::UTF_16LE, b"\xFF\xFE"),
    (Charset::UTF_16BE, b"\xFE\xFF"),
];

/// The charset whose byte order mark the bytes begin with.
pub(super) fn by_mark(bytes: &[u8]) -> Option<Charset> {
    MARKS.iter().find(|(_, mark)| bytes.starts_with(mark)).map(|(charset, _)| *charset)
}

/// The byte order mark of a charset; empty if it has none.
pub(super) fn mark(charset: Charset) -> &'static [u8] {
    MARKS.iter().find(|(marked, _)| *marked == charset).map_or(b"", |(_, mark)| mark)
}

/// The bytes as UTF-8, not copied, if they are that.
pub(super) fn as_utf8(bytes: &[u8]) -> Option<Cow<'_, str>> {
    // Validates several times faster than the standard library does.
    UTF_8.decode_without_bom_handling_and_without_replacement(bytes)
}

/// Reads UTF-32 in the byte order of `number`, with U+FFFD for invalid characters; and whether
/// anything was not.
pub(super) fn read_utf32(bytes: &[u8], number: fn([u8; 4]) -> u32) -> (Cow<'static, str>, bool) {
    let (units, odd) = bytes.as_chunks::<4>();
    let tail = (!odd.is_empty()).then_some(None);
    let characters = units.iter().map(|unit| char::from_u32(number(*unit))).chain(tail);
    let mut unread = false;
    let text = characters
        .map(|found| {
            unread |= found.is_none();
            found.unwrap_or(char::REPLACEMENT_CHARACTER)
        })
        .collect::<String>();
    (Cow::Owned(text), unread)
}

/// Whether the bytes are UTF-8 with some damage: at least two good characters outside ASCII for every
/// place that is not UTF-8. A character cut off at the very end is no damage if it is known for one, by
/// two of its bytes or by others before it.
pub(super) fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    let mut last: &[u8] = b"";
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        last = chunk.invalid();
        bad += usize::from(!last.is_empty());
    }
    let cut_off = std::str::from_utf8(last).is_err_and(|error| error.error_len().is_none());
    if cut_off && (last.len() > 1 || good > 0) {
        bad -= 1;
    }
    good >= 2 * bad
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::super::samples::{ENGLISH, SCRIPTS};
    use super::*;

    #[test]
    fn damaged_utf8_is_still_utf8() {
        for text in SCRIPTS.into_iter().filter(|&text| text != ENGLISH) {
            let mut bytes = text.as_bytes().to_vec();
            bytes[30] = 0xFF;
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!((decoded.charset, decoded.lossy), (Charset::UTF_8, true), "{text}");
            assert!(decoded.text.contains('\u{FFFD}'));
        }
    }

    #[test]
    fn utf8_cut_within_its_last_character_is_still_utf8() {
        for bytes in [&b"They waited \xE2\x80"[..], &"à l’été".as_bytes()[..8]] {
            let decoded = decode(bytes, None).unwrap();
            assert_eq!((decoded.charset, decoded.lossy), (Charset::UTF_8, true));
        }
        assert_eq!(decode(b"the old caf\xE9", None).unwrap().text, "the old café");
    }

    #[test]
    fn broken_wide_characters_are_shown() {
        let read = |bytes: &[u8], label: &str| {
            let decoded = decode(bytes, Some(label.parse().unwrap())).unwrap();
            (decoded.text.into_owned(), decoded.lossy)
        };
        assert_eq!(read(b"a\0\0\0\0\0\x11\0b", "UTF-32LE"), ("a\u{FFFD}\u{FFFD}".to_owned(), true));
        assert_eq!(read(b"\0a\xD8\0\0b", "UTF-16BE"), ("a\u{FFFD}b".to_owned(), true));
    }
}
