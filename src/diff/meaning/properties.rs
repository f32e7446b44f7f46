//! What holds for judgements of any two texts.

use proptest::prelude::*;

use super::{Class, Context, judge};
use crate::diff::{ChangeKind, diff};

/// Pieces that rules look at, so that any order of them is tried.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "the ",
            "said ",
            "according to ",
            "not ",
            "No. ",
            "“",
            "”",
            "\"",
            "'",
            "« ",
            "7 ",
            "March ",
            "2023",
            "-",
            ".",
            ":",
            "24",
            " million ",
            "%",
            "$",
            "https://a.example/",
            "](",
            "href=",
            "\n\n",
            "1. ",
            "三",
            "万",
            "亿",
            "年",
            "月",
            "王",
            "市长",
            "据",
            "сказал ",
            "не ",
            "n'",
            "d'après ",
            "Herr ",
            "٤٠",
            "0",
            "99999999999999999999",
            "hundred ",
            "und",
            "h",
            "e\u{301}",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_change_is_judged_once_with_a_reason((old, new) in (text(), text()), headline in any::<bool>()) {
        let changes = diff(&old, &new);
        let headline = |text: &'static str| headline.then_some(text);
        let context = Context { old_headline: headline("the "), new_headline: headline("7 ") };
        let judgements = judge(&old, &new, &changes, &context);
        let judged: Vec<usize> = judgements.iter().map(|judgement| judgement.change).collect();
        let changed: Vec<usize> = changes.iter().enumerate().filter(|(_, change)| change.kind != ChangeKind::Equal).map(|(index, _)| index).collect();
        prop_assert_eq!(judged, changed);
        for judgement in judgements {
            prop_assert!(!judgement.reasons.is_empty());
            let is_cosmetic = judgement.class == Class::Cosmetic;
            prop_assert_eq!(is_cosmetic, !judgement.cosmetic.is_empty());
            prop_assert!(!is_cosmetic || judgement.flags.is_empty());
        }
    }

    #[test]
    fn only_white_space_is_cosmetic(words in prop::collection::vec("[a-z]{1,8}", 1..30), wide in any::<u32>()) {
        let spaced: String = words.iter().enumerate().map(|(at, word)| format!("{word}{}", if wide >> (at % 32) & 1 == 1 { "\n" } else { " " })).collect();
        let plain = words.join(" ");
        let judgements = judge(&plain, &spaced, &diff(&plain, &spaced), &Context::default());
        prop_assert!(judgements.iter().all(|judgement| judgement.class == Class::Cosmetic), "{:?}", judgements);
    }
}
