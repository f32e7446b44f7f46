//! Pairs: the words of a rewritten passage, compared within the paragraphs that belong together.
//!
//! Aligning the words of the whole passage first shows where its paragraphs went: one edited, one cut in two,
//! two joined. Then each such group is compared by itself, so that a new paragraph next to an edited one
//! stays whole.

use std::ops::Range;

use super::groups::groups;
use super::islands::sink;
use super::sequence::{Run, align};
use super::sides::Side;
use super::slides::slide;

/// Paragraphs of the old side and what became of them on the new side. Either may be none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
    /// The tokens they share.
    pub(super) runs: Vec<Run>,
}

/// All paragraphs of a passage, in order, paired where they belong together.
pub(super) fn pair(old: &Side, new: &Side) -> Vec<Pair> {
    let passage = compare(old, new, old.paragraphs.clone(), new.paragraphs.clone());
    if old.ids == new.ids {
        return vec![passage];
    }
    let mut pairs: Vec<Pair> = Vec::new();
    let (mut old_done, mut new_done) = (old.paragraphs.start, new.paragraphs.start);
    for group in groups(old, new, &passage.runs) {
        let is_passage = group.old == passage.old && group.new == passage.new;
        let compared = if is_passage { passage.clone() } else { compare(old, new, group.old, group.new) };
        if let Some(pair) = shrunk(compared, old, new) {
            pairs.extend(unrelated(old_done..pair.old.start, new_done..pair.new.start));
            (old_done, new_done) = (pair.old.end, pair.new.end);
            pairs.push(pair);
        }
    }
    pairs.extend(unrelated(old_done..old.paragraphs.end, new_done..new.paragraphs.end));
    pairs
}

/// The pair without the paragraphs at its ends that turned out to share nothing.
fn shrunk(pair: Pair, old: &Side, new: &Side) -> Option<Pair> {
    let (first, last) = (pair.runs.first()?, pair.runs.last()?);
    Some(Pair {
        old: old.owners[first.old]..old.owners[last.old_end() - 1] + 1,
        new: new.owners[first.new]..new.owners[last.new_end() - 1] + 1,
        runs: pair.runs,
    })
}

fn unrelated(old: Range<usize>, new: Range<usize>) -> Option<Pair> {
    (!old.is_empty() || !new.is_empty()).then_some(Pair { old, new, runs: Vec::new() })
}

/// Pairs these paragraphs by the words they share beyond chance.
fn compare(old: &Side, new: &Side, olds: Range<usize>, news: Range<usize>) -> Pair {
    let (old_tokens, new_tokens) = (old.tokens_of(&olds), new.tokens_of(&news));
    let (old_ids, new_ids) = (&old.ids[old_tokens.clone()], &new.ids[new_tokens.clone()]);
    let runs = align(old_ids, new_ids);
    let runs = sink(runs, &old.bits[old_tokens.clone()], old_ids.len(), new_ids.len()).into_iter();
    let mut runs: Vec<Run> = runs.map(|run| run.shifted(old_tokens.start, new_tokens.start)).collect();
    slide(&mut runs, old, new);
    Pair { old: olds, new: news, runs }
}
