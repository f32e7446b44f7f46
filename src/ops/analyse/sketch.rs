//! A sketch: counts of many hashes in memory that doesn't grow with them.

use crate::model::ArticleId;

/// Counts in little memory how many articles have each of many hashes, never too low: hashes that share a counter are
/// counted together.
#[derive(Debug)]
pub(super) struct Sketch {
    counts: Vec<u16>,
    /// The article that each counter counted last.
    last: Vec<i64>,
}

impl Sketch {
    /// One for about so many hashes.
    pub(super) fn with_room_for(hashes: usize) -> Self {
        let counters = hashes.clamp(1 << 10, 1 << 22).next_power_of_two();
        Self { counts: vec![0; counters], last: vec![0; counters] }
    }

    /// Counts that an article has a hash, once for all calls in a row with that article. No article has the id 0.
    pub(super) fn count(&mut self, hash: i64, article: ArticleId) {
        let counter = self.counter(hash);
        if self.last[counter] != article.0 {
            self.last[counter] = article.0;
            self.counts[counter] = self.counts[counter].saturating_add(1);
        }
    }

    /// Whether so many articles may have the hash.
    pub(super) fn may_reach(&self, hash: i64, times: u64) -> bool {
        let counted = self.counts[self.counter(hash)];
        counted == u16::MAX || u64::from(counted) >= times
    }

    #[expect(clippy::cast_possible_truncation, reason = "only the lowest bits count")]
    fn counter(&self, hash: i64) -> usize {
        // The length is a power of two, so the lowest bits are a place.
        hash.cast_unsigned() as usize & (self.counts.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sketch_never_counts_too_low() {
        let mut sketch = Sketch::with_room_for(1);
        for (hash, article) in [(7, 1), (7, 1), (-7, 1), (7, 2), (i64::MIN, 2)] {
            sketch.count(hash, ArticleId(article));
        }
        assert!(sketch.may_reach(7, 2) && !sketch.may_reach(7, 3) && !sketch.may_reach(8, 1));
        (1..70_000).for_each(|article| sketch.count(9, ArticleId(article)));
        assert!(sketch.may_reach(9, 1_000_000), "a full counter says nothing");
    }
}
