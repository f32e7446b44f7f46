//! The words of the current texts: how often they are used, beside which words, by whom, where and when.
//!
//! A word is what [`crate::text::word`] says, counted in its folded form. Each operation takes a selection of articles and
//! reads their texts again: nothing is stored, so that the results are those of the texts.

pub mod collocates;
pub mod concordance;
mod counts;
pub mod dispersion;
pub mod facets;
pub mod frequency;
mod groups;
mod hits;
pub mod keyness;
mod sequences;
mod tally;
#[cfg(test)]
mod tests;
pub mod trend;
mod vocabulary;

pub use groups::{Grouping, Period};
pub use hits::QueryLanguage;

use crate::text::word::folded;
use crate::{Error, Result};
use corpus_statistics::InvalidCounts;
use rustc_hash::FxHashSet;

/// Occurrences per million tokens; `None` of no tokens.
fn per_million(count: u64, tokens: u64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "counts of words are far below 2^53")]
    let rate = 1e6 * count as f64 / tokens as f64;
    (tokens > 0).then_some(rate)
}

/// The folded forms of words.
fn folded_words(words: &[String]) -> FxHashSet<String> {
    words.iter().map(|word| folded(word).into_owned()).collect()
}

/// The result of a calculation. Its counts come from texts, so an error is one of this program, unless an option is the
/// cause.
fn calculated<T>(result: std::result::Result<T, InvalidCounts>) -> Result<T> {
    result.map_err(|error| Error::invalid(error.to_string()))
}
