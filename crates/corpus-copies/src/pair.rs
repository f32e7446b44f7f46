//! The exact comparison of two texts.

use crate::hashed::{Hashed, SHINGLE};
use crate::passage;
use rustc_hash::FxHashSet;
use serde::Serialize;

/// Two texts that have words in common.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CopyPair {
    /// The first text, by its place in the list.
    pub a: usize,
    /// The second text, later in the list.
    pub b: usize,
    /// Share of the shingles of the first text that the second has, from 0 to 1.
    pub containment_a: f64,
    /// Share of the shingles of the second text that the first has.
    pub containment_b: f64,
    /// Number of words in the longest run that both have.
    pub longest_run: usize,
    /// Whether both have the same words in the same order.
    pub same_words: bool,
}

/// A text under comparison with several others.
pub(crate) struct ComparedText<'a> {
    pub(crate) text: &'a Hashed,
    shingles: FxHashSet<u64>,
    runs: passage::Starts,
}

impl<'a> ComparedText<'a> {
    pub(crate) fn of(text: &'a Hashed) -> Self {
        Self { text, shingles: text.shingles().collect(), runs: passage::Starts::of(&text.words, SHINGLE) }
    }

    /// Containments in both directions, and the longest run.
    pub(crate) fn compare(&self, other: &Hashed) -> (f64, f64, usize) {
        let mut all: Vec<u64> = other.shingles().collect();
        all.sort_unstable();
        all.dedup();
        let shared = all.iter().filter(|hash| self.shingles.contains(hash)).count();
        let share = |of: usize| if of == 0 { 0.0 } else { ratio(shared, of) };
        let runs = self.runs.runs(&self.text.words, &other.words, SHINGLE);
        let longest = runs.iter().map(|run| run.words).max().unwrap_or(0);
        (share(self.shingles.len()), share(all.len()), longest)
    }
}

#[expect(clippy::cast_precision_loss, reason = "no text has 2^52 shingles")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}
