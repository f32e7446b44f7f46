//! Sides: one of the two texts with its facts, and the extent of a change in it.

use std::ops::Range;

use super::Flag;
use super::looks::Wording;
use super::reading::{Fact, Reading};
use crate::Change;

/// One of the texts with all that judging has to know of it.
pub(super) struct Side<'a> {
    pub(super) reading: Reading<'a>,
    pub(super) facts: Vec<Fact>,
    /// The end of the furthest fact up to each, since facts may lie in one another.
    ends: Vec<usize>,
    pub(super) headline: Range<usize>,
}

impl<'a> Side<'a> {
    pub(super) fn new(reading: Reading<'a>, facts: Vec<Fact>, headline: Option<&str>) -> Self {
        let text = reading.text;
        let ends = facts
            .iter()
            .scan(0, |end, fact| {
                *end = fact.range.end.max(*end);
                Some(*end)
            })
            .collect();
        let headline = headline.and_then(|headline| Some((text.find(headline)?, headline.len())));
        let headline = headline.map_or(0..0, |(start, length)| start..start + length);
        Side { reading, facts, ends, headline }
    }

    /// The facts that overlap these bytes or stand next to them.
    pub(super) fn touching(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.ends.partition_point(|&end| end < range.start);
        let last = self.facts.partition_point(|fact| fact.range.start <= range.end);
        first..last.max(first)
    }

    /// These bytes without the white space at both ends, then with that around them.
    pub(super) fn around(&self, range: &Range<usize>) -> (Range<usize>, Range<usize>) {
        let text = self.reading.text;
        let start = range.start + (range.len() - text[range.clone()].trim_start().len());
        let end = start + text[start..range.end].trim_end().len();
        let wide_end = end + (text.len() - end - text[end..].trim_start().len());
        let wide_start = text[..start.min(end)].trim_end().len();
        (start..end, wide_start..wide_end)
    }

    pub(super) fn is_quoted(&self, range: &Range<usize>) -> bool {
        let inside = &self.reading.quotations.inside;
        let next = inside.partition_point(|quotation| quotation.end <= range.start);
        !range.is_empty() && inside.get(next).is_some_and(|quotation| quotation.start < range.end)
    }
}

impl Side<'_> {
    /// Whether a fact that only one side has says something of the change: a source does if another took its place, a
    /// verb or a denial unless it came or went with its whole sentence.
    pub(super) fn matters(
        &self,
        fact: &Fact,
        changed: &Range<usize>,
        is_replaced: bool,
        other_is_empty: bool,
    ) -> bool {
        if fact.is_context {
            return is_replaced && overlap(&fact.range, changed);
        }
        let is_whole = || {
            let sentence = self.reading.sentences.around(fact.range.start, self.reading.text);
            other_is_empty && changed.start <= sentence.start && sentence.end <= changed.end
        };
        !matches!(fact.flag, Flag::Attribution | Flag::Negation) || !is_whole()
    }

    /// Whether these bytes are white space only, and separate the words around them.
    pub(super) fn is_gap(&self, range: &Range<usize>) -> bool {
        let text = self.reading.text;
        let is_space = |character: Option<char>| character.is_none_or(char::is_whitespace);
        text[range.clone()].chars().all(char::is_whitespace)
            && (!range.is_empty()
                || is_space(text[..range.start].chars().next_back())
                || is_space(text[range.end..].chars().next()))
    }

    /// The wording of these bytes, extended over the numbers and dates that they touch.
    pub(super) fn wording(&self, changed: &Range<usize>, facts: Range<usize>) -> Wording<'_> {
        let facts: Vec<&Fact> = self.facts[facts].iter().filter(|fact| fact.is_notation()).collect();
        let start = facts.first().map_or(changed.start, |fact| fact.range.start.min(changed.start));
        let end = facts.last().map_or(changed.end, |fact| fact.range.end.max(changed.end));
        Wording::of(self.reading.text, start..end, &facts)
    }
}

/// Whether two stretches have a byte in common.
pub(super) fn overlap(left: &Range<usize>, right: &Range<usize>) -> bool {
    left.start < right.end && right.start < left.end
}

/// A change with the extents and facts that it touches.
pub(super) struct TouchedChange {
    pub(super) index: usize,
    pub(super) change: Change,
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
    pub(super) old_facts: Range<usize>,
    pub(super) new_facts: Range<usize>,
}
