//! Conversion of SQLite's errors into those of the program.

use crate::store::file::{connection, schema};
use crate::{Error, Hint};
use refinery_core::error::Kind;
use rusqlite::{ErrorCode, ffi};

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let message = explain(&error);
        if is_unreadable(&error) {
            return damaged(&message);
        }
        if is_refused_by_a_foreign_trigger(&error, &message) {
            return Self::refused(message, Hint::FindTriggers);
        }
        if connection::is_about_index(&error) {
            return Self::Database {
                message: "SQLite can't make its index of the log beside the corpus (-shm): the disk is full, or files \
                          may not grow as large"
                    .to_owned(),
            };
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::OutOfMemory) => {
                Self::Database { message: "the statement needs more memory than it may use".to_owned() }
            }
            Some(ErrorCode::SystemIoFailure) => Self::Database {
                message: format!(
                    "a file of the corpus can't be read or written ({message}): is the disk full or failing?"
                ),
            },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => damaged(&message),
            Some(ErrorCode::OperationInterrupted) => {
                Self::Interrupted { message: "the query was stopped".to_owned() }
            }
            Some(ErrorCode::DiskFull) => Self::Database {
                message: "the disk is full: what was not yet acknowledged was not kept".to_owned(),
            },
            Some(ErrorCode::ReadOnly) => Self::Refused {
                message: "the corpus can't be changed: its file or its folder can't be written".to_owned(),
                hint: Some(
                    "SQLite keeps its log beside the file, so the folder has to be writable too".into(),
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

fn damaged(why: &str) -> Error {
    Error::Damaged { message: format!("the corpus file is damaged: {why}") }
}

/// Whether a stored value has an impossible form. For example, a text that isn't UTF-8. That is damage, because this
/// program and the schema only accept valid values.
fn is_unreadable(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::Utf8Error(..)
            | rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..)
    )
}

/// Whether a trigger that isn't of the schema stopped the statement.
fn is_refused_by_a_foreign_trigger(error: &rusqlite::Error, message: &str) -> bool {
    error.sqlite_error().is_some_and(|error| error.extended_code == ffi::SQLITE_CONSTRAINT_TRIGGER)
        && !schema::says(message)
}

/// SQLite's own message. For a failed CHECK with a name in the schema, it is the name alone.
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
            if matches!(code, Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)) {
                return Self::Busy;
            }
            cause = current.source();
        }
        match error.kind() {
            Kind::DivergentVersion(..) | Kind::MissingVersion(..) => Self::refused(
                format!("the schema of this corpus can't be upgraded: {error}"),
                "it was left as it was; corpora of development builds can't be upgraded",
            ),
            // Refinery's message would quote the whole migration.
            _ => damaged("its schema isn't the one that refinery_schema_history tells of"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Corpus;
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

    #[test]
    fn a_text_that_is_not_utf_8_is_damage() {
        let connection = Connection::open_in_memory().unwrap();
        let error = connection.query_row("SELECT CAST(x'fe' AS TEXT)", [], |row| row.get::<_, String>(0));
        let error = Error::from(error.unwrap_err());
        assert!(matches!(error, Error::Damaged { .. }), "{error}");
        assert_eq!(error.hint(), Some(&Hint::Recover));
    }

    #[test]
    fn triggers_of_others_are_told_from_those_of_the_schema() {
        let corpus = Corpus::temporary().unwrap();
        corpus.connection.execute_batch("INSERT INTO source (name) VALUES ('a')").unwrap();
        let refusal = |sql: &str| Error::from(corpus.connection.execute_batch(sql).unwrap_err());
        assert!(matches!(refusal("DELETE FROM source"), Error::Database { .. }));
        let foreign = "CREATE TRIGGER zz BEFORE INSERT ON source BEGIN SELECT RAISE(ABORT, 'no!'); END";
        corpus.connection.execute_batch(foreign).unwrap();
        let error = refusal("INSERT INTO source (name) VALUES ('b')");
        assert_eq!(error.to_string(), "no!");
        assert_eq!(error.hint(), Some(&Hint::FindTriggers));
    }
}
