//! Fields, and values that stand in the wrong table.

use crate::Result;
use crate::model::{FieldDefinition, FieldName, STANDARD_FIELDS};
use crate::store::Reader;
use crate::store::file::read::Read as _;
use crate::store::tables::metadata::{self, standard_fields};

/// A row of metadata whose field is a column of `article` or a reserved name.
pub(crate) struct Misplaced {
    pub(crate) article: i64,
    pub(crate) field: String,
    pub(crate) ordinal: i64,
    pub(crate) value: String,
}

/// All such rows.
pub(crate) fn misplaced(reader: &Reader) -> Result<Vec<Misplaced>> {
    let mut statement = reader.prepare(
        "
        SELECT article, field, ordinal, CAST(value AS BLOB) AS value
        FROM metadata
        ORDER BY article, field, ordinal
        ",
    )?;
    let mut rows = statement.query([])?;
    let mut misplaced = Vec::new();
    while let Some(row) = rows.next()? {
        // The name may be damaged too, and is needed for the report.
        let field = String::from_utf8_lossy(row.get_ref("field")?.as_bytes().map_err(rusqlite::Error::from)?)
            .into_owned();
        if STANDARD_FIELDS.contains(&field.as_str()) || is_impossible(&field) {
            let value: Vec<u8> = row.read("value")?;
            misplaced.push(Misplaced {
                article: row.read("article")?,
                field,
                ordinal: row.read("ordinal")?,
                value: String::from_utf8_lossy(&value).into_owned(),
            });
        }
    }
    Ok(misplaced)
}

/// The rows of metadata whose field isn't defined: article and field.
pub(crate) fn undefined(reader: &Reader) -> Result<Vec<(i64, String)>> {
    let mut statement = reader.prepare(
        "
        SELECT DISTINCT article, field
        FROM metadata
        WHERE field NOT IN (SELECT name FROM field)
        ORDER BY article, field
        ",
    )?;
    let fields = statement.query_map([], |row| Ok((row.read("article")?, row.read("field")?)))?;
    Ok(fields.collect::<rusqlite::Result<_>>()?)
}

/// The fields whose name no field can have.
pub(crate) fn impossible(reader: &Reader) -> Result<Vec<String>> {
    let mut statement = reader.prepare("SELECT name FROM field WHERE NOT standard ORDER BY name")?;
    let names =
        statement.query_map([], |row| row.read("name"))?.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(names.into_iter().filter(|name| is_impossible(name)).collect())
}

/// The standard fields that aren't as the schema defines them, and others that claim to be standard.
pub(crate) fn altered(reader: &Reader) -> Result<Vec<String>> {
    // A description may be worded otherwise.
    let bare = |fields: Vec<FieldDefinition>| -> Vec<FieldDefinition> {
        let standard = fields.into_iter().filter(|field| field.standard);
        standard.map(|field| FieldDefinition { description: None, ..field }).collect()
    };
    let found = bare(metadata::fields(reader)?);
    let expected = bare(standard_fields()?.to_vec());
    let named = |field: &FieldDefinition| field.name.clone();
    let missing = expected.iter().filter(|field| !found.contains(field)).map(named);
    // Triggers forbid another standard field, so a surplus one is damage.
    let surplus =
        found.iter().filter(|field| expected.iter().all(|standard| standard.name != field.name)).map(named);
    Ok(missing.chain(surplus).collect())
}

/// Whether an ended operation still counts as active. Changes of other programs would then be recorded as its
/// work.
pub(crate) fn has_stale_operation(reader: &Reader) -> Result<bool> {
    Ok(reader.query_row(
        "
        SELECT EXISTS (
            SELECT 1
            FROM active_operation
            LEFT JOIN operation ON operation.id = active_operation.operation
            WHERE operation.state IS NOT 'running'
        )
        ",
        [],
        |row| row.read(0),
    )?)
}

/// Whether the secret is there under which purges remember.
pub(crate) fn has_secret(reader: &Reader) -> Result<bool> {
    Ok(reader.query_row("SELECT EXISTS (SELECT 1 FROM purge_secret)", [], |row| row.read(0))?)
}

fn is_impossible(name: &str) -> bool {
    name.parse::<FieldName>().is_err()
}
