//! The effects of an undo, read from its records.

use crate::Result;
use crate::model::{ArticleChange, DefinitionChange, MetadataChange, OperationId};
use crate::store::Reader;
use crate::store::file::read::Read as _;
use crate::store::past::Past;
use crate::store::tables::metadata::change_from_row;
use crate::store::tables::versions;
use rusqlite::named_params;
use std::collections::HashSet;

/// Passes the articles whose current version the undo `by` changed to `visit`, by id.
pub(crate) fn articles(
    reader: &Reader,
    by: OperationId,
    visit: &mut dyn FnMut(&ArticleChange) -> Result<()>,
) -> Result<()> {
    // Ids of operations are consecutive states, so the state before the undo is that of the id before it.
    let state = |operation| Past { operation, end: None };
    versions::between(reader, &state(OperationId(by.0 - 1)), &state(by), visit)
}

/// Passes an operation's changes of outlets, aliases, fields and sources to `visit`, in order.
pub(crate) fn definitions(
    reader: &Reader,
    operation: OperationId,
    visit: &mut dyn FnMut(&DefinitionChange) -> Result<()>,
) -> Result<()> {
    // The name of an outlet comes from the history, because the undo may have deleted the outlet.
    let mut statement = reader.prepare(
        "
        WITH outlet_name (id, name) AS (
            SELECT CAST(subject AS TEXT), coalesce(new, old)
            FROM definition_change
            WHERE id IN (
                SELECT max(id) FROM definition_change WHERE relation = 'outlet' AND attribute = 'name' GROUP BY subject
            )
        )
        SELECT
            relation, attribute,
            CASE relation
                WHEN 'outlet' THEN (SELECT name FROM outlet_name WHERE id = subject)
                ELSE subject
            END AS subject,
            CASE
                WHEN attribute IN ('outlet', 'parent') THEN (SELECT name FROM outlet_name WHERE id = old)
                ELSE old
            END AS old,
            CASE
                WHEN attribute IN ('outlet', 'parent') THEN (SELECT name FROM outlet_name WHERE id = new)
                ELSE new
            END AS new
        FROM definition_change
        WHERE operation = :operation
        ORDER BY definition_change.id
        ",
    )?;
    let mut rows = statement.query(named_params! { ":operation": operation })?;
    while let Some(row) = rows.next()? {
        visit(&DefinitionChange {
            relation: row.read("relation")?,
            subject: row.read("subject")?,
            attribute: row.read("attribute")?,
            old: row.read("old")?,
            new: row.read("new")?,
        })?;
    }
    Ok(())
}

/// Passes the changes of values that an undo made to `visit`, by article. Articles that it removed or added as a whole
/// are left out.
pub(crate) fn metadata(
    reader: &Reader,
    by: OperationId,
    visit: &mut dyn FnMut(&MetadataChange) -> Result<()>,
) -> Result<()> {
    // The values of a whole article are many and say nothing beyond its removal or addition.
    let mut whole = HashSet::new();
    articles(reader, by, &mut |article| {
        if article.from_version.is_none() || article.to_version.is_none() {
            whole.insert(article.id.0);
        }
        Ok(())
    })?;
    let mut statement = reader.prepare(
        "
        SELECT article, field, ordinal, old, new, origin, operation, changed_at
        FROM metadata_change
        WHERE operation = :by
        ORDER BY article, id DESC
        ",
    )?;
    let mut changes = statement.query_map(named_params! { ":by": by }, change_from_row)?;
    changes.try_for_each(|change| {
        let change = change?;
        if whole.contains(&change.article.0) { Ok(()) } else { visit(&change) }
    })
}

/// Outlets and fields that only the undone changes had created, but that remain because something else uses them.
pub(crate) fn kept(reader: &Reader) -> Result<Vec<String>> {
    // No standing change creates them, and yet they are there: `prune` found them in use.
    let mut statement = reader.prepare(
        "
        SELECT 'outlet ' || outlet.name
        FROM temp.undo_definition
        JOIN outlet ON CAST(outlet.id AS TEXT) = undo_definition.subject
        WHERE undo_definition.relation = 'outlet' AND undo_definition.attribute = 'name' AND NOT EXISTS (
            SELECT 1
            FROM standing_definition
            WHERE relation = 'outlet' AND subject = undo_definition.subject AND attribute = 'name'
        )
        UNION ALL
        SELECT 'field ' || field.name
        FROM temp.undo_definition
        JOIN field ON field.name = undo_definition.subject
        WHERE undo_definition.relation = 'field' AND undo_definition.attribute = 'type' AND NOT EXISTS (
            SELECT 1
            FROM standing_definition
            WHERE relation = 'field' AND subject = undo_definition.subject AND attribute = 'type'
        )
        ORDER BY 1
        ",
    )?;
    Ok(statement.query_map([], |row| row.read(0))?.collect::<rusqlite::Result<_>>()?)
}
