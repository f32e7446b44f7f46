//! Versions: the states of an article's content, in order. A version that was undone is as if it weren't there.

use super::contents::ContentIds;
use super::{Reader, Writer};
use crate::Result;
use crate::model::{ArticleId, OperationId, UtcTime, Version, VersionNumber};
use rusqlite::{OptionalExtension, Row, named_params};

/// A version, ready to be added.
pub(crate) struct NewVersion<'a> {
    pub(crate) article: ArticleId,
    pub(crate) content: ContentIds,
    pub(crate) charset: &'a str,
    pub(crate) lossy: bool,
    pub(crate) operation: OperationId,
    pub(crate) kind: &'a str,
    pub(crate) added_at: UtcTime,
}

/// Adds a version after the last and makes it the current one.
pub(crate) fn add(writer: &Writer, version: &NewVersion) -> Result<VersionNumber> {
    let (id, number): (i64, VersionNumber) = writer
        .prepare_cached(
            "
            INSERT INTO version (article, number, blob, text, charset, lossy, operation, kind, added_at)
            VALUES (
                :article, 1 + coalesce((SELECT max(number) FROM version WHERE article = :article), 0),
                :blob, :text, :charset, :lossy, :operation, :kind, :added_at
            )
            RETURNING id, number
            ",
        )?
        .query_row(
            named_params! {
                ":article": version.article,
                ":blob": version.content.blob,
                ":text": version.content.text,
                ":charset": version.charset,
                ":lossy": version.lossy,
                ":operation": version.operation,
                ":kind": version.kind,
                ":added_at": version.added_at,
            },
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
    writer
        .prepare_cached("UPDATE article SET version = :version WHERE id = :article")?
        .execute(named_params! { ":version": id, ":article": version.article })?;
    Ok(number)
}

/// What the current version of an article holds.
pub(crate) fn current_content(reader: &Reader, article: ArticleId) -> Result<Option<ContentIds>> {
    Ok(reader
        .prepare_cached(
            "
            SELECT version.blob, version.text
            FROM article
            JOIN version ON version.id = article.version
            WHERE article.id = :article
            ",
        )?
        .query_row(named_params! { ":article": article }, |row| {
            Ok(ContentIds { blob: row.get("blob")?, text: row.get("text")? })
        })
        .optional()?)
}

/// Whether any version of the article holds these bytes.
pub(crate) fn had(reader: &Reader, article: ArticleId, blob: i64) -> Result<bool> {
    Ok(reader
        .prepare_cached(
            "
            SELECT EXISTS (
                SELECT 1 FROM version WHERE article = :article AND blob = :blob AND undone_by IS NULL
            )
            ",
        )?
        .query_row(named_params! { ":article": article, ":blob": blob }, |row| row.get(0))?)
}

/// The number of the version that was current just before `end`, a prefix of a time.
pub(crate) fn number_before(reader: &Reader, article: ArticleId, end: &str) -> Result<Option<VersionNumber>> {
    Ok(reader
        .prepare_cached(
            "
            SELECT max(number) FROM version
            WHERE article = :article AND added_at < :end AND undone_by IS NULL
            ",
        )?
        .query_row(named_params! { ":article": article, ":end": end }, |row| row.get(0))?)
}

/// All versions of an article, oldest first.
pub(crate) fn list(reader: &Reader, article: ArticleId) -> Result<Vec<Version>> {
    let mut statement = reader.prepare_cached(
        "
        SELECT
            number, kind, added_at, operation, sha256, size, charset, lossy, words,
            coalesce(normalized_sha256 = lag(normalized_sha256) OVER (ORDER BY number), 0) AS same_words
        FROM versions
        WHERE article = :article
        ORDER BY number
        ",
    )?;
    let versions = statement.query_map(named_params! { ":article": article }, from_row)?;
    Ok(versions.collect::<rusqlite::Result<_>>()?)
}

fn from_row(row: &Row) -> rusqlite::Result<Version> {
    Ok(Version {
        number: row.get("number")?,
        kind: row.get("kind")?,
        added_at: row.get("added_at")?,
        operation: row.get("operation")?,
        sha256: row.get("sha256")?,
        size: row.get("size")?,
        charset: row.get("charset")?,
        lossy: row.get("lossy")?,
        words: row.get("words")?,
        same_words: row.get("same_words")?,
    })
}
