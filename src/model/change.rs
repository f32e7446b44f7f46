//! Changes of a field of an article, and differences between two states of the corpus.

use super::{ArticleId, OperationId, Origin, RecordedTime, VersionNumber};
use serde::Serialize;

/// A change of one field of one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MetadataChange {
    /// The article.
    pub article: ArticleId,
    /// The field, or `key` or `removed_at`.
    pub field: String,
    /// The position among the values of a repeatable field, from 0.
    pub ordinal: u32,
    /// The value before, if any.
    pub old: Option<String>,
    /// The value after, if any.
    pub new: Option<String>,
    /// The origin of the new value.
    pub origin: Origin,
    /// The operation that made the change; `None`: another program.
    pub operation: Option<OperationId>,
    /// The time of the change.
    pub changed_at: RecordedTime,
}

/// The difference in one article's content between two states of the corpus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleChange {
    /// The article.
    pub id: ArticleId,
    /// Its key at the end.
    pub key: String,
    /// Its title at the end.
    pub title: Option<String>,
    /// The version at the beginning; `None`: the article didn't exist yet.
    pub from_version: Option<VersionNumber>,
    /// The version at the end; `None`: the operation that added the article was undone.
    pub to_version: Option<VersionNumber>,
}

/// A change of a definition: an outlet, an alias of an outlet, a field, or the folder of a source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DefinitionChange {
    /// `outlet`, `outlet_alias`, `field` or `source`.
    pub relation: String,
    /// The name of the outlet, alias, field or source.
    pub subject: String,
    /// The attribute, such as `homepage`.
    pub attribute: String,
    /// The value before, if any.
    pub old: Option<String>,
    /// The value after, if any.
    pub new: Option<String>,
}
