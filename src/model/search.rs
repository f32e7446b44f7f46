//! What a search finds.

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
    /// How well it fits, higher is better (BM25, sign turned); `None` when so many fit that none was ranked.
    pub score: Option<f64>,
    /// The passage that fits best.
    pub snippet: Snippet,
}

/// A passage in which each found word stands between [`Snippet::OPEN`] and [`Snippet::CLOSE`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet(pub String);

impl Snippet {
    /// Stands before a found word. A noncharacter: Unicode keeps it out of every text.
    pub const OPEN: char = '\u{FDD0}';
    /// Stands after a found word.
    pub const CLOSE: char = '\u{FDD1}';

    /// The passage with `open` before and `close` after each found word.
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
