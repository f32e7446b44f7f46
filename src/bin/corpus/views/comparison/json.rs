//! A comparison as JSON.

use corpusdb::diff::{Change, stats};
use corpusdb::ops::diff::{ComparedVersion, Comparison};
use serde_json::{Value, json};

/// JSON form of a comparison: all changes, and statistics of the visible ones.
pub(crate) fn json_of(comparison: &Comparison, shown: &Comparison) -> Value {
    let side = |side: &ComparedVersion| json!({ "article": side.article, "version": side.version, "key": side.key, "sha256": side.sha256 });
    json!({
        "from": side(&comparison.from),
        "to": side(&comparison.to),
        "changes": changes_json(comparison),
        "stats": stats(&shown.old, &shown.new, &shown.changes),
    })
}

/// JSON form of the changes.
pub(crate) fn changes_json(comparison: &Comparison) -> Vec<Value> {
    let Comparison { old, new, changes, judgements, .. } = comparison;
    let mut judgements = judgements.iter().peekable();
    let change = |(index, change): (usize, &Change)| {
        let judgement = judgements.next_if(|judgement| judgement.change == index);
        json!({
            "kind": change.kind,
            "old": old[change.old.clone()],
            "new": new[change.new.clone()],
            "old_range": [change.old.start, change.old.end],
            "new_range": [change.new.start, change.new.end],
            "move": change.moved,
            "class": judgement.map(|judgement| judgement.class),
            "cosmetic": judgement.map_or(&[][..], |judgement| &judgement.cosmetic),
            "flags": judgement.map_or(&[][..], |judgement| &judgement.flags),
            "reasons": judgement.map_or(&[][..], |judgement| &judgement.reasons),
            "boilerplate": comparison.boilerplate(change).is_some(),
        })
    };
    changes.iter().enumerate().map(change).collect()
}
