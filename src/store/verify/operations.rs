//! Operations, compared with each other and with their changes: their ends, their undos.

use super::derived::{Disagreement, disagreements};
use crate::Result;
use crate::model::OperationId;
use crate::store::file::read::Read as _;
use crate::store::{Reader, as_of};
use std::collections::BTreeMap;

/// Operations whose record doesn't fit together, or not what it says that they did. Of those that are one transaction
/// the end is the beginning; only imports and purges take longer.
pub(crate) fn records(reader: &Reader) -> Result<Vec<Disagreement>> {
    // Each kind leaves a certain member in its summary, which betrays most changes of the kind.
    disagreements(
        reader,
        "
        WITH known (kind, said) AS (
            VALUES
                ('import', 'source'), ('purge', 'articles'), ('purge allow', 'selected'), ('remove', 'selected'),
                ('restore', 'selected'), ('meta set', 'set'), ('meta unset', 'unset'), ('meta define', 'field'),
                ('meta import', 'rows'), ('outlet add', 'outlet'), ('outlet alias', 'outlet'),
                ('outlet merge', 'into'), ('sql', 'values'), ('reread', 'annotated'), ('repair', 'mended'),
                ('undo', 'articles'), ('lost', NULL)
        )
        SELECT
            NULL AS article, NULL AS number,
            'operation ' || operation.id || ' is of a kind that there isn''t: ' || operation.kind AS detail
        FROM operation
        WHERE operation.kind NOT IN (SELECT kind FROM known)
        UNION ALL
        SELECT NULL, NULL, 'operation ' || operation.id || ' isn''t what its summary says: ' || operation.kind
        FROM operation
        JOIN known ON known.kind = operation.kind
        WHERE operation.state = 'done'
            AND known.said IS NOT NULL
            AND json_type(operation.summary, '$.' || known.said) IS NULL
        UNION ALL
        SELECT NULL, NULL, 'operation ' || id || ' can''t be ' || state
        FROM operation
        WHERE state IN ('interrupted', 'failed') AND kind NOT IN ('import', 'purge')
        UNION ALL
        SELECT NULL, NULL, 'operation ' || id || ' is ' || state || ', which its end or its process contradicts'
        FROM operation
        WHERE (state = 'running') <> (finished_at IS NULL)
            OR (state = 'running') <> (process IS NOT NULL)
            OR state <> 'running' AND host IS NOT NULL
        UNION ALL
        SELECT NULL, NULL, 'operation ' || id || ' didn''t end when it began'
        FROM operation
        WHERE kind NOT IN ('import', 'purge') AND finished_at <> started_at
        UNION ALL
        SELECT NULL, NULL, 'a time of operation ' || id || ' isn''t one'
        FROM operation
        WHERE started_at NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'
            OR finished_at NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'
        UNION ALL
        SELECT NULL, NULL, 'operation ' || id || ' was done by a version of the program that there isn''t: ' || program_version
        FROM operation
        WHERE program_version NOT GLOB '[0-9]*.[0-9]*.[0-9]*' AND program_version <> 'unknown'
        UNION ALL
        SELECT NULL, NULL, 'the operations aren''t counted from 1 without gaps'
        FROM (SELECT count(*) AS rows, max(id) AS last FROM operation)
        WHERE rows <> last
        UNION ALL
        SELECT DISTINCT NULL, NULL, 'sqlite_sequence isn''t where the ids of ' || counted.name || ' are'
        FROM (
            SELECT 'operation' AS name, max(id) AS last, TRUE AS is_all FROM operation
            UNION ALL
            SELECT
                'article',
                max(coalesce((SELECT max(id) FROM article), 0), coalesce((SELECT max(article) FROM purged), 0)),
                NOT EXISTS (SELECT 1 FROM operation WHERE kind IN ('purge', 'repair'))
        ) AS counted
        LEFT JOIN sqlite_sequence ON sqlite_sequence.name = counted.name
        WHERE counted.last > 0
            AND (
                coalesce(sqlite_sequence.seq, 0) < counted.last
                OR is_all AND sqlite_sequence.seq <> counted.last
                OR (SELECT count(*) FROM sqlite_sequence AS same WHERE same.name = counted.name) > 1
            )
        ORDER BY detail
        ",
    )
}

/// Changes that operations of this kind never make.
pub(crate) fn deeds(reader: &Reader) -> Result<Vec<Disagreement>> {
    disagreements(
        reader,
        "
        SELECT
            version.article, version.number,
            'operation ' || operation.id || ' made it, but is no import' AS detail
        FROM version
        JOIN operation ON operation.id = version.operation
        WHERE operation.kind NOT IN ('import', 'lost')
        UNION ALL
        SELECT NULL, NULL, 'operation ' || operation.id || ' has events of imports, but is none'
        FROM operation
        WHERE operation.kind NOT IN ('import', 'lost')
            AND EXISTS (SELECT 1 FROM import_event WHERE import_event.operation = operation.id)
        UNION ALL
        SELECT NULL, NULL, 'operation ' || operation.id || ' is no purge, but purged article ' || purged.article
        FROM purged
        JOIN operation ON operation.id = purged.operation
        WHERE operation.kind NOT IN ('purge', 'lost')
        UNION ALL
        SELECT NULL, NULL, 'operation ' || operation.id || ' can''t have let in article ' || purged.article
        FROM purged
        JOIN operation ON operation.id = purged.allowed_by
        WHERE operation.kind NOT IN ('purge allow', 'lost') OR purged.allowed_by <= purged.operation
        UNION ALL
        SELECT article.id, NULL, 'it was purged, but it is there'
        FROM purged
        JOIN article ON article.id = purged.article
        UNION ALL
        SELECT NULL, NULL, 'the purged article ' || purged.article || ' can''t have had this id'
        FROM purged
        WHERE purged.article < 1
            OR purged.article > (SELECT seq FROM sqlite_sequence WHERE sqlite_sequence.name = 'article')
        UNION ALL
        SELECT article.id, NULL, 'operation ' || article.removed_by || ' didn''t remove it'
        FROM article
        WHERE article.removed_at IS NOT NULL
            AND NOT EXISTS (
                SELECT 1
                FROM metadata_change
                WHERE metadata_change.article = article.id
                    AND metadata_change.field = 'removed_at'
                    AND metadata_change.new = article.removed_at
                    AND metadata_change.operation IS article.removed_by
            )
        UNION ALL
        SELECT article.id, NULL, 'it isn''t removed, but operation ' || article.removed_by || ' is said to have removed it'
        FROM article
        WHERE article.removed_at IS NULL
            AND article.removed_by IS NOT NULL
            -- Another program may have put it back.
            AND NOT EXISTS (
                SELECT 1
                FROM metadata_change
                WHERE metadata_change.article = article.id
                    AND metadata_change.field = 'removed_at'
                    AND metadata_change.operation = article.removed_by
            )
        ORDER BY 1, 2, 3
        ",
    )
}

/// Imports whose record counts other files than their events tell of. A purge or a repair takes events away.
pub(crate) fn sums(reader: &Reader) -> Result<Vec<Disagreement>> {
    // Events can only have become fewer after a later purge or repair, so that fewer are no contradiction then.
    disagreements(
        reader,
        "
        WITH
            counted (operation, outcome, events) AS (
                SELECT operation, outcome, count(*) FROM import_event GROUP BY operation, outcome
            ),
            outcome (name) AS (
                VALUES
                    ('added'), ('changed'), ('reverted'), ('redecoded'), ('recaptured'), ('reread'), ('moved'),
                    ('duplicate'), ('restored'), ('failed'), ('skipped'), ('missing'), ('removed')
            )
        SELECT
            NULL AS article, NULL AS number,
            'import_event doesn''t tell of as many files that were ' || outcome.name || ' in operation '
                || operation.id || ' as its summary' AS detail
        FROM operation
        CROSS JOIN outcome
        LEFT JOIN counted ON counted.operation = operation.id AND counted.outcome = outcome.name
        WHERE operation.kind = 'import'
            AND operation.state = 'done'
            AND CASE
                WHEN EXISTS (SELECT 1 FROM operation AS later WHERE later.kind IN ('purge', 'repair') AND later.id > operation.id)
                    THEN coalesce(counted.events, 0) > coalesce(json_extract(operation.summary, '$.' || outcome.name), 0)
                ELSE coalesce(counted.events, 0) <> coalesce(json_extract(operation.summary, '$.' || outcome.name), 0)
            END
        ORDER BY operation.id, outcome.name
        ",
    )
}

/// The columns of an operation that concern undo.
struct UndoRecord {
    kind: String,
    undoes: Option<i64>,
    undone_by: Option<i64>,
    /// The operation that it undid or redid, according to its summary.
    said: Option<String>,
    /// Whether changes of other programs belong to it.
    claims: bool,
}

/// Operations whose recorded target of undo is impossible, and those whose recorded undo is a different one.
pub(crate) fn undoing(reader: &Reader) -> Result<Vec<Disagreement>> {
    let operations = undoings(reader)?;
    let was_purged = super::articles::was_purged(reader)?;
    // The record is compared with a computation from all undos, the same that `--as-of` uses.
    let last = operations.last_key_value().map_or(0, |(id, _)| *id);
    let undone: BTreeMap<i64, i64> = as_of::undone(reader, OperationId(last))?.into_iter().collect();
    let mut found = Vec::new();
    for (id, operation) in &operations {
        let is_undo = operation.kind == "undo";
        match operation.undoes {
            Some(target) if !is_undo || target >= *id => {
                found.push(format!("operation {id} can't have undone operation {target}"));
            }
            // A purge may have deleted the changes that this undo had reversed.
            None if is_undo && !operation.claims && !was_purged && !is_followed(&operations, *id) => {
                found.push(format!("operation {id} is an undo, but nothing says of what"));
            }
            Some(target) if operation.claims => {
                found.push(format!(
                    "operation {id} undid operation {target} and also changes of other programs"
                ));
            }
            _ => found.extend(unlike_its_summary(&operations, *id, operation)),
        }
        if operation.undone_by != undone.get(id).copied() {
            let shown = |by: Option<i64>| by.map_or("none".to_owned(), |by| format!("operation {by}"));
            found.push(format!(
                "operation {id} was undone by {}, but its record says by {}",
                shown(undone.get(id).copied()),
                shown(operation.undone_by)
            ));
        }
    }
    Ok(found.into_iter().map(|detail| Disagreement { article: None, version: None, detail }).collect())
}

/// Whether a later undo of other programs' changes may have taken over the changes of this one, after a redo.
fn is_followed(operations: &BTreeMap<i64, UndoRecord>, id: i64) -> bool {
    let mut later = operations.range(id + 1..);
    later.any(|(_, operation)| operation.kind == "undo" && operation.undoes.is_none())
}

/// Compares the real target of an undo with the one in its summary.
fn unlike_its_summary(
    operations: &BTreeMap<i64, UndoRecord>,
    id: i64,
    operation: &UndoRecord,
) -> Option<String> {
    let said = operation.said.as_deref()?;
    let (mut root, mut last) = (id, operation);
    // Only earlier targets are followed, so that a damaged circle ends.
    while let ("undo", Some(target)) = (last.kind.as_str(), last.undoes.filter(|target| *target < root)) {
        (root, last) = (target, operations.get(&target)?);
    }
    let really = if last.kind == "undo" {
        "changes of other programs".to_owned()
    } else {
        format!("operation {root} ({})", last.kind)
    };
    (said != really).then(|| format!("operation {id} undid {really}, but its summary says {said}"))
}

fn undoings(reader: &Reader) -> Result<BTreeMap<i64, UndoRecord>> {
    let mut statement = reader.prepare(
        "
        SELECT
            id, kind, undoes, undone_by,
            CASE WHEN kind = 'undo' THEN coalesce(summary ->> '$.undid', summary ->> '$.redid') END AS said,
            EXISTS (SELECT 1 FROM outside_change WHERE outside_change.undone_by = operation.id)
                OR EXISTS (SELECT 1 FROM definition_change WHERE definition_change.undone_by = operation.id) AS claims
        FROM operation
        ORDER BY id
        ",
    )?;
    let undoings = statement.query_map([], |row| {
        let undoing = UndoRecord {
            kind: row.read("kind")?,
            undoes: row.read("undoes")?,
            undone_by: row.read("undone_by")?,
            said: row.read("said")?,
            claims: row.read("claims")?,
        };
        Ok((row.read("id")?, undoing))
    })?;
    Ok(undoings.collect::<rusqlite::Result<_>>()?)
}
