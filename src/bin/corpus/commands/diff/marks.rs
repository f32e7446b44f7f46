//! What is said of single changes beside what they are: the one place where judgements come in.

use crate::output::count;
use corpusdb::diff::{Change, ChangeKind};
use corpusdb::ops::diff::Comparison;
use std::collections::BTreeMap;

/// What is said of one change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// What kind of change it is, in a word; forms may show each kind in another way.
    pub(super) class: Option<&'static str>,
    /// What to look at, each in a word or two.
    pub(super) flags: Vec<String>,
    /// Why, in short sentences.
    pub(super) reasons: Vec<String>,
}

/// The marks of a comparison, by the number of their change in its list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Marks(pub(super) BTreeMap<usize, Mark>);

impl Marks {
    /// Marks each passage that moved, where it is now.
    pub(super) fn of(comparison: &Comparison) -> Self {
        let mut marks = BTreeMap::new();
        let mut told = Vec::new();
        for (index, change) in comparison.changes.iter().enumerate() {
            let Some(number) = change.moved.map(|passage| passage.number) else { continue };
            if change.kind == ChangeKind::Insert && !told.contains(&number) {
                told.push(number);
                marks.insert(index, moved(comparison, number));
            }
        }
        Self(marks)
    }
}

fn moved(comparison: &Comparison, number: usize) -> Mark {
    let is_part = |change: &&Change| {
        change.kind == ChangeKind::Insert && change.moved.is_some_and(|passage| passage.number == number)
    };
    let parts = comparison.changes.iter().filter(is_part);
    let words: usize = parts.map(|part| comparison.new[part.new.clone()].split_whitespace().count()).sum();
    Mark {
        class: Some("moved"),
        flags: vec![format!("move {number}")],
        reasons: vec![format!("{} went elsewhere", count(words, "word"))],
    }
}
