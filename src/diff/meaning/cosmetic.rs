//! Cosmetic: what two wordings have in common when their looks are left aside.

use unicode_normalization::UnicodeNormalization;

use super::Cosmetic;
use super::quotes::is_quote;

/// The classes that a fold can leave aside, in the order in which they are told.
const CLASSES: [Cosmetic; 6] = [
    Cosmetic::WhiteSpace,
    Cosmetic::Quotes,
    Cosmetic::Dashes,
    Cosmetic::Case,
    Cosmetic::Punctuation,
    Cosmetic::Typography,
];

/// How `old` and `new` differ, if in their looks alone: each class without which they would not be the same.
pub(super) fn compare(old: &str, new: &str) -> Option<Vec<Cosmetic>> {
    if fold(old, None) != fold(new, None) {
        return None;
    }
    let classes: Vec<Cosmetic> =
        CLASSES.into_iter().filter(|&class| fold(old, Some(class)) != fold(new, Some(class))).collect();
    // Two classes may each explain what differs.
    Some(if classes.is_empty() && old != new { vec![Cosmetic::Typography] } else { classes })
}

/// `text` without its looks, but those of class `kept`.
pub(super) fn fold(text: &str, kept: Option<Cosmetic>) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut start = 0;
    for (at, character) in text.char_indices() {
        let Some(class) = class_of(character) else { continue };
        fold_letters(&text[start..at], kept, &mut folded);
        start = at + character.len_utf8();
        if kept == Some(class) {
            folded.push(character);
        }
    }
    fold_letters(&text[start..], kept, &mut folded);
    folded
}

fn fold_letters(text: &str, kept: Option<Cosmetic>, folded: &mut String) {
    let start = folded.len();
    if kept == Some(Cosmetic::Typography) {
        folded.push_str(text);
    } else {
        text.nfkc().for_each(|character| match character {
            'œ' => folded.push_str("oe"),
            'Œ' => folded.push_str("OE"),
            'æ' => folded.push_str("ae"),
            'Æ' => folded.push_str("AE"),
            'ß' => folded.push_str("ss"),
            'ё' => folded.push('е'),
            'Ё' => folded.push('Е'),
            _ => folded.push(character),
        });
    }
    if kept != Some(Cosmetic::Case) {
        let lower = folded[start..].to_lowercase();
        folded.truncate(start);
        folded.push_str(&lower);
    }
}

/// The class of what says nothing by itself. Signs that do, such as `%`, `$`, `+` and emoji, have none.
fn class_of(character: char) -> Option<Cosmetic> {
    match character {
        _ if character.is_alphanumeric() => None,
        _ if character.is_whitespace() => Some(Cosmetic::WhiteSpace),
        // Soft hyphens, joiners, marks of direction and of byte order are not seen.
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => {
            Some(Cosmetic::Typography)
        }
        _ if is_quote(character) => Some(Cosmetic::Quotes),
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => {
            Some(Cosmetic::Dashes)
        }
        '!'
        | '('
        | ')'
        | ','
        | '.'
        | '/'
        | ':'
        | ';'
        | '?'
        | '['
        | ']'
        | '_'
        | '{'
        | '}'
        | '*'
        | '#'
        | '|'
        | '\\'
        | '¡'
        | '¿'
        | '·'
        | '¶'
        | '†'
        | '‡'
        | '•'
        | '…'
        | '、'..='】'
        | '〔'..='〟'
        | '！'
        | '（'
        | '）'
        | '，'
        | '．'
        | '：'
        | '；'
        | '？'
        | '［'
        | '］'
        | '،'
        | '؛'
        | '؟'
        | '۔'
        | '।' => Some(Cosmetic::Punctuation),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Cosmetic::{Case, Dashes, Punctuation, Quotes, Typography, WhiteSpace};

    #[test]
    fn each_class_by_itself_and_together() {
        for (old, new, classes) in [
            ("4 km", "4km", &[WhiteSpace][..]),
            ("\"a\"", "“a”", &[Quotes]),
            ("don't", "don’t", &[Quotes]),
            ("a - b", "a — b", &[Dashes]),
            ("Mayor", "mayor", &[Case]),
            ("1,000", "1000", &[Punctuation]),
            ("oﬃce ４", "office 4", &[Typography]),
            ("cafe\u{301}", "café", &[Typography]),
            ("a\u{ad}b", "ab", &[Typography]),
            ("\"A\" -", "«a» –", &[Quotes, Dashes, Case]),
            ("a b", "a\u{a0}b", &[WhiteSpace]),
        ] {
            assert_eq!(compare(old, new).as_deref(), Some(classes), "{old} {new}");
        }
    }

    #[test]
    fn signs_and_words_are_not_looks() {
        for (old, new) in [("5", "5%"), ("$5", "€5"), ("a", "b"), ("", "a"), ("fine 🙂", "fine 🙁")] {
            assert_eq!(compare(old, new), None, "{old} {new}");
        }
    }
}
