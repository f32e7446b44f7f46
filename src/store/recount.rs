//! Recount of texts after an upgrade, for texts whose words were counted by an older rule.

use super::index;
use super::repair::set_words;
use crate::Result;
use crate::store::Writer;
use crate::text::Words;
use crate::text::word::RULES;
use rusqlite::{Connection, OptionalExtension, named_params};

/// The trigger that forbids changes of texts. It is dropped here, because only derived values change.
const GUARD: &str = "text_frozen";

/// Recounts all texts of older rules and rebuilds the index, in the caller's transaction.
pub(super) fn recount(connection: &Writer) -> Result<()> {
    if next(connection, i64::MIN)?.is_none() {
        return Ok(());
    }
    let guard: Option<String> = connection
        .query_row(
            "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = :guard",
            named_params! { ":guard": GUARD },
            |row| row.get(0),
        )
        .optional()?;
    // The transaction of the caller brings the trigger back if anything fails.
    connection.execute_batch(&format!("DROP TRIGGER IF EXISTS {GUARD}"))?;
    let mut after = i64::MIN;
    while let Some((id, body)) = next(connection, after)? {
        // A body that isn't UTF-8 is damaged. `verify` reports it, and `repair` recounts it once it is restored.
        if let Ok(body) = std::str::from_utf8(&body) {
            let words = Words::of(body);
            set_words(connection, id, words)?;
        }
        after = id;
    }
    if let Some(guard) = guard {
        connection.execute_batch(&guard)?;
    }
    index::rebuild(connection)
}

/// The first text after this one whose words were counted by another rule.
fn next(connection: &Connection, after: i64) -> Result<Option<(i64, Vec<u8>)>> {
    Ok(connection
        .prepare_cached(
            "
            SELECT id, CAST(body AS BLOB) AS body
            FROM text
            WHERE id > :after AND normalized_profile <> :profile
            ORDER BY id
            LIMIT 1
            ",
        )?
        .query_row(named_params! { ":after": after, ":profile": RULES }, |row| {
            Ok((row.get("id")?, row.get("body")?))
        })
        .optional()?)
}
