//! Results of a search.

use super::{ArticleId, VersionNumber};
use serde::{Serialize, Serializer};

/// An article that a search found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "columns of the view articles")]
pub struct SearchHit {
    pub id: ArticleId,
    pub key: String,
    pub version: VersionNumber,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<String>,
    /// The rank, higher is better (negated BM25). `None` if there were too many matches to rank.
    pub score: Option<f64>,
    /// The best passage.
    pub snippet: Snippet,
}

/// A passage with each match between [`Snippet::OPEN`] and [`Snippet::CLOSE`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet(pub String);

impl Snippet {
    /// The mark before a match. A Unicode noncharacter, so it can't be mistaken for text.
    pub const OPEN: char = '\u{FDD0}';
    /// The mark after a match.
    pub const CLOSE: char = '\u{FDD1}';

    /// The passage with `open` before and `close` after each match.
    #[must_use]
    pub fn marked(&self, open: &str, close: &str) -> String {
        self.0.replace(Self::OPEN, open).replace(Self::CLOSE, close)
    }
}

impl Serialize for Snippet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.marked("[", "]"))
    }
}
