//! Additions of other programs to the schema: columns, tables, views, indexes and triggers.

use crate::Result;
use crate::store::Reader;
use crate::store::file::definitions::{Definition, column_names, definitions, expected, template};
use crate::store::file::read::Read as _;

/// How the columns of a table differ from those that the migrations made.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    /// Those that another program added, in order.
    pub(crate) added: Vec<String>,
    /// Those that aren't there.
    pub(crate) missing: Vec<String>,
    /// Whether the table is otherwise unaltered, and the additions forbid no value.
    pub(crate) is_harmless: bool,
}

/// Compares the columns of a table with those that it should have.
pub(crate) fn columns(reader: &Reader, table: &Definition) -> Result<Columns> {
    let found = column_names(reader, &table.name)?;
    let none = Vec::new();
    let wanted = template()?.columns.get(&table.name).unwrap_or(&none);
    let added: Vec<String> = found.iter().filter(|name| !wanted.contains(name)).cloned().collect();
    let missing = wanted.iter().filter(|name| !found.contains(name)).cloned().collect();
    let definition = definitions(reader)?
        .into_iter()
        .find(|other| other.kind == table.kind && other.name == table.name)
        .and_then(|other| other.sql);
    let is_harmless = !added.is_empty()
        && match (&table.sql, &definition) {
            (Some(wanted), Some(found)) => inserted(wanted, found).is_some_and(is_plain),
            _ => false,
        };
    Ok(Columns { added, missing, is_harmless })
}

/// The single insertion that turns `wanted` into `found`, such as that of ALTER TABLE … ADD COLUMN.
fn inserted<'a>(wanted: &str, found: &'a str) -> Option<&'a str> {
    let same = |one: &mut dyn Iterator<Item = (u8, u8)>| one.take_while(|(one, other)| one == other).count();
    let start = same(&mut wanted.bytes().zip(found.bytes()));
    let end = same(&mut wanted.bytes().rev().zip(found.bytes().rev()));
    let length = found.len().checked_sub(wanted.len())?;
    if start + end < wanted.len() {
        return None;
    }
    found.get(start..start + length)
}

/// Whether columns take any value, and none where the program gives none.
fn is_plain(columns: &str) -> bool {
    let columns = columns.to_uppercase();
    ["CHECK", "NOT NULL", "REFERENCES", " AS ", " AS(", "GENERATED"]
        .iter()
        .all(|rule| !columns.contains(rule))
}

/// All additions of other programs except columns, without SQLite's internal tables for them.
pub(crate) fn added(reader: &Reader) -> Result<Vec<Definition>> {
    let expected = expected()?;
    let mut shadows = reader.prepare("SELECT name FROM pragma_table_list WHERE type = 'shadow'")?;
    let shadows = shadows.query_map([], |row| row.read(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    let is_foreign = |found: &Definition| {
        found.sql.is_some()
            // A name in other capitals is one that was damaged.
            && expected.iter().all(|own| !own.name.eq_ignore_ascii_case(&found.name))
            && !shadows.contains(&found.name)
            && !found.name.starts_with("sqlite_")
    };
    Ok(definitions(reader)?.into_iter().filter(is_foreign).collect())
}

/// Whether a table is one that the migrations make.
pub(crate) fn is_own(table: &str) -> Result<bool> {
    Ok(expected()?.iter().any(|own| own.kind == "table" && own.name == table))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_found_where_it_was_written() {
        let wanted = "CREATE TABLE t (a TEXT, b TEXT, UNIQUE (a)) STRICT";
        let found = "CREATE TABLE t (a TEXT, b TEXT, note TEXT, UNIQUE (a)) STRICT";
        assert_eq!(inserted(wanted, found).map(str::len), Some(", note TEXT".len()));
        for other in
            [wanted, "CREATE TABLE t (a TEXT)", "CREATE TABLE t (a INT, b TEXT, c TEXT, UNIQUE (a)) STRICT"]
        {
            assert!(inserted(wanted, other).is_none_or(str::is_empty), "{other}");
        }
        assert!(is_plain(", note TEXT DEFAULT 'x'") && !is_plain(", note TEXT check (note <> '')"));
    }
}
