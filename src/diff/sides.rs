//! One side of a passage: the sentences and words of some consecutive paragraphs, ready to be compared.

use std::ops::Range;

use super::layout::Layout;
use super::sentences::sentences;
use super::sequence::Ids;
use super::words::{information, tokens};

/// Two tables, one with a row for each sentence, and as columns one with a row for each token.
pub(super) struct Side<'a> {
    pub(super) text: &'a str,
    pub(super) sentences: Vec<Sentence>,
    /// The byte behind the last sentence.
    end: usize,
    /// Where each token is in the text.
    pub(super) ranges: Vec<Range<usize>>,
    /// Equal for equal tokens, on both sides.
    pub(super) ids: Vec<u32>,
    /// What each token says, in bits.
    pub(super) bits: Vec<u32>,
    /// The sentence of each token.
    pub(super) owners: Vec<usize>,
}

/// A sentence, or what stands for one in a list, a table or a script that marks none.
pub(super) struct Sentence {
    start: usize,
    paragraph: usize,
    pub(super) tokens: Range<usize>,
    /// What it says, in bits.
    pub(super) bits: u32,
}

impl<'a> Side<'a> {
    pub(super) fn new(text: &Layout<'a>, paragraphs: Range<usize>, ids: &mut Ids<&'a str>) -> Self {
        let mut side = Side {
            text: text.text,
            sentences: Vec::new(),
            end: text.start(paragraphs.end),
            ranges: Vec::new(),
            ids: Vec::new(),
            bits: Vec::new(),
            owners: Vec::new(),
        };
        for paragraph in paragraphs {
            let start = text.start(paragraph);
            for sentence in sentences(&text.text[start..text.start(paragraph + 1)]) {
                side.push(start + sentence.start..start + sentence.end, paragraph, ids);
            }
        }
        side
    }

    fn push(&mut self, sentence: Range<usize>, paragraph: usize, ids: &mut Ids<&'a str>) {
        let first = self.ids.len();
        for (at, token) in tokens(&self.text[sentence.clone()]) {
            let start = sentence.start + at;
            self.ranges.push(start..start + token.len());
            self.ids.push(ids.of(token));
            self.bits.push(information(token));
            self.owners.push(self.sentences.len());
        }
        let bits = self.bits[first..].iter().fold(0u32, |sum, &bits| sum.saturating_add(bits));
        self.sentences.push(Sentence {
            start: sentence.start,
            paragraph,
            tokens: first..self.ids.len(),
            bits,
        });
    }

    /// The byte where this sentence starts; for the one behind the last, where the passage ends.
    pub(super) fn start(&self, sentence: usize) -> usize {
        self.sentences.get(sentence).map_or(self.end, |sentence| sentence.start)
    }

    /// The tokens of some consecutive sentences.
    pub(super) fn tokens_of(&self, sentences: &Range<usize>) -> Range<usize> {
        let before = |sentence: usize| {
            self.sentences.get(sentence).map_or(self.ids.len(), |sentence| sentence.tokens.start)
        };
        before(sentences.start)..before(sentences.end)
    }

    /// Whether these two tokens are in the same paragraph.
    pub(super) fn is_same_paragraph(&self, left: usize, right: usize) -> bool {
        let paragraph = |token: usize| self.sentences[self.owners[token]].paragraph;
        paragraph(left) == paragraph(right)
    }

    /// The text from the first to the last of these tokens.
    pub(super) fn span(&self, tokens: Range<usize>) -> Range<usize> {
        self.ranges[tokens.start].start..self.ranges[tokens.end - 1].end
    }
}
