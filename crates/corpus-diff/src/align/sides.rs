//! One side of a passage: the sentences and words of some consecutive paragraphs, ready to be compared. Sentences that
//! are known to stand elsewhere in the other text are left out.

use std::ops::Range;

use crate::align::sequence::Ids;
use crate::units::layout::Layout;
use crate::units::sentences::sentences;
use crate::units::words::{information, tokens};

/// Marks at the start of a list item.
const LIST_MARKS: [&str; 8] = ["-", "*", "+", "•", "–", "—", "·", "◦"];

/// Sentences and tokens of some paragraphs. The token fields are columns of one table, with the same index.
pub(crate) struct Side<'a> {
    pub(crate) text: &'a str,
    pub(crate) sentences: Vec<Sentence>,
    /// The byte behind the last sentence.
    end: usize,
    /// Where each token is in the text.
    pub(crate) ranges: Vec<Range<usize>>,
    /// Equal for equal tokens, on both sides.
    pub(crate) ids: Vec<u32>,
    /// The information of each token, in bits.
    pub(crate) bits: Vec<u32>,
    /// The sentence of each token.
    pub(crate) owners: Vec<usize>,
    /// The tokens before which sentences were left out, ascending.
    gaps: Vec<usize>,
}

/// A sentence, or its substitute in a list, a table or a script without sentence marks.
pub(crate) struct Sentence {
    start: usize,
    paragraph: usize,
    pub(crate) tokens: Range<usize>,
    /// Its information, in bits.
    pub(crate) bits: u32,
}

impl<'a> Side<'a> {
    /// The sentences of these paragraphs but those inside `elsewhere`, which are bytes of the text, ascending.
    pub(crate) fn new(
        text: &Layout<'a>,
        paragraphs: Range<usize>,
        elsewhere: &[Range<usize>],
        ids: &mut Ids<&'a str>,
    ) -> Self {
        let mut side = Side {
            text: text.text,
            sentences: Vec::new(),
            end: text.start(paragraphs.end),
            ranges: Vec::new(),
            ids: Vec::new(),
            bits: Vec::new(),
            owners: Vec::new(),
            gaps: Vec::new(),
        };
        for paragraph in paragraphs {
            let start = text.start(paragraph);
            for sentence in sentences(&text.text[start..text.start(paragraph + 1)]) {
                let sentence = start + sentence.start..start + sentence.end;
                if covers(elsewhere, &trimmed(text.text, &sentence)) {
                    side.gaps.push(side.ids.len());
                } else {
                    side.push(sentence, paragraph, ids);
                }
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
    pub(crate) fn start(&self, sentence: usize) -> usize {
        self.sentences.get(sentence).map_or(self.end, |sentence| sentence.start)
    }

    /// The tokens of some consecutive sentences.
    pub(crate) fn tokens_of(&self, sentences: &Range<usize>) -> Range<usize> {
        let before = |sentence: usize| {
            self.sentences.get(sentence).map_or(self.ids.len(), |sentence| sentence.tokens.start)
        };
        before(sentences.start)..before(sentences.end)
    }

    /// Whether these two tokens are in the same paragraph.
    pub(crate) fn is_same_paragraph(&self, left: usize, right: usize) -> bool {
        let paragraph = |token: usize| self.sentences[self.owners[token]].paragraph;
        paragraph(left) == paragraph(right)
    }

    /// Whether sentences were left out right before this token.
    pub(crate) fn has_gap_before(&self, token: usize) -> bool {
        self.gaps.binary_search(&token).is_ok()
    }

    /// The sentence behind those of the paragraph of `sentence`, or `end`.
    pub(crate) fn paragraph_end(&self, sentence: usize, end: usize) -> usize {
        let paragraph = self.sentences[sentence].paragraph;
        (sentence..end).find(|&next| self.sentences[next].paragraph != paragraph).unwrap_or(end)
    }

    /// The token that marks an item of a list, if the sentence begins one.
    pub(crate) fn mark_of(&self, sentence: usize) -> Option<usize> {
        let Sentence { paragraph, tokens, .. } = &self.sentences[sentence];
        let is_first = sentence == 0 || self.sentences[sentence - 1].paragraph != *paragraph;
        let is_mark = |token: usize| LIST_MARKS.contains(&&self.text[self.ranges[token].clone()]);
        (is_first && tokens.len() > 1 && is_mark(tokens.start)).then_some(tokens.start)
    }

    /// The text from the first to the last of these tokens.
    pub(crate) fn span(&self, tokens: Range<usize>) -> Range<usize> {
        self.ranges[tokens.start].start..self.ranges[tokens.end - 1].end
    }
}

/// Whether one of `ranges`, which are ascending and apart from each other, covers these bytes.
fn covers(ranges: &[Range<usize>], bytes: &Range<usize>) -> bool {
    let next = ranges.partition_point(|range| range.end < bytes.end);
    ranges.get(next).is_some_and(|range| range.start <= bytes.start)
}

/// These bytes without the white space at both ends.
pub(crate) fn trimmed(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let whole = &text[bytes.clone()];
    let start = bytes.start + whole.len() - whole.trim_start().len();
    start..start + whole.trim().len()
}
