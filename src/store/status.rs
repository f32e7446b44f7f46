//! Counts over the whole corpus, for `ops::status`.

use crate::Result;
use crate::model::CorpusCounts;
use crate::store::Reader;
use crate::store::file::read::Read as _;

/// Counts everything: one pass over the articles, and one over their versions.
pub(crate) fn counts(reader: &Reader) -> Result<CorpusCounts> {
    let counts = "
        SELECT
            count(*) FILTER (WHERE removed_at IS NULL) AS articles,
            count(*) FILTER (WHERE removed_at IS NOT NULL) AS removed,
            count(DISTINCT outlet) FILTER (WHERE removed_at IS NULL) AS outlets,
            min(published) FILTER (WHERE removed_at IS NULL) AS first_published,
            max(published) FILTER (WHERE removed_at IS NULL) AS last_published,
            count(*) FILTER (WHERE removed_at IS NULL AND published IS NULL) AS without_date,
            count(*) FILTER (WHERE removed_at IS NULL AND outlet IS NULL) AS without_outlet,
            (
                SELECT count(*)
                FROM article AS live
                JOIN version ON version.article = live.id AND version.undone_by IS NULL
                WHERE live.version IS NOT NULL AND live.removed_at IS NULL
            ) AS versions,
            (
                SELECT count(DISTINCT file.article)
                FROM file
                JOIN article AS live ON live.id = file.article
                WHERE file.missing_since IS NOT NULL AND live.removed_at IS NULL
            ) AS missing,
            (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size) AS size
        FROM article
        WHERE version IS NOT NULL
        ";
    Ok(reader.query_row(counts, [], |row| {
        Ok(CorpusCounts {
            articles: row.read("articles")?,
            removed: row.read("removed")?,
            versions: row.read("versions")?,
            outlets: row.read("outlets")?,
            first_published: row.read("first_published")?,
            last_published: row.read("last_published")?,
            without_date: row.read("without_date")?,
            without_outlet: row.read("without_outlet")?,
            missing: row.read("missing")?,
            size: row.read("size")?,
        })
    })?)
}
