//! Average linkage: the two most similar groups are joined, until none are similar enough.

use crate::similarity::SimilarityGraph;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// The least mean similarity between the texts of two groups that are joined.
const SAME: f64 = 0.18;

/// Two groups and the mean similarity between them.
struct GroupPair {
    mean: f64,
    a: usize,
    b: usize,
}

impl PartialEq for GroupPair {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for GroupPair {}

impl PartialOrd for GroupPair {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for GroupPair {
    /// The most similar first; of equally similar ones the groups that were made first.
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean.total_cmp(&other.mean).then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}

/// The groups of at least two texts, each in ascending order. Pairs that the graph hasn't count as not similar.
pub(crate) fn groups(graph: &SimilarityGraph) -> Vec<Vec<usize>> {
    let mut members: Vec<Option<Vec<usize>>> = (0..graph.len()).map(|text| Some(vec![text])).collect();
    // For each group the sums of similarities with other groups.
    let mut sums: Vec<FxHashMap<usize, f64>> =
        (0..graph.len()).map(|text| graph.neighbours(text).into_iter().collect()).collect();
    let mut queue = BinaryHeap::new();
    for (a, others) in sums.iter().enumerate() {
        for (b, mean) in others {
            if a < *b && *mean >= SAME {
                queue.push(GroupPair { mean: *mean, a, b: *b });
            }
        }
    }
    while let Some(GroupPair { a, b, .. }) = queue.pop() {
        // A group that was joined since then is gone.
        let (Some(_), Some(_)) = (&members[a], &members[b]) else { continue };
        let (Some(one), Some(other)) = (members[a].take(), members[b].take()) else { continue };
        let joined = [one, other].concat();
        let place = members.len();
        let mut total = std::mem::take(&mut sums[a]);
        for (group, sum) in std::mem::take(&mut sums[b]) {
            *total.entry(group).or_default() += sum;
        }
        total.remove(&a);
        total.remove(&b);
        total.retain(|group, _| members[*group].is_some());
        for (group, sum) in &total {
            sums[*group].remove(&a);
            sums[*group].remove(&b);
            sums[*group].insert(place, *sum);
            let pairs = joined.len() * members[*group].as_ref().map_or(1, Vec::len);
            let mean = sum / f64::from(u32::try_from(pairs).unwrap_or(u32::MAX));
            if mean >= SAME {
                queue.push(GroupPair { mean, a: *group, b: place });
            }
        }
        sums.push(total);
        members.push(Some(joined));
    }
    let mut groups: Vec<Vec<usize>> = members.into_iter().flatten().filter(|group| group.len() > 1).collect();
    for group in &mut groups {
        group.sort_unstable();
    }
    groups
}
