//! Redundant columns, which must agree with the rows that they follow from: times, kinds of versions, import events.

use crate::Result;
use crate::model::{ArticleId, VersionNumber};
use crate::store::Reader;
use crate::store::file::definitions::{Definition, expected};
use crate::store::file::read::Read as _;
use rusqlite::named_params;
use rusqlite::types::ValueRef;

/// A row that contradicts other rows.
pub(crate) struct Disagreement {
    pub(crate) article: Option<ArticleId>,
    pub(crate) version: Option<VersionNumber>,
    pub(crate) detail: String,
}

/// Versions and articles that contradict their operations or each other.
pub(crate) fn versions(reader: &Reader) -> Result<Vec<Disagreement>> {
    disagreements(
        reader,
        "
        SELECT version.article, version.number, 'it was added when its operation didn''t begin' AS detail
        FROM version
        JOIN operation ON operation.id = version.operation
        WHERE version.added_at <> operation.started_at
        UNION ALL
        SELECT article.id, NULL, 'it was added at another time than its first version'
        FROM article
        JOIN version ON version.article = article.id AND version.number = 1
        WHERE article.added_at <> version.added_at
        UNION ALL
        SELECT later.article, later.number, 'its kind can''t be ' || later.kind || ' after the versions before it'
        FROM version AS later
        WHERE (later.kind = 'added') <> (later.number = 1)
            OR (
                later.kind IN ('reverted', 'redecoded', 'reread')
                AND NOT EXISTS (
                    SELECT 1
                    FROM version AS earlier
                    WHERE earlier.article = later.article AND earlier.number < later.number
                        AND earlier.blob = later.blob
                )
            )
            -- A version that is undone now may have been live then, and the reverse.
            OR (
                later.kind = 'changed'
                AND later.captured IS NULL
                AND EXISTS (
                    SELECT 1
                    FROM version AS earlier
                    WHERE earlier.article = later.article AND earlier.number < later.number
                        AND earlier.blob = later.blob
                )
                AND NOT EXISTS (SELECT 1 FROM operation WHERE kind = 'undo' AND id < later.operation)
            )
        UNION ALL
        SELECT version.article, version.number, 'import_event doesn''t tell that its operation made it'
        FROM version
        JOIN operation ON operation.id = version.operation
        WHERE operation.kind = 'import'
            AND NOT EXISTS (
                SELECT 1
                FROM import_event
                WHERE import_event.article = version.article
                    AND import_event.version = version.number
                    AND import_event.operation = version.operation
                    AND CASE import_event.outcome WHEN 'duplicate' THEN 'added' ELSE import_event.outcome END
                        = version.kind
            )
        ORDER BY 1, 2, 3
        ",
    )
}

/// Recorded changes whose time isn't that of their operation, or that don't follow from the one before.
pub(crate) fn changes(reader: &Reader) -> Result<Vec<Disagreement>> {
    disagreements(
        reader,
        "
        SELECT
            metadata_change.article AS article,
            NULL AS number,
            'a change of ' || metadata_change.field || ' wasn''t made when its operation began' AS detail
        FROM metadata_change
        JOIN operation ON operation.id = metadata_change.operation
        WHERE metadata_change.changed_at <> operation.started_at
        UNION ALL
        SELECT
            NULL, NULL,
            'a change of ' || relation || ' ' || subject || ' ' || attribute || ' wasn''t made when its operation began'
        FROM definition_change
        JOIN operation ON operation.id = definition_change.operation
        WHERE definition_change.changed_at <> operation.started_at
        UNION ALL
        SELECT
            NULL, NULL,
            'a change of ' || relation || ' ' || subject || ' ' || attribute || ' wasn''t from what it was before'
        FROM (
            SELECT
                relation, subject, attribute, old,
                row_number() OVER subjects AS place,
                lag(new) OVER subjects AS before
            FROM definition_change
            WINDOW subjects AS (PARTITION BY relation, subject, attribute ORDER BY id)
        )
        -- The first values of the standard fields come with the schema.
        WHERE old IS NOT before
            AND NOT (place = 1 AND relation = 'field' AND subject IN (SELECT name FROM field WHERE standard))
        ORDER BY 1, 2, 3
        ",
    )
}

pub(super) fn disagreements(reader: &Reader, query: &str) -> Result<Vec<Disagreement>> {
    let mut statement = reader.prepare(query)?;
    let disagreements = statement.query_map([], |row| {
        Ok(Disagreement {
            article: row.read("article")?,
            version: row.read("number")?,
            // The detail quotes stored text, which may be damaged.
            detail: String::from_utf8_lossy(row.get_ref("detail")?.as_bytes()?).into_owned(),
        })
    })?;
    Ok(disagreements.collect::<rusqlite::Result<_>>()?)
}

/// The tables whose texts are as small as words; bodies are read with their hashes.
pub(crate) fn tables_of_words() -> Result<impl Iterator<Item = &'static Definition>> {
    Ok(expected()?.iter().filter(|table| {
        let is_searched = table.name.starts_with("text") || table.name.starts_with("sqlite_");
        table.kind == "table" && !is_searched
    }))
}

/// The names of a table's columns, which may be damaged as well: rusqlite takes for granted that they are UTF-8.
fn columns_of(reader: &Reader, table: &Definition) -> Result<Vec<String>> {
    let mut statement =
        reader.prepare("SELECT CAST(name AS BLOB) AS name FROM pragma_table_info(:table) ORDER BY cid")?;
    let names = statement.query_map(named_params! { ":table": table.name }, |row| {
        Ok(String::from_utf8_lossy(&row.read::<_, Vec<u8>>("name")?).into_owned())
    })?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// The texts of a table that aren't UTF-8, each with its column and the row's first column.
pub(crate) fn not_utf_8(
    reader: &Reader,
    table: &Definition,
    visit: &mut dyn FnMut(&str, &str) -> Result<()>,
) -> Result<()> {
    // The bytes of articles are the only large values that there are.
    let (columns, names) = if table.name == "blob" {
        ("id, media_type", vec!["id".to_owned(), "media_type".to_owned()])
    } else {
        ("*", columns_of(reader, table)?)
    };
    let mut statement = reader.prepare(&format!("SELECT {columns} FROM {} ORDER BY 1", table.name))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for (index, name) in names.iter().enumerate() {
            if let ValueRef::Text(bytes) = row.get_ref(index)?
                && std::str::from_utf8(bytes).is_err()
            {
                // The first column identifies the row. In tables without a number it is a name.
                let first = match row.get_ref(0)? {
                    ValueRef::Integer(number) => number.to_string(),
                    other => String::from_utf8_lossy(other.as_bytes().unwrap_or_default()).into_owned(),
                };
                visit(name, &first)?;
            }
        }
    }
    Ok(())
}
