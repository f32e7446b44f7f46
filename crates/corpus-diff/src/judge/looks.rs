//! Looks: whether two wordings provably mean the same.
//!
//! A wording is a row of signs (letters, digits, marks that say something, and numbers and dates by their keys) with gaps
//! between them (white space, quotation marks, dashes, punctuation). The signs must be the same. A gap may look otherwise
//! by these rules only; in doubt two wordings are not the same:
//!
//! | gap | may differ |
//! |---|---|
//! | between two words that are apart on both sides | in everything but an apostrophe between letters |
//! | between digits that are no number or date | in white space, in the form of dashes, in punctuation before a space |
//! | there on one side only | beside a sign that is no letter or digit, and beside Chinese or Japanese characters |
//! | | a hyphen at the end of a line: `solu-⏎tion` |
//! | | full stops between single letters: `U.S.`, `US` |
//!
//! Letters may differ in their case, but not in a word that begins with a digit, and as `cosmetic` spells them out (`ß`,
//! `ss`). A minus before a number, a full stop before digits (`.5`), a slash between words and a question mark are signs, as is a prime but between letters.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::Cosmetic;
use super::cosmetic::{Capitals, class_of, letters_folded};
use super::facts::units::is_currency_sign;
use super::letters::letters;
use super::reading::Fact;
use crate::units::words::is_dense;

/// How far a gap is looked at outside a change, in characters.
const NEAR: usize = 16;

enum Sign<'a> {
    Letter(char),
    /// The key of a fact, and its letters and digits if these have several forms.
    Fact(&'a str, Option<String>),
}

impl PartialEq for Sign<'_> {
    /// Digits are a notation of each form in words, but forms in words aren't of one another, nor are forms in digits.
    fn eq(&self, other: &Self) -> bool {
        let in_digits = |form: &str| form.starts_with(char::is_numeric);
        match (self, other) {
            (Sign::Letter(letter), Sign::Letter(other)) => letter == other,
            (Sign::Fact(key, Some(form)), Sign::Fact(other_key, Some(other))) => {
                key == other_key && (form == other || in_digits(form) != in_digits(other))
            }
            (Sign::Fact(key, _), Sign::Fact(other, _)) => key == other,
            _ => false,
        }
    }
}

impl Sign<'_> {
    /// The character that stands for it where it meets a gap.
    fn edge(&self) -> char {
        match self {
            Sign::Letter(letter) => *letter,
            Sign::Fact(..) => '0',
        }
    }
}

/// The meaning of a stretch of a text: its letters, numbers and signs.
pub(super) struct Wording<'a> {
    signs: Vec<Sign<'a>>,
    /// Whether each sign is a capital.
    capitals: Vec<bool>,
    /// The gap before each sign, and the last one.
    gaps: Vec<String>,
    before: Option<char>,
    after: Option<char>,
    /// Which small letters the capitals have.
    letter_pairs: Capitals,
}

impl<'a> Wording<'a> {
    /// That of `range`, in which `facts` lie in this order.
    pub(super) fn of(text: &str, range: Range<usize>, facts: &[&'a Fact], capitals: Capitals) -> Self {
        let is_gap = |&(_, character): &(usize, char)| class_of(character).is_some();
        let before = text[..range.start].char_indices().rev().take(NEAR).take_while(is_gap).last();
        let start = before.map_or(range.start, |(at, _)| at);
        let after = text[range.end..].char_indices().take(NEAR).take_while(is_gap).last();
        let end = range.end + after.map_or(0, |(at, character)| at + character.len_utf8());
        let mut wording = Wording {
            signs: Vec::new(),
            capitals: Vec::new(),
            gaps: vec![String::new()],
            before: text[..start].chars().next_back(),
            after: text[end..].chars().next(),
            letter_pairs: capitals,
        };
        let mut done = start;
        for fact in facts {
            wording.read(text, done..fact.value_start.max(done));
            let form = || letters(&text[fact.range.clone()]).filter(|letter| letter.is_alphanumeric());
            let form = fact.has_forms.then(|| form().flat_map(char::to_lowercase).collect());
            wording.push(Sign::Fact(&fact.key, form), false);
            done = fact.range.end.max(done);
        }
        wording.read(text, done..end.max(done));
        wording
    }

    fn read(&mut self, text: &str, range: Range<usize>) {
        let mut word = range.start;
        for (at, character) in text[range.clone()].char_indices() {
            let at = range.start + at;
            if class_of(character).is_none() {
                continue;
            }
            self.word(&text[word..at]);
            word = at + character.len_utf8();
            if is_sign(text, at, character) {
                self.push(Sign::Letter(if character == '−' { '-' } else { character }), false);
            } else {
                self.gap(character);
            }
        }
        self.word(&text[word..range.end]);
    }

    fn word(&mut self, word: &str) {
        let keeps_case = word.starts_with(char::is_numeric);
        for (letter, is_capital) in letters_folded(word, keeps_case, self.letter_pairs) {
            self.push(Sign::Letter(letter), is_capital);
        }
    }

    fn push(&mut self, sign: Sign<'a>, is_capital: bool) {
        self.signs.push(sign);
        self.capitals.push(is_capital);
        self.gaps.push(String::new());
    }

    /// Adds to the last gap, each kind of mark in one form.
    fn gap(&mut self, character: char) {
        let Some(gap) = self.gaps.last_mut() else { return };
        match class_of(character) {
            Some(Cosmetic::WhiteSpace) if character == '\n' || character == '\r' => {
                if gap.ends_with(' ') {
                    gap.pop();
                }
                if !gap.ends_with('\n') {
                    gap.push('\n');
                }
            }
            Some(Cosmetic::WhiteSpace) if gap.ends_with([' ', '\n']) => {}
            Some(Cosmetic::WhiteSpace) => gap.push(' '),
            Some(Cosmetic::Quotes) => gap.push('\''),
            Some(Cosmetic::Dashes) if matches!(character, '\u{301C}' | '\u{FF5E}') => gap.push('~'),
            Some(Cosmetic::Dashes) => gap.push('-'),
            Some(Cosmetic::Punctuation) => gap.extend(std::iter::once(character).nfkc()),
            _ => {}
        }
    }

    /// The signs on both sides of a gap.
    fn edges(&self, gap: usize) -> (Option<char>, Option<char>) {
        let left = if gap == 0 { self.before } else { self.signs.get(gap - 1).map(Sign::edge) };
        (left, self.signs.get(gap).map(Sign::edge).or(self.after))
    }

    /// Whether single letters stand on both sides of a gap, with full stops between them.
    fn is_abbreviation(&self, gap: usize) -> bool {
        let is_apart = |gap: usize| self.gaps.get(gap).is_none_or(|gap| !gap.is_empty());
        let is_first = gap.checked_sub(1).is_some_and(|before| {
            is_apart(before) || before == 0 && self.before.is_none_or(|before| !before.is_alphanumeric())
        });
        let is_last = is_apart(gap + 1)
            || gap + 2 == self.gaps.len() && self.after.is_none_or(|after| !after.is_alphanumeric());
        self.gaps[gap] == "." && is_first && is_last
    }
}

/// Whether two wordings provably say the same.
pub(super) fn are_same(old: &Wording, new: &Wording) -> bool {
    old.signs == new.signs && (0..old.gaps.len()).all(|gap| may_differ(old, new, gap))
}

fn may_differ(old: &Wording, new: &Wording, gap: usize) -> bool {
    let (old_gap, new_gap) = (old.gaps[gap].as_str(), new.gaps[gap].as_str());
    if old_gap == new_gap {
        return true;
    }
    if !old_gap.is_empty() && !new_gap.is_empty() {
        return [old, new].iter().all(|side| look_alike(old_gap, new_gap, side.edges(gap)));
    }
    let parted = if old_gap.is_empty() { new } else { old };
    let has_same_case = || {
        let cases =
            |wording: &Wording| wording.capitals.get(gap.saturating_sub(1)..=gap).map(<[bool]>::to_vec);
        cases(old) == cases(new)
    };
    [old, new].iter().all(|side| may_join(&parted.gaps[gap], side.edges(gap)))
        || parted.is_abbreviation(gap) && has_same_case()
}

/// Whether two gaps that both part their signs may stand for one another.
fn look_alike(old: &str, new: &str, edges: (Option<char>, Option<char>)) -> bool {
    let (Some(left), Some(right)) = edges else { return true };
    if left.is_numeric() && right.is_numeric() {
        let solid = |gap: &str| gap.replace([' ', '\n'], "");
        let is_list = |gap: &str| gap.contains([' ', '\n']) && !gap.contains(['-', '~']);
        return solid(old) == solid(new) && !solid(old).is_empty() || is_list(old) && is_list(new);
    }
    old != "'" && new != "'" || !left.is_alphanumeric() || !right.is_alphanumeric()
}

/// Whether the two sides of a gap may be joined.
fn may_join(gap: &str, edges: (Option<char>, Option<char>)) -> bool {
    let (Some(left), Some(right)) = edges else { return true };
    let is_spaceless = |character: char| is_dense(character) && !matches!(character, '\u{AC00}'..='\u{D7A3}');
    !left.is_alphanumeric()
        || !right.is_alphanumeric()
        || is_spaceless(left)
        || is_spaceless(right)
        || gap == "-\n" && left.is_alphabetic() && right.is_alphabetic()
}

/// Whether a mark that elsewhere parts words says something here.
fn is_sign(text: &str, at: usize, mark: char) -> bool {
    let before = || text[..at].chars().next_back();
    let after = || text[at + mark.len_utf8()..].chars().next();
    let is_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    match mark {
        '?' | '？' | '؟' => true,
        // That of feet or minutes.
        '′' => !before().is_some_and(char::is_alphabetic) || !after().is_some_and(char::is_alphabetic),
        '/' => is_word(before()) && is_word(after()),
        '.' => {
            before().is_none_or(|before| before.is_whitespace() || before == '(' || is_currency_sign(before))
                && after().is_some_and(|after| after.is_ascii_digit())
        }
        '-' | '−' | '–' => {
            before().is_none_or(|before| before.is_whitespace() || "([{<>=".contains(before))
                && after().is_some_and(|after| after.is_numeric() || is_currency_sign(after))
        }
        _ => false,
    }
}
