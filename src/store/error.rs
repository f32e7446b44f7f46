//! What SQLite's errors mean to the rest of the program.

use crate::Error;
use rusqlite::ErrorCode;

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let message = explain(&error);
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { message: format!("the corpus file is damaged: {message}") }
            }
            Some(ErrorCode::OperationInterrupted) => {
                Self::Interrupted { message: "the query was stopped".to_owned() }
            }
            Some(ErrorCode::DiskFull) => Self::Database {
                message: "the disk is full: what was not yet acknowledged was not kept".to_owned(),
            },
            Some(ErrorCode::ReadOnly) => Self::Refused {
                message: "the corpus can't be changed: its file or its folder can't be written".to_owned(),
                hint: Some(
                    "SQLite keeps its log beside the file, so the folder has to be writable too".to_owned(),
                ),
            },
            Some(ErrorCode::CannotOpen) => Self::Database {
                message: "the corpus, or SQLite's log beside it, can't be opened: is its folder writable?"
                    .to_owned(),
            },
            _ => Self::Database { message },
        }
    }
}

/// SQLite's own sentence; a failed CHECK that the schema names is told by its name alone.
fn explain(error: &rusqlite::Error) -> String {
    let message = match error {
        rusqlite::Error::SqliteFailure(_, Some(message))
        | rusqlite::Error::SqlInputError { msg: message, .. } => message.clone(),
        other => other.to_string(),
    };
    match message.strip_prefix("CHECK constraint failed: ") {
        Some(rule) => rule.to_owned(),
        None => message,
    }
}

impl From<refinery_core::Error> for Error {
    fn from(error: refinery_core::Error) -> Self {
        let mut cause: Option<&dyn std::error::Error> = Some(&error);
        while let Some(current) = cause {
            let code = current.downcast_ref::<rusqlite::Error>().and_then(rusqlite::Error::sqlite_error_code);
            if code == Some(ErrorCode::DiskFull) {
                return Self::Database { message: "the disk is full".to_owned() };
            }
            cause = current.source();
        }
        Self::Refused {
            message: format!("the schema of this corpus can't be upgraded: {error}"),
            hint: Some(
                "it was left as it was; a corpus made by a development build can't be upgraded".to_owned(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::{Connection, TransactionBehavior};
    use std::time::Duration;

    #[test]
    fn a_lock_that_another_holds_is_busy() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let mut holder = Connection::open(&path).unwrap();
        let _held = holder.transaction_with_behavior(TransactionBehavior::Exclusive).unwrap();
        let mut other = Connection::open(&path).unwrap();
        other.busy_timeout(Duration::ZERO).unwrap();
        let refused = other.transaction_with_behavior(TransactionBehavior::Immediate).unwrap_err();
        assert!(matches!(Error::from(refused), Error::Busy));
    }
}
