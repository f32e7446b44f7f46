//! Groups: paragraphs of both texts that belong together, judged by the words they share.

use std::ops::Range;

use super::sequence::Run;
use super::sides::Side;

/// Two paragraphs belong together when they share this part of the one that says less: one bit in so many.
const RELATED_PART: u32 = 6;

/// With other paragraphs between them they have to share these parts of the one that says less and of the other.
const DISTANT_PARTS: (u32, u32) = (2, 4);

/// Consecutive paragraphs of each side. What one side says in them, the other says in them too.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// How many bits one paragraph of each side share.
#[derive(Clone, Copy, Debug)]
struct Overlap {
    old: usize,
    new: usize,
    bits: u32,
}

impl Group {
    fn of(overlap: &Overlap) -> Self {
        Group {
            old: overlap.old..overlap.old + 1,
            new: overlap.new..overlap.new + 1,
        }
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

/// The groups among the paragraphs of two sides, in order. `runs` are the tokens they share.
///
/// A few words that moved over the border of two groups, as in text wrapped anew, make one of them.
pub(super) fn groups(old: &Side, new: &Side, runs: &[Run]) -> Vec<Group> {
    let (old_bits, new_bits) = (old.bits_by_paragraph(), new.bits_by_paragraph());
    let mut groups: Vec<Group> = Vec::new();
    let mut stray: Option<Overlap> = None;
    for overlap in overlaps(old, new, runs) {
        let sizes = [
            old_bits[overlap.old - old.paragraphs.start],
            new_bits[overlap.new - new.paragraphs.start],
        ];
        let (smaller, larger) = (sizes[0].min(sizes[1]), sizes[0].max(sizes[1]));
        if overlap.bits.saturating_mul(RELATED_PART) < smaller {
            stray = Some(overlap);
            continue;
        }
        let is_distant = overlap.bits.saturating_mul(DISTANT_PARTS.0) >= smaller
            && overlap.bits.saturating_mul(DISTANT_PARTS.1) >= larger;
        let bridge = stray
            .take()
            .filter(|stray| stray.old == overlap.old || stray.new == overlap.new);
        let joins = |group: &Group| {
            group.holds_part_of(&overlap) || bridge.is_some_and(|bridge| group.holds_part_of(&bridge))
        };
        match groups.last_mut().filter(|group| joins(group)) {
            None => groups.push(Group::of(&overlap)),
            Some(group) if is_distant || group.is_next_to(&overlap) => group.extend_to(&overlap),
            Some(_) => {}
        }
    }
    groups
}

/// What every two paragraphs that share words share, in order.
fn overlaps(old: &Side, new: &Side, runs: &[Run]) -> Vec<Overlap> {
    let mut overlaps: Vec<Overlap> = Vec::new();
    for (old_token, new_token) in runs.iter().flat_map(Run::pairs) {
        let here = Overlap {
            old: old.owners[old_token],
            new: new.owners[new_token],
            bits: old.bits[old_token],
        };
        match overlaps.last_mut() {
            Some(last) if (last.old, last.new) == (here.old, here.new) => {
                last.bits = last.bits.saturating_add(here.bits);
            }
            _ => overlaps.push(here),
        }
    }
    overlaps
}
