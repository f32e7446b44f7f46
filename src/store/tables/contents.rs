//! Texts and bytes, each kept once. A text that in UTF-8 is exactly the bytes is the only copy of them.

use crate::Result;
use crate::model::{ArticleId, Sha256, VersionNumber};
use crate::store::file::read::Read as _;
use crate::store::tables::packing::{self, IsPacked};
use crate::store::{Reader, Writer};
use rusqlite::{OptionalExtension, Row, named_params};

/// The content of a file, ready to be stored.
pub(crate) struct NewContent<'a> {
    pub(crate) sha256: Sha256,
    pub(crate) bytes: &'a [u8],
    /// The bytes packed, where that saves space.
    pub(crate) packed: Option<&'a [u8]>,
    pub(crate) media_type: &'a str,
    pub(crate) text: &'a str,
    pub(crate) text_sha256: Sha256,
    pub(crate) words: u64,
    pub(crate) normalized_sha256: Sha256,
    pub(crate) normalized_profile: u32,
}

/// Row ids of a kept content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ContentIds {
    pub(crate) blob: i64,
    pub(crate) text: i64,
}

/// Stores the text and the bytes, unless they are stored already: `blob` is the result of [`find_blob`] for the
/// bytes. Also returns whether the text is new, so that it must be indexed in this transaction (see [`crate::store::index`]).
pub(crate) fn keep(writer: &Writer, content: &NewContent, blob: Option<i64>) -> Result<(ContentIds, bool)> {
    let (text, is_new) = keep_text(writer, content)?;
    let blob = match blob {
        Some(blob) => blob,
        None => keep_blob(writer, content, text)?,
    };
    Ok((ContentIds { blob, text }, is_new))
}

fn keep_text(writer: &Writer, content: &NewContent) -> Result<(i64, bool)> {
    let known: Option<i64> = writer
        .prepare_cached("SELECT id FROM text WHERE sha256 = :sha256")?
        .query_row(named_params! { ":sha256": content.text_sha256 }, |row| row.read(0))
        .optional()?;
    if let Some(id) = known {
        return Ok((id, false));
    }
    writer
        .prepare_cached(
            "
            INSERT INTO text (sha256, words, normalized_sha256, normalized_profile, body)
            VALUES (:sha256, :words, :normalized_sha256, :normalized_profile, :body)
            ",
        )?
        .execute(named_params! {
            ":sha256": content.text_sha256,
            ":words": content.words,
            ":normalized_sha256": content.normalized_sha256,
            ":normalized_profile": content.normalized_profile,
            ":body": content.text,
        })?;
    Ok((writer.last_insert_rowid(), true))
}

fn keep_blob(writer: &Writer, content: &NewContent, text: i64) -> Result<i64> {
    let same = content.text.as_bytes() == content.bytes;
    writer
        .prepare_cached(
            "
            INSERT INTO blob (sha256, size, media_type, text, data, packing)
            VALUES (:sha256, :size, :media_type, :text, :data, :packing)
            ",
        )?
        .execute(named_params! {
            ":sha256": content.sha256,
            ":size": i64::try_from(content.bytes.len()).unwrap_or(i64::MAX),
            ":media_type": content.media_type,
            ":text": same.then_some(text),
            ":data": (!same).then_some(content.packed.unwrap_or(content.bytes)),
            ":packing": content.packed.filter(|_| !same).map(|_| packing::ZLIB),
        })?;
    Ok(writer.last_insert_rowid())
}

/// The row of this layout of a table, which is added if it is new.
pub(crate) fn keep_layout(writer: &Writer, columns: &str) -> Result<i64> {
    writer
        .prepare_cached(
            "
            INSERT INTO layout (columns)
            SELECT :columns
            WHERE NOT EXISTS (SELECT 1 FROM layout WHERE columns = :columns)
            ",
        )?
        .execute(named_params! { ":columns": columns })?;
    Ok(writer
        .prepare_cached("SELECT id FROM layout WHERE columns = :columns")?
        .query_row(named_params! { ":columns": columns }, |row| row.read(0))?)
}

/// The row of the bytes with this hash.
pub(crate) fn find_blob(reader: &Reader, sha256: Sha256) -> Result<Option<i64>> {
    Ok(reader
        .prepare_cached("SELECT id FROM blob WHERE sha256 = :sha256")?
        .query_row(named_params! { ":sha256": sha256 }, |row| row.read(0))
        .optional()?)
}

/// The row of the text with this hash.
pub(crate) fn find_text(reader: &Reader, sha256: Sha256) -> Result<Option<i64>> {
    Ok(reader
        .prepare_cached("SELECT id FROM text WHERE sha256 = :sha256")?
        .query_row(named_params! { ":sha256": sha256 }, |row| row.read(0))
        .optional()?)
}

/// The bytes of a version exactly as imported.
pub(crate) fn bytes(reader: &Reader, article: ArticleId, number: VersionNumber) -> Result<Vec<u8>> {
    Ok(reader
        .prepare_cached(
            "
            SELECT coalesce(blob.data, CAST(text.body AS BLOB)) AS data, blob.packing, blob.size
            FROM version
            JOIN blob ON blob.id = version.blob
            LEFT JOIN text ON text.id = blob.text
            WHERE version.article = :article AND version.number = :number
            ",
        )?
        .query_row(named_params! { ":article": article, ":number": number }, unpacked)?)
}

/// The hash of a version's bytes, and their number.
pub(crate) fn hash_and_size(
    reader: &Reader,
    article: ArticleId,
    number: VersionNumber,
) -> Result<(Sha256, u64)> {
    Ok(reader
        .prepare_cached(
            "
            SELECT blob.sha256, blob.size
            FROM version
            JOIN blob ON blob.id = version.blob
            WHERE version.article = :article AND version.number = :number
            ",
        )?
        .query_row(named_params! { ":article": article, ":number": number }, |row| {
            Ok((row.read("sha256")?, row.read("size")?))
        })?)
}

/// The bytes of a row with the columns `data`, `packing` and `size`.
pub(crate) fn unpacked(row: &Row) -> rusqlite::Result<Vec<u8>> {
    let packed: IsPacked = row.get("packing")?;
    // The size of a damaged row may be no number; its hash tells.
    let size: i64 = row.get("size").unwrap_or(0);
    Ok(packed.unpack(row.read("data")?, u64::try_from(size).unwrap_or(0)))
}

/// The text of a version.
pub(crate) fn text(reader: &Reader, article: ArticleId, number: VersionNumber) -> Result<String> {
    Ok(reader
        .prepare_cached(
            "
            SELECT text.body
            FROM version
            JOIN text ON text.id = version.text
            WHERE version.article = :article AND version.number = :number
            ",
        )?
        .query_row(named_params! { ":article": article, ":number": number }, |row| row.read(0))?)
}
