//! Character references of HTML: `&amp;`, `&#8217;`, `&#x2019;`, and whether a change only wrote such a reference for its
//! character.

pub(super) mod decoding;

use std::cmp::Ordering;
use std::ops::Range;

use super::cosmetic::{self, Capitals};
use super::facts::facts_of_both;
use super::looks::{Wording, are_same};
use super::quotes::is_quote;
use super::reading::{Fact, Reading};
use super::reasons::{Difference, quoted};
use super::{Cosmetic, Flag, MARKS_ADDED, MARKS_TAKEN_AWAY};
use decoding::{decoded, has_reference};

/// How far the words beside a change are looked at, in bytes.
const NEAR: usize = 100;

/// One side of a change: a text, and the bytes of it.
type Place<'a, 'r> = (&'r Reading<'a>, &'r Range<usize>);

/// The differences in facts that only decoded references show: quotation marks, and numbers
/// with a sign, fraction or unit such as `5&nbsp;km`.
pub(super) fn differences(old: Place, new: Place) -> Vec<Difference> {
    let [old_text, new_text] = with_words(old, new);
    if !has_reference(old_text) && !has_reference(new_text) {
        return Vec::new();
    }
    let (old_text, new_text) = (decoded(old_text), decoded(new_text));
    let marks = marks(&old_text, &new_text).map(|reason| Difference::new(Flag::Quotation, reason));
    let readings = [Reading::new(&old_text, old.0.language), Reading::new(&new_text, new.0.language)];
    let facts = facts_of_both(&readings[0], &readings[1]);
    // One number is enough for the reader to know the place to check.
    let only = |side: usize| {
        let is_only_here = |fact: &&Fact| {
            fact.flag == Flag::Number && facts[1 - side].iter().all(|other| other.key != fact.key)
        };
        facts[side].iter().find(is_only_here).map(|fact| quoted(&readings[side].text[fact.range.clone()]))
    };
    let number = match (only(0), only(1)) {
        (Some(lost), Some(won)) => Some(format!("{lost} became {won}")),
        (Some(lost), None) => Some(format!("{lost} was taken away")),
        (None, Some(won)) => Some(format!("{won} was added")),
        (None, None) => None,
    };
    marks.into_iter().chain(number.map(|reason| Difference::new(Flag::Number, reason))).collect()
}

/// That quotation marks came, or went.
fn marks(old: &str, new: &str) -> Option<&'static str> {
    // Apostrophes are the same characters as some marks.
    let is_mark = |character: &char| is_quote(*character) && !matches!(character, '\'' | '’' | '‘' | '`');
    let [old, new] = [old, new].map(|text| text.chars().filter(is_mark).count());
    match old.cmp(&new) {
        Ordering::Less => Some(MARKS_ADDED),
        Ordering::Greater => Some(MARKS_TAKEN_AWAY),
        Ordering::Equal => None,
    }
}

/// The looks that differ if both sides of a change say the same once their references are characters; `None` if they
/// don't, or if neither has a reference.
pub(super) fn looks(old: Place, new: Place) -> Option<Vec<Cosmetic>> {
    let [old_text, new_text] = with_words(old, new);
    if !has_reference(old_text) && !has_reference(new_text) {
        return None;
    }
    let (old_text, new_text) = (decoded(old_text), decoded(new_text));
    let readings = [Reading::new(&old_text, old.0.language), Reading::new(&new_text, new.0.language)];
    let facts = facts_of_both(&readings[0], &readings[1]);
    let has_dotless_i = old.0.language.has_dotless_i;
    let is_same = certain(&readings[0], &facts[0]) == certain(&readings[1], &facts[1])
        && Capitals::of(has_dotless_i).iter().any(|capitals| {
            let [old, new] = [0, 1].map(|side| wording(&readings[side], &facts[side], *capitals));
            are_same(&old, &new)
        });
    is_same.then_some(())?;
    let ways = cosmetic::classes(&old_text, &new_text, has_dotless_i).unwrap_or_default();
    Some(if ways.is_empty() { vec![Cosmetic::Typography] } else { ways })
}

fn wording<'a>(reading: &Reading, facts: &'a [Fact], capitals: Capitals) -> Wording<'a> {
    let facts: Vec<&Fact> = facts.iter().filter(|fact| fact.is_notation()).collect();
    Wording::of(reading.text, 0..reading.text.len(), &facts, capitals)
}

/// The parts that look like punctuation and must be equal to the letter: the links, and the number of quotation marks.
fn certain<'a>(reading: &Reading, facts: &'a [Fact]) -> (Vec<&'a str>, usize) {
    let links = facts.iter().filter(|fact| fact.flag == Flag::Link).map(|fact| fact.key.as_str());
    (links.collect(), reading.text.chars().filter(|&character| is_quote(character)).count())
}

/// Both sides of a change with the references that they are a part of, and a word before and behind: whether a space may
/// come or go depends on what stands beside it.
fn with_words<'a>(old: Place<'a, '_>, new: Place<'a, '_>) -> [&'a str; 2] {
    let (old_beside, new_beside) = (old.0.beside(old.1), new.0.beside(new.1));
    // In `&amp;` for `&` the first character is the same, and only one side has a reference there.
    let (before, after) = (old_beside.0.max(new_beside.0), old_beside.1.max(new_beside.1));
    [old, new].map(|(reading, change)| {
        let text = reading.text;
        let start = text.floor_char_boundary(change.start.saturating_sub(before));
        let end = text.ceil_char_boundary(change.end + after);
        let near_before = &text[text.ceil_char_boundary(start.saturating_sub(NEAR))..start];
        let near_after = &text[end..text.floor_char_boundary(end + NEAR)];
        let rest_before = near_before.trim_end().trim_end_matches(is_solid);
        let rest_after = near_after.trim_start().trim_start_matches(is_solid);
        &text[start + rest_before.len() - near_before.len()..end + near_after.len() - rest_after.len()]
    })
}

fn is_solid(character: char) -> bool {
    !character.is_whitespace()
}
