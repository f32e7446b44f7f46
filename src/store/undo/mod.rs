//! Undoing: which changes belong together, what else depends on them, and making values what they are without them.
//!
//! Nothing is taken out of the history. Flags say what stands (`operation.undone_by`, `version.undone_by`), the views
//! `standing_change` and `standing_definition` read them, and what a standing change said last becomes the value
//! again, which the triggers record like any other change.

mod definitions;
mod dependents;
mod files;
mod outcome;
mod values;

pub(crate) use dependents::{Dependent, dependents, grounds};
pub(crate) use outcome::{articles, definitions, kept, metadata};

use super::{Reader, Writer};
use crate::Result;
use crate::model::{OperationId, UtcTime};
use crate::store::file::read::Read as _;
use rusqlite::{OptionalExtension, named_params};

/// The origin of what no standing change says: of the want of a value that only what was undone had given.
pub(crate) const FROM_UNDO: &str = "undo";

/// Changes that are undone and done again together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// All that an operation did.
    Operation(OperationId),
    /// What other programs had done and this undo took back.
    Outside(OperationId),
}

impl Unit {
    fn id(self) -> OperationId {
        match self {
            Self::Operation(id) | Self::Outside(id) => id,
        }
    }

    /// The operation whose changes and versions these are; 0, which none has, for those of other programs.
    pub(crate) fn operation(self) -> OperationId {
        match self {
            Self::Operation(id) => id,
            Self::Outside(_) => OperationId(0),
        }
    }
}

/// What undoing has to know of an operation.
#[derive(Debug, Clone)]
pub(crate) struct Undoable {
    pub(crate) kind: String,
    pub(crate) is_running: bool,
    pub(crate) undoes: Option<OperationId>,
    pub(crate) undone_by: Option<OperationId>,
}

/// The operation `id`, if there is one.
pub(crate) fn find(reader: &Reader, id: OperationId) -> Result<Option<Undoable>> {
    Ok(reader
        .prepare_cached(
            "
            SELECT kind, state = 'running' AS is_running, undoes, undone_by
            FROM operation
            WHERE id = :id
            ",
        )?
        .query_row(named_params! { ":id": id }, |row| {
            Ok(Undoable {
                kind: row.read("kind")?,
                is_running: row.read("is_running")?,
                undoes: row.read("undoes")?,
                undone_by: row.read("undone_by")?,
            })
        })
        .optional()?)
}

/// The newest operation that stands and is no undo itself.
pub(crate) fn last_standing(reader: &Reader) -> Result<Option<OperationId>> {
    Ok(reader.query_row(
        "SELECT max(id) FROM operation WHERE kind <> 'undo' AND undone_by IS NULL",
        [],
        |row| row.read(0),
    )?)
}

/// Notes which fields, articles and definitions a unit concerns, in temporary tables that the rest of this folder
/// reads: `touched` and `defined` with the unit's last change of each, `turned` with the unit's last version.
pub(crate) fn note(writer: &Writer, unit: Unit) -> Result<()> {
    writer.execute_batch(
        "
        CREATE TEMP TABLE IF NOT EXISTS touched (
            article INTEGER, field TEXT, last INTEGER, PRIMARY KEY (article, field)
        ) WITHOUT ROWID;
        CREATE TEMP TABLE IF NOT EXISTS defined (
            relation TEXT, subject TEXT, attribute TEXT, last INTEGER, PRIMARY KEY (relation, subject, attribute)
        ) WITHOUT ROWID;
        CREATE TEMP TABLE IF NOT EXISTS turned (article INTEGER PRIMARY KEY, last INTEGER);
        DELETE FROM temp.touched;
        DELETE FROM temp.defined;
        DELETE FROM temp.turned;
        ",
    )?;
    let (changes, definitions) = match unit {
        Unit::Operation(_) => ("operation = :unit", "operation = :unit"),
        Unit::Outside(_) => {
            ("id IN (SELECT change FROM outside_change WHERE undone_by = :unit)", "undone_by = :unit")
        }
    };
    let parameters = named_params! { ":unit": unit.id() };
    writer.execute(
        &format!(
            "
            INSERT INTO temp.touched (article, field, last)
            SELECT article, field, max(id) FROM metadata_change WHERE {changes} GROUP BY article, field
            "
        ),
        parameters,
    )?;
    writer.execute(
        &format!(
            "
            INSERT INTO temp.defined (relation, subject, attribute, last)
            SELECT relation, subject, attribute, max(id)
            FROM definition_change
            WHERE {definitions}
            GROUP BY relation, subject, attribute
            "
        ),
        parameters,
    )?;
    if let Unit::Operation(_) = unit {
        writer.execute(
            "
            INSERT INTO temp.turned (article, last)
            SELECT article, max(number) FROM version WHERE operation = :unit GROUP BY article
            ",
            parameters,
        )?;
    }
    Ok(())
}

/// Makes the unit that was [noted](note) count no longer, or again, as part of the undo `by`.
pub(crate) fn turn(writer: &Writer, unit: Unit, off: bool, by: OperationId, at: UtcTime) -> Result<()> {
    flag(writer, unit, off, by)?;
    definitions::restore(writer, by, at)?;
    values::restore(writer, by, at)?;
    values::restore_keys(writer, by, at)?;
    definitions::prune(writer, by, at)?;
    if let Unit::Operation(operation) = unit {
        files::follow(writer, operation, off)?;
    }
    Ok(())
}

fn flag(writer: &Writer, unit: Unit, off: bool, by: OperationId) -> Result<()> {
    // What an undo did to changes from outside stands for as long as the undo itself does.
    let undone = match (unit, off) {
        (Unit::Operation(_), true) | (Unit::Outside(_), false) => Some(by),
        (Unit::Operation(_), false) | (Unit::Outside(_), true) => None,
    };
    writer.execute(
        "UPDATE operation SET undone_by = :undone WHERE id = :unit AND undone_by IS NOT :undone",
        named_params! { ":unit": unit.id(), ":undone": undone },
    )?;
    if let Unit::Operation(operation) = unit {
        writer.execute(
            "UPDATE version SET undone_by = :undone WHERE operation = :operation",
            named_params! { ":operation": operation, ":undone": undone },
        )?;
        writer.execute(
            "
            UPDATE article
            SET version = (
                SELECT version.id
                FROM version
                WHERE version.article = article.id AND version.undone_by IS NULL
                ORDER BY version.number DESC
                LIMIT 1
            )
            WHERE id IN (SELECT article FROM temp.turned)
            ",
            [],
        )?;
    }
    Ok(())
}

/// Records which operation the undo `by` reverses, and, where that is an undo, that it no longer stands.
pub(crate) fn link(writer: &Writer, by: OperationId, undoes: OperationId) -> Result<()> {
    writer.execute(
        "UPDATE operation SET undoes = :undoes WHERE id = :by",
        named_params! { ":by": by, ":undoes": undoes },
    )?;
    writer.execute(
        "UPDATE operation SET undone_by = :by WHERE id = :undoes AND kind = 'undo'",
        named_params! { ":by": by, ":undoes": undoes },
    )?;
    Ok(())
}

/// Makes the standing changes of other programs from `since` until before `until`, prefixes of times, belong to the undo `by`; gives
/// how many there are.
pub(crate) fn claim_outside(writer: &Writer, since: &str, until: &str, by: OperationId) -> Result<usize> {
    let parameters = named_params! { ":since": since, ":until": until, ":by": by };
    let changes = writer.execute(
        "
        UPDATE outside_change
        SET undone_by = :by
        WHERE change IN (
            SELECT id
            FROM standing_change
            WHERE operation IS NULL AND changed_at >= :since AND changed_at < :until
        )
        ",
        parameters,
    )?;
    let definitions = writer.execute(
        "
        UPDATE definition_change
        SET undone_by = :by
        WHERE origin <> 'upgrade' AND id IN (
            SELECT id
            FROM standing_definition
            WHERE operation IS NULL AND changed_at >= :since AND changed_at < :until
        )
        ",
        parameters,
    )?;
    Ok(changes + definitions)
}

/// Makes one change of another program belong to the undo `by`; gives how many records of it there are, which is none
/// only after damage.
pub(crate) fn claim(writer: &Writer, dependent: &Dependent, by: OperationId) -> Result<usize> {
    let table = if dependent.is_definition {
        "UPDATE definition_change SET undone_by = :by WHERE id = :change"
    } else {
        "UPDATE outside_change SET undone_by = :by WHERE change = :change"
    };
    Ok(writer.execute(table, named_params! { ":by": by, ":change": dependent.change })?)
}

#[cfg(test)]
mod tests;
