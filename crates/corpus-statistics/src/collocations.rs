//! Collocates: words that are near a node more often than by chance.
//!
//! This is surface cooccurrence (Evert 2008): windows of tokens to the left and to the right of each occurrence of the node. A
//! position in several windows counts once, positions of the node never count, and windows end with their sentence.

use std::cmp::Ordering;

use serde::Serialize;

use crate::{ContingencyTable, InvalidCounts};

/// How far windows reach, in tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct WindowSpan {
    /// Tokens to the left of the node.
    pub left: usize,
    /// Tokens to the right of the node.
    pub right: usize,
}

impl WindowSpan {
    /// The positions inside the windows of one sentence, in ascending order and each once.
    ///
    /// `nodes` are the positions of the node, ascending, below `length`, the number of tokens of the sentence.
    ///
    /// For example, of six tokens with nodes at 1 and 3, the positions within one token of a node are 0, 2 and 4.
    pub fn positions(self, nodes: &[usize], length: usize) -> impl Iterator<Item = usize> {
        let mut next = 0;
        nodes
            .iter()
            .flat_map(move |&node| {
                let from = node.saturating_sub(self.left).max(next);
                let to = node.saturating_add(self.right).saturating_add(1).min(length);
                next = next.max(to);
                from..to
            })
            .filter(|position| nodes.binary_search(position).is_err())
    }
}

/// The counts that all collocates of a node share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Windows {
    /// How far the windows reach.
    pub span: WindowSpan,
    /// Occurrences of the node.
    pub node_count: u64,
    /// R1, the tokens inside windows.
    pub window_tokens: u64,
    /// N, all tokens of the selection but those of the node.
    pub other_tokens: u64,
}

/// The counts of one collocate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CollocateCounts {
    /// The word.
    pub token: String,
    /// O11, its occurrences inside windows.
    pub count: u64,
    /// C1, its occurrences in the selection that aren't part of the node.
    pub total: u64,
    /// Articles with the word inside a window.
    pub articles: u64,
}

/// A collocate, its counts and all measures. Definitions are those of [`ContingencyTable`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Collocate {
    /// The word.
    pub token: String,
    /// O11, its occurrences inside windows.
    pub count: u64,
    /// C1, its occurrences in the selection that aren't part of the node.
    pub total: u64,
    /// Articles with the word inside a window.
    pub articles: u64,
    /// Occurrences inside windows that are expected by chance: R1 C1 / N.
    pub expected: f64,
    /// [`ContingencyTable::log_dice`].
    pub log_dice: Option<f64>,
    /// [`ContingencyTable::log_ratio`], of the frequencies inside windows and elsewhere.
    pub log_ratio: Option<f64>,
    /// [`ContingencyTable::log_likelihood`].
    pub log_likelihood: f64,
    /// [`ContingencyTable::log_likelihood_p`].
    pub log_likelihood_p: f64,
    /// [`ContingencyTable::fisher_p`].
    pub fisher_p: f64,
    /// [`ContingencyTable::mutual_information`].
    pub mutual_information: Option<f64>,
    /// [`ContingencyTable::mutual_information_cubed`].
    pub mutual_information_cubed: Option<f64>,
    /// [`ContingencyTable::normalised_mutual_information`].
    pub normalised_mutual_information: Option<f64>,
    /// [`ContingencyTable::t_score`].
    pub t_score: Option<f64>,
    /// [`ContingencyTable::z_score`].
    pub z_score: Option<f64>,
    /// [`ContingencyTable::minimum_sensitivity`].
    pub minimum_sensitivity: Option<f64>,
    /// [`ContingencyTable::delta_p_forward`]: from the node to the collocate.
    pub delta_p_forward: Option<f64>,
    /// [`ContingencyTable::delta_p_backward`]: from the collocate to the node.
    pub delta_p_backward: Option<f64>,
}

impl Collocate {
    /// The measures of one collocate.
    ///
    /// All measures refer to one table. So logDice is that of the collocate and the tokens inside windows, and at most 14; with the
    /// occurrences of the node instead, it could be more, because a window has several tokens.
    ///
    /// # Errors
    ///
    /// More occurrences inside windows than tokens there or in all.
    pub fn of(counts: CollocateCounts, windows: &Windows) -> Result<Self, InvalidCounts> {
        let table = ContingencyTable::of_cooccurrence(
            counts.count,
            windows.window_tokens,
            counts.total,
            windows.other_tokens,
        )?;
        Ok(Self {
            token: counts.token,
            count: counts.count,
            total: counts.total,
            articles: counts.articles,
            expected: table.expected(),
            log_dice: table.log_dice(),
            log_ratio: table.log_ratio(),
            log_likelihood: table.log_likelihood(),
            log_likelihood_p: table.log_likelihood_p(),
            fisher_p: table.fisher_p(),
            mutual_information: table.mutual_information(),
            mutual_information_cubed: table.mutual_information_cubed(),
            normalised_mutual_information: table.normalised_mutual_information(),
            t_score: table.t_score(),
            z_score: table.z_score(),
            minimum_sensitivity: table.minimum_sensitivity(),
            delta_p_forward: table.delta_p_forward(),
            delta_p_backward: table.delta_p_backward(),
        })
    }

    /// The order by a measure, the largest value first, `None` last. Ties are in the order of |G²|, then of the words.
    #[must_use]
    pub fn order(&self, other: &Self, measure: impl Fn(&Self) -> Option<f64>) -> Ordering {
        let value = |collocate: &Self| measure(collocate).unwrap_or(f64::NEG_INFINITY);
        value(other)
            .total_cmp(&value(self))
            .then_with(|| other.log_likelihood.abs().total_cmp(&self.log_likelihood.abs()))
            .then_with(|| self.token.cmp(&other.token))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WINDOWS: Windows = Windows {
        span: WindowSpan { left: 3, right: 3 },
        node_count: 40,
        window_tokens: 200,
        other_tokens: 10_000,
    };

    fn collocate(token: &str, count: u64, total: u64) -> Collocate {
        Collocate::of(CollocateCounts { token: token.to_owned(), count, total, articles: 1 }, &WINDOWS)
            .unwrap()
    }

    #[test]
    fn windows_that_overlap_count_a_position_once() {
        let positions = |left, right, nodes: &[usize], length| {
            WindowSpan { left, right }.positions(nodes, length).collect::<Vec<_>>()
        };
        assert_eq!(positions(2, 2, &[2, 4], 8), [0, 1, 3, 5, 6]);
        assert_eq!(positions(0, 9, &[1], 4), [2, 3]);
        assert!(positions(1, 1, &[], 4).is_empty());
        assert_eq!(positions(0, usize::MAX, &[0, 1], 3), [2]);
    }

    proptest! {
        #[test]
        fn positions_are_those_near_a_node(
            nodes in prop::collection::btree_set(0usize..40, 0..12), left in 0usize..8, right in 0usize..8,
        ) {
            let nodes: Vec<usize> = nodes.into_iter().collect();
            let near = |position: usize| nodes.iter().any(|&node| {
                position < node && node - position <= left || position > node && position - node <= right
            });
            let naive: Vec<usize> = (0..40).filter(|&position| near(position) && !nodes.contains(&position)).collect();
            prop_assert_eq!(WindowSpan { left, right }.positions(&nodes, 40).collect::<Vec<_>>(), naive);
        }
    }

    #[test]
    fn a_word_as_frequent_in_windows_as_elsewhere_is_no_collocate() {
        let even = collocate("the", 12, 600);
        assert!((even.expected - 12.0).abs() < 1e-12 && even.log_likelihood.abs() < 1e-9);
        assert!(even.mutual_information.unwrap().abs() < 1e-12);
    }

    #[test]
    fn collocates_have_one_order_for_each_measure() {
        let mut all = [
            collocate("dam", 4, 5),
            collocate("water", 30, 200),
            collocate("absent", 0, 50),
            collocate("bank", 4, 5),
        ];
        all.sort_by(|left, right| left.order(right, |collocate| collocate.mutual_information));
        assert_eq!(
            all.each_ref().map(|collocate| collocate.token.as_str()),
            ["bank", "dam", "water", "absent"]
        );
        all.sort_by(|left, right| left.order(right, |collocate| collocate.log_dice));
        assert_eq!(all[0].token, "water");
    }

    #[test]
    fn more_in_windows_than_in_all_is_refused() {
        let counts = CollocateCounts { token: "dam".to_owned(), count: 6, total: 5, articles: 1 };
        assert!(Collocate::of(counts, &WINDOWS).is_err());
    }
}
