//! Recorded changes beside the operations that made them, and rows that are counted.

use super::derived::{Disagreement, disagreements};
use crate::Result;
use crate::store::Reader;
use crate::store::file::read::Read as _;
use rusqlite::named_params;

/// Changes whose origin doesn't fit their operation. An undo restores the original origin of a value.
pub(crate) fn origins(reader: &Reader) -> Result<Vec<Disagreement>> {
    disagreements(
        reader,
        "
        WITH
            known (kind, origin) AS (
                VALUES
                    ('import', 'text:*'), ('import', 'import'), ('import', 'host'), ('import', 'sidecar'),
                    ('import', 'page'), ('import', 'row'), ('import', 'front-matter'), ('import', 'path'),
                    ('reread', 'text:*'), ('reread', 'page'), ('reread', 'row'), ('reread', 'front-matter'),
                    ('meta import', 'csv:*'), ('meta import', 'jsonl:*'), ('sql', 'sql'), ('repair', 'repair'),
                    ('purge', 'purge'), ('purge allow', 'purge allow'),
                    ('meta set', 'set'), ('meta unset', 'set'), ('meta define', 'set'), ('remove', 'set'),
                    ('restore', 'set'), ('outlet add', 'set'), ('outlet alias', 'set'), ('outlet merge', 'set'),
                    ('outside', 'outside'), ('outside', 'upgrade')
            ),
            made (article, what, kind, origin) AS (
                SELECT
                    metadata_change.article, 'a change of ' || metadata_change.field,
                    coalesce(operation.kind, 'outside'), metadata_change.origin
                FROM metadata_change
                LEFT JOIN operation ON operation.id = metadata_change.operation
                UNION ALL
                SELECT
                    NULL,
                    'a change of ' || definition_change.relation || ' ' || definition_change.subject || ' '
                        || definition_change.attribute,
                    coalesce(operation.kind, 'outside'), definition_change.origin
                FROM definition_change
                LEFT JOIN operation ON operation.id = definition_change.operation
            )
        SELECT article, NULL AS number, what || ' can''t be from ' || origin || ' (' || kind || ')' AS detail
        FROM made
        WHERE CASE
                WHEN kind IN (SELECT kind FROM known)
                    THEN NOT EXISTS (SELECT 1 FROM known WHERE known.kind = made.kind AND made.origin GLOB known.origin)
                ELSE origin NOT IN ('undo', 'outside') AND NOT EXISTS (SELECT 1 FROM known WHERE made.origin GLOB known.origin)
            END
        ORDER BY article, detail
        ",
    )
}

/// Changes of other programs without their place among the operations, such a place without a change, and undos that
/// other programs' changes can't belong to.
pub(crate) fn outside(reader: &Reader) -> Result<Vec<Disagreement>> {
    disagreements(
        reader,
        "
        SELECT article, NULL AS number, 'change ' || id || ' has no operation, and no row of outside_change' AS detail
        FROM metadata_change
        WHERE operation IS NULL AND id NOT IN (SELECT change FROM outside_change)
        UNION ALL
        SELECT metadata_change.article, NULL, 'change ' || id || ' has an operation, and a row of outside_change'
        FROM outside_change
        JOIN metadata_change ON metadata_change.id = outside_change.change
        WHERE metadata_change.operation IS NOT NULL
        UNION ALL
        SELECT NULL, NULL, 'row ' || id || ' of definition_change is of an operation and of another program'
        FROM definition_change
        WHERE (operation IS NULL) <> (after_operation IS NOT NULL) OR operation IS NOT NULL AND undone_by IS NOT NULL
        UNION ALL
        SELECT
            given_back.article, NULL,
            'operation ' || operation.id || ' gave back a value of ' || given_back.field || ' that it is not said to have undone'
        FROM operation
        JOIN metadata_change AS given_back ON given_back.operation = operation.id
        WHERE operation.kind = 'undo'
            AND operation.undoes IS NULL
            -- A later undo may have taken over the changes that this one had undone, after a redo.
            AND NOT EXISTS (
                SELECT 1
                FROM operation AS later
                WHERE later.kind = 'undo' AND later.undoes IS NULL AND later.id > operation.id
            )
            -- An outlet that is called otherwise again gives its articles another value.
            AND given_back.field <> 'outlet'
            AND NOT EXISTS (
                SELECT 1
                FROM metadata_change
                JOIN outside_change ON outside_change.change = metadata_change.id
                WHERE metadata_change.article = given_back.article
                    AND metadata_change.field = given_back.field
                    AND outside_change.undone_by = operation.id
            )
        UNION ALL
        SELECT article, NULL, 'the time of change ' || id || ' isn''t one'
        FROM metadata_change
        WHERE operation IS NULL
            AND changed_at NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'
        UNION ALL
        SELECT NULL, NULL, 'the time of row ' || id || ' of definition_change isn''t one'
        FROM definition_change
        WHERE changed_at NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'
        UNION ALL
        SELECT NULL, NULL, 'operation ' || claimed.undone_by || ' can''t have undone what other programs changed'
        FROM (
            SELECT undone_by FROM outside_change
            UNION
            SELECT undone_by FROM definition_change
        ) AS claimed
        JOIN operation ON operation.id = claimed.undone_by
        WHERE operation.kind <> 'undo' OR operation.undoes IS NOT NULL
        UNION ALL
        SELECT NULL, NULL, 'change ' || change || ' was made after an operation that it can''t have come after'
        FROM (
            SELECT
                change, after_operation, undone_by,
                lag(after_operation, 1, 0) OVER (ORDER BY change) AS before
            FROM outside_change
        )
        WHERE after_operation < before
            OR after_operation > (SELECT coalesce(max(id), 0) FROM operation)
            OR undone_by <= after_operation
        UNION ALL
        SELECT NULL, NULL, 'row ' || id || ' of definition_change was made after an operation that it can''t have come after'
        FROM (
            SELECT
                id, after_operation, undone_by,
                lag(after_operation, 1, 0) OVER (ORDER BY id) AS before
            FROM definition_change
            WHERE operation IS NULL
        )
        WHERE after_operation < before
            OR after_operation > (SELECT coalesce(max(id), 0) FROM operation)
            OR undone_by <= after_operation
        ORDER BY 1, 3
        ",
    )
}

/// Tables whose rows aren't counted from 1 without gaps, where no purge or repair has ever deleted one.
pub(crate) fn gaps(reader: &Reader) -> Result<Vec<Disagreement>> {
    // Ids are given without gaps, so that a missing row without references is still noticed.
    disagreements(
        reader,
        "
        SELECT NULL AS article, NULL AS number, 'the rows of ' || name || ' aren''t counted from 1 without gaps' AS detail
        FROM (
            SELECT 'version' AS name, count(*) AS rows, min(id) AS first, max(id) AS last FROM version
            UNION ALL SELECT 'text', count(*), min(id), max(id) FROM text
            UNION ALL SELECT 'blob', count(*), min(id), max(id) FROM blob
            UNION ALL SELECT 'article', count(*), min(id), max(id) FROM article
            UNION ALL SELECT 'import_event', count(*), min(id), max(id) FROM import_event
            UNION ALL SELECT 'metadata_change', count(*), min(id), max(id) FROM metadata_change
            UNION ALL SELECT 'definition_change', count(*), min(id), max(id) FROM definition_change
        )
        WHERE (first <> 1 OR last <> rows)
            AND NOT EXISTS (SELECT 1 FROM operation WHERE kind IN ('purge', 'repair'))
        ORDER BY name
        ",
    )
}

/// Descriptions of standard fields that are neither from the schema nor from a recorded change by another program.
/// `expected` are the names and descriptions of the schema, as JSON.
pub(crate) fn descriptions(reader: &Reader, expected: &str) -> Result<Vec<Disagreement>> {
    let mut statement = reader.prepare(
        "
        SELECT field.name
        FROM json_each(:expected) AS expected
        JOIN field ON field.name = expected.value ->> '$[0]'
        LEFT JOIN definition_change ON definition_change.id = (
            SELECT max(id)
            FROM definition_change
            WHERE relation = 'field' AND subject = field.name AND attribute = 'description'
        )
        WHERE field.description IS NOT CASE
            WHEN definition_change.id IS NULL THEN expected.value ->> '$[1]'
            ELSE definition_change.new
        END
        ORDER BY field.name
        ",
    )?;
    let found = statement.query_map(named_params! { ":expected": expected }, |row| {
        let name: String = row.read("name")?;
        let detail = format!("the description of the field {name} isn't what was last recorded of it");
        Ok(Disagreement { article: None, version: None, detail })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Upgrades that are said to have been done at no time, or before those that come before them.
pub(crate) fn upgrades(reader: &Reader) -> Result<Vec<Disagreement>> {
    // A day of tolerance: the clocks of two machines, or a change of the clock, are no damage.
    disagreements(
        reader,
        "
        SELECT
            NULL AS article, NULL AS number,
            'the time of upgrade ' || version || ' in refinery_schema_history can''t be right' AS detail
        FROM (
            SELECT version, applied_on, lag(applied_on) OVER (ORDER BY version) AS before FROM refinery_schema_history
        )
        WHERE julianday(applied_on) IS NULL OR julianday(applied_on) < julianday(before) - 1
        ORDER BY version
        ",
    )
}

/// Bytes of a kind that no import gives.
pub(crate) fn media_types(reader: &Reader) -> Result<Vec<Disagreement>> {
    disagreements(
        reader,
        "
        SELECT version.article, version.number, 'its bytes are of a kind that there isn''t: ' || blob.media_type AS detail
        FROM blob
        LEFT JOIN version ON version.blob = blob.id
        WHERE blob.media_type NOT IN (
            'text/plain', 'text/html', 'text/markdown', 'text/csv', 'text/tab-separated-values', 'application/json'
        )
        ORDER BY version.article, version.number
        ",
    )
}

/// Entries of the full-text index that lead to no page of it, which FTS5 doesn't compare.
pub(crate) fn index_entries(reader: &Reader) -> Result<Vec<Disagreement>> {
    disagreements(
        reader,
        "
        SELECT NULL AS article, NULL AS number, 'text_fts_idx leads to a page that text_fts_data doesn''t have' AS detail
        WHERE EXISTS (
            SELECT 1
            FROM text_fts_idx
            WHERE pgno IS NULL
                OR NOT EXISTS (SELECT 1 FROM text_fts_data WHERE text_fts_data.id = (segid << 37) + (pgno >> 1))
        )
        ",
    )
}
