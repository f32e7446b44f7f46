//! The words of a text and where they are.

use super::ascii::{Spelling, first_letter, is_stretch_end, word_end};
use super::class::{is_counted, is_iteration_mark, is_mark, is_repeatable};
use super::plain::Plain;
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::LazyLock;

/// A word as it is written in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// The word, with the invisible characters inside it.
    pub text: &'a str,
    /// Its place in the text, in bytes.
    pub range: Range<usize>,
}

/// The words of `text`, in order: see the [module](super) for what a word is.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    Scanner::new(text).map(|found| Word { text: &text[found.range.clone()], range: found.range })
}

/// A word that was found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) range: Range<usize>,
    pub(super) spelling: Spelling,
    /// Whether nothing but invisible characters is between the word before and this one.
    pub(super) follows: bool,
}

/// Finds words, of common letters by a table and elsewhere by ICU4X.
///
/// A text is cut into stretches at characters beside which there is always a boundary and beyond which no rule looks. So
/// each stretch is cut alone as it is cut inside the whole text.
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// The words of the last stretch that weren't handed out yet.
    pending: VecDeque<Found>,
}

/// What the table found.
enum Ascii {
    Word(Range<usize>, Spelling),
    /// A stretch begins here that ICU4X has to cut.
    Stretch(usize),
    End,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, pending: VecDeque::new() }
    }

    /// Whether the next word follows the last one directly.
    pub(super) fn next_follows(&self) -> bool {
        self.pending.front().is_some_and(|next| next.follows)
    }

    /// Finds the next word by the table, or where it isn't enough.
    #[inline]
    fn ascii(&mut self) -> Ascii {
        let bytes = self.text.as_bytes();
        loop {
            let Some(start) = first_letter(bytes, self.at) else { return Ascii::End };
            let Some((end, spelling)) = word_end(bytes, start) else { return Ascii::Stretch(start) };
            self.at = end;
            if spelling <= Spelling::Plain || bytes[start..end].iter().any(|byte| *byte != b'_') {
                return Ascii::Word(start..end, spelling);
            }
        }
    }

    /// Finds the words of the stretch that begins at `start`, by ICU4X.
    fn stretch(&mut self, start: usize) {
        let bytes = self.text.as_bytes();
        let mut end = start;
        while end < bytes.len() && !is_stretch_end(bytes, end) {
            end += 1;
        }
        self.at = end;
        let stretch = &self.text[start..end];
        if let Some(plain) = Plain::of(stretch) {
            self.cut(&plain.text, |range| {
                let range = plain.original(range);
                start + range.start..start + range.end
            });
        } else {
            self.cut(stretch, |range| start + range.start..start + range.end);
        }
    }

    /// Keeps the words of `stretch`, whose place in the text `place` tells.
    ///
    /// The dictionary cuts marks from letters of its scripts, and the sign that repeats a character from that character.
    /// UAX 29 never cuts before a mark (rule WB4), so both are joined again.
    fn cut(&mut self, stretch: &str, place: impl Fn(Range<usize>) -> Range<usize>) {
        let mut last_end = usize::MAX;
        let mut keep = |range: Range<usize>| {
            if !stretch[range.clone()].contains(is_counted) {
                return;
            }
            let follows = range.start == last_end;
            last_end = range.end;
            self.pending.push_back(Found { range: place(range), spelling: Spelling::Unicode, follows });
        };
        let mut open = 0..0;
        for end in SEGMENTER.segment_str(stretch) {
            let next = &stretch[open.end..end];
            let belongs = next.chars().all(is_mark)
                || (stretch[open.clone()].ends_with(is_repeatable) && next.chars().all(is_iteration_mark));
            if !belongs {
                let next = open.end..end;
                keep(std::mem::replace(&mut open, next));
            }
            open.end = end;
        }
        keep(open);
    }
}

impl Iterator for Scanner<'_> {
    type Item = Found;

    #[inline]
    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(found) = self.pending.pop_front() {
                return Some(found);
            }
            match self.ascii() {
                Ascii::Word(range, spelling) => return Some(Found { range, spelling, follows: false }),
                Ascii::Stretch(start) => self.stretch(start),
                Ascii::End => return None,
            }
        }
    }
}

static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));
