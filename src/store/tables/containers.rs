//! Containers: files that hold several documents.

use crate::Result;
use crate::model::{OperationId, Sha256};
use crate::store::file::read::Read as _;
use crate::store::tables::files::PathBytes;
use crate::store::{Reader, Writer};
use rusqlite::{OptionalExtension, named_params};

/// A container that was read.
#[derive(Debug, Clone)]
pub(crate) struct KnownContainer {
    pub(crate) id: i64,
    /// The hash of its bytes; zeros until all of it was read.
    pub(crate) sha256: Sha256,
    pub(crate) size: u64,
    /// The modification time; `None` if the file must be hashed in any case.
    pub(crate) mtime_ns: Option<i64>,
    pub(crate) ctime_ns: i64,
    pub(crate) missing: bool,
}

/// The hash of a container that wasn't read to its end.
const UNREAD: Sha256 = Sha256([0; 32]);

/// The container at `path` of the source.
pub(crate) fn find(reader: &Reader, source: i64, path: PathBytes) -> Result<Option<KnownContainer>> {
    Ok(reader
        .prepare_cached(
            "
            SELECT id, sha256, size, mtime_ns, ctime_ns, missing_since IS NOT NULL AS missing
            FROM container
            WHERE source = :source AND path = :path
            ",
        )?
        .query_row(named_params! { ":source": source, ":path": path }, |row| {
            Ok(KnownContainer {
                id: row.read("id")?,
                sha256: row.read("sha256")?,
                size: row.read("size")?,
                mtime_ns: row.read("mtime_ns")?,
                ctime_ns: row.read("ctime_ns")?,
                missing: row.read("missing")?,
            })
        })
        .optional()?)
}

/// Notes that the container is being read; gives its id.
pub(crate) fn begin(writer: &Writer, source: i64, path: PathBytes, kind: &str, size: u64) -> Result<i64> {
    writer
        .prepare_cached(
            "
            INSERT INTO container (source, path, kind, sha256, size)
            VALUES (:source, :path, :kind, :unread, :size)
            ON CONFLICT (source, path) DO UPDATE
            SET kind = :kind, sha256 = :unread, size = :size, mtime_ns = NULL, missing_since = NULL
            ",
        )?
        .execute(named_params! {
            ":source": source,
            ":path": path,
            ":kind": kind,
            ":unread": UNREAD,
            ":size": size,
        })?;
    Ok(writer
        .prepare_cached("SELECT id FROM container WHERE source = :source AND path = :path")?
        .query_row(named_params! { ":source": source, ":path": path }, |row| row.read(0))?)
}

/// The state of a container that was read to its end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ReadContainer {
    pub(crate) sha256: Sha256,
    pub(crate) size: u64,
    pub(crate) mtime_ns: Option<i64>,
    pub(crate) ctime_ns: i64,
}

/// Notes that the container was read to its end, or seen again with the same bytes.
pub(crate) fn end(writer: &Writer, id: i64, read: ReadContainer) -> Result<()> {
    writer
        .prepare_cached(
            "
            UPDATE container
            SET sha256 = :sha256, size = :size, mtime_ns = :mtime_ns, ctime_ns = :ctime_ns, missing_since = NULL
            WHERE id = :id
            ",
        )?
        .execute(named_params! {
            ":id": id,
            ":sha256": read.sha256,
            ":size": read.size,
            ":mtime_ns": read.mtime_ns,
            ":ctime_ns": read.ctime_ns,
        })?;
    Ok(())
}

/// Deletes the row of a container without files, and overwrites it. Returns whether it had none.
pub(crate) fn forget_if_empty(writer: &Writer, id: i64) -> Result<bool> {
    let overwrites: bool = writer.pragma_query_value(None, "secure_delete", |row| row.read(0))?;
    writer.pragma_update(None, "secure_delete", true)?;
    let deleted = writer
        .prepare_cached(
            "DELETE FROM container WHERE id = :id AND NOT EXISTS (SELECT 1 FROM file WHERE container = :id)",
        )?
        .execute(named_params! { ":id": id });
    writer.pragma_update(None, "secure_delete", overwrites)?;
    Ok(deleted? > 0)
}

/// The ids of the files that the container holds, without missing ones, by id.
pub(crate) fn files(reader: &Reader, id: i64) -> Result<Vec<i64>> {
    let mut statement = reader
        .prepare_cached("SELECT id FROM file WHERE container = :id AND missing_since IS NULL ORDER BY id")?;
    let files = statement.query_map(named_params! { ":id": id }, |row| row.read(0))?;
    Ok(files.collect::<rusqlite::Result<_>>()?)
}

/// The containers of the source with their paths, by path.
pub(crate) fn of_source(reader: &Reader, source: i64) -> Result<Vec<(i64, Vec<u8>)>> {
    let mut statement = reader.prepare_cached(
        "SELECT id, CAST(path AS BLOB) AS path FROM container WHERE source = :source ORDER BY path",
    )?;
    let containers = statement
        .query_map(named_params! { ":source": source }, |row| Ok((row.read("id")?, row.read("path")?)))?;
    Ok(containers.collect::<rusqlite::Result<_>>()?)
}

/// The path of a container.
pub(crate) fn path(reader: &Reader, id: i64) -> Result<Option<Vec<u8>>> {
    Ok(reader
        .prepare_cached("SELECT CAST(path AS BLOB) FROM container WHERE id = :id")?
        .query_row(named_params! { ":id": id }, |row| row.read(0))
        .optional()?)
}

/// Notes that the container is gone.
pub(crate) fn mark_missing(writer: &Writer, id: i64, since: OperationId) -> Result<()> {
    writer
        .prepare_cached(
            "UPDATE container SET missing_since = :since WHERE id = :id AND missing_since IS NULL",
        )?
        .execute(named_params! { ":id": id, ":since": since })?;
    Ok(())
}
