//! Reads for `verify`. Each row is read by itself, so that an unreadable row is known by its id and
//! the others are still checked. Texts are read as bytes, because damaged text may not be UTF-8.

pub(crate) mod articles;
pub(crate) mod containers;
pub(crate) mod contents;
pub(crate) mod definitions;
pub(crate) mod derived;
pub(crate) mod fields;
pub(crate) mod foreign;
pub(crate) mod imports;
pub(crate) mod operations;
pub(crate) mod records;

use crate::store::file::connection;
use crate::store::file::read::Read as _;
use crate::store::{Corpus, Reader, Writer};
use crate::{Error, Result};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The number of SQLite's instructions between two checks for an interruption.
const TICK: i32 = 10_000;

/// Whether the error is damage, rather than a lock or an interruption.
pub(crate) fn is_damage(error: &Error) -> bool {
    matches!(error, Error::Damaged { .. } | Error::Database { .. })
}

/// Passes every row to `visit`. `next` reads the first row from an id on. For an unreadable row it passes the id, which
/// `referred` finds: the smallest referenced id from an id on.
fn walk<T>(
    id: impl Fn(&T) -> i64,
    next: impl Fn(i64) -> Result<Option<T>>,
    referred: impl Fn(i64) -> Result<Option<i64>>,
    visit: &mut dyn FnMut(Result<T, (i64, Error)>) -> Result<()>,
) -> Result<()> {
    let mut from = Some(i64::MIN);
    while let Some(start) = from {
        let last = match next(start) {
            Ok(Some(row)) => {
                let last = id(&row);
                visit(Ok(row))?;
                last
            }
            Ok(None) => return Ok(()),
            Err(error) if is_damage(&error) => {
                let Some(unreadable) = referred(start)? else { return Err(error) };
                visit(Err((unreadable, error)))?;
                unreadable
            }
            Err(error) => return Err(error),
        };
        from = last.checked_add(1);
    }
    Ok(())
}

/// A reference to a missing row: its table, its row, and the table of the missing row.
pub(crate) struct Dangling {
    pub(crate) table: String,
    pub(crate) row: Option<i64>,
    pub(crate) parent: String,
}

/// All dangling references.
pub(crate) fn dangling(reader: &Reader, visit: &mut dyn FnMut(Dangling) -> Result<()>) -> Result<()> {
    // SQLite's own check covers all references of the schema, also those of later versions.
    let mut statement = reader.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        visit(Dangling { table: row.read("table")?, row: row.read("rowid")?, parent: row.read("parent")? })?;
    }
    Ok(())
}

/// The messages of SQLite's own check; none for a sound file. Damage may end the check with an error.
pub(crate) fn complaints(reader: &Reader, quick: bool, visit: &mut dyn FnMut(&str)) -> Result<()> {
    let check = if quick { "PRAGMA quick_check" } else { "PRAGMA integrity_check" };
    let mut statement = reader.prepare(check)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let message: String = row.read(0)?;
        // Lines with *** are headings of SQLite.
        message.lines().filter(|line| *line != "ok" && !line.starts_with("***")).for_each(&mut *visit);
    }
    Ok(())
}

impl Corpus {
    /// A second connection for parallel checks; `None` if they must use this one.
    pub(crate) fn second_reader(&self) -> Option<Reader> {
        // Temporary tables of a past state belong to one connection.
        let path = self.path.as_deref().filter(|_| self.past.is_none())?;
        let reader = connection::connect_to_read(path, self.patience).ok()?;
        connection::configure(&reader).ok().map(|()| reader)
    }

    /// Runs `work`. Once `stop` is set, SQLite's current statement ends with [`Error::Interrupted`].
    pub(crate) fn until<T>(
        &mut self,
        stop: &Arc<AtomicBool>,
        work: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
        let stop = Arc::clone(stop);
        self.connection.progress_handler(TICK, Some(move || stop.load(Ordering::Relaxed)))?;
        let outcome = work(self);
        // The handler is removed even after an error: the next statement must not be interrupted.
        self.connection.progress_handler(TICK, None::<fn() -> bool>)?;
        outcome
    }

    /// Runs `write` and rolls it back, even if the corpus was opened for reading; `None` if the
    /// file is read-only.
    pub(crate) fn rehearse_if_writable<T>(
        &mut self,
        write: impl FnOnce(&Writer) -> Result<T>,
    ) -> Result<Option<T>> {
        if self.connection.is_readonly("main")? {
            return Ok(None);
        }
        // FTS5 checks its index by an INSERT, which `query_only` forbids although it changes nothing.
        let only: bool = self.connection.pragma_query_value(None, "query_only", |row| row.read(0))?;
        self.connection.pragma_update(None, "query_only", false)?;
        let outcome = self.rehearse(write);
        self.connection.pragma_update(None, "query_only", only)?;
        outcome.map(Some)
    }
}
