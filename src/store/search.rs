//! Full text search over the current texts of live articles, with SQLite's FTS5.

use super::Reader;
use crate::model::{SearchHit, Snippet};
use crate::{Error, Result};
use rusqlite::{Row, named_params};

/// Gives the articles that fit an FTS5 query to `visit`, best first; `limit` of them after the first `offset`.
pub(crate) fn search(
    reader: &Reader,
    query: &str,
    limit: u32,
    offset: u32,
    visit: &mut dyn FnMut(SearchHit) -> Result<()>,
) -> Result<()> {
    let mut statement = reader.prepare_cached(
        "
        SELECT
            article.id, article.key, version.number AS version, article.title, outlet.name AS outlet,
            article.published, -bm25(text_fts) AS score,
            snippet(text_fts, 0, :open, :close, '…', 24) AS snippet
        FROM text_fts
        JOIN version ON version.text = text_fts.rowid
        JOIN article ON article.version = version.id AND article.removed_at IS NULL
        LEFT JOIN outlet ON outlet.id = article.outlet
        WHERE text_fts MATCH :query
        ORDER BY rank, article.id
        LIMIT :limit OFFSET :offset
        ",
    )?;
    let mut hits = statement.query_map(
        named_params! {
            ":query": query,
            ":open": Snippet::OPEN.to_string(),
            ":close": Snippet::CLOSE.to_string(),
            ":limit": limit,
            ":offset": offset,
        },
        from_row,
    )?;
    hits.try_for_each(|hit| visit(hit.map_err(|error| explain(error, query))?))
}

/// How many articles fit.
pub(crate) fn count(reader: &Reader, query: &str) -> Result<u64> {
    reader
        .prepare_cached(
            "
            SELECT count(*)
            FROM text_fts
            JOIN version ON version.text = text_fts.rowid
            JOIN article ON article.version = version.id AND article.removed_at IS NULL
            WHERE text_fts MATCH :query
            ",
        )?
        .query_row(named_params! { ":query": query }, |row| row.get(0))
        .map_err(|error| explain(error, query))
}

fn from_row(row: &Row) -> rusqlite::Result<SearchHit> {
    Ok(SearchHit {
        id: row.get("id")?,
        key: row.get("key")?,
        version: row.get("version")?,
        title: row.get("title")?,
        outlet: row.get("outlet")?,
        published: row.get("published")?,
        score: row.get("score")?,
        snippet: Snippet(row.get("snippet")?),
    })
}

/// FTS5 reports a query that it can't read as a plain error.
fn explain(error: rusqlite::Error, query: &str) -> Error {
    let message = error.to_string();
    let about_query = ["fts5:", "no such column", "unterminated string", "unknown special query"]
        .iter()
        .any(|start| message.contains(start));
    if !about_query {
        return error.into();
    }
    Error::invalid(format!("the query {query} can't be read: {message}"))
        .with_hint("FTS5 syntax: peace AND talks, peace OR war, peace NOT war, \"peace talks\", NEAR(peace talks, 5), neg*")
}
