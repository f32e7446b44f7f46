//! What an undo did, read from what it recorded.

use crate::Result;
use crate::model::{ArticleId, DefinitionChange, MetadataChange, OperationId, VersionNumber};
use crate::store::Reader;
use crate::store::metadata::change_from_row;
use rusqlite::named_params;

/// What an undo made of the content of an article.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Turned {
    /// The article.
    pub article: ArticleId,
    /// Its key, or the one that it had while it was there.
    pub key: String,
    /// The version before; `None`: the article wasn't there.
    pub from_version: Option<VersionNumber>,
    /// The version now; `None`: the article isn't there any more.
    pub to_version: Option<VersionNumber>,
}

/// Gives the articles whose version isn't what it was to `visit`, by id: `unit` was turned off or on.
pub(crate) fn turned(
    reader: &Reader,
    unit: OperationId,
    off: bool,
    visit: &mut dyn FnMut(&Turned) -> Result<()>,
) -> Result<()> {
    let mut statement = reader.prepare(
        "
        SELECT
            version.article,
            coalesce(
                (
                    SELECT metadata_change.old
                    FROM metadata_change
                    WHERE metadata_change.article = article.id AND metadata_change.field = 'key'
                        AND article.version IS NULL
                    ORDER BY metadata_change.id DESC
                    LIMIT 1
                ),
                article.key
            ) AS key,
            max(version.number) AS last,
            (
                SELECT max(other.number)
                FROM version AS other
                WHERE other.article = article.id AND other.undone_by IS NULL AND other.operation <> :unit
            ) AS other,
            (SELECT current.number FROM version AS current WHERE current.id = article.version) AS current
        FROM version
        JOIN article ON article.id = version.article
        WHERE version.operation = :unit
        GROUP BY version.article
        ORDER BY version.article
        ",
    )?;
    let mut rows = statement.query(named_params! { ":unit": unit })?;
    while let Some(row) = rows.next()? {
        visit(&Turned {
            article: row.get("article")?,
            key: row.get("key")?,
            from_version: if off { row.get("last")? } else { row.get("other")? },
            to_version: row.get("current")?,
        })?;
    }
    Ok(())
}

/// Gives the changes of outlets, aliases, fields and sources that an operation made to `visit`, in order.
pub(crate) fn definitions(
    reader: &Reader,
    operation: OperationId,
    visit: &mut dyn FnMut(&DefinitionChange) -> Result<()>,
) -> Result<()> {
    let mut statement = reader.prepare(
        "
        SELECT relation, subject, attribute, old, new
        FROM definition_change
        WHERE operation = :operation
        ORDER BY id
        ",
    )?;
    let mut rows = statement.query(named_params! { ":operation": operation })?;
    while let Some(row) = rows.next()? {
        visit(&DefinitionChange {
            relation: row.get("relation")?,
            subject: row.get("subject")?,
            attribute: row.get("attribute")?,
            old: row.get("old")?,
            new: row.get("new")?,
        })?;
    }
    Ok(())
}

/// Gives the changes of metadata that an undo made to `visit`, in order, but for those of articles that it took
/// away or brought back whole.
pub(crate) fn metadata(
    reader: &Reader,
    by: OperationId,
    unit: OperationId,
    visit: &mut dyn FnMut(&MetadataChange) -> Result<()>,
) -> Result<()> {
    let mut statement = reader.prepare(
        "
        SELECT article, field, ordinal, old, new, origin, operation, changed_at
        FROM metadata_change
        WHERE operation = :by AND NOT EXISTS (
            SELECT 1
            FROM version
            WHERE version.article = metadata_change.article AND version.operation = :unit AND NOT EXISTS (
                SELECT 1
                FROM version AS other
                WHERE other.article = version.article AND other.operation <> :unit AND other.undone_by IS NULL
            )
        )
        ORDER BY article, id DESC
        ",
    )?;
    let mut changes = statement.query_map(named_params! { ":by": by, ":unit": unit }, change_from_row)?;
    changes.try_for_each(|change| visit(&change?))
}

/// How many values and definitions an undo changed.
pub(crate) fn count(reader: &Reader, by: OperationId, unit: OperationId) -> Result<u64> {
    let mut changes = 0;
    metadata(reader, by, unit, &mut |_| {
        changes += 1;
        Ok(())
    })?;
    definitions(reader, by, &mut |_| {
        changes += 1;
        Ok(())
    })?;
    Ok(changes)
}

/// Outlets and fields that the unit made and that are there still, because something else uses them.
pub(crate) fn kept(reader: &Reader) -> Result<Vec<String>> {
    let mut statement = reader.prepare(
        "
        SELECT 'outlet ' || outlet.name
        FROM temp.defined
        JOIN outlet ON CAST(outlet.id AS TEXT) = defined.subject
        WHERE defined.relation = 'outlet' AND defined.attribute = 'name' AND NOT EXISTS (
            SELECT 1
            FROM standing_definition
            WHERE relation = 'outlet' AND subject = defined.subject AND attribute = 'name'
        )
        UNION ALL
        SELECT 'field ' || field.name
        FROM temp.defined
        JOIN field ON field.name = defined.subject
        WHERE defined.relation = 'field' AND defined.attribute = 'type' AND NOT EXISTS (
            SELECT 1
            FROM standing_definition
            WHERE relation = 'field' AND subject = defined.subject AND attribute = 'type'
        )
        ORDER BY 1
        ",
    )?;
    Ok(statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}
