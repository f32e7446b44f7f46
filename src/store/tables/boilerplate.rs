//! Boilerplate: recurring passages of an outlet. It is learned from the texts and can be learned again.

use crate::Result;
use crate::model::ArticleId;
use crate::store::file::read::Read as _;
use crate::store::{Reader, Writer};
use rusqlite::{OptionalExtension, named_params};

/// The input that an outlet's passages were learned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Learned {
    /// The number of the rules.
    pub(crate) rules: u32,
    /// How many articles with different texts there were.
    pub(crate) articles: u64,
    /// A hash of which texts these were, former ones included.
    pub(crate) texts: i64,
}

/// A passage that recurs in the articles of an outlet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Recurring {
    pub(crate) hash: i64,
    /// How many articles have or had it.
    pub(crate) articles: u64,
    /// As one of them has it.
    pub(crate) wording: String,
}

/// The texts that an outlet's articles in view have or had, each with one article: of several the first, so that a
/// report that was published under several addresses counts once.
const TEXTS: &str = "
    SELECT min(article.id) AS article, version.text
    FROM article
    JOIN version ON version.article = article.id
    WHERE article.outlet = :outlet AND article.removed_at IS NULL AND version.undone_by IS NULL
    GROUP BY version.text
    ORDER BY min(article.id), version.text
";

/// Gives the texts that an outlet's articles in view have or had to `visit`, each once and with its article, those of
/// one article together.
pub(crate) fn texts(reader: &Reader, outlet: i64, visit: &mut dyn FnMut(ArticleId, i64)) -> Result<()> {
    let mut statement = reader.prepare_cached(TEXTS)?;
    let mut rows = statement.query(named_params! { ":outlet": outlet })?;
    while let Some(row) = rows.next()? {
        visit(row.read("article")?, row.read("text")?);
    }
    Ok(())
}

/// Gives the words of the same texts to `visit`, in the same order.
pub(crate) fn bodies(
    reader: &Reader,
    outlet: i64,
    visit: &mut dyn FnMut(ArticleId, &str) -> Result<()>,
) -> Result<()> {
    let mut statement = reader.prepare_cached(TEXTS)?;
    let mut body = reader.prepare_cached("SELECT body FROM text WHERE id = :text")?;
    let mut rows = statement.query(named_params! { ":outlet": outlet })?;
    while let Some(row) = rows.next()? {
        // The text is borrowed from the row instead of copied: an outlet may have gigabytes of texts.
        let mut found = body.query(named_params! { ":text": row.read::<_, i64>("text")? })?;
        if let Some(text) = found.next()? {
            visit(row.read("article")?, text.get_ref("body")?.as_str().map_err(rusqlite::Error::from)?)?;
        }
    }
    Ok(())
}

/// The input that the passages of an outlet were learned from; `None` if they weren't learned.
pub(crate) fn learned(reader: &Reader, outlet: i64) -> Result<Option<Learned>> {
    Ok(reader
        .prepare_cached("SELECT rules, articles, texts FROM learned_outlet WHERE outlet = :outlet")?
        .query_row(named_params! { ":outlet": outlet }, |row| {
            Ok(Learned {
                rules: row.read("rules")?,
                articles: row.read("articles")?,
                texts: row.read("texts")?,
            })
        })
        .optional()?)
}

/// Stores the learned passages of an outlet. Replaces the earlier ones.
pub(crate) fn keep(writer: &Writer, outlet: i64, learned: Learned, passages: &[Recurring]) -> Result<()> {
    forget(writer, outlet)?;
    // The outlet may have been merged or deleted while its texts were being read.
    let is_there = writer
        .prepare_cached(
            "
            INSERT INTO learned_outlet (outlet, rules, articles, texts)
            SELECT id, :rules, :articles, :texts FROM outlet WHERE id = :outlet
            ",
        )?
        .execute(named_params! {
            ":outlet": outlet,
            ":rules": learned.rules,
            ":articles": learned.articles,
            ":texts": learned.texts,
        })?;
    // It may be one with another by now.
    let passages = if is_there == 0 { &[] } else { passages };
    let mut statement = writer.prepare_cached(
        "
        INSERT INTO boilerplate (outlet, hash, articles, wording)
        VALUES (:outlet, :hash, :articles, :wording)
        ",
    )?;
    for passage in passages {
        statement.execute(named_params! {
            ":outlet": outlet,
            ":hash": passage.hash,
            ":articles": passage.articles,
            ":wording": passage.wording,
        })?;
    }
    Ok(())
}

/// Deletes the learned passages of an outlet, with or without the triggers of the schema.
pub(crate) fn forget(writer: &Writer, outlet: i64) -> Result<()> {
    let parameters = named_params! { ":outlet": outlet };
    // The passages go first: a repair may run while the triggers that delete them are missing.
    writer.prepare_cached("DELETE FROM boilerplate WHERE outlet = :outlet")?.execute(parameters)?;
    writer.prepare_cached("DELETE FROM learned_outlet WHERE outlet = :outlet")?.execute(parameters)?;
    Ok(())
}

/// The outlet of an article and the number of articles that its passages were learned from, if they were.
pub(crate) fn known(reader: &Reader, article: ArticleId) -> Result<Option<(i64, u64)>> {
    Ok(reader
        .prepare_cached(
            "
            SELECT learned_outlet.outlet, learned_outlet.articles
            FROM article
            JOIN learned_outlet ON learned_outlet.outlet = article.outlet
            WHERE article.id = :article
            ",
        )?
        .query_row(named_params! { ":article": article }, |row| {
            Ok((row.read("outlet")?, row.read("articles")?))
        })
        .optional()?)
}

/// How many articles of the outlet have or had a passage with this hash, if it recurs.
pub(crate) fn articles_with(reader: &Reader, outlet: i64, hash: i64) -> Result<Option<u64>> {
    Ok(reader
        .prepare_cached("SELECT articles FROM boilerplate WHERE outlet = :outlet AND hash = :hash")?
        .query_row(named_params! { ":outlet": outlet, ":hash": hash }, |row| row.read("articles"))
        .optional()?)
}

/// The outlets with stored passages, by id, with the input that they were learned from, if it is known.
pub(crate) fn outlets(reader: &Reader) -> Result<Vec<(i64, Option<Learned>)>> {
    let mut statement = reader.prepare(
        "
        SELECT kept.outlet, learned_outlet.rules, learned_outlet.articles, learned_outlet.texts
        FROM (SELECT outlet FROM learned_outlet UNION SELECT outlet FROM boilerplate) AS kept
        LEFT JOIN learned_outlet ON learned_outlet.outlet = kept.outlet
        ORDER BY kept.outlet
        ",
    )?;
    let outlets = statement.query_map([], |row| {
        let rules: Option<u32> = row.read("rules")?;
        let learned = rules.map(|rules| {
            Ok::<_, rusqlite::Error>(Learned {
                rules,
                articles: row.read("articles")?,
                texts: row.read("texts")?,
            })
        });
        Ok((row.read("outlet")?, learned.transpose()?))
    })?;
    Ok(outlets.collect::<rusqlite::Result<_>>()?)
}

/// The passages of an outlet, by hash. Wordings are bytes, because damaged text may not be UTF-8.
pub(crate) fn passages(reader: &Reader, outlet: i64) -> Result<Vec<(i64, u64, Vec<u8>)>> {
    let mut statement = reader.prepare_cached(
        "
        SELECT hash, articles, CAST(wording AS BLOB) AS wording
        FROM boilerplate
        WHERE outlet = :outlet
        ORDER BY hash
        ",
    )?;
    let passages = statement.query_map(named_params! { ":outlet": outlet }, |row| {
        Ok((row.read("hash")?, row.read("articles")?, row.read("wording")?))
    })?;
    Ok(passages.collect::<rusqlite::Result<_>>()?)
}
