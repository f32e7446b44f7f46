//! Sources and files: the last known paths of articles, and the times and sizes that let an import skip unchanged files.

use crate::Result;
use crate::model::{ArticleId, ImportEvent, OperationId};
use crate::store::file::read::Read as _;
use crate::store::{Reader, Writer};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension, Row, ToSql, named_params};

/// A file that was seen.
#[derive(Debug, Clone)]
pub(crate) struct KnownFile {
    pub(crate) id: i64,
    pub(crate) article: ArticleId,
    pub(crate) size: u64,
    /// The modification time; `None` if the file must be hashed in any case.
    pub(crate) mtime_ns: Option<i64>,
    pub(crate) ctime_ns: i64,
    pub(crate) missing: bool,
}

/// A path below a source's root, with `/` between its parts, in the bytes that the file system gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PathBytes<'a>(pub(crate) &'a [u8]);

impl ToSql for PathBytes<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match std::str::from_utf8(self.0) {
            Ok(text) => ValueRef::Text(text.as_bytes()),
            Err(_) => ValueRef::Blob(self.0),
        }))
    }
}

/// The folder that the source with this name was last imported from.
pub(crate) fn last_root(reader: &Reader, source: &str) -> Result<Option<String>> {
    let root = reader
        .prepare_cached("SELECT last_root FROM source WHERE name = :name")?
        .query_row(named_params! { ":name": source }, |row| row.read(0))
        .optional()?;
    Ok(root.flatten())
}

/// How the source with this name is imported again, as JSON.
pub(crate) fn settings(reader: &Reader, source: &str) -> Result<Option<String>> {
    Ok(reader
        .prepare_cached("SELECT settings FROM source WHERE name = :name")?
        .query_row(named_params! { ":name": source }, |row| row.read(0))
        .optional()?)
}

/// Sets how the source with this name is imported again.
pub(crate) fn set_settings(writer: &Writer, source: &str, settings: &str) -> Result<()> {
    writer
        .prepare_cached(
            "UPDATE source SET settings = :settings WHERE name = :name AND settings <> :settings",
        )?
        .execute(named_params! { ":name": source, ":settings": settings })?;
    Ok(())
}

/// Adds the source if it isn't there; gives its id.
pub(crate) fn add_source(writer: &Writer, name: &str) -> Result<i64> {
    writer
        .prepare_cached("INSERT INTO source (name) SELECT :name WHERE NOT EXISTS (SELECT 1 FROM source WHERE name = :name)")?
        .execute(named_params! { ":name": name })?;
    Ok(writer
        .prepare_cached("SELECT id FROM source WHERE name = :name")?
        .query_row(named_params! { ":name": name }, |row| row.read(0))?)
}

/// Sets the folder that the source is imported from. All files must be hashed again after a change of folder, because
/// copies and archives give many files the same time.
pub(crate) fn move_root(writer: &Writer, source: i64, root: &str) -> Result<()> {
    writer
        .prepare_cached("UPDATE file SET mtime_ns = NULL WHERE source = :source")?
        .execute(named_params! { ":source": source })?;
    writer
        .prepare_cached("UPDATE container SET mtime_ns = NULL WHERE source = :source")?
        .execute(named_params! { ":source": source })?;
    writer
        .prepare_cached("UPDATE source SET last_root = :root WHERE id = :source")?
        .execute(named_params! { ":source": source, ":root": root })?;
    Ok(())
}

/// The file at `path` of the source.
pub(crate) fn find(reader: &Reader, source: i64, path: PathBytes) -> Result<Option<KnownFile>> {
    Ok(reader
        .prepare_cached(
            "
            SELECT id, article, size, mtime_ns, ctime_ns, missing_since IS NOT NULL AS missing
            FROM file
            WHERE source = :source AND path = :path
            ",
        )?
        .query_row(named_params! { ":source": source, ":path": path }, known)
        .optional()?)
}

/// By position, because this is done for every file of an import.
fn known(row: &Row) -> rusqlite::Result<KnownFile> {
    Ok(KnownFile {
        id: row.read(0)?,
        article: row.read(1)?,
        size: row.read(2)?,
        mtime_ns: row.read(3)?,
        ctime_ns: row.read(4)?,
        missing: row.read(5)?,
    })
}

/// Whether any file is known of the article.
pub(crate) fn any_of(reader: &Reader, article: ArticleId) -> Result<bool> {
    Ok(reader
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM file WHERE article = :article)")?
        .query_row(named_params! { ":article": article }, |row| row.read(0))?)
}

/// A file as it is now.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sighting<'a> {
    pub(crate) source: i64,
    pub(crate) path: PathBytes<'a>,
    /// The container that holds it.
    pub(crate) container: Option<i64>,
    pub(crate) size: u64,
    pub(crate) mtime_ns: Option<i64>,
    pub(crate) ctime_ns: i64,
}

/// Adds a file; gives its id.
pub(crate) fn add(writer: &Writer, sighting: Sighting, article: ArticleId) -> Result<i64> {
    writer
        .prepare_cached(
            "
            INSERT INTO file (source, path, article, container, size, mtime_ns, ctime_ns)
            VALUES (:source, :path, :article, :container, :size, :mtime_ns, :ctime_ns)
            ",
        )?
        .execute(named_params! {
            ":source": sighting.source,
            ":path": sighting.path,
            ":article": article,
            ":container": sighting.container,
            ":size": sighting.size,
            ":mtime_ns": sighting.mtime_ns,
            ":ctime_ns": sighting.ctime_ns,
        })?;
    Ok(writer.last_insert_rowid())
}

/// Notes that the file `id` was seen like this, at this path.
pub(crate) fn see(writer: &Writer, id: i64, sighting: Sighting) -> Result<()> {
    writer
        .prepare_cached(
            "
            UPDATE file
            SET
                path = :path, container = :container, size = :size, mtime_ns = :mtime_ns, ctime_ns = :ctime_ns,
                missing_since = NULL
            WHERE id = :id
            ",
        )?
        .execute(named_params! {
            ":id": id,
            ":path": sighting.path,
            ":container": sighting.container,
            ":size": sighting.size,
            ":mtime_ns": sighting.mtime_ns,
            ":ctime_ns": sighting.ctime_ns,
        })?;
    Ok(())
}

/// The files of the source whose article's current version holds these bytes, by id, with their paths and those of their
/// containers.
pub(crate) fn with_current_blob(reader: &Reader, source: i64, blob: i64) -> Result<Vec<CurrentFile>> {
    // CROSS fixes the join order. SQLite would otherwise scan all files of the source.
    let mut statement = reader.prepare_cached(
        "
        SELECT
            file.id, file.article, CAST(file.path AS BLOB) AS path,
            (SELECT CAST(container.path AS BLOB) FROM container WHERE container.id = file.container) AS container
        FROM version
        CROSS JOIN article ON article.version = version.id
        CROSS JOIN file ON file.article = article.id
        WHERE version.blob = :blob AND file.source = :source
        ORDER BY file.id
        ",
    )?;
    let files = statement.query_map(named_params! { ":source": source, ":blob": blob }, |row| {
        Ok(CurrentFile {
            id: row.read("id")?,
            article: row.read("article")?,
            path: row.read("path")?,
            container: row.read("container")?,
        })
    })?;
    Ok(files.collect::<rusqlite::Result<_>>()?)
}

/// The only file of the source whose article's current version has this text; `None` if there is none, if there are several, if it was
/// missing already, or if a container holds it.
pub(crate) fn only_with_current_text(reader: &Reader, source: i64, text: i64) -> Result<Option<CurrentFile>> {
    // CROSS as for the bytes. Two rows are enough to know that it isn't the only one.
    let mut statement = reader.prepare_cached(
        "
        SELECT
            file.id, file.article, CAST(file.path AS BLOB) AS path,
            file.container IS NULL AND file.missing_since IS NULL AS counts
        FROM version
        CROSS JOIN article ON article.version = version.id
        CROSS JOIN file ON file.article = article.id
        WHERE version.text = :text AND file.source = :source
        LIMIT 2
        ",
    )?;
    let files = statement.query_map(named_params! { ":source": source, ":text": text }, |row| {
        let file = CurrentFile {
            id: row.read("id")?,
            article: row.read("article")?,
            path: row.read("path")?,
            container: None,
        };
        Ok((file, row.read::<_, bool>("counts")?))
    })?;
    let mut files: Vec<(CurrentFile, bool)> = files.collect::<rusqlite::Result<_>>()?;
    Ok(if files.len() == 1 { files.pop().filter(|(_, counts)| *counts).map(|(file, _)| file) } else { None })
}

/// A file whose article's current version holds certain bytes.
#[derive(Debug, Clone)]
pub(crate) struct CurrentFile {
    pub(crate) id: i64,
    pub(crate) article: ArticleId,
    pub(crate) path: Vec<u8>,
    /// The path of the container that holds it.
    pub(crate) container: Option<Vec<u8>>,
}

/// A file by its id, its path, and the container that holds it.
pub(crate) type Listed = (i64, Vec<u8>, Option<i64>);

/// The files of the source whose path is after `after`, by path, at most `limit`: their ids, paths and containers.
pub(crate) fn page(reader: &Reader, source: i64, after: PathBytes, limit: u32) -> Result<Vec<Listed>> {
    let mut statement = reader.prepare_cached(
        "
        SELECT id, CAST(path AS BLOB), container
        FROM file
        WHERE source = :source AND path > :after
        ORDER BY path
        LIMIT :limit
        ",
    )?;
    let files = statement
        .query_map(named_params! { ":source": source, ":after": after, ":limit": limit }, |row| {
            Ok((row.read(0)?, row.read(1)?, row.read(2)?))
        })?;
    Ok(files.collect::<rusqlite::Result<_>>()?)
}

/// A file that may be gone.
pub(crate) struct Absent {
    pub(crate) article: ArticleId,
    pub(crate) key: String,
    pub(crate) missing: bool,
    pub(crate) removed: bool,
    /// The path of the file.
    pub(crate) path: Vec<u8>,
    /// The number of files that are known of the article.
    pub(crate) files: u64,
}

/// The stored row of a file that wasn't seen.
pub(crate) fn absent(reader: &Reader, id: i64) -> Result<Absent> {
    Ok(reader
        .prepare_cached(
            "
            SELECT
                file.article, article.key, file.missing_since IS NOT NULL AS missing,
                article.removed_at IS NOT NULL AS removed,
                CAST(file.path AS BLOB) AS path,
                (SELECT count(*) FROM file AS every WHERE every.article = file.article) AS files
            FROM file
            JOIN article ON article.id = file.article
            WHERE file.id = :id
            ",
        )?
        .query_row(named_params! { ":id": id }, |row| {
            Ok(Absent {
                article: row.read("article")?,
                key: row.read("key")?,
                missing: row.read("missing")?,
                removed: row.read("removed")?,
                path: row.read("path")?,
                files: row.read("files")?,
            })
        })?)
}

/// The other files of the article of `id` that aren't noted as gone.
pub(crate) fn others(reader: &Reader, id: i64) -> Result<Vec<Listed>> {
    let mut statement = reader.prepare_cached(
        "
        SELECT other.id, CAST(other.path AS BLOB), other.container
        FROM file
        JOIN file AS other ON other.article = file.article
        WHERE file.id = :id AND other.id <> file.id AND other.missing_since IS NULL
        ORDER BY other.id
        ",
    )?;
    let files = statement
        .query_map(named_params! { ":id": id }, |row| Ok((row.read(0)?, row.read(1)?, row.read(2)?)))?;
    Ok(files.collect::<rusqlite::Result<_>>()?)
}

/// Notes that the file is gone.
pub(crate) fn mark_missing(writer: &Writer, id: i64, since: OperationId) -> Result<()> {
    writer
        .prepare_cached("UPDATE file SET missing_since = :since WHERE id = :id AND missing_since IS NULL")?
        .execute(named_params! { ":id": id, ":since": since })?;
    Ok(())
}

/// Records an event of an import.
pub(crate) fn add_event(writer: &Writer, operation: OperationId, event: &ImportEvent) -> Result<()> {
    writer
        .prepare_cached(
            "
            INSERT INTO import_event (
                operation, path, outcome, article, version, detail, moved_from, key_from_sidecar
            )
            VALUES (:operation, :path, :outcome, :article, :version, :detail, :moved_from, :key_from_sidecar)
            ",
        )?
        .execute(named_params! {
            ":operation": operation,
            ":path": event.path,
            ":outcome": event.outcome,
            ":article": event.article,
            ":version": event.version,
            ":detail": event.detail,
            ":moved_from": event.moved_from.as_deref().map(PathBytes),
            ":key_from_sidecar": event.key_from_sidecar,
        })?;
    Ok(())
}

/// Passes the events of an import to `visit`, in recorded order.
pub(crate) fn events(
    reader: &Reader,
    operation: OperationId,
    visit: &mut dyn FnMut(&ImportEvent) -> Result<()>,
) -> Result<()> {
    let mut statement = reader.prepare_cached(
        "
        SELECT path, outcome, article, version, detail, key_from_sidecar
        FROM import_event
        WHERE operation = :operation
        ORDER BY id
        ",
    )?;
    let mut rows = statement.query(named_params! { ":operation": operation })?;
    while let Some(row) = rows.next()? {
        visit(&ImportEvent {
            path: row.read("path")?,
            outcome: row.read("outcome")?,
            article: row.read("article")?,
            version: row.read("version")?,
            detail: row.read("detail")?,
            moved_from: None,
            key_from_sidecar: row.read("key_from_sidecar")?,
        })?;
    }
    Ok(())
}
