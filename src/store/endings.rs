//! Articles by the ends of their keys, for one name or for very many.

use super::Reader;
use super::articles::{Candidate, candidates};
use crate::Result;
use rusqlite::named_params;
use std::cell::Cell;

/// So many names are looked for among all keys before the ends of keys are indexed, which takes as long.
const FEW: u32 = 10;

/// Finds articles by the end of their key: the first names by looking at every key, the others in an index that is
/// made for them.
#[derive(Default)]
pub(crate) struct Endings {
    looked_up: Cell<u32>,
}

impl Endings {
    /// The articles whose key ends with `/` and this name.
    pub(crate) fn find(&self, reader: &Reader, name: &str) -> Result<Vec<Candidate>> {
        let before = self.looked_up.replace(self.looked_up.get().saturating_add(1));
        if before == FEW {
            index_endings(reader)?;
        }
        if before < FEW { with_ending(reader, name) } else { with_indexed_ending(reader, name) }
    }
}

/// Makes the temporary table that [`with_indexed_ending`] looks in. It is this connection's own and goes with the
/// transaction, so a reader may make it.
fn index_endings(reader: &Reader) -> Result<()> {
    let only_reads: bool = reader.pragma_query_value(None, "query_only", |row| row.get(0))?;
    reader.pragma_update(None, "query_only", false)?;
    // What is left of a key when all but `/` is trimmed off its end is everything before its last part.
    let made = reader.execute_batch(
        "
        DROP TABLE IF EXISTS temp.key_ending;
        CREATE TEMP TABLE key_ending AS
        SELECT id, key, replace(key, rtrim(key, replace(key, '/', '')), '') AS name
        FROM article
        WHERE version IS NOT NULL;
        CREATE INDEX temp.key_ending_name ON key_ending (name);
        ",
    );
    reader.pragma_update(None, "query_only", only_reads)?;
    Ok(made?)
}

fn with_ending(reader: &Reader, name: &str) -> Result<Vec<Candidate>> {
    candidates(
        reader,
        "
        SELECT id, key, NULL AS version
        FROM article
        WHERE substr(key, -1 - length(:name)) = '/' || :name AND version IS NOT NULL
        ORDER BY id
        LIMIT 11
        ",
        named_params! { ":name": name },
    )
}

fn with_indexed_ending(reader: &Reader, name: &str) -> Result<Vec<Candidate>> {
    candidates(
        reader,
        "
        SELECT id, key, NULL AS version
        FROM temp.key_ending
        WHERE name = :last AND substr(key, -1 - length(:name)) = '/' || :name
        ORDER BY id
        LIMIT 11
        ",
        named_params! { ":name": name, ":last": name.rsplit('/').next() },
    )
}
