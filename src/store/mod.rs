//! The only room that runs SQL or names rusqlite and refinery.
//!
//! `file` opens, copies and upgrades the file, `tables` reads and writes its tables, and the jobs over the whole corpus are
//! beside them: `as_of`, `index`, `purge`, `repair`, `snapshot`, `sql`, `undo`, `verify`. Each statement is beside its only caller.
//! Reads take a [`Reader`], writes a [`Writer`], so the type says which a function may do. A [`Writer`]
//! only exists inside [`Corpus::write`], which takes the write lock at once (`BEGIN IMMEDIATE`): a transaction
//! that began as a read could fail for want of the lock half-way.

pub(crate) mod as_of;
pub(crate) mod file;
pub(crate) mod index;
pub(crate) mod past;
pub(crate) mod purge;
mod refold;
pub(crate) mod repair;
pub(crate) mod snapshot;
pub(crate) mod sql;
pub(crate) mod tables;
pub(crate) mod undo;
mod untrusted;
pub(crate) mod verify;
pub(crate) mod written;

use crate::{Error, Result};
use file::{connection, names, open};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What a read takes.
pub(crate) type Reader = Connection;
/// What a write takes.
pub(crate) type Writer<'connection> = Transaction<'connection>;

/// What a command means to do with a corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Only look: nothing can be changed, and an older schema is refused rather than upgraded.
    Read,
    /// Look and change; an older schema is upgraded, with a backup beside the file.
    Write,
    /// The same, to repair: also where SQLite can't understand all of the schema.
    Repair,
}

/// An open corpus.
#[derive(Debug)]
pub struct Corpus {
    connection: Connection,
    path: Option<PathBuf>,
    /// The state that is read, when it isn't the present.
    past: Option<past::Past>,
    /// How long it waits for other processes.
    patience: Duration,
    /// Whether a write-ahead log lay beside the file when it was opened.
    had_log: bool,
    /// Why SQLite can't understand all of the schema; only known of a corpus that was opened to be repaired.
    complaint: Option<String>,
}

impl Corpus {
    /// Creates an empty corpus at `path`, where no file may be.
    ///
    /// # Errors
    /// [`Error::Refused`] when there is a file, [`Error::Io`] or [`Error::Database`] when it can't be written.
    pub fn create(path: &Path) -> Result<Self> {
        Self::create_within(path, connection::PATIENCE)
    }

    /// The same, with another time to wait for other processes, now and later.
    ///
    /// # Errors
    /// As [`Corpus::create`].
    pub fn create_within(path: &Path, patience: Duration) -> Result<Self> {
        open::create(path, patience)
    }

    /// Opens the corpus at `path`. While another process holds it, this and everything later waits for 30 seconds.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no file, [`Error::Refused`] when it isn't a corpus that this program
    /// can work on (it is left untouched), [`Error::Busy`] when another process holds it for too long.
    pub fn open(path: &Path, access: Access) -> Result<Self> {
        Self::open_within(path, access, connection::PATIENCE)
    }

    /// The same, with another time to wait for other processes, now and later.
    ///
    /// # Errors
    /// As [`Corpus::open`].
    pub fn open_within(path: &Path, access: Access, patience: Duration) -> Result<Self> {
        open::open(path, access, patience)
    }

    /// An empty corpus without a name that lives as long as this value, for tests and rehearsals.
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

    /// Runs `read` on one unchanging state of the corpus; a read within a read sees the same state.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Reader) -> Result<T>) -> Result<T> {
        if !self.connection.is_autocommit() {
            return read(&self.connection);
        }
        let snapshot = self.connection.unchecked_transaction()?;
        read(&snapshot)
    }

    /// Runs `write` in one transaction: all of it happens or, on an error, none.
    pub(crate) fn write<T>(&mut self, write: impl FnOnce(&Writer) -> Result<T>) -> Result<T> {
        self.write_if(|writer| Ok((write(writer)?, true)))
    }

    /// Runs `write` and takes back all that it did.
    pub(crate) fn rehearse<T>(&mut self, write: impl FnOnce(&Writer) -> Result<T>) -> Result<T> {
        self.write_if(|writer| Ok((write(writer)?, false)))
    }

    /// Runs `write` in one transaction, and keeps what it did if it says so.
    pub(crate) fn write_if<T>(&mut self, write: impl FnOnce(&Writer) -> Result<(T, bool)>) -> Result<T> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let (value, keep) = write(&transaction)?;
        if keep {
            transaction.commit()?;
            self.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        } else {
            transaction.rollback()?;
        }
        Ok(value)
    }

    /// Keeps what SQLite needs to take back a statement in memory, for writing many small rows; in files it would be
    /// several times what is stored. Sorting is done in memory too then.
    pub(crate) fn prepare_for_many_writes(&self) -> Result<()> {
        Ok(self.connection.pragma_update(None, "temp_store", "MEMORY")?)
    }

    /// Opens the file anew for a purge: FTS5 remembers the list of segments for as long as a connection is open, and
    /// [`index`] writes it without FTS5. What is deleted is overwritten; nothing of it goes to temporary files.
    pub(crate) fn prepare_to_delete(&mut self) -> Result<()> {
        if let Some(path) = &self.path {
            self.connection = connection::connect_to_write(path, self.patience)?;
        }
        self.connection.pragma_update(None, "secure_delete", true)?;
        self.prepare_for_many_writes()
    }

    /// The write-ahead log that lay beside the file when it was opened.
    pub(crate) fn log_found(&self) -> Option<PathBuf> {
        self.path().filter(|_| self.had_log).map(|path| names::beside(path, "-wal"))
    }

    pub(crate) fn file(&self) -> Result<&Path> {
        self.path().ok_or_else(|| Error::invalid("a temporary corpus has no file"))
    }
}
