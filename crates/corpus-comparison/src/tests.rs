use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

const REPORTS: [&str; 3] = [
    "The council of Quay will close the old pier in October, Mayor Ada Roe said on Monday. “Ten of its forty piles are rotten,” she told reporters. \
     Fishermen protested against the plan. The mayor said that a new pier could open in two years.",
    "Mayor Roe announced that the council closes the old pier of Quay in October. “Twelve of the forty piles are rotten,” Roe told reporters. \
     It rained all day.",
    "A choir sang in the harbour. Fishermen from Quay protested against the plan to close the pier, which they need.",
];

fn wording<'a>(texts: &[&'a str], statement: &Statement, text: usize) -> Option<&'a str> {
    statement.cells[text].as_ref().map(|cell| &texts[text][cell.range.clone()])
}

#[test]
fn statements_are_found_in_other_words() {
    let found = matrix(&REPORTS);
    let rows: Vec<Vec<bool>> =
        found.statements.iter().map(|row| row.cells.iter().map(Option::is_some).collect()).collect();
    assert_eq!(rows, [[true, true, false], [true, true, false], [true, false, true]]);
    assert_eq!(
        wording(&REPORTS, &found.statements[1], 1),
        Some("“Twelve of the forty piles are rotten,” Roe told reporters.")
    );
    assert_eq!(found.statements[1].differences, [FactDifference::Number]);
    assert_eq!(found.only[1].len(), 1);
    assert_eq!(&REPORTS[1][found.only[1][0].clone()], "It rained all day.");
}

#[test]
fn a_sentence_with_two_statements_is_in_two_rows() {
    let one = "“The talks should begin as soon as possible, and the fishing rights of all towns should be respected,” she said.";
    let other = "She insisted that talks should start as soon as possible. “The fishing rights of all towns should be respected,” she said.";
    let found = matrix(&[one, other]);
    assert_eq!(found.statements.len(), 2, "{found:?}");
}

#[test]
fn texts_about_other_things_share_nothing() {
    let found = matrix(&["The ferry left the harbour at noon.", "Nobody expected the choir to sing.", ""]);
    assert!(found.statements.is_empty());
    assert_eq!(found.only.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1, 0]);
}

/// The rows as sets of wordings.
fn rows(texts: &[&str]) -> BTreeSet<BTreeSet<String>> {
    let found = matrix(texts);
    let wordings = |row: &Statement| {
        (0..texts.len()).filter_map(|text| wording(texts, row, text).map(str::to_owned)).collect()
    };
    found.statements.iter().map(wordings).collect()
}

proptest! {
    #[test]
    fn the_order_of_texts_changes_nothing(
        texts in prop::collection::vec("([a-e]{3} ){3,9}\\. ?([a-e]{3} ){3,9}\\. ", 2..5), seed in any::<u64>()
    ) {
        let mut order: Vec<&str> = texts.iter().map(String::as_str).collect();
        let before = rows(&order);
        // A rotation and an exchange give all permutations together.
        let places = order.len();
        order.rotate_left(usize::try_from(seed % 7).unwrap() % places);
        order.swap(0, usize::try_from(seed % 5).unwrap() % places);
        prop_assert_eq!(rows(&order), before);
    }

    #[test]
    fn any_text_is_harmless(texts in prop::collection::vec("\\PC{0,60}", 0..4)) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        for row in matrix(&texts).statements {
            prop_assert!(row.cells.iter().flatten().count() > 1);
        }
    }
}
