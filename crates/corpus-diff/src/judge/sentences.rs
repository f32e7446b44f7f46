//! Sentences: where they start, and which words have a capital only because they come first.

use std::ops::Range;

use super::quotes::is_quote;
use super::tokens::Token;
use crate::units::layout::Layout;
use crate::units::sentences::sentences;

/// The sentences of a text.
pub(super) struct Sentences {
    starts: Vec<usize>,
    opening: Vec<bool>,
}

impl Sentences {
    /// Finds them, where blame does too. A paragraph ends one, also without a full stop.
    pub(super) fn of(layout: &Layout, tokens: &[Token]) -> Self {
        let mut sentences = Sentences { starts: starts(layout), opening: Vec::with_capacity(tokens.len()) };
        let mut next = sentences.starts.iter().copied().peekable();
        let mut is_fresh = true;
        for (index, token) in tokens.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|before| tokens.get(before));
            let is_apart = before.is_none_or(|before| before.end() < token.start);
            while next.next_if(|start| *start <= token.start).is_some() {
                is_fresh = true;
            }
            sentences.opening.push(is_fresh && token.is_word());
            let is_followed = tokens.get(index + 1).is_some_and(|after| after.start > token.end());
            is_fresh = match token.folded.as_ref() {
                _ if token.is_word() => false,
                ":" => is_followed || is_fresh,
                mark if mark.starts_with(is_quote) => is_fresh || !is_followed && is_apart,
                _ => is_fresh,
            };
        }
        sentences
    }

    /// The number of the sentence that holds this byte.
    pub(super) fn at(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte)
    }

    /// The sentence of `text` that holds this byte, without the white space behind it.
    pub(super) fn around(&self, byte: usize, text: &str) -> Range<usize> {
        let next = self.at(byte);
        let start = next.checked_sub(1).map_or(0, |sentence| self.starts[sentence]);
        let end = self.starts.get(next).copied().unwrap_or(text.len());
        start..start + text[start..end].trim_end().len()
    }

    /// Where the sentences start that start within these bytes.
    pub(super) fn starts(&self, bytes: Range<usize>) -> &[usize] {
        let first = self.starts.partition_point(|&start| start < bytes.start);
        let end = self.starts.partition_point(|&start| start < bytes.end);
        &self.starts[first..end.max(first)]
    }

    /// Whether this token is the first word of a sentence or of a quotation.
    pub(super) fn opens(&self, token: usize) -> bool {
        self.opening[token]
    }
}

/// The bytes where sentences start.
fn starts(layout: &Layout) -> Vec<usize> {
    let in_paragraph = |paragraph: usize| {
        let content = layout.content(paragraph);
        let found = sentences(&layout.text[content.clone()]).into_iter();
        found.map(move |sentence| content.start + sentence.start)
    };
    (0..layout.count()).flat_map(in_paragraph).collect()
}
