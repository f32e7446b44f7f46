//! Stretches of text as ICU4X should see them.

use super::class::{is_invisible, is_other_number, is_south_east_asian, is_term, is_voiced_mark};
use icu_normalizer::properties::CanonicalCompositionBorrowed;
use std::ops::Range;

/// A stretch as ICU4X should see it: without invisible characters, with voiced kana as one character, as dictionaries
/// have them, and with a digit for each number that has no class in UAX 29, so that `3½` and `m²` are words.
pub(super) struct Plain {
    pub(super) text: String,
    /// For each character of `text` where it begins there, and its place in the stretch.
    places: Vec<(usize, Range<usize>)>,
}

impl Plain {
    /// Nothing when ICU4X can see the stretch as it is.
    pub(super) fn of(stretch: &str) -> Option<Self> {
        let changes =
            |character| is_invisible(character) || is_voiced_mark(character) || is_other_number(character);
        if !stretch.contains(changes) {
            return None;
        }
        let mut plain = Self { text: String::with_capacity(stretch.len()), places: Vec::new() };
        let mut rest = stretch;
        while let Some(character) = rest.chars().next() {
            let at = stretch.len() - rest.len();
            let visible = rest.find(|character| !is_invisible(character)).unwrap_or(rest.len());
            if visible > 0 {
                let (invisible, behind) = rest.split_at(visible);
                if invisible.contains('\u{200b}') && !(ends_joined(&plain.text) && begins_joined(behind)) {
                    plain.push('\u{200b}', at..at + visible);
                }
                rest = behind;
                continue;
            }
            let place = at..at + character.len_utf8();
            rest = &stretch[place.end..];
            if is_voiced_mark(character) && plain.voice(character, place.end) {
                continue;
            }
            plain.push(if is_other_number(character) { '1' } else { character }, place);
        }
        Some(plain)
    }

    fn push(&mut self, character: char, place: Range<usize>) {
        self.places.push((self.text.len(), place));
        self.text.push(character);
    }

    /// Makes one character of the last one and the mark, which ends at `end`, if there is one.
    fn voice(&mut self, mark: char, end: usize) -> bool {
        let last = self.text.chars().next_back();
        let voiced = last.and_then(|last| CanonicalCompositionBorrowed::new().compose(last, mark));
        let (Some(voiced), Some((begin, place))) = (voiced, self.places.last_mut()) else { return false };
        place.end = end;
        self.text.truncate(*begin);
        self.text.push(voiced);
        true
    }

    /// The place in the stretch of a range of `text`, which isn't empty.
    pub(super) fn original(&self, range: Range<usize>) -> Range<usize> {
        let first = self.places.partition_point(|(begin, _)| *begin < range.start);
        let last = self.places.partition_point(|(begin, _)| *begin < range.end) - 1;
        self.places[first].1.start..self.places[last].1.end
    }
}

/// Whether a zero-width space behind `text` joins what is before it: it separates words in the scripts of South-East Asia, and
/// beside anything that is no letter.
fn ends_joined(text: &str) -> bool {
    text.ends_with(|last| is_term(last) && !is_south_east_asian(last))
}

/// Whether a zero-width space before `text` joins what is behind it.
fn begins_joined(text: &str) -> bool {
    text.starts_with(|first| is_term(first) && !is_south_east_asian(first))
}
