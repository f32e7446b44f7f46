//! The words of a text: how many, and a hash of them alone, which is the same for two texts that differ only in
//! spacing, case, punctuation or typographic form.
//!
//! A word is a run of letters, digits and the marks that belong to them; an apostrophe between two letters
//! belongs to the word, and invisible characters inside it, such as soft hyphens, are ignored. In Chinese and Japanese, which don't separate words, each character is one.

use super::fold::is_invisible;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

/// Version of the rule below. A changed rule gets another number, so that hashes of different rules are never compared.
pub const PROFILE: u32 = 2;

/// The number and the hash of the words of a text. For example, `It’s fine.` and `it's fine` are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// How many there are.
    pub count: u64,
    /// The SHA-256 of the words in NFKC and lower case, with `ss` for `ß`, each followed by a line feed.
    pub normalized_sha256: [u8; 32],
}

impl Words {
    /// The words of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut words =
            Folded { count: 0, bytes: Vec::with_capacity(text.len().min(1 << 16)), hash: Sha256::new() };
        let mut rest = text;
        while !rest.is_empty() {
            rest = words.ascii(rest);
            rest = words.other(rest);
        }
        words.finish()
    }
}

/// Folded words on their way into the hash.
struct Folded {
    count: u64,
    bytes: Vec<u8>,
    hash: Sha256,
}

impl Folded {
    /// Hashes the words before the first one that needs the Unicode path. Returns the rest of the text.
    fn ascii<'a>(&mut self, text: &'a str) -> &'a str {
        let bytes = text.as_bytes();
        let mut at = 0;
        loop {
            while bytes.get(at).is_some_and(|byte| LOWER[usize::from(*byte)] == 0) {
                at += 1;
            }
            let (start, before) = (at, self.bytes.len());
            while let Some(&byte) = bytes.get(at)
                && LOWER[usize::from(byte)] > 1
            {
                self.bytes.push(LOWER[usize::from(byte)]);
                at += 1;
            }
            // The word may go on behind an apostrophe or a letter outside ASCII, so it is left to the Unicode path.
            if bytes.get(at).is_some_and(|byte| *byte == b'\'' || !byte.is_ascii()) {
                self.bytes.truncate(before);
                return &text[start..];
            }
            if at == start {
                return "";
            }
            self.end_word();
        }
    }

    /// Hashes the first word of `text` by the Unicode rules. Returns the rest of the text.
    fn other<'a>(&mut self, text: &'a str) -> &'a str {
        let Some(start) = text.find(begins_word) else { return "" };
        let (word, rest) = text[start..].split_at(end_of_word(&text[start..]));
        fold(word, &mut self.bytes);
        self.end_word();
        rest
    }

    fn end_word(&mut self) {
        self.count += 1;
        self.bytes.push(b'\n');
        // Hashing in large blocks is faster than one call per word.
        if self.bytes.len() > 60_000 {
            self.hash.update(&self.bytes);
            self.bytes.clear();
        }
    }

    fn finish(mut self) -> Words {
        self.hash.update(&self.bytes);
        Words { count: self.count, normalized_sha256: self.hash.finalize().into() }
    }
}

/// Lower-cased ASCII letter or digit; 0: separator; 1: needs the Unicode path.
const LOWER: [u8; 256] = {
    let mut table = [1; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        table[byte as usize] = if byte.is_ascii_alphanumeric() { byte.to_ascii_lowercase() } else { 0 };
        byte += 1;
    }
    table
};

/// The offset of the end of the first word of `text`. For example, 5 for `men's boats`.
fn end_of_word(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    let Some((_, first)) = characters.next() else { return 0 };
    if stands_alone(first) {
        // A voiced sound mark may follow kana: か + U+3099 is が.
        return characters.find(|(_, next)| !is_voiced_mark(*next)).map_or(text.len(), |(at, _)| at);
    }
    while let Some((at, character)) = characters.next() {
        let continues = is_word(character) && !stands_alone(character);
        let joins = matches!(character, '\'' | '’')
            && characters.peek().is_some_and(|&(_, next)| next.is_alphabetic() && !stands_alone(next));
        let is_ignored = is_invisible(character)
            && text[at..]
                .chars()
                .find(|next| !is_invisible(*next))
                .is_some_and(|next| is_word(next) && !stands_alone(next));
        if !continues && !joins && !is_ignored {
            return at;
        }
    }
    text.len()
}

/// Whether a word can begin with a character: joiners only stand inside words.
fn begins_word(character: char) -> bool {
    is_word(character) && !is_joiner(character)
}

fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}')
}

fn is_voiced_mark(character: char) -> bool {
    matches!(character, '\u{3099}' | '\u{309a}')
}

fn is_word(character: char) -> bool {
    match character {
        '\0'..='\x7f' => character.is_ascii_alphanumeric(),
        // Combining marks, and the joiners that Persian and the Indic scripts write inside a word.
        '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' => true,
        _ => character.is_alphanumeric(),
    }
}

/// Han and kana: scripts written without spaces, whose characters are counted one by one.
fn stands_alone(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn fold(word: &str, folded: &mut Vec<u8>) {
    if word.is_ascii() {
        let start = folded.len();
        folded.extend_from_slice(word.as_bytes());
        folded[start..].make_ascii_lowercase();
        return;
    }
    let mut buffer = [0; 4];
    let seen = word.chars().filter(|character| !is_invisible(*character) && !is_joiner(*character));
    for character in seen.nfkc().flat_map(char::to_lowercase) {
        match character {
            '’' => folded.push(b'\''),
            'ß' => folded.extend_from_slice(b"ss"),
            'ς' => folded.extend_from_slice("σ".as_bytes()),
            _ => folded.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of `text` by the rule alone, without the short cut for ASCII.
    fn words(mut text: &str) -> Vec<&str> {
        let mut words = Vec::new();
        while let Some(start) = text.find(begins_word) {
            let (word, rest) = text[start..].split_at(end_of_word(&text[start..]));
            words.push(word);
            text = rest;
        }
        words
    }

    #[test]
    fn splits_into_words() {
        assert_eq!(
            words("It’s 4,000 men's ‘well-known’ re\u{301}sume\u{301}."),
            ["It’s", "4", "000", "men's", "well", "known", "re\u{301}sume\u{301}"]
        );
        assert_eq!(words("新华社 Peking"), ["新", "华", "社", "Peking"]);
        assert_eq!(words("Москва, 서울"), ["Москва", "서울"]);
        assert!(words(" \u{a0}—…\n").is_empty());
    }

    proptest::proptest! {
        #[test]
        fn ascii_is_read_by_the_same_rule(text in "[a-zA-Z0-9' .’é\u{301}中-]{0,60}") {
            let words = words(&text);
            let mut folded = Vec::new();
            for word in &words {
                fold(word, &mut folded);
                folded.push(b'\n');
            }
            let expected = Words { count: words.len() as u64, normalized_sha256: Sha256::digest(&folded).into() };
            proptest::prop_assert_eq!(Words::of(&text), expected);
        }
    }

    #[test]
    fn the_hash_ignores_what_is_not_words() {
        let same = ["“Peace talks”—now", "peace  TALKS now.", "\u{feff}Peace talks\r\n\r\nNow"];
        for text in same {
            assert_eq!(
                Words::of(text).normalized_sha256,
                Words::of("peace talks now").normalized_sha256,
                "{text}"
            );
        }
        assert_eq!(Words::of("It’s ﬁne").normalized_sha256, Words::of("it's fine").normalized_sha256);
    }

    #[test]
    fn invisible_characters_and_forms_of_letters_do_not_count() {
        for (one, other, count) in [
            ("Das Ge\u{ad}samt\u{ad}kon\u{ad}zept.", "das Gesamtkonzept", 2),
            ("ze\u{200b}ro \u{2060}co\u{feff}op\u{ad}", "zero coop", 2),
            ("Straße, STRAẞE", "STRASSE strasse", 2),
            ("ガス", "カ\u{3099}ス", 2),
            ("می\u{200c}شود", "میشود", 1),
            ("ΔΡΟΜΟΣ", "δρομος", 1),
            ("👨\u{200d}👩", "", 0),
            ("한국", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}", 1),
        ] {
            assert_eq!(Words::of(one), Words::of(other), "{one} / {other}");
            assert_eq!(Words::of(one).count, count, "{one}");
        }
    }

    #[test]
    fn the_hash_tells_words_apart() {
        let texts = ["4 died", "40 died", "4 0 died", "died 4", "they re here", "they're here", ""];
        for (index, one) in texts.iter().enumerate() {
            for other in &texts[index + 1..] {
                assert_ne!(
                    Words::of(one).normalized_sha256,
                    Words::of(other).normalized_sha256,
                    "{one} / {other}"
                );
            }
        }
    }
}
