//! Opening of a corpus file, in stages. Each stage may refuse the file before anything is written.
//!
//! Name → header → connection → pragmas → schema. A file that isn't a corpus is never handed to SQLite, so it
//! stays byte-identical and nothing appears beside it.

use crate::store::file::connection::{
    PATIENCE, configure, connect, connect_to_read, is_about_writing, read_through, tolerate, waiting,
};
use crate::store::file::header::{APPLICATION_ID, check_header};
use crate::store::file::names::{has_log, on_network, rename_to_new, resolve, sync_folder, unfinished};
use crate::store::file::{definitions, schema, trust};
use crate::store::{Access, Corpus};
use crate::{Error, Hint, Result};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::Duration;

/// An older SQLite can corrupt a write-ahead log when it starts it again.
const OLDEST_SQLITE: i32 = 3_051_003;

/// The page size of a new corpus, in bytes. Articles of a few kilobytes waste less space in small pages: with 4096 the
/// file would be larger by a twentieth, and importing no faster.
const PAGE_SIZE: u32 = 2048;

/// Creates the corpus under a hidden name and then renames it, so that nobody sees an incomplete one. If two processes
/// create it at once, one of them gets the error that it exists.
pub(in crate::store) fn create(path: &Path, patience: Duration) -> Result<Corpus> {
    let path = resolve(path)?;
    check_library()?;
    let unfinished = unfinished(&path);
    let outcome = make(&unfinished).and_then(|()| give_name(&unfinished, &path));
    if outcome.is_err() {
        // The error of the creation is the one to report, not that of the clean-up.
        let _ = fs::remove_file(&unfinished);
    }
    outcome?;
    // Otherwise the name of an acknowledged corpus could be lost with the power.
    sync_folder(&path)?;
    open(&path, Access::Write, patience).map_err(|error| match error {
        Error::Database { message } => Error::Database {
            message: format!("{} was made and is whole, but can't be opened: {message}", path.display()),
        },
        error => error,
    })
}

/// Fills a new file. The header is written before the write-ahead log begins, so that the main file alone always
/// identifies itself as a corpus.
fn make(path: &Path) -> Result<()> {
    File::create(path).map_err(|error| Error::io("create", path, error))?;
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, PATIENCE)?;
    configure(&connection)?;
    // Before the first table: later it would take effect only with a VACUUM.
    connection.pragma_update(None, "page_size", PAGE_SIZE)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    schema::upgrade(&mut connection)?;
    let wanted = if on_network(path) { "delete" } else { "wal" };
    let mode: String =
        connection.query_row(&format!("PRAGMA journal_mode = {wanted}"), [], |row| row.get(0))?;
    // SQLite reports a mode that it can't set by keeping the old one, not by an error.
    if mode != wanted {
        return Err(Error::Database {
            message: format!("the journal mode is {mode}, not {wanted} as it should be"),
        });
    }
    // Closed explicitly, because an error of the last write would be lost when it is dropped.
    connection.close().map_err(|(_, error)| error.into())
}

/// Renames a file. An existing target is an error.
fn give_name(from: &Path, to: &Path) -> Result<()> {
    let renamed = rename_to_new(from, to);
    renamed.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Error::refused(format!("{} exists already", to.display()), Hint::UseExistingCorpus)
        }
        _ => Error::io("create", to, error),
    })
}

pub(in crate::store) fn open(path: &Path, access: Access, patience: Duration) -> Result<Corpus> {
    let path = resolve(path)?;
    check_library()?;
    check_file(&path)?;
    check_header(&path)?;
    let has_log = has_log(&path);
    let mut connection = match access {
        Access::Write | Access::Repair => {
            match connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE, patience)? {
                read_only if read_only.is_readonly("main")? => {
                    return Err(Error::refused(
                        format!("{} can only be read", path.display()),
                        "its medium or its permissions forbid writing; copy it to a place of your own to change it",
                    ));
                }
                writable => writable,
            }
        }
        // The last connection to close deletes the log, which a read-only connection couldn't.
        Access::Read => match read_through(&path, OpenFlags::SQLITE_OPEN_READ_WRITE, patience) {
            Err(error) if is_about_writing(&error) => connect_to_read(&path, patience)?,
            outcome => outcome?,
        },
    };
    let complaint = match configure(&connection) {
        Err(Error::Damaged { message }) if access == Access::Repair => {
            tolerate(&connection)?;
            configure(&connection)?;
            Some(message)
        }
        outcome => outcome.map(|()| None)?,
    };
    // An existing log may belong to another copy. It isn't merged into the file before the first write.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, has_log)?;
    connection.pragma_update(None, "query_only", access == Access::Read)?;
    let age = match schema::compare(&connection, &path) {
        // Its history of migrations was lost, and a repair writes it again.
        Err(Error::Damaged { .. }) if access == Access::Repair && has_our_schema(&connection)? => {
            schema::Age::Current
        }
        outcome => outcome?,
    };
    match (age, access) {
        (schema::Age::Current, _) => {}
        (schema::Age::Older(version), Access::Read) => {
            return Err(Error::refused(
                format!(
                    "{} has schema {version}, this program works with schema {}",
                    path.display(),
                    schema::newest()
                ),
                Hint::UpgradeCorpus { path: path.display().to_string() },
            ));
        }
        // A schema that SQLite can't parse can't be upgraded.
        (schema::Age::Older(_), _) if complaint.is_some() => {
            return Err(Error::Damaged { message: complaint.unwrap_or_default() });
        }
        (schema::Age::Older(version), Access::Write | Access::Repair) => {
            schema::back_up(&connection, &path, version)?;
            schema::upgrade(&mut connection)?;
        }
    }
    if access == Access::Write {
        trust::check_to_write(&connection)?;
    }
    if access != Access::Read {
        set_journal_mode(&mut connection, &path, patience)?;
    }
    Ok(Corpus { connection, path: Some(path), patience, past: None, had_log: has_log, complaint })
}

/// Whether the file has exactly the schema that all migrations lead to.
fn has_our_schema(connection: &Connection) -> Result<bool> {
    Ok(definitions::differences(connection)?.is_empty())
}

pub(in crate::store) fn temporary() -> Result<Corpus> {
    // An empty name means a private temporary file, which SQLite deletes with the connection.
    let mut connection = Connection::open("")?;
    configure(&connection)?;
    schema::upgrade(&mut connection)?;
    Ok(Corpus { connection, path: None, patience: PATIENCE, past: None, had_log: false, complaint: None })
}

fn check_library() -> Result<()> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(Error::Database { message: format!("SQLite {} is too old", rusqlite::version()) });
    }
    Ok(())
}

fn check_file(path: &Path) -> Result<()> {
    let metadata = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Error::not_found(format!("there is no corpus at {}", path.display()))
            .with_hint(Hint::ImportFolder),
        _ => Error::io("read", path, error),
    })?;
    if !metadata.is_file() {
        return Err(Error::refused(format!("{} is not a file", path.display()), Hint::NameCorpus));
    }
    #[cfg(unix)]
    if std::os::unix::fs::MetadataExt::nlink(&metadata) > 1 {
        return Err(Error::refused(
            format!("{} has more than one name (hard links)", path.display()),
            "a log beside one name is unknown to the other, which loses data; copy the file instead",
        ));
    }
    Ok(())
}

/// Lets a connection write without the write-ahead log, if nobody else has the corpus open. The log saves readers from waiting,
/// but every page is written twice. A rollback journal holds only the pages that were there before, which are few while a
/// corpus is filled for the first time.
pub(in crate::store) fn leave_log(connection: &mut Connection, patience: Duration) -> Result<()> {
    connection.busy_handler(None::<fn(i32) -> bool>)?;
    let changed = connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0));
    connection.busy_handler(Some(waiting(patience)))?;
    match changed.map_err(Error::from) {
        Ok(_) | Err(Error::Busy) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Sets the journal mode of a new corpus on a copy made with `VACUUM INTO` or from a dump. If another process is
/// reading, a later command does it.
pub(in crate::store) fn set_journal_mode(
    connection: &mut Connection,
    path: &Path,
    patience: Duration,
) -> Result<()> {
    let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    if mode == "delete" && !on_network(path) {
        connection.busy_handler(None::<fn(i32) -> bool>)?;
        let changed = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0));
        connection.busy_handler(Some(waiting(patience)))?;
        match changed.map_err(Error::from) {
            Ok(_) | Err(Error::Busy) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}
