//! Which words and sentences of two texts belong together.
//!
//! 1. `chains` finds what two sequences share in the same order; `sequence` aligns two sequences of ids, and `anchors` does so
//!    by their rarest members.
//! 2. `sides` are the words and sentences of both texts as ids.
//! 3. `islands` drops alignments that chance explains, `slides` moves the edges of changes to where a reader expects them.
//! 4. `groups` finds the sentences that belong together, `pairs` aligns their words.
//! 5. `spacing` makes a list of changes of that, and deals with the white space between the words.

pub(crate) mod anchors;
pub(crate) mod chains;
mod groups;
pub(crate) mod islands;
pub(crate) mod pairs;
pub(crate) mod sequence;
pub(crate) mod sides;
mod slides;
pub(crate) mod spacing;
