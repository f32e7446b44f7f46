//! What was found out about the soundness of a corpus.

use super::{ArticleId, OperationId, VersionNumber};
use serde::Serialize;

/// What a problem is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemKind {
    /// SQLite's own check of the file found it.
    File,
    /// SQLite can't read something.
    Unreadable,
    /// A table, view, index or trigger is missing or isn't as it was made.
    Schema,
    /// Something refers to what isn't there.
    Reference,
    /// The versions of an article, or which of them is current.
    Version,
    /// Bytes are not those that were imported.
    Bytes,
    /// A text is not what was read from its bytes.
    Text,
    /// The count of a text's words, or their hash, isn't that of its text.
    Words,
    /// The full-text index doesn't hold what the texts hold.
    Index,
    /// What `analyse` found isn't what the texts say.
    Analysis,
    /// The recorded changes don't lead to the present values.
    History,
    /// A purge was interrupted: remains of what it deleted may be in the file.
    Purge,
}

impl ProblemKind {
    /// The word that scripts and people read.
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

/// Something that isn't as it should be.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Problem {
    /// What it is about.
    pub kind: ProblemKind,
    /// The article that is concerned, if one is.
    pub article: Option<ArticleId>,
    /// The version of it, if one is.
    pub version: Option<VersionNumber>,
    /// What was found.
    pub detail: String,
}

/// What a verification found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Verification {
    /// How many articles there are, removed ones too.
    pub articles: u64,
    /// How many versions they have.
    pub versions: u64,
    /// How many different sequences of bytes these are.
    pub blobs: u64,
    /// How many bytes in all.
    pub bytes: u64,
    /// What isn't sound, an entry for each article and version concerned.
    pub problems: Vec<Problem>,
    /// What couldn't be looked at, and why; what else is there to know.
    pub notes: Vec<String>,
}

/// What a repair did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Repair {
    /// The operation, if anything was mended.
    pub operation: Option<OperationId>,
    /// What was a problem and is none any more.
    pub mended: Vec<Problem>,
    /// What still is one.
    pub problems: Vec<Problem>,
}

/// A copy of a corpus that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Backup {
    /// The file, absolute.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// How many articles are in it, removed ones too.
    pub articles: u64,
    /// How many versions they have.
    pub versions: u64,
    /// Whether the copy has got its name.
    pub kept: bool,
    /// What isn't sound in the copy.
    pub problems: Vec<Problem>,
}
