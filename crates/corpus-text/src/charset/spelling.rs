//! Spelling of decoded bytes: whether they are letters of one language, in the usual positions of letters and signs.
//!
//! The same bytes read in a wrong single-byte charset give capitals within words, signs between letters,
//! and letters that are rare, or that no one language has together. It takes little more than the
//! alphabets to see that. Costs are in bits, as of a character's probability.

use super::alphabets::Region;

/// Cost of the most frequent letter of an alphabet.
const LETTER: f64 = 1.5;
/// Additional cost of a capital letter.
const CAPITAL: f64 = 2.0;
/// Cost of an apostrophe, a dash or an ellipsis, the most frequent characters outside ASCII in English text.
const DASH: f64 = 1.0;
/// Cost of a quotation mark.
const QUOTE: f64 = 3.0;
/// Cost of these signs in a region with dense letters outside ASCII.
const AMONG_LETTERS: f64 = 7.0;
/// Cost of a common sign.
const SIGN: f64 = 5.0;
/// Cost of a rare sign.
const RARE: f64 = 9.0;
/// Cost of a letter outside the alphabet of the language.
const FOREIGN: f64 = 10.0;
/// Cost of a character that occurs in no language.
const WRONG: f64 = 12.0;

/// The characters of the bytes from 0x80 on, in a single-byte charset.
pub(super) type UpperHalf = [char; 128];

/// A byte from 0x80 on with its left and right neighbour; a space at the ends of the text.
pub(super) type ByteContext = [u8; 3];

/// The contexts of the bytes from 0x80 on.
pub(super) fn contexts(bytes: &[u8]) -> impl Iterator<Item = ByteContext> {
    let before = std::iter::once(b' ').chain(bytes.iter().copied());
    let after = bytes.iter().skip(1).copied().chain([b' ']);
    let threes = before.zip(bytes.iter().copied()).zip(after);
    threes.map(|((before, byte), after)| [before, byte, after]).filter(|[_, byte, _]| !byte.is_ascii())
}

/// The cost of the contexts if their bytes stand for the characters of `table`, in the language of the
/// region that makes it the least.
pub(super) fn cost(contexts: &[ByteContext], table: &UpperHalf, region: &Region) -> f64 {
    let mut counts = [Counts::default(); 128];
    for context in contexts {
        let [before, character, after] = context.map(|byte| read(byte, table));
        let count = &mut counts[usize::from(context[1] & 0x7F)];
        match place(before, character, after) {
            Position::Word => count.in_words += 1,
            Position::Alone => count.alone += 1,
            Position::Wrong => count.misplaced += 1,
        }
    }
    let found: Vec<_> = table.iter().zip(counts).filter(|(_, counts)| counts.is_any()).collect();
    let in_alphabet = |alphabet: &&str| -> f64 {
        found.iter().map(|(character, counts)| counts.cost(**character, alphabet, region)).sum()
    };
    region.alphabets.iter().map(in_alphabet).fold(f64::INFINITY, f64::min)
}

fn read(byte: u8, table: &UpperHalf) -> char {
    if byte.is_ascii() { char::from(byte) } else { table[usize::from(byte & 0x7F)] }
}

/// Whether each byte, as a character of `table`, has possible neighbours.
pub(super) fn is_plausible(contexts: &[ByteContext], table: &UpperHalf) -> bool {
    contexts.iter().all(|context| {
        let [before, character, after] = context.map(|byte| read(byte, table));
        !matches!(place(before, character, after), Position::Wrong)
            && !is_control_or_frame(character)
            && !is_out_of_place(before, character, after)
    })
}

/// Whether a character of windows-1252 stands where no Western language has it. Each arm names the byte of a letter of
/// another charset, in its usual position. For example, “Gdañsk” is a wrong reading of “Gdańsk”.
fn is_out_of_place(before: char, character: char, after: char) -> bool {
    let is_vowel = |letter: char| "aeiouyáéíóúý".contains(letter);
    let (starts, ends) = (!is_letter(before), !is_letter(after));
    match character {
        '‚' | '„' | '‰' => !starts,
        '£' | '©' | '®' | '¹' => after.is_lowercase(),
        'Ð' => starts,
        'Ñ' | 'Ò' | 'Õ' if starts && ends => true,
        'ñ' => !is_vowel(after) && !ends,
        'æ' => before == 'i' && ends,
        'è' | 'È' => is_vowel(after) || before == 'a' && ends,
        'ø' => matches!(after, 'á' | 'í' | 'a' | 'i'),
        'õ' => before == 'y',
        'ò' => before == 'e' && ends,
        'ã' => !ends && !matches!(after, 'o' | 'e' | 's'),
        'þ' => !starts && !ends && !is_vowel(after) && !matches!(after, 'r' | 'j' | 'v'),
        _ if !is_letter(character) => false,
        _ => {
            matches!(before, ',' | '.' | '!' | '?') && ends
                || before.is_uppercase() && character.is_uppercase() && after.is_lowercase()
        }
    }
}

/// Whether no text has the character: a control character, part of a frame, the currency sign, or nothing.
fn is_control_or_frame(character: char) -> bool {
    matches!(character, '\u{80}'..='\u{9F}' | '\u{2500}'..='\u{259F}' | '¤' | char::REPLACEMENT_CHARACTER)
}

/// Frequency of a character by its neighbours.
#[derive(Clone, Copy, Default)]
struct Counts {
    in_words: u32,
    alone: u32,
    misplaced: u32,
}

impl Counts {
    fn is_any(self) -> bool {
        self.in_words + self.alone + self.misplaced > 0
    }

    /// The cost of a character. It grows with the square root of the count, since words repeat, and the same character many
    /// times is weaker evidence than different characters.
    fn cost(self, character: char, alphabet: &str, region: &Region) -> f64 {
        let costs = [
            (self.in_words, letter_cost(character, alphabet)),
            (self.alone, sign_cost(character, region)),
            (self.misplaced, WRONG),
        ];
        costs.into_iter().map(|(count, cost)| f64::from(count).sqrt() * cost).sum()
    }
}

/// By Zipf's law: the letter of rank n is 1/n as frequent as the first.
fn letter_cost(letter: char, alphabet: &str) -> f64 {
    let rank = |letter: char| alphabet.chars().zip(1_u32..).find(|(known, _)| *known == letter);
    let small = letter.to_lowercase().next().unwrap_or(letter);
    match rank(letter).or_else(|| rank(small)) {
        Some((known, rank)) => LETTER + f64::from(rank).log2() + if known == letter { 0.0 } else { CAPITAL },
        None => FOREIGN,
    }
}

/// The cost of a sign, or of a letter that stands alone.
fn sign_cost(sign: char, region: &Region) -> f64 {
    match sign {
        '’' | '–' | '—' | '…' | '\u{A0}' | '\u{AD}' if !region.is_dense => DASH,
        '‘' | '“' | '”' | '„' | '«' | '»' if !region.is_dense => QUOTE,
        '’' | '–' | '—' | '…' | '\u{A0}' | '\u{AD}' | '‘' | '“' | '”' | '„' | '«' | '»' => {
            AMONG_LETTERS
        }
        '‚' | '‹' | '›' | '•' | '·' | '€' | '£' | '§' | '°' | '©' | '®' | '™' | '½' | '¼' | '¾' | '¿'
        | '¡' | 'º' | 'ª' | '¦' | '´' | '¹' | '²' | '³' | '×' | '№' => SIGN,
        unused if is_control_or_frame(unused) => WRONG,
        letter if is_letter(letter) => SIGN,
        _ => RARE,
    }
}

/// Position of a character.
enum Position {
    /// A letter in a word.
    Word,
    /// A sign, or a Latin letter that is a word by itself.
    Alone,
    /// An impossible position.
    Wrong,
}

fn place(before: char, character: char, after: char) -> Position {
    let is_letter_here = is_letter(character);
    let is_misplaced = if is_letter_here { is_misplaced_letter } else { is_misplaced_sign };
    if is_misplaced(before, character, after) {
        Position::Wrong
    } else if is_letter_here && (is_letter(before) || is_letter(after) || is_cyrillic(character)) {
        Position::Word
    } else {
        Position::Alone
    }
}

/// Whether a sign cannot stand there: one that joins no words between two letters, or a fraction before one.
fn is_misplaced_sign(before: char, sign: char, after: char) -> bool {
    match sign {
        '’' | '´' | '–' | '—' | '…' | '\u{A0}' | '\u{AD}' => false,
        '½' | '¼' | '¾' => is_letter(after),
        _ => is_letter(before) && is_letter(after),
    }
}

/// Whether a letter cannot stand there: a capital after a small letter, any beside a digit, or a Cyrillic
/// one beside a Latin one.
fn is_misplaced_letter(before: char, letter: char, after: char) -> bool {
    before.is_lowercase() && letter.is_uppercase()
        || before.is_ascii_digit()
        || after.is_ascii_digit()
        || is_cyrillic(letter) && (before.is_ascii_alphabetic() || after.is_ascii_alphabetic())
}

/// Only these are in the single-byte charsets of Latin and Cyrillic; `char::is_alphabetic` would be slow.
pub(super) fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic()
        || is_cyrillic(character)
        || matches!(character, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{191}' | '\u{193}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}

fn is_cyrillic(letter: char) -> bool {
    matches!(letter, '\u{400}'..='\u{4FF}')
}

#[cfg(test)]
mod tests {
    use super::super::Charset;
    use super::super::alphabets::{CENTRAL, CYRILLIC, WESTERN};
    use super::super::samples::{CZECH, FRENCH, GERMAN, RUSSIAN, encode};
    use super::*;

    fn cost_as(bytes: &[u8], label: &str, region: &Region) -> f64 {
        let charset: Charset = label.parse().unwrap();
        cost(&contexts(bytes).collect::<Vec<_>>(), &charset.upper_half(), region)
    }

    #[test]
    fn contexts_reach_over_both_ends() {
        let found: Vec<ByteContext> = contexts(b"\xE9t\xE9 \xE0").collect();
        assert_eq!(found, [*b" \xE9t", *b"t\xE9 ", *b" \xE0 "]);
        assert_eq!(contexts(b"plain").count(), 0);
    }

    #[test]
    fn the_right_charset_costs_least() {
        let western = ["windows-1252", "macintosh", "IBM850"];
        let central = ["windows-1250", "ISO-8859-2", "IBM852"];
        let cyrillic = ["windows-1251", "KOI8-U", "ISO-8859-5", "IBM866", "IBM855", "x-mac-cyrillic"];
        for (text, labels, region) in [
            (FRENCH, &western[..], &WESTERN),
            (GERMAN, &western, &WESTERN),
            (CZECH, &central, &CENTRAL),
            (RUSSIAN, &cyrillic, &CYRILLIC),
        ] {
            for &label in labels {
                let bytes = encode(text, label);
                let right = cost_as(&bytes, label, region);
                let wrong = labels.iter().filter(|&&other| other != label);
                assert!(
                    wrong.map(|other| cost_as(&bytes, other, region)).all(|cost| cost > right),
                    "{label}"
                );
            }
        }
    }

    #[test]
    fn frequent_letters_cost_less_than_rare_ones_and_foreign_ones_most() {
        let french = WESTERN.alphabets[1];
        let costs = ['é', 'ç', 'ÿ', 'ł'].map(|letter| letter_cost(letter, french));
        assert!(costs.is_sorted());
        assert!(letter_cost('Ç', french) > letter_cost('ç', french));
    }

    #[test]
    fn places_are_told_apart() {
        assert!(matches!(place('t', 'é', ' '), Position::Word));
        assert!(matches!(place(' ', 'é', ' '), Position::Alone));
        assert!(matches!(place(' ', 'и', ' '), Position::Word));
        assert!(matches!(place('t', 'É', ' '), Position::Wrong));
        assert!(matches!(place('t', 'и', ' '), Position::Wrong));
        assert!(matches!(place('4', 'é', ' '), Position::Wrong));
        assert!(matches!(place('t', '’', 's'), Position::Alone));
        assert!(matches!(place('t', '‡', 's'), Position::Wrong));
        assert!(matches!(place(' ', '½', 'u'), Position::Wrong));
    }
}
