//! How much changed, in words.

use crate::output::count;
use corpusdb::diff::{Stats, stats};
use corpusdb::ops::diff::Comparison;

/// What differs between two versions, or what two articles share.
pub(in crate::commands) fn summary(Comparison { from, to, old, new, changes, .. }: &Comparison) -> String {
    let stats = stats(old, new, changes);
    if from.article == to.article { changed(&stats) } else { shared(&stats) }
}

fn changed(stats: &Stats) -> String {
    if let Some(same) = without_words(stats) {
        return same.to_owned();
    }
    let mut parts = Vec::new();
    for (words, what) in
        [(stats.words_deleted, "deleted"), (stats.words_inserted, "inserted"), (stats.words_moved, "moved")]
    {
        if words > 0 {
            parts.push(format!("{} {what}", count(words, "word")));
        }
    }
    let touched = stats.paragraphs_changed
        + stats.paragraphs_inserted
        + stats.paragraphs_deleted
        + stats.paragraphs_moved;
    format!("{} in {}", parts.join(", "), count(touched, "paragraph"))
}

fn shared(stats: &Stats) -> String {
    if let Some(same) = without_words(stats) {
        return same.to_owned();
    }
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

/// What is said where no word differs.
fn without_words(stats: &Stats) -> Option<&'static str> {
    if stats.words_inserted + stats.words_deleted + stats.words_moved > 0 {
        return None;
    }
    let respaced = stats.paragraphs_respaced + stats.paragraphs_changed > 0;
    Some(if respaced { "only white space differs" } else { "no differences" })
}
