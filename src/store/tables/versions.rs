//! Versions: the states of an article's content, in order. A version that was undone is as if it weren't there.

use crate::Result;
use crate::model::{
    ArticleChange, ArticleId, OperationId, ReaderKind, UtcTime, Version, VersionKind, VersionNumber,
};
use crate::store::as_of;
use crate::store::file::read::Read as _;
use crate::store::past::Past;
use crate::store::tables::contents::ContentIds;
use crate::store::{Reader, Writer};
use rusqlite::{OptionalExtension, Row, named_params};

/// A version, ready to be added.
pub(crate) struct NewVersion<'a> {
    pub(crate) article: ArticleId,
    pub(crate) content: ContentIds,
    pub(crate) charset: &'a str,
    pub(crate) lossy: bool,
    /// The reader of the text.
    pub(crate) reader: &'a ReaderKind,
    /// The number of the reader's rules.
    pub(crate) rules: u32,
    /// The row of `layout` by which a row's columns were read.
    pub(crate) layout: Option<i64>,
    /// When the bytes were captured, if that is known.
    pub(crate) captured: Option<UtcTime>,
    pub(crate) operation: OperationId,
    pub(crate) kind: VersionKind,
    pub(crate) added_at: UtcTime,
}

/// The id that the next version will have.
pub(crate) fn next_id(writer: &Writer) -> Result<i64> {
    Ok(writer
        .prepare_cached("SELECT 1 + coalesce(max(id), 0) FROM version")?
        .query_row([], |row| row.read(0))?)
}

/// Adds the first version of an article that was added with its id as the current one.
pub(crate) fn add_first(writer: &Writer, id: i64, version: &NewVersion) -> Result<VersionNumber> {
    insert(writer, Some(id), VersionNumber(1), version)?;
    Ok(VersionNumber(1))
}

/// Adds a version and makes the latest one by time the current one. Its number follows the highest, also where it was
/// captured before other versions.
pub(crate) fn add(writer: &Writer, version: &NewVersion) -> Result<VersionNumber> {
    let number = writer
        .prepare_cached("SELECT 1 + coalesce(max(number), 0) FROM version WHERE article = :article")?
        .query_row(named_params! { ":article": version.article }, |row| row.read(0))?;
    insert(writer, None, number, version)?;
    writer
        .prepare_cached(
            "
            UPDATE article
            SET version = (
                SELECT version.id
                FROM version
                WHERE version.article = article.id AND version.undone_by IS NULL
                ORDER BY coalesce(version.captured, version.added_at) DESC, version.number DESC
                LIMIT 1
            )
            WHERE id = :article
            ",
        )?
        .execute(named_params! { ":article": version.article })?;
    Ok(number)
}

fn insert(writer: &Writer, id: Option<i64>, number: VersionNumber, version: &NewVersion) -> Result<i64> {
    writer
        .prepare_cached(
            "
            INSERT INTO version (
                id, article, number, blob, text, charset, lossy, reader, rules, layout, operation, kind,
                added_at, captured
            )
            VALUES (
                :id, :article, :number, :blob, :text, :charset, :lossy, :reader, :rules, :layout, :operation, :kind,
                :added_at, :captured
            )
            ",
        )?
        .execute(named_params! {
            ":id": id,
            ":article": version.article,
            ":number": number,
            ":blob": version.content.blob,
            ":text": version.content.text,
            ":charset": version.charset,
            ":lossy": version.lossy,
            ":reader": version.reader.as_str(),
            ":rules": version.rules,
            ":layout": version.layout,
            ":operation": version.operation,
            ":kind": version.kind,
            ":added_at": version.added_at,
            ":captured": version.captured,
        })?;
    Ok(writer.last_insert_rowid())
}

/// The content of an article's current version.
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
            Ok(ContentIds { blob: row.read("blob")?, text: row.read("text")? })
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
        .query_row(named_params! { ":article": article, ":blob": blob }, |row| row.read(0))?)
}

/// Whether a version of the article holds these bytes, captured at this time.
pub(crate) fn has_capture(reader: &Reader, article: ArticleId, blob: i64, captured: UtcTime) -> Result<bool> {
    Ok(reader
        .prepare_cached(
            "
            SELECT EXISTS (
                SELECT 1
                FROM version
                WHERE article = :article AND blob = :blob AND captured = :captured AND undone_by IS NULL
            )
            ",
        )?
        .query_row(named_params! { ":article": article, ":blob": blob, ":captured": captured }, |row| {
            row.read(0)
        })?)
}

/// The text of the version that was current at a time.
pub(crate) fn text_at(reader: &Reader, article: ArticleId, time: UtcTime) -> Result<Option<i64>> {
    Ok(reader
        .prepare_cached(
            "
            SELECT text
            FROM version
            WHERE article = :article AND coalesce(captured, added_at) <= :time AND undone_by IS NULL
            ORDER BY coalesce(captured, added_at) DESC, number DESC
            LIMIT 1
            ",
        )?
        .query_row(named_params! { ":article": article, ":time": time }, |row| row.read(0))
        .optional()?)
}

/// The text of the first version after a time.
pub(crate) fn text_after(reader: &Reader, article: ArticleId, time: UtcTime) -> Result<Option<i64>> {
    Ok(reader
        .prepare_cached(
            "
            SELECT text
            FROM version
            WHERE article = :article AND coalesce(captured, added_at) > :time AND undone_by IS NULL
            ORDER BY coalesce(captured, added_at), number
            LIMIT 1
            ",
        )?
        .query_row(named_params! { ":article": article, ":time": time }, |row| row.read(0))
        .optional()?)
}

/// The number of the version that was current just before `end`, a prefix of a time.
pub(crate) fn number_before(reader: &Reader, article: ArticleId, end: &str) -> Result<Option<VersionNumber>> {
    Ok(reader
        .prepare_cached(
            "
            SELECT number
            FROM version
            WHERE article = :article AND coalesce(captured, added_at) < :end AND undone_by IS NULL
            ORDER BY coalesce(captured, added_at) DESC, number DESC
            LIMIT 1
            ",
        )?
        .query_row(named_params! { ":article": article, ":end": end }, |row| row.read(0))
        .optional()?)
}

/// When a version was imported.
pub(crate) fn added_at(reader: &Reader, article: ArticleId, number: VersionNumber) -> Result<String> {
    Ok(reader
        .prepare_cached("SELECT added_at FROM version WHERE article = :article AND number = :number")?
        .query_row(named_params! { ":article": article, ":number": number }, |row| row.read(0))?)
}

/// The number of the last version before this one whose text is another, or else of the version before this one. Undone
/// versions don't count.
pub(crate) fn before(
    reader: &Reader,
    article: ArticleId,
    number: VersionNumber,
) -> Result<Option<VersionNumber>> {
    Ok(reader
        .prepare_cached(
            "
            SELECT earlier.number
            FROM version AS this
            JOIN version AS earlier ON earlier.article = this.article AND earlier.undone_by IS NULL
            WHERE this.article = :article
                AND this.number = :number
                AND (coalesce(earlier.captured, earlier.added_at), earlier.number)
                    < (coalesce(this.captured, this.added_at), this.number)
            ORDER BY
                earlier.text = this.text, coalesce(earlier.captured, earlier.added_at) DESC, earlier.number DESC
            LIMIT 1
            ",
        )?
        .query_row(named_params! { ":article": article, ":number": number }, |row| row.read(0))
        .optional()?)
}

/// Gives the articles to `visit` whose version in state `to` isn't the one in state `from`, by id.
pub(crate) fn between(
    reader: &Reader,
    from: &Past,
    to: &Past,
    visit: &mut dyn FnMut(&ArticleChange) -> Result<()>,
) -> Result<()> {
    let operations = |undone: Vec<(i64, i64)>| undone.into_iter().map(|(id, _)| id).collect::<Vec<_>>();
    let undone_from = operations(as_of::undone(reader, from.operation)?);
    let undone_to = operations(as_of::undone(reader, to.operation)?);
    let mut statement = reader.prepare_cached(
        "
        WITH
            undone_from (operation) AS MATERIALIZED (SELECT value FROM json_each(:undone_from)),
            undone_to (operation) AS MATERIALIZED (SELECT value FROM json_each(:undone_to)),
            concerned (article) AS (
                SELECT article FROM version WHERE operation > :from AND operation <= :to
                UNION
                SELECT article
                FROM version
                WHERE operation IN (
                    SELECT operation FROM undone_from UNION SELECT operation FROM undone_to
                )
            ),
            compared AS (
                SELECT
                    article,
                    (
                        SELECT number
                        FROM version
                        WHERE version.article = concerned.article AND operation <= :from
                            AND operation NOT IN (SELECT operation FROM undone_from)
                        ORDER BY coalesce(captured, added_at) DESC, number DESC
                        LIMIT 1
                    ) AS from_version,
                    (
                        SELECT number
                        FROM version
                        WHERE version.article = concerned.article AND operation <= :to
                            AND operation NOT IN (SELECT operation FROM undone_to)
                        ORDER BY coalesce(captured, added_at) DESC, number DESC
                        LIMIT 1
                    ) AS to_version
                FROM concerned
            )
        SELECT
            article.id,
            coalesce(
                (
                    SELECT metadata_change.old
                    FROM metadata_change
                    WHERE metadata_change.article = article.id AND metadata_change.field = 'key'
                        AND article.version IS NULL
                    ORDER BY metadata_change.id DESC
                    LIMIT 1
                ),
                article.key
            ) AS key,
            article.title, compared.from_version, compared.to_version
        FROM compared
        JOIN article ON article.id = compared.article
        WHERE compared.from_version IS NOT compared.to_version
        ORDER BY article.id
        ",
    )?;
    let parameters = named_params! {
        ":from": from.operation,
        ":to": to.operation,
        ":undone_from": serde_json::json!(undone_from).to_string(),
        ":undone_to": serde_json::json!(undone_to).to_string(),
    };
    let mut changes = statement.query_map(parameters, |row| {
        Ok(ArticleChange {
            id: row.read("id")?,
            key: row.read("key")?,
            title: row.read("title")?,
            from_version: row.read("from_version")?,
            to_version: row.read("to_version")?,
        })
    })?;
    changes.try_for_each(|change| visit(&change?))
}

/// All versions of an article, oldest first.
pub(crate) fn list(reader: &Reader, article: ArticleId) -> Result<Vec<Version>> {
    let mut statement = reader.prepare_cached(
        "
        SELECT
            number, kind, added_at, captured, operation, sha256, size, charset, lossy, reader, words,
            coalesce(
                normalized_sha256
                    = lag(normalized_sha256) OVER (ORDER BY coalesce(captured, added_at), number),
                0
            ) AS same_words
        FROM versions
        WHERE article = :article
        ORDER BY coalesce(captured, added_at), number
        ",
    )?;
    let versions = statement.query_map(named_params! { ":article": article }, from_row)?;
    Ok(versions.collect::<rusqlite::Result<_>>()?)
}

fn from_row(row: &Row) -> rusqlite::Result<Version> {
    Ok(Version {
        number: row.read("number")?,
        kind: row.read("kind")?,
        added_at: row.read("added_at")?,
        captured: row.read("captured")?,
        operation: row.read("operation")?,
        sha256: row.read("sha256")?,
        size: row.read("size")?,
        charset: row.read("charset")?,
        lossy: row.read("lossy")?,
        reader: row.read("reader")?,
        words: row.read("words")?,
        same_words: row.read("same_words")?,
    })
}
