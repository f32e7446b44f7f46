//! What changed between two versions of a text, told in paragraphs, sentences and words.
//!
//! The layers, each in a file of its own and each knowing only those before it:
//!
//! 1. `words` cuts a text into words, `sentences` a paragraph into sentences (`abbreviations` are no ends), `layout` a text into paragraphs.
//! 2. `chains` finds what two sequences have in the same order, `sequence` aligns them, whatever their ids stand for, and
//!    `anchors` does so by what says most.
//! 3. `sides` are the words of both texts; `islands` drops alignments that chance explains, `slides` moves changes to
//!    where a reader expects them.
//! 4. `groups` finds which sentences belong together, `pairs` compares their words.
//! 5. `spacing` makes a list of [`Change`]s of it and deals with the white space between the words.
//! 6. `relocation` finds whole paragraphs and sentences that stand elsewhere, before words are compared; `phrases` finds
//!    parts of sentences that were deleted in one place and inserted in another; `moves` marks both in the list.
//! 7. `prose` compares whole texts through all of these.
//! 8. `paragraphs`, `excerpts` and `stats` read such a list, for display and for counting.
//! 9. `attribution` says which version of a text brought each of its `sentences`.
//! 10. `meaning` judges what kind of change each is.
//! 11. `boilerplate` gives paragraphs hashes, by which those are known that recur in many texts.
//!
//! `unified` stands apart: it compares lines, for programs that apply patches.
//!
//! Everything here is pure and deterministic: two texts in, changes out, no clock and nothing random. Nothing
//! here knows of stores, files, terminals or colours.

use std::ops::Range;

use serde::Serialize;

mod abbreviations;
mod anchors;
mod attribution;
pub mod boilerplate;
mod chains;
mod excerpts;
mod groups;
mod islands;
mod layout;
pub mod meaning;
mod moves;
mod pairs;
mod paragraphs;
mod phrases;
mod prose;
mod relocation;
mod sentences;
mod sequence;
mod sides;
mod slides;
mod spacing;
mod stats;
mod unified;
mod words;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod shuffles;
#[cfg(test)]
mod tests;

pub use attribution::{Attributed, attribute, carry};
pub use excerpts::{Excerpt, excerpts};
pub use paragraphs::{Paragraph, Span, paragraphs};
pub use prose::diff;
pub use stats::{Stats, stats};
pub use unified::unified;

/// The number of the rules that find changes, judge them and fold paragraphs. Others get another number, so that what
/// the corpus keeps of an analysis is made again.
pub const RULES: u32 = 3;

/// What happened at one place of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Nothing: both texts say the same.
    Equal,
    /// Only the new text has it.
    Insert,
    /// Only the old text has it.
    Delete,
    /// The old text has one thing in this place, the new text another.
    Replace,
}

impl ChangeKind {
    /// Its name, as in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            ChangeKind::Equal => "equal",
            ChangeKind::Insert => "insert",
            ChangeKind::Delete => "delete",
            ChangeKind::Replace => "replace",
        }
    }

    /// What happened where the old text says `old` and the new text `new`, `None` where both are empty.
    fn of(old: &str, new: &str) -> Option<Self> {
        match (old.is_empty(), new.is_empty()) {
            (true, true) => None,
            _ if old == new => Some(ChangeKind::Equal),
            (true, false) => Some(ChangeKind::Insert),
            (false, true) => Some(ChangeKind::Delete),
            (false, false) => Some(ChangeKind::Replace),
        }
    }
}

/// A passage that went elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Move {
    /// The same at both places, counted from 1 in the order of the new text.
    pub number: usize,
}

/// One stretch of both texts.
///
/// In a list of changes the old ranges cover the old text from start to end without gaps, and the new ranges
/// the new text. No two neighbours that are both `Equal`, both `Insert` or both `Delete` have the same `moved` and the
/// same `inside`, and no `Insert` touches a `Delete` unless one of them belongs to a passage that moved: together they
/// are a `Replace`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// Bytes of the old text; empty for an insertion.
    pub old: Range<usize>,
    /// Bytes of the new text; empty for a deletion.
    pub new: Range<usize>,
    /// For a `Delete` what became of it, for an `Insert` where it is from: the other has the same number. Both texts
    /// have these words, if not with the same white space between them.
    #[serde(rename = "move")]
    pub moved: Option<Move>,
    /// For a `Delete` or an `Insert` that is an edit inside a passage that moved: that passage.
    #[serde(skip)]
    pub inside: Option<Move>,
}
