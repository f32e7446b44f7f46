//! The full-text index: which terms are where in which text. A term is what [`crate::text::word::terms`] makes of a text.
//!
//! It is written in bulk. FTS5 sorts on the thread that writes, which was most of an import; here the [`Builder`] makes a
//! whole segment of the index on another thread, and [`add`] stores it in the transaction that stores its texts. Byte for
//! byte it is a segment that FTS5 could have written, so any SQLite reads and merges the index as its own
//! (doc/decisions/0015). The table has no content, so what FTS5 would do from it is done here: [`rebuild`] makes the
//! index anew, and [`check()`] compares it with the texts.

mod check;
mod postings;
mod segment;
mod structure;
mod varint;

pub(crate) use check::{check, check_structure};

use crate::store::file::connection;
use crate::store::file::read::Read as _;
use crate::store::{Corpus, Writer};
use crate::text::TextTerms;
use crate::{Error, Result};
use postings::Postings;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, TransactionBehavior, named_params};
use segment::{PAGE_SIZE, Segment};
use structure::Structure;

/// The rows of `text_fts_data` that hold the totals and the list of segments.
const TOTALS: i64 = 1;
const STRUCTURE: i64 = 10;

/// The number of segments at which a level is merged into the next.
const CROWD: usize = 64;

/// FTS5 cuts longer terms, in bytes.
const LONGEST_TERM: usize = 32_768;

/// The columns of `text_fts`. The body is the first one, because the first column takes no room in a position list.
const COLUMNS: [&str; 2] = ["body", "headline"];
const BODY: usize = 0;
const HEADLINE: usize = 1;

/// The size of the texts whose index is built in memory at once, in bytes.
const BATCH: usize = 64 << 20;

/// How many pages of merging is done at least, once a level is crowded.
const LEAST_WORK: u32 = 256;

/// Collects texts for a segment.
pub(crate) struct Builder {
    postings: Postings,
    lengths: Vec<(i64, Length)>,
    page_size: usize,
}

/// How many terms each column of a text has.
type Length = [u64; COLUMNS.len()];

/// The index of some texts, ready to be stored.
#[derive(Debug, Default)]
pub(crate) struct Part {
    segment: Segment,
    lengths: Vec<(i64, Length)>,
}

impl Builder {
    pub(crate) fn new() -> Self {
        Self { postings: Postings::default(), lengths: Vec::new(), page_size: PAGE_SIZE }
    }

    /// Adds a text by its row id; ids only ever grow.
    pub(crate) fn add(&mut self, id: i64, terms: &TextTerms) {
        let mut length = Length::default();
        each_term(terms, |column, term, position| {
            self.postings.add(term, id, column, position);
            length[column] += 1;
        });
        self.lengths.push((id, length));
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

fn add_lengths(writer: &Writer, lengths: &[(i64, Length)]) -> Result<()> {
    let (texts, mut total) = totals(writer)?;
    let mut statement = writer.prepare("INSERT INTO text_fts_docsize (id, sz) VALUES (:id, :size)")?;
    for (id, length) in lengths {
        statement.execute(named_params! { ":id": id, ":size": sizes(length) })?;
        total.iter_mut().zip(length).for_each(|(total, length)| *total += length);
    }
    let mut record = Vec::new();
    varint::put(&mut record, texts + lengths.len() as u64);
    record.extend(sizes(&total));
    write(writer, TOTALS, &record)
}

/// The number of texts in the index, and of the terms in each column.
fn totals(connection: &Connection) -> Result<(u64, Length)> {
    let record = read(connection, TOTALS)?;
    let mut rest = &record[..];
    // An empty record means an empty index.
    let mut next = || {
        let (value, length) = varint::get(rest).unwrap_or_default();
        rest = &rest[length..];
        value
    };
    Ok((next(), std::array::from_fn(|_| next())))
}

/// The lengths of the columns as FTS5 keeps them.
fn sizes(length: &Length) -> Vec<u8> {
    let mut sizes = Vec::new();
    for length in length {
        varint::put(&mut sizes, *length);
    }
    sizes
}

/// Passes each term as FTS5 keeps it to `visit`, with the number of its column and its position there.
fn each_term(terms: &TextTerms, mut visit: impl FnMut(usize, &[u8], u64)) {
    let mut pass = |column, (term, position): (&str, u32)| {
        visit(column, &term.as_bytes()[..term.len().min(LONGEST_TERM)], position.into());
    };
    terms.body().for_each(|term| pass(BODY, term));
    terms.headline().for_each(|term| pass(HEADLINE, term));
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

/// Makes the index of all texts anew, in the caller's transaction. Texts that aren't UTF-8 are damaged, and left out.
pub(crate) fn rebuild(writer: &Writer) -> Result<()> {
    writer.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)?;
    // Not returned at once: the protection comes back even after an error.
    let emptied = empty(writer);
    writer.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    emptied?;
    let (mut builder, mut size) = (Builder::new(), 0);
    each_text(writer, &mut |id, body| {
        builder.add(id, &TextTerms::of(body));
        size += body.len();
        if size > BATCH {
            size = 0;
            add(writer, &builder.finish())?;
        }
        Ok(())
    })?;
    add(writer, &builder.finish())?;
    forget(writer)
}

/// Brings the tables of the index into the state in which FTS5 creates them.
fn empty(writer: &Writer) -> Result<()> {
    writer.execute_batch(
        "
        DELETE FROM text_fts_data;
        DELETE FROM text_fts_idx;
        DELETE FROM text_fts_docsize;
        ",
    )?;
    let mut statement = writer.prepare("INSERT INTO text_fts_data (id, block) VALUES (:id, :block)")?;
    statement.execute(named_params! { ":id": TOTALS, ":block": [] })?;
    statement.execute(named_params! { ":id": STRUCTURE, ":block": Structure::default().encode() })?;
    Ok(())
}

/// Makes FTS5 read the list of segments again, which it keeps for as long as a connection is open. Only a rollback of a
/// change that it made itself does that.
fn forget(writer: &Writer) -> Result<()> {
    Ok(writer.execute_batch(
        "
        SAVEPOINT forget;
        INSERT INTO text_fts (text_fts, rank) VALUES ('usermerge', 16);
        ROLLBACK TO forget;
        RELEASE forget;
        ",
    )?)
}

/// Passes the id and the body of each text to `visit`, by id.
fn each_text(reader: &Connection, visit: &mut dyn FnMut(i64, &str) -> Result<()>) -> Result<()> {
    let mut statement = reader.prepare("SELECT id, CAST(body AS BLOB) AS body FROM text ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let body = row.get_ref("body")?.as_blob().unwrap_or_default();
        if let Ok(body) = std::str::from_utf8(body) {
            visit(row.read("id")?, body)?;
        }
    }
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
            body, headline, content = '', tokenize = \"unicode61 remove_diacritics 2 categories 'L* M* N* Co'\"
        );
        INSERT INTO text_fts (text_fts, rank) VALUES ('automerge', 0);
        INSERT INTO text_fts (text_fts, rank) VALUES ('hashsize', 2000000000);
    ";

    /// Fails unless the index of `texts` is the same as FTS5 makes it of their terms and as it is made here. Two terms at one
    /// position can't be given to FTS5, so no text may have letters of scripts with and without spaces beside each other.
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
            let terms = TextTerms::of(text);
            let headline: String = terms.headline().map(|(term, _)| format!("{term} ")).collect();
            let body: String = terms.body().map(|(term, _)| format!("{term} ")).collect();
            let insert = "INSERT INTO text_fts (rowid, headline, body) VALUES (?, ?, ?)";
            transaction.execute(insert, (id, headline, body)).unwrap();
        }
        transaction.commit().unwrap();
        let mut builder = Builder { page_size, ..Builder::new() };
        let transaction = ours.transaction().unwrap();
        for (id, text) in texts {
            transaction.execute("INSERT INTO text VALUES (?, ?)", (id, text)).unwrap();
            builder.add(*id, &TextTerms::of(text));
        }
        add(&transaction, &builder.finish()).unwrap();
        transaction.commit().unwrap();
        assert!(contents(&theirs) == contents(&ours), "the segments differ");
        // FTS5 remembers the list of segments for as long as a connection is open.
        let ours = Connection::open(&path).unwrap();
        ours.execute("INSERT INTO text_fts (text_fts, rank) VALUES ('integrity-check', 1)", []).unwrap();
        assert_eq!(check(&ours).unwrap(), [0; 0], "the index isn't that of the texts");
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
        assert!(schema.contains("tokenize = \"unicode61 remove_diacritics 2 categories 'L* M* N* Co'\""));
    }

    #[test]
    fn segments_are_those_of_fts5() {
        let text = "Peace talks, peace — ΜΟΣΧΑ résumé re\u{301}sume\u{301} 北京 4,000";
        assert_same(&[(1, text.to_owned())], PAGE_SIZE);
        let texts = [
            (3, String::new()),
            (7, " \u{301}\u{301} … \0".to_owned()),
            (8, "Fares rise\n\nThe a\0b".to_owned()),
        ];
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
    fn terms_may_have_one_position() {
        let folder = tempfile::tempdir().unwrap();
        let mut corpus = Corpus::create(&folder.path().join("corpus.db")).unwrap();
        for text in ["2012年6月 NHKのTシャツ", "Fares rise\n\n東京都 2012年"] {
            keep(&mut corpus, text);
        }
        assert_eq!(corpus.read(check).unwrap(), [0; 0]);
        corpus.write(check_structure).unwrap();
        let found = |query: &str| {
            corpus.read(|reader| {
                let sql = "SELECT count(*) FROM text_fts WHERE text_fts MATCH :query";
                Ok(reader.query_row(sql, named_params! { ":query": query }, |row| row.read::<_, u64>(0))?)
            })
        };
        for (query, expected) in
            [("2012", 2), ("\"2年 年6\"", 1), ("nhk", 1), ("headline : fares", 1), ("body : fares", 0)]
        {
            assert_eq!(found(query).unwrap(), expected, "{query}");
        }
    }

    #[test]
    fn an_index_that_is_not_that_of_the_texts_is_noticed_and_made_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut corpus = Corpus::create(&folder.path().join("corpus.db")).unwrap();
        for text in ["peace talks", "war and peace", "talks"] {
            keep(&mut corpus, text);
        }
        let change = "INSERT INTO text_fts (text_fts, rowid, headline, body) VALUES ('delete', 2, '', 'war and peace')";
        corpus.write(|writer| Ok(writer.execute(change, [])?)).unwrap();
        assert!(corpus.read(check).is_err(), "the totals are others now");
        corpus.write(rebuild).unwrap();
        let change = "UPDATE text_fts_docsize SET sz = x'0900' WHERE id = 2";
        corpus
            .write(|writer| {
                writer.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)?;
                Ok(writer.execute(change, [])?)
            })
            .unwrap();
        assert_eq!(corpus.read(check).unwrap(), [2]);
        corpus.write(rebuild).unwrap();
        assert_eq!(corpus.read(check).unwrap(), [0; 0]);
        let found = "SELECT count(*) FROM text_fts WHERE text_fts MATCH 'peace'";
        let found: usize = corpus.read(|reader| Ok(reader.query_row(found, [], |row| row.read(0))?)).unwrap();
        assert_eq!(found, 2, "FTS5 looks into the new index, not into what it remembers of the old one");
    }

    #[test]
    fn many_segments_are_merged_a_part_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let mut corpus = Corpus::create(&folder.path().join("corpus.db")).unwrap();
        let mut most = 0;
        for number in 0..CROWD * 2 {
            let text = format!("peace talks number {number}");
            let part = keep(&mut corpus, &text);
            merge_after(&corpus, &part).unwrap();
            most = most.max(corpus.read(structure).unwrap().crowd());
        }
        assert_eq!(most, CROWD - 1);
        let check = "INSERT INTO text_fts (text_fts, rank) VALUES ('integrity-check', 1)";
        corpus.write(|writer| Ok(writer.execute(check, [])?)).unwrap();
        let found = "SELECT count(*) FROM text_fts WHERE text_fts MATCH 'peace'";
        let found: usize = corpus.read(|reader| Ok(reader.query_row(found, [], |row| row.read(0))?)).unwrap();
        assert_eq!(found, CROWD * 2);
    }

    /// Stores a text with its index.
    fn keep(corpus: &mut Corpus, text: &str) -> Part {
        let part = corpus.write(|writer| {
            let at = "2024-05-01T12:00:00Z".parse().unwrap();
            let operation =
                NewOperation { kind: OperationKind::Import, at, arguments: json!({}), message: None };
            let id = operations::begin(writer, &operation)?;
            let (ids, _) = operations::recording_as(writer, id, &Origin::Import, at, |writer| {
                contents::keep(writer, &content(text), None)
            })?;
            let mut builder = Builder::new();
            builder.add(ids.text, &TextTerms::of(text));
            let part = builder.finish();
            add(writer, &part)?;
            Ok(part)
        });
        part.unwrap()
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
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn any_texts_have_the_segment_of_fts5(
            texts in prop::collection::vec(
                prop_oneof!["[ -~éßая’。]{0,40}", "[東京都。 ]{0,20}", "([a-e]{1,3} ){0,600}", "[ -~é\u{301}\n]{0,2000}"],
                0..40,
            ),
            page_size in prop_oneof![Just(PAGE_SIZE), 32_usize..300],
        ) {
            assert_same(&(1..).step_by(7).zip(texts).collect::<Vec<_>>(), page_size);
        }
    }
}
