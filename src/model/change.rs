//! What changed: one field of one article, or the corpus between two operations.

use super::{ArticleId, OperationId, Origin, VersionNumber};
use serde::Serialize;

/// A change of one field of one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MetadataChange {
    /// The article.
    pub article: ArticleId,
    /// The field, or `key` or `removed_at`.
    pub field: String,
    /// The place among the values of a repeatable field, counted from 0.
    pub ordinal: u32,
    /// The value before, if there was one.
    pub old: Option<String>,
    /// The value after, if there is one.
    pub new: Option<String>,
    /// Where the new value is from.
    pub origin: Origin,
    /// The operation that made the change; `None` when another program did.
    pub operation: Option<OperationId>,
    /// When.
    pub changed_at: String,
}

/// What happened to one article's content between two states of the corpus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleChange {
    /// The article.
    pub id: ArticleId,
    /// Its key at the end.
    pub key: String,
    /// Its title at the end.
    pub title: Option<String>,
    /// The version at the beginning; `None`: the article wasn't there yet.
    pub from_version: Option<VersionNumber>,
    /// The version at the end; `None`: the article isn't there any more, because what had added it was undone.
    pub to_version: Option<VersionNumber>,
}

/// A change of what articles only refer to: an outlet, a name that means one, a field, where a source lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DefinitionChange {
    /// `outlet`, `outlet_alias`, `field` or `source`.
    pub relation: String,
    /// Which, by its name.
    pub subject: String,
    /// What of it.
    pub attribute: String,
    /// The value before, if there was one.
    pub old: Option<String>,
    /// The value after, if there is one.
    pub new: Option<String>,
}
