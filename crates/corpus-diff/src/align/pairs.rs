//! Pairs: the words of a rewritten passage, compared within the sentences that belong together.
//!
//! Sentences that both sides have hold it in place. Aligning the words between them shows where the other sentences went:
//! one edited, one cut in two, two joined. Then each such group is compared by itself, so that a new sentence next to an
//! edited one stays whole.

use std::ops::Range;

use crate::align::anchors::anchors;
use crate::align::groups::groups;
use crate::align::islands::drop_islands;
use crate::align::sequence::{Ids, Run, align, join};
use crate::align::sides::Side;
use crate::align::slides::slide;

/// Sentences of the old side with their counterparts on the new side. Either may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    pub(crate) old: Range<usize>,
    pub(crate) new: Range<usize>,
    /// The tokens they share.
    pub(crate) runs: Vec<Run>,
}

/// All sentences of a passage, in order, paired where they belong together.
pub(crate) fn pair(old: &Side, new: &Side) -> Vec<Pair> {
    let (olds, news) = (0..old.sentences.len(), 0..new.sentences.len());
    // Only white space differs, so no search is needed.
    if old.ids == new.ids {
        return vec![Pair {
            old: olds,
            new: news,
            runs: vec![Run { old: 0, new: 0, length: old.ids.len() }],
        }];
    }
    let anchors = same_sentences(old, new);
    let passage = compare(old, new, olds, news, &anchors);
    let mut pairs: Vec<Pair> = Vec::new();
    let (mut old_done, mut new_done) = (0, 0);
    for group in groups(old, new, &passage.runs) {
        let is_passage = group.old == passage.old && group.new == passage.new;
        let compared =
            if is_passage { passage.clone() } else { compare(old, new, group.old, group.new, &anchors) };
        if let Some(pair) = shrunk(compared, old, new) {
            pairs.extend(unrelated(old, new, old_done..pair.old.start, new_done..pair.new.start));
            (old_done, new_done) = (pair.old.end, pair.new.end);
            pairs.push(pair);
        }
    }
    pairs.extend(unrelated(old, new, old_done..passage.old.end, new_done..passage.new.end));
    pairs
}

/// The tokens of the sentences that both sides have in the same order, if they say enough to tell where they are.
fn same_sentences<'a>(old: &'a Side, new: &'a Side) -> Vec<Run> {
    let mut ids = Ids::new();
    let mut ids_of = |side: &'a Side| -> Vec<u32> {
        side.sentences.iter().map(|sentence| ids.of(&side.ids[sentence.tokens.clone()])).collect()
    };
    let (old_ids, new_ids) = (ids_of(old), ids_of(new));
    let bits: Vec<u32> = old.sentences.iter().map(|sentence| sentence.bits).collect();
    let runs = drop_islands(anchors(&old_ids, &new_ids, &bits), &bits, old_ids.len(), new_ids.len());
    let tokens = |run: Run| {
        let (old, new) = (old.tokens_of(&(run.old..run.old_end())), new.tokens_of(&(run.new..run.new_end())));
        Run { old: old.start, new: new.start, length: old.len() }
    };
    runs.into_iter().map(tokens).filter(|run| run.length > 0).collect()
}

/// The pair without unrelated sentences at its ends.
fn shrunk(pair: Pair, old: &Side, new: &Side) -> Option<Pair> {
    let (first, last) = (pair.runs.first()?, pair.runs.last()?);
    Some(Pair {
        old: old.owners[first.old]..old.owners[last.old_end() - 1] + 1,
        new: new.owners[first.new]..new.owners[last.new_end() - 1] + 1,
        runs: pair.runs,
    })
}

/// Sentences that share nothing. Items of a list at the start of both keep their mark: `- [-plums-]{+nuts+}`.
fn unrelated(old: &Side, new: &Side, olds: Range<usize>, news: Range<usize>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let (mut old_done, mut new_done) = (olds.start, news.start);
    while old_done < olds.end
        && new_done < news.end
        && let Some(run) = same_mark(old, new, old_done, new_done)
    {
        let ends = (old.paragraph_end(old_done, olds.end), new.paragraph_end(new_done, news.end));
        pairs.push(Pair { old: old_done..ends.0, new: new_done..ends.1, runs: vec![run] });
        (old_done, new_done) = ends;
    }
    if old_done < olds.end || new_done < news.end {
        pairs.push(Pair { old: old_done..olds.end, new: new_done..news.end, runs: Vec::new() });
    }
    pairs
}

/// The mark that both sentences begin with, if they begin items of a list.
fn same_mark(old: &Side, new: &Side, old_sentence: usize, new_sentence: usize) -> Option<Run> {
    let (old_token, new_token) = (old.mark_of(old_sentence)?, new.mark_of(new_sentence)?);
    (old.ids[old_token] == new.ids[new_token]).then_some(Run { old: old_token, new: new_token, length: 1 })
}

/// Pairs these sentences by the words they share beyond chance, around the `anchors` among them.
fn compare(old: &Side, new: &Side, olds: Range<usize>, news: Range<usize>, anchors: &[Run]) -> Pair {
    let (old_tokens, new_tokens) = (old.tokens_of(&olds), new.tokens_of(&news));
    let before =
        anchors.partition_point(|anchor| anchor.old < old_tokens.start || anchor.new < new_tokens.start);
    let inside = anchors[before..]
        .iter()
        .take_while(|anchor| anchor.old_end() <= old_tokens.end && anchor.new_end() <= new_tokens.end);
    let end = Run { old: old_tokens.end, new: new_tokens.end, length: 0 };
    let mut done = Run { old: old_tokens.start, new: new_tokens.start, length: 0 };
    let mut runs = Vec::new();
    for anchor in inside.chain([&end]) {
        let gap = align(&old.ids[done.old_end()..anchor.old], &new.ids[done.new_end()..anchor.new]);
        for run in gap {
            join(&mut runs, run.shifted(done.old_end(), done.new_end()));
        }
        join(&mut runs, *anchor);
        done = *anchor;
    }
    // Islands are judged relative to the passage, so its start counts as an edge.
    for run in &mut runs {
        (run.old, run.new) = (run.old - old_tokens.start, run.new - new_tokens.start);
    }
    let runs =
        drop_islands(runs, &old.bits[old_tokens.clone()], old_tokens.len(), new_tokens.len()).into_iter();
    let mut runs: Vec<Run> = runs.map(|run| run.shifted(old_tokens.start, new_tokens.start)).collect();
    slide(&mut runs, old, new);
    Pair { old: olds, new: news, runs }
}
