//! Contents that another corpus file has whole. They are known by their hash, so it doesn't matter whose they are; only
//! where a row is gone, the same version of the same corpus tells which content it was.

use crate::Result;
use crate::model::Sha256;
use crate::store::file::read::Read as _;
use crate::store::tables::contents;
use crate::store::verify::contents::StoredText;
use crate::store::{Reader, Writer};
use rusqlite::{OptionalExtension, Row, named_params};

/// Bytes with the columns of their row.
pub(crate) struct Content {
    pub(crate) sha256: Sha256,
    pub(crate) media_type: String,
    pub(crate) bytes: Vec<u8>,
}

/// A version whose text or bytes are gone: its row, and the row that isn't there.
pub(crate) struct Incomplete {
    pub(crate) version: i64,
    pub(crate) missing: i64,
}

/// The text with this hash, if there is one and it really has it.
pub(crate) fn text_with(backup: &Reader, sha256: Sha256) -> Result<Option<StoredText>> {
    let found = backup
        .prepare_cached(
            "
            SELECT
                id, sha256, words, normalized_sha256, normalized_profile, CAST(body AS BLOB) AS body
            FROM text
            WHERE sha256 = :sha256
            ",
        )?
        .query_row(named_params! { ":sha256": sha256 }, text_from_row)
        .optional()?;
    // The backup may be damaged as well, so the hash is computed, not believed.
    Ok(found.filter(|text| Sha256::of(&text.body) == sha256))
}

/// A text as it is now.
pub(crate) fn text(reader: &Reader, id: i64) -> Result<Option<StoredText>> {
    Ok(reader
        .prepare_cached(
            "
            SELECT
                id, sha256, words, normalized_sha256, normalized_profile, CAST(body AS BLOB) AS body
            FROM text
            WHERE id = :id
            ",
        )?
        .query_row(named_params! { ":id": id }, text_from_row)
        .optional()?)
}

fn text_from_row(row: &Row) -> rusqlite::Result<StoredText> {
    Ok(StoredText {
        id: row.read("id")?,
        sha256: row.read("sha256")?,
        words: row.read("words")?,
        normalized_sha256: row.read("normalized_sha256")?,
        normalized_profile: row.read("normalized_profile")?,
        body: row.read("body")?,
    })
}

/// The bytes with this hash, if there are any and they really have it.
pub(crate) fn bytes_with(backup: &Reader, sha256: Sha256) -> Result<Option<Content>> {
    let found = backup
        .prepare_cached(
            "
            SELECT
                blob.sha256, blob.media_type, blob.size, blob.packing,
                coalesce(blob.data, CAST(text.body AS BLOB), x'') AS data
            FROM blob
            LEFT JOIN text ON text.id = blob.text
            WHERE blob.sha256 = :sha256
            ",
        )?
        .query_row(named_params! { ":sha256": sha256 }, bytes_from_row)
        .optional()?;
    // The backup may be damaged as well, so the hash is computed, not believed.
    Ok(found.filter(|found| Sha256::of(&found.bytes) == sha256))
}

/// The bytes of a row of `blob` as they are now.
pub(crate) fn bytes(reader: &Reader, blob: i64) -> Result<Option<Content>> {
    Ok(reader
        .prepare_cached(
            "
            SELECT
                blob.sha256, blob.media_type, blob.size, blob.packing,
                coalesce(blob.data, CAST(text.body AS BLOB), x'') AS data
            FROM blob
            LEFT JOIN text ON text.id = blob.text
            WHERE blob.id = :blob
            ",
        )?
        .query_row(named_params! { ":blob": blob }, bytes_from_row)
        .optional()?)
}

fn bytes_from_row(row: &Row) -> rusqlite::Result<Content> {
    Ok(Content {
        sha256: row.read("sha256")?,
        media_type: row.read("media_type")?,
        bytes: contents::unpacked(row)?,
    })
}

/// The hashes of the bytes and of the text of the version that `version` is here, if the backup is of the same corpus.
pub(crate) fn hashes_of(reader: &Reader, backup: &Reader, version: i64) -> Result<Option<(Sha256, Sha256)>> {
    type VersionIdentity = (i64, u32, i64, String, Vec<u8>);
    let identity: Option<VersionIdentity> = reader
        .prepare_cached(
            "
            SELECT version.article, version.number, version.operation, version.added_at, purge_secret.secret
            FROM version
            JOIN purge_secret
            WHERE version.id = :version
            ",
        )?
        .query_row(named_params! { ":version": version }, |row| {
            Ok((row.read(0)?, row.read(1)?, row.read(2)?, row.read(3)?, row.read(4)?))
        })
        .optional()?;
    // The secret is random, so two corpora that share it are copies of one. The rest names the version in both.
    let Some((article, number, operation, added_at, secret)) = identity else { return Ok(None) };
    Ok(backup
        .prepare_cached(
            "
            SELECT blob.sha256 AS bytes, text.sha256 AS text
            FROM version
            JOIN blob ON blob.id = version.blob
            JOIN text ON text.id = version.text
            JOIN purge_secret ON purge_secret.secret = :secret
            WHERE version.article = :article
                AND version.number = :number
                AND version.operation = :operation
                AND version.added_at = :added_at
            ",
        )?
        .query_row(
            named_params! {
                ":article": article,
                ":number": number,
                ":operation": operation,
                ":added_at": added_at,
                ":secret": secret,
            },
            |row| Ok((row.read("bytes")?, row.read("text")?)),
        )
        .optional()?)
}

/// The versions whose text isn't there.
pub(crate) fn without_text(reader: &Reader) -> Result<Vec<Incomplete>> {
    incomplete(
        reader,
        "SELECT id AS version, text AS missing FROM version WHERE text NOT IN (SELECT id FROM text) ORDER BY id",
    )
}

/// The versions whose bytes aren't there.
pub(crate) fn without_bytes(reader: &Reader) -> Result<Vec<Incomplete>> {
    incomplete(
        reader,
        "SELECT id AS version, blob AS missing FROM version WHERE blob NOT IN (SELECT id FROM blob) ORDER BY id",
    )
}

fn incomplete(reader: &Reader, query: &str) -> Result<Vec<Incomplete>> {
    let mut statement = reader.prepare(query)?;
    let versions = statement.query_map([], |row| {
        Ok(Incomplete { version: row.read("version")?, missing: row.read("missing")? })
    })?;
    Ok(versions.collect::<rusqlite::Result<_>>()?)
}

/// Adds a text under the id that it had, unless there is a text with its hash; gives the id of it.
pub(crate) fn put_text(writer: &Writer, id: i64, text: &StoredText) -> Result<i64> {
    writer
        .prepare_cached(
            "
            INSERT INTO text (id, sha256, words, normalized_sha256, normalized_profile, body)
            SELECT :id, :sha256, :words, :normalized_sha256, :profile, CAST(:body AS TEXT)
            WHERE NOT EXISTS (SELECT 1 FROM text WHERE sha256 = :sha256)
            ",
        )?
        .execute(named_params! {
            ":id": id,
            ":sha256": text.sha256,
            ":words": text.words,
            ":normalized_sha256": text.normalized_sha256,
            ":profile": text.normalized_profile,
            ":body": text.body,
        })?;
    // Not the last row id: a text with this hash may have been there already.
    Ok(writer.query_row(
        "SELECT id FROM text WHERE sha256 = :sha256",
        named_params! { ":sha256": text.sha256 },
        |row| row.read("id"),
    )?)
}

/// Adds bytes under the id that they had, unless there are bytes with their hash; gives the id of them.
pub(crate) fn put_bytes(writer: &Writer, id: i64, bytes: &Content) -> Result<i64> {
    writer
        .prepare_cached(
            "
            INSERT INTO blob (id, sha256, size, media_type, text, data)
            SELECT :id, :sha256, :size, :media_type, same.id, iif(same.id IS NULL, :bytes, NULL)
            FROM (SELECT (SELECT id FROM text WHERE sha256 = :sha256) AS id) AS same
            WHERE NOT EXISTS (SELECT 1 FROM blob WHERE sha256 = :sha256)
            ",
        )?
        .execute(named_params! {
            ":id": id,
            ":sha256": bytes.sha256,
            ":size": bytes.bytes.len(),
            ":media_type": bytes.media_type,
            ":bytes": bytes.bytes,
        })?;
    // Not the last row id: bytes with this hash may have been there already.
    Ok(writer.query_row(
        "SELECT id FROM blob WHERE sha256 = :sha256",
        named_params! { ":sha256": bytes.sha256 },
        |row| row.read("id"),
    )?)
}

/// Makes a version consist of this text.
pub(crate) fn set_text_of(writer: &Writer, version: i64, text: i64) -> Result<()> {
    writer
        .prepare_cached("UPDATE version SET text = :text WHERE id = :version")?
        .execute(named_params! { ":version": version, ":text": text })?;
    Ok(())
}

/// Makes a version consist of these bytes.
pub(crate) fn set_bytes_of(writer: &Writer, version: i64, blob: i64) -> Result<()> {
    writer
        .prepare_cached("UPDATE version SET blob = :blob WHERE id = :version")?
        .execute(named_params! { ":version": version, ":blob": blob })?;
    Ok(())
}

/// Gives a row of `blob` its bytes: those of the text that they are, or these.
pub(crate) fn set_bytes(writer: &Writer, blob: i64, bytes: &[u8]) -> Result<()> {
    writer
        // The hash finds the text by its index. The bytes are compared as well, since the text may be damaged.
        .prepare_cached(
            "
            UPDATE blob
            SET size = :size, text = same.id, data = iif(same.id IS NULL, :bytes, NULL), packing = NULL
            FROM (SELECT (SELECT id FROM text WHERE sha256 = :sha256 AND CAST(body AS BLOB) = :bytes) AS id) AS same
            WHERE blob.id = :blob
            ",
        )?
        .execute(named_params! {
            ":blob": blob,
            ":size": bytes.len(),
            ":sha256": Sha256::of(bytes),
            ":bytes": bytes,
        })?;
    Ok(())
}

/// Gives a row of `blob` the hash that its bytes have.
pub(crate) fn set_hash_of_bytes(writer: &Writer, blob: i64, sha256: Sha256, size: usize) -> Result<()> {
    writer
        .prepare_cached("UPDATE blob SET sha256 = :sha256, size = :size WHERE id = :blob")?
        .execute(named_params! { ":blob": blob, ":sha256": sha256, ":size": size })?;
    Ok(())
}
