//! Counterparts: what was edited inside a passage that moved is taken away in one place and put in another, and yet is
//! one edit.

use foldhash::{HashMap, HashMapExt};

use crate::diff::{Change, ChangeKind};

/// For each insertion inside a passage that moved the deletion that it takes the place of, by their numbers in the list.
pub(super) fn counterparts(changes: &[Change]) -> HashMap<usize, usize> {
    let mut passages: HashMap<usize, [Vec<usize>; 2]> = HashMap::new();
    for (index, change) in changes.iter().enumerate() {
        if let Some(passage) = change.moved {
            let parts = passages.entry(passage.number).or_default();
            parts[usize::from(change.kind == ChangeKind::Insert)].push(index);
        }
    }
    let edits = passages.into_values().filter(|[old, new]| old.len() == new.len()).flat_map(|[old, new]| {
        let between = |parts: Vec<usize>, kind| -> Vec<Option<usize>> {
            parts.windows(2).map(|pair| edit(changes, pair[0], pair[1], kind)).collect()
        };
        between(new, ChangeKind::Insert).into_iter().zip(between(old, ChangeKind::Delete))
    });
    edits.filter_map(|(new, old)| Some((new?, old?))).collect()
}

/// The one change between two parts of a passage, if it is of this kind and moved nowhere.
fn edit(changes: &[Change], before: usize, after: usize, kind: ChangeKind) -> Option<usize> {
    let edit = before + 1;
    (edit + 1 == after && changes[edit].kind == kind && changes[edit].moved.is_none()).then_some(edit)
}
