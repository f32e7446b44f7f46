//! How a corpus file is opened: in stages, each of which may refuse before anything is written.
//!
//! Name → header → connection → pragmas → schema. A file that isn't a corpus is never handed to SQLite, so it
//! stays byte-identical and nothing appears beside it.

mod header;

use super::{Access, Corpus, repair, schema, trust};
use crate::{Error, Result};
use header::{APPLICATION_ID, check_header};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// An older SQLite can corrupt a write-ahead log when it starts it again.
const OLDEST_SQLITE: i32 = 3_051_003;

/// The pages of a new corpus, in bytes. Articles of a few kilobytes leave less unused in small pages: with 4096 the
/// file would be larger by a twentieth, and importing no faster.
const PAGE_SIZE: u32 = 2048;

/// How long to wait for another writer, unless the caller says otherwise.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// How long until a lock that another process held is tried again.
const PAUSE: Duration = Duration::from_millis(3);

/// Makes the corpus whole under another name and then gives it this one, so that nobody sees half of it, and of
/// two processes that create it at once one is told that it is there.
pub(super) fn create(path: &Path, patience: Duration) -> Result<Corpus> {
    let path = resolve(path)?;
    check_library()?;
    let unfinished = unfinished(&path);
    let outcome = make(&unfinished).and_then(|()| give_name(&unfinished, &path));
    if outcome.is_err() {
        // It is of no use to anyone; where it can't be removed, the error says why it couldn't be made.
        let _ = fs::remove_file(&unfinished);
    }
    outcome?;
    open(&path, Access::Write, patience).map_err(|error| match error {
        Error::Database { message } => Error::Database {
            message: format!("{} was made and is whole, but can't be opened: {message}", path.display()),
        },
        error => error,
    })
}

/// The hidden name beside `path` that a file has until it is whole.
pub(super) fn unfinished(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.new", std::process::id()));
    path.with_file_name(name)
}

/// Fills a new file. The header is written before the write-ahead log begins, so that the main file alone always
/// says that it is a corpus.
fn make(path: &Path) -> Result<()> {
    File::create(path).map_err(|error| Error::io("create", path, error))?;
    let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, PATIENCE)?;
    configure(&connection)?;
    connection.pragma_update(None, "page_size", PAGE_SIZE)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    schema::upgrade(&mut connection)?;
    let wanted = if on_network(path) { "delete" } else { "wal" };
    let mode: String =
        connection.query_row(&format!("PRAGMA journal_mode = {wanted}"), [], |row| row.get(0))?;
    if mode != wanted {
        return Err(Error::Database {
            message: format!("the journal mode is {mode}, not {wanted} as it should be"),
        });
    }
    connection.close().map_err(|(_, error)| error.into())
}

/// Renames a file to a name that no other file may have.
fn give_name(from: &Path, to: &Path) -> Result<()> {
    let renamed = rename_to_new(from, to);
    renamed.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Error::refused(
            format!("{} exists already", to.display()),
            "corpus list lists what is in it; for another corpus: --db FILE",
        ),
        _ => Error::io("create", to, error),
    })
}

pub(super) fn rename_to_new(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            // Some file systems don't know the flag.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::OPNOTSUPP) => {}
            outcome => return outcome.map_err(io::Error::from),
        }
    }
    fs::hard_link(from, to)?;
    fs::remove_file(from)
}

pub(super) fn open(path: &Path, access: Access, patience: Duration) -> Result<Corpus> {
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
        // The last connection to close takes SQLite's log away, which a read-only one couldn't.
        Access::Read => match read_through(&path, OpenFlags::SQLITE_OPEN_READ_WRITE, patience) {
            Err(error) if is_about_writing(&error) => connect_to_read(&path, patience)?,
            outcome => outcome?,
        },
    };
    let complaint = match configure(&connection) {
        Err(Error::Damaged { message }) if access == Access::Repair => {
            repair::schema::tolerate(&connection)?;
            configure(&connection)?;
            Some(message)
        }
        outcome => outcome.map(|()| None)?,
    };
    // A log that lay there may be another copy's: until something is changed here, it stays out of the file.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, has_log)?;
    connection.pragma_update(None, "query_only", access == Access::Read)?;
    match (schema::compare(&connection, &path)?, access) {
        (schema::Age::Current, _) => {}
        (schema::Age::Older(version), Access::Read) => {
            return Err(Error::refused(
                format!(
                    "{} has schema {version}, this program works with schema {}",
                    path.display(),
                    schema::newest()
                ),
                format!("upgrade it (a backup is kept beside it): corpus --db '{}' init", path.display()),
            ));
        }
        // What isn't understood can't be upgraded.
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

pub(super) fn temporary() -> Result<Corpus> {
    // SQLite's name for a private file that goes with the connection.
    let mut connection = Connection::open("")?;
    configure(&connection)?;
    schema::upgrade(&mut connection)?;
    Ok(Corpus { connection, path: None, patience: PATIENCE, past: None, had_log: false, complaint: None })
}

/// The absolute path without links, because SQLite puts its log beside the name that it is given.
pub(super) fn resolve(path: &Path) -> Result<PathBuf> {
    if path.as_os_str().is_empty() || path.as_os_str() == ":memory:" {
        return Err(Error::invalid(format!("'{}' is not the name of a file", path.display())));
    }
    match path.canonicalize() {
        Ok(resolved) => Ok(resolved),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let absolute = std::path::absolute(path).map_err(|error| Error::io("find", path, error))?;
            let folder = absolute.parent().unwrap_or(&absolute);
            let folder =
                folder.canonicalize().map_err(|error| Error::io("find the folder", folder, error))?;
            Ok(folder.join(absolute.file_name().unwrap_or_default()))
        }
        Err(error) => Err(Error::io("find", path, error)),
    }
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
            .with_hint("make one by importing a folder: corpus import FOLDER"),
        _ => Error::io("read", path, error),
    })?;
    if !metadata.is_file() {
        return Err(Error::refused(
            format!("{} is not a file", path.display()),
            "name the corpus with --db FILE",
        ));
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

/// Gives a copy that a program made with `VACUUM INTO` or from a dump the journal mode that a new corpus has. Where
/// another process is reading, a later command does it.
fn set_journal_mode(connection: &mut Connection, path: &Path, patience: Duration) -> Result<()> {
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

pub(super) fn connect(path: &Path, flags: OpenFlags, patience: Duration) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_handler(Some(waiting(patience)))?;
    Ok(connection)
}

/// Says, each time that another process was found to hold a lock, whether to try again; after a pause. SQLite's own
/// handler soon pauses for 100 ms, so that among busy writers one can be passed by for half a minute.
fn waiting(patience: Duration) -> impl FnMut(i32) -> bool + Send {
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
pub(super) fn connect_to_write(path: &Path, patience: Duration) -> Result<Connection> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, patience)?;
    configure(&connection)?;
    Ok(connection)
}

/// A connection that the file has been read through.
fn read_through(path: &Path, flags: OpenFlags, patience: Duration) -> rusqlite::Result<Connection> {
    let connection = connect(path, flags, patience)?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0))?;
    Ok(connection)
}

/// The file that SQLite keeps beside `path` under its name with `suffix`.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Whether a write-ahead log with something in it lies beside the file.
pub(super) fn has_log(path: &Path) -> bool {
    fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0)
}

/// A corpus's file and those that SQLite may have beside it.
pub(crate) fn files_of(corpus: &Path) -> impl Iterator<Item = PathBuf> + '_ {
    ["", "-wal", "-shm", "-journal"].into_iter().map(|suffix| beside(corpus, suffix))
}

/// Whether what failed is making the log or its index, which reading a file doesn't need when nobody writes to it: the
/// folder can't be written, or the disk is full.
fn is_about_writing(error: &rusqlite::Error) -> bool {
    is_about_index(error)
        || matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::DiskFull)
        )
}

/// Whether SQLite couldn't make the index of its log (`-shm`).
pub(super) fn is_about_index(error: &rusqlite::Error) -> bool {
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

/// Opens read-only; where the log's index can't be made, as a file that nobody changes, provided that there is no
/// log, since it would be overlooked.
pub(super) fn connect_to_read(path: &Path, patience: Duration) -> Result<Connection> {
    match read_through(path, OpenFlags::SQLITE_OPEN_READ_ONLY, patience) {
        // The attempt to open it may have made an empty log.
        Err(error) if is_about_writing(&error) && !has_log(path) => {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            Ok(read_through(Path::new(&immutable_uri(path)), flags, patience)?)
        }
        outcome => Ok(outcome?),
    }
}

/// `path` as a `file:` URI (RFC 8089) that promises SQLite that the file won't change.
fn immutable_uri(path: &Path) -> String {
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

/// What holds for every connection to a corpus. `EXTRA` also syncs the folder when a rollback journal is deleted, which
/// is the commit on network drives: a journal that came back after a power loss would take the operation back.
pub(super) fn configure(connection: &Connection) -> Result<()> {
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

/// Whether the file lies on a network file system, where the shared memory of a write-ahead log doesn't work.
#[cfg(target_os = "linux")]
fn on_network(path: &Path) -> bool {
    // The magic numbers of statfs(2): NFS, SMB, CIFS, SMB2, AFS, Coda, Ceph, 9P, FUSE (sshfs and its like).
    const NETWORK: [u32; 9] = [
        0x6969,
        0x517B,
        0xFF53_4D42,
        0xFE53_4D42,
        0x5346_414F,
        0x7375_7245,
        0x00C3_6400,
        0x0102_1997,
        0x6573_5546,
    ];
    rustix::fs::statfs(path).is_ok_and(|statistics| {
        u32::try_from(statistics.f_type & 0xFFFF_FFFF).is_ok_and(|kind| NETWORK.contains(&kind))
    })
}

#[cfg(not(target_os = "linux"))]
fn on_network(_: &Path) -> bool {
    false
}
