//! The user's own SQL: reading in a sandbox, or writing inside an operation.

use super::{Effect, recorded};
use crate::model::{NewOperation, OperationId, Origin};
use crate::store::sql::{Sandbox, run_writing};
use crate::store::tables::metadata;
use crate::store::{Corpus, written};
use crate::{Error, Result};
use serde_json::json;
use std::time::Duration;

pub use crate::store::sql::{Cell, Interrupt, Parameters, Rows, too_long};

/// A read-only session on a corpus: queries can't change anything, whatever they say.
pub struct Session {
    sandbox: Sandbox,
    /// Closes after the sandbox: the last connection takes SQLite's log away, which a read-only one can't.
    _corpus: Corpus,
}

impl Session {
    /// Opens a session; a query that runs for longer than `timeout` is stopped.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a temporary corpus, [`Error::Database`].
    pub fn open(corpus: Corpus, timeout: Option<Duration>) -> Result<Self> {
        Ok(Self { sandbox: Sandbox::open(&corpus, timeout)?, _corpus: corpus })
    }

    /// Runs the statements of `sql` in order and gives their rows to `rows`.
    ///
    /// # Errors
    /// [`Error::Database`] with SQLite's reason, [`Error::Invalid`] for parameters that don't fit,
    /// [`Error::Interrupted`], and what `rows` returns.
    pub fn run(&mut self, sql: &str, parameters: &Parameters, rows: &mut dyn Rows) -> Result<()> {
        self.sandbox.run(sql, parameters, rows).map_err(|error| explain(error, READING))
    }

    /// Stops the running query from another thread.
    #[must_use]
    pub fn interrupt_handle(&self) -> Interrupt {
        self.sandbox.interrupt_handle()
    }

    /// From now on stops a query that runs for longer than this.
    pub fn set_timeout(&mut self, timeout: Option<Duration>) {
        self.sandbox.set_timeout(timeout);
    }
}

/// Runs statements that may change rows, all or none of them, as one operation. The record of what was done and
/// the imported content can't be changed. Gives how many metadata values changed.
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
    let fence = corpus.fence(timeout)?;
    recorded(corpus, operation, &Origin::Sql, |writer, id| {
        run_writing(writer, &fence, sql, parameters, rows)?;
        written::check(writer, id)?;
        let values = metadata::count_of(writer, id)?;
        // An UPDATE counts rows that it leaves as they were: only what was recorded has changed.
        let changed = values > 0 || metadata::has_definitions_of(writer, id)?;
        Ok(Effect { value: values, summary: json!({ "values": values }), changed })
    })
    .map_err(|error| explain(error, WRITING))
}

const READING: &str =
    "corpus sql only reads; to change metadata: corpus sql --write \"UPDATE articles SET …\"";
const WRITING: &str = "--write changes metadata: UPDATE articles SET …, and the tables metadata, field, outlet and \
                       outlet_alias";

/// Says what a refusal means.
fn explain(error: Error, allowed: &str) -> Error {
    match error {
        Error::Database { message } if message.contains("authoriz") || message.contains("prohibited") => {
            Error::Refused {
                message: format!("this statement is not allowed here: {message}"),
                hint: Some(allowed.to_owned()),
            }
        }
        error => error,
    }
}
