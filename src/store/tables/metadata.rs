//! Metadata: fields, their values, and their history. The history is written by the schema's triggers alone.

use crate::Result;
use crate::model::{ArticleId, FieldDefinition, FieldName, MetadataChange, OperationId};
use crate::store::file::read::Read as _;
use crate::store::past::Past;
use crate::store::{Corpus, Reader, Writer};
use rusqlite::{OptionalExtension, Row, ToSql, named_params};
use std::sync::OnceLock;

/// All fields: the standard ones first, then by name.
pub(crate) fn fields(reader: &Reader) -> Result<Vec<FieldDefinition>> {
    let mut statement = reader.prepare_cached(
        "
        SELECT name, type, repeatable, standard, schema_org, description
        FROM field
        ORDER BY standard DESC, name
        ",
    )?;
    Ok(statement.query_map([], field_from_row)?.collect::<rusqlite::Result<_>>()?)
}

/// The standard fields as the schema defines them, read once from an empty corpus.
pub(crate) fn standard_fields() -> Result<&'static [FieldDefinition]> {
    static FIELDS: OnceLock<Vec<FieldDefinition>> = OnceLock::new();
    if let Some(known) = FIELDS.get() {
        return Ok(known);
    }
    // The migrations are the only list of the definitions. A copy in the code could differ from them.
    let read = Corpus::temporary()?.read(fields)?;
    // Another thread may have been faster. Both have read the same.
    Ok(FIELDS.get_or_init(|| read))
}

/// The field with this name.
pub(crate) fn field(reader: &Reader, name: &FieldName) -> Result<Option<FieldDefinition>> {
    Ok(reader
        .prepare_cached(
            "
            SELECT name, type, repeatable, standard, schema_org, description
            FROM field
            WHERE name = :name
            ",
        )?
        .query_row(named_params! { ":name": name.as_str() }, field_from_row)
        .optional()?)
}

fn field_from_row(row: &Row) -> rusqlite::Result<FieldDefinition> {
    Ok(FieldDefinition {
        name: row.read("name")?,
        kind: row.read("type")?,
        repeatable: row.read("repeatable")?,
        standard: row.read("standard")?,
        schema_org: row.read("schema_org")?,
        description: row.read("description")?,
    })
}

/// Adds a field or changes its definition.
pub(crate) fn define(writer: &Writer, definition: &FieldDefinition) -> Result<()> {
    writer
        // An upsert, not a REPLACE, which would delete the row that the values refer to.
        .prepare_cached(
            "
            INSERT INTO field (name, type, repeatable, description)
            VALUES (:name, :type, :repeatable, :description)
            ON CONFLICT (name) DO UPDATE
            SET type = excluded.type, repeatable = excluded.repeatable, description = excluded.description
            ",
        )?
        .execute(named_params! {
            ":name": definition.name,
            ":type": definition.kind.as_str(),
            ":repeatable": definition.repeatable,
            ":description": definition.description,
        })?;
    Ok(())
}

/// The distinct values of a field beyond the standard ones, with one article that has each.
pub(crate) fn values_in_use(reader: &Reader, field: &FieldName) -> Result<Vec<(String, ArticleId)>> {
    let mut statement = reader.prepare_cached(
        "SELECT value, min(article) FROM metadata WHERE field = :field GROUP BY value ORDER BY value",
    )?;
    let values = statement
        .query_map(named_params! { ":field": field.as_str() }, |row| Ok((row.read(0)?, row.read(1)?)))?;
    Ok(values.collect::<rusqlite::Result<_>>()?)
}

/// An article with several values of the field.
pub(crate) fn with_several(reader: &Reader, field: &FieldName) -> Result<Option<ArticleId>> {
    Ok(reader
        .prepare_cached("SELECT min(article) FROM metadata WHERE field = :field AND ordinal > 0")?
        .query_row(named_params! { ":field": field.as_str() }, |row| row.read(0))?)
}

/// The values of a field of an article, in order; none, or one unless the field is repeatable.
pub(crate) fn values(reader: &Reader, article: ArticleId, field: &FieldName) -> Result<Vec<String>> {
    if field.is_standard() {
        // A column name can't be a parameter; this one is of the program's own list.
        let value: Option<String> = reader
            .prepare_cached(&format!("SELECT {field} FROM every_article WHERE id = :id"))?
            .query_row(named_params! { ":id": article }, |row| row.read(0))?;
        return Ok(value.into_iter().collect());
    }
    let mut statement = reader.prepare_cached(
        "SELECT value FROM metadata WHERE article = :article AND field = :field ORDER BY ordinal",
    )?;
    let values = statement
        .query_map(named_params! { ":article": article, ":field": field.as_str() }, |row| row.read(0))?;
    Ok(values.collect::<rusqlite::Result<_>>()?)
}

/// The values of all fields beyond the standard ones, by field and ordinal.
pub(crate) fn extra(reader: &Reader, article: ArticleId) -> Result<Vec<(String, String)>> {
    let mut statement = reader.prepare_cached(
        "SELECT field, value FROM metadata WHERE article = :article ORDER BY field, ordinal",
    )?;
    let values =
        statement.query_map(named_params! { ":article": article }, |row| Ok((row.read(0)?, row.read(1)?)))?;
    Ok(values.collect::<rusqlite::Result<_>>()?)
}

/// Makes `values` the values of a field of an article; says whether anything changed. The field `outlet` is set
/// by [`set_outlet`].
pub(crate) fn set(writer: &Writer, article: ArticleId, field: &FieldName, values: &[String]) -> Result<bool> {
    if field.is_standard() {
        // Equal values are left alone, because the triggers would record a change of nothing.
        let changed = writer
            .prepare_cached(&format!(
                "UPDATE article SET {field} = :value WHERE id = :id AND {field} IS NOT :value"
            ))?
            .execute(named_params! { ":id": article, ":value": values.first() })?;
        return Ok(changed > 0);
    }
    // Surplus values go first. The others keep their rows, so that the history shows only real changes.
    let mut changed = writer
        .prepare_cached(
            "DELETE FROM metadata WHERE article = :article AND field = :field AND ordinal >= :count",
        )?
        .execute(named_params! { ":article": article, ":field": field.as_str(), ":count": count(values) })?;
    for (ordinal, value) in (0_i64..).zip(values) {
        let parameters = named_params! {
            ":article": article,
            ":field": field.as_str(),
            ":ordinal": ordinal,
            ":value": value,
        };
        // Update, then insert where nothing was: the trigger `metadata_not_replaced` refuses an upsert.
        changed += writer
            .prepare_cached(
                "
                UPDATE metadata SET value = :value
                WHERE article = :article AND field = :field AND ordinal = :ordinal AND value <> :value
                ",
            )?
            .execute(parameters)?;
        changed += writer
            .prepare_cached(
                "
                INSERT INTO metadata (article, field, ordinal, value)
                SELECT :article, :field, :ordinal, :value
                WHERE NOT EXISTS (
                    SELECT 1 FROM metadata WHERE article = :article AND field = :field AND ordinal = :ordinal
                )
                ",
            )?
            .execute(parameters)?;
    }
    Ok(changed > 0)
}

fn count(values: &[String]) -> i64 {
    i64::try_from(values.len()).unwrap_or(i64::MAX)
}

/// Makes `outlet` the outlet of an article; says whether anything changed.
pub(crate) fn set_outlet(writer: &Writer, article: ArticleId, outlet: Option<i64>) -> Result<bool> {
    let changed = writer
        .prepare_cached("UPDATE article SET outlet = :outlet WHERE id = :id AND outlet IS NOT :outlet")?
        .execute(named_params! { ":id": article, ":outlet": outlet })?;
    Ok(changed > 0)
}

/// The changes of an article, oldest first.
pub(crate) fn history(reader: &Reader, article: ArticleId) -> Result<Vec<MetadataChange>> {
    changes(
        reader,
        "
        SELECT article, field, ordinal, old, new, origin, operation, changed_at
        FROM metadata_change
        WHERE article = :article
        ORDER BY id
        ",
        named_params! { ":article": article },
    )
}

/// The change that gave a field of an article its present value or values.
pub(crate) fn latest(
    reader: &Reader,
    article: ArticleId,
    field: &FieldName,
) -> Result<Option<MetadataChange>> {
    // The id decides, not the time: clocks may go back, ids do not.
    let mut newest = changes(
        reader,
        "
        SELECT article, field, ordinal, old, new, origin, operation, changed_at
        FROM metadata_change
        WHERE article = :article AND field = :field
        ORDER BY id DESC
        LIMIT 1
        ",
        named_params! { ":article": article, ":field": field.as_str() },
    )?;
    Ok(newest.pop())
}

/// How many changes an operation made.
pub(crate) fn count_of(reader: &Reader, operation: OperationId) -> Result<u64> {
    Ok(reader
        .prepare_cached("SELECT count(*) FROM metadata_change WHERE operation = :operation")?
        .query_row(named_params! { ":operation": operation }, |row| row.read(0))?)
}

/// Whether an operation changed outlets, their other names, fields or sources.
pub(crate) fn has_definitions_of(reader: &Reader, operation: OperationId) -> Result<bool> {
    Ok(reader
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM definition_change WHERE operation = :operation)")?
        .query_row(named_params! { ":operation": operation }, |row| row.read(0))?)
}

/// Gives the changes to `visit` that state `to` has and state `from` hasn't, in order.
pub(crate) fn between(
    reader: &Reader,
    from: &Past,
    to: &Past,
    visit: &mut dyn FnMut(&MetadataChange) -> Result<()>,
) -> Result<()> {
    // Changes of other programs have no operation. Their place is the time, or the operation before them.
    let mut statement = reader.prepare_cached(
        "
        SELECT article, field, ordinal, old, new, origin, operation, changed_at
        FROM metadata_change
        WHERE
            (operation > :from AND operation <= :to)
            OR id IN (
                SELECT outside_change.change
                FROM outside_change
                JOIN metadata_change AS outside ON outside.id = outside_change.change
                WHERE iif(:to_end IS NULL, outside_change.after_operation < :to, outside.changed_at < :to_end)
                    AND NOT iif(
                        :from_end IS NULL, outside_change.after_operation < :from, outside.changed_at < :from_end
                    )
            )
        ORDER BY id
        ",
    )?;
    let parameters = named_params! {
        ":from": from.operation,
        ":from_end": from.end,
        ":to": to.operation,
        ":to_end": to.end,
    };
    let mut changes = statement.query_map(parameters, change_from_row)?;
    changes.try_for_each(|change| visit(&change?))
}

fn changes(reader: &Reader, sql: &str, parameters: &[(&str, &dyn ToSql)]) -> Result<Vec<MetadataChange>> {
    let mut statement = reader.prepare_cached(sql)?;
    Ok(statement.query_map(parameters, change_from_row)?.collect::<rusqlite::Result<_>>()?)
}

pub(in crate::store) fn change_from_row(row: &Row) -> rusqlite::Result<MetadataChange> {
    Ok(MetadataChange {
        article: row.read("article")?,
        field: row.read("field")?,
        ordinal: row.read("ordinal")?,
        old: row.read("old")?,
        new: row.read("new")?,
        origin: row.read("origin")?,
        operation: row.read("operation")?,
        changed_at: row.read("changed_at")?,
    })
}
