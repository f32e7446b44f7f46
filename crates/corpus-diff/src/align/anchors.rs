//! Anchors: the whole paragraphs or sentences that two texts share, in the order that keeps most of the text in place.
//!
//! Elements that occur equally often on both sides are paired in order. Of these pairs the heaviest subsequence with the same
//! order on both sides is taken (as in patience diff, but by weight: of two paragraphs that changed places the longer one
//! stays). The gap between two anchors is searched again by itself.

use std::ops::Range;

use crate::align::chains::{heaviest, paired};
use crate::align::sequence::{Run, align, join};

/// Maximum depth of the search inside gaps between anchors. More than two is rare.
const DEPTH: usize = 8;

/// The runs that two sequences share, in order, as heavy as can be. `weights` are those of the old elements.
pub(crate) fn anchors(old: &[u32], new: &[u32], weights: &[u32]) -> Vec<Run> {
    let mut runs = Vec::new();
    let whole = Gap { old: 0..old.len(), new: 0..new.len() };
    Search { old, new, weights }.search(&whole, DEPTH, &mut runs);
    runs
}

/// A stretch of both sequences without anchors so far.
struct Gap {
    old: Range<usize>,
    new: Range<usize>,
}

impl Gap {
    fn is_empty(&self) -> bool {
        self.old.is_empty() || self.new.is_empty()
    }
}

struct Search<'a> {
    old: &'a [u32],
    new: &'a [u32],
    weights: &'a [u32],
}

impl Search<'_> {
    fn search(&self, gap: &Gap, depth: usize, runs: &mut Vec<Run>) {
        if gap.is_empty() {
            return;
        }
        let (start, middle, end) = self.trimmed(gap);
        join(runs, start);
        if !middle.is_empty() {
            self.search_inside(&middle, depth, runs);
        }
        join(runs, end);
    }

    fn search_inside(&self, gap: &Gap, depth: usize, runs: &mut Vec<Run>) {
        // Elements that are ambiguous in the whole text may be unique inside a gap, hence the recursion.
        let pairs = if depth == 0 { Vec::new() } else { self.pairs(gap) };
        if pairs.is_empty() {
            let aligned = align(&self.old[gap.old.clone()], &self.new[gap.new.clone()]);
            for run in aligned {
                join(runs, run.shifted(gap.old.start, gap.new.start));
            }
            return;
        }
        let (mut old_done, mut new_done) = (gap.old.start, gap.new.start);
        for (old, new) in heaviest(&pairs, |old| self.weights[old]) {
            self.search(&Gap { old: old_done..old, new: new_done..new }, depth - 1, runs);
            join(runs, Run { old, new, length: 1 });
            (old_done, new_done) = (old + 1, new + 1);
        }
        self.search(&Gap { old: old_done..gap.old.end, new: new_done..gap.new.end }, depth - 1, runs);
    }

    /// The common start and end of a gap, and the part in between.
    fn trimmed(&self, gap: &Gap) -> (Run, Gap, Run) {
        let (old, new) = (&self.old[gap.old.clone()], &self.new[gap.new.clone()]);
        let start = old.iter().zip(new).take_while(|(old, new)| old == new).count();
        let (old, new) = (&old[start..], &new[start..]);
        let end = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
        let middle = Gap {
            old: gap.old.start + start..gap.old.end - end,
            new: gap.new.start + start..gap.new.end - end,
        };
        let last = Run { old: middle.old.end, new: middle.new.end, length: end };
        (Run { old: gap.old.start, new: gap.new.start, length: start }, middle, last)
    }

    /// The elements of a gap that both sides have equally often, paired in order.
    fn pairs(&self, gap: &Gap) -> Vec<(usize, usize)> {
        let pairs =
            paired(&self.old[gap.old.clone()], &self.new[gap.new.clone()], |old, new| old == new).into_iter();
        pairs.map(|(old, new)| (gap.old.start + old, gap.new.start + new)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(old: usize, new: usize, length: usize) -> Run {
        Run { old, new, length }
    }

    #[test]
    fn of_two_that_changed_places_the_heavier_one_stays() {
        assert_eq!(anchors(&[1, 2], &[2, 1], &[9, 3]), [run(0, 1, 1)]);
        assert_eq!(anchors(&[1, 2], &[2, 1], &[3, 9]), [run(1, 0, 1)]);
        assert_eq!(anchors(&[1, 2, 3, 4], &[4, 1, 2, 3], &[2, 2, 2, 5]), [run(0, 1, 3)]);
    }

    #[test]
    fn what_is_repeated_is_found_between_what_is_not() {
        let lengths = |runs: Vec<Run>| runs.iter().map(|run| run.length).sum::<usize>();
        assert_eq!(lengths(anchors(&[7, 7, 1, 8, 7], &[7, 1, 7, 7, 8, 7], &[1; 5])), 4);
        assert_eq!(anchors(&[7, 7, 7], &[7, 7], &[1; 3]), [run(0, 0, 2)]);
        assert!(anchors(&[1], &[2], &[1]).is_empty() && anchors(&[], &[2], &[]).is_empty());
    }
}
