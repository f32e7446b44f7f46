//! What is noted of files after an undo: as much as makes the next import see them as if the undone one hadn't.

use crate::Result;
use crate::model::OperationId;
use crate::store::Writer;
use rusqlite::named_params;

/// Follows the import `operation`, which was turned off or on.
pub(super) fn follow(writer: &Writer, operation: OperationId, off: bool) -> Result<()> {
    let parameters = named_params! { ":operation": operation };
    // Their contents are no longer what was noted: they are hashed again.
    writer.execute_batch(
        "
        DELETE FROM file WHERE article IN (
            SELECT turned.article
            FROM temp.turned
            JOIN article ON article.id = turned.article
            WHERE article.version IS NULL
        );

        UPDATE file SET mtime_ns = NULL WHERE article IN (SELECT article FROM temp.turned);
        ",
    )?;
    if off {
        writer
            .execute("UPDATE file SET missing_since = NULL WHERE missing_since = :operation", parameters)?;
        move_back(writer, operation)?;
    } else {
        writer.execute(
            "
            UPDATE file SET missing_since = :operation
            WHERE missing_since IS NULL AND article IN (
                SELECT article FROM import_event WHERE operation = :operation AND outcome IN ('missing', 'removed')
            )
            ",
            parameters,
        )?;
        // Where they lie now is found out by the next import: their articles have the key of that place.
        writer.execute(
            "
            DELETE FROM file WHERE article IN (
                SELECT article FROM import_event WHERE operation = :operation AND (outcome = 'moved' OR moved_from IS NOT NULL)
            )
            ",
            parameters,
        )?;
    }
    // What an import removed, an import brings back when it finds the file that was missing.
    writer.execute(
        "
        UPDATE file
        SET missing_since = (SELECT article.removed_by FROM article WHERE article.id = file.article)
        WHERE missing_since IS NULL AND article IN (
            SELECT touched.article
            FROM temp.touched
            JOIN article ON article.id = touched.article
            JOIN operation ON operation.id = article.removed_by
            WHERE touched.field = 'removed_at' AND operation.kind = 'import'
        )
        ",
        [],
    )?;
    Ok(())
}

/// Notes of moved files that they lie where they lay; where another file is noted there by now, nothing.
fn move_back(writer: &Writer, operation: OperationId) -> Result<()> {
    let parameters = named_params! { ":operation": operation };
    let moved = "
        SELECT import_event.moved_from
        FROM import_event
        WHERE import_event.operation = :operation AND (import_event.outcome = 'moved' OR import_event.moved_from IS NOT NULL)
            AND import_event.article = file.article
        ORDER BY import_event.id
        LIMIT 1
    ";
    writer.execute(
        &format!(
            "
            DELETE FROM file
            WHERE article IN (
                    SELECT article FROM import_event WHERE operation = :operation AND (outcome = 'moved' OR moved_from IS NOT NULL)
                )
                AND coalesce(
                    (
                        SELECT other.id <> file.id
                        FROM file AS other
                        WHERE other.source = file.source AND other.path = ({moved})
                    ),
                    ({moved}) IS NULL
                )
            "
        ),
        parameters,
    )?;
    writer.execute(
        &format!(
            "
            UPDATE file
            SET path = ({moved}), mtime_ns = NULL
            WHERE article IN (
                SELECT article FROM import_event WHERE operation = :operation AND (outcome = 'moved' OR moved_from IS NOT NULL)
            )
            "
        ),
        parameters,
    )?;
    Ok(())
}
