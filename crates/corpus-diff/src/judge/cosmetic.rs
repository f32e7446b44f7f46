//! Cosmetic classes: the looks in which two otherwise identical wordings differ.

use super::Cosmetic;
use super::letters::{is_invisible, letters};
use super::quotes::is_quote;
use crate::units::words::is_dense;

/// The classes that a fold can leave aside, in the order in which they are told.
const CLASSES: [Cosmetic; 6] = [
    Cosmetic::WhiteSpace,
    Cosmetic::Quotes,
    Cosmetic::Dashes,
    Cosmetic::Case,
    Cosmetic::Punctuation,
    Cosmetic::Typography,
];

/// Which small letters the capitals have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Capitals {
    Usual,
    /// Those of `I` and `İ` are `ı` and `i`.
    Turkish,
}

impl Capitals {
    /// Those of a language. In Turkish both are possible, because foreign names keep the usual ones: `FIFA`, `Fifa`.
    pub(super) fn of(has_dotless_i: bool) -> &'static [Self] {
        if has_dotless_i { &[Capitals::Usual, Capitals::Turkish] } else { &[Capitals::Usual] }
    }
}

/// How `old` and `new` differ in their looks: each class without which they would not be the same. `None` if they differ
/// in more than characters that can be left aside, such as a number in letters. In Turkish, where `has_dotless_i` is true,
/// the small letter of `I` may be `ı`.
pub(super) fn classes(old: &str, new: &str, has_dotless_i: bool) -> Option<Vec<Cosmetic>> {
    // Where both have as many apostrophes in numbers, only their form can differ.
    let separates = separators(old) != separators(new);
    let fold = |text: &str, kept: Option<Cosmetic>, capitals: Capitals| fold(text, kept, capitals, separates);
    let is_same = |capitals: &Capitals| fold(old, None, *capitals) == fold(new, None, *capitals);
    let capitals = Capitals::of(has_dotless_i).iter().find(|capitals| is_same(capitals))?;
    let differ = |class: &Cosmetic| fold(old, Some(*class), *capitals) != fold(new, Some(*class), *capitals);
    let classes: Vec<Cosmetic> = CLASSES.into_iter().filter(differ).collect();
    // Two classes may each explain the difference, and then neither shows when it alone is kept.
    Some(if classes.is_empty() && old != new { vec![Cosmetic::Typography] } else { classes })
}

/// How many apostrophes stand between digits.
fn separators(text: &str) -> usize {
    let is_separator = |&(at, character): &(usize, char)| {
        class_of(character) == Some(Cosmetic::Quotes) && is_between_digits(text, at, character)
    };
    text.char_indices().filter(is_separator).count()
}

/// `text` without its looks, but those of class `kept`. `separates` says that an apostrophe between digits is a separator of
/// thousands that one text alone has.
fn fold(text: &str, kept: Option<Cosmetic>, capitals: Capitals, separates: bool) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut start = 0;
    for (at, character) in text.char_indices() {
        let Some(class) = class_of(character) else { continue };
        let is_separator = separates && class == Cosmetic::Quotes && is_between_digits(text, at, character);
        let class = if is_separator { Cosmetic::Punctuation } else { class };
        fold_letters(&text[start..at], kept, capitals, &mut folded);
        start = at + character.len_utf8();
        if kept == Some(class) {
            folded.push(character);
        }
    }
    fold_letters(&text[start..], kept, capitals, &mut folded);
    folded
}

fn is_between_digits(text: &str, at: usize, character: char) -> bool {
    text[..at].ends_with(|before: char| before.is_ascii_digit())
        && text[at + character.len_utf8()..].starts_with(|after: char| after.is_ascii_digit())
}

/// Whether a number and the sign behind it are together in one wording and apart in the other: `5 percent`, `5%`.
pub(super) fn joins_sign(old: &str, new: &str) -> bool {
    let behind = |text: &str| {
        let digit = text.rfind(|character: char| character.is_ascii_digit())?;
        text[digit + 1..].chars().next()
    };
    let is_sign = |next: char| !next.is_alphanumeric() && class_of(next).is_none();
    let joins_word = joins_same_word(old, new) || joins_same_word(new, old);
    let (old, new) = (behind(old), behind(new));
    old.is_some_and(is_sign) && new.is_some_and(char::is_whitespace)
        || new.is_some_and(is_sign) && old.is_some_and(char::is_whitespace)
        || joins_word
}

/// Whether words are apart in one wording and together in the other, as of one unit: “per cent”, “percent”.
pub(super) fn joins_letters(old: &str, new: &str) -> bool {
    let is_parted = |text: &str| text.contains(char::is_whitespace);
    let are_letters =
        |text: &str| text.chars().all(|character| character.is_alphabetic() || character.is_whitespace());
    let has_words = |text: &str| text.contains(char::is_alphabetic);
    has_words(old)
        && has_words(new)
        && is_parted(old) != is_parted(new)
        && are_letters(old)
        && are_letters(new)
        && !old.starts_with(is_dense)
}

/// Whether both end with the same word of a script that joins it to numbers, with a space before it in the first alone:
/// `2만 장`, `20000장`.
fn joins_same_word(apart: &str, joined: &str) -> bool {
    let Some((_, word)) = apart.rsplit_once(char::is_whitespace) else { return false };
    let before = joined.strip_suffix(word).and_then(|number| number.chars().next_back());
    word.starts_with(is_dense) && before.is_some_and(char::is_alphanumeric)
}

fn fold_letters(text: &str, kept: Option<Cosmetic>, capitals: Capitals, folded: &mut String) {
    let start = folded.len();
    if kept == Some(Cosmetic::Typography) {
        folded.push_str(text);
    } else {
        letters(text).for_each(|character| match spelled_out(character) {
            Some(spelled) => folded.push_str(spelled),
            None => folded.push(character),
        });
    }
    if kept != Some(Cosmetic::Case) {
        let lower = match capitals {
            Capitals::Usual => folded[start..].to_lowercase(),
            Capitals::Turkish => folded[start..].replace('I', "ı").replace('İ', "i").to_lowercase(),
        };
        folded.truncate(start);
        folded.push_str(&lower);
    }
}

/// The letters of a word as they are compared, each with whether it is a capital. `keeps_case` leaves them as they are.
pub(super) fn letters_folded(word: &str, keeps_case: bool, capitals: Capitals) -> Vec<(char, bool)> {
    let mut folded = Vec::with_capacity(word.len());
    for letter in letters(word) {
        let is_capital = letter.is_uppercase();
        let mut push = |letter: char| match letter {
            _ if keeps_case => folded.push((letter, is_capital)),
            // A sigma has another form at the end of a word.
            'ς' => folded.push(('σ', false)),
            'I' if capitals == Capitals::Turkish => folded.push(('ı', true)),
            'İ' if capitals == Capitals::Turkish => folded.push(('i', true)),
            _ => folded.extend(letter.to_lowercase().map(|lower| (lower, is_capital))),
        };
        match spelled_out(letter) {
            Some(spelled) => spelled.chars().for_each(&mut push),
            None => push(letter),
        }
    }
    folded
}

/// Letters that are the same letters written apart.
fn spelled_out(character: char) -> Option<&'static str> {
    Some(match character {
        'œ' => "oe",
        'Œ' => "OE",
        'æ' => "ae",
        'Æ' => "AE",
        'ß' => "ss",
        'ẞ' => "SS",
        'ё' => "е",
        'Ё' => "Е",
        // Romanian texts have the cedilla of Turkish where a font lacks the comma.
        'ş' => "ș",
        'Ş' => "Ș",
        'ţ' => "ț",
        'Ţ' => "Ț",
        _ => return None,
    })
}

/// The class of a character without meaning of its own. Signs with a meaning, such as `%`, `$`, `+` and emoji, have none.
pub(super) fn class_of(character: char) -> Option<Cosmetic> {
    match character {
        // Apostrophes that Unicode calls letters, and the prime, which is one between letters only: see `looks`.
        'ʼ' | 'ʻ' | '′' => Some(Cosmetic::Quotes),
        // The Arabic stroke counts as a letter, too.
        _ if is_invisible(character) => Some(Cosmetic::Typography),
        _ if character.is_alphanumeric() => None,
        _ if character.is_whitespace() => Some(Cosmetic::WhiteSpace),
        _ if is_quote(character) => Some(Cosmetic::Quotes),
        '-'
        | '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{FE58}'
        | '\u{FE63}'
        | '\u{FF0D}'
        | '\u{301C}'
        | '\u{FF5E}' => Some(Cosmetic::Dashes),
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
        for (old, new, ways) in [
            ("4 km", "4km", &[WhiteSpace][..]),
            ("\"a\"", "“a”", &[Quotes]),
            ("don't", "don’t", &[Quotes]),
            ("a - b", "a — b", &[Dashes]),
            ("Mayor", "mayor", &[Case]),
            ("1,000", "1000", &[Punctuation]),
            ("1.850", "1'850", &[Punctuation]),
            ("1’850", "1'850", &[Quotes]),
            ("oﬃce ４", "office 4", &[Typography]),
            ("cafe\u{301}", "café", &[Typography]),
            ("a\u{ad}b", "ab", &[Typography]),
            ("\"A\" -", "«a» –", &[Quotes, Dashes, Case]),
            ("a b", "a\u{a0}b", &[WhiteSpace]),
            ("الوزيـــر", "الوزير", &[Typography]),
            ("won ❤\u{fe0f}", "won ❤", &[Typography]),
            ("ţara şi", "țara și", &[Typography]),
        ] {
            assert_eq!(classes(old, new, false).as_deref(), Some(ways), "{old} {new}");
        }
    }

    #[test]
    fn capitals_of_turkish_have_small_letters_of_their_own() {
        assert_eq!(classes("IŞIK İZMİR", "ışık izmir", true).as_deref(), Some(&[Case][..]));
        assert_eq!(classes("FIFA", "Fifa", true).as_deref(), Some(&[Case][..]));
        assert_eq!(classes("IŞIK", "ışık", false), None);
        assert_eq!(classes("sınır", "sinir", true), None);
    }

    #[test]
    fn signs_and_words_are_not_looks() {
        for (old, new) in [
            ("5", "5%"),
            ("$5", "€5"),
            ("a", "b"),
            ("", "a"),
            ("fine 🙂", "fine 🙁"),
            ("10²", "102"),
            ("①", "1"),
        ] {
            assert_eq!(classes(old, new, false), None, "{old} {new}");
        }
    }
}
