//! Candidates: what a page says for a field, before it is cleaned and compared.

use crate::Field;

/// A value as the page gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) field: Field,
    /// The place of its rule: lower is better.
    pub(super) rank: u8,
    pub(super) rule: String,
    pub(super) value: String,
    /// Whether the page says that this author is an organisation.
    pub(super) organisation: bool,
}

impl Candidate {
    pub(super) fn new(field: Field, rank: u8, rule: &str, value: &str) -> Self {
        Self { field, rank, rule: rule.to_owned(), value: value.to_owned(), organisation: false }
    }
}
