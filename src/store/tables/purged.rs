//! Traces of purged articles: keyed hashes of their bytes, words and keys. With them an import
//! recognises the file of a purged article. The secret belongs to this corpus, so a hash reveals nothing.

use crate::Result;
use crate::model::{ArticleId, OperationId, Sha256};
use crate::store::file::read::Read as _;
use crate::store::{Reader, Writer};
use rusqlite::{OptionalExtension, named_params};
use unicode_normalization::UnicodeNormalization;

/// Something that a purged article had.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Trace<'a> {
    /// The SHA-256 of the bytes of a version.
    Bytes(Sha256),
    /// The hash of the words of its text.
    Words(Sha256),
    /// A key: the name of a source, `/`, and a path.
    Key(&'a str),
}

/// Makes hashes under the secret of a corpus.
pub(crate) struct Memory {
    secret: [u8; 32],
}

/// The article that a file was, and the purge that deleted it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Purged {
    pub(crate) article: ArticleId,
    pub(crate) operation: OperationId,
}

impl Memory {
    /// The memory of a corpus.
    pub(crate) fn open(reader: &Reader) -> Result<Self> {
        let secret = reader.query_row("SELECT secret FROM purge_secret", [], |row| row.read("secret"))?;
        Ok(Self { secret })
    }

    /// The same, if anything is remembered.
    pub(crate) fn if_any(reader: &Reader) -> Result<Option<Self>> {
        // Most corpora have purged nothing. Then no file needs to be hashed under the secret.
        let any = reader.query_row("SELECT EXISTS (SELECT 1 FROM purged)", [], |row| row.read(0))?;
        if any { Self::open(reader).map(Some) } else { Ok(None) }
    }

    /// A name of this corpus that no other one has but its copies, in 16 figures. It tells nothing of the secret.
    pub(crate) fn corpus_id(&self) -> String {
        Sha256::keyed(&self.secret, [&b"corpus"[..]]).to_string().chars().take(16).collect()
    }

    /// The hash that stands for a trace. Keys are compared in NFC, because file systems write the same name in both forms.
    fn hash(&self, trace: Trace) -> Sha256 {
        match trace {
            // The prefix keeps the three kinds apart, although two of them are hashes of the same form.
            Trace::Bytes(hash) => Sha256::keyed(&self.secret, [&b"bytes\0"[..], &hash.0]),
            Trace::Words(hash) => Sha256::keyed(&self.secret, [&b"words\0"[..], &hash.0]),
            Trace::Key(key) => {
                let key: String = key.nfc().collect();
                Sha256::keyed(&self.secret, [&b"key\0"[..], key.as_bytes()])
            }
        }
    }

    /// Which purged article had this trace, unless it was allowed again.
    pub(crate) fn find(&self, reader: &Reader, trace: Trace) -> Result<Option<Purged>> {
        Ok(reader
            // An allowance that was undone no longer counts.
            .prepare_cached(
                "
                SELECT article, operation
                FROM purged
                WHERE hash = :hash AND NOT EXISTS (
                    SELECT 1
                    FROM operation
                    WHERE operation.id = purged.allowed_by AND operation.undone_by IS NULL
                )
                ORDER BY article
                LIMIT 1
                ",
            )?
            .query_row(named_params! { ":hash": self.hash(trace) }, |row| {
                Ok(Purged { article: row.read("article")?, operation: row.read("operation")? })
            })
            .optional()?)
    }

    /// The purged articles that had this trace, allowed ones too, by id.
    pub(crate) fn articles_with(&self, reader: &Reader, trace: Trace) -> Result<Vec<ArticleId>> {
        let mut statement =
            reader.prepare_cached("SELECT article FROM purged WHERE hash = :hash ORDER BY article")?;
        let articles =
            statement.query_map(named_params! { ":hash": self.hash(trace) }, |row| row.read("article"))?;
        Ok(articles.collect::<rusqlite::Result<_>>()?)
    }
}

/// Whether a purged article had this id.
pub(crate) fn had_article(reader: &Reader, article: ArticleId) -> Result<bool> {
    Ok(reader
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM purged WHERE article = :article)")?
        .query_row(named_params! { ":article": article }, |row| row.read(0))?)
}

/// Lets an article in again, with all others that had the same bytes, words or keys; says whether it wasn't allowed yet.
pub(crate) fn allow(writer: &Writer, article: ArticleId, by: OperationId) -> Result<bool> {
    let changed = writer
        .prepare_cached(
            "
            UPDATE purged
            SET allowed_by = :by
            WHERE hash IN (SELECT hash FROM purged WHERE article = :article)
                AND NOT EXISTS (
                    SELECT 1
                    FROM operation
                    WHERE operation.id = purged.allowed_by AND operation.undone_by IS NULL
                )
            ",
        )?
        .execute(named_params! { ":article": article, ":by": by })?;
    Ok(changed > 0)
}

/// Stores the traces of the articles marked for the purge `operation`. Leaves out articles whose addition was undone, and
/// bytes or words that other articles share.
pub(in crate::store) fn remember(writer: &Writer, operation: OperationId) -> Result<()> {
    let memory = Memory::open(writer)?;
    remember_keys(writer, &memory, operation)?;
    let bytes = "
        SELECT DISTINCT version.article, blob.sha256 AS hash
        FROM temp.purged_blob
        JOIN version ON version.blob = purged_blob.id
        JOIN blob ON blob.id = version.blob
        JOIN article ON article.id = version.article
        WHERE article.version IS NOT NULL
    ";
    remember_hashes(writer, &memory, operation, bytes, Trace::Bytes)?;
    // Texts without words all have the same hash of words, which would recognise every such file.
    let words = "
        SELECT DISTINCT version.article, text.normalized_sha256 AS hash
        FROM temp.purged_text
        JOIN version ON version.text = purged_text.id
        JOIN text ON text.id = version.text
        JOIN article ON article.id = version.article
        WHERE article.version IS NOT NULL
            AND text.words > 0
            AND text.normalized_sha256 NOT IN (
                SELECT normalized_sha256 FROM text WHERE id NOT IN (SELECT id FROM temp.purged_text)
            )
    ";
    remember_hashes(writer, &memory, operation, words, Trace::Words)
}

fn remember_keys(writer: &Writer, memory: &Memory, operation: OperationId) -> Result<()> {
    let mut statement = writer.prepare(
        "
        SELECT article.id, had.key
        FROM (
            SELECT id AS article, key FROM article WHERE id IN (SELECT id FROM temp.purged_article)
            UNION
            SELECT article, old
            FROM metadata_change
            WHERE field = 'key' AND article IN (SELECT id FROM temp.purged_article)
            UNION
            SELECT article, path FROM import_event WHERE article IN (SELECT id FROM temp.purged_article)
        ) AS had
        JOIN article ON article.id = had.article
        WHERE article.version IS NOT NULL AND had.key NOT GLOB '/undone/*'
        ",
    )?;
    // All keys that the article ever had: its file may be imported under a former one.
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key: String = row.read("key")?;
        add(writer, memory.hash(Trace::Key(&key)), row.read("id")?, operation)?;
    }
    Ok(())
}

fn remember_hashes(
    writer: &Writer,
    memory: &Memory,
    operation: OperationId,
    query: &str,
    trace: impl Fn(Sha256) -> Trace<'static>,
) -> Result<()> {
    let mut statement = writer.prepare(query)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        add(writer, memory.hash(trace(row.read("hash")?)), row.read("article")?, operation)?;
    }
    Ok(())
}

fn add(writer: &Writer, hash: Sha256, article: ArticleId, operation: OperationId) -> Result<()> {
    writer
        .prepare_cached("INSERT INTO purged (hash, article, operation) VALUES (:hash, :article, :operation)")?
        .execute(named_params! { ":hash": hash, ":article": article, ":operation": operation })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Corpus;

    #[test]
    fn each_corpus_has_an_id_of_its_own() {
        let id = |corpus: &Corpus| corpus.read(|reader| Ok(Memory::open(reader)?.corpus_id())).unwrap();
        let (one, other) = (Corpus::temporary().unwrap(), Corpus::temporary().unwrap());
        assert!(id(&one).len() == 16 && id(&one).bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_eq!(id(&one), id(&one));
        assert_ne!(id(&one), id(&other));
    }
}
