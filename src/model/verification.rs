//! Results of the checks, repairs and backups of a corpus.

use super::{ArticleId, OperationId, VersionNumber};
use crate::Hint;
use serde::Serialize;

/// The kind of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// Found by SQLite's own check of the file.
    File,
    /// Rows or pages that SQLite can't read.
    Unreadable,
    /// A table, view, index or trigger is missing or was altered.
    Schema,
    /// A reference to a missing row.
    Reference,
    /// The versions of an article, or its current version.
    Version,
    /// Bytes differ from the imported ones.
    Bytes,
    /// A text doesn't follow from its bytes.
    Text,
    /// The word count or word hash doesn't follow from the text.
    Words,
    /// The full-text index doesn't agree with the texts.
    Index,
    /// The stored results of `analyse` don't follow from the texts.
    Analysis,
    /// The recorded changes don't lead to the current values.
    History,
    /// An interrupted purge. Remains of deleted data may be in the file.
    Purge,
}

impl ProblemKind {
    /// The name in JSON and in messages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Unreadable => "unreadable",
            Self::Schema => "schema",
            Self::Reference => "reference",
            Self::Version => "version",
            Self::Bytes => "bytes",
            Self::Text => "text",
            Self::Words => "words",
            Self::Index => "index",
            Self::Analysis => "analysis",
            Self::History => "history",
            Self::Purge => "purge",
        }
    }
}

/// A problem that a verification found.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Problem {
    /// Its kind.
    pub kind: ProblemKind,
    /// The affected article, if any.
    pub article: Option<ArticleId>,
    /// The affected version, if any.
    pub version: Option<VersionNumber>,
    /// The description.
    pub detail: String,
    /// The next step, if it isn't the same for all problems: a repair or a backup.
    #[serde(skip)]
    pub hint: Option<Hint>,
}

/// The result of a verification.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// The number of articles, including removed ones.
    pub articles: u64,
    /// The number of versions.
    pub versions: u64,
    /// The number of different sequences of bytes.
    pub blobs: u64,
    /// The total size in bytes.
    pub bytes: u64,
    /// The problems, with one entry for each affected article and version.
    pub problems: Vec<Problem>,
    /// Remarks, such as parts that couldn't be checked and the reason.
    pub notes: Vec<String>,
}

/// The result of a repair.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Repair {
    /// The operation, if anything was corrected.
    pub operation: Option<OperationId>,
    /// Solved problems.
    pub mended: Vec<Problem>,
    /// Remaining problems.
    pub problems: Vec<Problem>,
}

/// The result of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Backup {
    /// The file, absolute.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// The number of articles, including removed ones.
    pub articles: u64,
    /// The number of versions.
    pub versions: u64,
    /// Whether the copy was kept under its name.
    pub kept: bool,
    /// Problems in the copy.
    pub problems: Vec<Problem>,
}
