//! Dependents and prerequisites of a change set. Dependents are later changes of the same values, later versions of the
//! same articles, changes of articles that would disappear, and articles that have taken a key that is needed again.

use super::{ChangeSet, Direction};
use crate::Result;
use crate::model::{ArticleId, OperationId, OperationKind};
use crate::store::file::read::Read as _;
use crate::store::{Reader, Writer};
use rusqlite::{ToSql, named_params};

/// A change that is not undone and depends on the change set.
#[derive(Debug, Clone)]
pub(crate) struct Dependent {
    /// The operation that made it, with its kind; `None` for another program.
    pub(crate) operation: Option<(OperationId, OperationKind)>,
    /// The row of the change, if it is a change of a value or definition.
    pub(crate) change: Option<i64>,
    /// Whether this row is in `definition_change` rather than `metadata_change`.
    pub(crate) is_definition: bool,
    /// The article that it concerns.
    pub(crate) article: Option<ArticleId>,
    /// The change in words: "changed the title", "made version 3".
    pub(crate) what: String,
}

/// The dependents of the change set that [`collect`](super::collect) prepared, latest first, one for each operation.
///
/// For example, if operation 2 set a title and operation 3 changed it, operation 3 depends on operation 2.
pub(crate) fn dependents(
    writer: &Writer,
    change_set: ChangeSet,
    direction: Direction,
) -> Result<Vec<Dependent>> {
    let operation = change_set.operation();
    let is_undo = direction == Direction::Undo;
    let mut found = rows(writer, LATER_CHANGES, named_params! { ":operation": operation })?;
    if is_undo {
        found.extend(rows(
            writer,
            CHANGES_OF_DISAPPEARING_ARTICLES,
            named_params! { ":operation": operation },
        )?);
    }
    found.extend(rows(writer, KEYS_TAKEN, named_params! { ":operation": operation, ":is_undo": is_undo })?);
    found.sort_by_key(|dependent| {
        // Changes of other programs come first: they have to be assigned to an undo before any operation is undone.
        let operation = dependent.operation.as_ref().map_or(i64::MAX, |(id, _)| id.0);
        (std::cmp::Reverse(operation), dependent.article)
    });
    // The user undoes whole operations, so one reason for each is enough. Changes of other programs stay separate, since
    // each of them is assigned to the undo on its own.
    found.dedup_by(|one, other| {
        one.operation.is_some()
            && one.operation.as_ref().map(|(id, _)| id) == other.operation.as_ref().map(|(id, _)| id)
    });
    Ok(found)
}

fn rows(reader: &Reader, sql: &str, parameters: &[(&str, &dyn ToSql)]) -> Result<Vec<Dependent>> {
    let mut statement = reader.prepare(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let operation: Option<OperationId> = row.read("operation")?;
        found.push(Dependent {
            operation: operation.map(|id| Ok::<_, rusqlite::Error>((id, row.read("kind")?))).transpose()?,
            change: row.read("change")?,
            is_definition: row.read("is_definition")?,
            article: row.read("article")?,
            what: row.read("what")?,
        });
    }
    Ok(found)
}

/// Undone operations that have to be redone before `operation` is, latest first: those that added the articles that it
/// changed, or made the versions before its own.
///
/// For example, a title can only be set again after the import of its article has been redone.
pub(crate) fn prerequisites(
    reader: &Reader,
    operation: OperationId,
) -> Result<Vec<(OperationId, OperationKind)>> {
    // Version 1 stands for its article: whoever added it added the article.
    let mut statement = reader.prepare(
        "
        SELECT operation.id, operation.kind
        FROM (
            SELECT article FROM temp.undo_value
            UNION
            SELECT article FROM temp.undo_version
        ) AS concerned
        CROSS JOIN version ON version.article = concerned.article AND version.number = 1
        JOIN operation ON operation.id = version.operation
        WHERE operation.undone_by IS NOT NULL AND operation.id <> :operation
        UNION
        SELECT operation.id, operation.kind
        FROM temp.undo_version
        CROSS JOIN version
            ON version.article = undo_version.article AND version.number = (
                SELECT max(before.number)
                FROM version AS before
                WHERE before.article = undo_version.article AND before.number < undo_version.last AND before.operation <> :operation
            )
        JOIN operation ON operation.id = version.operation
        -- What was undone before this operation began can't be its prerequisite.
        WHERE operation.undone_by > :operation AND operation.id <> :operation
        ORDER BY 1 DESC
        ",
    )?;
    let prerequisites = statement.query_map(named_params! { ":operation": operation }, |row| {
        Ok((row.read("id")?, row.read("kind")?))
    })?;
    Ok(prerequisites.collect::<rusqlite::Result<_>>()?)
}

const LATER_CHANGES: &str = "
    SELECT
        standing_change.operation, operation.kind, standing_change.id AS change, FALSE AS is_definition,
        standing_change.article, 'changed the ' || standing_change.field AS what
    FROM temp.undo_value
    CROSS JOIN standing_change
        ON standing_change.article = undo_value.article AND standing_change.field = undo_value.field
            AND standing_change.id > undo_value.last
    LEFT JOIN operation ON operation.id = standing_change.operation
    UNION ALL
    SELECT version.operation, operation.kind, NULL, FALSE, version.article, 'made version ' || version.number
    FROM temp.undo_version
    CROSS JOIN version
        ON version.article = undo_version.article AND version.number > undo_version.last AND version.undone_by IS NULL
    JOIN operation ON operation.id = version.operation
    UNION ALL
    SELECT
        standing_definition.operation, operation.kind, standing_definition.id, TRUE, NULL,
        CASE undo_definition.relation
            WHEN 'outlet' THEN 'changed the ' || undo_definition.attribute || ' of outlet ' || undo_definition.subject
            WHEN 'outlet_alias' THEN 'changed what the name ' || undo_definition.subject || ' means'
            ELSE 'changed the definition of the field ' || undo_definition.subject
        END
    FROM temp.undo_definition
    CROSS JOIN standing_definition
        ON standing_definition.relation = undo_definition.relation AND standing_definition.subject = undo_definition.subject
            AND standing_definition.attribute = undo_definition.attribute AND standing_definition.id > undo_definition.last
    LEFT JOIN operation ON operation.id = standing_definition.operation
    -- The folder of a source is not content: the latest import that is not undone determines it.
    WHERE undo_definition.relation <> 'source'
    UNION ALL
    SELECT
        standing_change.operation, operation.kind, standing_change.id, FALSE, standing_change.article,
        'used another definition of the field ' || standing_change.field
    FROM temp.undo_definition
    JOIN definition_change ON definition_change.id = undo_definition.last
    CROSS JOIN standing_change ON standing_change.field = undo_definition.subject
    LEFT JOIN operation ON operation.id = standing_change.operation
    LEFT JOIN outside_change ON outside_change.change = standing_change.id
    WHERE undo_definition.relation = 'field' AND undo_definition.attribute IN ('type', 'repeatable')
        AND definition_change.old IS NOT NULL AND definition_change.new IS NOT NULL
        AND standing_change.new IS NOT NULL AND standing_change.operation IS NOT :operation
        AND coalesce(standing_change.operation, outside_change.after_operation) >= coalesce(
            definition_change.operation, definition_change.after_operation
        )
    ORDER BY 1 DESC, 5, 3
";

const CHANGES_OF_DISAPPEARING_ARTICLES: &str = "
    SELECT
        standing_change.operation, operation.kind, standing_change.id AS change, FALSE AS is_definition,
        standing_change.article, 'changed the ' || standing_change.field AS what
    FROM temp.undo_version
    CROSS JOIN standing_change
        ON standing_change.article = undo_version.article AND standing_change.operation IS NOT :operation
    LEFT JOIN operation ON operation.id = standing_change.operation
    WHERE NOT EXISTS (
        SELECT 1
        FROM version
        WHERE version.article = undo_version.article AND version.undone_by IS NULL AND version.operation <> :operation
    )
    ORDER BY 1 DESC, 5, 3
";

/// Articles that have a key which another article needs again.
const KEYS_TAKEN: &str = "
    WITH wanted (article, key) AS (
        SELECT
            moving.article,
            coalesce(
                (
                    SELECT standing_change.new
                    FROM standing_change
                    WHERE standing_change.article = moving.article AND standing_change.field = 'key'
                        AND (NOT :is_undo OR standing_change.operation IS NOT :operation)
                    ORDER BY standing_change.id DESC
                    LIMIT 1
                ),
                (
                    SELECT metadata_change.new
                    FROM metadata_change
                    WHERE NOT :is_undo AND metadata_change.operation = :operation
                        AND metadata_change.article = moving.article AND metadata_change.field = 'key'
                    ORDER BY metadata_change.id DESC
                    LIMIT 1
                ),
                (
                    SELECT metadata_change.old
                    FROM metadata_change
                    WHERE metadata_change.article = moving.article AND metadata_change.field = 'key'
                    ORDER BY metadata_change.id
                    LIMIT 1
                )
            )
        FROM (
            SELECT article FROM temp.undo_value WHERE field = 'key'
            UNION
            SELECT undo_version.article
            FROM temp.undo_version
            JOIN article ON article.id = undo_version.article
            WHERE NOT :is_undo AND article.version IS NULL
        ) AS moving
    )
    SELECT
        version.operation, operation.kind, NULL AS change, FALSE AS is_definition, NULL AS article,
        'added article ' || other.id || ', which has the key ' || wanted.key AS what
    FROM wanted
    JOIN article AS other ON other.key = wanted.key AND other.id <> wanted.article
    JOIN version ON version.article = other.id AND version.undone_by IS NULL
    JOIN operation ON operation.id = version.operation
    WHERE other.id NOT IN (SELECT article FROM temp.undo_value WHERE field = 'key')
    ORDER BY version.operation DESC, other.id
";

impl Dependent {
    /// The change as a clause, for example `operation 8 (meta set) changed the title of article 3`.
    pub(crate) fn sentence(&self) -> String {
        let who = self
            .operation
            .as_ref()
            .map_or_else(|| "another program".to_owned(), |(id, kind)| format!("operation {id} ({kind})"));
        let of = self.article.map(|article| format!(" of article {article}")).unwrap_or_default();
        format!("{who} {}{of}", self.what)
    }
}
