//! What an import did, file by file and in sum.

use super::{ArticleId, OperationId, VersionNumber};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What an import did to one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A new article.
    Added,
    /// A new version of an article.
    Changed,
    /// A new version that equals an earlier one.
    Reverted,
    /// A new version with the same bytes, read in another charset.
    Redecoded,
    /// The current version was seen again.
    Unchanged,
    /// The same bytes at a new path, the old path gone: the article keeps its id.
    Moved,
    /// A new article whose bytes another article has too.
    Duplicate,
    /// An article that an earlier import had removed is back.
    Restored,
    /// The file couldn't be imported.
    Failed,
    /// A file that was there isn't any more.
    Missing,
    /// The article of a missing file was removed.
    Removed,
    /// The file is that of an article that was purged: it wasn't imported.
    Purged,
}

impl Outcome {
    /// The word that the store and people use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Reverted => "reverted",
            Self::Redecoded => "redecoded",
            Self::Unchanged => "unchanged",
            Self::Moved => "moved",
            Self::Duplicate => "duplicate",
            Self::Restored => "restored",
            Self::Failed => "failed",
            Self::Missing => "missing",
            Self::Removed => "removed",
            Self::Purged => "purged",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

/// What an import did to one file that wasn't simply unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportEvent {
    /// The file, as a key (source and path), or as it was named when it belongs to no source.
    pub path: String,
    /// What was done.
    pub outcome: Outcome,
    /// The article that it belongs to.
    pub article: Option<ArticleId>,
    /// The version that it made.
    pub version: Option<VersionNumber>,
    /// The reason of a failure, the old path of a move, the article of a duplicate, a remark about the reading.
    pub detail: Option<String>,
    /// Where a moved file lay below its source's root, in the bytes that the file system gave.
    #[serde(skip)]
    pub moved_from: Option<Vec<u8>>,
    /// Whether the event is about a key that a sidecar gave: that of the new article, or one that another article has.
    #[serde(skip)]
    pub key_from_sidecar: bool,
}

/// What an import did in all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// The operation; `None` for a rehearsal, which writes nothing.
    pub operation: Option<OperationId>,
    /// The sources that were imported, joined by `, `.
    pub source: String,
    /// New articles.
    pub added: u64,
    /// New versions.
    pub changed: u64,
    /// New versions that equal an earlier one.
    pub reverted: u64,
    /// New versions of the same bytes in another charset.
    pub redecoded: u64,
    /// Files as they were.
    pub unchanged: u64,
    /// Files that moved.
    pub moved: u64,
    /// New articles whose bytes were there already.
    pub duplicate: u64,
    /// Articles that came back.
    pub restored: u64,
    /// Files that couldn't be imported.
    pub failed: u64,
    /// Files that are gone.
    pub missing: u64,
    /// Articles removed because their files are gone.
    pub removed: u64,
    /// Files of purged articles, which weren't imported.
    pub purged: u64,
    /// Articles that got values with `--set` or by the host name of their address.
    pub annotated: u64,
    /// New versions whose charset was guessed from one or two letters.
    pub guessed: u64,
    /// Bytes read.
    pub bytes: u64,
    /// Whether it was stopped before its end.
    pub interrupted: bool,
}

impl ImportReport {
    /// Counts one file in.
    pub fn count(&mut self, outcome: Outcome) {
        *match outcome {
            Outcome::Added => &mut self.added,
            Outcome::Changed => &mut self.changed,
            Outcome::Reverted => &mut self.reverted,
            Outcome::Redecoded => &mut self.redecoded,
            Outcome::Unchanged => &mut self.unchanged,
            Outcome::Moved => &mut self.moved,
            Outcome::Duplicate => &mut self.duplicate,
            Outcome::Restored => &mut self.restored,
            Outcome::Failed => &mut self.failed,
            Outcome::Missing => &mut self.missing,
            Outcome::Removed => &mut self.removed,
            Outcome::Purged => &mut self.purged,
        } += 1;
    }
}
