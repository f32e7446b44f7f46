//! Trust in the definitions of a file: its triggers affect writes, and its views affect reads.

use crate::store::file::read::Read as _;
use crate::store::file::schema;
use crate::{Error, Hint, Result};
use rusqlite::Connection;

/// The number of triggers and views of the schema.
const TRIGGERS: usize = 88;
const VIEWS: usize = 14;

/// Refuses writes to a file with a foreign trigger, or with missing or altered triggers and views. Data could be changed
/// on the way, or changes not be recorded.
pub(in crate::store) fn check_to_write(connection: &Connection) -> Result<()> {
    let mut statement = connection.prepare(
        "
        SELECT type, name, tbl_name, coalesce(sql, '') AS sql
        FROM sqlite_schema
        WHERE type IN ('trigger', 'view')
        ORDER BY rowid
        ",
    )?;
    let mut rows = statement.query([])?;
    let (mut triggers, mut views) = (0, 0);
    let mut migrations = schema::Definitions::new();
    while let Some(row) = rows.next()? {
        let (kind, name, sql): (String, String, String) =
            (row.read("type")?, row.read("name")?, row.read("sql")?);
        let is_trigger = kind == "trigger";
        if migrations.has(&sql) {
            *if is_trigger { &mut triggers } else { &mut views } += 1;
        } else if migrations.name(&kind, &name) {
            return Err(altered(&format!("the {kind} {name} isn't as it was made")));
        } else if is_trigger {
            let table: String = row.read("tbl_name")?;
            return Err(Error::refused(
                format!(
                    "another program added the trigger {name} on {table}, which would act on what is written"
                ),
                Hint::RemoveTrigger { trigger: name },
            ));
        }
    }
    if (triggers, views) != (TRIGGERS, VIEWS) {
        return Err(altered("a trigger or view of the schema is missing"));
    }
    Ok(())
}

fn altered(what: &str) -> Error {
    Error::refused(format!("the corpus can't be written to: {what}"), Hint::VerifyThenRepair)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Corpus;

    #[test]
    fn the_counts_are_those_of_the_schema() {
        let corpus = Corpus::temporary().unwrap();
        let count = |kind: &str| -> usize {
            let sql = format!("SELECT count(*) FROM sqlite_schema WHERE type = '{kind}'");
            corpus.connection.query_row(&sql, [], |row| row.read(0)).unwrap()
        };
        assert_eq!((TRIGGERS, VIEWS), (count("trigger"), count("view")));
        check_to_write(&corpus.connection).unwrap();
    }

    #[test]
    fn what_would_act_on_what_is_written_is_refused() {
        for (sql, message) in [
            ("CREATE TRIGGER zz AFTER INSERT ON article BEGIN DELETE FROM metadata; END", "the trigger zz"),
            ("DROP TRIGGER article_kept", "is missing"),
            (
                "DROP TRIGGER article_kept; CREATE TRIGGER article_kept BEFORE DELETE ON article BEGIN SELECT 1; END",
                "article_kept isn't as it was made",
            ),
            ("DROP VIEW changes; CREATE VIEW changes AS SELECT 1 AS id", "changes isn't as it was made"),
        ] {
            let corpus = Corpus::temporary().unwrap();
            corpus.connection.execute_batch(sql).unwrap();
            let refused = check_to_write(&corpus.connection).unwrap_err();
            assert!(
                matches!(refused, Error::Refused { .. }) && refused.to_string().contains(message),
                "{refused}"
            );
        }
        let corpus = Corpus::temporary().unwrap();
        corpus
            .connection
            .execute_batch("CREATE VIEW long AS SELECT id FROM articles WHERE words > 900")
            .unwrap();
        check_to_write(&corpus.connection).unwrap();
    }
}
