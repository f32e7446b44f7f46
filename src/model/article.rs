//! Articles and versions, as commands return them.

use super::{
    ArticleId, MetadataChange, OperationId, Origin, ReaderKind, RecordedTime, VersionKind, VersionNumber,
};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A row of the view `articles`. Unknown values are `None` (`null` in JSON).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "the columns of the view, explained in doc/data-model.md")]
pub struct Article {
    pub id: ArticleId,
    pub key: String,
    pub source: String,
    pub version: VersionNumber,
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub outlet: Option<String>,
    pub author: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub section: Option<String>,
    pub words: u64,
    pub sha256: String,
    pub added_at: RecordedTime,
    pub removed_at: Option<RecordedTime>,
    /// The first words of the text, for an article without a title.
    #[serde(skip)]
    pub opening: String,
    /// The text, if the caller requested it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// One article with its metadata and versions.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArticleDetail {
    /// The article. Version, hash, words and text are those of the referenced version.
    #[serde(flatten)]
    pub article: Article,
    /// Fields that aren't standard: a string, or an array of strings for a repeatable field.
    pub metadata: BTreeMap<String, Value>,
    /// The origin of each field's value.
    pub origins: BTreeMap<String, Origin>,
    /// Every version, oldest first.
    pub versions: Vec<Version>,
}

/// One state of an article's content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// Its number within the article.
    pub number: VersionNumber,
    /// Its kind: the reason that it exists.
    pub kind: VersionKind,
    /// When it was imported.
    pub added_at: RecordedTime,
    /// When its bytes were captured, if that is known.
    pub captured: Option<RecordedTime>,
    /// The operation that imported it.
    pub operation: OperationId,
    /// The hash of its bytes.
    pub sha256: String,
    /// The number of its bytes.
    pub size: u64,
    /// The charset that decoded its bytes.
    pub charset: String,
    /// Whether some bytes are invalid in that charset.
    pub lossy: bool,
    /// What read its text from its bytes.
    pub reader: ReaderKind,
    /// The number of words in its text.
    pub words: u64,
    /// Whether it differs from the version before only in spacing, case or punctuation.
    pub same_words: bool,
}

/// The current value of a field and the change that set it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// The article.
    pub article: ArticleId,
    /// The field.
    pub field: String,
    /// Its current value. The values of a repeatable field are joined by `; `.
    pub value: Option<String>,
    /// The change that set the value, if any.
    pub change: Option<MetadataChange>,
    /// The last version whose document stated a value of the field, if the current one states none that the field accepts. `None` also
    /// if the value isn't from a document.
    pub earlier_version: Option<VersionNumber>,
    /// The values that the current version states for the field, the chosen ones first.
    pub candidates: Vec<Candidate>,
    /// Why the current version can't be read for candidates, if so.
    pub unread: Option<String>,
}

/// A value that an article's document states for a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// The field.
    pub field: String,
    /// The value, as the document states it.
    pub value: String,
    /// The rule that found it, for example `json-ld`, `og`, `byline` or `row:author`.
    pub rule: String,
    /// How it ranks.
    pub standing: CandidateStanding,
}

/// How a candidate ranks among those of its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CandidateStanding {
    /// The first that the field accepts. Several authors of one rule are chosen together.
    Chosen,
    /// The field would accept it, but another one comes first.
    Other,
    /// It would be the first, but it is the name of no outlet that is known, and a page makes none.
    UnknownOutlet,
    /// The field doesn't accept it.
    Refused,
}
