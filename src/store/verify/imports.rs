//! Events of imports, compared with the resulting articles, versions and keys.

use super::derived::{Disagreement, disagreements};
use crate::Result;
use crate::store::Reader;
use crate::store::file::read::Read as _;

/// Events that don't fit the versions and articles that they tell of.
pub(crate) fn events(reader: &Reader) -> Result<Vec<Disagreement>> {
    disagreements(
        reader,
        "
        SELECT
            import_event.article, import_event.version AS number,
            'import_event ' || import_event.id || ' tells of a version that its operation didn''t make' AS detail
        FROM import_event
        WHERE import_event.version IS NOT NULL
            AND NOT EXISTS (
                SELECT 1
                FROM version
                WHERE version.article = import_event.article
                    AND version.number = import_event.version
                    AND version.operation = import_event.operation
                    AND version.kind
                        = CASE import_event.outcome WHEN 'duplicate' THEN 'added' ELSE import_event.outcome END
            )
        UNION ALL
        SELECT
            article, NULL,
            'import_event ' || id || ' can''t be ' || outcome || ' with this version and article'
        FROM import_event
        WHERE (version IS NOT NULL) <> (
                outcome IN ('added', 'changed', 'reverted', 'redecoded', 'recaptured', 'reread', 'duplicate')
            )
            OR (article IS NULL AND outcome NOT IN ('failed', 'skipped'))
        UNION ALL
        SELECT article, NULL, 'import_event ' || id || ' doesn''t tell where the file lay before it moved'
        FROM import_event
        WHERE (outcome = 'moved' OR detail GLOB 'from ?*/?*' AND outcome <> 'failed')
            AND moved_from IS NULL
            -- Before schema 2 only the detail told.
            AND NOT EXISTS (
                SELECT 1
                FROM definition_change
                JOIN operation ON operation.id = import_event.operation
                WHERE definition_change.origin = 'upgrade' AND operation.started_at <= definition_change.changed_at
            )
        UNION ALL
        SELECT article, NULL, 'import_event ' || id || ' can''t be about a key of a sidecar'
        FROM import_event
        WHERE key_from_sidecar AND CASE
                WHEN article IS NULL THEN TRUE
                WHEN outcome IN ('added', 'duplicate') THEN path = coalesce(
                    (
                        SELECT metadata_change.old
                        FROM metadata_change
                        WHERE metadata_change.article = import_event.article AND metadata_change.field = 'key'
                        ORDER BY metadata_change.id
                        LIMIT 1
                    ),
                    (SELECT article.key FROM article WHERE article.id = import_event.article)
                )
                ELSE outcome <> 'failed'
            END
        UNION ALL
        SELECT article, NULL, 'import_event ' || id || ' tells where the file lay before it moved, but not that it did'
        FROM import_event
        WHERE moved_from IS NOT NULL
            AND (typeof(moved_from) NOT IN ('text', 'blob') OR detail IS NULL OR detail NOT GLOB 'from ?*/?*')
        UNION ALL
        SELECT
            import_event.article, NULL,
            'import_event ' || import_event.id || ' tells of two places where the file lay before it moved'
        FROM import_event
        JOIN article ON article.id = import_event.article
        JOIN source ON source.id = article.source
        WHERE typeof(moved_from) = 'text'
            AND coalesce(instr(detail || ';', 'from ' || source.name || '/' || moved_from || ';'), 0) <> 1
        ORDER BY 1, 2, 3
        ",
    )
}

/// Events whose path is none that their article ever had: neither a key, nor the path of its file, nor a path in another
/// event. Some events are exempt, because nothing else records their path: a file that failed because its sidecar names the
/// key of another article, and a file whose key came from a sidecar or a pattern and whose row of `file` is gone.
pub(crate) fn paths(reader: &Reader) -> Result<Vec<Disagreement>> {
    disagreements(
        reader,
        "
        SELECT
            import_event.article AS article, NULL AS number,
            'import_event ' || import_event.id || ' tells of a place that it never had: ' || import_event.path AS detail
        FROM import_event
        JOIN article ON article.id = import_event.article
        JOIN source ON source.id = article.source
        WHERE (import_event.outcome <> 'failed' OR NOT import_event.key_from_sidecar)
            AND import_event.path <> article.key
            -- With a key from a sidecar the file's row alone names the path, and undoing the import deletes that row.
            AND NOT (
                import_event.outcome IN ('added', 'duplicate')
                AND import_event.key_from_sidecar
                AND NOT EXISTS (SELECT 1 FROM file WHERE file.article = import_event.article)
            )
            -- With a key from the source's pattern too, for each of the files that are versions of the article.
            AND NOT (
                import_event.version IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM file WHERE file.article = import_event.article)
                AND EXISTS (
                    SELECT 1
                    FROM definition_change
                    WHERE definition_change.relation = 'source'
                        AND definition_change.subject = source.name
                        AND definition_change.attribute = 'settings'
                        AND definition_change.new LIKE '%{key}%'
                )
            )
            AND NOT EXISTS (
                SELECT 1
                FROM metadata_change
                WHERE metadata_change.article = import_event.article
                    AND metadata_change.field = 'key'
                    AND import_event.path IN (metadata_change.old, metadata_change.new)
            )
            AND NOT EXISTS (
                SELECT 1
                FROM file
                WHERE file.article = import_event.article
                    AND import_event.path = source.name || '/' || CAST(file.path AS TEXT)
            )
            AND NOT EXISTS (
                SELECT 1
                FROM import_event AS other
                WHERE other.article = import_event.article
                    AND other.id <> import_event.id
                    AND import_event.path IN (other.path, source.name || '/' || CAST(other.moved_from AS TEXT))
            )
        ORDER BY import_event.article, import_event.id
        ",
    )
}

/// Articles that aren't of the source whose import added them.
pub(crate) fn sources(reader: &Reader) -> Result<Vec<Disagreement>> {
    disagreements(
        reader,
        "
        SELECT
            article.id AS article, NULL AS number,
            'it is of the source ' || source.name || ', but it was added from ' || import_event.path AS detail
        FROM import_event
        JOIN article ON article.id = import_event.article
        JOIN source ON source.id = article.source
        WHERE import_event.outcome IN ('added', 'duplicate')
            AND substr(import_event.path, 1, length(source.name) + 1) <> source.name || '/'
        ORDER BY article.id
        ",
    )
}

/// A file of which something else is noted than imports did.
pub(crate) struct WrongFile {
    pub(crate) id: i64,
    pub(crate) why: Disagreement,
}

/// Files that aren't where their article's imports found them, of another size than all of its versions, or missing
/// since an import that didn't miss them. The next import notes such a file again.
pub(crate) fn files(reader: &Reader) -> Result<Vec<WrongFile>> {
    let mut statement = reader.prepare(
        "
        SELECT file.id, file.article, 'its file is of another source than itself' AS detail
        FROM file
        JOIN article ON article.id = file.article
        WHERE file.source <> article.source
        UNION ALL
        SELECT file.id, file.article, 'no import found it at ' || CAST(file.path AS TEXT) || ', where its file is said to be'
        FROM file
        JOIN source ON source.id = file.source
        WHERE typeof(file.path) = 'text'
            AND NOT EXISTS (
                SELECT 1
                FROM import_event
                WHERE import_event.article = file.article
                    AND (
                        import_event.path = source.name || '/' || file.path
                        OR import_event.moved_from = file.path
                    )
            )
            AND NOT EXISTS (
                SELECT 1
                FROM import_event
                WHERE import_event.article = file.article AND import_event.key_from_sidecar
                    AND import_event.outcome IN ('added', 'duplicate')
            )
        UNION ALL
        SELECT file.id, file.article, 'its file is said to have a size that no version of it has: ' || file.size
        FROM file
        WHERE NOT EXISTS (
            SELECT 1
            FROM version
            JOIN blob ON blob.id = version.blob
            WHERE version.article = file.article AND blob.size = file.size
        )
        UNION ALL
        SELECT file.id, file.article, 'operation ' || file.missing_since || ' didn''t miss its file'
        FROM file
        WHERE file.missing_since IS NOT NULL
            AND NOT EXISTS (
                SELECT 1
                FROM import_event
                WHERE import_event.article = file.article
                    AND import_event.operation = file.missing_since
                    AND import_event.outcome IN ('missing', 'removed')
            )
        ORDER BY file.article, file.id, detail
        ",
    )?;
    let files = statement.query_map([], |row| {
        // The detail contains a path, which another program may have damaged.
        let detail = String::from_utf8_lossy(row.get_ref("detail")?.as_bytes()?).into_owned();
        let why = Disagreement { article: row.read("article")?, version: None, detail };
        Ok(WrongFile { id: row.read("id")?, why })
    })?;
    Ok(files.collect::<rusqlite::Result<_>>()?)
}
