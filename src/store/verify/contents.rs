//! Texts and bytes as they are stored, one at a time.

use super::walk;
use crate::model::{ArticleId, ReaderKind, Sha256, VersionNumber};
use crate::store::Reader;
use crate::store::file::read::Read as _;
use crate::store::tables::contents::unpacked;
use crate::{Error, Result};
use rusqlite::{OptionalExtension, Row, named_params};

/// A row of `text`.
pub(crate) struct StoredText {
    pub(crate) id: i64,
    pub(crate) sha256: Sha256,
    pub(crate) words: u64,
    pub(crate) normalized_sha256: Sha256,
    pub(crate) normalized_profile: u32,
    pub(crate) body: Vec<u8>,
}

/// A row of `blob`.
pub(crate) struct StoredBlob {
    pub(crate) id: i64,
    pub(crate) sha256: Sha256,
    pub(crate) size: u64,
    /// The bytes; `None` where a text is these bytes.
    pub(crate) data: Option<Vec<u8>>,
}

/// A version of some bytes.
pub(crate) struct StoredVersion {
    pub(crate) article: ArticleId,
    pub(crate) number: VersionNumber,
    pub(crate) text: i64,
    pub(crate) charset: String,
    pub(crate) lossy: bool,
    /// What read the text, and the number of its rules.
    pub(crate) reader: ReaderKind,
    pub(crate) rules: u32,
    /// How the columns of a row were read.
    pub(crate) columns: Option<String>,
}

/// A version, and the article that it is of.
pub(crate) type VersionPlace = (ArticleId, VersionNumber);

/// All texts; of one that can't be read, its id and why.
pub(crate) fn texts(
    reader: &Reader,
    visit: &mut dyn FnMut(Result<StoredText, (i64, Error)>) -> Result<()>,
) -> Result<()> {
    // One row at a time: a scan of the table would end at the first row that can't be read.
    let next = |from: i64| {
        reader
            .prepare_cached(
                "
                SELECT
                    id, sha256, words, normalized_sha256, normalized_profile, CAST(body AS BLOB) AS body
                FROM text
                WHERE id >= :from
                ORDER BY id
                LIMIT 1
                ",
            )?
            .query_row(named_params! { ":from": from }, |row| {
                Ok(StoredText {
                    id: row.read("id")?,
                    sha256: row.read("sha256")?,
                    words: row.read("words")?,
                    normalized_sha256: row.read("normalized_sha256")?,
                    normalized_profile: row.read("normalized_profile")?,
                    body: row.read("body")?,
                })
            })
            .optional()
            .map_err(Error::from)
    };
    // Versions and blobs still name the id of a text whose own row is lost.
    let referred = |from: i64| {
        reader
            .prepare_cached(
                "
                SELECT min(id) FROM (
                    SELECT min(text) AS id FROM version WHERE text >= :from
                    UNION ALL SELECT min(text) FROM blob WHERE text >= :from
                )
                ",
            )?
            .query_row(named_params! { ":from": from }, |row| row.read(0))
            .map_err(Error::from)
    };
    walk(|text: &StoredText| text.id, next, referred, visit)
}

/// All bytes, also those that a text is; of a row that can't be read, its id and why.
pub(crate) fn blobs(
    reader: &Reader,
    visit: &mut dyn FnMut(Result<StoredBlob, (i64, Error)>) -> Result<()>,
) -> Result<()> {
    let next = |from: i64| {
        reader
            .prepare_cached(
                "
                SELECT id, sha256, size, data, packing
                FROM blob
                WHERE id >= :from
                ORDER BY id
                LIMIT 1
                ",
            )?
            .query_row(named_params! { ":from": from }, blob_from_row)
            .optional()
            .map_err(Error::from)
    };
    // Versions still name the id of bytes whose own row is lost.
    let referred = |from: i64| {
        reader
            .prepare_cached("SELECT min(blob) FROM version WHERE blob >= :from")?
            .query_row(named_params! { ":from": from }, |row| row.read(0))
            .map_err(Error::from)
    };
    walk(|blob: &StoredBlob| blob.id, next, referred, visit)
}

fn blob_from_row(row: &Row) -> rusqlite::Result<StoredBlob> {
    Ok(StoredBlob {
        id: row.read("id")?,
        sha256: row.read("sha256")?,
        size: row.read("size")?,
        data: match row.get_ref("data")?.as_bytes_or_null()? {
            Some(_) => Some(unpacked(row)?),
            None => None,
        },
    })
}

/// The bytes that are this text.
pub(crate) fn blobs_in_text(reader: &Reader, text: i64) -> Result<Vec<StoredBlob>> {
    let mut statement = reader
        .prepare_cached("SELECT id, sha256, size, data, packing FROM blob WHERE text = :text ORDER BY id")?;
    let blobs = statement.query_map(named_params! { ":text": text }, blob_from_row)?;
    Ok(blobs.collect::<rusqlite::Result<_>>()?)
}

/// The versions that consist of these bytes.
pub(crate) fn versions_of_blob(reader: &Reader, blob: i64) -> Result<Vec<StoredVersion>> {
    let mut statement = reader.prepare_cached(
        "
        SELECT
            article, number, text, charset, lossy, reader, rules,
            (SELECT layout.columns FROM layout WHERE layout.id = version.layout) AS columns
        FROM version
        WHERE blob = :blob
        ORDER BY article, number
        ",
    )?;
    let versions = statement.query_map(named_params! { ":blob": blob }, version_from_row)?;
    Ok(versions.collect::<rusqlite::Result<_>>()?)
}

fn version_from_row(row: &Row) -> rusqlite::Result<StoredVersion> {
    Ok(StoredVersion {
        article: row.read("article")?,
        number: row.read("number")?,
        text: row.read("text")?,
        charset: row.read("charset")?,
        lossy: row.read("lossy")?,
        reader: row.read("reader")?,
        rules: row.read("rules")?,
        columns: row.read("columns")?,
    })
}

/// The versions whose text this is, or whose bytes it is.
pub(crate) fn places_of_text(reader: &Reader, text: i64) -> Result<Vec<VersionPlace>> {
    let mut statement = reader.prepare_cached(
        "
        SELECT article, number FROM version WHERE text = :text
        UNION
        SELECT version.article, version.number
        FROM blob
        JOIN version ON version.blob = blob.id
        WHERE blob.text = :text
        ORDER BY article, number
        ",
    )?;
    let places = statement
        .query_map(named_params! { ":text": text }, |row| Ok((row.read("article")?, row.read("number")?)))?;
    Ok(places.collect::<rusqlite::Result<_>>()?)
}

/// The recorded hash of a text; `None` when there is no such row.
pub(crate) fn hash_of_text(reader: &Reader, text: i64) -> Result<Option<Sha256>> {
    Ok(reader
        .prepare_cached("SELECT sha256 FROM text WHERE id = :text")?
        .query_row(named_params! { ":text": text }, |row| row.read("sha256"))
        .optional()?)
}

/// Gives each of the bytes that are kept apart and from which this text was read, with a version that says how, until
/// `visit` says that it has seen enough.
pub(crate) fn origins_of_text(
    reader: &Reader,
    text: i64,
    visit: &mut dyn FnMut(&StoredBlob, &StoredVersion) -> bool,
) -> Result<()> {
    // Bytes that are the text itself can't prove it, so only those that are kept apart are read.
    let mut statement = reader.prepare_cached(
        "
        SELECT
            blob.id, blob.sha256, blob.size, blob.data, blob.packing, version.article, version.number, version.text,
            version.charset, version.lossy, version.reader, version.rules,
            (SELECT layout.columns FROM layout WHERE layout.id = version.layout) AS columns
        FROM version
        JOIN blob ON blob.id = version.blob
        WHERE version.text = :text AND blob.data IS NOT NULL
        ORDER BY version.id
        ",
    )?;
    let mut rows = statement.query(named_params! { ":text": text })?;
    while let Some(row) = rows.next()? {
        if visit(&blob_from_row(row)?, &version_from_row(row)?) {
            break;
        }
    }
    Ok(())
}

/// How many articles, versions and blobs there are, and how many bytes.
pub(crate) fn totals(reader: &Reader) -> Result<[u64; 4]> {
    Ok(reader.query_row(
        "
        SELECT
            (SELECT count(*) FROM article) AS articles,
            (SELECT count(*) FROM version) AS versions,
            (SELECT count(*) FROM blob) AS blobs,
            (SELECT coalesce(sum(size), 0) FROM blob) AS bytes
        ",
        [],
        |row| Ok([row.read("articles")?, row.read("versions")?, row.read("blobs")?, row.read("bytes")?]),
    )?)
}

/// Bytes whose number isn't the recorded one: the row of `blob`, the recorded number and the real one. Packed bytes are left
/// to the check of their hash.
pub(crate) fn wrong_sizes(reader: &Reader) -> Result<Vec<(i64, i64, Option<i64>)>> {
    // `octet_length` counts bytes without reading the text, `length` of a text would count characters.
    let mut statement = reader.prepare(
        "
        SELECT blob.id, blob.size, coalesce(length(blob.data), octet_length(text.body)) AS found
        FROM blob
        LEFT JOIN text ON text.id = blob.text
        WHERE blob.packing IS NULL AND blob.size IS NOT coalesce(length(blob.data), octet_length(text.body))
        ORDER BY blob.id
        ",
    )?;
    let sizes =
        statement.query_map([], |row| Ok((row.read("id")?, row.read("size")?, row.read("found")?)))?;
    Ok(sizes.collect::<rusqlite::Result<_>>()?)
}
