//! One side of a passage: the words of some consecutive paragraphs, ready to be compared.

use std::ops::Range;

use super::layout::Layout;
use super::sequence::Ids;
use super::words::{information, tokens};

/// Columns of one table with a row for each token.
pub(super) struct Side<'a> {
    pub(super) text: &'a str,
    /// The paragraphs of the text that the tokens are from.
    pub(super) paragraphs: Range<usize>,
    /// Where each token is in the text.
    pub(super) ranges: Vec<Range<usize>>,
    /// Equal for equal tokens, on both sides.
    pub(super) ids: Vec<u32>,
    /// What each token says, in bits.
    pub(super) bits: Vec<u32>,
    /// The paragraph of each token.
    pub(super) owners: Vec<usize>,
}

impl<'a> Side<'a> {
    pub(super) fn new(text: &Layout<'a>, paragraphs: Range<usize>, ids: &mut Ids<&'a str>) -> Self {
        let mut side = Side {
            text: text.text,
            paragraphs: paragraphs.clone(),
            ranges: Vec::new(),
            ids: Vec::new(),
            bits: Vec::new(),
            owners: Vec::new(),
        };
        for owner in paragraphs {
            let content = text.content(owner);
            for (start, token) in tokens(&text.text[content.clone()]) {
                let start = content.start + start;
                side.ranges.push(start..start + token.len());
                side.ids.push(ids.of(token));
                side.bits.push(information(token));
                side.owners.push(owner);
            }
        }
        side
    }

    /// The tokens of some of its paragraphs.
    pub(super) fn tokens_of(&self, paragraphs: &Range<usize>) -> Range<usize> {
        let before = |paragraph: usize| self.owners.partition_point(|&owner| owner < paragraph);
        before(paragraphs.start)..before(paragraphs.end)
    }

    /// What each of its paragraphs says, in bits.
    pub(super) fn bits_by_paragraph(&self) -> Vec<u32> {
        let mut sums = vec![0u32; self.paragraphs.len()];
        for (owner, bits) in self.owners.iter().zip(&self.bits) {
            let sum = &mut sums[owner - self.paragraphs.start];
            *sum = sum.saturating_add(*bits);
        }
        sums
    }

    /// The text from the first to the last of these tokens.
    pub(super) fn span(&self, tokens: Range<usize>) -> Range<usize> {
        self.ranges[tokens.start].start..self.ranges[tokens.end - 1].end
    }
}
