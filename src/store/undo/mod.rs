//! Undo and redo of a change set: its changes, their dependents and prerequisites, and the values that result.
//!
//! The history stays complete. An undone change is only marked (`operation.undone_by`, `version.undone_by`); the views
//! `standing_change` and `standing_definition` leave it out. The latest change that is not undone gives the value, and
//! triggers record this assignment like any other change.

mod definitions;
mod dependents;
mod files;
mod outcome;
mod values;

pub(crate) use dependents::{Dependent, dependents, prerequisites};
pub(crate) use outcome::{articles, definitions, kept, metadata};

use super::{Reader, Writer};
use crate::Result;
use crate::model::{OperationId, OperationKind, UtcTime};
use crate::store::file::read::Read as _;
use rusqlite::{OptionalExtension, named_params};

/// Changes that are undone and redone together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChangeSet {
    /// All changes of one operation.
    Operation(OperationId),
    /// Changes of other programs that this undo reversed.
    Outside(OperationId),
}

impl ChangeSet {
    fn id(self) -> OperationId {
        match self {
            Self::Operation(id) | Self::Outside(id) => id,
        }
    }

    /// The operation that made the changes and versions; 0, the id of none, for changes of other programs.
    pub(crate) fn operation(self) -> OperationId {
        match self {
            Self::Operation(id) => id,
            Self::Outside(_) => OperationId(0),
        }
    }
}

/// Whether changes are reversed or restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// The changes no longer count.
    Undo,
    /// The changes count again.
    Redo,
}

/// The state of an operation, as far as undo needs it.
#[derive(Debug, Clone)]
pub(crate) struct Undoable {
    pub(crate) kind: OperationKind,
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

/// The newest operation that is neither undone nor itself an undo.
pub(crate) fn last_standing(reader: &Reader) -> Result<Option<OperationId>> {
    Ok(reader.query_row(
        "SELECT max(id) FROM operation WHERE kind <> 'undo' AND undone_by IS NULL",
        [],
        |row| row.read(0),
    )?)
}

/// Collects what the change set changed in the temporary tables that this folder's queries read: `undo_value` and
/// `undo_definition` with the last change of each value and definition, `undo_version` with the last version of each
/// article.
pub(crate) fn collect(writer: &Writer, change_set: ChangeSet) -> Result<()> {
    // Temporary tables are emptied, not dropped: statements that read them stay prepared.
    writer.execute_batch(
        "
        CREATE TEMP TABLE IF NOT EXISTS undo_value (
            article INTEGER, field TEXT, last INTEGER, PRIMARY KEY (article, field)
        ) WITHOUT ROWID;
        CREATE TEMP TABLE IF NOT EXISTS undo_definition (
            relation TEXT, subject TEXT, attribute TEXT, last INTEGER, PRIMARY KEY (relation, subject, attribute)
        ) WITHOUT ROWID;
        CREATE TEMP TABLE IF NOT EXISTS undo_version (article INTEGER PRIMARY KEY, last INTEGER);
        DELETE FROM temp.undo_value;
        DELETE FROM temp.undo_definition;
        DELETE FROM temp.undo_version;
        ",
    )?;
    let (changes, definitions) = match change_set {
        ChangeSet::Operation(_) => ("operation = :change_set", "operation = :change_set"),
        ChangeSet::Outside(_) => (
            "id IN (SELECT change FROM outside_change WHERE undone_by = :change_set)",
            "undone_by = :change_set",
        ),
    };
    let parameters = named_params! { ":change_set": change_set.id() };
    writer.execute(
        &format!(
            "
            INSERT INTO temp.undo_value (article, field, last)
            SELECT article, field, max(id) FROM metadata_change WHERE {changes} GROUP BY article, field
            "
        ),
        parameters,
    )?;
    writer.execute(
        &format!(
            "
            INSERT INTO temp.undo_definition (relation, subject, attribute, last)
            SELECT relation, subject, attribute, max(id)
            FROM definition_change
            WHERE {definitions}
            GROUP BY relation, subject, attribute
            "
        ),
        parameters,
    )?;
    // Other programs can't add versions: triggers forbid it.
    if let ChangeSet::Operation(_) = change_set {
        writer.execute(
            "
            INSERT INTO temp.undo_version (article, last)
            SELECT article, max(number) FROM version WHERE operation = :change_set GROUP BY article
            ",
            parameters,
        )?;
    }
    Ok(())
}

/// Undoes or redoes the change set that [`collect`] prepared, as part of the operation `by`.
///
/// For example, undoing an operation that changed a title from A to B sets it to A, unless a change that is not undone
/// says otherwise.
pub(crate) fn apply(
    writer: &Writer,
    change_set: ChangeSet,
    direction: Direction,
    by: OperationId,
    at: UtcTime,
) -> Result<()> {
    mark_undone(writer, change_set, direction, by)?;
    // Outlets and fields come before the values that refer to them, and go after these values are gone.
    definitions::restore(writer)?;
    values::restore(writer, by, at)?;
    values::restore_keys(writer, by, at)?;
    definitions::prune(writer)?;
    if let ChangeSet::Operation(operation) = change_set {
        files::reset(writer, operation, direction)?;
    }
    Ok(())
}

fn mark_undone(writer: &Writer, change_set: ChangeSet, direction: Direction, by: OperationId) -> Result<()> {
    // Changes of other programs have no operation of their own to mark. They are undone while the undo that they were
    // assigned to is not undone itself, so the mark is the other way round.
    let undone = match (change_set, direction) {
        (ChangeSet::Operation(_), Direction::Undo) | (ChangeSet::Outside(_), Direction::Redo) => Some(by),
        (ChangeSet::Operation(_), Direction::Redo) | (ChangeSet::Outside(_), Direction::Undo) => None,
    };
    writer.execute(
        "UPDATE operation SET undone_by = :undone WHERE id = :change_set AND undone_by IS NOT :undone",
        named_params! { ":change_set": change_set.id(), ":undone": undone },
    )?;
    if let ChangeSet::Operation(operation) = change_set {
        writer.execute(
            // Versions have a mark of their own, so that views needn't join the operation for each version.
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
                ORDER BY coalesce(version.captured, version.added_at) DESC, version.number DESC
                LIMIT 1
            )
            WHERE id IN (SELECT article FROM temp.undo_version)
            ",
            [],
        )?;
    }
    Ok(())
}

/// Records which operation the undo `by` reverses. If this is an undo itself, it is marked as undone.
pub(crate) fn link(writer: &Writer, by: OperationId, undoes: OperationId) -> Result<()> {
    writer.execute(
        "UPDATE operation SET undoes = :undoes WHERE id = :by",
        named_params! { ":by": by, ":undoes": undoes },
    )?;
    writer.execute(
        // Other operations are marked with their change set.
        "UPDATE operation SET undone_by = :by WHERE id = :undoes AND kind = 'undo'",
        named_params! { ":by": by, ":undoes": undoes },
    )?;
    Ok(())
}

/// Assigns to the undo `by` the changes of other programs from `since` to before `until` that are not undone yet. Both
/// are prefixes of times. Returns the number of changes.
///
/// For example, `since` 2023-04 and `until` 2023-05 assign the changes of April 2023.
pub(crate) fn assign_period_to_undo(
    writer: &Writer,
    since: &str,
    until: &str,
    by: OperationId,
) -> Result<usize> {
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

/// Assigns one change of another program to the undo `by`. Returns the number of its records, which is 0 only in a
/// damaged corpus.
pub(crate) fn assign_to_undo(writer: &Writer, dependent: &Dependent, by: OperationId) -> Result<usize> {
    let table = if dependent.is_definition {
        "UPDATE definition_change SET undone_by = :by WHERE id = :change"
    } else {
        "UPDATE outside_change SET undone_by = :by WHERE change = :change"
    };
    Ok(writer.execute(table, named_params! { ":by": by, ":change": dependent.change })?)
}

#[cfg(test)]
mod tests;
