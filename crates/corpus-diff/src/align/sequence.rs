//! Alignment of two sequences of ids: their common items, in order.
//!
//! The meaning of an id is irrelevant here. The search depth depends on the lengths alone, so the same
//! sequences always give the same result.

use std::hash::Hash;

use foldhash::HashMap;
use foldhash::HashMapExt as _;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::align::chains::{heaviest, paired};

/// Maximum total length for exact alignment, which takes quadratic time at worst.
const SHORT: usize = 1_000;

/// Minimum total length for alignment by phrases.
const LONG: usize = 10_000;

/// Number of elements of a phrase.
const PHRASE: usize = 3;

/// Maximum number of occurrences of a phrase on one side; more frequent ones are ambiguous. Two, since a file may hold its
/// whole text twice.
const MOST: usize = 2;

/// Maximum number of searches inside long gaps between phrases. After that a long gap counts as changed.
const DEPTH: usize = 4;

/// Numbers things: equal things have the same small number.
pub(crate) struct Ids<T> {
    known: HashMap<T, u32>,
    next: u32,
}

impl<T: Eq + Hash> Ids<T> {
    pub(crate) fn new() -> Self {
        Ids { known: HashMap::new(), next: 0 }
    }

    /// The number of `thing`.
    pub(crate) fn of(&mut self, thing: T) -> u32 {
        let id = *self.known.entry(thing).or_insert(self.next);
        if id == self.next {
            self.next = self.next.saturating_add(1);
        }
        id
    }

    /// A number that is given only once.
    pub(crate) fn unique(&mut self) -> u32 {
        let id = self.next;
        self.next = self.next.saturating_add(1);
        id
    }
}

/// `length` elements of the old sequence from `old` on are the elements of the new one from `new` on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) old: usize,
    pub(crate) new: usize,
    pub(crate) length: usize,
}

impl Run {
    pub(crate) fn old_end(&self) -> usize {
        self.old + self.length
    }

    pub(crate) fn new_end(&self) -> usize {
        self.new + self.length
    }

    /// The same run with both positions moved by an offset.
    pub(crate) fn shifted(self, old: usize, new: usize) -> Self {
        Run { old: self.old + old, new: self.new + new, ..self }
    }

    /// The positions it aligns, one pair for each element.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        (self.old..self.old_end()).zip(self.new..self.new_end())
    }
}

/// The runs that two sequences share, in order, none empty and none touching the next on both sides.
pub(crate) fn align(old: &[u32], new: &[u32]) -> Vec<Run> {
    align_to(DEPTH, old, new)
}

fn align_to(depth: usize, old: &[u32], new: &[u32]) -> Vec<Run> {
    match old.len() + new.len() {
        length if length <= SHORT => search(Algorithm::RawMyers, old, new),
        length if length <= LONG => search(Algorithm::Myers, old, new),
        _ if depth == 0 => Vec::new(),
        _ => align_by_phrases(depth - 1, old, new),
    }
}

fn search(algorithm: Algorithm, old: &[u32], new: &[u32]) -> Vec<Run> {
    let equal_run = |operation| match operation {
        DiffOp::Equal { old_index, new_index, len } => {
            Some(Run { old: old_index, new: new_index, length: len })
        }
        _ => None,
    };
    capture_diff_slices(algorithm, old, new).into_iter().filter_map(equal_run).collect()
}

/// Aligns the common start and end and the common rare phrases, then the gaps between them.
fn align_by_phrases(depth: usize, old: &[u32], new: &[u32]) -> Vec<Run> {
    let start = same_start(old.iter().zip(new));
    let (old_middle, new_middle) = (&old[start..], &new[start..]);
    let end = same_start(old_middle.iter().rev().zip(new_middle.iter().rev()));
    let (old_middle, new_middle) =
        (&old_middle[..old_middle.len() - end], &new_middle[..new_middle.len() - end]);

    let mut ids = Ids::new();
    let mut ids_of =
        |side: &[u32]| -> Vec<u32> { side.array_windows::<PHRASE>().map(|phrase| ids.of(*phrase)).collect() };
    let phrases = paired(&ids_of(old_middle), &ids_of(new_middle), |old, new| old.max(new) <= MOST);
    // All phrases have the same length, so the longest chain is the heaviest.
    let phrases = heaviest(&phrases, |_| 1).into_iter();
    let phrases = phrases.map(|(old, new)| Run { old: start + old, new: start + new, length: PHRASE });
    let last = Run { old: old.len() - end, new: new.len() - end, length: end };

    let mut runs = Vec::new();
    join(&mut runs, Run { old: 0, new: 0, length: start });
    let (mut old_done, mut new_done) = (start, start);
    for run in phrases.chain([last]) {
        // Overlapping phrases: only the rest of the second one counts, or a token would be paired twice.
        let known = old_done.saturating_sub(run.old).max(new_done.saturating_sub(run.new)).min(run.length);
        let run = Run { old: run.old + known, new: run.new + known, length: run.length - known };
        for inner in align_to(depth, &old[old_done..run.old], &new[new_done..run.new]) {
            join(&mut runs, inner.shifted(old_done, new_done));
        }
        join(&mut runs, run);
        (old_done, new_done) = (run.old_end(), run.new_end());
    }
    runs
}

fn same_start<'a>(pairs: impl Iterator<Item = (&'a u32, &'a u32)>) -> usize {
    pairs.take_while(|(old, new)| old == new).count()
}

/// Adds a run behind the others, joined with the last one where it touches it on both sides.
pub(crate) fn join(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        _ if run.length == 0 => {}
        Some(last) if last.old_end() == run.old && last.new_end() == run.new => last.length += run.length,
        _ => runs.push(run),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &[u32], new: &[u32]) -> usize {
        let runs = align(old, new);
        let mut done = Run::default();
        for run in &runs {
            assert!(run.length > 0 && run.old >= done.old_end() && run.new >= done.new_end());
            assert!(run.pairs().all(|(old_element, new_element)| old[old_element] == new[new_element]));
            done = *run;
        }
        runs.iter().map(|run| run.length).sum()
    }

    #[test]
    fn finds_what_is_shared_at_every_length() {
        for length in [10u32, 2_000, 30_000] {
            let old: Vec<u32> = (0..length).collect();
            let mut new = old.clone();
            new.remove(5);
            new[7] = u32::MAX;
            assert_eq!(check(&old, &new), new.len() - 1);
            assert_eq!(check(&old, &[]), 0);
        }
    }

    #[test]
    fn nearly_all_that_comes_twice_is_found_at_every_length() {
        for length in [300u32, 3_000, 30_000] {
            let old: Vec<u32> = (0..length).collect();
            let new: Vec<u32> = old.chunks(10).flat_map(|part| part.repeat(2)).collect();
            assert!(check(&old, &new) * 20 >= old.len() * 19);
        }
    }

    #[test]
    fn repetition_and_difference_are_no_trouble() {
        let length = 30_000;
        let (same, other): (Vec<u32>, Vec<u32>) =
            (vec![1; length], (0..30_000).map(|number| number % 3).collect());
        assert_eq!(check(&same, &same[..length - 4]), length - 4);
        check(&same, &other);
    }
}
