//! Recount and refold of texts after an upgrade, for texts whose words were counted by an older rule.

use super::repair::{rebuild_index, set_words};
use crate::Result;
use crate::text::{PROFILE, Words, fold};
use rusqlite::{Connection, OptionalExtension, named_params};

/// The trigger that forbids changes of texts. It is dropped here, because only derived values change.
const GUARD: &str = "text_frozen";

/// Recounts and refolds all texts of older rules and rebuilds the index, in the caller's transaction.
pub(super) fn refold(connection: &Connection) -> Result<()> {
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
            set_words(connection, id, words, fold::stored(body).as_deref())?;
        }
        after = id;
    }
    if let Some(guard) = guard {
        connection.execute_batch(&guard)?;
    }
    rebuild_index(connection)
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
        .query_row(named_params! { ":after": after, ":profile": PROFILE }, |row| {
            Ok((row.get("id")?, row.get("body")?))
        })
        .optional()?)
}

#[cfg(test)]
mod tests {
    use crate::model::{NewOperation, OperationKind, Origin};
    use crate::store::Corpus;
    use crate::store::tables::operations;
    use crate::text::fold;
    use serde_json::json;

    #[test]
    fn the_view_replaces_the_letters_that_folding_replaces() {
        let texts: Vec<String> = ('\u{80}'..char::MAX)
            .filter(|character| fold::letter(*character).is_some())
            .map(|character| format!("a{character}b {character}"))
            .chain(["Straße".to_owned(), "oﬃce ＮＨＫ".to_owned(), "plain “text” é".to_owned()])
            .collect();
        let mut corpus = Corpus::temporary().unwrap();
        corpus
            .write(|writer| {
                let at = "2024-05-01T12:00:00Z".parse().unwrap();
                let operation = NewOperation { kind: OperationKind::Import, at, arguments: json!({}), message: None };
                let id = operations::begin(writer, &operation)?;
                operations::recording_as(writer, id, &Origin::Import, at, |writer| {
                for (id, text) in (1_i64..).zip(&texts) {
                    let insert = "
                        INSERT INTO text (id, sha256, words, normalized_sha256, normalized_profile, body, folded)
                        VALUES (?1, CAST(printf('%032d', ?1) AS BLOB), 1, zeroblob(32), 1, ?2, ?3)
                    ";
                    writer.execute(insert, (id, text, fold::stored(text)))?;
                }
                    Ok(())
                })?;
                let mut statement = writer.prepare("SELECT body FROM searched_text ORDER BY id")?;
                let searched: Vec<String> =
                    statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
                let folded: Vec<_> = texts.iter().map(|text| fold::fold(text).into_owned()).collect();
                assert_eq!(searched, folded);
                Ok(())
            })
            .unwrap();
    }
}
