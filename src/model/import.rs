//! The results of an import: for each file, and in total.

use super::{ArticleId, FieldType, OperationId, VersionNumber};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The result of an import for one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A new article.
    Added,
    /// A new version of an article.
    Changed,
    /// A new version with the bytes of an earlier one.
    Reverted,
    /// A new version with the same bytes, decoded in another charset.
    Redecoded,
    /// A new version with other bytes and the same text, from another capture.
    Recaptured,
    /// A new version with the same bytes, read by other rules.
    Reread,
    /// The current version was seen again.
    Unchanged,
    /// The same bytes at a new path, while the old path is missing. The article keeps its id.
    Moved,
    /// A new article with the bytes of another article.
    Duplicate,
    /// An article that an earlier import had removed was restored.
    Restored,
    /// The file couldn't be imported.
    Failed,
    /// The file isn't an article, so it was left out.
    Skipped,
    /// A known file is missing.
    Missing,
    /// The article of a missing file was removed.
    Removed,
    /// The file of a purged article. It wasn't imported.
    Purged,
}

impl Outcome {
    /// The name in the store and in messages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Reverted => "reverted",
            Self::Redecoded => "redecoded",
            Self::Recaptured => "recaptured",
            Self::Reread => "reread",
            Self::Unchanged => "unchanged",
            Self::Moved => "moved",
            Self::Duplicate => "duplicate",
            Self::Restored => "restored",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
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

/// An event of an import: the result for one file that wasn't unchanged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportEvent {
    /// The file as a key (source and path), or as the user named it if it belongs to no source.
    pub path: String,
    /// The result.
    pub outcome: Outcome,
    /// The article of the file.
    pub article: Option<ArticleId>,
    /// The new version.
    pub version: Option<VersionNumber>,
    /// The reason of a failure, the old path of a move, the article of a duplicate, or a remark about the decoding.
    pub detail: Option<String>,
    /// The old path of a moved file below its source's root, in the bytes of the file system.
    #[serde(skip)]
    pub moved_from: Option<Vec<u8>>,
    /// Whether the event concerns a key from a sidecar or from the source's pattern: the new article's key, or a key that another
    /// article has.
    #[serde(skip)]
    pub key_from_sidecar: bool,
}

/// A domain of articles without an outlet, which no outlet has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnknownHost {
    /// The registrable domain of the articles' addresses.
    pub host: String,
    /// The number of its articles.
    pub articles: u64,
    /// The name of the site that most of its pages in this import state.
    pub name: Option<String>,
}

/// What a table is taken for. Its rows are articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableReport {
    /// The file, as a key.
    pub path: String,
    /// Its format: `csv`, `tsv` or `json`.
    pub format: String,
    /// The columns of texts; of each row, the first one that isn't empty is the text.
    pub texts: Vec<String>,
    /// Whether the column of texts has no known name, and was recognised by its long values.
    pub is_guessed: bool,
    /// The columns that name a row. Without any, the hash of its text does.
    pub identities: Vec<String>,
    /// The fields.
    pub fields: Vec<TableField>,
}

/// A column that becomes a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableField {
    /// The field.
    pub field: String,
    /// The column.
    pub column: String,
    /// The type that all its values have. A new field is defined as a text, because later values may differ.
    #[serde(rename = "type")]
    pub kind: FieldType,
}

/// Dates of one column that couldn't be read, for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnreadDates {
    /// The column of the table, or the key of the front matter.
    pub column: String,
    /// The reason, such as `day and month could be exchanged`.
    pub reason: String,
    /// Whether the order of day, month and year would make them dates.
    pub needs_order: bool,
    /// Number of articles without the date.
    pub articles: u64,
    /// The first of the values, as written.
    pub example: String,
    /// The file of the example, as a key.
    pub path: String,
    /// Its line in the table.
    pub line: Option<u64>,
}

/// The order of the numeric dates of a table, as those dates prove that have only one reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableDayOrder {
    /// The table, as a key.
    pub path: String,
    /// `dmy` or `mdy`.
    pub order: String,
}

/// The tables for which the given meanings of columns count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MappedTables {
    /// Number of tables with at least one of the columns.
    pub with: u64,
    /// Number of tables without any. Their columns are read by their own names.
    pub without: u64,
    /// The first of these, as a key.
    pub example: Option<String>,
}

/// How the paths of files are read by the pattern, for a dry run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PatternReport {
    /// Number of files and members whose paths are like the pattern.
    pub like: u64,
    /// Number of those whose paths aren't.
    pub unlike: u64,
    /// The first of those that are.
    pub examples: Vec<PathReading>,
    /// The first of those that aren't, below the source.
    pub unlike_examples: Vec<String>,
}

/// A path as the pattern reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PathReading {
    /// The path below the source.
    pub path: String,
    /// The names of the parts (`title`, `captured`, `key`) and their values.
    pub values: Vec<(String, String)>,
}

/// Files that the pattern would make versions of one article, and that keep the articles which they had before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EarlierArticles {
    /// Number of files.
    pub files: u64,
    /// The imports that added their articles.
    pub operations: Vec<OperationId>,
}

/// What has to be known about an import beside its totals.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ImportNotes {
    /// The most frequent domains of addresses in this import that belong to no outlet.
    pub unknown_hosts: Vec<UnknownHost>,
    /// The tables of articles, if it is a dry run.
    pub tables: Vec<TableReport>,
    /// Dates that couldn't be read.
    pub unread_dates: Vec<UnreadDates>,
    /// Tables in which some dates prove the order of the others.
    pub day_orders: Vec<TableDayOrder>,
    /// Tables whose rows are named by the hash of their texts, as keys, so that an edited row is another article.
    pub unnamed_rows: Vec<String>,
    /// The tables for which the given meanings of columns count; `None` if none were read or given.
    pub map: Option<MappedTables>,
    /// How the pattern reads paths, if it is a dry run.
    pub pattern: Option<PatternReport>,
    /// Files that keep their articles although the pattern gives them a key.
    pub earlier_articles: Option<EarlierArticles>,
}

/// The totals of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// The operation; `None` for a dry run.
    pub operation: Option<OperationId>,
    /// The sources that were imported, joined by `, `.
    pub source: String,
    /// New articles.
    pub added: u64,
    /// New versions.
    pub changed: u64,
    /// New versions with the bytes of an earlier one.
    pub reverted: u64,
    /// New versions of the same bytes in another charset.
    pub redecoded: u64,
    /// New versions from another capture with the same text.
    pub recaptured: u64,
    /// New versions of the same bytes, read by other rules.
    pub reread: u64,
    /// Unchanged files.
    pub unchanged: u64,
    /// Moved files.
    pub moved: u64,
    /// New articles with the bytes of another article.
    pub duplicate: u64,
    /// Restored articles.
    pub restored: u64,
    /// Files that couldn't be imported.
    pub failed: u64,
    /// Files that aren't articles.
    pub skipped: u64,
    /// Leftovers of editors and browsers, which are skipped without an event.
    pub leftovers: u64,
    /// Files that the source's globs exclude. Articles that were imported from them stay as they are.
    pub excluded: u64,
    /// Files that aren't like the source's pattern, so that their paths said nothing.
    pub unlike_pattern: u64,
    /// Missing files.
    pub missing: u64,
    /// Articles removed because their files are missing.
    pub removed: u64,
    /// Files of purged articles. They weren't imported.
    pub purged: u64,
    /// Articles that received values from `--set`, a sidecar, their path, the host name of their address, or other meanings of columns.
    pub annotated: u64,
    /// New versions with a charset that was guessed from one or two letters.
    pub guessed: u64,
    /// What has to be known beside the totals.
    #[serde(flatten)]
    pub notes: ImportNotes,
    /// Bytes read.
    pub bytes: u64,
    /// Whether it was interrupted.
    pub interrupted: bool,
}

impl ImportReport {
    /// Adds one file to the totals.
    pub fn count(&mut self, outcome: Outcome) {
        *match outcome {
            Outcome::Added => &mut self.added,
            Outcome::Changed => &mut self.changed,
            Outcome::Reverted => &mut self.reverted,
            Outcome::Redecoded => &mut self.redecoded,
            Outcome::Recaptured => &mut self.recaptured,
            Outcome::Reread => &mut self.reread,
            Outcome::Unchanged => &mut self.unchanged,
            Outcome::Moved => &mut self.moved,
            Outcome::Duplicate => &mut self.duplicate,
            Outcome::Restored => &mut self.restored,
            Outcome::Failed => &mut self.failed,
            Outcome::Skipped => &mut self.skipped,
            Outcome::Missing => &mut self.missing,
            Outcome::Removed => &mut self.removed,
            Outcome::Purged => &mut self.purged,
        } += 1;
    }
}
