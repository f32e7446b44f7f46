//! One pass says the same as words, folded forms and terms alone.

use crate::word::{Words, folded, read, terms, words};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

#[test]
fn the_hash_ignores_how_words_are_written() {
    for (one, other, count) in [
        ("“Peace talks”—now", "peace  TALKS now.", 3),
        ("\u{feff}Peace talks\r\n\r\nNow", "peace talks now", 3),
        ("It’s ﬁne", "it's fine", 2),
        ("Das Ge\u{ad}samt\u{ad}konzept.", "das Gesamtkonzept", 2),
        ("Straße, STRAẞE", "STRASSE strasse", 2),
        ("カ\u{3099}ラスの町", "ガラスの町", 3),
        ("می\u{200c}شود", "میشود", 1),
        ("東\u{200b}京都", "東京都", 2),
        ("葛\u{e0100}飾区", "葛飾区", 2),
        ("ｶﾞｽ", "ガス", 1),
        ("👨\u{200d}👩", "", 0),
    ] {
        assert_eq!(Words::of(one), Words::of(other), "{one} / {other}");
        assert_eq!(Words::of(one).count, count, "{one}");
    }
}

#[test]
fn the_hash_tells_words_apart() {
    let texts = [
        "4 died",
        "40 died",
        "4½ died",
        "4 0 died",
        "died 4",
        "they re here",
        "they're here",
        "か",
        "が",
        "",
    ];
    for (index, one) in texts.iter().enumerate() {
        for other in &texts[index + 1..] {
            assert_ne!(
                Words::of(one).normalized_sha256,
                Words::of(other).normalized_sha256,
                "{one} / {other}"
            );
        }
    }
}

const TEXT: &str = "[a-cA-C1'’._ \u{301}éÉßж\u{306}か\u{3099}東京。ไม\u{e49}한\u{ad}\u{200b}½²-]{0,40}|\\PC{0,20}|[ -~]{0,40}";

/// Letters with their marks.
const LETTERS: &[&str] = &[
    "a",
    "É",
    "é",
    "ậ",
    "ά",
    "ΐ",
    "ж",
    "й",
    "ё",
    "é\u{301}",
    "か",
    "が",
    "パ",
    "東",
    "京",
    "。",
    "กำ",
    "ไม\u{e49}",
    "한",
    "글",
    "क\u{93f}",
    "क\u{93c}",
    "ش\u{64e}",
    "أ",
    "ש\u{5c1}",
    "1",
    "'",
    "-",
    " ",
    ",",
];

proptest! {
    #[test]
    fn one_pass_says_the_same(text in TEXT) {
        let mut together = Vec::new();
        let read = read(&text, |term| together.push((term.text.to_owned(), term.position, term.range)));
        let mut alone = Vec::new();
        terms(&text, |term| alone.push((term.text.to_owned(), term.position, term.range)));
        prop_assert_eq!(together, alone);
        let lines: String = words(&text).map(|word| folded(word.text).into_owned() + "\n").collect();
        prop_assert_eq!(read.count, words(&text).count() as u64);
        prop_assert_eq!(read.normalized_sha256, <[u8; 32]>::from(Sha256::digest(&lines)));
    }

    #[test]
    fn composed_and_decomposed_texts_have_the_same_terms(letters in proptest::collection::vec(proptest::sample::select(LETTERS), 0..30)) {
        let of = |text: &str| {
            let mut found = Vec::new();
            let words = read(text, |term| found.push((term.text.to_owned(), term.position)));
            (words, found)
        };
        let text = letters.concat();
        let decomposed: String = text.nfd().collect();
        let composed: String = text.nfc().collect();
        prop_assert_eq!(of(&decomposed), of(&composed));
    }
}
