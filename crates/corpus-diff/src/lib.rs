#![doc = include_str!("../README.md")]
//!
//! # Layers
//!
//! Each layer knows only those before it:
//!
//! 1. `units` cuts texts into paragraphs, sentences and words.
//! 2. `align` finds which words and sentences of two texts belong together, and makes a list of [`Change`]s of it.
//! 3. `moves` finds passages that were moved.
//! 4. `prose` compares whole texts through all of these.
//! 5. `views` reads a list of changes: for display, for counting, for attribution, as a unified diff.
//! 6. [`judge`] classifies each change.
//!
//! [`boilerplate`] hashes paragraphs, so that those that recur in many texts are found.
//!
//! Everything here is pure and deterministic: no clock, nothing random, and no knowledge of stores, files or terminals.

#![forbid(unsafe_code)]

mod align;
pub mod boilerplate;
mod change;
pub mod judge;
mod moves;
mod prose;
mod units;
mod views;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod shuffles;
#[cfg(test)]
mod tests;

pub use change::{Change, ChangeKind, Move};
pub use prose::diff;
pub use views::attribution::{Attributed, attribute, attribute_next};
pub use views::excerpts::{Excerpt, excerpts};
pub use views::paragraphs::{Paragraph, Span, paragraphs};
pub use views::sentences::sentences;
pub use views::stats::{Stats, stats};
pub use views::unified::unified;

/// The number of the rules that find changes, judge them and hash paragraphs. When a rule changes, the number does too, so
/// that a corpus knows which of its stored comparisons are stale.
pub const RULES: u32 = 5;
