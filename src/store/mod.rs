//! The storage layer: the only module that runs SQL or uses rusqlite and refinery.
//!
//! `file` opens, copies and upgrades the file. `tables` reads and writes its tables. The jobs over the whole corpus are
//! beside them: `as_of`, `index`, `purge`, `repair`, `snapshot`, `sql`, `undo`, `verify`. Each statement is beside its only caller.
//! Reads take a [`Reader`], writes a [`Writer`], so that the type shows the purpose of a function. A [`Writer`]
//! only exists inside [`Corpus::write`]. It takes the write lock at once (`BEGIN IMMEDIATE`), because a transaction
//! that begins as a read can fail to get the lock half-way.

pub(crate) mod as_of;
pub(crate) mod file;
pub(crate) mod index;
pub(crate) mod past;
pub(crate) mod purge;
mod recount;
pub(crate) mod repair;
pub(crate) mod snapshot;
pub(crate) mod sql;
pub(crate) mod status;
pub(crate) mod tables;
pub(crate) mod undo;
mod untrusted;
pub(crate) mod verify;
pub(crate) mod written;

use crate::{Error, Result};
pub use file::schema::add_for_tests as add_migration_for_tests;
use file::{connection, names, open};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The connection of a read.
pub(crate) type Reader = Connection;
/// The transaction of a write.
pub(crate) type Writer<'connection> = Transaction<'connection>;

/// The access that a command needs to a corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read only. An older schema is refused rather than upgraded.
    Read,
    /// Read and write. An older schema is upgraded, with a backup beside the file.
    Write,
    /// Read and write, even if SQLite can't parse all of the schema. For repairs.
    Repair,
}

/// An open corpus.
#[derive(Debug)]
pub struct Corpus {
    connection: Connection,
    path: Option<PathBuf>,
    /// The past state that reads return; `None`: the current state.
    past: Option<past::Past>,
    /// The time limit for a wait for other processes.
    patience: Duration,
    /// Whether a write-ahead log lay beside the file when it was opened.
    had_log: bool,
    /// The reason that SQLite can't parse all of the schema. Only set with [`Access::Repair`].
    complaint: Option<String>,
}

impl Corpus {
    /// Creates an empty corpus at `path`. No file may exist there.
    ///
    /// # Errors
    /// [`Error::Refused`] when there is a file, [`Error::Io`] or [`Error::Database`] when it can't be written.
    pub fn create(path: &Path) -> Result<Self> {
        Self::create_within(path, connection::PATIENCE)
    }

    /// The same, with another time limit for waits for other processes, now and later.
    ///
    /// # Errors
    /// As [`Corpus::create`].
    pub fn create_within(path: &Path, patience: Duration) -> Result<Self> {
        open::create(path, patience)
    }

    /// Opens the corpus at `path`. While another process holds its lock, this and later calls wait up to 30 seconds.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no file, [`Error::Refused`] when it isn't a corpus that this program
    /// can work on (it is left untouched), [`Error::Busy`] when another process holds it for too long.
    pub fn open(path: &Path, access: Access) -> Result<Self> {
        Self::open_within(path, access, connection::PATIENCE)
    }

    /// The same, with another time limit for waits for other processes, now and later.
    ///
    /// # Errors
    /// As [`Corpus::open`].
    pub fn open_within(path: &Path, access: Access, patience: Duration) -> Result<Self> {
        open::open(path, access, patience)
    }

    /// An empty corpus without a name, for tests and dry runs. It is deleted with this value.
    ///
    /// # Errors
    /// [`Error::Database`] when there is no room for it.
    pub fn temporary() -> Result<Self> {
        open::temporary()
    }

    /// The file, absolute; `None` for a temporary corpus.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Whether this is the file of the corpus, or one that SQLite may have beside it. Nothing else may be written there.
    ///
    /// # Errors
    /// [`Error::Io`] if the folder of `file` can't be found.
    pub fn owns(&self, file: &Path) -> Result<bool> {
        let file = names::resolve(file)?;
        Ok(self.path().is_some_and(|path| names::files_of(path).any(|own| own == file)))
    }

    /// Runs `read` in one transaction, so that it sees a single state. A nested read sees the same state.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Reader) -> Result<T>) -> Result<T> {
        // SQLite has no nested transactions.
        if !self.connection.is_autocommit() {
            return read(&self.connection);
        }
        // Unchecked, because `self` is shared. The check above takes the place of the borrow checker.
        let snapshot = self.connection.unchecked_transaction()?;
        read(&snapshot)
    }

    /// Runs `write` in one transaction. An error rolls all of it back.
    pub(crate) fn write<T>(&mut self, write: impl FnOnce(&Writer) -> Result<T>) -> Result<T> {
        self.write_if(|writer| Ok((write(writer)?, true)))
    }

    /// Runs `write` and rolls it back.
    pub(crate) fn rehearse<T>(&mut self, write: impl FnOnce(&Writer) -> Result<T>) -> Result<T> {
        self.write_if(|writer| Ok((write(writer)?, false)))
    }

    /// Runs `write` in one transaction. The returned `bool` decides between commit and rollback.
    pub(crate) fn write_if<T>(&mut self, write: impl FnOnce(&Writer) -> Result<(T, bool)>) -> Result<T> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (value, keep) = write(&transaction)?;
        if keep {
            transaction.commit()?;
            // Once this corpus was changed, the log is its own: closing may write it into the file again.
            self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        } else {
            // Explicitly, because the rollback of a dropped transaction would hide its error.
            transaction.rollback()?;
        }
        Ok(value)
    }

    /// Keeps statement journals in memory, for many small writes. As files they would be several times larger than the
    /// stored rows. Sorting then happens in memory too.
    pub(crate) fn prepare_for_many_writes(&self) -> Result<()> {
        Ok(self.connection.pragma_update(None, "temp_store", "MEMORY")?)
    }

    /// Fills a corpus that holds nothing yet: `work` writes without the log. A process that dies in between leaves a corpus that
    /// is whole, and whose next writer sets the log up again.
    pub(crate) fn fill<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let Some(path) = self.path.clone() else { return work(self) };
        open::leave_log(&mut self.connection, self.patience)?;
        let outcome = work(self);
        // Also after an error, since what was imported before it stays.
        let restored = open::set_journal_mode(&mut self.connection, &path, self.patience);
        outcome.and_then(|value| restored.map(|()| value))
    }

    /// Prepares a purge: deleted data is overwritten, and none of it goes to temporary files.
    pub(crate) fn prepare_to_delete(&self) -> Result<()> {
        self.connection.pragma_update(None, "secure_delete", true)?;
        self.prepare_for_many_writes()
    }

    /// The write-ahead log that lay beside the file when it was opened.
    pub(crate) fn log_found(&self) -> Option<PathBuf> {
        self.path().filter(|_| self.had_log).map(|path| names::beside(path, "-wal"))
    }

    pub(crate) fn file(&self) -> Result<&Path> {
        self.path().ok_or_else(|| Error::invalid("the corpus is temporary, so it has no file"))
    }
}
