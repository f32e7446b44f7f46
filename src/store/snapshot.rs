//! Snapshots of articles, for exports and hashes.

use super::Reader;
use crate::Result;
use crate::model::{ArticleId, STANDARD_FIELDS, Sha256, VersionNumber};
use crate::store::file::read::Read as _;
use rusqlite::{Row, named_params};
use std::collections::BTreeMap;

/// An article in its current version.
pub(crate) struct Snapshot {
    pub(crate) key: String,
    pub(crate) source: String,
    pub(crate) removed: bool,
    pub(crate) version: VersionNumber,
    pub(crate) hashes: Hashes,
    pub(crate) charset: String,
    /// When the bytes were captured, if that is known.
    pub(crate) captured: Option<String>,
    /// How the columns of a row were read, as JSON.
    pub(crate) layout: Option<String>,
    /// Fields with their values, in order. Fields without a value are left out.
    pub(crate) values: BTreeMap<String, Vec<String>>,
}

/// The hashes of a version.
pub(crate) struct Hashes {
    pub(crate) bytes: Sha256,
    pub(crate) text: Sha256,
}

/// The snapshot of an article.
pub(crate) fn of(reader: &Reader, article: ArticleId) -> Result<Snapshot> {
    let mut state = reader
        .prepare_cached(
            "
            SELECT
                article.key, source.name AS source, article.removed_at IS NOT NULL AS removed,
                blob.sha256 AS bytes_sha256, text.sha256 AS text_sha256, version.number,
                version.charset, version.captured,
                (SELECT layout.columns FROM layout WHERE layout.id = version.layout) AS layout,
                article.title, article.subtitle, outlet.name AS outlet, article.author, article.published,
                article.modified, article.url, article.language, article.section
            FROM article
            JOIN source ON source.id = article.source
            JOIN version ON version.id = article.version
            JOIN blob ON blob.id = version.blob
            JOIN text ON text.id = version.text
            LEFT JOIN outlet ON outlet.id = article.outlet
            WHERE article.id = :article
            ",
        )?
        .query_row(named_params! { ":article": article }, from_row)?;
    // Own fields come from another table, ordered by ordinal, so pushing keeps their order.
    for (field, value) in super::tables::metadata::extra(reader, article)? {
        state.values.entry(field).or_default().push(value);
    }
    Ok(state)
}

/// The fields beyond the standard ones that an article had values of, and has none of now.
pub(crate) fn emptied(reader: &Reader, article: ArticleId) -> Result<Vec<String>> {
    let mut statement = reader.prepare_cached(
        "
        SELECT DISTINCT metadata_change.field
        FROM metadata_change
        JOIN field ON field.name = metadata_change.field
        WHERE metadata_change.article = :article
            AND NOT field.standard
            AND NOT EXISTS (
                SELECT 1
                FROM metadata
                WHERE metadata.article = metadata_change.article AND metadata.field = metadata_change.field
            )
        ORDER BY metadata_change.field
        ",
    )?;
    let fields = statement.query_map(named_params! { ":article": article }, |row| row.read("field"))?;
    Ok(fields.collect::<rusqlite::Result<_>>()?)
}

fn from_row(row: &Row) -> rusqlite::Result<Snapshot> {
    let mut values = BTreeMap::new();
    for field in STANDARD_FIELDS {
        if let Some(value) = row.read(field)? {
            values.insert(field.to_owned(), vec![value]);
        }
    }
    Ok(Snapshot {
        key: row.read("key")?,
        source: row.read("source")?,
        removed: row.read("removed")?,
        version: row.read("number")?,
        hashes: hashes(row)?,
        charset: row.read("charset")?,
        captured: row.read("captured")?,
        layout: row.read("layout")?,
        values,
    })
}

fn hashes(row: &Row) -> rusqlite::Result<Hashes> {
    Ok(Hashes { bytes: row.read("bytes_sha256")?, text: row.read("text_sha256")? })
}

/// The hashes of all versions of an article, oldest first.
pub(crate) fn of_versions(reader: &Reader, article: ArticleId) -> Result<Vec<Hashes>> {
    let mut statement = reader.prepare_cached(
        "
        SELECT blob.sha256 AS bytes_sha256, text.sha256 AS text_sha256
        FROM version
        JOIN blob ON blob.id = version.blob
        JOIN text ON text.id = version.text
        WHERE version.article = :article AND version.undone_by IS NULL
        ORDER BY coalesce(version.captured, version.added_at), version.number
        ",
    )?;
    let versions = statement.query_map(named_params! { ":article": article }, hashes)?;
    Ok(versions.collect::<rusqlite::Result<_>>()?)
}
