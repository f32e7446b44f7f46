//! Chains: equal elements of two sequences, in the same order on both sides.

use rustc_hash::FxHashMap;

/// The common elements of both sequences, paired in order: the first with the first, and so on. `counts` decides by the number
/// of occurrences on both sides whether an element takes part. Sorted by the positions in the old sequence.
pub(crate) fn paired(old: &[u32], new: &[u32], counts: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let mut places: FxHashMap<u32, (usize, Vec<usize>)> = FxHashMap::default();
    for &element in old {
        places.entry(element).or_default().0 += 1;
    }
    for (place, element) in new.iter().enumerate() {
        if let Some((_, news)) = places.get_mut(element) {
            news.push(place);
        }
    }
    places.retain(|_, (count, news)| counts(*count, news.len()));
    let mut seen: FxHashMap<u32, usize> = FxHashMap::default();
    let pair = |(place, element): (usize, &u32)| {
        let (_, news) = places.get(element)?;
        let nth = seen.entry(*element).or_default();
        *nth += 1;
        news.get(*nth - 1).map(|&new| (place, new))
    };
    old.iter().enumerate().filter_map(pair).collect()
}

/// The heaviest subsequence of `pairs` with the same order on both sides. The pairs are sorted by their old position, and
/// `weight` is that of an old position.
pub(crate) fn heaviest(pairs: &[(usize, usize)], weight: impl Fn(usize) -> u32) -> Vec<(usize, usize)> {
    let mut ranks: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    ranks.sort_unstable();
    // A Fenwick tree: for each rank the heaviest chain that ends at or before it, as its weight and last pair.
    let mut tree: Vec<(u64, Option<usize>)> = vec![(0, None); pairs.len() + 1];
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, &(old, new)) in pairs.iter().enumerate() {
        let rank = ranks.partition_point(|&other| other < new);
        let mut best = (0, None);
        let mut at = rank;
        while at > 0 {
            if tree[at].0 > best.0 {
                best = tree[at];
            }
            at &= at - 1;
        }
        before.push(best.1);
        // One more, so that elements without weight are still better than none.
        let chain = (best.0 + u64::from(weight(old)) + 1, Some(index));
        let mut at = rank + 1;
        while at < tree.len() {
            if chain.0 > tree[at].0 {
                tree[at] = chain;
            }
            at += at & at.wrapping_neg();
        }
    }
    let heaviest = tree.iter().max_by_key(|(weight, _)| *weight).and_then(|&(_, last)| last);
    let mut chain: Vec<_> =
        std::iter::successors(heaviest, |&index| before[index]).map(|index| pairs[index]).collect();
    chain.reverse();
    chain
}
