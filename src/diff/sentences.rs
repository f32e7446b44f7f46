//! Sentences: where they end inside a paragraph.
//!
//! The boundaries are those of Unicode Standard Annex 29, less those that a reader wouldn't see: behind a line that was
//! wrapped, an initial or an abbreviation. One too few costs little, since words are compared inside sentences anyway.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::words::{ends_sentence, is_dense};

/// Abbreviations that stand before a name or a number, so that a capital or a digit behind them begins no sentence.
const TITLES: [&str; 27] = [
    "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Gen", "Sen", "Rep", "Gov", "Lt", "Col", "Sgt", "Capt", "Cpl",
    "Maj", "Pres", "Rev", "Hon", "No", "Nos", "vs", "Mt", "Ft", "Nr", "Hr", "Fr",
];

/// The sentences of one paragraph, each with the white space after it. Together they cover the paragraph.
pub(super) fn sentences(paragraph: &str) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for (start, piece) in paragraph.split_sentence_bound_indices() {
        let end = start + piece.len();
        match sentences.last_mut() {
            Some(last) if goes_on(&paragraph[last.clone()]) => last.end = end,
            _ => sentences.push(start..end),
        }
    }
    sentences
}

/// Whether a sentence isn't over with what the annex takes for its end, which may be a stop inside an address.
fn goes_on(piece: &str) -> bool {
    let words = piece.trim_end();
    let is_apart = words.len() < piece.len() || words.ends_with(is_dense);
    !is_apart || !ends_sentence(words) || words.strip_suffix('.').is_some_and(ends_in_abbreviation)
}

/// Whether `text`, which had a full stop after it, ends in an initial (`J`), letters with stops (`U.S`) or a title.
fn ends_in_abbreviation(text: &str) -> bool {
    let is_part = |character: char| character.is_alphanumeric() || character == '.';
    let word = text.rsplit(|character| !is_part(character)).next().unwrap_or("");
    let mut parts = word.split('.').peekable();
    let is_letters = parts.peek().is_some() && parts.all(is_one_letter);
    is_letters || TITLES.contains(&word)
}

fn is_one_letter(part: &str) -> bool {
    let mut characters = part.chars();
    characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(paragraph: &str) -> Vec<&str> {
        sentences(paragraph).into_iter().map(|range| &paragraph[range]).collect()
    }

    #[test]
    fn a_sentence_has_the_space_after_it() {
        assert_eq!(
            cut("It rained. “Nobody came,” she said.  Why?"),
            ["It rained. ", "“Nobody came,” she said.  ", "Why?"]
        );
        assert!(cut("").is_empty());
    }

    #[test]
    fn initials_and_abbreviations_end_none() {
        for one in [
            "The U.S. Senate voted on Friday.",
            "J. R. Harlow will lead the inquiry.",
            "Ask Dr. Osei or Mrs. Lund.",
            "It costs 3.5 million, i.e. twice as much.",
        ] {
            assert_eq!(cut(one), [one]);
        }
    }

    #[test]
    fn a_wrapped_line_ends_none() {
        assert_eq!(
            cut("The pier was\nclosed. Boats\nstayed away."),
            ["The pier was\nclosed. ", "Boats\nstayed away."]
        );
    }

    #[test]
    fn other_scripts() {
        assert_eq!(cut("港口关闭了。船只停运。"), ["港口关闭了。", "船只停运。"]);
        assert_eq!(
            cut("港は閉鎖された。市長は「残念だ」と述べた。"),
            ["港は閉鎖された。", "市長は「残念だ」と述べた。"]
        );
        assert_eq!(cut("पुल बंद है। नावें चल रही हैं।"), ["पुल बंद है। ", "नावें चल रही हैं।"]);
    }
}
