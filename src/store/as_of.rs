//! Reading a past state of the corpus. The connection gets temporary tables and views with the names of the tables.
//! They hold the state that the history records. The views of the schema are created again on top of them. SQLite
//! resolves names in the temporary schema first, so that the same statements, also the user's, read the past.
//!
//! Bytes and texts never change, so they are read from the main schema. The table `file` has no history.

use super::past::Past;
use super::{Corpus, Reader};
use crate::Result;
use crate::model::OperationId;
use crate::store::file::definitions::{Definition, expected};
use crate::store::file::read::Read as _;
use rusqlite::{Connection, named_params};
use std::collections::BTreeMap;

impl Corpus {
    /// Switches all later reads to a past state. The corpus must be open for reading.
    pub(crate) fn look_back(&mut self, past: Past) -> Result<()> {
        // The temporary tables don't change the corpus, but `query_only` would forbid them.
        self.connection.pragma_update(None, "query_only", false)?;
        let shown = show(&self.connection, &past);
        self.connection.pragma_update(None, "query_only", true)?;
        shown?;
        self.past = Some(past);
        Ok(())
    }
}

/// Creates the temporary tables and views. A transaction stays open, so that no later change becomes visible.
pub(super) fn show(connection: &Connection, past: &Past) -> Result<()> {
    connection.execute_batch("BEGIN")?;
    // The order matters: each batch reads the tables of the ones before.
    create_past_table(connection, past)?;
    create_undone_table(connection, past.operation)?;
    connection.execute_batch(HISTORY)?;
    connection.execute_batch(DEFINITIONS)?;
    connection.execute_batch(ARTICLES)?;
    connection.execute_batch(METADATA)?;
    connection.execute_batch(ANALYSIS)?;
    for view in views(connection)? {
        connection.execute_batch(&view)?;
    }
    Ok(())
}

fn create_past_table(connection: &Connection, past: &Past) -> Result<()> {
    connection.execute_batch("CREATE TEMP TABLE past (operation INTEGER NOT NULL, until TEXT)")?;
    connection.execute(
        "INSERT INTO temp.past (operation, until) VALUES (:operation, :until)",
        named_params! { ":operation": past.operation, ":until": past.end },
    )?;
    Ok(())
}

/// Creates the table of operations that were undone in the past state, with their undos.
fn create_undone_table(connection: &Connection, last: OperationId) -> Result<()> {
    connection
        .execute_batch("CREATE TEMP TABLE undone (operation INTEGER PRIMARY KEY, undone_by INTEGER)")?;
    for (operation, by) in undone(connection, last)? {
        connection.execute(
            "INSERT INTO temp.undone (operation, undone_by) VALUES (:operation, :by)",
            named_params! { ":operation": operation, ":by": by },
        )?;
    }
    Ok(())
}

/// The operations that were undone right after operation `last`, each with its undo.
///
/// For example, if 2 undid 1 and 3 undid 2, then 1 is not undone, and 2 is undone by 3.
pub(crate) fn undone(reader: &Reader, last: OperationId) -> Result<Vec<(i64, i64)>> {
    let mut statement = reader
        .prepare("SELECT id, undoes FROM main.operation WHERE kind = 'undo' AND id <= :last ORDER BY id")?;
    let undos = statement
        .query_map(named_params! { ":last": last }, |row| Ok((row.read("id")?, row.read("undoes")?)))?
        .collect::<rusqlite::Result<Vec<(i64, Option<i64>)>>>()?;
    let (mut targets, mut undone) = (BTreeMap::new(), BTreeMap::new());
    for (id, recorded) in undos {
        // An undo is later than its target. Another order is damage, which `verify` reports. It could be a cycle,
        // so it counts as an undo of nothing.
        let earlier = recorded.filter(|target| *target < id);
        targets.insert(id, earlier);
        let Some(target) = earlier else { continue };
        // A chain of undos toggles the operation at its root.
        let mut root = target;
        // Ends, because each step leads to an earlier operation.
        while let Some(Some(before)) = targets.get(&root) {
            root = *before;
        }
        // An undo of an undo also ends the effect of the undo between them.
        if target != root {
            undone.insert(target, id);
        }
        if undone.remove(&root).is_none() {
            undone.insert(root, id);
        }
    }
    Ok(undone.into_iter().collect())
}

const HISTORY: &str = "
    CREATE TEMP VIEW operation AS
    SELECT
        id, kind, state, started_at, finished_at, arguments, message, summary, program_version, host, process, undoes,
        (SELECT undone.undone_by FROM temp.undone WHERE undone.operation = main.operation.id) AS undone_by
    FROM main.operation
    WHERE id <= (SELECT past.operation FROM temp.past);

    CREATE TEMP VIEW version AS
    SELECT
        id, article, number, blob, text, charset, lossy, reader, rules, layout, operation, kind, added_at, captured,
        (SELECT undone.undone_by FROM temp.undone WHERE undone.operation = main.version.operation) AS undone_by
    FROM main.version
    WHERE operation <= (SELECT past.operation FROM temp.past);

    CREATE TEMP VIEW import_event AS
    SELECT id, operation, path, outcome, article, version, detail, moved_from, key_from_sidecar
    FROM main.import_event
    WHERE operation <= (SELECT past.operation FROM temp.past);

    CREATE TEMP VIEW metadata_change AS
    SELECT id, article, field, ordinal, old, new, origin, operation, changed_at
    FROM main.metadata_change
    WHERE CASE
        WHEN operation IS NOT NULL THEN operation <= (SELECT past.operation FROM temp.past)
        ELSE (
            SELECT
                CASE
                    WHEN past.until IS NULL THEN outside_change.after_operation < past.operation
                    ELSE main.metadata_change.changed_at < past.until
                END
            FROM temp.past
            LEFT JOIN main.outside_change ON outside_change.change = main.metadata_change.id
        )
    END;

    CREATE TEMP VIEW definition_change AS
    SELECT
        id, relation, subject, attribute, old, new, origin, operation, changed_at, after_operation, undone_by
    FROM main.definition_change
    WHERE CASE
        WHEN operation IS NOT NULL THEN operation <= (SELECT past.operation FROM temp.past)
        ELSE origin = 'upgrade' OR (
            SELECT
                CASE
                    WHEN past.until IS NULL THEN main.definition_change.after_operation < past.operation
                    ELSE main.definition_change.changed_at < past.until
                END
            FROM temp.past
        )
    END;
";

/// The past definitions: for each attribute, the value of its last change.
const DEFINITIONS: &str = "
    CREATE TEMP TABLE former_definition (
        relation TEXT, subject TEXT, attribute TEXT, value TEXT, PRIMARY KEY (relation, subject, attribute)
    ) WITHOUT ROWID;

    INSERT INTO temp.former_definition (relation, subject, attribute, value)
    SELECT relation, subject, attribute, new
    FROM temp.definition_change
    WHERE id IN (SELECT max(id) FROM temp.definition_change GROUP BY relation, subject, attribute)
        AND new IS NOT NULL;

    CREATE TEMP TABLE outlet (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE, homepage TEXT, parent INTEGER
    );
    CREATE INDEX temp.former_outlet_name ON outlet (name);

    INSERT INTO temp.outlet (id, name, homepage, parent)
    SELECT
        CAST(named.subject AS INTEGER), named.value, homepage.value, CAST(parent.value AS INTEGER)
    FROM temp.former_definition AS named
    LEFT JOIN temp.former_definition AS homepage
        ON homepage.relation = 'outlet' AND homepage.subject = named.subject AND homepage.attribute = 'homepage'
    LEFT JOIN temp.former_definition AS parent
        ON parent.relation = 'outlet' AND parent.subject = named.subject AND parent.attribute = 'parent'
    WHERE named.relation = 'outlet' AND named.attribute = 'name';

    CREATE TEMP TABLE outlet_alias (
        alias TEXT PRIMARY KEY COLLATE NOCASE, kind TEXT NOT NULL, outlet INTEGER NOT NULL
    ) WITHOUT ROWID;

    INSERT INTO temp.outlet_alias (alias, kind, outlet)
    SELECT named.value, kind.value, CAST(outlet.value AS INTEGER)
    FROM temp.former_definition AS named
    JOIN temp.former_definition AS kind
        ON kind.relation = 'outlet_alias' AND kind.subject = named.subject AND kind.attribute = 'kind'
    JOIN temp.former_definition AS outlet
        ON outlet.relation = 'outlet_alias' AND outlet.subject = named.subject AND outlet.attribute = 'outlet'
    WHERE named.relation = 'outlet_alias' AND named.attribute = 'name';

    CREATE TEMP TABLE field (
        name TEXT PRIMARY KEY, type TEXT, repeatable INTEGER, standard INTEGER, schema_org TEXT, description TEXT
    ) WITHOUT ROWID;

    INSERT INTO temp.field (name, type, repeatable, standard, schema_org, description)
    SELECT name, type, repeatable, standard, schema_org, description FROM main.field WHERE standard
    UNION ALL
    SELECT typed.subject, typed.value, CAST(repeatable.value AS INTEGER), 0, NULL, description.value
    FROM temp.former_definition AS typed
    LEFT JOIN temp.former_definition AS repeatable
        ON repeatable.relation = 'field' AND repeatable.subject = typed.subject
            AND repeatable.attribute = 'repeatable'
    LEFT JOIN temp.former_definition AS description
        ON description.relation = 'field' AND description.subject = typed.subject
            AND description.attribute = 'description'
    WHERE typed.relation = 'field' AND typed.attribute = 'type';
";

/// Past articles. Only articles with later changes are rebuilt. The others are read from the main schema.
const ARTICLES: &str = "
    CREATE TEMP TABLE former (
        id INTEGER PRIMARY KEY, key TEXT, source INTEGER, version INTEGER, title TEXT, subtitle TEXT, outlet INTEGER,
        author TEXT, published TEXT, modified TEXT, url TEXT, language TEXT, section TEXT, added_at TEXT,
        removed_at TEXT, removed_by INTEGER, outlet_name TEXT
    );

    INSERT INTO temp.former (id)
    SELECT article
    FROM main.metadata_change
    WHERE operation > (SELECT past.operation FROM temp.past)
    UNION
    SELECT metadata_change.article
    FROM main.outside_change
    JOIN main.metadata_change ON metadata_change.id = outside_change.change
    WHERE outside_change.change NOT IN (SELECT id FROM temp.metadata_change WHERE operation IS NULL)
    UNION
    SELECT article FROM main.version WHERE operation > (SELECT past.operation FROM temp.past)
    UNION
    SELECT version.article
    FROM main.operation
    CROSS JOIN main.version ON version.operation = operation.id
    LEFT JOIN temp.undone ON undone.operation = operation.id
    WHERE (main.operation.undone_by IS NULL) <> (undone.operation IS NULL);

    UPDATE temp.former
    SET version = (
        SELECT version.id
        FROM temp.version
        WHERE version.article = former.id AND version.undone_by IS NULL
        ORDER BY coalesce(version.captured, version.added_at) DESC, version.number DESC
        LIMIT 1
    );

    CREATE TEMP TABLE former_value (
        article INTEGER, field TEXT, ordinal INTEGER, value TEXT, change INTEGER,
        PRIMARY KEY (article, field, ordinal)
    ) WITHOUT ROWID;

    INSERT INTO temp.former_value (article, field, ordinal, change)
    SELECT metadata_change.article, metadata_change.field, metadata_change.ordinal, max(metadata_change.id)
    FROM temp.former
    CROSS JOIN temp.metadata_change ON metadata_change.article = former.id
    WHERE former.version IS NOT NULL
    GROUP BY metadata_change.article, metadata_change.field, metadata_change.ordinal;

    UPDATE temp.former_value
    SET value = (SELECT metadata_change.new FROM main.metadata_change WHERE metadata_change.id = change);

    CREATE TEMP VIEW former_single AS
    SELECT article, field, value FROM temp.former_value WHERE ordinal = 0;

    UPDATE temp.former
    SET
        key = coalesce(
            (SELECT value FROM temp.former_single WHERE article = former.id AND field = 'key'),
            (
                SELECT metadata_change.old
                FROM main.metadata_change
                WHERE metadata_change.article = former.id AND metadata_change.field = 'key'
                ORDER BY metadata_change.id
                LIMIT 1
            ),
            (SELECT article.key FROM main.article WHERE article.id = former.id)
        ),
        source = (SELECT article.source FROM main.article WHERE article.id = former.id),
        added_at = (SELECT article.added_at FROM main.article WHERE article.id = former.id),
        title = (SELECT value FROM temp.former_single WHERE article = former.id AND field = 'title'),
        subtitle = (SELECT value FROM temp.former_single WHERE article = former.id AND field = 'subtitle'),
        outlet_name = (SELECT value FROM temp.former_single WHERE article = former.id AND field = 'outlet'),
        author = (SELECT value FROM temp.former_single WHERE article = former.id AND field = 'author'),
        published = (SELECT value FROM temp.former_single WHERE article = former.id AND field = 'published'),
        modified = (SELECT value FROM temp.former_single WHERE article = former.id AND field = 'modified'),
        url = (SELECT value FROM temp.former_single WHERE article = former.id AND field = 'url'),
        language = (SELECT value FROM temp.former_single WHERE article = former.id AND field = 'language'),
        section = (SELECT value FROM temp.former_single WHERE article = former.id AND field = 'section'),
        removed_at = (SELECT value FROM temp.former_single WHERE article = former.id AND field = 'removed_at')
    WHERE version IS NOT NULL;

    -- Before schema 2 the names of outlets have no history, so a former name is a new outlet.
    INSERT INTO temp.outlet (name)
    SELECT DISTINCT outlet_name
    FROM temp.former
    WHERE outlet_name IS NOT NULL AND outlet_name NOT IN (SELECT name FROM temp.outlet);

    UPDATE temp.former
    SET outlet = (SELECT outlet.id FROM temp.outlet WHERE outlet.name = outlet_name)
    WHERE outlet_name IS NOT NULL;

    CREATE TEMP VIEW article AS
    SELECT
        id, key, source, version, title, subtitle, outlet, author, published, modified, url, language, section,
        added_at, removed_at, removed_by
    FROM main.article
    WHERE id NOT IN (SELECT former.id FROM temp.former)
    UNION ALL
    SELECT
        id, key, source, version, title, subtitle, outlet, author, published, modified, url, language, section,
        added_at, removed_at, removed_by
    FROM temp.former
    WHERE version IS NOT NULL;
";

const METADATA: &str = "
    CREATE TEMP VIEW metadata AS
    SELECT article, field, ordinal, value
    FROM main.metadata
    WHERE article NOT IN (SELECT former.id FROM temp.former)
    UNION ALL
    SELECT article, field, ordinal, value
    FROM temp.former_value
    WHERE value IS NOT NULL AND field IN (SELECT field.name FROM temp.field WHERE NOT field.standard);
";

/// Boilerplate is learned from the current texts, so a past state has none. Edits need no tables: the views join them
/// to the versions of the past state.
const ANALYSIS: &str = "
    CREATE TEMP VIEW learned_outlet AS
    SELECT outlet, rules, articles, texts FROM main.learned_outlet WHERE FALSE;

    CREATE TEMP VIEW boilerplate AS
    SELECT outlet, hash, articles, wording FROM main.boilerplate WHERE FALSE;
";

/// The views for the temporary schema, as this program defines them. The file's own views may have been altered.
fn views(connection: &Connection) -> Result<Vec<String>> {
    let mut statement = connection.prepare("SELECT name FROM temp.sqlite_schema")?;
    let there: Vec<String> = statement.query_map([], |row| row.read(0))?.collect::<rusqlite::Result<_>>()?;
    let mut views: Vec<&Definition> = expected()?
        .iter()
        .filter(|definition| definition.kind == "view" && !there.contains(&definition.name))
        .collect();
    views.sort_unstable_by_key(|view| &view.name);
    let sql = views.iter().filter_map(|view| view.sql.as_deref());
    Ok(sql.map(|sql| sql.replacen("CREATE VIEW ", "CREATE TEMP VIEW ", 1)).collect())
}
