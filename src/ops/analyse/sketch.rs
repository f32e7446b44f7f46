//! A sketch: counts of many hashes in memory that doesn't grow with them.

/// Counts in little memory how often hashes come, never too low: those that share a counter are counted together.
#[derive(Debug)]
pub(super) struct Sketch(Vec<u16>);

impl Sketch {
    /// One for about so many hashes.
    pub(super) fn with_room_for(hashes: usize) -> Self {
        Self(vec![0; hashes.clamp(1 << 10, 1 << 22).next_power_of_two()])
    }

    /// Counts a hash once more.
    pub(super) fn count(&mut self, hash: i64) {
        let counter = self.counter(hash);
        self.0[counter] = self.0[counter].saturating_add(1);
    }

    /// Whether the hash may have come so often.
    pub(super) fn may_reach(&self, hash: i64, times: u64) -> bool {
        let counted = self.0[self.counter(hash)];
        counted == u16::MAX || u64::from(counted) >= times
    }

    #[expect(clippy::cast_possible_truncation, reason = "only the lowest bits count")]
    fn counter(&self, hash: i64) -> usize {
        // The length is a power of two, so the lowest bits are a place.
        hash.cast_unsigned() as usize & (self.0.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sketch_never_counts_too_low() {
        let mut sketch = Sketch::with_room_for(1);
        for hash in [7, 7, -7, i64::MIN] {
            sketch.count(hash);
        }
        assert!(sketch.may_reach(7, 2) && !sketch.may_reach(7, 3) && !sketch.may_reach(8, 1));
        (0..70_000).for_each(|_| sketch.count(9));
        assert!(sketch.may_reach(9, 1_000_000), "a full counter says nothing");
    }
}
