//! Summary of a comparison in one line.

use super::marks::totals;
use crate::output::{count, inline};
use corpusdb::diff::judge::{self, Class, Cosmetic, Judgement};
use corpusdb::diff::{Stats, stats};
use corpusdb::ops::diff::{ComparedVersion, Comparison};
use std::collections::BTreeSet;

/// Amount of change between two versions, or overlap of two articles.
pub(crate) fn summary(comparison: &Comparison) -> String {
    let Comparison { from, to, old, new, changes, judgements, is_partial } = comparison;
    if judgements.is_empty() {
        let same = *is_partial || from.sha256 == to.sha256;
        return if same { "no differences".to_owned() } else { other_bytes(from, to) };
    }
    let stats = stats(old, new, changes);
    match (looks(judgements), totals(comparison).as_str()) {
        (Some(looks), _) => looks,
        _ if from.article != to.article => shared(&stats),
        (None, "") => changed(&stats),
        (None, totals) => format!("{} ({totals})", changed(&stats)),
    }
}

/// What differs where the text doesn't: what isn't part of it, such as front matter, markup or other columns.
fn other_bytes(from: &ComparedVersion, to: &ComparedVersion) -> String {
    let before = if from.size == to.size { String::new() } else { format!("{} and ", from.size) };
    let sizes = before + &count(to.size, "byte");
    format!("the text is the same, the bytes differ ({sizes})")
}

/// For example, `only white space and dashes changed`. `None` if any change is substantive.
fn looks(judgements: &[Judgement]) -> Option<String> {
    let is_cosmetic = judgements.iter().all(|judgement| judgement.class == Class::Cosmetic);
    let all: BTreeSet<Cosmetic> =
        judgements.iter().flat_map(|judgement| judgement.cosmetic.clone()).collect();
    is_cosmetic.then(|| judge::looks(&Vec::from_iter(all)))
}

fn changed(stats: &Stats) -> String {
    let mut parts = Vec::new();
    for (words, what) in
        [(stats.words_deleted, "deleted"), (stats.words_inserted, "inserted"), (stats.words_moved, "moved")]
    {
        if words > 0 {
            parts.push(format!("{} {what}", count(words, "word")));
        }
    }
    if parts.is_empty() {
        return "no words changed".to_owned();
    }
    let touched = stats.paragraphs_changed
        + stats.paragraphs_inserted
        + stats.paragraphs_deleted
        + stats.paragraphs_moved;
    format!("{} in {}", parts.join(", "), count(touched, "paragraph"))
}

fn shared(stats: &Stats) -> String {
    // Never a division by zero: two texts without words share nothing.
    let part = |others: usize| 100 * stats.words_shared / (stats.words_shared + others).max(1);
    format!(
        "{} shared ({}% of the first, {}% of the second), {} only in the first, {} only in the second",
        count(stats.words_shared, "word"),
        part(stats.words_deleted),
        part(stats.words_inserted),
        stats.words_deleted,
        stats.words_inserted,
    )
}

/// `news/a.txt@2`
pub(crate) fn label(side: &ComparedVersion) -> String {
    inline(&format!("{}@{}", side.key, side.version)).into_owned()
}
