//! What can be read from a list of changes: `paragraphs` and `excerpts` for display, `stats` for counting, `attribution` of each
//! sentence to the version that brought it, and a `unified` diff of lines for programs that apply patches.

pub(crate) mod attribution;
pub(crate) mod excerpts;
pub(crate) mod paragraphs;
pub(crate) mod sentences;
pub(crate) mod stats;
pub(crate) mod unified;
