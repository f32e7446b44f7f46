//! Connections to the file of a corpus, for reads and writes, and their common configuration.

use crate::Result;
use crate::store::file::names::has_log;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// The default time limit for a wait for another writer.
pub(in crate::store) const PATIENCE: Duration = Duration::from_secs(30);

/// The pause between two attempts to get a lock.
pub(in crate::store) const PAUSE: Duration = Duration::from_millis(3);

pub(in crate::store) fn connect(
    path: &Path,
    flags: OpenFlags,
    patience: Duration,
) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_handler(Some(waiting(patience)))?;
    Ok(connection)
}

/// A busy handler: it pauses, and decides whether to try a lock again that another process holds. SQLite's own
/// handler soon pauses for 100 ms, so that one of several busy writers can starve for half a minute.
pub(in crate::store) fn waiting(patience: Duration) -> impl FnMut(i32) -> bool + Send {
    let mut since = Instant::now();
    move |tries| {
        // A handler serves many waits one after another. Zero tries mean the first of a new one.
        if tries == 0 {
            since = Instant::now();
        }
        let again = since.elapsed() < patience;
        if again {
            thread::sleep(PAUSE);
        }
        again
    }
}

/// Another connection to a corpus that is open for writing.
pub(in crate::store) fn connect_to_write(path: &Path, patience: Duration) -> Result<Connection> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, patience)?;
    configure(&connection)?;
    Ok(connection)
}

/// Opens the file read-only. If the log's index can't be created, the file is opened as immutable. That requires an
/// empty log, because SQLite ignores the log of an immutable file.
pub(in crate::store) fn connect_to_read(path: &Path, patience: Duration) -> Result<Connection> {
    match read_through(path, OpenFlags::SQLITE_OPEN_READ_ONLY, patience) {
        // The first attempt may have created an empty log, so only one with contents counts.
        Err(error) if is_about_writing(&error) && !has_log(path) => {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            Ok(read_through(Path::new(&immutable_uri(path)), flags, patience)?)
        }
        outcome => Ok(outcome?),
    }
}

/// A connection that has read the file once.
pub(in crate::store) fn read_through(
    path: &Path,
    flags: OpenFlags,
    patience: Duration,
) -> rusqlite::Result<Connection> {
    let connection = connect(path, flags, patience)?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
    Ok(connection)
}

/// `path` as a `file:` URI (RFC 8089) that promises SQLite that the file won't change.
pub(in crate::store) fn immutable_uri(path: &Path) -> String {
    let escaped: String = path
        .as_os_str()
        .as_encoded_bytes()
        .iter()
        // A question mark or a percent sign in a path would otherwise begin parameters or an escape.
        .map(|&byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("file:{escaped}?immutable=1")
}

/// Whether the creation of the log or its index failed: the folder is read-only, or the disk is full. A read doesn't
/// need them if nobody writes.
pub(in crate::store) fn is_about_writing(error: &rusqlite::Error) -> bool {
    is_about_index(error)
        || matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::DiskFull)
        )
}

/// Whether SQLite couldn't create the index of its log (`-shm`).
pub(in crate::store) fn is_about_index(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|error| {
        matches!(
            error.extended_code,
            ffi::SQLITE_IOERR_SHMOPEN
                | ffi::SQLITE_IOERR_SHMSIZE
                | ffi::SQLITE_IOERR_SHMMAP
                | ffi::SQLITE_IOERR_SHMLOCK
        )
    })
}

/// Configures a connection to a corpus. `EXTRA` also syncs the folder when a rollback journal is deleted. On network
/// drives that is the commit: a journal that reappears after a power loss would roll the operation back.
pub(in crate::store) fn configure(connection: &Connection) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // With partial indexes SQLite would otherwise replan a statement for each bound value.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch(
        "
        PRAGMA trusted_schema = OFF;
        PRAGMA foreign_keys = ON;
        PRAGMA cell_size_check = ON;
        PRAGMA mmap_size = 0;
        PRAGMA synchronous = EXTRA;
        PRAGMA cache_size = -32768;
        ",
    )?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// Lets a connection read a file if SQLite can only parse a part of its schema. That part becomes available.
pub(in crate::store) fn tolerate(connection: &Connection) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)?;
    connection.pragma_update(None, "writable_schema", true)?;
    // SQLite tolerates a damaged schema only while it is writable, so it is read now.
    Ok(connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?)
}
