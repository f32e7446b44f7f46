//! A query finds exactly the texts that contain it.

use crate::word::class::{has_no_spaces, is_mark, is_term};
use crate::word::fold::fold_inside;
use crate::word::{QueryTerm, folded, query, query_inside, terms, words};
use proptest::prelude::*;
use std::collections::HashMap;

/// Whether the terms are at positions that follow each other.
fn finds(query: &[QueryTerm], text: &str) -> bool {
    let mut at: HashMap<u64, Vec<String>> = HashMap::new();
    terms(text, |term| at.entry(term.position).or_default().push(term.text.to_owned()));
    at.keys().any(|start| {
        (*start..).zip(query).all(|(position, wanted)| {
            at.get(&position).is_some_and(|terms| {
                terms.iter().any(|term| {
                    if wanted.beginning { term.starts_with(&wanted.text) } else { *term == wanted.text }
                })
            })
        })
    })
}

/// The folded runs of letters, marks and numbers of a text.
fn runs(text: &str) -> Vec<String> {
    let mut folded = String::new();
    fold_inside(text, &mut folded);
    folded.split(|character| !is_term(character)).map(str::to_owned).collect()
}

/// All pieces of 1 to 6 characters of a text, from runs that have a character of a script without spaces.
fn pieces(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let ends = |start| start + 1..=characters.len().min(start + 6);
    (0..characters.len())
        .flat_map(|start| ends(start).map(move |end| start..end))
        .map(|range| &characters[range])
        .filter(|piece| !is_mark(piece[0]) && piece.iter().all(|character| is_term(*character)))
        .filter(|piece| piece.iter().any(|character| has_no_spaces(*character)))
        .map(|piece| piece.iter().collect())
        .collect()
}

/// Texts of a few characters, so that pieces of one are often found in another.
fn text() -> impl Strategy<Value = String> {
    "[ab1２東京都のがか\u{3099}タไทย\u{e49}。 -]{0,24}|[1a東 ]{0,16}|[é’l東京々〇 .]{0,20}|[11東ab ]{0,10}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8 * ProptestConfig::default().cases))]

    #[test]
    fn pieces_of_runs_are_found_where_they_are(text in text(), other in text(), chosen in any::<proptest::sample::Index>()) {
        let pieces = pieces(&text);
        if pieces.is_empty() {
            return Ok(());
        }
        let piece = chosen.get(&pieces);
        let terms = query(piece);
        let folded = folded(piece);
        for text in [&text, &other] {
            let holds = runs(text).iter().any(|run| run.contains(&*folded));
            prop_assert_eq!(finds(&terms, text), holds, "{:?} in {:?}", terms, text);
        }
    }

    #[test]
    fn pieces_of_words_are_found_inside_runs_without_spaces(text in "[ab1東 é]{0,16}", piece in "[ab1é]{1,3}") {
        let inside = query_inside(&piece);
        let folded = folded(&piece);
        let holds = runs(&text).iter().any(|run| run.contains(has_no_spaces) && run.contains(&*folded));
        let is_found = !inside.is_empty() && finds(&inside, &text);
        prop_assert_eq!(is_found, holds && folded.chars().count() > 1);
    }

    #[test]
    fn neighbouring_words_are_found(text in "[a-b1é’'._ ]{0,24}|[ab ßЖжع한 ,]{0,24}", start in 0_usize..12, count in 1_usize..=3) {
        let all: Vec<_> = words(&text).collect();
        if start >= all.len() {
            return Ok(());
        }
        let chosen = &all[start..all.len().min(start + count)];
        let piece = &text[chosen[0].range.start..chosen[chosen.len() - 1].range.end];
        let terms = query(piece);
        prop_assert!(finds(&terms, &text), "{:?} in {:?}", terms, text);
        prop_assert!(!finds(&[terms, query("nowhere")].concat(), &text));
    }

    #[test]
    fn a_word_is_found_only_where_it_is(text in "[ab1 ?é]{0,16}", word in "[ab1]{1,2}") {
        let holds = words(&text).any(|found| folded(found.text) == word);
        prop_assert_eq!(finds(&query(&word), &text), holds);
    }

    #[test]
    fn positions_ascend_and_leave_nothing_out(text in text()) {
        let mut next = 0;
        terms(&text, |term| {
            assert!(term.position == next || term.position + 1 == next, "{}", term.text);
            next = next.max(term.position + 1);
            assert!(!term.text.is_empty());
            assert!(term.range.start < term.range.end);
        });
    }
}
