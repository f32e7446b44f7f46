//! Fields as they have to be: the standard ones as the schema defines them, and no row of metadata that is the value of
//! a column.

use crate::Result;
use crate::store::file::read::Read as _;
use crate::store::tables::metadata;
use crate::store::{Reader, Writer, verify};
use rusqlite::named_params;

/// Makes the standard fields again, and takes away the values that stand in the wrong table with what was recorded of
/// them, while the triggers are away.
pub(crate) fn mend(writer: &Writer) -> Result<()> {
    super::attempt(writer, || define_standard(writer))?;
    for misplaced in verify::fields::misplaced(writer)? {
        super::attempt(writer, || take_back(writer, &misplaced))?;
    }
    Ok(())
}

/// Deletes fields that no field can be, once the triggers are there to record it.
pub(crate) fn mend_recorded(writer: &Writer) -> Result<()> {
    for name in verify::fields::impossible(writer)? {
        super::attempt(writer, || {
            writer.execute("DELETE FROM field WHERE name = :name", named_params! { ":name": name })?;
            Ok(())
        })?;
    }
    Ok(())
}

fn define_standard(writer: &Writer) -> Result<()> {
    // First all lose the mark, so that a field which only claims to be standard keeps no mark.
    writer.execute("UPDATE field SET standard = 0 WHERE standard", [])?;
    for field in metadata::standard_fields()? {
        writer.execute(
            "
            INSERT INTO field (name, type, repeatable, standard, schema_org, description)
            VALUES (:name, :type, :repeatable, 1, :schema_org, :description)
            ON CONFLICT (name) DO UPDATE
            SET type = excluded.type, repeatable = excluded.repeatable, standard = 1, schema_org = excluded.schema_org
            ",
            named_params! {
                ":name": field.name,
                ":type": field.kind.as_str(),
                ":repeatable": field.repeatable,
                ":schema_org": field.schema_org,
                ":description": field.description,
            },
        )?;
    }
    Ok(())
}

/// Deletes a row of metadata, and of the history the changes that led to it: from the last one that gave its value back
/// to the one that began from nothing.
fn take_back(writer: &Writer, row: &verify::fields::Misplaced) -> Result<()> {
    let mut wanted = Some(row.value.clone());
    let mut before = i64::MAX;
    // Backwards along the values. Each step has a lower id, so that damaged records can't make a circle.
    while let Some(value) = wanted {
        let Some((change, old)) = last_change(writer, row, &value, before)? else { break };
        // References forbid the other order.
        for delete in
            ["DELETE FROM outside_change WHERE change = :id", "DELETE FROM metadata_change WHERE id = :id"]
        {
            writer.execute(delete, named_params! { ":id": change })?;
        }
        (wanted, before) = (old, change);
    }
    writer.execute(
        "DELETE FROM metadata WHERE article = :article AND field = :field AND ordinal = :ordinal",
        named_params! { ":article": row.article, ":field": row.field, ":ordinal": row.ordinal },
    )?;
    Ok(())
}

/// The last change before another one that gave the row's position this value, and its old value.
fn last_change(
    reader: &Reader,
    row: &verify::fields::Misplaced,
    value: &str,
    before: i64,
) -> Result<Option<(i64, Option<String>)>> {
    let mut statement = reader.prepare_cached(
        "
        SELECT id, old
        FROM metadata_change
        WHERE article = :article AND field = :field AND ordinal = :ordinal AND new = :value AND id < :before
        ORDER BY id DESC
        LIMIT 1
        ",
    )?;
    let mut found = statement.query(named_params! {
        ":article": row.article,
        ":field": row.field,
        ":ordinal": row.ordinal,
        ":value": value,
        ":before": before,
    })?;
    Ok(found.next()?.map(|row| Ok::<_, rusqlite::Error>((row.read("id")?, row.read("old")?))).transpose()?)
}
