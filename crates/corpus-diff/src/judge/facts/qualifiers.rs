//! Qualifiers: words beside a number that change its meaning, such as “at least”. They belong to its key.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::units::KOREAN_PARTICLES;
use crate::judge::Flag;
use crate::judge::languages::quantities::{AFTER, AFTER_KOREAN, BEFORE};
use crate::judge::reading::{Fact, Reading};

/// How many tokens the longest one has.
const LONGEST: usize = 5;

type Phrases = FxHashMap<String, &'static str>;

static BEFORE_PHRASES: LazyLock<Phrases> = LazyLock::new(|| phrases(BEFORE));
static AFTER_PHRASES: LazyLock<Phrases> = LazyLock::new(|| phrases(AFTER));

/// Each phrase with the first one of its group.
fn phrases(table: &'static str) -> Phrases {
    let groups = table.split('|').map(str::trim);
    let phrases = groups.flat_map(|group| {
        let key = group.split_whitespace().next().unwrap_or_default();
        group.split_whitespace().map(move |phrase| (phrase.replace('_', " "), key))
    });
    phrases.collect()
}

/// The number that was read from the token behind `free` up to `end`, with its qualifiers, and the token behind them. Those
/// before it are looked for among the tokens of `free`, which belong to no other number.
pub(super) fn qualify(reading: &Reading, fact: Fact, free: Range<usize>, end: usize) -> (Fact, usize) {
    if fact.flag != Flag::Number {
        return (fact, end);
    }
    let (mut fact, mut end) = (fact, end);
    let mut range = fact.range.clone();
    if let Some((key, start)) = before(reading, &free) {
        fact.key = format!("{key} {}", fact.key);
        range.start = reading.tokens[start].start;
    }
    if let Some((key, behind)) = after(reading, end) {
        fact.key = format!("{} {key}", fact.key);
        range.end = reading.tokens[behind - 1].end();
        end = behind;
    }
    (Fact { range, ..fact }, end)
}

fn before(reading: &Reading, free: &Range<usize>) -> Option<(&'static str, usize)> {
    let is_article = |at: usize| {
        matches!(reading.folded(at), "a" | "an" | "the" | "einem" | "einer" | "une" | "la" | "der" | "die")
    };
    let ends = [free.end, free.end.saturating_sub(1)];
    let ends = ends.iter().filter(|&&end| end == free.end || end > free.start && is_article(end));
    let starts =
        ends.flat_map(|&end| (free.start.max(end.saturating_sub(LONGEST))..end).map(move |at| (at, end)));
    // A wave dash between two numbers is none.
    let is_apart = |at: usize| reading.tokens[at].is_word() || !reading.is_joined(at);
    let mut found = starts
        .filter(|&(at, _)| is_apart(at))
        .filter_map(|(at, end)| Some((*BEFORE_PHRASES.get(&phrase(reading, at, end))?, at)));
    found.next()
}

fn after(reading: &Reading, end: usize) -> Option<(Cow<'static, str>, usize)> {
    if let Some(key) = korean(reading.folded(end)) {
        return Some((Cow::Owned(key), end + 1));
    }
    let last = reading.tokens.len().min(end + 2);
    let found = (end + 1..=last).rev().find_map(|behind| {
        let key = AFTER_PHRASES.get(&phrase(reading, end, behind))?;
        Some((Cow::Borrowed(*key), behind))
    });
    found.filter(|_| reading.folded(end) != "+" || reading.is_joined(end) && !reading.is_joined(end + 1))
}

/// A Korean qualifier with its particle, which stays part of the key: 이상이 is not 이상을.
fn korean(word: &str) -> Option<String> {
    let is_it = |qualifier: &str| {
        let particle = word.strip_prefix(qualifier);
        particle.is_some_and(|particle| particle.is_empty() || KOREAN_PARTICLES.contains(&particle))
    };
    AFTER_KOREAN.into_iter().any(is_it).then(|| word.to_owned())
}

/// Tokens as a phrase, with one space where there is white space.
fn phrase(reading: &Reading, from: usize, to: usize) -> String {
    let mut phrase = String::new();
    for at in from..to {
        if at > from && !reading.is_joined(at) {
            phrase.push(' ');
        }
        phrase += reading.folded(at);
    }
    phrase
}
