//! Definitions compared with their history, and undone versions compared with their operations.

use crate::Result;
use crate::model::{ArticleId, VersionNumber};
use crate::store::Reader;
use crate::store::file::read::Read as _;

/// Definitions that differ from their last recorded change. For example, `outlet 3 name`.
pub(crate) fn unlike_their_history(reader: &Reader) -> Result<Vec<String>> {
    let mut statement = reader.prepare(
        "
        WITH
            recorded (relation, subject, attribute, value) AS (
                SELECT relation, subject, attribute, new
                FROM definition_change
                WHERE id IN (SELECT max(id) FROM definition_change GROUP BY relation, subject, attribute)
                    AND new IS NOT NULL
                    AND NOT (relation = 'field' AND subject IN (SELECT name FROM field WHERE standard))
            ),
            present (relation, subject, attribute, value) AS (
                SELECT 'outlet', CAST(id AS TEXT), 'name', name FROM outlet
                UNION ALL SELECT 'outlet', CAST(id AS TEXT), 'homepage', homepage FROM outlet
                UNION ALL SELECT 'outlet', CAST(id AS TEXT), 'parent', CAST(parent AS TEXT) FROM outlet
                UNION ALL SELECT 'outlet_alias', lower(alias), 'name', alias FROM outlet_alias
                UNION ALL SELECT 'outlet_alias', lower(alias), 'outlet', CAST(outlet AS TEXT) FROM outlet_alias
                UNION ALL SELECT 'outlet_alias', lower(alias), 'kind', kind FROM outlet_alias
                UNION ALL SELECT 'field', name, 'type', type FROM field WHERE NOT standard
                UNION ALL SELECT 'field', name, 'repeatable', CAST(repeatable AS TEXT) FROM field WHERE NOT standard
                UNION ALL SELECT 'field', name, 'description', description FROM field WHERE NOT standard
                UNION ALL SELECT 'source', name, 'last_root', last_root FROM source
                UNION ALL SELECT 'source', name, 'settings', nullif(settings, '{}') FROM source
            ),
            unlike (relation, subject, attribute, value) AS (
                SELECT relation, subject, attribute, value FROM recorded
                EXCEPT
                SELECT relation, subject, attribute, value FROM present
                UNION ALL
                SELECT relation, subject, attribute, value
                FROM (
                    SELECT relation, subject, attribute, value FROM present WHERE value IS NOT NULL
                    EXCEPT
                    SELECT relation, subject, attribute, value FROM recorded
                )
            )
        SELECT DISTINCT relation || ' ' || subject || ' ' || attribute AS name
        FROM unlike
        ORDER BY name
        ",
    )?;
    let names = statement.query_map([], |row| row.read("name"))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// Versions that count as undone while the operation that made them doesn't, or the other way round.
pub(crate) fn wrongly_undone(reader: &Reader) -> Result<Vec<(ArticleId, VersionNumber)>> {
    let mut statement = reader.prepare(
        "
        SELECT version.article, version.number
        FROM version
        JOIN operation ON operation.id = version.operation
        WHERE version.undone_by IS NOT operation.undone_by
        ORDER BY version.article, version.number
        ",
    )?;
    let versions = statement.query_map([], |row| Ok((row.read("article")?, row.read("number")?)))?;
    Ok(versions.collect::<rusqlite::Result<_>>()?)
}
