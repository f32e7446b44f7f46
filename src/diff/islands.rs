//! Islands: short runs two texts share between two changes, perhaps only by chance.
//!
//! Two rewritten sentences still share a `the` and a comma. To align them tells the reader nothing and cuts one
//! change into confetti. An island stays only if it says more than it costs, in bits: what its tokens carry, against
//! what one more change costs to point out. This is the minimum description length principle (Rissanen 1978).

use super::sequence::Run;

/// Bits that any one more change costs the reader, wherever it is.
const CHANGE: i32 = 4;

/// How many tokens a change takes out and puts in.
#[derive(Clone, Copy, Debug, Default)]
struct Size {
    old: usize,
    new: usize,
}

impl Size {
    fn between(left: Option<&Run>, right: &Run) -> Self {
        let (old, new) = left.map_or((0, 0), |run| (run.old_end(), run.new_end()));
        Size {
            old: right.old - old,
            new: right.new - new,
        }
    }

    /// In how many ways a run can start inside this change.
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    fn places(self) -> f64 {
        (self.old + 1) as f64 * (self.new + 1) as f64
    }
}

/// Drops from `runs` the islands that are not worth it. `bits` says what each old token carries.
///
/// Dropping one only makes its neighbours worth less, so the outcome does not depend on the order.
pub(super) fn sink(runs: Vec<Run>, bits: &[u32], old_length: usize, new_length: usize) -> Vec<Run> {
    let end = Run {
        old: old_length,
        new: new_length,
        length: 0,
    };
    let mut kept: Vec<Run> = Vec::with_capacity(runs.len() + 1);
    for run in runs.into_iter().chain([end]) {
        while let Some(island) = kept.last() {
            let before = Size::between(
                kept.len().checked_sub(2).and_then(|index| kept.get(index)),
                island,
            );
            if worth(island, before, Size::between(Some(island), &run), bits) {
                break;
            }
            kept.pop();
        }
        kept.push(run);
    }
    kept.pop();
    kept
}

fn worth(island: &Run, before: Size, after: Size, bits: &[u32]) -> bool {
    let is_edge = |size: Size| size.old == 0 && size.new == 0;
    if is_edge(before) || is_edge(after) {
        return true;
    }
    let whole = Size {
        old: before.old + island.length + after.old,
        new: before.new + island.length + after.new,
    };
    let carried = bits[island.old..island.old_end()]
        .iter()
        .fold(0, |sum: u32, bits| sum.saturating_add(*bits));
    let odds = before.places() * after.places() / whole.places();
    let surplus = i32::try_from(carried).unwrap_or(i32::MAX).saturating_sub(CHANGE);
    2f64.powi(surplus) >= odds
}
