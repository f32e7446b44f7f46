//! Counterparts: what was edited inside a passage that moved is taken away in one place and put in another, and yet is
//! one edit.

use foldhash::{HashMap, HashMapExt};

use crate::{Change, ChangeKind};

/// For each insertion inside a passage that moved the deletion that it takes the place of, by their numbers in the list.
pub(super) fn counterparts(changes: &[Change]) -> HashMap<usize, usize> {
    let deleted = edits(changes, ChangeKind::Delete);
    let inserted = edits(changes, ChangeKind::Insert);
    inserted.into_iter().filter_map(|(place, new)| Some((new, *deleted.get(&place)?))).collect()
}

/// The edits of one kind inside passages that moved, each by the number of its passage and by how many parts of the
/// passage come before it.
fn edits(changes: &[Change], kind: ChangeKind) -> HashMap<(usize, usize), usize> {
    let mut parts: HashMap<usize, usize> = HashMap::new();
    let mut edits = HashMap::new();
    for (index, change) in changes.iter().enumerate().filter(|(_, change)| change.kind == kind) {
        if let Some(passage) = change.moved {
            *parts.entry(passage.number).or_default() += 1;
        }
        if let Some(passage) = change.inside {
            edits.insert((passage.number, parts.get(&passage.number).copied().unwrap_or(0)), index);
        }
    }
    edits
}
