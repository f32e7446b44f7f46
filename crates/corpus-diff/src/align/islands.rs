//! Islands: short runs that two texts share between two changes, perhaps only by chance.
//!
//! Two rewritten sentences still share a `the` and a comma. Aligning them is useless for the reader and cuts
//! one change into confetti. An island stays only if the information of its tokens is larger than the cost of
//! describing one more change, in bits. This is the principle of minimum description length
//! (Rissanen, "Modeling by shortest data description", 1978).

use crate::align::sequence::Run;

/// Minimum cost of one more change for the reader, in bits.
const CHANGE: i32 = 2;

/// Number of deleted and inserted tokens of a change.
#[derive(Clone, Copy, Debug, Default)]
struct Size {
    old: usize,
    new: usize,
}

impl Size {
    fn between(left: Option<&Run>, right: &Run) -> Self {
        let (old, new) = left.map_or((0, 0), |run| (run.old_end(), run.new_end()));
        Size { old: right.old - old, new: right.new - new }
    }

    fn is_nothing(self) -> bool {
        self.old == 0 && self.new == 0
    }

    /// Number of possible positions of a run in this change.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    fn places(self) -> f64 {
        (self.old + 1) as f64 * (self.new + 1) as f64
    }
}

/// Drops from `runs` the islands that are not worth their cost. `bits` is the information of each old token.
///
/// Dropping one only lowers the value of its neighbours, so the outcome does not depend on the order.
pub(crate) fn drop_islands(runs: Vec<Run>, bits: &[u32], old_length: usize, new_length: usize) -> Vec<Run> {
    let bits_before = running_sums(bits);
    // An empty run at the end lets the loop see the gap behind the last run; it is popped at the end.
    let end = Run { old: old_length, new: new_length, length: 0 };
    let mut kept: Vec<Run> = Vec::with_capacity(runs.len() + 1);
    for run in runs.into_iter().chain([end]) {
        while let Some(island) = kept.last() {
            let before = Size::between(kept.iter().rev().nth(1), island);
            let after = Size::between(Some(island), &run);
            if is_worth(bits_before[island.old_end()] - bits_before[island.old], island.length, before, after)
            {
                break;
            }
            kept.pop();
        }
        kept.push(run);
    }
    kept.pop();
    kept
}

/// Prefix sums: for each position the sum of the items before it, then the total.
fn running_sums(bits: &[u32]) -> Vec<u64> {
    let mut sum = 0;
    let sums = bits.iter().map(|&bits| {
        sum += u64::from(bits);
        sum
    });
    [0].into_iter().chain(sums).collect()
}

/// Whether an island saves more than its cost: one more change, and its position in the changed text.
fn is_worth(bits: u64, length: usize, before: Size, after: Size) -> bool {
    // A run that touches the start, the end or a neighbour separates no two changes.
    if before.is_nothing() || after.is_nothing() {
        return true;
    }
    let whole = Size { old: before.old + length + after.old, new: before.new + length + after.new };
    let odds = before.places() * after.places() / whole.places();
    let surplus = i32::try_from(bits).unwrap_or(i32::MAX).saturating_sub(CHANGE);
    // Odds of 2 to the n are the price of n bits.
    2f64.powi(surplus) >= odds
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two changes of so many old and new tokens each, around an island of one token of so many bits.
    fn is_kept(size: usize, bits: u32) -> bool {
        let island = Run { old: size, new: size, length: 1 };
        !drop_islands(vec![island], &vec![bits; 2 * size + 1], 2 * size + 1, 2 * size + 1).is_empty()
    }

    #[test]
    fn the_more_changed_the_more_an_island_has_to_say() {
        assert!(is_kept(1, 2) && !is_kept(1, 1));
        assert!(!is_kept(10, 6) && is_kept(10, 12));
        assert!(!is_kept(100, 12));
    }

    #[test]
    fn what_both_texts_start_and_end_with_stays() {
        let edges = vec![Run { old: 0, new: 0, length: 1 }, Run { old: 50, new: 70, length: 1 }];
        assert_eq!(drop_islands(edges.clone(), &[0; 51], 51, 71), edges);
    }
}
