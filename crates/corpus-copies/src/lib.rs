#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod hashed;
mod index;
mod pair;
mod passage;
mod wire;

pub use hashed::Hashed;
pub use index::pairs;
pub use pair::CopyPair;
pub use passage::{SharedPassage, passages};
pub use wire::{WireCopy, agency_named, wire_copy};

/// Number of the rules. Another number makes stored results stale.
pub const RULES: u32 = 1;
