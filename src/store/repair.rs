//! The writes of a repair. The triggers of the schema are dropped meanwhile, because some of them forbid changes of
//! texts. Afterwards each
//! is created again from the migrations.

pub(crate) mod backup;
pub(crate) mod fields;
pub(crate) mod history;
pub(crate) mod references;
pub(crate) mod schema;

use super::verify::articles::{DisputedKey, disputed_keys};
use super::verify::{foreign, is_damage};
use crate::Result;
use crate::model::Sha256;
use crate::store::file::connection;
use crate::store::file::definitions::{
    Definition, differences, exists, expected, index_is_whole, is_own_view,
};
use crate::store::file::read::Read as _;
use crate::store::{Corpus, Reader, Writer, index};
use crate::text::Words;
use crate::text::word::RULES;
use rusqlite::{Connection, named_params};

/// Runs `step`, and rolls it back if the damage makes it fail. The final verification reports the remaining problems.
pub(crate) fn attempt(writer: &Writer, step: impl FnOnce() -> Result<()>) -> Result<()> {
    writer.execute_batch("SAVEPOINT attempt")?;
    // A savepoint, because an error inside a transaction would otherwise leave half a step behind.
    match step() {
        Ok(()) => {}
        Err(error) if is_damage(&error) => writer.execute_batch("ROLLBACK TO attempt")?,
        Err(error) => return Err(error),
    }
    Ok(writer.execute_batch("RELEASE attempt")?)
}

/// Drops the schema's triggers. Triggers of other programs stay.
pub(crate) fn drop_triggers(writer: &Writer) -> Result<()> {
    for trigger in expected()?.iter().filter(|definition| definition.kind == "trigger") {
        // IF EXISTS, because the damage may have taken it.
        writer.execute_batch(&format!("DROP TRIGGER IF EXISTS {}", trigger.name))?;
    }
    Ok(())
}

/// Creates the schema's triggers, except those of missing tables.
pub(crate) fn make_triggers(writer: &Writer) -> Result<()> {
    for trigger in expected()?.iter().filter(|definition| definition.kind == "trigger") {
        if exists(writer, &trigger.table)? {
            make(writer, trigger)?;
        }
    }
    Ok(())
}

/// Drops the triggers that other programs added to tables and views of the schema.
fn drop_foreign_triggers(writer: &Writer) -> Result<()> {
    for Definition { kind, name, table, .. } in foreign::added(writer)? {
        if kind == "trigger" && (foreign::is_own(&table)? || is_own_view(&table)?) {
            writer.execute_batch(&format!("DROP TRIGGER \"{}\"", name.replace('"', "\"\"")))?;
        }
    }
    Ok(())
}

/// Creates missing or altered views, indexes and the full-text index again.
pub(crate) fn make_definitions(writer: &Writer) -> Result<()> {
    drop_foreign_triggers(writer)?;
    if !index_is_whole(writer)? {
        // One attempt for table and contents: an index without its texts would be worse than none.
        attempt(writer, || {
            writer.execute_batch("DROP TABLE IF EXISTS text_fts")?;
            let index = expected()?.iter().find(|definition| definition.name == "text_fts");
            index.map_or(Ok(()), |index| make(writer, index))?;
            index::rebuild(writer)
        })?;
    }
    for definition in differences(writer)?.iter().map(|difference| difference.definition) {
        // Tables are left alone: making one again would lose its rows. Automatic indexes have no statement.
        if matches!(definition.kind.as_str(), "view" | "index") && definition.sql.is_some() {
            attempt(writer, || {
                writer.execute_batch(&format!("DROP {} IF EXISTS {}", definition.kind, definition.name))?;
                make(writer, definition)
            })?;
        }
    }
    Ok(())
}

fn make(writer: &Writer, definition: &Definition) -> Result<()> {
    Ok(writer.execute_batch(definition.sql.as_deref().unwrap_or_default())?)
}

/// Whether a repair is possible: the tables for operations exist, and no table lacks a column. With a missing column, new
/// views and triggers would refer to it, and SQLite could no longer rename a column back.
pub(crate) fn can_be_mended(reader: &Reader) -> Result<bool> {
    for difference in differences(reader)?.iter().filter(|difference| difference.definition.kind == "table") {
        if !difference.missing && !foreign::columns(reader, difference.definition)?.missing.is_empty() {
            return Ok(false);
        }
    }
    Ok(exists(reader, "operation")? && exists(reader, "active_operation")?)
}

/// The index of the articles' keys.
const KEYS: &str = "sqlite_autoindex_article_1";

/// Rebuilds every index from its table. The index of keys is only rebuilt if the table is known to be right about each
/// disputed key. Otherwise the index may hold the only copy of the true key.
pub(crate) fn reindex(writer: &Writer) -> Result<()> {
    if disputed_keys(writer)?.iter().all(DisputedKey::is_right) {
        return Ok(writer.execute_batch("REINDEX")?);
    }
    for index in expected()?.iter().filter(|definition| definition.kind == "index" && definition.name != KEYS)
    {
        attempt(writer, || Ok(writer.execute_batch(&format!("REINDEX {}", index.name))?))?;
    }
    Ok(())
}

/// Leaves one row for each table in `sqlite_sequence`, that with the highest id. The `.clone` of the sqlite3 shell doubles some,
/// and SQLite then counts on in only one of them.
pub(crate) fn mend_sequences(writer: &Writer) -> Result<()> {
    writer.execute(
        "
        DELETE FROM sqlite_sequence
        WHERE EXISTS (
            SELECT 1
            FROM sqlite_sequence AS other
            WHERE other.name = sqlite_sequence.name
                AND (other.seq, -other.rowid) > (sqlite_sequence.seq, -sqlite_sequence.rowid)
        )
        ",
        [],
    )?;
    Ok(())
}

/// Replaces the body of a text.
pub(crate) fn set_body(writer: &Writer, text: i64, body: &str) -> Result<()> {
    writer
        .prepare_cached("UPDATE text SET body = :body WHERE id = :text")?
        .execute(named_params! { ":text": text, ":body": body })?;
    Ok(())
}

/// Replaces the hash of a text.
pub(crate) fn set_hash(writer: &Writer, text: i64, sha256: Sha256) -> Result<()> {
    writer
        .prepare_cached("UPDATE text SET sha256 = :sha256 WHERE id = :text")?
        .execute(named_params! { ":text": text, ":sha256": sha256 })?;
    Ok(())
}

/// Sets the values derived from the body of a text: word count, and word hash by the current rule.
pub(crate) fn set_words(connection: &Connection, text: i64, words: Words) -> Result<()> {
    connection
        .prepare_cached(
            "
            UPDATE text
            SET words = :words, normalized_sha256 = :normalized_sha256, normalized_profile = :profile
            WHERE id = :text
            ",
        )?
        .execute(named_params! {
            ":text": text,
            ":words": words.count,
            ":normalized_sha256": Sha256(words.normalized_sha256),
            ":profile": RULES,
        })?;
    Ok(())
}

/// Sets the current version of each article to its last version that isn't undone.
pub(crate) fn set_current_versions(writer: &Writer) -> Result<()> {
    writer.execute(
        "
        WITH last AS (
            SELECT
                article.id AS article,
                (
                    SELECT version.id
                    FROM version
                    WHERE version.article = article.id AND version.undone_by IS NULL
                    ORDER BY coalesce(version.captured, version.added_at) DESC, version.number DESC
                    LIMIT 1
                ) AS version
            FROM article
        )
        UPDATE article
        SET version = last.version
        FROM last
        WHERE last.article = article.id AND article.version IS NOT last.version
        ",
        [],
    )?;
    Ok(())
}

impl Corpus {
    /// Runs `work` without foreign key enforcement. It would stop the repair of broken references.
    pub(crate) fn without_foreign_keys<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.connection.pragma_update(None, "foreign_keys", false)?;
        let outcome = work(self);
        self.connection.pragma_update(None, "foreign_keys", true)?;
        outcome
    }

    /// A second connection, which reads the committed state while this one writes. `None` if it would wait for the
    /// writer: a corpus without a write-ahead log or without a file.
    pub(crate) fn aside(&self) -> Result<Option<Reader>> {
        let mode: String = self.connection.pragma_query_value(None, "journal_mode", |row| row.read(0))?;
        match &self.path {
            Some(path) if mode == "wal" => {
                let aside = connection::connect_to_write(path, self.patience)?;
                aside.pragma_update(None, "query_only", true)?;
                Ok(Some(aside))
            }
            _ => Ok(None),
        }
    }

    /// Rebuilds the index and the file without remains of deleted data.
    pub(crate) fn clear_remains(&mut self) -> Result<()> {
        self.connection.pragma_update(None, "secure_delete", true)?;
        self.write(index::rebuild)?;
        if super::purge::erase(self)? { Ok(()) } else { Err(crate::Error::Busy) }
    }
}
