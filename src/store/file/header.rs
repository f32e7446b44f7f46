//! The header of a file. It identifies a corpus before SQLite opens the file.

use crate::store::file::connection::immutable_uri;
use crate::store::file::read::Read as _;
use crate::{Error, Hint, Result};
use rusqlite::{Connection, OpenFlags};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// "Crps": marks the file as a corpus, in its header.
pub(in crate::store) const APPLICATION_ID: i32 = 0x4372_7073;

/// Checks the header without SQLite, because SQLite could change a foreign file when it opens it.
///
/// Closing any descriptor of a file drops the locks that this process holds on it through SQLite, so the
/// descriptor stays open for the life of the process: one for each corpus.
pub(in crate::store) fn check_header(path: &Path) -> Result<()> {
    static OPEN: Mutex<Option<HashMap<PathBuf, File>>> = Mutex::new(None);
    let mut guard = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    let open = guard.get_or_insert_with(HashMap::new);
    let failed = |error| Error::io("read", path, error);
    let same = match open.get(path) {
        Some(file) => is_same(file, path).map_err(failed)?,
        None => false,
    };
    if !same {
        // The replaced descriptor belonged to a file that no longer has this name.
        open.insert(path.to_owned(), File::open(path).map_err(failed)?);
    }
    let Some(mut file) = open.get(path) else { return Ok(()) };
    let mut header = Vec::with_capacity(100);
    file.seek(SeekFrom::Start(0)).map_err(failed)?;
    file.take(100).read_to_end(&mut header).map_err(failed)?;
    let refuse =
        |what: &str| Err(Error::refused(format!("{} {what}", path.display()), Hint::NameOrCreateCorpus));
    if header.is_empty() {
        return refuse("is empty, not a corpus");
    }
    if !header.starts_with(b"SQLite format 3\0") || header.len() < 100 {
        return refuse("is not an SQLite database");
    }
    if header[68..72] == APPLICATION_ID.to_be_bytes() {
        return Ok(());
    }
    if header[68..72] == [0; 4] && has_tables_of_a_corpus(path) {
        return Err(Error::refused(
            format!(
                "{} has the tables of a corpus, but not its mark: .dump and .clone leave it out",
                path.display()
            ),
            Hint::MarkCopy { path: path.display().to_string(), mark: APPLICATION_ID },
        ));
    }
    refuse("is an SQLite database, but not a corpus")
}

/// Whether a database without the mark has the tables of a corpus. It is opened as immutable, so that it isn't changed.
fn has_tables_of_a_corpus(path: &Path) -> bool {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let count = Connection::open_with_flags(immutable_uri(path), flags).and_then(|connection| {
        connection.query_row(
            "
            SELECT count(*)
            FROM sqlite_schema
            WHERE type = 'table' AND name IN ('refinery_schema_history', 'article', 'version', 'blob', 'operation')
            ",
            [],
            |row| row.read::<_, i64>(0),
        )
    });
    // An unreadable file isn't a corpus.
    count.is_ok_and(|count| count == 5)
}

#[cfg(unix)]
fn is_same(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (ours, theirs) = (file.metadata()?, fs::metadata(path)?);
    Ok((ours.dev(), ours.ino()) == (theirs.dev(), theirs.ino()))
}

#[cfg(not(unix))]
fn is_same(_: &File, _: &Path) -> io::Result<bool> {
    Ok(false)
}
