//! Connections to the file of a corpus: to read, to write, and what holds for all of them.

use crate::Result;
use crate::store::file::names::has_log;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// How long to wait for another writer, unless the caller says otherwise.
pub(in crate::store) const PATIENCE: Duration = Duration::from_secs(30);

/// How long until a lock that another process held is tried again.
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

/// Says, each time that another process was found to hold a lock, whether to try again; after a pause. SQLite's own
/// handler soon pauses for 100 ms, so that among busy writers one can be passed by for half a minute.
pub(in crate::store) fn waiting(patience: Duration) -> impl FnMut(i32) -> bool + Send {
    let mut since = Instant::now();
    move |tries| {
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

/// Opens read-only; where the log's index can't be made, as a file that nobody changes, provided that there is no
/// log, since it would be overlooked.
pub(in crate::store) fn connect_to_read(path: &Path, patience: Duration) -> Result<Connection> {
    match read_through(path, OpenFlags::SQLITE_OPEN_READ_ONLY, patience) {
        // The attempt to open it may have made an empty log.
        Err(error) if is_about_writing(&error) && !has_log(path) => {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            Ok(read_through(Path::new(&immutable_uri(path)), flags, patience)?)
        }
        outcome => Ok(outcome?),
    }
}

/// A connection that the file has been read through.
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
        .map(|&byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect();
    format!("file:{escaped}?immutable=1")
}

/// Whether what failed is making the log or its index, which reading a file doesn't need when nobody writes to it: the
/// folder can't be written, or the disk is full.
pub(in crate::store) fn is_about_writing(error: &rusqlite::Error) -> bool {
    is_about_index(error)
        || matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::DiskFull)
        )
}

/// Whether SQLite couldn't make the index of its log (`-shm`).
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

/// What holds for every connection to a corpus. `EXTRA` also syncs the folder when a rollback journal is deleted, which
/// is the commit on network drives: a journal that came back after a power loss would take the operation back.
pub(in crate::store) fn configure(connection: &Connection) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // Where a table has partial indexes SQLite would otherwise plan a statement anew for each value bound to it.
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

/// Lets a connection read a file whose schema SQLite can't wholly understand: what it does understand is there.
pub(in crate::store) fn tolerate(connection: &Connection) -> Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)?;
    connection.pragma_update(None, "writable_schema", true)?;
    // As long as it may be written, SQLite minds less what it reads.
    Ok(connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?)
}
