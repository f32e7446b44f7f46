//! Counts by the number of what is counted.

use rustc_hash::FxHashMap;

/// How often something is in a group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct TokenCount {
    pub(super) count: u64,
    /// The number of articles that it is in.
    pub(super) articles: u64,
}

/// The counts of a group, by the number of a word or sequence.
///
/// Numbers are given in the order in which words are first seen, so common ones have low numbers. Those are in a list, because
/// looking a number up in a map takes longer; a list of all of them would be mostly empty in a small group.
#[derive(Debug)]
pub(super) struct Tally {
    common: Vec<TokenCount>,
    rare: FxHashMap<u32, TokenCount>,
    /// The first number that is in the map.
    first_rare: usize,
}

impl Tally {
    /// The counts of a group that is one of so many.
    pub(super) fn one_of(groups: usize) -> Self {
        // One of two groups has a large part of all words.
        let first_rare = if groups <= 2 { usize::MAX } else { 4096 };
        Self { common: Vec::new(), rare: FxHashMap::default(), first_rare }
    }

    /// Adds to the count of a number.
    pub(super) fn add(&mut self, number: u32, added: TokenCount) {
        let place = number as usize;
        let count = if place >= self.first_rare {
            self.rare.entry(number).or_default()
        } else {
            if place >= self.common.len() {
                self.common.resize(place + 1, TokenCount::default());
            }
            &mut self.common[place]
        };
        count.count += added.count;
        count.articles += added.articles;
    }

    /// What was counted, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, TokenCount)> {
        let common = (0..).zip(&self.common).filter(|(_, count)| count.count > 0);
        common
            .chain(self.rare.iter().map(|(number, count)| (*number, count)))
            .map(|(number, count)| (number, *count))
    }

    /// The count of a number.
    pub(super) fn get(&self, number: u32) -> Option<TokenCount> {
        let count = if number as usize >= self.first_rare {
            self.rare.get(&number)
        } else {
            self.common.get(number as usize)
        };
        count.filter(|count| count.count > 0).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn counts_are_those_of_a_map(
            groups in 1_usize..4,
            added in prop::collection::vec((prop_oneof![0_u32..9, 4090_u32..4100], 1_u64..5), 0..40),
        ) {
            let (mut tally, mut expected) = (Tally::one_of(groups), BTreeMap::new());
            for (number, count) in added {
                tally.add(number, TokenCount { count, articles: 1 });
                let found: &mut TokenCount = expected.entry(number).or_default();
                *found = TokenCount { count: found.count + count, articles: found.articles + 1 };
            }
            for number in (0..9).chain(4090..4100) {
                prop_assert_eq!(tally.get(number), expected.get(&number).copied());
            }
            prop_assert_eq!(tally.iter().collect::<BTreeMap<_, _>>(), expected);
        }
    }
}
