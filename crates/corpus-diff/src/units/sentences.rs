//! Sentences: where they end inside a paragraph.
//!
//! The boundaries are those of Unicode Standard Annex 29 and those before a digit, less those that a reader wouldn't see: behind a line that was
//! wrapped, an initial, an abbreviation or an ordinal. One too few costs little, since words are compared inside sentences anyway.

use std::ops::Range;

use crate::units::abbreviations::abbreviates;
use crate::units::words::{CLOSING, SENTENCE_ENDS, is_dense};

/// Marks behind which a sentence goes on after its stop.
const GOING_ON: [char; 11] = [',', '-', ':', ';', '–', '—', '、', '，', '：', '；', '؍'];

/// The sentences of one paragraph, each with the white space after it. Together they cover the paragraph.
pub(crate) fn sentences(paragraph: &str) -> Vec<Range<usize>> {
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
    let is_abbreviation = || mark == "." && is_bare() && abbreviates(&paragraph[..at], following);
    let goes_on = || !space.contains('\n') && goes_on(following);
    (is_apart && !is_abbreviation() && !goes_on()).then_some(paragraph.len() - following.len())
}

/// Whether a sentence isn't over before `following`, as the marks there say, or a small letter.
fn goes_on(following: &str) -> bool {
    let starts_sentence = |character: char| character.is_alphanumeric() || SENTENCE_ENDS.contains(&character);
    following.starts_with(GOING_ON)
        || following.starts_with(SENTENCE_ENDS)
        || following
            .chars()
            .find(|&character| character == '\n' || starts_sentence(character))
            .is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;
    use crate::units::words::ends_sentence;

    fn piece() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "It", "rained", "Dr", "J", "7", "é", "Ö", ".", ".", ".", "!", "?", "।", ",", ";", "-", "”", "\"",
            ")", "$", " ", " ", "  ",
        ])
    }

    proptest! {
        #[test]
        fn a_sentence_ends_where_the_annex_says_or_before_a_digit(pieces in prop::collection::vec(piece(), 0..30)) {
            let paragraph = pieces.concat();
            let found = sentences(&paragraph);
            let whole: String = found.iter().map(|range| &paragraph[range.clone()]).collect();
            prop_assert_eq!(&whole, &paragraph);
            let ends: Vec<usize> = paragraph.split_sentence_bound_indices().map(|(start, _)| start).collect();
            for sentence in &found[1..] {
                let first = paragraph[sentence.start..].chars().find(|&first| first.is_alphanumeric());
                let is_digit = first.is_some_and(|first| first.is_ascii_digit());
                prop_assert!(ends.contains(&sentence.start) || is_digit, "{:?}", &paragraph[sentence.clone()]);
                prop_assert!(ends_sentence(paragraph[..sentence.start].trim_end()));
            }
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
    fn initials_abbreviations_and_ordinals_end_none() {
        for one in [
            "The U.S. Senate voted on Friday.",
            "J. R. R. Tolkien wrote it, and J.-P. Renard read it.",
            "Ask Dr. Osei, Mrs. Lund or St. Columba.",
            "It costs 3.5 million, i.e. twice as much.",
            "He came on Feb. 24 at 9 p.m. GMT to No. 5.",
            "Am 4. Mai wurde der 1. FC im 19. Jahrhundert gegründet.",
            "Vom 3. bis 5. Mai sind z. B. ca. 5 Mio. Euro u. a. Banken zugesagt, vgl. Abs. 3 d. Gesetzes.",
            "Karl Mann kam am 12. Dezember bzw. Januar.",
            "M. Le Goff habite av. Foch, p. ex. près de Mme. Lenoir.",
            "El Sr. Ruiz y la Dra. Vega, p. ej. en EE. UU. y en la pág. 12.",
            "В 1990 г. Москва и г. Тверь, т. е. ул. Ленина, им. Горького.",
            "Il dott. Rossi e l'avv. Bianchi, p. es. a pag. 12.",
            "O Sr. Silva e a Dra. Souza, p. ex. na pág. 12.",
            "De heer drs. Jansen, bijv. in nr. 12.",
            "Enligt prof. Lund, t.ex. kl. 12 på S:t Eriks.",
            "Na ul. Długiej, m.in. prof. Nowak, godz. 12.",
            "Prof. Dr. Demir 5. Kolordu ve 2. Lig sırası için bkz. Ek.",
            "“Halt!” rief der Wärter. ",
            "¿Quién va? preguntó el guardia.",
        ] {
            assert_eq!(cut(one), [one]);
        }
    }

    #[test]
    fn stops_that_look_like_abbreviations_end_sentences() {
        for (first, second) in [
            ("It began at 9 p.m. ", "Nobody came."),
            ("He lives in the U.S. ", "The mayor doesn’t."),
            ("She said no. ", "Then she left."),
            ("The car was red. ", "5 men got out."),
            ("Sie liest Seite 12. ", "Der Rest fehlt."),
            ("Er wurde 45. ", "Seine Frau kam."),
            ("Es kostet 5 Mio. ", "Die Stadt zahlt."),
            ("Это было в 1990 г. ", "Он уехал."),
            ("They sell fruit, nuts etc. ", "Nobody buys."),
            ("It was in 2019. ", "Boats came."),
        ] {
            assert_eq!(cut(&format!("{first}{second}")), [first, second]);
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
