//! The folded form of a word, by which words are compared.

use super::class::{is_apostrophe, is_fraction, is_general_mark, is_ignored, is_mark};
use icu_casemap::CaseMapper;
use icu_normalizer::properties::CanonicalCompositionBorrowed;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// Appends the folded form of `word` to `into`. For example, `Straße` gives `strasse`, and `O’Brien` gives `o'brien`.
///
/// It is Unicode's NFKC and full case folding, without what people don't type: see the [module](super). A folded
/// form is its own folded form. It is empty for what is no word.
pub fn fold(word: &str, into: &mut String) {
    let start = into.len();
    if word.is_ascii() {
        into.push_str(word);
        into[start..].make_ascii_lowercase();
        if !word.contains(['`', '\'', ' ']) {
            return;
        }
    }
    into.truncate(start);
    fold_inside(word, into);
    let is_edge = |character| character == '\'' || character == ' ';
    into.truncate(start + into[start..].trim_end_matches(is_edge).len());
    let edge = into[start..].len() - into[start..].trim_start_matches(is_edge).len();
    into.drain(start..start + edge);
}

/// The folded form of `word`, borrowed when it is `word` itself.
#[must_use]
pub fn folded(word: &str) -> Cow<'_, str> {
    let mut folded = String::with_capacity(word.len());
    fold(word, &mut folded);
    if folded == word { Cow::Borrowed(word) } else { Cow::Owned(folded) }
}

/// Folds a piece of a text part by part, without regard to its edges.
pub(super) fn fold_inside(text: &str, into: &mut String) {
    for part in parts(text) {
        fold_part(&text[part], into);
    }
}

/// Folds one part.
pub(super) fn fold_part(part: &str, into: &mut String) {
    let mut characters = part.chars();
    if let Some(character) = characters.next()
        && characters.next().is_none()
        && fold_alone(character, into)
    {
        return;
    }
    if is_simple_with_vowels(part) {
        into.push_str(part);
    } else {
        fold_by_rules(part, into);
    }
}

/// The parts of a text that are folded independently of each other: a letter with the marks and the invisible
/// characters behind it.
pub(super) fn parts(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let mut characters = text[start..].chars();
        at += characters.next()?.len_utf8();
        at = characters
            .take_while(|character| belongs_to_the_letter_before(*character))
            .fold(at, |end, character| end + character.len_utf8());
        Some(start..at)
    })
}

/// Whether the folded form of a character depends on what is before it: marks, what is removed, and letters that
/// become one with the letter before them, once they are decomposed.
fn belongs_to_the_letter_before(character: char) -> bool {
    if character < '\u{ad}' || is_simple(character) {
        return false;
    }
    is_mark(character)
        || is_ignored(character)
        || matches!(
            character,
            '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7ff}' | '\u{3131}'..='\u{318e}' | '\u{ff9e}'..='\u{ffdc}'
                | '\u{16d63}'..='\u{16d6a}'
        )
}

/// Whether a common letter is its own folded form.
fn is_simple(character: char) -> bool {
    matches!(
        character,
        'а'..='я' | 'α'..='ρ' | 'σ'..='ω' | '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{63f}' | '\u{641}'..='\u{64a}'
            | '\u{904}'..='\u{939}' | '\u{e01}'..='\u{e30}' | '\u{e32}' | '\u{e40}'..='\u{e46}'
            | '\u{e81}'..='\u{eae}' | '\u{ec0}'..='\u{ec4}' | '\u{1000}'..='\u{102a}' | '\u{1780}'..='\u{17b3}'
            | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}' | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
    )
}

/// Whether a part is a common letter of India or South-East Asia with common vowels and tones, which is its own folded form.
/// Two marks with an order among them are left to the rules.
fn is_simple_with_vowels(part: &str) -> bool {
    let (mut characters, mut was_ordered) = (part.chars(), false);
    characters.next().is_some_and(is_simple)
        && characters.all(|mark| {
            let is_ordered = matches!(
                mark,
                '\u{94d}' | '\u{e38}' | '\u{e39}' | '\u{e48}'..='\u{e4b}' | '\u{eb8}' | '\u{eb9}'
                    | '\u{ec8}'..='\u{ecb}' | '\u{1037}' | '\u{1039}' | '\u{103a}' | '\u{17d2}'
            );
            let is_other = matches!(
                mark,
                '\u{901}'..='\u{903}' | '\u{93e}'..='\u{94c}' | '\u{e31}' | '\u{e34}'..='\u{e37}' | '\u{e47}'
                    | '\u{e4c}' | '\u{e4d}' | '\u{eb1}' | '\u{eb4}'..='\u{eb7}' | '\u{ebb}' | '\u{ebc}'
                    | '\u{102b}'..='\u{102d}' | '\u{102f}'..='\u{1036}' | '\u{1038}' | '\u{103b}'..='\u{103e}'
                    | '\u{17b6}'..='\u{17d1}'
            );
            let keeps = is_other || (is_ordered && !was_ordered);
            was_ordered = is_ordered;
            keeps
        })
}

/// Folds a character that no mark follows, if it is a common one.
#[inline]
fn fold_alone(character: char, into: &mut String) -> bool {
    if character.is_ascii() {
        into.push(if character == '`' { '\'' } else { character.to_ascii_lowercase() });
    } else if is_simple(character) {
        into.push(character);
    } else if let Some(folded) = TABLE.get(table_index(character)) {
        into.push_str(folded);
    } else {
        return false;
    }
    true
}

/// The folded forms of Latin, Greek and Cyrillic letters.
static TABLE: LazyLock<Vec<Box<str>>> = LazyLock::new(|| {
    ('\u{80}'..='\u{52f}')
        .chain('\u{1e00}'..='\u{1fff}')
        .map(|character| {
            let mut folded = String::new();
            fold_by_rules(character.encode_utf8(&mut [0; 4]), &mut folded);
            folded.into_boxed_str()
        })
        .collect()
});

fn table_index(character: char) -> usize {
    let code = character as usize;
    match code {
        0x80..=0x52f => code - 0x80,
        0x1e00..=0x1fff => code - 0x1e00 + 0x530 - 0x80,
        _ => usize::MAX,
    }
}

/// Folds by the rules alone.
///
/// Everything is decomposed first, so that a rule about a mark holds for all ways to write it. What is left is composed
/// again.
pub(super) fn fold_by_rules(part: &str, into: &mut String) {
    let seen = part.chars().filter(|character| !is_ignored(*character));
    let seen: String =
        seen.map(|character| if is_apostrophe(character) { '\'' } else { character }).collect();
    let compatible = DecomposingNormalizerBorrowed::new_nfkd();
    let mut decomposed = String::with_capacity(part.len());
    for piece in seen.split_inclusive(is_fraction) {
        let fraction = piece.chars().next_back().filter(|last| is_fraction(*last));
        let plain = compatible.normalize(piece.strip_suffix(is_fraction).unwrap_or(piece));
        let folded = CaseMapper::new().fold_string(&plain);
        decomposed.push_str(&compatible.normalize(&folded));
        decomposed.extend(fraction);
    }
    let mut letter = None;
    let kept = decomposed.chars().filter(|character| {
        let (is_kept, with) = keeps(letter, *character);
        letter = with;
        is_kept
    });
    let composed = ComposingNormalizerBorrowed::new_nfc().normalize_iter(kept);
    for character in composed {
        match character {
            'æ' => into.push_str("ae"),
            'œ' => into.push_str("oe"),
            'ł' => into.push('l'),
            'ø' => into.push('o'),
            'đ' => into.push('d'),
            '״' => into.push('"'),
            _ if is_apostrophe(character) => into.push('\''),
            _ => into.push(character),
        }
    }
}

/// Whether a character stays behind `letter`, and the letter before the next character. Marks stay that aren't known as ones
/// that people leave out; a general mark stays only when it makes one Cyrillic letter with the letter before it.
fn keeps(letter: Option<char>, character: char) -> (bool, Option<char>) {
    if is_ignored(character) {
        return (false, letter);
    }
    if !is_mark(character) {
        return (true, Some(character));
    }
    let is_left_out = match character {
        '\u{300}' | '\u{301}' => !matches!(letter, Some('г' | 'к')),
        '\u{308}' => letter == Some('е'),
        '\u{591}'..='\u{5c7}'
        | '\u{fb1e}'
        | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{652}'
        | '\u{656}'..='\u{65f}'
        | '\u{670}'
        | '\u{6d6}'..='\u{6ed}'
        | '\u{897}'..='\u{89f}'
        | '\u{8ca}'..='\u{8ff}' => true,
        _ => false,
    };
    if is_left_out {
        return (false, letter);
    }
    let is_hamza = matches!(character, '\u{653}'..='\u{655}');
    if !is_general_mark(character) && !is_hamza {
        return (true, letter);
    }
    let whole = letter
        .filter(|letter| is_hamza || is_cyrillic(*letter))
        .and_then(|letter| CanonicalCompositionBorrowed::new().compose(letter, character));
    (whole.is_some(), whole.or(letter))
}

fn is_cyrillic(character: char) -> bool {
    matches!(character, '\u{400}'..='\u{52f}')
}
