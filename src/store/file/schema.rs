//! Migrations: the schema version of a corpus, and its upgrade.
//!
//! All pending migrations run in one IMMEDIATE transaction: of two processes one upgrades and the other finds
//! nothing to do, and a kill leaves the old schema or the new, never something between. Refinery's own driver
//! commits each migration and its history row separately, hence the adapter below.

use crate::store::file::names::{self, create_like, sync_folder};
use crate::{Error, Result};
use memchr::memmem;
use refinery_core::traits::sync::{Migrate, Query, Transaction};
use refinery_core::{Migration, Runner};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::Duration;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// The age of a corpus's schema, compared with this program's.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::store) enum Age {
    /// The same.
    Current,
    /// Older: this is its number.
    Older(i32),
}

/// The migrations as texts. Refinery's own list takes as long to build as a corpus to open.
const MIGRATIONS: [&str; 1] = [include_str!("../../../migrations/V1__corpus.sql")];

/// A further migration, of tests: see [`add_for_tests`].
static NEXT: OnceLock<&'static str> = OnceLock::new();

/// Adds a migration to those of the program, for the rest of the process. Upgrades can thus be tested as long as there is one
/// schema only. It has to be called before the first corpus is opened.
pub fn add_for_tests(migration: &'static str) {
    let _ = NEXT.set(migration);
}

/// All migrations as texts, oldest first.
fn migrations() -> impl Iterator<Item = &'static str> {
    MIGRATIONS.into_iter().chain(NEXT.get().copied())
}

/// The migrations as refinery takes them.
fn runner() -> Result<Runner> {
    let own = embedded::migrations::runner();
    let Some(next) = NEXT.get() else { return Ok(own) };
    let mut all = own.get_migrations().clone();
    let name = format!("V{}__next", all.len() + 1);
    all.push(Migration::unapplied(&name, next)?);
    Ok(Runner::new(&all))
}

/// The number of the newest schema that this program knows.
pub(in crate::store) fn newest() -> i32 {
    let own: i32 = env!("NEWEST_SCHEMA").parse().unwrap_or(0);
    own + i32::from(NEXT.get().is_some())
}

/// Whether this is the message of a trigger of the schema.
pub(in crate::store) fn says(message: &str) -> bool {
    let quoted = format!("'{}'", message.replace('\'', "''"));
    migrations().any(|migration| migration.contains(&quoted))
}

/// The text of all migrations, for look-ups of a file's definitions. They usually come in the order of the text.
pub(in crate::store) struct Definitions {
    text: String,
    at: usize,
}

impl Definitions {
    pub(in crate::store) fn new() -> Self {
        Self { text: migrations().collect(), at: 0 }
    }

    /// Whether a migration contains this definition.
    pub(in crate::store) fn has(&mut self, sql: &str) -> bool {
        let bytes = self.text.as_bytes();
        let ahead = memmem::find(&bytes[self.at..], sql.as_bytes()).map(|at| self.at + at);
        let Some(found) = ahead.or_else(|| memmem::find(bytes, sql.as_bytes())) else { return false };
        self.at = found + sql.len();
        // The semicolon excludes a match at the start of a longer statement.
        !sql.is_empty() && bytes.get(self.at) == Some(&b';')
    }

    /// Whether a migration creates a trigger or view of this name.
    pub(in crate::store) fn name(&self, kind: &str, name: &str) -> bool {
        let start = format!("CREATE {} {name}", kind.to_uppercase());
        let mut places = memmem::find_iter(self.text.as_bytes(), start.as_bytes());
        places.any(|at| !self.text.as_bytes()[at + start.len()..].starts_with(b"_"))
    }
}

/// Compares the schema of the corpus at `path` with this program's; a newer one is refused. A corpus has had a
/// migration since it got its name.
pub(in crate::store) fn compare(connection: &Connection, path: &Path) -> Result<Age> {
    let found = version(connection)?;
    let known = newest();
    if found == 0 {
        return Err(Error::Damaged {
            message: format!(
                "{} is damaged: refinery_schema_history doesn't say which schema it has",
                path.display()
            ),
        });
    }
    if found > known {
        return Err(Error::refused(
            format!("{} has schema {found}, this program only knows schema {known}", path.display()),
            "it was left as it was; use the newer corpus program that wrote it",
        ));
    }
    Ok(if found == known { Age::Current } else { Age::Older(found) })
}

fn version(connection: &Connection) -> Result<i32> {
    // The pragma uses SQLite's parsed table. The table's row in the schema may be damaged while the table isn't.
    let columns: i64 = connection.query_row(
        "SELECT count(*) FROM pragma_table_info('refinery_schema_history')",
        [],
        |row| row.get(0),
    )?;
    if columns == 0 {
        return Ok(0);
    }
    let newest =
        connection.query_row("SELECT max(version) FROM refinery_schema_history NOT INDEXED", [], |row| {
            row.get(0)
        })?;
    Ok(Option::unwrap_or(newest, 0))
}

/// Runs the pending migrations.
pub(in crate::store) fn upgrade(connection: &mut Connection) -> Result<()> {
    run(connection, &runner()?)
}

fn run(connection: &mut Connection, runner: &Runner) -> Result<()> {
    // A rebuilt table would delete the rows that refer to it. The check at the end replaces the enforcement.
    connection.pragma_update(None, "foreign_keys", false)?;
    let outcome = run_in_transaction(connection, runner);
    connection.pragma_update(None, "foreign_keys", true)?;
    outcome
}

fn run_in_transaction(connection: &mut Connection, runner: &Runner) -> Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    runner.run(&mut Adapter(&transaction))?;
    crate::store::recount::recount(&transaction)?;
    let broken: Option<String> =
        transaction.query_row("PRAGMA foreign_key_check", [], |row| row.get(0)).optional()?;
    if let Some(table) = broken {
        return Err(Error::Damaged {
            message: format!("after the upgrade, rows of {table} would refer to nothing"),
        });
    }
    transaction.commit()?;
    Ok(())
}

/// Copies the corpus to `FILE.schema-N.backup`, unless an earlier attempt has. Of several processes that do so at once,
/// one gives its copy the name.
pub(in crate::store) fn back_up(connection: &Connection, path: &Path, version: i32) -> Result<PathBuf> {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".schema-{version}.backup"));
    let backup = PathBuf::from(name);
    if backup.exists() {
        return Ok(backup);
    }
    let unfinished = names::unfinished(&backup);
    let outcome =
        copy(connection, path, &unfinished).and_then(|()| match names::rename_to_new(&unfinished, &backup) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                Err(Error::io("name the backup", &backup, error))
            }
            _ => sync_folder(&backup),
        });
    // The error of the copy is the one to report, not that of the clean-up.
    let _ = fs::remove_file(&unfinished);
    outcome.map(|()| backup)
}

/// Copies the corpus to a new file that those may read who may read the corpus, and brings it to the disk.
fn copy(connection: &Connection, path: &Path, unfinished: &Path) -> Result<()> {
    // A killed process with the same process id may have left a file.
    let _ = fs::remove_file(unfinished);
    create_like(path, unfinished).map_err(|error| Error::io("create the backup", unfinished, error))?;
    let mut copy = Connection::open(unfinished)?;
    rusqlite::backup::Backup::new(connection, &mut copy)?.run_to_completion(1000, Duration::ZERO, None)?;
    copy.close().map_err(|(_, error)| error)?;
    let synced = File::open(unfinished).and_then(|file| file.sync_all());
    synced.map_err(|error| Error::io("write the backup", unfinished, error))
}

/// Runs refinery inside the transaction that the caller began.
struct Adapter<'a>(&'a Connection);

#[derive(Debug, thiserror::Error)]
enum AdapterError {
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    #[error("the schema's history is damaged: {0}")]
    History(String),
}

impl Transaction for Adapter<'_> {
    type Error = AdapterError;

    fn execute<'a, T: Iterator<Item = &'a str>>(&mut self, queries: T) -> Result<usize, AdapterError> {
        let mut count = 0;
        for query in queries {
            self.0.execute_batch(query)?;
            count += 1;
        }
        Ok(count)
    }
}

impl Query<Vec<Migration>> for Adapter<'_> {
    fn query(&mut self, query: &str) -> Result<Vec<Migration>, AdapterError> {
        let mut statement = self.0.prepare(query)?;
        let mut rows = statement.query([])?;
        let mut applied = Vec::new();
        while let Some(row) = rows.next()? {
            let (applied_on, checksum): (String, String) = (row.get(2)?, row.get(3)?);
            let applied_on = OffsetDateTime::parse(&applied_on, &Rfc3339)
                .map_err(|error| AdapterError::History(error.to_string()))?;
            let checksum = checksum.parse().map_err(|_| AdapterError::History(checksum))?;
            applied.push(Migration::applied(row.get(0)?, row.get(1)?, applied_on, checksum));
        }
        Ok(applied)
    }
}

impl Migrate for Adapter<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    fn runner_with(next: &str) -> Runner {
        let mut migrations = embedded::migrations::runner().get_migrations().clone();
        let name = format!("V{}__next", newest() + 1);
        migrations.push(Migration::unapplied(&name, next).unwrap());
        Runner::new(&migrations)
    }

    #[test]
    fn the_texts_are_those_of_all_migrations() {
        let runner = embedded::migrations::runner();
        let texts: Vec<&str> = runner.get_migrations().iter().filter_map(Migration::sql).collect();
        assert_eq!(texts, MIGRATIONS);
    }

    #[test]
    fn pending_migrations_run_once_and_are_recorded() {
        let mut connection = Connection::open_in_memory().unwrap();
        upgrade(&mut connection).unwrap();
        assert_eq!(version(&connection).unwrap(), newest());
        let runner = runner_with("CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;");
        assert_eq!(compare(&connection, Path::new("x")).unwrap(), Age::Current);
        run(&mut connection, &runner).unwrap();
        run(&mut connection, &runner).unwrap();
        assert_eq!(version(&connection).unwrap(), newest() + 1);
        assert!(compare(&connection, Path::new("x")).unwrap_err().to_string().contains("only knows schema"));
    }

    #[test]
    fn a_migration_that_fails_leaves_nothing_behind() {
        for bad in [
            "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT; SELECT no_such_function();",
            "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT;
             INSERT INTO metadata (article, field, value) VALUES (99, 'title', 'x');",
        ] {
            let mut connection = Connection::open_in_memory().unwrap();
            upgrade(&mut connection).unwrap();
            assert!(run(&mut connection, &runner_with(bad)).is_err());
            assert_eq!(version(&connection).unwrap(), newest());
            let tables: i64 = connection
                .query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'more'", [], |row| row.get(0))
                .unwrap();
            assert_eq!(tables, 0);
        }
    }

    #[test]
    fn an_empty_history_is_damage() {
        for damage in ["DROP TABLE refinery_schema_history", "DELETE FROM refinery_schema_history"] {
            let mut connection = Connection::open_in_memory().unwrap();
            upgrade(&mut connection).unwrap();
            connection.execute_batch(damage).unwrap();
            let error = compare(&connection, Path::new("x")).unwrap_err();
            assert!(matches!(error, Error::Damaged { .. }), "{damage}: {error}");
        }
    }
}
