//! SQL of the user: reading in a sandbox, or writing as an operation.

use super::{Effect, recorded};
use crate::model::{NewOperation, OperationId, Origin};
use crate::store::sql::{Sandbox, run_writing};
use crate::store::tables::metadata;
use crate::store::{Corpus, written};
use crate::{Error, Hint, Result};
use serde_json::json;
use std::time::Duration;

pub use crate::store::sql::{Cell, Interrupt, Parameters, Rows};

/// A read-only session on a corpus. No query can change anything.
pub struct Session {
    sandbox: Sandbox,
    /// Dropped after the sandbox: the last connection deletes SQLite's log, which a read-only one can't.
    _corpus: Corpus,
}

impl Session {
    /// Opens a session. A query that runs longer than `timeout` is stopped.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a temporary corpus, [`Error::Database`].
    pub fn open(corpus: Corpus, timeout: Option<Duration>) -> Result<Self> {
        Ok(Self { sandbox: Sandbox::open(&corpus, timeout)?, _corpus: corpus })
    }

    /// Runs the statements of `sql` in order and passes their rows to `rows`.
    ///
    /// # Errors
    /// [`Error::Database`] with SQLite's reason; [`Error::Invalid`] for parameters that don't fit; [`Error::Interrupted`];
    /// errors of `rows`.
    pub fn run(&mut self, sql: &str, parameters: &Parameters, rows: &mut dyn Rows) -> Result<()> {
        self.sandbox.run(sql, parameters, rows).map_err(|error| explain(error, Hint::WriteSql))
    }

    /// Stops the running query from another thread.
    #[must_use]
    pub fn interrupt_handle(&self) -> Interrupt {
        self.sandbox.interrupt_handle()
    }

    /// Sets the maximum run time of later queries.
    pub fn set_timeout(&mut self, timeout: Option<Duration>) {
        self.sandbox.set_timeout(timeout);
    }
}

/// Runs statements that may change metadata, in one transaction, as one operation. History and imported content can't
/// be changed. Returns the number of changed values.
///
/// # Errors
/// As [`Session::run()`]; [`Error::Invalid`] for a value that isn't text in UTF-8.
pub fn write(
    corpus: &mut Corpus,
    sql: &str,
    parameters: &Parameters,
    operation: &NewOperation,
    timeout: Option<Duration>,
    rows: &mut dyn Rows,
) -> Result<(u64, Option<OperationId>)> {
    // Installed before the transaction, but raised only around the user's statements.
    let fence = corpus.fence(timeout)?;
    recorded(corpus, operation, &Origin::Sql, |writer, id| {
        run_writing(writer, &fence, sql, parameters, rows)?;
        written::check(writer, id)?;
        let values = metadata::count_of(writer, id)?;
        // SQLite also counts rows that an UPDATE left equal, so the recorded changes are counted.
        let changed = values > 0 || metadata::has_definitions_of(writer, id)?;
        Ok(Effect { value: values, summary: json!({ "values": values }), changed })
    })
    .map_err(|error| explain(error, Hint::WritableTables))
}

/// Adds to a refusal by SQLite which statements are allowed.
fn explain(error: Error, allowed: Hint) -> Error {
    match error {
        Error::Database { message } if message.contains("authoriz") || message.contains("prohibited") => {
            Error::Refused {
                message: format!("this statement is not allowed here: {message}"),
                hint: Some(allowed),
            }
        }
        error => error,
    }
}
