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

/// Sentences long enough to be told as moved.
const LONG: [&str; 5] = [
    "Tom Reyes, who chairs the board, said the money had run out four days ago and the boats are far too old to be mended.",
    "The council voted to raise fares on Monday by four percent, and that passengers over seventy go free as before.",
    "Nobody knows when the landing stage will be mended, the harbour master wrote in a letter of four pages to the paper.",
    "Since 2019 the ferry has carried four thousand people a week, “more than it was built for”, as its captain put it.",
    "The next meeting is on 7 March at four in the old customs house, where the plans can be seen by everybody.",
];

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
    fn what_was_edited_in_moves_is_judged(
        order in Just((0..LONG.len()).collect::<Vec<usize>>()).prop_shuffle(),
        edits in prop::collection::vec((0..LONG.len(), "[0-9]{1,3}|Monday|Tuesday|not|Reyes"), 0..6)
    ) {
        let old = LONG.join("\n\n");
        let mut sentences: Vec<String> = LONG.iter().map(|&sentence| sentence.to_owned()).collect();
        for (index, word) in edits {
            sentences[index] = sentences[index].replacen("four", &word, 1);
        }
        let new: Vec<&str> = order.iter().map(|&index| sentences[index].as_str()).collect();
        for new in [new.join("\n\n"), new.join(" ")] {
            let changes = diff(&old, &new);
            let judgements = judge(&old, &new, &changes, &Context::default());
            let changed = changes.iter().filter(|change| change.kind != ChangeKind::Equal).count();
            prop_assert_eq!(judgements.len(), changed);
        }
    }

    #[test]
    fn only_white_space_is_cosmetic(words in prop::collection::vec("[a-z]{1,8}", 1..30), wide in any::<u32>()) {
        let spaced: String = words.iter().enumerate().map(|(at, word)| format!("{word}{}", if wide >> (at % 32) & 1 == 1 { "\n" } else { " " })).collect();
        let plain = words.join(" ");
        let judgements = judge(&plain, &spaced, &diff(&plain, &spaced), &Context::default());
        prop_assert!(judgements.iter().all(|judgement| judgement.class == Class::Cosmetic), "{:?}", judgements);
    }

    #[test]
    fn nothing_that_both_texts_have_is_added_or_taken_away(
        old in prop::collection::vec(prop::sample::select(FACTS.to_vec()), 1..14),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..4_usize, prop::sample::select(FACTS.to_vec())), 0..6)
    ) {
        let mut new = old.clone();
        for (at, kind, word) in edits {
            let at = at.index(new.len().max(1));
            match kind {
                0 if at < new.len() => { new.remove(at); }
                1 if at < new.len() => new[at] = word,
                2 => new.insert(at.min(new.len()), word),
                _ if !new.is_empty() => { let word = new.remove(at.min(new.len() - 1)); new.push(word); }
                _ => {}
            }
        }
        let (old, new) = (sentence(&old), sentence(&new));
        let count = |text: &str, wording: &str| {
            let words = |text: &str| -> Vec<String> {
                super::tokens::cut(text).iter().map(|token| token.folded.trim_end_matches("'s").to_owned()).collect()
            };
            let wording = words(wording);
            words(text).windows(wording.len()).filter(|window| *window == wording).count()
        };
        for reason in judge(&old, &new, &diff(&old, &new), &Context::default()).iter().flat_map(|judgement| &judgement.reasons) {
            let named = |end: &str| {
                let reason = reason.split(" (").next().unwrap_or(reason);
                let wording = reason.strip_suffix(end)?.trim_matches(['“', '”']);
                (!matches!(wording, "words" | "quotation marks")).then(|| wording.to_owned())
            };
            if let Some(added) = named(" was added") {
                prop_assert!(count(&old, &added) < count(&new, &added), "{}: {} / {}", reason, old, new);
            }
            if let Some(gone) = named(" was taken away") {
                prop_assert!(count(&old, &gone) > count(&new, &gone), "{}: {} / {}", reason, old, new);
            }
        }
    }
}

/// Words that say something, and some that don't, in several languages.
const FACTS: [&str; 44] = [
    "Berlin",
    "Anna",
    "Berg",
    "Dunmore",
    "Okafor",
    "police",
    "said",
    "told",
    "not",
    "never",
    "on Monday",
    "in 1990",
    "1990",
    "7 March",
    "March",
    "7",
    "-7",
    "$5",
    "5 percent",
    "according to guards",
    "No. 5",
    "the",
    "a",
    "“so”",
    ". ",
    ". Then",
    "nobody",
    "sagte",
    "nicht",
    "am 4. Mai",
    "in Köln",
    "der Herr Weber",
    "a dit",
    "ne pas",
    "dijo",
    "张伟明市长",
    "说",
    "не",
    "сказал",
    "24 million",
    "twenty-four",
    "Harlan's",
    "the Wall Street",
    "2 km",
];

/// Words as sentences, the first letter large.
fn sentence(words: &[&str]) -> String {
    let text = words.join(" ");
    let mut letters = text.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}
