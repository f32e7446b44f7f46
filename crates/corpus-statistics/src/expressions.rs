//! Expressions: words that follow one another more often than by chance.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::RangeInclusive;

use serde::Serialize;

use crate::InvalidCounts;
use crate::quotient::float;

/// The numbers of words that expressions can have.
pub const SIZES: RangeInclusive<usize> = 2..=8;

/// How strongly the words of an expression belong together, beyond what its shorter parts explain (Blaheta and Johnson 2001).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interaction {
    /// λ, the parameter of the highest interaction in a log-linear model.
    pub lambda: f64,
    /// λ divided by its standard error. Above 1.96, the expression is significant at 5 %.
    pub z: f64,
}

impl Interaction {
    /// The interaction of K words from 2ᴷ counts, as quanteda's `textstat_collocations` with its smoothing of 0.5:
    /// λ = Σ (−1)^(K−b) ln(n + 0.5), where b is the number of words that are the expression's, and z = λ / √Σ 1/(n + 0.5).
    ///
    /// Bit i of an index of `counts` says whether word i is the expression's. For example, index 0 has the sequences that share no
    /// word with the expression, and the last index the expression itself.
    ///
    /// # Errors
    ///
    /// The number of counts isn't 2ᴷ for a K from 2 to 8.
    pub fn of(counts: &[u64]) -> Result<Self, InvalidCounts> {
        if !counts.len().is_power_of_two() {
            return Err(InvalidCounts::ExpressionSize(counts.len()));
        }
        let size = counts.len().ilog2();
        check(size as usize)?;
        let (mut lambda, mut variance) = (0.0, 0.0);
        for (cell, &count) in counts.iter().enumerate() {
            let smoothed = float(count) + 0.5;
            let others = size - cell.count_ones();
            lambda += if others.is_multiple_of(2) { smoothed.ln() } else { -smoothed.ln() };
            variance += 1.0 / smoothed;
        }
        Ok(Self { lambda, z: lambda / variance.sqrt() })
    }
}

fn check(size: usize) -> Result<(), InvalidCounts> {
    if SIZES.contains(&size) { Ok(()) } else { Err(InvalidCounts::ExpressionSize(size)) }
}

/// Words that follow one another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Expression<W> {
    /// The words.
    pub words: Vec<W>,
    /// Occurrences.
    pub count: u64,
    /// How strongly they belong together.
    #[serde(flatten)]
    pub interaction: Interaction,
}

/// The expressions of `size` words that occur at least `minimum` times, those with the largest z first, and ties in the order of
/// the words. A sentence is a run of words that nothing interrupts; cut sentences at punctuation for the results of quanteda.
/// `words` can be ids: they are only compared.
///
/// Memory grows with the number of different sequences, and by 2ᴷ with that of expressions.
///
/// # Errors
///
/// The size isn't from 2 to 8.
pub fn expressions<'words, W: Clone + Eq + Hash + Ord + 'words>(
    sentences: impl IntoIterator<Item = &'words [W]>,
    size: usize,
    minimum: u64,
) -> Result<Vec<Expression<W>>, InvalidCounts> {
    check(size)?;
    let mut sequences: HashMap<&[W], u64> = HashMap::new();
    for window in sentences.into_iter().flat_map(|sentence| sentence.windows(size)) {
        *sequences.entry(window).or_default() += 1;
    }
    let partial = partial_counts(&sequences, size, minimum);
    let mut found = Vec::new();
    for (words, count) in sequences.into_iter().filter(|(_, count)| *count >= minimum) {
        let interaction = Interaction::of(&cells(words, &partial))?;
        found.push(Expression { words: words.to_vec(), count, interaction });
    }
    found.sort_by(|left, right| {
        right.interaction.z.total_cmp(&left.interaction.z).then_with(|| left.words.cmp(&right.words))
    });
    Ok(found)
}

/// Words at some places of a sequence, nothing at the others.
type Pattern<'words, W> = Vec<Option<&'words W>>;

/// The words at the places whose bits are set.
fn pattern<W>(words: &[W], places: usize) -> Pattern<'_, W> {
    words.iter().enumerate().map(|(place, word)| (places >> place & 1 == 1).then_some(word)).collect()
}

/// How many sequences have each part of an expression, whatever else they have.
fn partial_counts<'words, W: Eq + Hash>(
    sequences: &HashMap<&'words [W], u64>,
    size: usize,
    minimum: u64,
) -> HashMap<Pattern<'words, W>, u64> {
    let candidates = sequences.iter().filter(|(_, count)| **count >= minimum);
    let mut partial: HashMap<_, _> =
        candidates.flat_map(|(words, _)| (0..1 << size).map(|places| (pattern(words, places), 0))).collect();
    for (words, count) in sequences {
        for places in 0..1 << size {
            if let Some(sum) = partial.get_mut(&pattern(words, places)) {
                *sum += count;
            }
        }
    }
    partial
}

/// How many sequences share exactly some words with an expression: those that have at least these, less those that have more.
fn cells<W: Eq + Hash>(words: &[W], partial: &HashMap<Pattern<'_, W>, u64>) -> Vec<u64> {
    let mut counts: Vec<u64> = (0..1 << words.len())
        .map(|places| partial.get(&pattern(words, places)).copied().unwrap_or_default())
        .collect();
    for place in 0..words.len() {
        for cell in (0..counts.len()).filter(|cell| cell >> place & 1 == 0) {
            counts[cell] -= counts[cell | 1 << place];
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_interaction_is_that_of_quanteda() {
        // Nine pairs, two of them the expression, none with one of its words alone: an example in quanteda's own tests.
        let interaction = Interaction::of(&[7, 0, 0, 2]).unwrap();
        assert_eq!(format!("{:.6} {:.6}", interaction.lambda, interaction.z), "4.317488 2.027787");
    }

    #[test]
    fn no_expression_spans_sentences() {
        let sentences = [vec!["prime", "minister", "said"], vec!["prime", "minister"], vec!["said", "prime"]];
        let found = expressions(sentences.iter().map(Vec::as_slice), 2, 1).unwrap();
        assert_eq!(found[0].words, ["prime", "minister"]);
        assert_eq!(found[0].count, 2);
        assert!(!found.iter().any(|expression| expression.words == ["said", "said"]));
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn a_size_outside_the_range_is_refused() {
        let error = expressions(std::iter::empty::<&[u8]>(), 1, 1).unwrap_err();
        assert_eq!(error.to_string(), "expressions have 2 to 8 words, not 1");
        assert!(Interaction::of(&[1, 2, 3]).is_err() && Interaction::of(&[]).is_err());
    }

    proptest! {
        #[test]
        fn counts_are_those_of_comparing_all_sequences(
            text in prop::collection::vec(0u8..4, 0..40), size in 2usize..5,
        ) {
            for expression in expressions([text.as_slice()], size, 1).unwrap() {
                let mut counts = vec![0; 1 << size];
                for window in text.windows(size) {
                    let shared = window.iter().zip(&expression.words).enumerate();
                    let cell: usize = shared.filter(|(_, (left, right))| left == right).map(|(place, _)| 1 << place).sum();
                    counts[cell] += 1;
                }
                prop_assert_eq!(expression.count, counts[counts.len() - 1]);
                prop_assert_eq!(expression.interaction, Interaction::of(&counts).unwrap());
            }
        }
    }
}
