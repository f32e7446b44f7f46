#![doc = include_str!("../README.md")]
//!
//! # Steps
//!
//! 1. `unit` cuts each text into sentences and their clauses, and these into weighted terms.
//! 2. `similarity` compares two of them.
//! 3. `align` takes the best pairs and joins them to rows, at most one unit for each text.
//! 4. `difference` says in which facts the wordings of a row differ.

#![forbid(unsafe_code)]

mod align;
mod difference;
mod similarity;
mod unit;

pub use difference::FactDifference;
use serde::Serialize;
use std::ops::Range;

/// Number of the rules. Another number makes stored results stale.
pub const RULES: u32 = 1;

/// The statements of several texts, side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Matrix {
    /// Statements that at least two texts have, by their place in the first text that has them, text by text.
    pub statements: Vec<Statement>,
    /// Sentences of each text that belong to no statement of the matrix.
    pub only: Vec<Vec<Range<usize>>>,
}

/// A statement and its wordings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Statement {
    /// For each text its wording, if it has one.
    pub cells: Vec<Option<WordingPlace>>,
    /// For each text without a wording the most similar sentence, if any is similar at all.
    pub nearest: Vec<Option<WordingPlace>>,
    /// In which facts the wordings differ.
    pub differences: Vec<FactDifference>,
}

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WordingPlace {
    /// Its bytes.
    pub range: Range<usize>,
    /// Mean similarity with the other wordings, from 0 to 1.
    pub score: f64,
}

/// Compares the statements of several texts.
#[must_use]
pub fn matrix(texts: &[&str]) -> Matrix {
    let units = unit::units(texts);
    align::matrix(texts, &units)
}

#[cfg(test)]
mod tests;
