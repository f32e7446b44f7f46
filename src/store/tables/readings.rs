//! How current versions were read from their bytes, so that they can be read again.

use crate::Result;
use crate::model::{ArticleId, ReaderKind, RecordedTime, VersionNumber};
use crate::store::Reader;
use crate::store::file::read::Read as _;
use rusqlite::named_params;

/// An article's current version, and how it was read.
pub(crate) struct CurrentReading {
    pub(crate) key: String,
    /// The address of the article.
    pub(crate) url: Option<String>,
    pub(crate) version: VersionNumber,
    pub(crate) blob: i64,
    pub(crate) charset: String,
    pub(crate) reader: ReaderKind,
    pub(crate) words: u64,
    pub(crate) captured: Option<RecordedTime>,
    /// The row of `layout` of a row's table, and its columns as JSON.
    pub(crate) layout: Option<i64>,
    pub(crate) columns: Option<String>,
}

/// How the current version of an article was read.
pub(crate) fn current(reader: &Reader, article: ArticleId) -> Result<CurrentReading> {
    Ok(reader
        .prepare_cached(
            "
            SELECT
                article.key, article.url, version.number, version.blob, version.charset, version.reader, text.words,
                version.captured, version.layout,
                (SELECT layout.columns FROM layout WHERE layout.id = version.layout) AS columns
            FROM article
            JOIN version ON version.id = article.version
            JOIN text ON text.id = version.text
            WHERE article.id = :article
            ",
        )?
        .query_row(named_params! { ":article": article }, |row| {
            Ok(CurrentReading {
                key: row.read("key")?,
                url: row.read("url")?,
                version: row.read("number")?,
                blob: row.read("blob")?,
                charset: row.read("charset")?,
                reader: row.read("reader")?,
                words: row.read("words")?,
                captured: row.read("captured")?,
                layout: row.read("layout")?,
                columns: row.read("columns")?,
            })
        })?)
}
