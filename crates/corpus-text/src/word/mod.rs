//! What a word is.

mod class;
mod fold;
mod read;
mod segment;
mod term;

pub use class::has_no_spaces;
pub use fold::{fold, folded};
pub use read::{Words, read};
pub use segment::{Word, words};
pub use term::{PAIR, QueryTerm, Term, query, terms};

/// Version of the rules. Changed rules get another number, so that what follows from different rules is never compared.
pub const RULES: u32 = 3;

#[cfg(test)]
mod tests;
