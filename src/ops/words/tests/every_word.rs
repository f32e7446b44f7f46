//! Every word of any text is found.

use super::super::concordance;
use super::{corpus_of, lines};
use crate::text::word;
use proptest::prelude::*;

/// Letters, marks and digits of many scripts, and what joins or separates them. Scripts without spaces are apart from the
/// others: of a word with an apostrophe in the middle of such a run, the index doesn't have the terms beside each other.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "ferry",
        "Straße",
        "o\u{fb03}ce",
        "é",
        "e\u{301}",
        "ё",
        "Ёлка",
        "ΑΣ",
        "I",
        "İ",
        "ı",
        "12",
        "3½",
        "m²",
        "한글",
        "\u{1112}\u{1161}\u{11ab}",
        "سَلَام",
        "שָׁלוֹם",
        "हड़ताल",
        "ＮＨＫ",
        " 東京都に住む ",
        " 2012年6月 ",
        " カ\u{3099}タワー。京 ",
        " 東 ",
        " ภาษาไทย ",
        " ខ្មែរ ",
        " မြန်မာ ",
        "\u{ad}",
        "\u{200b}",
        "\u{200d}",
        "’",
        "'",
        ".",
        ",",
        "_",
        "-",
        "/",
        " ",
        " ",
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn every_word_of_a_text_is_found_where_it_is(pieces in prop::collection::vec(piece(), 1..14)) {
        let text = format!("Harbour {} harbour", pieces.concat());
        let corpus = corpus_of([text.clone()].into_iter());
        for found in word::words(&text) {
            let (lines, _) = lines(&corpus, &format!("\"{}\"", found.text), &concordance::Options::default());
            // What can't be seen, or only joins, may be outside of a hit at its ends.
            let joins = ['_', '\'', '’', '\u{ad}', '\u{200b}', '\u{200d}'];
            let start = found.range.end - found.text.trim_start_matches(joins).len();
            let end = found.range.start + found.text.trim_end_matches(joins).len();
            let is_there =
                lines.iter().any(|line| line.position <= start && line.position + line.hit.len() >= end);
            prop_assert!(is_there, "{:?} at {:?} in {:?}: {:?}", found.text, found.range, text, lines);
        }
    }
}
