//! The words of a text: how many, and a hash of them alone, which is the same for two texts that differ only in
//! spacing, case, punctuation or typographic form.
//!
//! A word is a run of letters, digits and the marks that belong to them; an apostrophe between two letters
//! belongs to the word. In Chinese and Japanese, which don't separate words, each character is one.

use crate::model::Sha256;
use sha2::Digest;
use unicode_normalization::UnicodeNormalization;

/// The number of the rule below. Another rule would be another number, so that hashes of different rules are
/// never compared.
pub const PROFILE: u32 = 1;

/// The words of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    /// How many there are.
    pub count: u64,
    /// The SHA-256 of the words in NFKC and lower case, each followed by a line feed.
    pub normalized_sha256: Sha256,
}

impl Words {
    /// The words of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut count = 0;
        let mut hash = sha2::Sha256::new();
        let mut folded = Vec::with_capacity(text.len().min(1 << 16));
        for word in split(text) {
            count += 1;
            fold(word, &mut folded);
            folded.push(b'\n');
            if folded.len() > 60_000 {
                hash.update(&folded);
                folded.clear();
            }
        }
        hash.update(&folded);
        Self { count, normalized_sha256: Sha256(hash.finalize().into()) }
    }
}

/// The words of `text`, in order.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        // Most texts are mostly ASCII, whose letters need no tables.
        let ascii = rest.bytes().take_while(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()).count();
        rest = &rest[ascii..];
        let start = rest.find(is_word)?;
        rest = &rest[start..];
        let letters = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let ends = rest.as_bytes().get(letters).is_none_or(|byte| byte.is_ascii() && *byte != b'\'');
        let (word, after) = rest.split_at(if letters > 0 && ends { letters } else { end_of_word(rest) });
        rest = after;
        Some(word)
    })
}

/// Where the word ends that `text` begins with.
fn end_of_word(text: &str) -> usize {
    let mut characters = text.char_indices().peekable();
    let Some((_, first)) = characters.next() else { return 0 };
    if stands_alone(first) {
        return first.len_utf8();
    }
    while let Some((at, character)) = characters.next() {
        let continues = is_word(character) && !stands_alone(character);
        let joins = matches!(character, '\'' | '’')
            && characters.peek().is_some_and(|&(_, next)| next.is_alphabetic() && !stands_alone(next));
        if !continues && !joins {
            return at;
        }
    }
    text.len()
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
    for character in word.nfkc().flat_map(char::to_lowercase) {
        let character = if character == '’' { '\'' } else { character };
        folded.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        split(text).collect()
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
