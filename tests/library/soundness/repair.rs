//! What repairing mends, and what it leaves.

use super::{corpus, mend, utf_16};
use crate::fixture::{corpus_of, operation};
use corpusdb::model::ProblemKind::{Bytes, History, Index, Purge, Schema, Text, Unreadable, Version, Words};
use corpusdb::model::{ArticleId, Problem, Repair};
use corpusdb::ops::repair::{Options, repair};
use corpusdb::ops::{log, verify};
use corpusdb::{Access, Corpus, Error};
use std::fs;

#[test]
fn what_can_be_derived_is_mended_and_recorded() {
    for (damage, expected) in [
        ("UPDATE text SET body = 'Ferry «Late»' WHERE id = 2", (Text, Some(2), Some(1))),
        ("UPDATE text SET body = CAST(x'ff' AS TEXT) WHERE id = 2", (Text, Some(2), Some(1))),
        ("UPDATE text SET sha256 = zeroblob(32) WHERE id = 2", (Text, Some(2), Some(1))),
        ("UPDATE text SET sha256 = zeroblob(32) WHERE id = 1", (Text, Some(1), Some(1))),
        ("UPDATE text SET words = 0 WHERE id = 2", (Words, Some(2), Some(1))),
        ("UPDATE text SET normalized_sha256 = zeroblob(32) WHERE id = 1", (Words, Some(1), Some(1))),
        ("UPDATE article SET version = 1 WHERE id = 1", (Version, Some(1), None)),
        ("UPDATE article SET version = NULL WHERE id = 3", (Version, Some(3), None)),
        (
            "INSERT INTO text_fts (text_fts, rowid, headline, body) SELECT 'delete', id, '', body FROM text WHERE id = 1",
            (Index, None, None),
        ),
        ("UPDATE text_fts_data SET block = zeroblob(9) WHERE id > 10", (Index, None, None)),
        (
            "INSERT INTO sqlite_sequence SELECT name, seq - 1 FROM sqlite_sequence WHERE name = 'operation'",
            (History, None, None),
        ),
        ("DROP TABLE text_fts", (Schema, None, None)),
        ("DROP TABLE text_fts_docsize", (Schema, None, None)),
        ("DROP VIEW articles", (Schema, None, None)),
        ("DROP VIEW changes; CREATE VIEW changes AS SELECT 1 AS id", (Schema, None, None)),
        ("DROP INDEX version_blob", (Schema, None, None)),
        ("DROP INDEX version_text; CREATE INDEX version_text ON version (charset)", (Schema, None, None)),
        (
            "CREATE TRIGGER text_frozen BEFORE UPDATE ON text BEGIN SELECT RAISE(ABORT, 'no'); END",
            (Schema, None, None),
        ),
    ] {
        let fixture = corpus();
        fixture.vandal().execute_batch(damage).unwrap();
        let mended = mend(&fixture);
        assert_eq!(mended.problems, [], "{damage}");
        assert!(super::brief(&mended.mended).contains(&expected), "{damage}: {:?}", mended.mended);
        assert_eq!(fixture.verify().problems, [], "{damage}");
        let newest = log::operations(&fixture.open(), Some(1)).unwrap().remove(0);
        assert_eq!((newest.kind.as_str(), Some(newest.operation)), ("repair", mended.operation));
    }
}

/// The text of article 1 is its bytes; article 3 has the same text in UTF-16, from which it can be read again.
#[test]
fn bytes_come_back_where_another_article_has_their_text() {
    let fixture = corpus();
    fixture.vandal().execute_batch("UPDATE text SET body = 'Quay closes' WHERE id = 1").unwrap();
    let mended = mend(&fixture);
    let found = super::brief(&mended.mended);
    assert!(found.contains(&(Bytes, Some(1), Some(1))) && found.contains(&(Text, Some(3), Some(1))));
    assert_eq!(fixture.verify().problems, []);
    let body: String =
        fixture.client().query_row("SELECT body FROM text WHERE id = 1", [], |row| row.get(0)).unwrap();
    assert_eq!(body, super::UTF_8);
}

#[test]
fn nothing_is_guessed() {
    let fixture = corpus();
    let (wrong, client) = (utf_16("Ferry «LATE»"), fixture.vandal());
    client.execute("UPDATE blob SET data = ? WHERE id = 2", [wrong]).unwrap();
    client.execute_batch("UPDATE text SET body = 'Ferry «Late»' WHERE id = 2").unwrap();
    client.execute_batch("UPDATE version SET charset = 'UTF-16BE' WHERE article = 5").unwrap();
    client
        .execute_batch("UPDATE text SET body = 'Never' WHERE sha256 = (SELECT sha256 FROM blob WHERE id = 6)")
        .unwrap();
    let mended = mend(&fixture);
    let left = super::brief(&mended.problems);
    let expected = [
        (Text, Some(2), Some(1)),
        (Bytes, Some(1), Some(2)),
        (Bytes, Some(2), Some(1)),
        (Text, Some(5), Some(1)),
    ];
    assert_eq!(left, expected);
    assert!(super::brief(&mended.mended).contains(&(Index, None, None)));
    assert_eq!(super::brief(&fixture.verify().problems), left);
}

#[test]
fn a_sound_corpus_is_left_as_it_is() {
    let fixture = corpus();
    let before = fs::read(&fixture.database).unwrap();
    assert_eq!(mend(&fixture), Repair::default());
    assert_eq!(fs::read(&fixture.database).unwrap(), before);
}

#[test]
fn a_rehearsal_changes_nothing() {
    let fixture = corpus();
    fixture.vandal().execute_batch("UPDATE text SET words = 0; DROP VIEW articles").unwrap();
    let before = fixture.verify().problems;
    let options = Options { dry_run: true, ..Options::default() };
    let report = repair(
        &mut Corpus::open(&fixture.database, Access::Repair).unwrap(),
        &options,
        &operation("repair"),
        &mut (),
    )
    .unwrap();
    assert_eq!((report.operation, report.problems.len()), (None, 0));
    assert_eq!(report.mended.len(), before.len());
    assert_eq!(fixture.verify().problems, before);
}

#[test]
fn what_another_program_added_stays_but_for_triggers() {
    let fixture = corpus();
    fixture
        .client()
        .execute_batch(
            "CREATE TABLE seen (article INTEGER);
             CREATE TRIGGER mine AFTER UPDATE OF version ON article BEGIN INSERT INTO seen VALUES (NEW.id); END;
             DROP VIEW outlets;",
        )
        .unwrap();
    mend(&fixture);
    let triggers = "SELECT count(*) FROM sqlite_schema WHERE name IN ('mine', 'seen', 'outlets')";
    assert_eq!(fixture.client().query_row(triggers, [], |row| row.get::<_, i64>(0)).unwrap(), 2);
}

#[test]
fn the_history_of_migrations_is_written_again_where_the_schema_is_the_one_of_all() {
    for damage in [
        "DELETE FROM refinery_schema_history",
        "UPDATE refinery_schema_history SET checksum = '1', name = 'other'",
    ] {
        let fixture = corpus();
        fixture.client().execute_batch(damage).unwrap();
        assert!(
            !verify::file(&fixture.database, &verify::Options::default(), &mut ())
                .unwrap()
                .problems
                .is_empty()
        );
        let mended = mend(&fixture);
        assert!(mended.operation.is_some() && mended.problems.is_empty(), "{damage}: {mended:?}");
        assert_eq!(fixture.problems(), [], "{damage}");
    }
}

#[test]
fn a_lost_history_of_migrations_is_not_guessed_where_the_schema_is_another_one() {
    let fixture = corpus();
    fixture.client().execute_batch("DELETE FROM refinery_schema_history; DROP VIEW changes").unwrap();
    let error = Corpus::open(&fixture.database, Access::Repair).unwrap_err();
    assert!(matches!(error, Error::Damaged { .. }), "{error:?}");
}

#[test]
fn a_lost_table_is_left_and_the_rest_is_mended() {
    let fixture = corpus();
    fixture.client().execute_batch("DROP TABLE import_event; DROP VIEW changes").unwrap();
    let mended = mend(&fixture);
    let left: Vec<&str> = mended.problems.iter().map(|problem| problem.detail.as_str()).collect();
    assert!(left.contains(&"the table import_event is missing"), "{left:?}");
    assert!(mended.mended.iter().any(|problem| problem.detail == "the view changes is missing"));
    let again = mend(&fixture);
    assert_eq!((again.operation, again.problems.len()), (None, left.len()));
}

#[test]
fn what_an_interrupted_purge_left_is_cleared() {
    let fixture = corpus();
    let client = fixture.client();
    client
        .execute_batch(
            "PRAGMA secure_delete = OFF;
             CREATE TABLE secret (word TEXT);
             INSERT INTO secret VALUES ('Zanzibar-remains');
             DROP TABLE secret;
             INSERT INTO operation (kind, state, started_at, program_version, process, summary)
             VALUES ('purge', 'running', '2024-05-01T12:00:00.000Z', '0.1.0', 1, json_object('articles', 1));
             UPDATE operation SET state = 'interrupted', finished_at = started_at, process = NULL WHERE kind = 'purge';",
        )
        .unwrap();
    drop(client);
    let has_remains =
        || fs::read(&fixture.database).unwrap().windows(16).any(|window| window == b"Zanzibar-remains");
    assert!(has_remains());
    let mended = mend(&fixture);
    assert_eq!(super::brief(&mended.mended), [(Purge, None, None)]);
    assert!(!has_remains());
    assert_eq!(fixture.verify().problems, []);
}

#[test]
fn a_stopped_repair_mends_nothing() {
    let fixture = corpus();
    fixture.client().execute_batch("DROP VIEW articles").unwrap();
    let options = Options::default();
    options.stop.store(true, std::sync::atomic::Ordering::Relaxed);
    repair(
        &mut Corpus::open(&fixture.database, Access::Repair).unwrap(),
        &options,
        &operation("repair"),
        &mut (),
    )
    .unwrap_err();
    assert!(
        !verify::file(&fixture.database, &verify::Options::default(), &mut ()).unwrap().problems.is_empty()
    );
}

/// A page of a long text is destroyed: what can be mended beside is, and the text is left to a backup.
#[test]
fn what_can_be_mended_is_beside_what_cannot_be_read() {
    let long: String = (0..4000).map(|number| format!("word{number} ")).collect();
    let fixture = corpus_of(&[("a.txt", "Quay opens"), ("b.txt", &long)]);
    let client = fixture.client();
    client.execute_batch("DROP VIEW outlets").unwrap();
    let size: usize = client.pragma_query_value(None, "page_size", |row| row.get(0)).unwrap();
    client.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(client);
    let mut bytes = fs::read(&fixture.database).unwrap();
    let at = bytes.windows(9).position(|window| window == b" word2000").unwrap() / size * size;
    bytes[at..at + size].fill(0);
    fs::write(&fixture.database, bytes).unwrap();
    let mended = mend(&fixture);
    assert!(
        mended.mended.iter().any(|problem| problem.detail == "the view outlets is missing"),
        "{mended:?}"
    );
    let is_told = |problem: &Problem| (problem.kind, problem.article) == (Unreadable, Some(ArticleId(2)));
    assert!(mended.problems.iter().any(is_told), "{mended:?}");
    let mut left = fixture.verify().problems;
    left.retain(|problem| problem.kind != Index);
    assert_eq!(left, mended.problems);
}
