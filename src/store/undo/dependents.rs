//! What would lose its ground if a unit were turned: later changes of the same values, later versions of the same
//! articles, anything said of an article that would go, and keys that others have by now.

use super::Unit;
use crate::Result;
use crate::model::{ArticleId, OperationId};
use crate::store::file::read::Read as _;
use crate::store::{Reader, Writer};
use rusqlite::{ToSql, named_params};

/// Something that stands and depends on what is to be undone.
#[derive(Debug, Clone)]
pub(crate) struct Dependent {
    /// The operation that did it, with its kind; `None` when another program did.
    pub(crate) operation: Option<(OperationId, String)>,
    /// The row of the change, where another program made it.
    pub(crate) change: Option<i64>,
    /// Whether that is one of `definition_change`.
    pub(crate) is_definition: bool,
    /// The article that it is about.
    pub(crate) article: Option<ArticleId>,
    /// What it did: "changed the title", "made version 3".
    pub(crate) what: String,
}

/// All that depends on the unit that was [noted](super::note), the latest first; of an operation only one thing that
/// it did.
pub(crate) fn dependents(writer: &Writer, unit: Unit, off: bool) -> Result<Vec<Dependent>> {
    let operation = unit.operation();
    let mut found = rows(writer, LATER, named_params! { ":unit": operation })?;
    if off {
        found.extend(rows(writer, OF_ARTICLES_THAT_GO, named_params! { ":unit": operation })?);
    }
    found.extend(rows(writer, KEYS_TAKEN, named_params! { ":unit": operation, ":off": off })?);
    found.sort_by_key(|dependent| {
        let operation = dependent.operation.as_ref().map_or(i64::MAX, |(id, _)| id.0);
        (std::cmp::Reverse(operation), dependent.article)
    });
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

/// Operations that are undone and on which the unit, which is to be done again, builds: they added the articles that it
/// changed, or made the versions before its own. The latest first.
pub(crate) fn grounds(reader: &Reader, unit: OperationId) -> Result<Vec<(OperationId, String)>> {
    let mut statement = reader.prepare(
        "
        SELECT operation.id, operation.kind
        FROM (
            SELECT article FROM temp.touched
            UNION
            SELECT article FROM temp.turned
        ) AS concerned
        CROSS JOIN version ON version.article = concerned.article AND version.number = 1
        JOIN operation ON operation.id = version.operation
        WHERE operation.undone_by IS NOT NULL AND operation.id <> :unit
        UNION
        SELECT operation.id, operation.kind
        FROM temp.turned
        CROSS JOIN version
            ON version.article = turned.article AND version.number = (
                SELECT max(before.number)
                FROM version AS before
                WHERE before.article = turned.article AND before.number < turned.last AND before.operation <> :unit
            )
        JOIN operation ON operation.id = version.operation
        -- One that was undone before the unit was done is no ground of it.
        WHERE operation.undone_by > :unit AND operation.id <> :unit
        ORDER BY 1 DESC
        ",
    )?;
    let grounds = statement
        .query_map(named_params! { ":unit": unit }, |row| Ok((row.read("id")?, row.read("kind")?)))?;
    Ok(grounds.collect::<rusqlite::Result<_>>()?)
}

const LATER: &str = "
    SELECT
        standing_change.operation, operation.kind, standing_change.id AS change, FALSE AS is_definition,
        standing_change.article, 'changed the ' || standing_change.field AS what
    FROM temp.touched
    CROSS JOIN standing_change
        ON standing_change.article = touched.article AND standing_change.field = touched.field
            AND standing_change.id > touched.last
    LEFT JOIN operation ON operation.id = standing_change.operation
    UNION ALL
    SELECT version.operation, operation.kind, NULL, FALSE, version.article, 'made version ' || version.number
    FROM temp.turned
    CROSS JOIN version
        ON version.article = turned.article AND version.number > turned.last AND version.undone_by IS NULL
    JOIN operation ON operation.id = version.operation
    UNION ALL
    SELECT
        standing_definition.operation, operation.kind, standing_definition.id, TRUE, NULL,
        CASE defined.relation
            WHEN 'outlet' THEN 'changed the ' || defined.attribute || ' of outlet ' || defined.subject
            WHEN 'outlet_alias' THEN 'changed what the name ' || defined.subject || ' means'
            ELSE 'changed the definition of the field ' || defined.subject
        END
    FROM temp.defined
    CROSS JOIN standing_definition
        ON standing_definition.relation = defined.relation AND standing_definition.subject = defined.subject
            AND standing_definition.attribute = defined.attribute AND standing_definition.id > defined.last
    LEFT JOIN operation ON operation.id = standing_definition.operation
    -- Where a source lies is no content: the last import that stands says.
    WHERE defined.relation <> 'source'
    UNION ALL
    SELECT
        standing_change.operation, operation.kind, standing_change.id, FALSE, standing_change.article,
        'used another definition of the field ' || standing_change.field
    FROM temp.defined
    JOIN definition_change ON definition_change.id = defined.last
    CROSS JOIN standing_change ON standing_change.field = defined.subject
    LEFT JOIN operation ON operation.id = standing_change.operation
    LEFT JOIN outside_change ON outside_change.change = standing_change.id
    WHERE defined.relation = 'field' AND defined.attribute IN ('type', 'repeatable')
        AND definition_change.old IS NOT NULL AND definition_change.new IS NOT NULL
        AND standing_change.new IS NOT NULL AND standing_change.operation IS NOT :unit
        AND coalesce(standing_change.operation, outside_change.after_operation) >= coalesce(
            definition_change.operation, definition_change.after_operation
        )
    ORDER BY 1 DESC, 5, 3
";

const OF_ARTICLES_THAT_GO: &str = "
    SELECT
        standing_change.operation, operation.kind, standing_change.id AS change, FALSE AS is_definition,
        standing_change.article, 'changed the ' || standing_change.field AS what
    FROM temp.turned
    CROSS JOIN standing_change
        ON standing_change.article = turned.article AND standing_change.operation IS NOT :unit
    LEFT JOIN operation ON operation.id = standing_change.operation
    WHERE NOT EXISTS (
        SELECT 1
        FROM version
        WHERE version.article = turned.article AND version.undone_by IS NULL AND version.operation <> :unit
    )
    ORDER BY 1 DESC, 5, 3
";

/// Articles that have a key which another one is to have again.
const KEYS_TAKEN: &str = "
    WITH wanted (article, key) AS (
        SELECT
            moving.article,
            coalesce(
                (
                    SELECT standing_change.new
                    FROM standing_change
                    WHERE standing_change.article = moving.article AND standing_change.field = 'key'
                        AND (NOT :off OR standing_change.operation IS NOT :unit)
                    ORDER BY standing_change.id DESC
                    LIMIT 1
                ),
                (
                    SELECT metadata_change.new
                    FROM metadata_change
                    WHERE NOT :off AND metadata_change.operation = :unit
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
            SELECT article FROM temp.touched WHERE field = 'key'
            UNION
            SELECT turned.article
            FROM temp.turned
            JOIN article ON article.id = turned.article
            WHERE NOT :off AND article.version IS NULL
        ) AS moving
    )
    SELECT
        version.operation, operation.kind, NULL AS change, FALSE AS is_definition, NULL AS article,
        'added article ' || other.id || ', which has the key ' || wanted.key AS what
    FROM wanted
    JOIN article AS other ON other.key = wanted.key AND other.id <> wanted.article
    JOIN version ON version.article = other.id AND version.undone_by IS NULL
    JOIN operation ON operation.id = version.operation
    WHERE other.id NOT IN (SELECT article FROM temp.touched WHERE field = 'key')
    ORDER BY version.operation DESC, other.id
";

/// Names a dependent's operation for people.
impl Dependent {
    /// `operation 8 (meta set) changed the title of article 3`.
    pub(crate) fn sentence(&self) -> String {
        let who = self
            .operation
            .as_ref()
            .map_or_else(|| "another program".to_owned(), |(id, kind)| format!("operation {id} ({kind})"));
        let of = self.article.map(|article| format!(" of article {article}")).unwrap_or_default();
        format!("{who} {}{of}", self.what)
    }
}
