//! A sketch: approximate counts of many hashes in bounded memory.

use crate::model::ArticleId;

/// Approximate number of articles for each hash. Hashes that share a counter are counted together, so a count may be too
/// high but never too low.
#[derive(Debug)]
pub(super) struct Sketch {
    counts: Vec<u16>,
    /// The last article of each counter.
    last: Vec<i64>,
}

impl Sketch {
    /// A sketch with counters for about this number of hashes.
    pub(super) fn with_room_for(hashes: usize) -> Self {
        // At most 4 million counters of 10 bytes, for any number of texts.
        let counters = hashes.clamp(1 << 10, 1 << 22).next_power_of_two();
        Self { counts: vec![0; counters], last: vec![0; counters] }
    }

    /// Counts an article for a hash. Consecutive calls with the same article count once. No article has the id 0.
    pub(super) fn count(&mut self, hash: i64, article: ArticleId) {
        let counter = self.counter(hash);
        if self.last[counter] != article.0 {
            self.last[counter] = article.0;
            self.counts[counter] = self.counts[counter].saturating_add(1);
        }
    }

    /// Whether the number of articles with the hash may be `times` or more. A full counter may stand for any number.
    pub(super) fn may_reach(&self, hash: i64, times: u64) -> bool {
        let counted = self.counts[self.counter(hash)];
        counted == u16::MAX || u64::from(counted) >= times
    }

    #[expect(clippy::cast_possible_truncation, reason = "only the lowest bits count")]
    fn counter(&self, hash: i64) -> usize {
        // The length is a power of two, so the lowest bits are an index.
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
