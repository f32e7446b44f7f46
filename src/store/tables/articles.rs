//! The table `article`: list, add, rename, remove, restore.

use crate::Result;
use crate::model::{Article, ArticleId, FieldName, OperationId, UtcTime};
use crate::store::file::read::Read as _;
use crate::store::{Reader, Writer};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, ToSql, named_params};
use serde_json::json;

/// Live or removed articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Visibility {
    /// In view.
    #[default]
    Live,
    /// Removed from view.
    Removed,
}

impl Visibility {
    /// The condition on `every_article`.
    fn condition(self) -> &'static str {
        match self {
            Self::Live => "removed_at IS NULL",
            Self::Removed => "removed_at IS NOT NULL",
        }
    }
}

/// The filter and order of a listing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    /// Only these, in this order unless `sort` says otherwise.
    pub(crate) named: Option<Vec<ArticleId>>,
    /// Only articles of this outlet.
    pub(crate) outlet: Option<i64>,
    /// Only articles published at this date or later, compared as text.
    pub(crate) since: Option<String>,
    /// Only articles published before this text.
    pub(crate) until: Option<String>,
    /// Only articles without a value for each of these.
    pub(crate) missing: Vec<FieldName>,
    /// An SQL expression over the columns of `articles`.
    pub(crate) expression: Option<String>,
    /// Columns to sort by, with whether descending; then by id.
    pub(crate) sort: Vec<(&'static str, bool)>,
    /// The maximum number of articles.
    pub(crate) limit: Option<u64>,
    /// Only live or only removed articles; with `None`, both.
    pub(crate) visibility: Option<Visibility>,
    /// With the text.
    pub(crate) text: bool,
}

/// Passes every matching article to `visit`, in order.
pub(crate) fn list(
    reader: &Reader,
    filter: &Filter,
    visit: &mut dyn FnMut(Article) -> Result<()>,
) -> Result<()> {
    let (sql, parameters) = statement(filter);
    let mut statement = reader.prepare(&sql)?;
    // rusqlite takes names and values as borrowed pairs, and the statement has as many as the filter has conditions.
    let parameters: Vec<(&str, &dyn ToSql)> =
        parameters.iter().map(|(name, value)| (name.as_str(), value as &dyn ToSql)).collect();
    let mut rows = statement.query(parameters.as_slice())?;
    while let Some(row) = rows.next()? {
        visit(from_row(row)?)?;
    }
    Ok(())
}

/// The articles for which the user's expression is true, by id. As in [`statement()`] it can only read.
pub(crate) fn with(reader: &Reader, expression: &str, visibility: Visibility) -> Result<Vec<ArticleId>> {
    let sql = format!(
        "
        SELECT id
        FROM every_article AS articles
        WHERE {} AND ({expression}
        )
        ORDER BY id
        ",
        visibility.condition()
    );
    let mut statement = reader.prepare(&sql)?;
    Ok(statement.query_map([], |row| row.read(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The statement for a filter. Column names come from lists of this program; the user's expression is read by a
/// SELECT, which can't write, and ends with its line, so that a comment in it hides nothing.
fn statement(filter: &Filter) -> (String, Vec<(String, Value)>) {
    let mut conditions = vec![filter.visibility.map_or("TRUE", Visibility::condition).to_owned()];
    let mut parameters = Vec::new();
    let (mut named, mut place) = ("", None);
    if let Some(ids) = &filter.named {
        // CROSS JOIN makes SQLite begin with the given ids, in their order, instead of reading all articles.
        named = "(SELECT key AS place, value AS named FROM json_each(:named)) CROSS JOIN";
        // An order that the user asked for wins over the order of the given ids.
        place = filter.sort.is_empty().then(|| "place".to_owned());
        conditions.push("articles.id = named".to_owned());
        // One parameter for any number of ids: SQLite limits the number of parameters.
        parameters.push((":named".to_owned(), Value::Text(json!(ids).to_string())));
    }
    if let Some(outlet) = filter.outlet {
        // The view has the name of the outlet. The id in the table has an index.
        conditions.push("id IN (SELECT id FROM article WHERE outlet = :outlet)".to_owned());
        parameters.push((":outlet".to_owned(), Value::Integer(outlet)));
    }
    for (name, condition, value) in
        [(":since", "published >= :since", &filter.since), (":until", "published < :until", &filter.until)]
    {
        if let Some(value) = value {
            conditions.push(condition.to_owned());
            parameters.push((name.to_owned(), Value::Text(value.clone())));
        }
    }
    for (index, field) in filter.missing.iter().enumerate() {
        // Standard fields are columns, others are rows of the table `metadata`.
        if field.is_standard() {
            conditions.push(format!("{field} IS NULL"));
        } else {
            conditions
                .push(format!("id NOT IN (SELECT article FROM metadata WHERE field = :missing{index})"));
            parameters.push((format!(":missing{index}"), Value::Text(field.to_string())));
        }
    }
    if let Some(expression) = &filter.expression {
        // The line feed ends a comment at the end of the expression, which would otherwise hide the parenthesis.
        conditions.push(format!("({expression}\n)"));
    }
    let order =
        filter.sort.iter().map(|(column, down)| format!("{column}{}", if *down { " DESC" } else { "" }));
    // The id comes last, so that equal articles have the same order each time.
    let order = place.into_iter().chain(order).chain(["id".to_owned()]).collect::<Vec<_>>().join(", ");
    // In SQL -1 means no limit.
    let limit = filter.limit.and_then(|limit| i64::try_from(limit).ok()).unwrap_or(-1);
    let sql = format!(
        "
        SELECT
            id, key, source, version, title, subtitle, outlet, author, published, modified, url, language, section,
            words, sha256, added_at, removed_at, CASE WHEN title IS NULL THEN substr(text, 1, 160) ELSE '' END AS opening, {} AS text
        FROM {named} every_article AS articles
        WHERE {}
        ORDER BY {order}
        LIMIT {limit}
        ",
        if filter.text { "text" } else { "NULL" },
        conditions.join("\n            AND "),
    );
    (sql, parameters)
}

/// One article as of its current version, without the text.
pub(crate) fn get(reader: &Reader, id: ArticleId) -> Result<Article> {
    Ok(reader
        .prepare_cached(
            "
            SELECT
                id, key, source, version, title, subtitle, outlet, author, published, modified, url, language,
                section, words, sha256, added_at, removed_at, CASE WHEN title IS NULL THEN substr(text, 1, 160) ELSE '' END AS opening, NULL AS text
            FROM every_article
            WHERE id = :id
            ",
        )?
        .query_row(named_params! { ":id": id }, from_row)?)
}

fn from_row(row: &Row) -> rusqlite::Result<Article> {
    Ok(Article {
        id: row.read("id")?,
        key: row.read("key")?,
        source: row.read("source")?,
        version: row.read("version")?,
        title: row.read("title")?,
        subtitle: row.read("subtitle")?,
        outlet: row.read("outlet")?,
        author: row.read("author")?,
        published: row.read("published")?,
        modified: row.read("modified")?,
        url: row.read("url")?,
        language: row.read("language")?,
        section: row.read("section")?,
        words: row.read("words")?,
        sha256: row.read("sha256")?,
        added_at: row.read("added_at")?,
        removed_at: row.read("removed_at")?,
        opening: row.read("opening")?,
        text: row.read("text")?,
    })
}

/// Adds an article whose first version will have the id `version`: it has to be added next.
pub(crate) fn add<'a>(
    writer: &Writer,
    key: &str,
    source: i64,
    version: i64,
    standard: &dyn Fn(&str) -> Option<&'a str>,
    at: UtcTime,
) -> Result<ArticleId> {
    writer
        .prepare_cached(
            "
            INSERT INTO article (
                key, source, version, title, subtitle, author, published, modified, url, language, section, added_at
            )
            VALUES (
                :key, :source, :version, :title, :subtitle, :author, :published, :modified, :url, :language, :section,
                :added_at
            )
            ",
        )?
        .execute(named_params! {
            ":key": key,
            ":source": source,
            ":version": version,
            ":title": standard("title"),
            ":subtitle": standard("subtitle"),
            ":author": standard("author"),
            ":published": standard("published"),
            ":modified": standard("modified"),
            ":url": standard("url"),
            ":language": standard("language"),
            ":section": standard("section"),
            ":added_at": at,
        })?;
    // Ids are never given twice, so this one belonged to no deleted article.
    Ok(ArticleId(writer.last_insert_rowid()))
}

/// The article with exactly this key.
pub(crate) fn with_key(reader: &Reader, key: &str) -> Result<Option<ArticleId>> {
    Ok(reader
        .prepare_cached("SELECT id FROM article WHERE key = :key")?
        .query_row(named_params! { ":key": key }, |row| row.read(0))
        .optional()?)
}

/// The key of an article.
pub(crate) fn key(reader: &Reader, id: ArticleId) -> Result<String> {
    Ok(reader
        .prepare_cached("SELECT key FROM article WHERE id = :id")?
        .query_row(named_params! { ":id": id }, |row| row.read(0))?)
}

/// The source of an article.
pub(crate) fn source_of(reader: &Reader, id: ArticleId) -> Result<i64> {
    Ok(reader
        .prepare_cached("SELECT source FROM article WHERE id = :id")?
        .query_row(named_params! { ":id": id }, |row| row.read(0))?)
}

/// The operation that added the article.
pub(crate) fn added_by(reader: &Reader, id: ArticleId) -> Result<OperationId> {
    Ok(reader
        .prepare_cached("SELECT operation FROM version WHERE article = :id ORDER BY number LIMIT 1")?
        .query_row(named_params! { ":id": id }, |row| row.read(0))?)
}

/// The names of all sources.
pub(crate) fn sources(reader: &Reader) -> Result<Vec<String>> {
    let mut statement = reader.prepare_cached("SELECT name FROM source ORDER BY name")?;
    Ok(statement.query_map([], |row| row.read(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Gives the article another key.
pub(crate) fn rename(writer: &Writer, id: ArticleId, key: &str) -> Result<()> {
    // The former key stays in the history, where a trigger records it.
    writer
        .prepare_cached("UPDATE article SET key = :key WHERE id = :id")?
        .execute(named_params! { ":id": id, ":key": key })?;
    Ok(())
}

/// Takes the article out of view; `false` when it was.
pub(crate) fn remove(writer: &Writer, id: ArticleId, by: OperationId, at: UtcTime) -> Result<bool> {
    // The condition keeps the time of an earlier removal.
    let removed = writer
        .prepare_cached(
            "
            UPDATE article
            SET removed_at = :at, removed_by = :by
            WHERE id = :id AND removed_at IS NULL
            ",
        )?
        .execute(named_params! { ":id": id, ":at": at, ":by": by })?;
    Ok(removed > 0)
}

/// Puts the article back into view; `false` when it was.
pub(crate) fn restore(writer: &Writer, id: ArticleId) -> Result<bool> {
    let restored = writer
        .prepare_cached(
            "
            UPDATE article
            SET removed_at = NULL, removed_by = NULL
            WHERE id = :id AND removed_at IS NOT NULL
            ",
        )?
        .execute(named_params! { ":id": id })?;
    Ok(restored > 0)
}

/// Puts back an article that an import removed; `false` when there was nothing to put back.
pub(crate) fn restore_removed_by_import(writer: &Writer, id: ArticleId) -> Result<bool> {
    // An article that a person removed stays removed, although its file is there.
    let restored = writer
        .prepare_cached(
            "
            UPDATE article
            SET removed_at = NULL, removed_by = NULL
            WHERE id = :id AND removed_by IN (SELECT id FROM operation WHERE kind = 'import')
            ",
        )?
        .execute(named_params! { ":id": id })?;
    Ok(restored > 0)
}

/// Another live article whose current version holds these bytes.
pub(crate) fn with_current_blob(reader: &Reader, blob: i64) -> Result<Option<ArticleId>> {
    Ok(reader
        // The first of several, so that the result does not depend on the order of later imports.
        .prepare_cached(
            "
            SELECT article.id
            FROM version
            JOIN article ON article.version = version.id
            WHERE version.blob = :blob AND article.removed_at IS NULL
            ORDER BY version.id
            LIMIT 1
            ",
        )?
        .query_row(named_params! { ":blob": blob }, |row| row.read(0))
        .optional()?)
}
