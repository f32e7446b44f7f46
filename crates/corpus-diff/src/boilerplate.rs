//! Paragraphs as what may recur: each with a hash of its words, which is the same where only case, punctuation or digits
//! differ, so that yesterday's date line is today's.

use std::collections::BTreeSet;
use std::ops::Range;

use sha2::{Digest, Sha256};

use crate::units::layout::Layout;
use crate::units::words::is_space;

/// The hash of a paragraph without a letter, which is never boilerplate.
pub const WITHOUT_WORDS: i64 = 0;

/// A paragraph of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Its bytes, with the white space after it.
    pub range: Range<usize>,
    /// The hash of its words, or [`WITHOUT_WORDS`].
    pub hash: i64,
}

/// The paragraphs of `text`, which together cover it.
#[must_use]
pub fn passages(text: &str) -> Vec<Passage> {
    let layout = Layout::of(text);
    let passage = |paragraph| {
        let range = layout.start(paragraph)..layout.start(paragraph + 1);
        Passage { hash: fold(&text[range.clone()]), range }
    };
    (0..layout.count()).map(passage).collect()
}

/// The hashes of those paragraphs of `text` that [begin](beginning) like one of these: few are read to their end.
#[must_use]
pub fn hashes_of_those(text: &str, beginnings: &BTreeSet<String>) -> Vec<i64> {
    let layout = Layout::of(text);
    let paragraphs = (0..layout.count()).map(|number| &text[layout.start(number)..layout.start(number + 1)]);
    paragraphs.filter(|paragraph| beginnings.contains(&beginning(paragraph))).map(fold).collect()
}

/// The first letters that the [hash](fold) of a paragraph is made of. Paragraphs of the same hash begin alike.
#[must_use]
pub fn beginning(paragraph: &str) -> String {
    const LETTERS: usize = 12;
    folded(paragraph).take(LETTERS).collect()
}

/// The paragraphs of `text` that have a part in these bytes. White space around the bytes counts for nothing unless it
/// is all that there is.
#[must_use]
pub fn touched<'a>(text: &str, passages: &'a [Passage], bytes: &Range<usize>) -> &'a [Passage] {
    if bytes.is_empty() {
        return &[];
    }
    let Range { start, end } = trimmed(text, bytes);
    let first = passages.partition_point(|passage| passage.range.end <= start);
    let after = passages.partition_point(|passage| passage.range.start < end);
    &passages[first..after]
}

/// These bytes without white space around them, unless it is all that there is.
#[must_use]
pub fn trimmed(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let inside = &text[bytes.clone()];
    if is_space(inside) {
        return bytes.clone();
    }
    let start = bytes.start + inside.len() - inside.trim_start().len();
    start..start + inside.trim().len()
}

/// The text without these of its paragraphs. It ends with the white space that the whole text ends with.
#[must_use]
pub fn without<'a>(text: &str, left_out: impl IntoIterator<Item = &'a Range<usize>>) -> String {
    let (mut rest, mut done) = (String::with_capacity(text.len()), 0);
    for range in left_out {
        rest.push_str(&text[done..range.start]);
        done = range.end;
    }
    if done == text.len() && done > 0 {
        rest.truncate(rest.trim_end().len());
        rest.push_str(&text[text.trim_end().len()..]);
        return rest;
    }
    rest.push_str(&text[done..]);
    rest
}

/// A hash of the words alone: the first 64 bits of the SHA-256 of their letters in lower case, a space after each word.
#[must_use]
pub fn fold(paragraph: &str) -> i64 {
    let mut letters = String::with_capacity(paragraph.len());
    letters.extend(folded(paragraph));
    if letters.is_empty() {
        return WITHOUT_WORDS;
    }
    let digest = Sha256::digest(letters.as_bytes());
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    i64::from_be_bytes(first)
}

/// The letters of the words in lower case, a space after each word.
fn folded(paragraph: &str) -> impl Iterator<Item = char> + '_ {
    let words = paragraph.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    words.flat_map(|word| word.chars().flat_map(char::to_lowercase).chain([' ']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "Fares rise\n\nThe council voted.\n\n* * *\n\nRead more: Harbour news\n";

    fn touched_texts(bytes: Range<usize>) -> Vec<&'static str> {
        let passages = passages(TEXT);
        touched(TEXT, &passages, &bytes).iter().map(|passage| TEXT[passage.range.clone()].trim()).collect()
    }

    #[test]
    fn case_punctuation_and_digits_are_nothing() {
        assert_eq!(fold("Read more: “Harbour NEWS”, page 3\n"), fold("read more Harbour news (page 12)"));
        assert_ne!(fold("Read more"), fold("Readmore"));
        assert_ne!(fold("阅读更多"), fold("阅读更少"));
        for text in ["", " \n", "* * *", "12:30 – 14.00"] {
            assert_eq!(fold(text), WITHOUT_WORDS, "{text}");
        }
    }

    #[test]
    fn a_change_touches_the_paragraphs_that_it_has_words_in() {
        let start = TEXT.find("voted").unwrap();
        assert_eq!(touched_texts(start..start + 3), ["The council voted."]);
        let end_of_it = TEXT.find("\n\n*").unwrap();
        assert_eq!(touched_texts(end_of_it..TEXT.find(" *").unwrap()), ["* * *"]);
        assert_eq!(touched_texts(end_of_it..end_of_it + 2), ["The council voted."], "white space alone");
        assert_eq!(touched_texts(0..TEXT.len()).len(), 4);
        assert_eq!(touched_texts(5..5).len(), 0);
    }

    #[test]
    fn without_some_paragraphs() {
        let passages = passages(TEXT);
        let but = |left_out: &[usize]| without(TEXT, left_out.iter().map(|index| &passages[*index].range));
        assert_eq!(but(&[]), TEXT);
        assert_eq!(but(&[1]), "Fares rise\n\n* * *\n\nRead more: Harbour news\n");
        assert_eq!(but(&[2, 3]), "Fares rise\n\nThe council voted.\n");
        assert_eq!(but(&[0, 1, 2, 3]), "\n");
        assert_eq!(without("", []), "");
    }

    proptest! {
        #[test]
        fn passages_cover_any_text(text in any::<String>(), ends in any::<(u8, u8)>()) {
            let passages = passages(&text);
            let whole: String = passages.iter().map(|passage| &text[passage.range.clone()]).collect();
            prop_assert_eq!(&whole, &text);
            let bound = |end: u8| text.floor_char_boundary(usize::from(end).min(text.len()));
            let (start, end) = (bound(ends.0.min(ends.1)), bound(ends.0.max(ends.1)));
            prop_assert_eq!(touched(&text, &passages, &(start..end)).is_empty(), start == end);
            prop_assert!(without(&text, passages.iter().map(|passage| &passage.range)).len() <= text.len());
        }
    }
}
