//! The values, keys and removals of articles, set to what the changes that are not undone say.

use super::definitions;
use crate::Result;
use crate::model::{ArticleId, FieldName, OperationId, Origin, UtcTime};
use crate::store::file::read::Read as _;
use crate::store::tables::{metadata, operations, outlets};
use crate::store::{Reader, Writer};
use rusqlite::{OptionalExtension, named_params};
use std::collections::BTreeMap;

/// The value that a standing change gives.
struct StandingValue {
    value: Option<String>,
    origin: Origin,
    operation: Option<OperationId>,
}

/// Sets each value in `undo_value` to that of its last standing change. The most recently changed value comes first, so
/// that the record of an undo mirrors the record that it reverses.
pub(super) fn restore(writer: &Writer, by: OperationId, at: UtcTime) -> Result<()> {
    let mut values = writer
        .prepare("SELECT article, field FROM temp.undo_value WHERE field <> 'key' ORDER BY last DESC")?;
    let mut rows = values.query([])?;
    while let Some(row) = rows.next()? {
        let (article, field): (ArticleId, String) = (row.read("article")?, row.read("field")?);
        let values = standing(writer, article, &field)?;
        // A restored value keeps its origin: it is still from the file or the person that it was from at first.
        match values.first().map(|value| value.origin.clone()) {
            None => restore_field(writer, article, &field, values)?,
            Some(origin) => operations::recording_as(writer, by, &origin, at, |writer| {
                restore_field(writer, article, &field, values)
            })?,
        }
    }
    Ok(())
}

fn restore_field(writer: &Writer, article: ArticleId, field: &str, values: Vec<StandingValue>) -> Result<()> {
    if field == "removed_at" {
        // A removal is two columns, the time and the operation, and has a single value.
        let removal = values.into_iter().next();
        writer
            .prepare_cached("UPDATE article SET removed_at = :at, removed_by = :by WHERE id = :article")?
            .execute(named_params! {
            ":article": article,
            ":at": removal.as_ref().and_then(|removal| removal.value.clone()),
            ":by": removal.and_then(|removal| removal.value.and(removal.operation)),
        })?;
        return Ok(());
    }
    let values: Vec<String> = values.into_iter().filter_map(|standing| standing.value).collect();
    if field == "outlet" {
        // The history has the name of the outlet, not its id.
        let outlet = values.first().map(|name| outlets::find_or_add(writer, name)).transpose()?;
        metadata::set_outlet(writer, article, outlet)?;
        return Ok(());
    }
    let field: FieldName = field.parse()?;
    if !field.is_standard() && !values.is_empty() {
        // The definition may have been undone with its first value. References forbid a value without a field.
        definitions::revive_field(writer, field.as_str())?;
    }
    metadata::set(writer, article, &field, &values)?;
    Ok(())
}

/// The last standing change of each value of a field, by position.
fn standing(reader: &Reader, article: ArticleId, field: &str) -> Result<Vec<StandingValue>> {
    let mut statement = reader.prepare_cached(
        "
        SELECT standing_change.ordinal, standing_change.new, standing_change.origin, standing_change.operation
        FROM standing_change
        WHERE standing_change.article = :article AND standing_change.field = :field
        ORDER BY standing_change.id DESC
        ",
    )?;
    let mut rows = statement.query(named_params! { ":article": article, ":field": field })?;
    let mut found = BTreeMap::<i64, StandingValue>::new();
    while let Some(row) = rows.next()? {
        let standing = StandingValue {
            value: row.read("new")?,
            origin: row.read("origin")?,
            operation: row.read("operation")?,
        };
        // The rows come latest first, so the first of each position is the standing one.
        found.entry(row.read("ordinal")?).or_insert(standing);
    }
    Ok(found.into_values().collect())
}

/// Sets the keys of articles that moved or reappear, the last moved first. An article that disappeared gets a reserved
/// key, so that another article can take its own.
pub(super) fn restore_keys(writer: &Writer, by: OperationId, at: UtcTime) -> Result<()> {
    // A key that begins with / can't come from an import, so it is never taken.
    writer.execute(
        "
        UPDATE article
        SET key = '/undone/' || id || '/' || key
        WHERE version IS NULL AND id IN (SELECT article FROM temp.undo_version)
        ",
        [],
    )?;
    let mut moving = writer.prepare(
        "
        SELECT article.id
        FROM article
        LEFT JOIN temp.undo_value ON undo_value.article = article.id AND undo_value.field = 'key'
        WHERE article.version IS NOT NULL AND article.id IN (
            SELECT article FROM temp.undo_value WHERE field = 'key'
            UNION
            SELECT article FROM temp.undo_version
        )
        ORDER BY undo_value.last DESC, article.id
        ",
    )?;
    // Collected first, because the loop changes the table that the statement reads.
    let moving = moving.query_map([], |row| row.read(0))?.collect::<rusqlite::Result<Vec<ArticleId>>>()?;
    for article in moving {
        if let Some((key, origin)) = standing_key(writer, article)? {
            operations::recording_as(writer, by, &origin, at, |writer| {
                writer
                    .prepare_cached("UPDATE article SET key = :key WHERE id = :article AND key <> :key")?
                    .execute(named_params! { ":article": article, ":key": key })?;
                Ok(())
            })?;
        }
    }
    Ok(())
}

/// The key by the last standing change; without one, the key before the first change of all.
fn standing_key(reader: &Reader, article: ArticleId) -> Result<Option<(String, Origin)>> {
    let standing = reader
        .prepare_cached(
            "
            SELECT new, origin
            FROM standing_change
            WHERE article = :article AND field = 'key'
            ORDER BY id DESC
            LIMIT 1
            ",
        )?
        .query_row(named_params! { ":article": article }, |row| Ok((row.read(0)?, row.read(1)?)))
        .optional()?;
    if standing.is_some() {
        return Ok(standing);
    }
    let first: Option<String> = reader
        .prepare_cached(
            "
            SELECT old
            FROM metadata_change
            WHERE article = :article AND field = 'key'
            ORDER BY id
            LIMIT 1
            ",
        )?
        .query_row(named_params! { ":article": article }, |row| row.read(0))
        .optional()?;
    Ok(first.map(|key| (key, Origin::Undo)))
}
