//! The expected schema, as the migrations create it, and the differences of a file from it.

use crate::store::file::read::Read as _;
use crate::store::{Corpus, Reader};
use crate::{Error, Result};
use rusqlite::{OptionalExtension, Row, named_params};
use std::collections::HashMap;
use std::sync::OnceLock;

/// A table, view, index or trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Definition {
    /// `table`, `view`, `index` or `trigger`.
    pub(crate) kind: String,
    pub(crate) name: String,
    /// The table or view that it belongs to, or its own name.
    pub(crate) table: String,
    /// Its statement; `None` for an automatic index of a table.
    pub(crate) sql: Option<String>,
}

/// A definition that is missing or altered in a file.
pub(crate) struct AlteredDefinition {
    pub(crate) definition: &'static Definition,
    pub(crate) missing: bool,
}

impl AlteredDefinition {
    /// `the view articles is missing`
    pub(crate) fn sentence(&self) -> String {
        let Definition { kind, name, .. } = self.definition;
        let how = if self.missing { "is missing" } else { "isn't as it was made" };
        format!("the {kind} {name} {how}")
    }
}

/// The result of the migrations on an empty file, created once.
pub(in crate::store) struct Template {
    definitions: Vec<Definition>,
    migrations: Vec<Migration>,
    /// The columns of each table.
    pub(in crate::store) columns: HashMap<String, Vec<String>>,
}

pub(in crate::store) fn template() -> Result<&'static Template> {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    if let Some(template) = TEMPLATE.get() {
        return Ok(template);
    }
    // The migrations say what the schema is. A list of its definitions in the code could differ from them.
    let template = Corpus::temporary()?.read(|reader| {
        let definitions = definitions(reader)?;
        let tables = definitions.iter().filter(|definition| definition.kind == "table");
        let columns = tables.map(|table| Ok((table.name.clone(), column_names(reader, &table.name)?)));
        Ok(Template {
            columns: columns.collect::<Result<_>>()?,
            migrations: migrations(reader)?,
            definitions,
        })
    })?;
    Ok(TEMPLATE.get_or_init(|| template))
}

/// All definitions of the migrations, in the order of their creation.
pub(crate) fn expected() -> Result<&'static [Definition]> {
    Ok(&template()?.definitions)
}

/// All definitions of a file.
pub(in crate::store) fn definitions(reader: &Reader) -> Result<Vec<Definition>> {
    // `ANALYZE` of another program makes tables of statistics, which change nothing.
    let mut statement = reader.prepare(
        "
        SELECT type, name, tbl_name, sql
        FROM sqlite_schema
        WHERE name NOT LIKE 'sqlite_stat_'
        ORDER BY rowid
        ",
    )?;
    let definitions = statement.query_map([], |row| {
        Ok(Definition {
            kind: text(row, "type")?.unwrap_or_default(),
            name: text(row, "name")?.unwrap_or_default(),
            table: text(row, "tbl_name")?.unwrap_or_default(),
            sql: text(row, "sql")?,
        })
    })?;
    Ok(definitions.collect::<rusqlite::Result<_>>()?)
}

/// The columns of a table of a file, hidden ones too.
pub(in crate::store) fn column_names(reader: &Reader, table: &str) -> Result<Vec<String>> {
    // As bytes, because rusqlite takes for granted that names are UTF-8.
    let mut statement =
        reader.prepare("SELECT CAST(name AS BLOB) AS name FROM pragma_table_xinfo(:table) ORDER BY cid")?;
    let names = statement.query_map(named_params! { ":table": table }, |row| {
        Ok(String::from_utf8_lossy(&row.read::<_, Vec<u8>>("name")?).into_owned())
    })?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// A text that may not be UTF-8 after damage. It then differs from the expected one.
fn text(row: &Row, column: &str) -> rusqlite::Result<Option<String>> {
    let bytes = row.get_ref(column)?.as_bytes_or_null()?;
    Ok(bytes.map(|bytes| String::from_utf8_lossy(bytes).into_owned()))
}

/// Whether the recorded migrations of the file are those of this program.
pub(crate) fn history_is_ours(reader: &Reader) -> Result<bool> {
    Ok(migrations(reader)? == template()?.migrations)
}

/// The migrations of this program, as their history has them.
pub(crate) fn migrations_of_this_program() -> Result<&'static [Migration]> {
    Ok(&template()?.migrations)
}

/// The number, name and checksum of a migration.
pub(crate) type Migration = (i64, Option<String>, Option<String>);

fn migrations(reader: &Reader) -> Result<Vec<Migration>> {
    let mut statement =
        reader.prepare("SELECT version, name, checksum FROM refinery_schema_history ORDER BY version")?;
    let migrations = statement
        .query_map([], |row| Ok((row.read("version")?, text(row, "name")?, text(row, "checksum")?)))?;
    Ok(migrations.collect::<rusqlite::Result<_>>()?)
}

/// The expected definitions that are missing or altered.
pub(crate) fn differences(reader: &Reader) -> Result<Vec<AlteredDefinition>> {
    let found = definitions(reader)?;
    let differs = |definition: &'static Definition| {
        let same_name = |other: &&Definition| other.kind == definition.kind && other.name == definition.name;
        match found.iter().find(same_name) {
            Some(found) if found == definition => None,
            other => Some(AlteredDefinition { definition, missing: other.is_none() }),
        }
    };
    Ok(expected()?.iter().filter_map(differs).collect())
}

/// Whether a view belongs to the schema.
pub(crate) fn is_own_view(name: &str) -> Result<bool> {
    Ok(expected()?.iter().any(|own| own.kind == "view" && own.name == name))
}

/// Whether the tables of the full-text index are unaltered.
pub(crate) fn index_is_whole(reader: &Reader) -> Result<bool> {
    Ok(!differences(reader)?.iter().any(|difference| difference.definition.name.starts_with("text_fts")))
}

/// Whether there is a table or view of this name.
pub(crate) fn exists(reader: &Reader, name: &str) -> Result<bool> {
    reader
        .prepare_cached("SELECT 1 FROM sqlite_schema WHERE type IN ('table', 'view') AND name = :name")?
        .query_row(named_params! { ":name": name }, |_| Ok(()))
        .optional()
        .map(|found| found.is_some())
        .map_err(Error::from)
}
