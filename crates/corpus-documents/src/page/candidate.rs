//! Candidates: the statements of a page for a field, before they are cleaned and compared.

use std::collections::HashMap;

use crate::Field;

/// A value as the page gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageCandidate {
    pub(super) field: Field,
    /// The place of its rule: lower is better.
    pub(super) rank: u8,
    pub(super) rule: String,
    pub(super) value: String,
    /// Whether the page says that this author is an organisation.
    pub(super) organisation: bool,
}

/// Largest number of bytes of a value. Longer ones are cut: no field is longer, and cleaning compares parts of a value with each other.
const LONGEST: usize = 4096;

/// Largest number of candidates of a field.
const MOST: usize = 100;

impl PageCandidate {
    pub(super) fn new(field: Field, rank: u8, rule: &str, value: &str) -> Self {
        let value = &value[..value.floor_char_boundary(LONGEST)];
        Self { field, rank, rule: rule.to_owned(), value: value.to_owned(), organisation: false }
    }
}

/// The first candidates of each field: a hostile page may have millions.
pub(super) fn limited(candidates: Vec<PageCandidate>) -> Vec<PageCandidate> {
    let mut counts: HashMap<Field, usize> = HashMap::new();
    let is_early = |candidate: &PageCandidate| {
        let count = counts.entry(candidate.field.clone()).or_default();
        *count += 1;
        *count <= MOST
    };
    candidates.into_iter().filter(is_early).collect()
}
