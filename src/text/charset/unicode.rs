//! The Unicode charsets: byte order marks, UTF-16 and UTF-32 without one, and damaged UTF-8.
//!
//! UTF-16 and UTF-32 are known by what characters they would stand for. Two ASCII letters are one Han
//! character in UTF-16, so plausible characters are not enough: some very common ones must be there.

use std::borrow::Cow;

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

/// The bytes as UTF-8, not copied; or the bytes back if they are not.
pub(super) fn into_utf8(bytes: Cow<'_, [u8]>) -> Result<Cow<'_, str>, Cow<'_, [u8]>> {
    match bytes {
        Cow::Borrowed(bytes) => {
            std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| Cow::Borrowed(bytes))
        }
        Cow::Owned(bytes) => {
            String::from_utf8(bytes).map(Cow::Owned).map_err(|error| Cow::Owned(error.into_bytes()))
        }
    }
}

/// Reads UTF-8, with U+FFFD for what is not; and whether anything was not.
pub(super) fn read_utf8(bytes: Cow<'_, [u8]>) -> (Cow<'_, str>, bool) {
    match into_utf8(bytes) {
        Ok(text) => (text, false),
        Err(bytes) => (Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()), true),
    }
}

/// Reads UTF-32 in the byte order of `number`, with U+FFFD for what is no character; and whether
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

/// How many bytes at the start are looked at.
const SAMPLE: usize = 64 * 1024;
/// How many characters tell something.
const FEWEST: usize = 4;

/// UTF-16 or UTF-32, if the characters that the bytes would stand for are those of a text.
pub(super) fn by_characters(bytes: &[u8]) -> Option<Charset> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    utf32(sample).or_else(|| utf16(sample))
}

fn utf32(sample: &[u8]) -> Option<Charset> {
    let units = sample.as_chunks::<4>().0;
    let fits = |number: fn([u8; 4]) -> u32| {
        let usual = units.iter().filter(|unit| char::from_u32(number(**unit)).is_some_and(is_usual));
        units.len() >= FEWEST && is_nearly_all(usual.count(), units.len())
    };
    if fits(u32::from_le_bytes) {
        Some(Charset::UTF_32LE)
    } else if fits(u32::from_be_bytes) {
        Some(Charset::UTF_32BE)
    } else {
        None
    }
}

fn utf16(sample: &[u8]) -> Option<Charset> {
    let looks_eight_bit = std::str::from_utf8(sample).is_ok();
    [
        (Charset::UTF_16LE, Utf16::new(sample, u16::from_le_bytes)),
        (Charset::UTF_16BE, Utf16::new(sample, u16::from_be_bytes)),
    ]
    .into_iter()
    .filter(|(_, counted)| counted.is_text(looks_eight_bit))
    .max_by_key(|(_, counted)| counted.common)
    .map(|(charset, _)| charset)
}

/// The characters that bytes would be as UTF-16, counted.
struct Utf16 {
    all: usize,
    /// Such as a text may have.
    usual: usize,
    /// Such as every text has many of.
    common: usize,
    /// Of each of the 32 ranges of 256 below U+2000, where the alphabets are.
    alphabetic: [usize; 0x20],
}

impl Utf16 {
    fn new(sample: &[u8], number: fn([u8; 2]) -> u16) -> Self {
        let units = sample.as_chunks::<2>().0.iter().map(|unit| number(*unit));
        let mut counted = Self { all: 0, usual: 0, common: 0, alphabetic: [0; 0x20] };
        for unit in char::decode_utf16(units) {
            let letter = unit.unwrap_or(char::REPLACEMENT_CHARACTER);
            counted.all += 1;
            counted.usual += usize::from(is_usual(letter));
            counted.common += usize::from(is_common(letter));
            if let Some(count) = counted.alphabetic.get_mut(letter as usize >> 8) {
                *count += 1;
            }
        }
        counted
    }

    /// Thai and other scripts without spaces need have no common characters, if all theirs are of one
    /// range; but not one whose number is a tab or a line break, as in columns of single digits. Bytes
    /// that are UTF-8 too, which is ASCII with NULs, must be of alphabets: their pairs would otherwise
    /// pass for Han characters.
    fn is_text(&self, looks_eight_bit: bool) -> bool {
        let of_alphabets: usize = self.alphabetic.iter().sum();
        let one_range =
            (0..0x20).filter(|range| !matches!(range, 0x9..=0xD)).map(|range| self.alphabetic[range]);
        self.all >= FEWEST
            && is_nearly_all(self.usual, self.all)
            && (self.common * 32 > self.all
                || one_range.max().is_some_and(|most| is_nearly_all(most, self.all)))
            && (!looks_eight_bit || of_alphabets * 10 >= self.all * 9)
    }
}

fn is_nearly_all(part: usize, all: usize) -> bool {
    part * 100 >= all * 97
}

/// Whether texts have this character: those of the living scripts and their marks, not control
/// characters, private ones, or the rarer ranges that accidental pairs of bytes fall into.
fn is_usual(letter: char) -> bool {
    matches!(letter,
        '\t'..='\r' | ' '..='~' | '\u{A0}'..='\u{1FFF}' | '\u{2000}'..='\u{2BFF}' | '\u{3000}'..='\u{30FF}'
        | '\u{3200}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FDFF}' | '\u{FE20}'..='\u{FEFF}'
        | '\u{FF01}'..='\u{FFEF}' | '\u{1F000}'..='\u{1FAFF}' | '\u{20000}'..='\u{2FFFF}')
}

/// Whether this is among the few characters that make up much of every text, whatever its script: ASCII,
/// kana, and the punctuation of Chinese and Japanese.
fn is_common(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | ' '..='~' | '\u{3000}'..='\u{3002}' | '\u{3040}'..='\u{30FF}'
        | '！' | '（' | '）' | '，' | '：' | '；' | '？')
}
