//! Articles with their versions and the history of their values, one article at a time.

use super::walk;
use crate::model::{ArticleId, VersionNumber};
use crate::store::Reader;
use crate::store::file::read::Read as _;
use crate::{Error, Result};
use rusqlite::{OptionalExtension, named_params};

/// An article and the versions that the index knows of it.
pub(crate) struct StoredArticle {
    pub(crate) id: ArticleId,
    /// The row of the version that it says is current.
    pub(crate) current: Option<i64>,
}

/// A version as its article has it.
pub(crate) struct OwnVersion {
    pub(crate) id: i64,
    pub(crate) undone: bool,
    /// When it was captured or, where that isn't known, imported: the order of an article's versions.
    pub(crate) since: String,
}

/// A value of a field: its place among several, and the value in bytes.
pub(crate) type StoredValue = (String, u32, Vec<u8>);

/// A recorded change of a value.
pub(crate) struct StoredChange {
    pub(crate) field: String,
    pub(crate) ordinal: u32,
    pub(crate) old: Option<Vec<u8>>,
    pub(crate) new: Option<Vec<u8>>,
}

/// All articles; of one that can't be read, its id and why.
pub(crate) fn articles(
    reader: &Reader,
    visit: &mut dyn FnMut(Result<StoredArticle, (i64, Error)>) -> Result<()>,
) -> Result<()> {
    // One row at a time: a scan of the table would end at the first row that can't be read.
    let next = |from: i64| {
        reader
            .prepare_cached("SELECT id, version FROM article WHERE id >= :from ORDER BY id LIMIT 1")?
            .query_row(named_params! { ":from": from }, |row| {
                Ok(StoredArticle { id: row.read("id")?, current: row.read("version")? })
            })
            .optional()
            .map_err(Error::from)
    };
    // The index of versions still knows the id of an article whose own row is lost.
    let referred = |from: i64| {
        reader
            .prepare_cached("SELECT min(article) FROM version WHERE article >= :from")?
            .query_row(named_params! { ":from": from }, |row| row.read(0))
            .map_err(Error::from)
    };
    walk(|article: &StoredArticle| article.id.0, next, referred, visit)
}

/// The numbers of an article's versions, by the index, which may know of rows that can't be read.
pub(crate) fn numbers(reader: &Reader, article: ArticleId) -> Result<Vec<VersionNumber>> {
    let mut statement =
        reader.prepare_cached("SELECT number FROM version WHERE article = :article ORDER BY number")?;
    let numbers = statement.query_map(named_params! { ":article": article }, |row| row.read("number"))?;
    Ok(numbers.collect::<rusqlite::Result<_>>()?)
}

/// A version of an article.
pub(crate) fn version(
    reader: &Reader,
    article: ArticleId,
    number: VersionNumber,
) -> Result<Option<OwnVersion>> {
    Ok(reader
        .prepare_cached(
            "
            SELECT id, undone_by IS NOT NULL AS undone, coalesce(captured, added_at) AS since
            FROM version
            WHERE article = :article AND number = :number
            ",
        )?
        .query_row(named_params! { ":article": article, ":number": number }, |row| {
            Ok(OwnVersion { id: row.read("id")?, undone: row.read("undone")?, since: row.read("since")? })
        })
        .optional()?)
}

/// Whether anything was ever purged, which may leave gaps.
pub(crate) fn was_purged(reader: &Reader) -> Result<bool> {
    // The operation is asked, not the table `purged`, which has no row of an article without a version.
    Ok(reader
        .query_row("SELECT EXISTS (SELECT 1 FROM operation WHERE kind = 'purge')", [], |row| row.read(0))?)
}

/// The values that an article has, with its key and when it was removed.
pub(crate) fn values(reader: &Reader, article: ArticleId) -> Result<Vec<StoredValue>> {
    // CAST to BLOB, because a damaged text may not be UTF-8 and still has to be compared.
    let mut statement = reader.prepare_cached(
        "
        WITH one AS (
            SELECT article.*, outlet.name AS outlet_name
            FROM article
            LEFT JOIN outlet ON outlet.id = article.outlet
            WHERE article.id = :article
        )
        SELECT field, ordinal, CAST(value AS BLOB) AS value
        FROM (
            SELECT 'title' AS field, 0 AS ordinal, title AS value FROM one
            UNION ALL SELECT 'subtitle', 0, subtitle FROM one
            UNION ALL SELECT 'outlet', 0, outlet_name FROM one
            UNION ALL SELECT 'author', 0, author FROM one
            UNION ALL SELECT 'published', 0, published FROM one
            UNION ALL SELECT 'modified', 0, modified FROM one
            UNION ALL SELECT 'url', 0, url FROM one
            UNION ALL SELECT 'language', 0, language FROM one
            UNION ALL SELECT 'section', 0, section FROM one
            UNION ALL SELECT 'key', 0, key FROM one
            UNION ALL SELECT 'removed_at', 0, removed_at FROM one
            UNION ALL SELECT field, ordinal, value FROM metadata WHERE article = :article
        )
        WHERE value IS NOT NULL
        ORDER BY field, ordinal
        ",
    )?;
    let values = statement.query_map(named_params! { ":article": article }, |row| {
        Ok((row.read("field")?, row.read("ordinal")?, row.read("value")?))
    })?;
    Ok(values.collect::<rusqlite::Result<_>>()?)
}

/// The changes of an article's values, oldest first.
pub(crate) fn changes(reader: &Reader, article: ArticleId) -> Result<Vec<StoredChange>> {
    let mut statement = reader.prepare_cached(
        "
        SELECT field, ordinal, CAST(old AS BLOB) AS old, CAST(new AS BLOB) AS new
        FROM metadata_change
        WHERE article = :article
        ORDER BY id
        ",
    )?;
    let changes = statement.query_map(named_params! { ":article": article }, |row| {
        Ok(StoredChange {
            field: row.read("field")?,
            ordinal: row.read("ordinal")?,
            old: row.read("old")?,
            new: row.read("new")?,
        })
    })?;
    Ok(changes.collect::<rusqlite::Result<_>>()?)
}

/// The articles, and the versions of them, that a row of a table is of or belongs to.
pub(crate) fn owners(
    reader: &Reader,
    table: &str,
    row: i64,
) -> Result<Vec<(Option<ArticleId>, Option<VersionNumber>)>> {
    let query = match table {
        "article" => "SELECT id AS article, NULL AS number FROM article WHERE id = :row",
        "version" => "SELECT article, number FROM version WHERE id = :row",
        "blob" => "SELECT article, number FROM version WHERE blob = :row ORDER BY article, number",
        "file" => "SELECT article, NULL AS number FROM file WHERE id = :row",
        "import_event" => "SELECT article, version AS number FROM import_event WHERE id = :row",
        "metadata_change" => "SELECT article, NULL AS number FROM metadata_change WHERE id = :row",
        // Other tables belong to no article.
        _ => return Ok(Vec::new()),
    };
    let mut statement = reader.prepare_cached(query)?;
    let owners = statement
        .query_map(named_params! { ":row": row }, |row| Ok((row.read("article")?, row.read("number")?)))?;
    Ok(owners.collect::<rusqlite::Result<_>>()?)
}

/// The key that an article is known to have had first: the path of the file that it was added from, unless a sidecar
/// named it. `None` where nothing tells.
pub(crate) fn first_key(reader: &Reader, article: ArticleId) -> Result<Option<Vec<u8>>> {
    Ok(reader
        .prepare_cached(
            "
            SELECT CAST(path AS BLOB) AS path
            FROM import_event
            WHERE article = :article AND outcome IN ('added', 'duplicate')
                AND NOT key_from_sidecar
            ORDER BY id
            LIMIT 1
            ",
        )?
        .query_row(named_params! { ":article": article }, |row| row.read("path"))
        .optional()?)
}

/// An article whose key in the index isn't that in the table.
pub(crate) struct DisputedKey {
    pub(crate) article: ArticleId,
    pub(crate) key: Vec<u8>,
    pub(crate) indexed: Vec<u8>,
    /// The key from its history, or else from the import that added it.
    known: Option<Vec<u8>>,
}

impl DisputedKey {
    /// Whether the table has the true one.
    pub(crate) fn is_right(&self) -> bool {
        self.known.as_ref() == Some(&self.key)
    }
}

/// The articles whose key is one in the index and another in the table, by id.
pub(crate) fn disputed_keys(reader: &Reader) -> Result<Vec<DisputedKey>> {
    // INDEXED BY and NOT INDEXED read both copies of a key: a planner that is free to choose would read one of them
    // twice.
    let mut statement = reader.prepare(
        "
        SELECT
            article.id,
            CAST(article.key AS BLOB) AS key,
            CAST(indexed.key AS BLOB) AS indexed,
            (
                SELECT CAST(new AS BLOB)
                FROM metadata_change
                WHERE metadata_change.article = article.id AND field = 'key'
                ORDER BY metadata_change.id DESC
                LIMIT 1
            ) AS last
        FROM article AS indexed INDEXED BY sqlite_autoindex_article_1
        CROSS JOIN article NOT INDEXED ON article.id = indexed.id
        WHERE article.key IS NOT indexed.key
        ORDER BY article.id
        ",
    )?;
    let mut rows = statement.query([])?;
    let mut disputed = Vec::new();
    while let Some(row) = rows.next()? {
        let article = row.read("id")?;
        let last: Option<Vec<u8>> = row.read("last")?;
        // The last recorded change names the present key. Without one, the key is still the first.
        let known = if last.is_some() { last } else { first_key(reader, article)? };
        disputed.push(DisputedKey { article, key: row.read("key")?, indexed: row.read("indexed")?, known });
    }
    Ok(disputed)
}
