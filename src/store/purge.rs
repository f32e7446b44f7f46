//! Permanent deletion. [`mark`] lists the doomed rows in temporary tables, and [`delete`] deletes them. [`erase`] rewrites
//! the file, because deleted data stays in free pages, in the unused space of other pages and in the log.
//!
//! Bytes and texts that other articles share are kept. The operation isn't done before [`erase`] is. After a kill in
//! between, another purge finds the unfinished operation and finishes it.

use crate::model::{ArticleId, OperationId, OperationKind, OperationState, UtcTime};
use crate::store::file::read::Read as _;
use crate::store::tables::{operations, purged};
use crate::store::{Corpus, Reader, Writer, index};
use crate::{Error, Result};
use rusqlite::named_params;
use serde::Serialize;
use serde_json::Value;

/// The replacement for words in the record of an operation.
const SCRUBBED: &str = "(purged)";

/// The amount of deleted data.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Extent {
    /// Articles.
    pub articles: u64,
    /// Their versions.
    pub versions: u64,
    /// Contents (`blob` rows) that no other article has.
    pub blobs: u64,
    /// Texts that no other article has.
    pub texts: u64,
    /// The size of these bytes.
    pub bytes: u64,
}

/// Marks the articles and the data that only they use. Returns the amount. A rollback of the transaction removes the
/// marks.
pub(crate) fn mark(writer: &Writer, articles: &[ArticleId]) -> Result<Extent> {
    writer.execute_batch(
        "
        CREATE TEMP TABLE purged_article (id INTEGER PRIMARY KEY);
        CREATE TEMP TABLE purged_blob (id INTEGER PRIMARY KEY);
        CREATE TEMP TABLE purged_text (id INTEGER PRIMARY KEY);
        ",
    )?;
    // An id without an article is no error: another purge may have been faster.
    let mut statement =
        writer.prepare("INSERT INTO temp.purged_article (id) SELECT id FROM article WHERE id = :id")?;
    for id in articles {
        statement.execute(named_params! { ":id": id })?;
    }
    writer.execute_batch(
        "
        INSERT INTO temp.purged_blob (id)
        SELECT DISTINCT version.blob
        FROM temp.purged_article
        JOIN version ON version.article = purged_article.id
        WHERE NOT EXISTS (
            SELECT 1
            FROM version AS other
            WHERE other.blob = version.blob AND other.article NOT IN (SELECT id FROM temp.purged_article)
        );

        INSERT INTO temp.purged_text (id)
        SELECT used.text
        FROM (
            SELECT version.text
            FROM temp.purged_article
            JOIN version ON version.article = purged_article.id
            UNION
            SELECT blob.text
            FROM temp.purged_blob
            JOIN blob ON blob.id = purged_blob.id
            WHERE blob.text IS NOT NULL
        ) AS used
        WHERE NOT EXISTS (
                SELECT 1
                FROM version AS other
                WHERE other.text = used.text AND other.article NOT IN (SELECT id FROM temp.purged_article)
            )
            AND NOT EXISTS (
                SELECT 1
                FROM blob AS other
                WHERE other.text = used.text AND other.id NOT IN (SELECT id FROM temp.purged_blob)
            );
        ",
    )?;
    Ok(writer.query_row(
        "
        SELECT
            (SELECT count(*) FROM temp.purged_article) AS articles,
            (SELECT count(*) FROM version WHERE article IN (SELECT id FROM temp.purged_article)) AS versions,
            (SELECT count(*) FROM temp.purged_blob) AS blobs,
            (SELECT count(*) FROM temp.purged_text) AS texts,
            (SELECT coalesce(sum(size), 0) FROM blob WHERE id IN (SELECT id FROM temp.purged_blob)) AS bytes
        ",
        [],
        |row| {
            Ok(Extent {
                articles: row.read("articles")?,
                versions: row.read("versions")?,
                blobs: row.read("blobs")?,
                texts: row.read("texts")?,
                bytes: row.read("bytes")?,
            })
        },
    )?)
}

/// The articles without a version, because the operation that added them was undone, by id.
pub(crate) fn undone(reader: &Reader) -> Result<Vec<ArticleId>> {
    let mut statement = reader.prepare("SELECT id FROM article WHERE version IS NULL ORDER BY id")?;
    Ok(statement.query_map([], |row| row.read("id"))?.collect::<rusqlite::Result<_>>()?)
}

/// The keys of up to `limit` marked articles, by id.
pub(crate) fn marked_keys(writer: &Writer, limit: u32) -> Result<Vec<String>> {
    let mut statement = writer.prepare(
        "
        SELECT article.key
        FROM temp.purged_article
        JOIN article ON article.id = purged_article.id
        ORDER BY article.id
        LIMIT :limit
        ",
    )?;
    let keys = statement.query_map(named_params! { ":limit": limit }, |row| row.read("key"))?;
    Ok(keys.collect::<rusqlite::Result<_>>()?)
}

/// Deletes the marked rows and their traces in the records of operations. Remembers keyed hashes of them under
/// `operation`, the purge, which must be the active operation.
pub(crate) fn delete(writer: &Writer, operation: OperationId) -> Result<()> {
    // First, while the rows are still there to be hashed.
    purged::remember(writer, operation)?;
    writer.execute_batch(
        "
        -- Containers that hold nothing else: their paths are part of the keys.
        CREATE TEMP TABLE purged_container AS
        SELECT DISTINCT file.container AS id
        FROM temp.purged_article
        JOIN file ON file.article = purged_article.id
        WHERE NOT EXISTS (
            SELECT 1
            FROM file AS other
            WHERE other.container = file.container AND other.article NOT IN (SELECT id FROM temp.purged_article)
        );

        CREATE TEMP TABLE purged_key AS
        SELECT named.key, EXISTS (
            SELECT 1 FROM file WHERE file.article = named.article AND file.container IS NOT NULL
        ) AS is_member
        FROM (
            SELECT id AS article, key
            FROM article
            WHERE id IN (SELECT id FROM temp.purged_article)
            UNION
            SELECT article, old
            FROM metadata_change
            WHERE field = 'key' AND article IN (SELECT id FROM temp.purged_article)
        ) AS named
        UNION
        SELECT source.name || '/' || container.path, FALSE
        FROM temp.purged_container
        JOIN container ON container.id = purged_container.id
        JOIN source ON source.id = container.source
        WHERE typeof(container.path) = 'text';
        ",
    )?;
    scrub(writer)?;
    let is_in_index: bool =
        writer.query_row("SELECT EXISTS (SELECT 1 FROM temp.purged_text)", [], |row| row.read(0))?;
    writer.execute_batch(
        "
        DELETE FROM metadata WHERE article IN (SELECT id FROM temp.purged_article);
        DELETE FROM outside_change
        WHERE change IN (
            SELECT id FROM metadata_change WHERE article IN (SELECT id FROM temp.purged_article)
        );
        DELETE FROM metadata_change WHERE article IN (SELECT id FROM temp.purged_article);
        DELETE FROM import_event WHERE article IN (SELECT id FROM temp.purged_article);
        DELETE FROM import_event
        WHERE outcome IN ('failed', 'skipped')
            AND EXISTS (
                SELECT 1
                FROM temp.purged_key
                WHERE substr('/' || import_event.path, -1 - length(purged_key.key)) = '/' || purged_key.key
            );
        DELETE FROM file WHERE article IN (SELECT id FROM temp.purged_article);
        DELETE FROM container WHERE id IN (SELECT id FROM temp.purged_container);
        DELETE FROM comparison
        WHERE to_version IN (
            SELECT id FROM version WHERE article IN (SELECT id FROM temp.purged_article)
        );
        -- The articles of a passage aren't recorded, so all passages go.
        DELETE FROM learned_outlet;
        DELETE FROM version WHERE article IN (SELECT id FROM temp.purged_article);
        DELETE FROM article WHERE id IN (SELECT id FROM temp.purged_article);
        DELETE FROM blob WHERE id IN (SELECT id FROM temp.purged_blob);
        DELETE FROM text WHERE id IN (SELECT id FROM temp.purged_text);

        DROP TABLE temp.purged_article;
        DROP TABLE temp.purged_blob;
        DROP TABLE temp.purged_text;
        DROP TABLE temp.purged_key;
        DROP TABLE temp.purged_container;
        ",
    )?;
    // FTS5 deletes by adding tombstones, so that the words would stay. A new index has none of them.
    if is_in_index { index::rebuild(writer) } else { Ok(()) }
}

/// Removes words from the arguments and summaries of operations that touched the marked articles or mention their
/// files. Numbers stay.
fn scrub(writer: &Writer) -> Result<()> {
    let mut statement = writer.prepare(
        "
        SELECT id, kind, arguments, summary
        FROM operation
        WHERE id IN (
                SELECT operation FROM version WHERE article IN (SELECT id FROM temp.purged_article)
                UNION
                SELECT undone_by FROM version WHERE article IN (SELECT id FROM temp.purged_article)
                UNION
                SELECT operation FROM metadata_change WHERE article IN (SELECT id FROM temp.purged_article)
                UNION
                SELECT operation FROM import_event WHERE article IN (SELECT id FROM temp.purged_article)
            )
            OR EXISTS (
                SELECT 1
                FROM (
                    SELECT json_quote(replace(key, rtrim(before, replace(before, '/', '')), '')) AS quoted
                    FROM (
                        -- The name of a row may be a number, which is in most records: its table belongs to it.
                        SELECT
                            key,
                            CASE
                                WHEN is_member THEN rtrim(rtrim(key, replace(key, '/', '')), '/')
                                ELSE key
                            END AS before
                        FROM temp.purged_key
                    )
                ) AS name
                WHERE instr(arguments || summary, substr(quoted, 2, length(quoted) - 2))
            )
        ORDER BY id
        ",
    )?;
    // Collected first, because the loop changes the table that the statement reads.
    let touched = statement
        .query_map([], |row| {
            Ok((row.read("id")?, row.read("kind")?, row.read("arguments")?, row.read("summary")?))
        })?
        .collect::<rusqlite::Result<Vec<(OperationId, OperationKind, String, String)>>>()?;
    let mut statement =
        writer.prepare("UPDATE operation SET arguments = :arguments, summary = :summary WHERE id = :id")?;
    for (id, kind, arguments, summary) in touched {
        // The summary of an undo only names the operation that it undid.
        let summary = if kind == OperationKind::Undo { summary } else { without_words(&summary)? };
        statement.execute(named_params! {
            ":id": id,
            ":arguments": without_words(&arguments)?,
            ":summary": summary,
        })?;
    }
    Ok(())
}

/// Removes words from the arguments of an import that named a purged file, or a member of a container.
pub(crate) fn withhold(writer: &Writer, id: OperationId, key: &str, is_member: bool) -> Result<()> {
    // The name of a row may be a number, which could be in any argument: its table belongs to it.
    let slashes = key.rmatch_indices('/').nth(usize::from(is_member));
    let name = slashes.map_or(key, |(slash, _)| &key[slash + 1..]);
    let arguments: String = writer
        .prepare_cached("SELECT arguments FROM operation WHERE id = :id")?
        .query_row(named_params! { ":id": id }, |row| row.read("arguments"))?;
    // As JSON, because a name with quotation marks or line feeds is escaped in the record.
    let quoted = Value::from(name).to_string();
    if arguments.contains(quoted.trim_matches('"')) {
        writer
            .prepare_cached("UPDATE operation SET arguments = :arguments WHERE id = :id")?
            .execute(named_params! { ":id": id, ":arguments": without_words(&arguments)? })?;
    }
    Ok(())
}

fn without_words(json: &str) -> Result<String> {
    // A record that is not JSON could still hold the words, so the purge may not go on.
    let mut value = serde_json::from_str(json).map_err(|error| Error::Damaged {
        message: format!("the record of an operation is not JSON: {error}"),
    })?;
    blank(&mut value);
    Ok(value.to_string())
}

fn blank(value: &mut Value) {
    match value {
        Value::String(text) => SCRUBBED.clone_into(text),
        Value::Array(values) => values.iter_mut().for_each(blank),
        // The names of members are those of options, which no article has brought in.
        Value::Object(members) => members.values_mut().for_each(blank),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Rewrites the file without the deleted data, and truncates the log. `false`: a reader of an older state keeps the log
/// from being overwritten.
pub(crate) fn erase(corpus: &Corpus) -> Result<bool> {
    // VACUUM makes a temporary copy, which may be too large for memory.
    corpus.connection.pragma_update(None, "temp_store", "DEFAULT")?;
    match corpus.connection.execute_batch("VACUUM").map_err(Error::from) {
        Err(Error::Busy) => return Ok(false),
        outcome => outcome?,
    }
    // TRUNCATE, because the frames of a log that is only reset stay in its file.
    let busy: bool =
        corpus.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.read("busy"))?;
    Ok(!busy)
}

/// Purges that deleted rows but didn't finish [`erase`], oldest first. Includes purges of this process and of dead
/// processes that aren't marked as interrupted yet. Excludes those that another process still works on.
pub(crate) fn unfinished(reader: &Reader) -> Result<Vec<OperationId>> {
    let mut statement = reader.prepare(
        "
        SELECT id, state, host, process
        FROM operation
        WHERE kind = 'purge' AND state IN ('running', 'interrupted')
        ORDER BY id
        ",
    )?;
    let mut rows = statement.query([])?;
    let mut purges = Vec::new();
    while let Some(row) = rows.next()? {
        // As text, so that a damaged state is no error here: `verify` reports it.
        let (state, host): (String, Option<String>) = (row.read("state")?, row.read("host")?);
        if state == "interrupted" || operations::is_gone(host.as_deref(), row.read("process")?) {
            purges.push(row.read("id")?);
        }
    }
    Ok(purges)
}

/// The newest purge, if any. After a newer purge, ids may have been reused, and words that were read before must not
/// be written any more.
pub(crate) fn newest(reader: &Reader) -> Result<Option<OperationId>> {
    Ok(reader
        .query_row("SELECT max(id) AS id FROM operation WHERE kind = 'purge'", [], |row| row.read("id"))?)
}

/// Records the end of a purge.
pub(crate) fn finish(writer: &Writer, id: OperationId, state: OperationState, at: UtcTime) -> Result<()> {
    writer
        .prepare_cached(
            "
            UPDATE operation
            SET state = :state, finished_at = :at, host = NULL, process = NULL
            WHERE id = :id
            ",
        )?
        .execute(named_params! { ":id": id, ":state": state, ":at": at })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Access;
    use std::time::Duration;

    #[test]
    fn a_reader_of_an_older_state_keeps_the_log() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("corpus.db");
        let corpus = Corpus::create(&path).unwrap();
        corpus.connection.busy_timeout(Duration::ZERO).unwrap();
        let reader = Corpus::open(&path, Access::Read).unwrap();
        reader
            .read(|connection| {
                connection.query_row("SELECT count(*) FROM article", [], |row| row.read::<_, i64>(0))?;
                assert!(!erase(&corpus)?);
                Ok(())
            })
            .unwrap();
        assert!(erase(&corpus).unwrap());
    }

    #[test]
    fn words_go_and_numbers_stay() {
        let record = r#"{"set":"title=Secret","selected":2,"from":null,"all":true,"deep":[{"a":"b"}]}"#;
        let scrubbed = r#"{"set":"(purged)","selected":2,"from":null,"all":true,"deep":[{"a":"(purged)"}]}"#;
        assert_eq!(without_words(record).unwrap(), scrubbed);
    }
}
