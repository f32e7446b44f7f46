//! How evenly a word is spread: over parts of a corpus, or over positions in it.

mod parts;
mod positions;

pub use parts::{Part, PartDispersion, over_parts};
pub use positions::{PositionDispersion, over_positions};
