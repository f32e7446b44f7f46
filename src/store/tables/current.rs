//! Live articles with their current texts, for operations on words.

use crate::Result;
use crate::model::{ArticleId, FieldName, VersionNumber};
use crate::store::Reader;
use crate::store::file::read::Read as _;
use rusqlite::named_params;

/// A live article and the row of its current text.
#[derive(Debug, Clone)]
pub(crate) struct CurrentArticle {
    pub(crate) id: ArticleId,
    pub(crate) key: String,
    pub(crate) version: VersionNumber,
    pub(crate) title: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) text: i64,
    /// Number of words of the text.
    pub(crate) words: u64,
}

/// Which versions of an article are searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Searched {
    /// The current one.
    Current,
    /// All that aren't undone.
    All,
}

impl Searched {
    /// The condition that joins `article` to `version`.
    pub(crate) fn join(self) -> &'static str {
        match self {
            Self::Current => "article.version = version.id",
            Self::All => "article.id = version.article AND version.undone_by IS NULL",
        }
    }
}

/// Passes each live article to `visit`, with each of these versions, by id and number.
pub(crate) fn articles(
    reader: &Reader,
    searched: Searched,
    visit: &mut dyn FnMut(CurrentArticle) -> Result<()>,
) -> Result<()> {
    let sql = format!(
        "
        SELECT
            article.id, article.key, version.number AS version, article.title, outlet.name AS outlet,
            article.author, article.language, article.published, version.text, text.words
        FROM article
        JOIN version ON {}
        JOIN text ON text.id = version.text
        LEFT JOIN outlet ON outlet.id = article.outlet
        WHERE article.removed_at IS NULL
        ORDER BY article.id, version.number
        ",
        searched.join()
    );
    let mut statement = reader.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        visit(CurrentArticle {
            id: row.read("id")?,
            key: row.read("key")?,
            version: row.read("version")?,
            title: row.read("title")?,
            outlet: row.read("outlet")?,
            author: row.read("author")?,
            language: row.read("language")?,
            published: row.read("published")?,
            text: row.read("text")?,
            words: row.read("words")?,
        })?;
    }
    Ok(())
}

/// A text.
pub(crate) fn text(reader: &Reader, id: i64) -> Result<String> {
    Ok(reader
        .prepare_cached("SELECT body FROM text WHERE id = :id")?
        .query_row(named_params! { ":id": id }, |row| row.read(0))?)
}

/// Passes each live article with the name of its source to `visit`.
pub(crate) fn sources(reader: &Reader, visit: &mut dyn FnMut(ArticleId, String) -> Result<()>) -> Result<()> {
    pairs(reader, "SELECT id AS article, source AS value FROM articles ORDER BY id", visit)
}

/// Passes each live article with each of its values of a field to `visit`.
pub(crate) fn values(
    reader: &Reader,
    field: &FieldName,
    visit: &mut dyn FnMut(ArticleId, String) -> Result<()>,
) -> Result<()> {
    // A field's name is letters, digits and `_`, so it needs no quotation.
    let sql = if field.is_standard() {
        format!("SELECT id AS article, {field} AS value FROM articles WHERE {field} IS NOT NULL ORDER BY id")
    } else {
        format!(
            "
            SELECT metadata.article, metadata.value
            FROM metadata
            JOIN article ON article.id = metadata.article AND article.removed_at IS NULL
            WHERE metadata.field = '{field}'
            ORDER BY metadata.article, metadata.ordinal
            "
        )
    };
    pairs(reader, &sql, visit)
}

fn pairs(reader: &Reader, sql: &str, visit: &mut dyn FnMut(ArticleId, String) -> Result<()>) -> Result<()> {
    let mut statement = reader.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        visit(row.read("article")?, row.read("value")?)?;
    }
    Ok(())
}
