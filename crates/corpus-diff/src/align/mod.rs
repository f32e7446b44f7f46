//! Which words and sentences of two texts belong together.
//!
//! 1. `chains` pairs equal elements and keeps the pairs in the same order on both sides. `sequence` aligns two sequences of
//!    ids, and `anchors` aligns them by their rarest members first.
//! 2. `sides` are the words and sentences of both texts as ids.
//! 3. `islands` drops alignments that chance explains, `slides` moves the edges of changes to where a reader expects them.
//! 4. `groups` finds the sentences that belong together, `pairs` aligns their words.
//! 5. `spacing` turns the alignment into a list of changes and assigns the white space between words to them.

pub(crate) mod anchors;
pub(crate) mod chains;
mod groups;
pub(crate) mod islands;
pub(crate) mod pairs;
pub(crate) mod sequence;
pub(crate) mod sides;
mod slides;
pub(crate) mod spacing;
