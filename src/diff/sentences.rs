//! Sentences: where they end inside a paragraph.
//!
//! The boundaries are those of Unicode Standard Annex 29, less those that a reader wouldn't see: behind a line that was
//! wrapped, an initial or an abbreviation. One too few costs little, since words are compared inside sentences anyway.

use std::ops::Range;

use super::words::{CLOSING, SENTENCE_ENDS, is_dense};

/// Abbreviations that stand before a name or a number, so that a capital or a digit behind them begins no sentence.
const TITLES: [&str; 37] = [
    "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Gen", "Sen", "Rep", "Gov", "Lt", "Col", "Sgt", "Capt", "Cpl",
    "Maj", "Pres", "Rev", "Hon", "No", "Nos", "vs", "Mt", "Ft", "Nr", "Hr", "Fr", "Jan", "Feb", "Mar", "Apr",
    "Aug", "Sep", "Sept", "Oct", "Nov", "Dec",
];

/// Marks behind which a sentence goes on after its stop.
const GOING_ON: [char; 11] = [',', '-', ':', ';', '–', '—', '、', '，', '：', '；', '؍'];

/// The sentences of one paragraph, each with the white space after it. Together they cover the paragraph.
pub(super) fn sentences(paragraph: &str) -> Vec<Range<usize>> {
    let ends =
        paragraph.match_indices(SENTENCE_ENDS).filter_map(|(at, mark)| end_behind(paragraph, at, mark));
    let mut start = 0;
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for end in ends.filter(|&end| end < paragraph.len()).chain([paragraph.len()]) {
        sentences.push(start..end);
        start = end;
    }
    sentences
}

/// Where the sentence ends, white space included, that this mark may be the end of.
fn end_behind(paragraph: &str, at: usize, mark: &str) -> Option<usize> {
    let is_dense = mark.ends_with(is_dense);
    // Before Han and kana a quote that closes elsewhere opens the next sentence.
    let is_closing = |mark: char| CLOSING.contains(&mark) && !(is_dense && matches!(mark, '“' | '‘' | '«'));
    let next = paragraph[at + mark.len()..].trim_start_matches(is_closing);
    let following = next.trim_start();
    let space = &next[..next.len() - following.len()];
    let is_apart = is_dense || !space.is_empty();
    let is_bare = || paragraph.len() - next.len() == at + mark.len();
    let is_abbreviation = || mark == "." && is_bare() && ends_in_abbreviation(&paragraph[..at]);
    let goes_on = || !space.contains('\n') && goes_on(following, mark == ".");
    (is_apart && !is_abbreviation() && !goes_on()).then_some(paragraph.len() - following.len())
}

/// Whether a sentence isn't over before `following`, as the marks there say, or behind a full stop a small letter.
fn goes_on(following: &str, is_behind_stop: bool) -> bool {
    let starts_sentence = |character: char| character.is_alphabetic() || SENTENCE_ENDS.contains(&character);
    following.starts_with(GOING_ON)
        || following.starts_with(SENTENCE_ENDS)
        || is_behind_stop
            && following
                .chars()
                .find(|&character| character == '\n' || starts_sentence(character))
                .is_some_and(char::is_lowercase)
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
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;
    use crate::diff::words::ends_sentence;

    /// But for indented lines and the scripts of East Asia: the boundaries of the annex but those that a reader wouldn't see.
    fn by_annex(paragraph: &str) -> Vec<Range<usize>> {
        let goes_on = |piece: &str| {
            let words = piece.trim_end();
            let is_apart = words.len() < piece.len() || words.ends_with(is_dense);
            !is_apart || !ends_sentence(words) || words.strip_suffix('.').is_some_and(ends_in_abbreviation)
        };
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

    fn piece() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "It", "rained", "Dr", "J", "7", "é", "Ö", ".", ".", ".", "!", "?", "।", ",", ";", "-", "”", "\"",
            ")", "$", " ", " ", "  ", " \n",
        ])
    }

    proptest! {
        #[test]
        fn the_annex_says_the_same(pieces in prop::collection::vec(piece(), 0..30)) {
            let text = pieces.concat();
            let lines = text.lines().map(str::trim_start).filter(|line| !line.is_empty());
            let paragraph = format!("It {}", lines.collect::<Vec<_>>().join("\n"));
            prop_assert_eq!(sentences(&paragraph), by_annex(&paragraph));
        }
    }

    fn cut(paragraph: &str) -> Vec<&str> {
        sentences(paragraph).into_iter().map(|range| &paragraph[range]).collect()
    }

    #[test]
    fn a_sentence_has_the_space_after_it() {
        assert_eq!(
            cut("It rained. “Nobody came,” she said.  Why?"),
            ["It rained. ", "“Nobody came,” she said.  ", "Why?"]
        );
        assert_eq!(cut("A list item"), ["A list item"]);
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
        assert_eq!(cut("港は閉鎖された。「残念だ。」"), ["港は閉鎖された。", "「残念だ。」"]);
        assert_eq!(cut("他走了。“再见！”她说。"), ["他走了。", "“再见！”", "她说。"]);
        assert_eq!(cut("पुल बंद है। नावें चल रही हैं।"), ["पुल बंद है। ", "नावें चल रही हैं।"]);
    }
}
