//! The records of files after an undo or redo of an import, reset so that the next import reads the files again.

use super::Direction;
use crate::Result;
use crate::model::OperationId;
use crate::store::Writer;
use rusqlite::named_params;

/// Resets the records of the files that the import `operation` saw.
pub(super) fn reset(writer: &Writer, operation: OperationId, direction: Direction) -> Result<()> {
    let parameters = named_params! { ":operation": operation };
    // Without a time of last change, the next import hashes the file instead of taking it as unchanged.
    writer.execute_batch(
        "
        DELETE FROM file WHERE article IN (
            SELECT undo_version.article
            FROM temp.undo_version
            JOIN article ON article.id = undo_version.article
            WHERE article.version IS NULL
        );

        UPDATE file SET mtime_ns = NULL WHERE article IN (SELECT article FROM temp.undo_version);

        -- Which containers held these articles isn't known any more where their files are gone.
        UPDATE container
        SET mtime_ns = NULL, sha256 = zeroblob(32)
        WHERE source IN (
            SELECT article.source
            FROM temp.undo_version
            JOIN article ON article.id = undo_version.article
        );
        ",
    )?;
    if direction == Direction::Undo {
        writer
            .execute("UPDATE file SET missing_since = NULL WHERE missing_since = :operation", parameters)?;
        writer.execute(
            "UPDATE container SET missing_since = NULL WHERE missing_since = :operation",
            parameters,
        )?;
        move_back(writer, operation)?;
    } else {
        writer.execute(
            "
            UPDATE file SET missing_since = :operation
            WHERE missing_since IS NULL AND article IN (
                SELECT article FROM import_event WHERE operation = :operation AND outcome IN ('missing', 'removed')
            )
            -- Of an article with several files the event names the one that is gone.
            AND EXISTS (
                SELECT 1
                FROM import_event
                JOIN article ON article.id = import_event.article
                JOIN source ON source.id = file.source
                WHERE import_event.operation = :operation
                    AND import_event.article = file.article
                    AND import_event.outcome IN ('missing', 'removed')
                    AND import_event.path IN (article.key, source.name || '/' || CAST(file.path AS TEXT))
            )
            ",
            parameters,
        )?;
        // The next import finds the moved files: the keys of their articles are the new paths.
        writer.execute(
            "
            DELETE FROM file WHERE article IN (
                SELECT article FROM import_event WHERE operation = :operation AND (outcome = 'moved' OR moved_from IS NOT NULL)
            )
            ",
            parameters,
        )?;
    }
    // An import restores an article that an import removed, but only if its file is recorded as missing.
    writer.execute(
        "
        UPDATE file
        SET missing_since = (SELECT article.removed_by FROM article WHERE article.id = file.article)
        WHERE missing_since IS NULL AND article IN (
            SELECT undo_value.article
            FROM temp.undo_value
            JOIN article ON article.id = undo_value.article
            JOIN operation ON operation.id = article.removed_by
            WHERE undo_value.field = 'removed_at' AND operation.kind = 'import'
        )
        ",
        [],
    )?;
    Ok(())
}

/// Gives the records of moved files their old paths. If another file has this path by now, the record is deleted.
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
    // Before the update, because a path is unique in its source.
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
