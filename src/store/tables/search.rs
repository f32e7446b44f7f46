//! Full text search over the current texts of live articles, with SQLite's FTS5.

use crate::model::{SearchHit, Snippet};
use crate::store::Reader;
use crate::store::file::read::Read as _;
use crate::store::tables::current::Searched;
use crate::{Error, Result};
use rusqlite::{Row, named_params};
use std::ops::ControlFlow;

/// Gives the texts that fit an FTS5 query to `visit`, those added last first, for as long as it wants more.
pub(crate) fn latest(
    reader: &Reader,
    query: &str,
    visit: &mut dyn FnMut(i64) -> Result<ControlFlow<()>>,
) -> Result<()> {
    let mut statement = reader
        .prepare_cached("SELECT rowid FROM text_fts WHERE text_fts MATCH :query ORDER BY rowid DESC")?;
    let mut texts = statement
        .query_map(named_params! { ":query": query }, |row| row.read(0))
        .map_err(|error| explain(error, query))?;
    while let Some(text) = texts.next().transpose().map_err(|error| explain(error, query))? {
        if visit(text)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// The texts that fit an FTS5 query with how well they do (BM25, sign turned), the best first.
pub(crate) fn ranked(reader: &Reader, query: &str) -> Result<Vec<(i64, f64)>> {
    // Sorting here costs less than FTS5's own order, which keeps whole rows.
    let mut texts: Vec<(i64, f64)> = reader
        .prepare_cached("SELECT rowid, -bm25(text_fts, 1.0, 4.0) FROM text_fts WHERE text_fts MATCH :query")?
        .query_map(named_params! { ":query": query }, |row| Ok((row.read(0)?, row.read(1)?)))
        .and_then(Iterator::collect)
        .map_err(|error| explain(error, query))?;
    // `total_cmp` orders even scores that are not numbers. Equal scores are in the order of the texts.
    texts.sort_by(|(one, score), (other, better)| better.total_cmp(score).then(one.cmp(other)));
    Ok(texts)
}

/// The live articles with this text, by id, as hits that have no passage yet.
pub(crate) fn articles_with(
    reader: &Reader,
    text: i64,
    searched: Searched,
    score: Option<f64>,
) -> Result<Vec<SearchHit>> {
    let mut statement = reader.prepare_cached(&format!(
        "
        SELECT
            article.id, article.key, version.number AS version, article.title, outlet.name AS outlet,
            article.published
        FROM version
        JOIN article ON {} AND article.removed_at IS NULL
        LEFT JOIN outlet ON outlet.id = article.outlet
        WHERE version.text = :text
        ORDER BY article.id, version.number
        ",
        searched.join()
    ))?;
    let hits = statement.query_map(named_params! { ":text": text }, |row| from_row(row, score))?;
    Ok(hits.collect::<rusqlite::Result<_>>()?)
}

/// How many articles, or versions of all articles, fit.
pub(crate) fn count(reader: &Reader, query: &str, searched: Searched) -> Result<u64> {
    reader
        .prepare_cached(&format!(
            "
            SELECT count(*)
            FROM text_fts
            JOIN version ON version.text = text_fts.rowid
            JOIN article ON {} AND article.removed_at IS NULL
            WHERE text_fts MATCH :query
            ",
            searched.join()
        ))?
        .query_row(named_params! { ":query": query }, |row| row.read(0))
        .map_err(|error| explain(error, query))
}

fn from_row(row: &Row, score: Option<f64>) -> rusqlite::Result<SearchHit> {
    Ok(SearchHit {
        id: row.read("id")?,
        key: row.read("key")?,
        version: row.read("version")?,
        title: row.read("title")?,
        outlet: row.read("outlet")?,
        published: row.read("published")?,
        score,
        snippet: Snippet::default(),
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
