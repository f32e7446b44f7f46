//! What a corpus holds, as far as a command may change it.

use anyhow::{Context, Result, ensure};
use corpusdb::ops::fingerprint::fingerprint;
use corpusdb::ops::select::Selection;
use corpusdb::{Access, Corpus};
use rusqlite::Connection;
use rusqlite::types::Value;
use std::path::Path;

/// What a corpus holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct State {
    /// The number of the newest migration that it had.
    schema: i64,
    /// Its fingerprint; of an older schema, which the program doesn't read, the rows.
    content: String,
    /// What was changed, and what it is from.
    history: Vec<Vec<Value>>,
    /// How many versions were compared.
    comparisons: i64,
    /// How many passages recur.
    passages: i64,
}

const HISTORY: &str = "
    SELECT article, field, old, new, origin
    FROM metadata_change
    ORDER BY id
";

impl State {
    /// The state of the corpus at `path`.
    pub(crate) fn of(path: &Path) -> Result<Self> {
        Self::seen_by(Connection::open(path)?, path)
    }

    /// The same, beginning with a client that has the file open.
    fn seen_by(client: Connection, path: &Path) -> Result<Self> {
        let schema = number(&client, "SELECT max(version) FROM refinery_schema_history")?;
        let history = rows(&client, HISTORY)?;
        let is_old = schema == 1;
        let (comparisons, passages) = if is_old {
            (0, 0)
        } else {
            (
                number(&client, "SELECT count(*) FROM comparison")?,
                number(&client, "SELECT count(*) FROM boilerplate")?,
            )
        };
        let content = if is_old {
            old_content(&client)?
        } else {
            drop(client);
            content(path)?
        };
        Ok(Self { schema, content, history, comparisons, passages })
    }

    /// The same of a file that SQLite has to find whole.
    pub(crate) fn of_whole(path: &Path) -> Result<Self> {
        let client = Connection::open(path)?;
        check(&client)?;
        Self::seen_by(client, path)
    }

    /// Whether it has this fingerprint.
    pub(crate) fn has(&self, fingerprint: &str) -> bool {
        self.content == fingerprint
    }

    /// Whether it is that of an older schema.
    pub(crate) fn is_old(&self) -> bool {
        self.schema == 1
    }

    /// Whether an analysis that began at `before` and ends at `after` may be here on its way: it keeps all comparisons of
    /// these few articles in one transaction and what recurs in another.
    pub(crate) fn is_between(&self, before: &Self, after: &Self) -> bool {
        let on_the_way = Self { comparisons: after.comparisons, passages: before.passages, ..after.clone() };
        *self == on_the_way
    }
}

/// The fingerprint of the corpus at `path`.
pub(crate) fn content(path: &Path) -> Result<String> {
    let corpus = Corpus::open(path, Access::Read).context("the corpus can't be opened")?;
    let found = fingerprint(&corpus, &Selection::default(), true).context("the corpus can't be read")?;
    Ok(found.fingerprint.to_string())
}

/// The versions and values of a corpus of the oldest schema, as their rows.
pub(crate) fn old_content(client: &Connection) -> Result<String> {
    let mut content = String::new();
    for sql in [
        "SELECT * FROM article ORDER BY id",
        "SELECT * FROM version ORDER BY article, number",
        "SELECT id, sha256 FROM blob ORDER BY id",
        "SELECT id, body FROM text ORDER BY id",
        "SELECT * FROM metadata ORDER BY article, field, ordinal",
    ] {
        content += &format!("{:?}\n", rows(client, sql)?);
    }
    Ok(content)
}

fn rows(client: &Connection, sql: &str) -> Result<Vec<Vec<Value>>> {
    let mut statement = client.prepare(sql)?;
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| (0..columns).map(|column| row.get(column)).collect())?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The one number that a query gives.
pub(crate) fn number(client: &Connection, sql: &str) -> Result<i64> {
    Ok(client.query_row(sql, [], |row| row.get(0))?)
}

/// What SQLite itself says of the file.
pub(crate) fn check_file(path: &Path) -> Result<()> {
    check(&Connection::open(path)?)
}

fn check(client: &Connection) -> Result<()> {
    let integrity = rows(client, "PRAGMA integrity_check")?;
    ensure!(integrity == [[Value::Text("ok".to_owned())]], "integrity_check says {integrity:?}");
    let broken = rows(client, "PRAGMA foreign_key_check")?;
    ensure!(broken.is_empty(), "foreign_key_check says {broken:?}");
    Ok(())
}
