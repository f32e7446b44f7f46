//! Where the phrases of a query are in a text.

use super::terms::{MOST, NearGroup, Phrase};
use crate::text::{Opening, word};
use std::collections::VecDeque;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// A place in a text where a phrase of the query is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ops) struct PhraseMatch {
    /// The number of the phrase in the query.
    pub(in crate::ops) phrase: usize,
    /// The positions of the first and the last term. The body follows the headline after a gap.
    pub(in crate::ops) first: u64,
    pub(in crate::ops) last: u64,
    /// Bytes of the text.
    pub(in crate::ops) range: Range<usize>,
}

/// Finds the phrases of a query in texts.
#[derive(Debug, Clone)]
pub(in crate::ops) struct Matcher {
    phrases: Vec<Phrase>,
    near: Vec<NearGroup>,
}

/// How much of a phrase the terms up to a position match. Bit n means that the last n + 1 positions are the first n + 1
/// terms of the phrase. This is the Shift-And algorithm (Baeza-Yates and Gonnet, 1992): one step per term, however often
/// a word is repeated.
#[derive(Debug, Clone, Copy, Default)]
struct Progress {
    before: u64,
    here: u64,
}

impl Matcher {
    /// A matcher for the phrases of a query, up to [`MOST`] of them.
    pub(in crate::ops) fn new(mut phrases: Vec<Phrase>, near: Vec<NearGroup>) -> Self {
        phrases.truncate(MOST);
        Self { phrases, near }
    }

    /// All matches, without those of phrases that have to be near another one and aren't, by their first byte.
    pub(in crate::ops) fn found(&self, text: &str) -> Vec<PhraseMatch> {
        let mut found = Vec::new();
        self.matches(text, &mut |_, _| (), &mut |phrase| {
            found.push(phrase);
            true
        });
        found.sort_by_key(|phrase| (phrase.range.start, phrase.range.end));
        if self.near.is_empty() {
            return found;
        }
        let mut firsts: Vec<Vec<(u64, u64)>> = vec![Vec::new(); self.phrases.len()];
        for PhraseMatch { phrase, first, last, .. } in &found {
            firsts[*phrase].push((*first, *last));
        }
        found.retain(|one| {
            let groups = self.near.iter().filter(|group| group.phrases.contains(&one.phrase));
            groups.into_iter().all(|group| {
                let mut others = group.phrases.iter().filter(|other| **other != one.phrase);
                others
                    .all(|other| is_near(one, firsts.get(*other).map_or(&[], Vec::as_slice), group.distance))
            })
        });
        found
    }

    /// Passes each match to `visit`, by its last term, until `visit` returns `false`. Passes each position and its offset to
    /// `place` before the matches that end there, to the end of the text.
    pub(super) fn matches(
        &self,
        text: &str,
        place: &mut dyn FnMut(u64, usize),
        visit: &mut dyn FnMut(PhraseMatch) -> bool,
    ) {
        let mut progress = vec![Progress::default(); self.phrases.len()];
        // The starts of the last positions: a phrase has at most `MOST` terms.
        let mut starts: VecDeque<usize> = VecDeque::with_capacity(MOST + 1);
        let (mut current, mut goes_on) = (None, true);
        terms_of(text, &mut |term, position, range| {
            if current != Some(position) {
                place(position, range.start);
            }
            if !goes_on {
                current = Some(position);
                return;
            }
            if current != Some(position) {
                let follows = current.is_some_and(|current| current + 1 == position);
                for progress in &mut progress {
                    *progress = Progress { before: if follows { progress.here } else { 0 }, here: 0 };
                }
                current = Some(position);
                starts.truncate(MOST - 1);
                starts.push_front(range.start);
            }
            for (index, (phrase, progress)) in self.phrases.iter().zip(&mut progress).enumerate() {
                let matched = ((progress.before << 1) | 1) & phrase.matching_terms(term);
                let is_end = matched >> (phrase.length() - 1) & 1 == 1;
                let was_end = progress.here >> (phrase.length() - 1) & 1 == 1;
                progress.here |= matched;
                // Two terms at one position may both end the phrase.
                if is_end && !was_end && goes_on {
                    let before = phrase.length() - 1;
                    let start = starts.get(before).copied().unwrap_or(range.start);
                    let end =
                        if phrase.ends_with_character() { end_of_character(text, &range) } else { range.end };
                    let found = PhraseMatch {
                        phrase: index,
                        first: position - before as u64,
                        last: position,
                        range: start..end,
                    };
                    goes_on = visit(found);
                }
            }
        });
    }
}

/// Whether one of these matches, which are in order, is within a distance.
fn is_near(one: &PhraseMatch, others: &[(u64, u64)], distance: u64) -> bool {
    let from = one.first.saturating_sub(distance + MOST as u64);
    let near = &others[others.partition_point(|(_, last)| *last < from)..];
    near.iter().take_while(|(first, _)| *first <= one.last + distance + 1).any(|(first, last)| {
        let between = if *first > one.last { first - one.last } else { one.first.saturating_sub(*last) };
        between <= distance + 1
    })
}

/// The end of the first character of a range with its marks.
fn end_of_character(text: &str, range: &Range<usize>) -> usize {
    let mut characters = text[range.clone()].char_indices().skip(1);
    let next = characters.find(|(_, next)| word::has_no_spaces(*next) && !is_combining_mark(*next));
    next.map_or(range.end, |(at, _)| range.start + at)
}

/// Passes each term of a text with its position and its range of bytes to `visit`. There is a gap between the positions of
/// the headline and those of the body, as no phrase goes from one into the other.
pub(super) fn terms_of(text: &str, visit: &mut dyn FnMut(&str, u64, Range<usize>)) {
    let (mut first, mut offset, mut next) = (0, 0, 0);
    let (headline, body) = text.split_at(Opening::end_of_headline(text));
    for column in [headline, body] {
        word::terms(column, |term| {
            let position = first + term.position;
            next = position + 1;
            visit(term.text, position, term.range.start + offset..term.range.end + offset);
        });
        offset += column.len();
        first = if next == 0 { 0 } else { next + 1 };
    }
}
