//! Rows and values of a table that an import skips, with the reasons.

use crate::model::ArticleId;
use serde::{Serialize, Serializer};

/// A skipped row or value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rejection {
    /// The first line of the row, counted from 1 as in an editor. In a JSON array on one line, the position in the array.
    pub line: u64,
    /// The article's name in the row.
    pub article: Option<String>,
    /// The field; `None` if the whole row was skipped.
    pub field: Option<String>,
    /// The reason, serialised as its message.
    pub reason: RejectionReason,
}

/// The reason why a row or a value was skipped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RejectionReason {
    /// A CSV row is longer or shorter than the first one.
    #[error("its number of columns is {found}, that of the first line {expected}")]
    ColumnCount {
        /// The number of columns of the row.
        found: usize,
        /// The number of columns of the first line.
        expected: usize,
    },
    /// A line isn't a JSON object. The parser's message.
    #[error("{0}")]
    NotAnObject(String),
    /// A JSON object has a member twice.
    #[error("it has '{0}' twice")]
    DuplicateMember(String),
    /// A JSON value is an object.
    #[error("the value is an object, not text")]
    ObjectAsValue,
    /// The field doesn't accept the value. The message names the field.
    #[error("{0}")]
    InvalidValue(String),
    /// Neither an id nor a key.
    #[error("it names no article")]
    NoArticle,
    /// The row has no key, and its id means nothing here.
    #[error("its id is of another corpus, and it has no key")]
    ForeignId,
    /// The id isn't a number.
    #[error("'{0}' is not the id of an article")]
    InvalidId(String),
    /// No article has this id.
    #[error("there is no article {0}")]
    UnknownId(ArticleId),
    /// No article has this key.
    #[error("there is no such article")]
    UnknownKey,
    /// Several articles have such a key.
    #[error("it could be article {0} or {1}")]
    AmbiguousKey(ArticleId, ArticleId),
    /// The id and the key of the row are those of two articles.
    #[error("its id and its key name two articles, {0} and {1}")]
    Contradiction(ArticleId, ArticleId),
}

impl Serialize for RejectionReason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
