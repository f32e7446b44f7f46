//! The full-text index, written in bulk. FTS5 tokenises and sorts on the thread that writes, which was two thirds of
//! an import; here the [`Builder`] makes a whole segment of the index on another thread, and [`add`] stores it in the
//! transaction that stores its texts. Byte for byte it is the segment that FTS5 would have written, so any SQLite
//! reads, merges and checks the index as its own (doc/decisions/0015).

mod postings;
mod segment;
mod structure;
mod tokens;
mod varint;

use crate::store::file::connection;
use crate::store::file::read::Read as _;
use crate::store::{Corpus, Writer};
use crate::{Error, Result};
use postings::Postings;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, TransactionBehavior, named_params};
use segment::{PAGE_SIZE, Segment};
use structure::Structure;
pub(crate) use tokens::Tokenizer;

/// The rows of `text_fts_data` that hold the totals and the list of segments.
const TOTALS: i64 = 1;
const STRUCTURE: i64 = 10;

/// The number of segments at which a level is merged into the next.
const CROWD: usize = 64;

/// How many pages of merging is done at least, once a level is crowded.
const LEAST_WORK: u32 = 256;

/// Collects texts for a segment.
pub(crate) struct Builder {
    tokenizer: Tokenizer,
    postings: Postings,
    lengths: Vec<(i64, u64)>,
    page_size: usize,
}

/// The index of some texts, ready to be stored.
#[derive(Debug, Default)]
pub(crate) struct Part {
    segment: Segment,
    /// How many tokens each text has.
    lengths: Vec<(i64, u64)>,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self {
            tokenizer: Tokenizer::new(),
            postings: Postings::default(),
            lengths: Vec::new(),
            page_size: PAGE_SIZE,
        }
    }

    /// Adds a text by its row id; ids only ever grow.
    pub(crate) fn add(&mut self, id: i64, text: &str) -> Result<()> {
        let (postings, mut length) = (&mut self.postings, 0);
        self.tokenizer.tokens(text, &mut |token, _| {
            postings.add(token, id, length);
            length += 1;
        })?;
        self.lengths.push((id, length));
        Ok(())
    }

    /// The index of the texts since the last time.
    pub(crate) fn finish(&mut self) -> Part {
        let segment = Segment::of(&self.postings.take(), self.page_size);
        Part { segment, lengths: std::mem::take(&mut self.lengths) }
    }
}

/// Stores the index of texts that are stored in the same transaction.
pub(crate) fn add(writer: &Writer, part: &Part) -> Result<()> {
    if part.lengths.is_empty() {
        return Ok(());
    }
    // FTS5's own tables can't be written otherwise.
    writer.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)?;
    // Not returned at once: the protection comes back even after an error.
    let added = add_lengths(writer, &part.lengths).and_then(|()| add_segment(writer, &part.segment));
    writer.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    added
}

fn add_lengths(writer: &Writer, lengths: &[(i64, u64)]) -> Result<()> {
    let mut statement = writer.prepare("INSERT INTO text_fts_docsize (id, sz) VALUES (:id, :size)")?;
    for (id, length) in lengths {
        let mut size = Vec::new();
        varint::put(&mut size, *length);
        statement.execute(named_params! { ":id": id, ":size": size })?;
    }
    let totals = read(writer, TOTALS)?;
    // Empty totals mean an empty index.
    let (texts, read) = varint::get(&totals).unwrap_or_default();
    let (tokens, _) = varint::get(&totals[read..]).unwrap_or_default();
    let mut totals = Vec::new();
    varint::put(&mut totals, texts + lengths.len() as u64);
    varint::put(&mut totals, tokens + lengths.iter().map(|(_, length)| length).sum::<u64>());
    write(writer, TOTALS, &totals)
}

fn add_segment(writer: &Writer, segment: &Segment) -> Result<()> {
    // Texts without words have lengths, but no terms.
    if segment.leaves == 0 {
        return Ok(());
    }
    let mut structure = structure(writer)?;
    let id = structure
        .add(segment.leaves)
        .ok_or_else(|| Error::Database { message: "the full-text index has too many segments".to_owned() })?;
    let mut statement = writer.prepare("INSERT INTO text_fts_data (id, block) VALUES (:id, :block)")?;
    for (block, bytes) in &segment.blocks {
        statement.execute(named_params! { ":id": segment::block_id(id, *block), ":block": bytes })?;
    }
    let mut statement =
        writer.prepare("INSERT INTO text_fts_idx (segid, term, pgno) VALUES (:segment, :term, :page)")?;
    for (term, page) in &segment.separators {
        statement.execute(named_params! { ":segment": id, ":term": term, ":page": page })?;
    }
    write(writer, STRUCTURE, &structure.encode())
}

fn structure(connection: &Connection) -> Result<Structure> {
    Structure::decode(&read(connection, STRUCTURE)?).ok_or_else(|| Error::Database {
        message: "the full-text index has a form that this program doesn't know".to_owned(),
    })
}

fn read(connection: &Connection, id: i64) -> Result<Vec<u8>> {
    Ok(connection
        .prepare("SELECT block FROM text_fts_data WHERE id = :id")?
        .query_row(named_params! { ":id": id }, |row| row.read(0))?)
}

fn write(writer: &Writer, id: i64, block: &[u8]) -> Result<()> {
    writer
        .prepare("UPDATE text_fts_data SET block = :block WHERE id = :id")?
        .execute(named_params! { ":id": id, ":block": block })?;
    Ok(())
}

/// Merges segments where there are many, in proportion to what `part` added, so that no import waits long and a
/// search never looks into hundreds. FTS5 does it, through a connection of its own, because it remembers the list
/// of segments for as long as a connection is open.
pub(crate) fn merge_after(corpus: &Corpus, part: &Part) -> Result<()> {
    let Some(path) = corpus.path() else { return Ok(()) };
    // The level, not the total, is crowded: a large index has segments on many levels.
    if corpus.read(structure)?.crowd() < CROWD {
        return Ok(());
    }
    let mut connection = connection::connect_to_write(path, corpus.patience)?;
    // It reads and writes each page once.
    connection.pragma_update(None, "cache_size", -4096)?;
    // Each page is written again once on its way up a level; somewhat more than that keeps up.
    let pages = LEAST_WORK.max(part.segment.leaves.saturating_add(part.segment.leaves / 4));
    // Immediate, because a transaction that begins by reading could not become a writing one while others write.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for (setting, value) in [("usermerge", 16), ("merge", pages)] {
        transaction
            .prepare("INSERT INTO text_fts (text_fts, rank) VALUES (:setting, :value)")?
            .execute(named_params! { ":setting": setting, ":value": value })?;
    }
    Ok(transaction.commit()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{NewOperation, OperationKind, Origin, Sha256};
    use crate::store::tables::contents;
    use crate::store::tables::contents::NewContent;
    use crate::store::tables::operations;
    use proptest::prelude::*;
    use serde_json::json;
    use std::path::Path;

    const TABLE: &str = "
        CREATE TABLE text (id INTEGER PRIMARY KEY, body TEXT);
        CREATE VIRTUAL TABLE text_fts USING fts5 (
            body, content = 'text', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
        );
        INSERT INTO text_fts (text_fts, rank) VALUES ('automerge', 0);
        INSERT INTO text_fts (text_fts, rank) VALUES ('hashsize', 2000000000);
    ";

    /// Fails unless the index of `texts` is the same as FTS5 makes it and as it is made here.
    fn assert_same(texts: &[(i64, String)], page_size: usize) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ours.db");
        let open = |path| {
            let connection = Connection::open(path).unwrap();
            connection.execute_batch(TABLE).unwrap();
            let set = "INSERT INTO text_fts (text_fts, rank) VALUES ('pgsz', :size)";
            connection.execute(set, named_params! { ":size": page_size }).unwrap();
            connection
        };
        let (theirs, mut ours) = (open(Path::new(":memory:")), open(&path));
        let transaction = theirs.unchecked_transaction().unwrap();
        for (id, text) in texts {
            transaction.execute("INSERT INTO text_fts (rowid, body) VALUES (?, ?)", (id, text)).unwrap();
        }
        transaction.commit().unwrap();
        let mut builder = Builder { page_size, ..Builder::new() };
        let transaction = ours.transaction().unwrap();
        for (id, text) in texts {
            transaction.execute("INSERT INTO text VALUES (?, ?)", (id, text)).unwrap();
            builder.add(*id, text).unwrap();
        }
        add(&transaction, &builder.finish()).unwrap();
        transaction.commit().unwrap();
        assert!(contents(&theirs) == contents(&ours), "the segments differ");
        // FTS5 remembers the list of segments for as long as a connection is open.
        let ours = Connection::open(&path).unwrap();
        ours.execute("INSERT INTO text_fts (text_fts, rank) VALUES ('integrity-check', 1)", []).unwrap();
    }

    fn contents(connection: &Connection) -> Vec<String> {
        let mut rows = Vec::new();
        // The list of segments counts writes, which FTS5 doesn't where it merges nothing by itself.
        for sql in [
            "SELECT format('%d %s', id, hex(block)) FROM text_fts_data WHERE id <> 10 ORDER BY id",
            "SELECT format('%d %s %d', segid, hex(term), pgno) FROM text_fts_idx ORDER BY segid, term",
            "SELECT format('%d %s', id, hex(sz)) FROM text_fts_docsize ORDER BY id",
        ] {
            let mut statement = connection.prepare(sql).unwrap();
            rows.extend(statement.query_map([], |row| row.read::<_, String>(0)).unwrap().map(Result::unwrap));
        }
        rows
    }

    #[test]
    fn the_table_splits_texts_as_the_builder_does() {
        let schema = include_str!("../../../migrations/V1__corpus.sql");
        assert!(schema.contains("tokenize = \"unicode61 remove_diacritics 2\""));
    }

    #[test]
    fn segments_are_those_of_fts5() {
        let text = "Peace talks, peace — ΜΟΣΧΑ résumé re\u{301}sume\u{301} 北京 4,000";
        assert_same(&[(1, text.to_owned())], PAGE_SIZE);
        let texts = [(3, String::new()), (7, " \u{301}\u{301} … \0".to_owned()), (8, "a\0b".to_owned())];
        assert_same(&texts, PAGE_SIZE);
    }

    #[test]
    fn a_token_longer_than_a_page_is_cut_where_fts5_cuts_it() {
        let texts = [(1, format!("a {} b", "x".repeat(40_000))), (2, "é".repeat(20_000))];
        assert_same(&texts, PAGE_SIZE);
    }

    #[test]
    fn doclists_over_many_pages_have_an_index_of_many_levels() {
        let texts: Vec<_> = (1..=3_000).map(|id| (id * 300, "the the of".repeat(9))).collect();
        assert_same(&texts, 64);
        assert_same(&texts, PAGE_SIZE);
        // A position list that takes pages of its own.
        let texts = [(5, "the ".repeat(9_000)), (6, "the of".to_owned()), (900, "of the ".repeat(6_000))];
        assert_same(&texts, 128);
        assert_same(&texts, PAGE_SIZE);
    }

    #[test]
    fn every_character_is_what_it_is_to_fts5() {
        let texts: Vec<_> = (0..=u32::from(char::MAX) / 4096)
            .map(|block| {
                let characters = (block * 4096..(block + 1) * 4096).filter_map(char::from_u32);
                (i64::from(block) + 1, characters.map(|c| format!("{c} x{c}y ")).collect())
            })
            .collect();
        assert_same(&texts, PAGE_SIZE);
    }

    #[test]
    fn many_segments_are_merged_a_part_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let mut corpus = Corpus::create(&folder.path().join("corpus.db")).unwrap();
        let mut builder = Builder::new();
        let mut most = 0;
        for number in 0..CROWD * 2 {
            let text = format!("peace talks number {number}");
            let part = corpus.write(|writer| {
                let at = "2024-05-01T12:00:00Z".parse().unwrap();
                let operation =
                    NewOperation { kind: OperationKind::Import, at, arguments: json!({}), message: None };
                let id = operations::begin(writer, &operation)?;
                let (ids, _) = operations::recording_as(writer, id, &Origin::Import, at, |writer| {
                    contents::keep(writer, &content(&text), None)
                })?;
                builder.add(ids.text, &text)?;
                let part = builder.finish();
                add(writer, &part)?;
                Ok(part)
            });
            merge_after(&corpus, &part.unwrap()).unwrap();
            most = most.max(corpus.read(structure).unwrap().crowd());
        }
        assert_eq!(most, CROWD - 1);
        let check = "INSERT INTO text_fts (text_fts, rank) VALUES ('integrity-check', 1)";
        corpus.write(|writer| Ok(writer.execute(check, [])?)).unwrap();
        let found = "SELECT count(*) FROM text_fts WHERE text_fts MATCH 'peace'";
        let found: usize = corpus.read(|reader| Ok(reader.query_row(found, [], |row| row.read(0))?)).unwrap();
        assert_eq!(found, CROWD * 2);
    }

    fn content(text: &str) -> NewContent<'_> {
        let sha256 = Sha256::of(text.as_bytes());
        NewContent {
            sha256,
            bytes: text.as_bytes(),
            packed: None,
            media_type: "text/plain",
            text,
            text_sha256: sha256,
            words: 4,
            normalized_sha256: sha256,
            normalized_profile: 1,
            folded: None,
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn any_texts_have_the_segment_of_fts5(
            texts in prop::collection::vec(
                prop_oneof!["\\PC{0,200}", "([a-e]{1,3} ){0,600}", "[ -~é\u{301}東\n]{0,2000}"],
                0..40,
            ),
            page_size in prop_oneof![Just(PAGE_SIZE), 32_usize..300],
        ) {
            assert_same(&(1..).step_by(7).zip(texts).collect::<Vec<_>>(), page_size);
        }
    }
}
