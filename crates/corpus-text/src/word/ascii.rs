//! Words of ASCII, found by a table: exactly those that UAX 29 finds.
//!
//! Common letters, signs and punctuation outside ASCII are known too. Where anything else decides, the table isn't enough.

/// How a word is spelt, which decides how much work it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Spelling {
    /// ASCII digits and lower-case letters alone.
    Lower,
    /// ASCII letters and digits alone.
    Plain,
    /// Also ASCII signs inside it.
    Signs,
    /// Also characters outside ASCII.
    Unicode,
}

/// Where the first word at `at` or behind may begin: at a letter, a digit, an underscore or something unknown.
#[inline]
pub(super) fn first_letter(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += match class(bytes, at) {
            Class::End => return None,
            Class::Letter | Class::Digit | Class::Underscore => return Some(at),
            Class::Break | Class::Sign => 1,
            Class::Other => {
                match joiner(bytes, at).map(|joiner| joiner.length).or_else(|| break_length(bytes, at)) {
                    Some(length) => length,
                    None => return Some(at),
                }
            }
        }
    }
}

/// Where the word that begins at `start` ends, and how it is spelt. Nothing when the table isn't enough.
///
/// A word goes on over letters, digits and underscores, and over a sign between two letters or two digits that joins them.
/// What follows a sign decides, so unknown characters behind one need the whole rules too.
#[inline]
pub(super) fn word_end(bytes: &[u8], start: usize) -> Option<(usize, Spelling)> {
    let (mut at, mut spelling, mut last) = (start, Spelling::Lower, Class::Break);
    loop {
        // Digits and lower-case letters have this bit, upper-case letters don't.
        let mut lower = 0x20;
        while let Some(&byte) = bytes.get(at)
            && matches!(CLASSES[usize::from(byte)], Class::Letter | Class::Digit)
        {
            lower &= byte;
            last = CLASSES[usize::from(byte)];
            at += 1;
        }
        if lower == 0 {
            spelling = spelling.max(Spelling::Plain);
        }
        match class(bytes, at) {
            Class::Underscore => {
                (spelling, last) = (spelling.max(Spelling::Signs), Class::Underscore);
                at += 1;
                continue;
            }
            Class::Sign | Class::Other => {}
            _ => return Some((at, spelling)),
        }
        if let Some(length) = letter_length(bytes, at) {
            (spelling, last) = (Spelling::Unicode, Class::Letter);
            at += length;
            continue;
        }
        let Some(joiner) = joiner(bytes, at) else {
            return break_length(bytes, at).map(|_| (at, spelling));
        };
        let after = at + joiner.length;
        let next = if letter_length(bytes, after).is_some() { Class::Letter } else { class(bytes, after) };
        match (last, next) {
            (Class::Letter, Class::Letter) if joiner.joins_letters => {}
            (Class::Digit, Class::Digit) if joiner.joins_digits => {}
            (_, Class::Other) if is_unknown(bytes, after) => return None,
            _ => return Some((at, spelling)),
        }
        spelling = spelling.max(if joiner.length == 1 { Spelling::Signs } else { Spelling::Unicode });
        at = after;
    }
}

/// The length of the letter at `at` outside ASCII, if it is a common one that UAX 29 has as `ALetter`.
#[inline]
fn letter_length(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at..)? {
        // Latin to U+024F without × and ÷, Greek, Cyrillic, Arabic
        [0xc3, 0x80..=0x96 | 0x98..=0xb6 | 0xb8..=0xbf, ..]
        | [0xc4..=0xc8 | 0xd0 | 0xd1, _, ..]
        | [0xc9, 0x80..=0x8f, ..]
        | [0xce, 0x88..=0x8a | 0x8c | 0x8e..=0xa1 | 0xa3..=0xbf, ..]
        | [0xcf, 0x80..=0xb5, ..]
        | [0xd2, 0x8a..=0xbf, ..]
        | [0xd8, 0xa0..=0xbf, ..]
        | [0xd9, 0x81..=0x8a, ..] => Some(2),
        // Hangul
        [0xea, 0xb0..=0xbf, _, ..]
        | [0xeb | 0xec, _, _, ..]
        | [0xed, 0x80..=0x9d, _, ..]
        | [0xed, 0x9e, 0x80..=0xa3, ..] => Some(3),
        _ => None,
    }
}

/// The classes of bytes that words are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Underscore,
    /// May join letters or digits.
    Sign,
    /// ASCII beside which there is always a boundary.
    Break,
    /// Not ASCII.
    Other,
    /// Behind the text.
    End,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'_' => Class::Underscore,
            b'\'' | b'.' | b',' | b':' | b';' => Class::Sign,
            _ => Class::Break,
        };
        byte += 1;
    }
    classes
};

#[inline]
fn class(bytes: &[u8], at: usize) -> Class {
    bytes.get(at).map_or(Class::End, |byte| CLASSES[usize::from(*byte)])
}

struct Joiner {
    length: usize,
    joins_letters: bool,
    joins_digits: bool,
}

/// The sign at `at` that may join letters or digits: `MidLetter`, `MidNum`, `MidNumLet` and `Single_Quote` of UAX 29, as far as
/// they are common.
fn joiner(bytes: &[u8], at: usize) -> Option<Joiner> {
    let (length, joins_letters, joins_digits) = match bytes[at..] {
        [b'\'' | b'.', ..] => (1, true, true),
        [b':', ..] => (1, true, false),
        [b',' | b';', ..] => (1, false, true),
        // U+2018 and U+2019
        [0xe2, 0x80, 0x98 | 0x99, ..] => (3, true, true),
        _ => return None,
    };
    Some(Joiner { length, joins_letters, joins_digits })
}

/// The length of the common punctuation at `at` outside ASCII, beside which there is always a boundary: UAX 29 has no
/// class for it.
fn break_length(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes[at..] {
        // No-break space and « » £ § ©
        [0xc2, 0xa0 | 0xa3 | 0xa7 | 0xa9 | 0xab | 0xbb, ..] => Some(2),
        // – — ― ‚ “ ” „ • …, €, ideographic space, 、 。 and 〈 to 】, and ！ （ ） ？
        [0xe2, 0x80, 0x93..=0x95 | 0x9a | 0x9c..=0x9e | 0xa2 | 0xa6, ..]
        | [0xe2, 0x82, 0xac, ..]
        | [0xe3, 0x80, 0x80..=0x82 | 0x88..=0x91, ..]
        | [0xef, 0xbc, 0x81 | 0x88 | 0x89 | 0x9f, ..] => Some(3),
        _ => None,
    }
}

/// Whether the character at `at`, which isn't ASCII, is neither a known sign nor known punctuation.
fn is_unknown(bytes: &[u8], at: usize) -> bool {
    joiner(bytes, at).is_none() && break_length(bytes, at).is_none()
}

/// Whether a stretch ends before the byte at `at`. A quotation mark doesn't end it, as it may join Hebrew letters.
pub(super) fn is_stretch_end(bytes: &[u8], at: usize) -> bool {
    match class(bytes, at) {
        Class::Break => bytes[at] != b'"',
        Class::Other => break_length(bytes, at).is_some(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_properties::CodePointMapData;
    use icu_properties::props::WordBreak;

    #[test]
    fn signs_and_punctuation_are_those_of_unicode() {
        let classes = CodePointMapData::<WordBreak>::new();
        for character in '\0'..=char::MAX {
            let text = character.to_string();
            let class = classes.get(character);
            if let Some(joiner) = joiner(text.as_bytes(), 0) {
                assert_eq!(joiner.length, text.len(), "{character:?}");
                let joins_both = matches!(class, WordBreak::MidNumLet | WordBreak::SingleQuote);
                assert_eq!(
                    joiner.joins_letters,
                    joins_both || class == WordBreak::MidLetter,
                    "{character:?}"
                );
                assert_eq!(joiner.joins_digits, joins_both || class == WordBreak::MidNum, "{character:?}");
            }
            if let Some(length) = letter_length(text.as_bytes(), 0) {
                assert_eq!((length, class), (text.len(), WordBreak::ALetter), "{character:?}");
            }
            if let Some(length) = break_length(text.as_bytes(), 0) {
                assert_eq!(length, text.len(), "{character:?}");
                assert!(matches!(class, WordBreak::Other | WordBreak::WSegSpace), "{character:?}");
            }
        }
    }
}
