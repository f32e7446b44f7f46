//! How versions were read from their bytes, so that they can be read again.

use crate::Result;
use crate::model::{ArticleId, ReaderKind, RecordedTime, UtcTime, VersionNumber};
use crate::store::Reader;
use crate::store::file::read::Read as _;
use rusqlite::{Row, named_params};

/// A version of an article, and how it was read.
pub(crate) struct StoredReading {
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
pub(crate) fn current(reader: &Reader, article: ArticleId) -> Result<StoredReading> {
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
        .query_row(named_params! { ":article": article }, from_row)?)
}

/// How the versions of an article were read, newest first.
pub(crate) fn all(reader: &Reader, article: ArticleId) -> Result<Vec<StoredReading>> {
    let mut statement = reader.prepare_cached(
        "
        SELECT
            article.key, article.url, version.number, version.blob, version.charset, version.reader, text.words,
            version.captured, version.layout,
            (SELECT layout.columns FROM layout WHERE layout.id = version.layout) AS columns
        FROM version
        JOIN article ON article.id = version.article
        JOIN text ON text.id = version.text
        WHERE version.article = :article AND version.undone_by IS NULL
        ORDER BY coalesce(version.captured, version.added_at) DESC, version.number DESC
        ",
    )?;
    let readings = statement.query_map(named_params! { ":article": article }, from_row)?;
    Ok(readings.collect::<rusqlite::Result<_>>()?)
}

/// How the versions of an article after a time were read, newest first, at most `limit`.
pub(crate) fn after(
    reader: &Reader,
    article: ArticleId,
    time: UtcTime,
    limit: u32,
) -> Result<Vec<StoredReading>> {
    let mut statement = reader.prepare_cached(
        "
        SELECT
            article.key, article.url, version.number, version.blob, version.charset, version.reader, text.words,
            version.captured, version.layout,
            (SELECT layout.columns FROM layout WHERE layout.id = version.layout) AS columns
        FROM version
        JOIN article ON article.id = version.article
        JOIN text ON text.id = version.text
        WHERE version.article = :article
            AND version.undone_by IS NULL
            AND coalesce(version.captured, version.added_at) > :time
        ORDER BY coalesce(version.captured, version.added_at) DESC, version.number DESC
        LIMIT :limit
        ",
    )?;
    let readings = statement
        .query_map(named_params! { ":article": article, ":time": time, ":limit": limit }, from_row)?;
    Ok(readings.collect::<rusqlite::Result<_>>()?)
}

fn from_row(row: &Row) -> rusqlite::Result<StoredReading> {
    Ok(StoredReading {
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
}
