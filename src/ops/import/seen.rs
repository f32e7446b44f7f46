//! A compact set of the files that an import has seen.

use rustc_hash::FxHashMap;

/// A set of row ids, with one bit for each. Row ids are mostly consecutive.
#[derive(Default)]
pub(super) struct SeenFiles {
    blocks: FxHashMap<i64, u64>,
}

impl SeenFiles {
    /// Adds an id and returns whether it is new.
    pub(super) fn insert(&mut self, id: i64) -> bool {
        // 64 consecutive ids share a word of the map.
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
        let mut ids = SeenFiles::default();
        for id in [1, 63, 64, 65, i64::MAX, 0] {
            assert!(!ids.contains(id), "{id}");
            assert!(ids.insert(id), "{id}");
            assert!(!ids.insert(id), "{id}");
            assert!(ids.contains(id), "{id}");
        }
        assert!(!ids.contains(2) && !ids.contains(128));
    }
}
