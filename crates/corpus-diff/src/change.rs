//! Change: one stretch of both texts, and its kind.

use serde::Serialize;
use std::ops::Range;

/// Kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Both texts are the same here.
    Equal,
    /// Only the new text has it.
    Insert,
    /// Only the old text has it.
    Delete,
    /// The old and the new text differ here.
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

    /// The kind of a change from `old` to `new`; `None` where both are empty.
    pub(crate) fn of(old: &str, new: &str) -> Option<Self> {
        match (old.is_empty(), new.is_empty()) {
            (true, true) => None,
            _ if old == new => Some(ChangeKind::Equal),
            (true, false) => Some(ChangeKind::Insert),
            (false, true) => Some(ChangeKind::Delete),
            (false, false) => Some(ChangeKind::Replace),
        }
    }
}

/// A moved passage.
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
    /// Kind of the change.
    pub kind: ChangeKind,
    /// Bytes of the old text; empty for an insertion.
    pub old: Range<usize>,
    /// Bytes of the new text; empty for a deletion.
    pub new: Range<usize>,
    /// The move that this belongs to. A `Delete` and an `Insert` with the same number are its two ends. Their words are the
    /// same, though not always their white space.
    #[serde(rename = "move")]
    pub moved: Option<Move>,
    /// The move around this `Delete` or `Insert`, if it is an edit inside a moved passage.
    #[serde(skip)]
    pub inside: Option<Move>,
}
