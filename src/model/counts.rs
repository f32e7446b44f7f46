//! The sizes of a corpus.

use serde::Serialize;

/// The numbers of what a corpus has. Unless they say otherwise, they are about live articles.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CorpusCounts {
    /// Articles.
    pub articles: u64,
    /// Articles that were removed.
    pub removed: u64,
    /// Versions.
    pub versions: u64,
    /// Outlets that have an article.
    pub outlets: u64,
    /// The earliest date of publication.
    pub first_published: Option<String>,
    /// The latest date of publication.
    pub last_published: Option<String>,
    /// Articles without a date of publication.
    pub without_date: u64,
    /// Articles without an outlet.
    pub without_outlet: u64,
    /// Articles whose file was missing at the last import of its source.
    pub missing: u64,
    /// Size of the file in bytes, without a log beside it.
    pub size: u64,
}
