//! Containers and layouts beside the files and versions that belong to them.

use super::derived::{Disagreement, disagreements};
use crate::Result;
use crate::store::Reader;

/// Files and versions that don't fit their container or layout.
pub(crate) fn containers(reader: &Reader) -> Result<Vec<Disagreement>> {
    disagreements(
        reader,
        "
        SELECT file.article, NULL AS number, 'its file lies in a container of another source or path' AS detail
        FROM file
        JOIN container ON container.id = file.container
        WHERE file.source <> container.source
            -- Compared as bytes, because a path that isn't UTF-8 is a BLOB. A packed file has the path of its container, and a web
            -- capture is named by its address.
            OR file.path NOT GLOB 'http*://*'
            AND CAST(file.path AS BLOB) <> CAST(container.path AS BLOB)
            AND substr(CAST(file.path AS BLOB), 1, length(CAST(container.path AS BLOB)) + 1)
                <> CAST(CAST(container.path AS BLOB) || '/' AS BLOB)
        UNION ALL
        SELECT file.article, NULL, 'its file lies in a container that it isn''t said to lie in'
        FROM container
        JOIN file ON file.source = container.source
            AND file.container IS NULL
            AND file.missing_since IS NULL
            AND file.path > container.path || '/'
            AND file.path < container.path || '0'
        WHERE typeof(container.path) = 'text' AND container.missing_since IS NULL
        UNION ALL
        SELECT file.article, NULL, 'its file is there, but the container of that is missing'
        FROM file
        JOIN container ON container.id = file.container
        WHERE file.missing_since IS NULL AND container.missing_since IS NOT NULL
        UNION ALL
        SELECT
            version.article, version.number,
            CASE
                WHEN version.layout IS NULL THEN 'it was read from a row, and the layout of its table isn''t known'
                ELSE 'it has the layout of a table, but was read from no row'
            END
        FROM version
        WHERE (version.layout IS NULL) = (version.reader IN ('row', 'row-page'))
        UNION ALL
        SELECT NULL, NULL, 'container ' || id || ' is of a kind that there isn''t: ' || kind
        FROM container
        WHERE kind NOT IN (
            'zip', 'tar', 'gzip', 'zstd', 'bzip2', 'xz', 'warc', 'arc', 'mhtml', 'csv', 'tsv', 'json'
        )
        UNION ALL
        SELECT version.article, version.number, 'it was captured after it was imported'
        FROM version
        WHERE julianday(version.captured) > julianday(version.added_at) + 2
        UNION ALL
        SELECT version.article, version.number, 'it was captured again, but not known when'
        FROM version
        WHERE version.kind = 'recaptured' AND version.captured IS NULL
        ORDER BY 1, 2, 3
        ",
    )
}
