//! Repair of the table `sqlite_schema`, row by row. A statement such as DROP TRIGGER looks up SQLite's parsed form of a
//! row, but deletes the row with that name. If damage makes the two differ, the row stays, and the next CREATE adds a
//! duplicate: no program could read the file then. So rows are recognised by their contents and changed in place.

use crate::Result;
use crate::store::file::connection::tolerate;
use crate::store::file::definitions::{Definition, expected};
use crate::store::file::read::Read as _;
use crate::store::{Corpus, Reader, Writer};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, named_params};
use std::collections::HashSet;

/// How many bytes may be others in a name or a statement that is still taken for the one that it was.
const FEW: usize = 3;

/// A row of the schema. Texts are bytes, because damaged text may not be UTF-8.
struct SchemaEntry {
    row: i64,
    kind: Vec<u8>,
    name: Vec<u8>,
    table: Vec<u8>,
    root: i64,
    sql: Option<Vec<u8>>,
}

/// How sure it is that a row is the one of a definition; the first is the surest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Same,
    Statement,
    Name,
    Case,
    Near,
}

/// Restores the recognised rows of the schema and deletes surplus ones. Then it makes SQLite read the schema again. If
/// SQLite still can't, it returns an error, and the caller must roll back.
pub(crate) fn mend_entries(writer: &Writer) -> Result<()> {
    let entries = entries(writer)?;
    let claims = claims(&entries)?;
    let mut written = 0;
    writing_schema(writer, || {
        for (definition, entry) in &claims {
            if !is_right(entry, definition) && may_be_mended(entry, definition) {
                written += restore(writer, entry.row, definition)?;
            }
        }
        let claimed: HashSet<i64> = claims.iter().map(|(_, entry)| entry.row).collect();
        for entry in entries.iter().filter(|entry| !claimed.contains(&entry.row)) {
            if let Some(claim) = claims.iter().find(|(own, _)| likeness(entry, own).is_some()) {
                written += take_away(writer, entry, claim, &entries)?;
            }
        }
        written += take_triggers_of_lost_views(writer, &claims)?;
        if written > 0 {
            tell_others(writer)?;
        }
        Ok(())
    })?;
    reload(writer)?;
    for index in surplus_indexes(writer)? {
        writer.execute_batch(&format!("DROP INDEX {index}"))?;
    }
    Ok(())
}

/// Has SQLite forget the schema and read it as a new connection does; an error where it can't.
pub(crate) fn reload(writer: &Writer) -> Result<()> {
    // The savepoint makes FTS5 flush its buffered rows, so that its successor finds all of them.
    writer.execute_batch("SAVEPOINT reload; RELEASE reload; PRAGMA writable_schema = RESET")?;
    writer.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(())
}

/// Runs `work` while the rows of the schema can be written.
fn writing_schema(writer: &Writer, work: impl FnOnce() -> Result<()>) -> Result<()> {
    tolerate(writer)?;
    let outcome = work();
    writer.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    outcome
}

/// Gives the schema another number, so that other connections read it again.
fn tell_others(writer: &Writer) -> Result<()> {
    let version: i64 = writer.pragma_query_value(None, "schema_version", |row| row.read(0))?;
    Ok(writer.pragma_update(None, "schema_version", version + 1)?)
}

fn entries(reader: &Reader) -> Result<Vec<SchemaEntry>> {
    let mut statement = reader.prepare(
        "
        SELECT
            rowid AS row,
            CAST(coalesce(type, '') AS BLOB) AS kind,
            CAST(coalesce(name, '') AS BLOB) AS name,
            CAST(coalesce(tbl_name, '') AS BLOB) AS tbl_name,
            CAST(coalesce(rootpage, 0) AS INTEGER) AS root,
            CAST(sql AS BLOB) AS sql
        FROM sqlite_schema
        ORDER BY rowid
        ",
    )?;
    let entries = statement.query_map([], |row| {
        Ok(SchemaEntry {
            row: row.read("row")?,
            kind: row.read("kind")?,
            name: row.read("name")?,
            table: row.read("tbl_name")?,
            root: row.read("root")?,
            sql: row.read("sql")?,
        })
    })?;
    Ok(entries.collect::<rusqlite::Result<_>>()?)
}

/// Which row is that of which definition: for each the likeliest, and no row is that of two.
fn claims(entries: &[SchemaEntry]) -> Result<Vec<(&'static Definition, &SchemaEntry)>> {
    let mut likely: Vec<(Likeness, usize, &'static Definition, &SchemaEntry)> = Vec::new();
    for (place, definition) in expected()?.iter().enumerate() {
        let alike = entries.iter().filter_map(|entry| Some((likeness(entry, definition)?, entry)));
        likely.extend(alike.map(|(likeness, entry)| (likeness, place, definition, entry)));
    }
    likely.sort_by_key(|(likeness, place, _, entry)| (*likeness, *place, entry.row));
    let (mut rows, mut places, mut claims) = (HashSet::new(), HashSet::new(), Vec::new());
    for (_, place, definition, entry) in likely {
        if !rows.contains(&entry.row) && !places.contains(&place) {
            rows.insert(entry.row);
            places.insert(place);
            claims.push((definition, entry));
        }
    }
    Ok(claims)
}

fn likeness(entry: &SchemaEntry, definition: &Definition) -> Option<Likeness> {
    let sql = definition.sql.as_deref().map(str::as_bytes);
    let (same_name, same_sql) = (entry.name == definition.name.as_bytes(), entry.sql.as_deref() == sql);
    if has_root(definition) != (entry.root > 0) && !(same_sql && sql.is_some()) {
        return None;
    }
    let is_near = near(&entry.name, definition.name.as_bytes());
    match sql {
        _ if is_right(entry, definition) => Some(Likeness::Same),
        Some(_) if same_sql => Some(Likeness::Statement),
        // An index that comes with its table has no statement.
        None => (entry.sql.is_none() && is_near).then_some(Likeness::Name),
        Some(_) if same_name => Some(Likeness::Name),
        Some(_) if entry.name.eq_ignore_ascii_case(definition.name.as_bytes()) => Some(Likeness::Case),
        Some(sql) => {
            let near_sql = entry.sql.as_deref().is_some_and(|found| near(found, sql));
            (is_near && near_sql).then_some(Likeness::Near)
        }
    }
}

/// Whether two texts are the same but for a few bytes.
fn near(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).filter(|(one, other)| one != other).count() <= FEW
}

/// Whether the object of a definition has pages of its own.
fn has_root(definition: &Definition) -> bool {
    let is_virtual = definition.sql.as_deref().is_some_and(|sql| sql.starts_with("CREATE VIRTUAL"));
    matches!(definition.kind.as_str(), "table" | "index") && !is_virtual
}

fn is_right(entry: &SchemaEntry, definition: &Definition) -> bool {
    entry.kind == definition.kind.as_bytes()
        && entry.name == definition.name.as_bytes()
        && entry.table == definition.table.as_bytes()
        && entry.sql.as_deref() == definition.sql.as_deref().map(str::as_bytes)
        && has_root(definition) == (entry.root != 0)
}

/// Whether a row may be made what it was. A table that was altered on purpose isn't damaged: it may have columns that
/// others added.
fn may_be_mended(entry: &SchemaEntry, definition: &Definition) -> bool {
    if definition.kind != "table" {
        return true;
    }
    let statement = definition.sql.as_deref().unwrap_or_default().as_bytes();
    entry.sql.as_deref().is_none_or(|found| near(found, statement) || !is_statement(found))
}

/// Whether SQLite understands it, in a database of its own.
fn is_statement(sql: &[u8]) -> bool {
    let Ok(sql) = std::str::from_utf8(sql) else { return false };
    Connection::open_in_memory().is_ok_and(|scratch| scratch.execute_batch(sql).is_ok())
}

fn restore(writer: &Writer, row: i64, definition: &Definition) -> Result<usize> {
    Ok(writer.execute(
        "
        UPDATE sqlite_schema
        SET type = :kind, name = :name, tbl_name = :table, sql = :sql, rootpage = iif(:has_root, rootpage, 0)
        WHERE rowid = :row
        ",
        named_params! {
            ":row": row,
            ":kind": definition.kind,
            ":name": definition.name,
            ":table": definition.table,
            ":sql": definition.sql,
            ":has_root": has_root(definition),
        },
    )?)
}

/// Takes away the triggers of views that have no row: SQLite can't read them without the view. The repair makes both again.
fn take_triggers_of_lost_views(writer: &Writer, claims: &[(&Definition, &SchemaEntry)]) -> Result<usize> {
    let mut taken = 0;
    for view in expected()?.iter().filter(|definition| definition.kind == "view") {
        if claims.iter().all(|(definition, _)| *definition != view) {
            let delete = "DELETE FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = :view";
            taken += writer.execute(delete, named_params! { ":view": view.name })?;
        }
    }
    Ok(taken)
}

/// The name that a second index gets before it is dropped, which gives its pages back.
const SURPLUS: &str = "surplus_index_";

/// Takes a row away that is there in addition to the one of a definition. A table stays: it may hold something.
fn take_away(
    writer: &Writer,
    entry: &SchemaEntry,
    (definition, original): &(&Definition, &SchemaEntry),
    all: &[SchemaEntry],
) -> Result<usize> {
    if entry.root <= 0 || entry.root == original.root {
        let delete = "DELETE FROM sqlite_schema WHERE rowid = :row";
        return Ok(writer.execute(delete, named_params! { ":row": entry.row })?);
    }
    let is_alone = all.iter().filter(|other| other.root == entry.root).count() == 1;
    let Some(sql) = definition.sql.as_deref().filter(|_| definition.kind == "index" && is_alone) else {
        return Ok(0);
    };
    let name = format!("{SURPLUS}{}", entry.row);
    Ok(writer.execute(
        "
        UPDATE sqlite_schema
        SET type = 'index', name = :name, tbl_name = :table, sql = :sql
        WHERE rowid = :row
        ",
        named_params! {
            ":row": entry.row,
            ":name": name,
            ":table": definition.table,
            ":sql": sql.replacen(&definition.name, &name, 1),
        },
    )?)
}

fn surplus_indexes(reader: &Reader) -> Result<Vec<String>> {
    let mut statement = reader.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'index' AND name GLOB :surplus || '*' ORDER BY name",
    )?;
    let names = statement.query_map(named_params! { ":surplus": SURPLUS }, |row| row.read("name"))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

impl Corpus {
    /// Why SQLite can't understand all of the schema, where it was opened to be repaired nevertheless.
    pub(crate) fn complaint(&self) -> Option<&str> {
        self.complaint.as_deref()
    }
}

#[cfg(test)]
mod tests;
