//! Ordinals: the place of something in a row, as a word or in digits: “dritte”, `3.`, `3e`, `3.ª`, `3-й`.
//!
//! Forms of one ordinal, such as “dritter” and “drittes”, have the same key and yet aren't notations of one another.
//! The digits are a notation of each form.

use super::numbers::is_item;
use crate::judge::Flag;
use crate::judge::languages::Meaning;
use crate::judge::literals::{NumberValue, digit, literal};
use crate::judge::reading::{Fact, Reading};

/// For each language its word for “third”, and the endings of ordinals in digits beside `º` and `ª`. German has a full stop
/// there.
const ENDINGS: [(&str, &str); 5] = [
    ("dritte", "."),
    ("troisième", "e ème eme ère er re"),
    ("tercera", "er"),
    ("derde", "e de ste"),
    ("третий", "й я е го му м ю ой ый ая ое ом ого"),
];

/// An ordinal in digits is no greater.
const MOST: u32 = 999;

/// The ordinal that begins with this token, and the token behind it.
pub(super) fn read(reading: &Reading, at: usize) -> Option<(Fact, usize)> {
    if let Some(Meaning::Ordinal(place)) = reading.meaning(at) {
        let fact = Fact::new(Flag::Number, key(&place.to_string()), reading.range(at, at + 1));
        return Some((Fact { is_context: true, has_forms: true, ..fact }, at + 1));
    }
    reading.folded(at).chars().next().and_then(digit)?;
    let is_third = |word: &str| reading.language.word(word) == Some(Meaning::Ordinal(3));
    let endings = ENDINGS.iter().find(|(word, _)| is_third(word)).map_or("", |(_, endings)| endings);
    let (value, suffix) = literal(reading.folded(at))?;
    let place = value.small().filter(|&place| place <= MOST)?;
    let end = if suffix.is_empty() { behind(reading, at, endings)? } else { at + 1 };
    let is_ordinal = suffix.is_empty() || is_ending(suffix, endings);
    let fact = Fact::new(Flag::Number, key(&place.to_string()), reading.range(at, end));
    // These French and Dutch endings are the same for every noun, so `3e` and `3ème` are equal.
    let has_forms = !matches!(suffix, "e" | "ème" | "eme" | "de" | "ste");
    is_ordinal.then_some((Fact { has_forms, ..fact }, end))
}

/// The token behind an ending that a mark parts from its digits: `3.ª`, `3-й`, and the `3.` of “3. Platz”.
fn behind(reading: &Reading, at: usize, endings: &str) -> Option<usize> {
    let mark = reading.folded(at + 1);
    if !reading.is_joined(at + 1) || !matches!(mark, "." | "-") {
        return None;
    }
    if reading.is_joined(at + 2) {
        return is_ending(reading.folded(at + 2), endings).then_some(at + 3);
    }
    let next = reading.tokens.get(at + 2).filter(|next| next.text.starts_with(char::is_alphabetic))?;
    let is_in_sentence = reading.sentences.at(next.start) == reading.sentences.at(reading.tokens[at].start);
    let is_ordinal = endings == "." && mark == "." && is_in_sentence && !is_item(reading, at);
    is_ordinal.then_some(at + 2)
}

fn is_ending(ending: &str, endings: &str) -> bool {
    matches!(ending, "º" | "ª") || endings.split(' ').any(|other| other == ending)
}

fn key(place: &str) -> String {
    NumberValue::new(place, 0).key("th")
}
