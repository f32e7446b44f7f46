//! Which files an import has seen, in little memory.

use rustc_hash::FxHashMap;

/// Row ids, which mostly come one after the other: a bit each.
#[derive(Default)]
pub(super) struct Ids {
    blocks: FxHashMap<i64, u64>,
}

impl Ids {
    /// Adds an id; says whether it is new.
    pub(super) fn insert(&mut self, id: i64) -> bool {
        let block = self.blocks.entry(id / 64).or_default();
        let bit = 1 << (id % 64);
        let is_new = *block & bit == 0;
        *block |= bit;
        is_new
    }

    pub(super) fn contains(&self, id: i64) -> bool {
        self.blocks.get(&(id / 64)).is_some_and(|block| block & (1 << (id % 64)) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_apart() {
        let mut ids = Ids::default();
        for id in [1, 63, 64, 65, i64::MAX, 0] {
            assert!(!ids.contains(id), "{id}");
            assert!(ids.insert(id), "{id}");
            assert!(!ids.insert(id), "{id}");
            assert!(ids.contains(id), "{id}");
        }
        assert!(!ids.contains(2) && !ids.contains(128));
    }
}
