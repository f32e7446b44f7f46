//! Check of the user's own SQL writes: each value must be readable by this program.

use super::Writer;
use crate::model::{FieldName, OperationId};
use crate::store::file::read::Read as _;
use crate::{Error, Result};
use rusqlite::named_params;
use rusqlite::types::ValueRef;

/// Refuses unreadable values of an operation: text that isn't UTF-8, an ordinal out of range, and fields with reserved
/// names. The caller rolls back.
pub(crate) fn check(writer: &Writer, operation: OperationId) -> Result<()> {
    check_values(writer, operation)?;
    check_definitions(writer, operation)
}

fn check_values(writer: &Writer, operation: OperationId) -> Result<()> {
    let mut statement = writer.prepare_cached(
        "
        SELECT article, field, ordinal, new
        FROM metadata_change
        WHERE operation = :operation AND new IS NOT NULL
        ",
    )?;
    let mut rows = statement.query(named_params! { ":operation": operation })?;
    while let Some(row) = rows.next()? {
        let field =
            String::from_utf8_lossy(row.get_ref("field")?.as_bytes().unwrap_or_default()).into_owned();
        let article: i64 = row.read("article")?;
        check_text(&format!("the {field} of article {article}"), row.get_ref("new")?)?;
        let ordinal: i64 = row.read("ordinal")?;
        // SQLite keeps 64 bits, the program reads an ordinal as 32.
        if u32::try_from(ordinal).is_err() {
            return Err(Error::invalid(format!("the ordinal {ordinal} of {field} is too large"))
                .with_hint("the values of a field are numbered from 0"));
        }
    }
    Ok(())
}

fn check_definitions(writer: &Writer, operation: OperationId) -> Result<()> {
    let mut statement = writer.prepare_cached(
        "
        SELECT relation, subject, attribute, new
        FROM definition_change
        WHERE operation = :operation AND new IS NOT NULL
        ",
    )?;
    let mut rows = statement.query(named_params! { ":operation": operation })?;
    while let Some(row) = rows.next()? {
        let (relation, attribute): (String, String) = (row.read("relation")?, row.read("attribute")?);
        let what = format!("the {attribute} of an entry of {relation}");
        check_text(&what, row.get_ref("subject")?)?;
        check_text(&what, row.get_ref("new")?)?;
        // A row that SQL wrote has bypassed the parser of names.
        if relation == "field" {
            row.read::<_, String>("subject")?.parse::<FieldName>()?;
        }
    }
    Ok(())
}

fn check_text(what: &str, value: ValueRef) -> Result<()> {
    // SQLite stores any bytes as text. CAST of a blob is the usual way to such text.
    let is_text = match value {
        ValueRef::Text(bytes) => std::str::from_utf8(bytes).is_ok(),
        ValueRef::Blob(_) => false,
        _ => true,
    };
    if is_text {
        return Ok(());
    }
    Err(Error::invalid(format!("{what} would be bytes that aren't UTF-8, which isn't text"))
        .with_hint("nothing was changed; such bytes come from x'…', char() or CAST in the statements"))
}

#[cfg(test)]
mod tests {
    use crate::Corpus;
    use crate::model::NewOperation;
    use crate::ops::import::{self, Input, Options};
    use crate::ops::sql::{Cell, Parameters, Rows, write};

    struct Nothing;
    impl Rows for Nothing {
        fn columns(&mut self, _: &[String]) -> crate::Result<()> {
            Ok(())
        }
        fn row(&mut self, _: &[Cell<'_>]) -> crate::Result<bool> {
            Ok(true)
        }
    }

    #[test]
    fn what_cannot_be_read_back_is_not_written() {
        let mut corpus = Corpus::temporary().unwrap();
        let at = "2024-05-01T12:00:00Z".parse().unwrap();
        let operation = |kind: &str| NewOperation {
            kind: kind.to_owned().into(),
            at,
            arguments: serde_json::json!({}),
            message: None,
        };
        let input = Input::Bytes { name: "a.txt".into(), bytes: b"Text.".to_vec() };
        let plan = import::plan(vec![input], Some("s")).unwrap();
        let options = Options { max_size: 100, ..Options::default() };
        import::import(&mut corpus, &plan, &operation("import"), &options, &|| at, &mut ()).unwrap();
        for sql in [
            "UPDATE articles SET title = CAST(x'4dfc' AS TEXT)",
            "UPDATE article SET title = CAST(x'4dfc' AS TEXT)",
            "UPDATE articles SET title = randomblob(10)",
            "INSERT INTO outlet (name) VALUES (CAST(x'4dfc' AS TEXT))",
            "INSERT INTO field (name, type, description) VALUES ('topic', 'text', CAST(x'fe' AS TEXT))",
            "INSERT INTO field (name, type) VALUES ('key', 'text')",
            "INSERT INTO field (name, type) VALUES ('sha256', 'text')",
            "INSERT INTO field (name, type, standard) VALUES ('topic', 'text', 1)",
            "UPDATE field SET standard = 0 WHERE name = 'title'",
            "INSERT INTO field (name, type, repeatable) VALUES ('topic', 'text', 1);
             INSERT INTO metadata (article, field, ordinal, value) VALUES (1, 'topic', 4294967296, 'x')",
            "INSERT INTO field (name, type) VALUES ('topic', 'text');
             INSERT INTO metadata (article, field, value) VALUES (1, 'topic', CAST(x'ff' AS TEXT))",
            "INSERT INTO metadata (article, field, value) VALUES (1, 'title', 'x')",
        ] {
            let written = write(&mut corpus, sql, &Parameters::new(), &operation("sql"), None, &mut Nothing);
            assert!(written.is_err(), "{sql}");
        }
        let sql =
            "UPDATE articles SET title = 'München'; INSERT INTO field (name, type) VALUES ('topic', 'text')";
        let (values, _) =
            write(&mut corpus, sql, &Parameters::new(), &operation("sql"), None, &mut Nothing).unwrap();
        assert_eq!(values, 1);
    }
}
