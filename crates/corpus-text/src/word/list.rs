//! The terms of a text, kept until they go into an index.

use super::read::{Words, read_parts};
use super::term::Term;
use crate::Opening;

/// The terms of a text by its two parts. Positions begin at 0 in both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextTerms {
    /// All terms, one behind the other.
    text: String,
    /// The end of each term in `text`, and its position. Those of the headline come first.
    terms: Vec<(u32, u32)>,
    /// The number of terms of the headline.
    headline: usize,
}

impl TextTerms {
    /// The terms of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self::and_words(text).0
    }

    /// The terms and the words of `text`, in one pass.
    #[must_use]
    pub fn and_words(text: &str) -> (Self, Words) {
        let (headline, body) = text.split_at(Opening::end_of_headline(text));
        let mut found = Self { text: String::with_capacity(text.len()), ..Self::default() };
        let words = read_parts([headline, body], |part, Term { text, position, .. }| {
            found.text.push_str(text);
            found.terms.push((number(found.text.len() as u64), number(position)));
            found.headline += usize::from(part == 0);
        });
        (found, words)
    }

    /// The terms up to the end of the headline, each with its position.
    pub fn headline(&self) -> impl Iterator<Item = (&str, u32)> {
        self.range(0, self.headline)
    }

    /// The terms of the rest, each with its position.
    pub fn body(&self) -> impl Iterator<Item = (&str, u32)> {
        self.range(self.headline, self.terms.len())
    }

    fn range(&self, from: usize, to: usize) -> impl Iterator<Item = (&str, u32)> {
        let mut start = from.checked_sub(1).map_or(0, |before| self.terms[before].0 as usize);
        self.terms[from..to].iter().map(move |(end, position)| {
            let end = *end as usize;
            let term = &self.text[start..end];
            start = end;
            (term, *position)
        })
    }
}

/// An offset or a position. SQLite keeps no text of 2³¹ bytes, and folding makes none twice as long.
fn number(value: u64) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headline_and_body_have_positions_of_their_own() {
        let (terms, words) = TextTerms::and_words("Fares rise\n\nThey don’t fall in 2012年");
        let headline: Vec<_> = terms.headline().collect();
        assert_eq!(headline, [("fares", 0), ("rise", 1)]);
        let body: Vec<_> = terms.body().take(5).collect();
        assert_eq!(body, [("they", 0), ("don", 1), ("t", 2), ("fall", 3), ("in", 4)]);
        assert_eq!(terms.body().skip(5).map(|(term, _)| term).next(), Some("2012"));
        assert_eq!(words, Words::of("Fares rise They don’t fall in 2012年"));
        assert_eq!(TextTerms::of("").body().count(), 0);
    }
}
