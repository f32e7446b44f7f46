//! What the commands say of an article and its versions.

use super::{ArticleId, MetadataChange, OperationId, Origin, VersionKind, VersionNumber};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// An article as the view `articles` shows it; unknown values are `None` (`null` in JSON).
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
    pub added_at: String,
    pub removed_at: Option<String>,
    /// The first words of the text, for an article without a title.
    #[serde(skip)]
    pub opening: String,
    /// The text, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// One article with all that is known about it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArticleDetail {
    /// The article; its version, hash, words and text are those that the reference names.
    #[serde(flatten)]
    pub article: Article,
    /// The fields beyond the standard ones: a string, or an array of strings for a repeatable field.
    pub metadata: BTreeMap<String, Value>,
    /// Where the value of each field is from.
    pub origins: BTreeMap<String, Origin>,
    /// Every version, oldest first.
    pub versions: Vec<Version>,
}

/// One state of an article's content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Version {
    /// Its number within the article.
    pub number: VersionNumber,
    /// Why it exists.
    pub kind: VersionKind,
    /// When it was imported.
    pub added_at: String,
    /// The operation that imported it.
    pub operation: OperationId,
    /// The hash of its bytes.
    pub sha256: String,
    /// Its bytes, in number.
    pub size: u64,
    /// How its bytes were read as text.
    pub charset: String,
    /// Whether some bytes had no reading in that charset.
    pub lossy: bool,
    /// The words of its text, in number.
    pub words: u64,
    /// Whether it has the same words as the version before, and differs in spacing, case or punctuation alone.
    pub same_words: bool,
}

/// The current value of a field and the change that set it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// The article.
    pub article: ArticleId,
    /// The field.
    pub field: String,
    /// Its value now; for a repeatable field, its values joined by `; `.
    pub value: Option<String>,
    /// The change that made it so, if there ever was one.
    pub change: Option<MetadataChange>,
}
