//! Groups: sentences of both texts that belong together, judged by the words they share.

use std::ops::Range;

use crate::align::sequence::Run;
use crate::align::sides::Side;

/// Related sentences share at least 1/6 of the bits of the smaller one.
const RELATED_PART: u32 = 6;

/// Sentences that are not neighbours must share 1/2 of the bits of the smaller one.
const DISTANT_PART: u32 = 2;

/// Sentences that are not neighbours must also share 1/4 of the bits of the larger one.
const DISTANT_LARGER_PART: u32 = 4;

/// Consecutive sentences of each side that share part of their information.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) old: Range<usize>,
    pub(crate) new: Range<usize>,
}

impl Group {
    fn of(overlap: &Overlap) -> Self {
        Group { old: overlap.old..overlap.old + 1, new: overlap.new..overlap.new + 1 }
    }

    fn holds_part_of(&self, overlap: &Overlap) -> bool {
        overlap.old < self.old.end || overlap.new < self.new.end
    }

    fn is_next_to(&self, overlap: &Overlap) -> bool {
        overlap.old <= self.old.end && overlap.new <= self.new.end
    }

    fn extend_to(&mut self, overlap: &Overlap) {
        (self.old.end, self.new.end) = (overlap.old + 1, overlap.new + 1);
    }
}

/// The information shared by one sentence of each side.
#[derive(Clone, Copy, Debug)]
struct Overlap {
    old: usize,
    new: usize,
    /// Number of shared bits.
    bits: u32,
    /// Number of bits of the smaller sentence.
    smaller: u32,
    /// Number of bits of the larger sentence.
    larger: u32,
}

impl Overlap {
    fn is_related(&self) -> bool {
        self.bits.saturating_mul(RELATED_PART) >= self.smaller
    }

    fn is_related_at_a_distance(&self) -> bool {
        self.bits.saturating_mul(DISTANT_PART) >= self.smaller
            && self.bits.saturating_mul(DISTANT_LARGER_PART) >= self.larger
    }

    fn shares_sentence_with(&self, other: &Overlap) -> bool {
        self.old == other.old || self.new == other.new
    }
}

/// The groups among the sentences of two sides, in order. `runs` are the tokens they share.
///
/// A few words that moved over the border between two groups, as in text wrapped anew, make one of them.
pub(crate) fn groups(old: &Side, new: &Side, runs: &[Run]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut moved: Option<Overlap> = None;
    for overlap in overlaps(old, new, runs) {
        if !overlap.is_related() {
            moved = Some(overlap);
            continue;
        }
        let moved = moved.take().filter(|moved| moved.shares_sentence_with(&overlap));
        let joins = |group: &&mut Group| {
            group.holds_part_of(&overlap) || moved.is_some_and(|moved| group.holds_part_of(&moved))
        };
        match groups.last_mut().filter(joins) {
            None => groups.push(Group::of(&overlap)),
            Some(group) if group.is_next_to(&overlap) || overlap.is_related_at_a_distance() => {
                group.extend_to(&overlap);
            }
            Some(_) => {}
        }
    }
    groups
}

/// The overlap of every pair of sentences with words in common, in order.
fn overlaps(old: &Side, new: &Side, runs: &[Run]) -> Vec<Overlap> {
    let mut overlaps: Vec<Overlap> = Vec::new();
    for (old_token, new_token) in runs.iter().flat_map(Run::pairs) {
        let (old_owner, new_owner, bits) =
            (old.owners[old_token], new.owners[new_token], old.bits[old_token]);
        match overlaps.last_mut() {
            Some(last) if (last.old, last.new) == (old_owner, new_owner) => {
                last.bits = last.bits.saturating_add(bits);
            }
            _ => {
                let sizes = (old.sentences[old_owner].bits, new.sentences[new_owner].bits);
                let (smaller, larger) = (sizes.0.min(sizes.1), sizes.0.max(sizes.1));
                overlaps.push(Overlap { old: old_owner, new: new_owner, bits, smaller, larger });
            }
        }
    }
    overlaps
}
