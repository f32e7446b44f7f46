//! Repair of dangling references, which programs without foreign key enforcement leave behind. A missing row is
//! restored if other rows determine it: an article from its history, a source from keys. Other rows that refer to
//! nothing are deleted with their history. Bytes and texts are never changed.

use crate::Result;
use crate::store::Writer;
use crate::store::verify::imports;
use rusqlite::named_params;

/// Restores known rows and deletes dangling ones, while the triggers are dropped.
pub(crate) fn mend(writer: &Writer) -> Result<()> {
    // In this order, because later steps refer to the rows that earlier ones restore.
    for step in [OPERATIONS, ARTICLES, SOURCES, OUTLETS, REST, HISTORY] {
        super::attempt(writer, || Ok(writer.execute_batch(step)?))?;
    }
    Ok(())
}

/// Deletes rows of files that no import found so. The next import adds them again.
pub(crate) fn forget_files(writer: &Writer) -> Result<()> {
    for file in imports::files(writer)? {
        writer.execute("DELETE FROM file WHERE id = :id", named_params! { ":id": file.id })?;
    }
    Ok(())
}

/// Makes the changes that must be recorded, once the triggers exist again.
pub(crate) fn mend_recorded(writer: &Writer) -> Result<()> {
    super::attempt(writer, || Ok(writer.execute_batch(RECORDED)?))
}

/// A missing operation gets a row with its time. References to operations that another program invented are removed.
const OPERATIONS: &str = "
    CREATE TEMP TABLE lost_operation AS
    SELECT id, min(at) AS at
    FROM (
        SELECT operation AS id, added_at AS at FROM version
        UNION ALL SELECT operation, changed_at FROM metadata_change
        UNION ALL SELECT operation, changed_at FROM definition_change
        UNION ALL SELECT operation, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM import_event
        UNION ALL SELECT operation, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM purged
    )
    WHERE id NOT IN (SELECT id FROM operation)
        AND id BETWEEN 1 AND (SELECT seq FROM sqlite_sequence WHERE name = 'operation')
    GROUP BY id;

    INSERT INTO operation (id, kind, state, started_at, finished_at, program_version)
    SELECT id, 'lost', 'done', at, at, 'unknown' FROM temp.lost_operation;

    DROP TABLE temp.lost_operation;

    UPDATE operation SET undoes = NULL WHERE undoes NOT IN (SELECT id FROM operation);
    UPDATE operation SET undone_by = NULL WHERE undone_by NOT IN (SELECT id FROM operation);
    UPDATE version SET undone_by = NULL WHERE undone_by NOT IN (SELECT id FROM operation);
    UPDATE outside_change SET undone_by = NULL WHERE undone_by NOT IN (SELECT id FROM operation);
    UPDATE definition_change SET undone_by = NULL WHERE undone_by NOT IN (SELECT id FROM operation);
    UPDATE purged SET allowed_by = NULL WHERE allowed_by NOT IN (SELECT id FROM operation);
    UPDATE file SET missing_since = NULL WHERE missing_since NOT IN (SELECT id FROM operation);
    UPDATE container SET missing_since = NULL WHERE missing_since NOT IN (SELECT id FROM operation);
    UPDATE article
    SET removed_by = (
        SELECT metadata_change.operation
        FROM metadata_change
        WHERE metadata_change.article = article.id AND metadata_change.field = 'removed_at'
        ORDER BY metadata_change.id DESC
        LIMIT 1
    )
    WHERE removed_by NOT IN (SELECT id FROM operation);
";

/// An article whose row is gone and whose versions are there gets its row again, with the values that are recorded.
const ARTICLES: &str = "
    INSERT INTO article (
        id, key, source, title, subtitle, author, published, modified, url, language, section, added_at, removed_at
    )
    SELECT
        lost.id,
        coalesce(lost.key, (SELECT path FROM import_event WHERE article = lost.id ORDER BY id LIMIT 1)),
        coalesce((SELECT source FROM file WHERE article = lost.id LIMIT 1), 0),
        lost.title, lost.subtitle, lost.author, lost.published, lost.modified, lost.url, lost.language, lost.section,
        (SELECT min(added_at) FROM version WHERE article = lost.id),
        lost.removed_at
    FROM (
        SELECT
            version.article AS id,
            max(iif(last.field = 'key', last.new, NULL)) AS key,
            max(iif(last.field = 'title', last.new, NULL)) AS title,
            max(iif(last.field = 'subtitle', last.new, NULL)) AS subtitle,
            max(iif(last.field = 'author', last.new, NULL)) AS author,
            max(iif(last.field = 'published', last.new, NULL)) AS published,
            max(iif(last.field = 'modified', last.new, NULL)) AS modified,
            max(iif(last.field = 'url', last.new, NULL)) AS url,
            max(iif(last.field = 'language', last.new, NULL)) AS language,
            max(iif(last.field = 'section', last.new, NULL)) AS section,
            max(iif(last.field = 'removed_at', last.new, NULL)) AS removed_at
        FROM version
        LEFT JOIN metadata_change AS last ON last.article = version.article AND last.id IN (
            SELECT max(id) FROM metadata_change WHERE article = version.article GROUP BY field
        )
        WHERE version.article NOT IN (SELECT id FROM article)
        GROUP BY version.article
    ) AS lost
    WHERE coalesce(lost.key, (SELECT path FROM import_event WHERE article = lost.id)) IS NOT NULL;

    UPDATE article SET outlet = 0
    WHERE version IS NULL
        AND outlet IS NULL
        AND (
            SELECT new FROM metadata_change WHERE article = article.id AND field = 'outlet' ORDER BY id DESC LIMIT 1
        ) IS NOT NULL;
";

/// The source of an article is that of its file, or the one whose name its key begins with.
const SOURCES: &str = "
    UPDATE article
    SET source = (
        SELECT file.source
        FROM file
        JOIN source ON source.id = file.source
        WHERE file.article = article.id
        LIMIT 1
    )
    WHERE source NOT IN (SELECT id FROM source)
        AND EXISTS (
            SELECT 1 FROM file JOIN source ON source.id = file.source WHERE file.article = article.id
        );

    INSERT OR IGNORE INTO source (name)
    SELECT substr(key, 1, instr(key, '/') - 1)
    FROM article
    WHERE source NOT IN (SELECT id FROM source) AND instr(key, '/') > 1;

    UPDATE article
    SET source = (SELECT id FROM source WHERE name = substr(article.key, 1, instr(article.key, '/') - 1))
    WHERE source NOT IN (SELECT id FROM source)
        AND EXISTS (SELECT 1 FROM source WHERE name = substr(article.key, 1, instr(article.key, '/') - 1));

    UPDATE source
    SET last_root = (
        SELECT new
        FROM definition_change
        WHERE relation = 'source' AND subject = source.name AND attribute = 'last_root'
        ORDER BY id DESC
        LIMIT 1
    )
    WHERE last_root IS NULL;

    UPDATE source
    SET settings = coalesce(
        (
            SELECT new
            FROM definition_change
            WHERE relation = 'source' AND subject = source.name AND attribute = 'settings'
            ORDER BY id DESC
            LIMIT 1
        ),
        '{}'
    )
    WHERE settings = '{}';
";

/// An outlet whose row is gone while its history says that it is there comes back; the outlet of an article is the one
/// that the article's history names.
const OUTLETS: &str = "
    INSERT OR IGNORE INTO outlet (id, name, homepage, parent)
    SELECT
        CAST(named.subject AS INTEGER),
        named.new,
        (
            SELECT new FROM definition_change
            WHERE relation = 'outlet' AND attribute = 'homepage' AND subject = named.subject
            ORDER BY id DESC LIMIT 1
        ),
        (
            SELECT CAST(new AS INTEGER) FROM definition_change
            WHERE relation = 'outlet' AND attribute = 'parent' AND subject = named.subject
            ORDER BY id DESC LIMIT 1
        )
    FROM definition_change AS named
    WHERE named.id IN (
            SELECT max(id) FROM definition_change WHERE relation = 'outlet' AND attribute = 'name' GROUP BY subject
        )
        AND named.new IS NOT NULL
        AND CAST(named.subject AS INTEGER) NOT IN (SELECT id FROM outlet);

    CREATE TEMP TABLE named_outlet AS
    SELECT article.outlet AS id, metadata_change.new AS name
    FROM article
    JOIN metadata_change ON metadata_change.article = article.id
    WHERE article.outlet NOT IN (SELECT id FROM outlet)
        AND metadata_change.id = (
            SELECT max(id) FROM metadata_change WHERE article = article.id AND field = 'outlet'
        )
        AND metadata_change.new NOT IN (SELECT name FROM outlet)
    GROUP BY article.outlet;

    INSERT OR IGNORE INTO outlet (id, name) SELECT id, name FROM temp.named_outlet;

    INSERT INTO definition_change (relation, subject, attribute, new, origin, operation, changed_at)
    SELECT 'outlet', CAST(id AS TEXT), 'name', name, origin, operation, at
    FROM temp.named_outlet
    JOIN (SELECT origin, operation, at FROM active_operation);

    DROP TABLE temp.named_outlet;

    UPDATE article
    SET outlet = (
        SELECT outlet.id
        FROM metadata_change
        LEFT JOIN outlet ON outlet.name = metadata_change.new
        WHERE metadata_change.article = article.id AND metadata_change.field = 'outlet'
        ORDER BY metadata_change.id DESC
        LIMIT 1
    )
    WHERE outlet NOT IN (SELECT id FROM outlet);
";

/// The remaining rows refer to missing rows that can't be restored.
const REST: &str = "
    DELETE FROM metadata WHERE article NOT IN (SELECT id FROM article);
    DELETE FROM metadata_change WHERE article NOT IN (SELECT id FROM article);
    DELETE FROM outside_change WHERE change NOT IN (SELECT id FROM metadata_change);
    CREATE TEMP TABLE lost_file AS
    SELECT file.id, file.container
    FROM file
    LEFT JOIN container ON container.id = file.container
    WHERE file.article NOT IN (SELECT id FROM article)
        OR file.source NOT IN (SELECT id FROM source)
        OR file.container IS NOT NULL AND container.source IS NOT file.source;
    UPDATE container
    SET sha256 = zeroblob(32), mtime_ns = NULL
    WHERE id IN (SELECT container FROM temp.lost_file);
    DELETE FROM file WHERE id IN (SELECT id FROM temp.lost_file);
    DROP TABLE temp.lost_file;
    DELETE FROM container WHERE source NOT IN (SELECT id FROM source);
    UPDATE version SET layout = NULL
    WHERE layout NOT IN (SELECT id FROM layout) AND reader NOT IN ('row', 'row-page');
    DELETE FROM import_event
    WHERE article NOT IN (SELECT id FROM article) OR operation NOT IN (SELECT id FROM operation);
    DELETE FROM comparison
    WHERE from_version NOT IN (SELECT id FROM version) OR to_version NOT IN (SELECT id FROM version);
    DELETE FROM edit WHERE comparison NOT IN (SELECT id FROM comparison);
    DELETE FROM learned_outlet WHERE outlet NOT IN (SELECT id FROM outlet);
    DELETE FROM boilerplate WHERE outlet NOT IN (SELECT id FROM outlet);
    DELETE FROM purged WHERE operation NOT IN (SELECT id FROM operation);
    INSERT INTO purge_secret (id, secret)
    SELECT 1, randomblob(32) WHERE NOT EXISTS (SELECT 1 FROM purge_secret);
";

/// A recorded change without a difference between old and new is invalid, because no trigger writes one.
const HISTORY: &str = "
    DELETE FROM metadata_change
    WHERE operation IS NULL AND id IN (
        SELECT id
        FROM (
            SELECT id, old, new, lag(new) OVER (PARTITION BY article, field, ordinal ORDER BY id) AS before
            FROM metadata_change
            WHERE field NOT IN ('key')
        )
        WHERE old IS NOT before AND new IS before
    );
    DELETE FROM definition_change
    WHERE operation IS NULL AND id IN (
        SELECT id
        FROM (
            SELECT id, old, new, lag(new) OVER (PARTITION BY relation, subject, attribute ORDER BY id) AS before
            FROM definition_change
        )
        WHERE old IS NOT before AND new IS before
    );
    DELETE FROM outside_change WHERE change NOT IN (SELECT id FROM metadata_change);
";

/// Triggers write the history of these.
const RECORDED: &str = "
    UPDATE outlet SET parent = NULL WHERE parent NOT IN (SELECT id FROM outlet);
    DELETE FROM outlet_alias WHERE outlet NOT IN (SELECT id FROM outlet);
    INSERT INTO field (name, type, repeatable)
    SELECT
        field,
        coalesce(
            (
                SELECT new FROM definition_change
                WHERE relation = 'field' AND subject = metadata.field AND attribute = 'type'
                ORDER BY id DESC LIMIT 1
            ),
            'text'
        ),
        max(ordinal) > 0
    FROM metadata
    WHERE field NOT IN (SELECT name FROM field)
    GROUP BY field;
";
