//! Outlets, aliases, fields and sources, set to what the changes that are not undone say.

use crate::store::file::read::Read as _;
use crate::store::{Reader, Writer};
use crate::{Error, Hint, Result};
use rusqlite::{OptionalExtension, named_params};

/// Inserts and updates the rows in `undo_definition` as their last standing changes say. Rows without standing changes
/// are left to [`prune`], since articles may still refer to them.
pub(super) fn restore(writer: &Writer) -> Result<()> {
    // Outlets before their aliases, which refer to them.
    for (relation, restore) in [
        ("outlet", restore_outlet as fn(&Writer, &str) -> Result<()>),
        ("outlet_alias", restore_alias),
        ("field", restore_field),
        ("source", restore_source),
    ] {
        for subject in subjects(writer, relation)? {
            restore(writer, &subject)?;
        }
    }
    // A parent may be one of the outlets that have just been inserted.
    for subject in subjects(writer, "outlet")? {
        let parent = standing(writer, "outlet", &subject, "parent")?;
        if let Some(parent) = &parent {
            revive_outlet(writer, parent)?;
        }
        writer.execute(
            "
            UPDATE outlet SET parent = CAST(:parent AS INTEGER)
            WHERE id = CAST(:subject AS INTEGER) AND parent IS NOT CAST(:parent AS INTEGER)
            ",
            named_params! { ":subject": subject, ":parent": parent },
        )?;
    }
    Ok(())
}

fn subjects(reader: &Reader, relation: &str) -> Result<Vec<String>> {
    // The most recently changed comes first, as for values: the record mirrors the one that it reverses.
    let mut statement = reader.prepare(
        "SELECT subject FROM temp.undo_definition WHERE relation = :relation GROUP BY subject ORDER BY max(last) DESC",
    )?;
    let subjects = statement.query_map(named_params! { ":relation": relation }, |row| row.read(0))?;
    Ok(subjects.collect::<rusqlite::Result<_>>()?)
}

/// The value of an attribute by its last standing change.
fn standing(reader: &Reader, relation: &str, subject: &str, attribute: &str) -> Result<Option<String>> {
    let value = reader
        .prepare_cached(
            "
            SELECT new
            FROM standing_definition
            WHERE relation = :relation AND subject = :subject AND attribute = :attribute
            ORDER BY id DESC
            LIMIT 1
            ",
        )?
        .query_row(
            named_params! { ":relation": relation, ":subject": subject, ":attribute": attribute },
            |row| row.read(0),
        )
        .optional()?;
    Ok(value.flatten())
}

fn restore_outlet(writer: &Writer, subject: &str) -> Result<()> {
    let Some(name) = standing(writer, "outlet", subject, "name")? else { return Ok(()) };
    let homepage = standing(writer, "outlet", subject, "homepage")?;
    let other: Option<i64> = writer
        .prepare_cached("SELECT id FROM outlet WHERE name = :name AND id <> CAST(:id AS INTEGER)")?
        .query_row(named_params! { ":name": name, ":id": subject }, |row| row.read(0))
        .optional()?;
    // A unique name can't be given twice, and only a person can decide which outlet keeps it.
    if let Some(other) = other {
        return Err(Error::refused(
            format!("the outlet {subject} can't be named {name} again: the outlet {other} has this name now"),
            Hint::RenameOutlet,
        ));
    }
    let parameters = named_params! { ":id": subject, ":name": name, ":homepage": homepage };
    // Insert where it is missing, then update where it differs: the trigger `outlet_not_replaced` refuses an upsert.
    writer.execute(
        "
        INSERT INTO outlet (id, name, homepage)
        SELECT CAST(:id AS INTEGER), :name, :homepage
        WHERE NOT EXISTS (SELECT 1 FROM outlet WHERE id = CAST(:id AS INTEGER))
        ",
        parameters,
    )?;
    writer.execute(
        "
        UPDATE outlet SET name = :name, homepage = :homepage
        WHERE id = CAST(:id AS INTEGER) AND (name IS NOT :name OR homepage IS NOT :homepage)
        ",
        parameters,
    )?;
    Ok(())
}

/// Inserts an outlet that something refers to, as it last was, although no standing change created it.
fn revive_outlet(writer: &Writer, subject: &str) -> Result<()> {
    // A deletion has no new name, so the old one counts.
    writer.execute(
        "
        INSERT INTO outlet (id, name)
        SELECT CAST(subject AS INTEGER), coalesce(new, old)
        FROM definition_change
        WHERE relation = 'outlet' AND subject = :subject AND attribute = 'name'
            AND NOT EXISTS (SELECT 1 FROM outlet WHERE id = CAST(:subject AS INTEGER))
        ORDER BY definition_change.id DESC
        LIMIT 1
        ",
        named_params! { ":subject": subject },
    )?;
    Ok(())
}

/// Inserts a field that an article gets a value of, as it last was.
pub(super) fn revive_field(writer: &Writer, name: &str) -> Result<()> {
    writer
        .prepare_cached(
            "
            INSERT INTO field (name, type, repeatable)
            SELECT
                :name, coalesce(typed.new, typed.old),
                coalesce(
                    (
                        SELECT CAST(coalesce(new, old) AS INTEGER)
                        FROM definition_change
                        WHERE relation = 'field' AND subject = :name AND attribute = 'repeatable'
                        ORDER BY id DESC
                        LIMIT 1
                    ),
                    0
                )
            FROM definition_change AS typed
            WHERE typed.relation = 'field' AND typed.subject = :name AND typed.attribute = 'type'
                AND NOT EXISTS (SELECT 1 FROM field WHERE name = :name)
            ORDER BY typed.id DESC
            LIMIT 1
            ",
        )?
        .execute(named_params! { ":name": name })?;
    Ok(())
}

fn restore_alias(writer: &Writer, subject: &str) -> Result<()> {
    let Some(alias) = standing(writer, "outlet_alias", subject, "name")? else { return Ok(()) };
    let outlet = standing(writer, "outlet_alias", subject, "outlet")?;
    if let Some(outlet) = &outlet {
        revive_outlet(writer, outlet)?;
    }
    let kind = standing(writer, "outlet_alias", subject, "kind")?;
    let parameters = named_params! { ":alias": alias, ":outlet": outlet, ":kind": kind };
    writer.execute(
        "
        INSERT INTO outlet_alias (alias, kind, outlet)
        SELECT :alias, :kind, CAST(:outlet AS INTEGER)
        WHERE NOT EXISTS (SELECT 1 FROM outlet_alias WHERE alias = :alias)
        ",
        parameters,
    )?;
    writer.execute(
        "
        UPDATE outlet_alias SET kind = :kind, outlet = CAST(:outlet AS INTEGER)
        WHERE alias = :alias AND (kind <> :kind OR outlet <> CAST(:outlet AS INTEGER))
        ",
        parameters,
    )?;
    Ok(())
}

fn restore_field(writer: &Writer, subject: &str) -> Result<()> {
    let Some(kind) = standing(writer, "field", subject, "type")? else { return Ok(()) };
    let repeatable = standing(writer, "field", subject, "repeatable")?;
    let description = standing(writer, "field", subject, "description")?;
    writer.execute(
        "
        INSERT INTO field (name, type, repeatable, description)
        VALUES (:name, :type, CAST(:repeatable AS INTEGER), :description)
        ON CONFLICT (name) DO UPDATE
        SET type = excluded.type, repeatable = excluded.repeatable, description = excluded.description
        ",
        named_params! { ":name": subject, ":type": kind, ":repeatable": repeatable, ":description": description },
    )?;
    Ok(())
}

fn restore_source(writer: &Writer, subject: &str) -> Result<()> {
    let root = standing(writer, "source", subject, "last_root")?;
    let settings = standing(writer, "source", subject, "settings")?.unwrap_or_else(|| "{}".to_owned());
    // Sources are never deleted, because keys begin with their names.
    writer.execute(
        "
        UPDATE source SET last_root = :root, settings = :settings
        WHERE name = :name AND (last_root IS NOT :root OR settings <> :settings)
        ",
        named_params! { ":name": subject, ":root": root, ":settings": settings },
    )?;
    Ok(())
}

/// Deletes aliases, outlets and fields that no standing change created and that nothing uses.
pub(super) fn prune(writer: &Writer) -> Result<()> {
    writer.execute_batch(
        "
        DELETE FROM outlet_alias
        WHERE lower(alias) NOT IN (
            SELECT subject
            FROM standing_definition AS standing
            WHERE relation = 'outlet_alias' AND attribute = 'name' AND new IS NOT NULL AND id = (
                SELECT max(id)
                FROM standing_definition AS last
                WHERE last.relation = 'outlet_alias' AND last.subject = standing.subject AND last.attribute = 'name'
            )
        );

        DELETE FROM field
        WHERE NOT standard
            AND NOT EXISTS (SELECT 1 FROM metadata WHERE metadata.field = field.name)
            AND NOT EXISTS (
                SELECT 1
                FROM standing_definition AS standing
                WHERE relation = 'field' AND subject = field.name AND new IS NOT NULL AND id > coalesce(
                    (
                        SELECT max(id)
                        FROM standing_definition AS deletion
                        WHERE deletion.relation = 'field' AND deletion.subject = field.name
                            AND deletion.attribute = 'type' AND deletion.new IS NULL
                    ),
                    0
                )
            );
        ",
    )?;
    // A parent can only be deleted after its last child, so this repeats until nothing is left to delete.
    while writer.execute(
        "
        DELETE FROM outlet
        WHERE NOT EXISTS (SELECT 1 FROM article WHERE article.outlet = outlet.id)
            AND NOT EXISTS (SELECT 1 FROM outlet_alias WHERE outlet_alias.outlet = outlet.id)
            AND NOT EXISTS (SELECT 1 FROM outlet AS child WHERE child.parent = outlet.id)
            AND NOT EXISTS (
                SELECT 1
                FROM standing_definition AS standing
                WHERE relation = 'outlet' AND subject = CAST(outlet.id AS TEXT) AND new IS NOT NULL AND id > coalesce(
                    (
                        SELECT max(id)
                        FROM standing_definition AS deletion
                        WHERE deletion.relation = 'outlet' AND deletion.subject = CAST(outlet.id AS TEXT)
                            AND deletion.attribute = 'name' AND deletion.new IS NULL
                    ),
                    0
                )
            )
        ",
        [],
    )? > 0
    {}
    Ok(())
}
