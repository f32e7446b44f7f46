//! UTF-16 and UTF-32 without a byte order mark, recognised by the characters that the bytes would stand for.
//!
//! Two ASCII letters are one Han character in UTF-16, so plausible characters are not enough: some very
//! common ones must be there.

use super::Charset;
use super::unicode::as_utf8;

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
    let looks_eight_bit = as_utf8(sample).is_some();
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

    /// Bytes that are UTF-8 too, which is ASCII with NULs, must be of alphabets: their pairs would
    /// otherwise pass for Han characters.
    fn is_text(&self, looks_eight_bit: bool) -> bool {
        let of_alphabets: usize = self.alphabetic.iter().sum();
        self.all >= FEWEST
            && is_nearly_all(self.usual, self.all)
            && (self.common * 32 > self.all || self.is_one_range())
            && self.is_of_few_ranges(of_alphabets)
            && (!looks_eight_bit || of_alphabets * 10 >= self.all * 9)
    }

    /// Whether all is in one script that needs no spaces, such as Thai. A range whose number is a tab or
    /// a line break does not count: those are columns of single digits.
    fn is_one_range(&self) -> bool {
        let ranges = self.alphabetic.iter().enumerate().filter(|(range, _)| !matches!(range, 0x9..=0xD));
        ranges.map(|(_, &count)| count).max().is_some_and(|most| is_nearly_all(most, self.all))
    }

    /// Whether the alphabets are those of one language, which is in three ranges at most. Numbers are all
    /// over the place.
    fn is_of_few_ranges(&self, of_alphabets: usize) -> bool {
        let mut ranges = self.alphabetic;
        ranges.sort_unstable();
        let [.., third, second, first] = ranges;
        (first + second + third) * 10 >= of_alphabets * 9
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

/// Whether this is one of the few characters that are frequent in texts of every script: ASCII,
/// kana, and the punctuation of Chinese and Japanese.
fn is_common(letter: char) -> bool {
    matches!(letter, '\n' | '\r' | ' '..='~' | '\u{3000}'..='\u{3002}' | '\u{3040}'..='\u{30FF}'
        | '！' | '（' | '）' | '，' | '：' | '；' | '？')
}

#[cfg(test)]
mod tests {
    use super::super::samples::{CHINESE, FRENCH, JAPANESE, KOREAN, RUSSIAN, SCRIPTS, THAI, encode};
    use super::super::{NotText, decode};
    use super::*;

    const WIDE: [&str; 4] = ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"];

    #[test]
    fn wide_text_is_known_without_a_mark() {
        for (text, label) in SCRIPTS.into_iter().flat_map(|text| WIDE.map(|label| (text, label))) {
            let bytes = encode(text, label);
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!((decoded.charset.name(), decoded.lossy), (label, false), "{text}");
            assert_eq!(decoded.text, text);
        }
    }

    #[test]
    fn japanese_and_chinese_are_known_without_any_space_or_line_break() {
        for (text, label) in
            [("今日は雨が降っています。明日も、たぶん雨です。", "UTF-16LE"), (CHINESE, "UTF-16BE")]
        {
            let bytes = encode(text, label);
            assert!(!text.contains(|letter: char| letter.is_ascii()));
            assert_eq!(by_characters(&bytes).map(Charset::name), Some(label));
        }
    }

    #[test]
    fn legacy_text_is_never_wide() {
        let legacy = [
            (CHINESE, "GBK"),
            (JAPANESE, "Shift_JIS"),
            (JAPANESE, "EUC-JP"),
            (KOREAN, "EUC-KR"),
            (RUSSIAN, "windows-1251"),
            (RUSSIAN, "IBM866"),
            (THAI, "windows-874"),
            (FRENCH, "windows-1252"),
        ];
        for (text, label) in legacy {
            let bytes = encode(text, label);
            for end in 0..bytes.len() {
                assert_eq!(by_characters(&bytes[..end]), None, "{end} bytes of {label}");
            }
        }
    }

    #[test]
    fn ascii_is_never_wide() {
        for bytes in [
            b"aabbccddeeffgghhiijjkkllmmnnoopp".to_vec(),
            "1\t2\t3\t4\n".repeat(50).into_bytes(),
            "ab cd\0ef gh\0ij kl\0".repeat(20).into_bytes(),
            "\r\n".repeat(40).into_bytes(),
        ] {
            assert_eq!(by_characters(&bytes), None);
        }
    }

    #[test]
    fn numbers_are_never_wide() {
        let numbers: Vec<u8> = (0..3000_u16).step_by(7).flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&numbers, None), Err(NotText::Controls));
    }
}
