//! What verifying finds.

use crate::fixture::{corpus_of, operation};
use crate::{corpus, verify_corpus};
use corpusdb::model::ProblemKind::{
    Bytes, File, History, Index, Purge, Reference, Schema, Text, Unreadable, Version, Words,
};
use corpusdb::model::{ArticleRef, Assignment};
use corpusdb::ops::select::Selection;
use corpusdb::ops::verify::{Options, file};
use corpusdb::ops::{annotate, outlets};
use corpusdb::{Access, Corpus, Error};
use rusqlite::{Connection, named_params};
use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

#[test]
fn a_sound_corpus_has_no_problem() {
    let fixture = corpus();
    let charsets: Vec<String> = fixture
        .client()
        .prepare("SELECT DISTINCT charset FROM versions ORDER BY charset")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(charsets, ["UTF-16LE", "UTF-8", "windows-1252"]);
    let found = fixture.verify();
    assert_eq!((found.articles, found.versions, found.blobs), (6, 7, 6));
    assert_eq!(found.problems, []);
    assert_eq!(found.notes, Vec::<String>::new());
    assert_eq!(crate::fixture::corpus_of::<&str>(&[]).verify().problems, []);
}

/// Flips one bit of every byte of every text and of all bytes, one at a time, and has each found in its place.
#[test]
fn every_flipped_byte_is_found_in_its_article_and_version() {
    let fixture = corpus();
    let client = fixture.vandal();
    let mut corpus = Corpus::open(&fixture.database, Access::Read).unwrap();
    let mut flipped = 0;
    for (table, column, cast, concerned) in [
        ("blob", "data", "BLOB", "SELECT article, number FROM version WHERE blob = :row"),
        (
            "text",
            "body",
            "TEXT",
            "SELECT article, number FROM version
             WHERE text = :row OR blob IN (SELECT id FROM blob WHERE text = :row)",
        ),
    ] {
        for (row, content) in rows(&client, table, column) {
            let expected = places(&client, concerned, row);
            assert!(!expected.is_empty());
            let set = format!("UPDATE {table} SET {column} = CAST(:content AS {cast}) WHERE id = :row");
            let mut set = client.prepare(&set).unwrap();
            for at in 0..content.len() {
                let mut damaged = content.clone();
                damaged[at] ^= 1 << (at % 8);
                set.execute(named_params! { ":row": row, ":content": damaged }).unwrap();
                let found = verify_corpus(&mut corpus, &Options::default(), &mut ()).unwrap();
                let named: BTreeSet<(i64, u32)> = found
                    .problems
                    .iter()
                    .filter(|problem| [Bytes, Text].contains(&problem.kind))
                    .map(|problem| (problem.article.unwrap().0, problem.version.unwrap().0))
                    .collect();
                assert_eq!(named, expected, "byte {at} of row {row} of {table}: {:?}", found.problems);
                flipped += 1;
            }
            set.execute(named_params! { ":row": row, ":content": content }).unwrap();
        }
    }
    assert!(flipped > 200, "only {flipped} bytes");
    assert_eq!(fixture.problems(), []);
}

fn rows(client: &Connection, table: &str, column: &str) -> Vec<(i64, Vec<u8>)> {
    let query =
        format!("SELECT id, CAST({column} AS BLOB) FROM {table} WHERE {column} IS NOT NULL ORDER BY id");
    let mut statement = client.prepare(&query).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

fn places(client: &Connection, query: &str, row: i64) -> BTreeSet<(i64, u32)> {
    let mut statement = client.prepare(query).unwrap();
    let places = statement.query_map(named_params! { ":row": row }, |row| Ok((row.get(0)?, row.get(1)?)));
    places.unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn every_fact_about_bytes_and_texts_is_checked() {
    for (damage, expected) in [
        ("UPDATE blob SET sha256 = zeroblob(32) WHERE id = 2", (Bytes, Some(2), Some(1))),
        ("UPDATE blob SET size = size + 1 WHERE id = 5", (Bytes, Some(5), Some(1))),
        ("UPDATE text SET sha256 = zeroblob(32) WHERE id = 2", (Text, Some(2), Some(1))),
        ("UPDATE version SET charset = 'UTF-16BE' WHERE article = 5", (Text, Some(5), Some(1))),
        ("UPDATE version SET charset = 'klingon' WHERE article = 5", (Text, Some(5), Some(1))),
        ("UPDATE version SET lossy = 1 WHERE article = 1 AND number = 2", (Text, Some(1), Some(2))),
        ("UPDATE version SET text = 2 WHERE article = 5", (Text, Some(5), Some(1))),
        ("UPDATE text SET words = 0 WHERE id = 2", (Words, Some(2), Some(1))),
        ("UPDATE text SET normalized_sha256 = zeroblob(32) WHERE id = 2", (Words, Some(2), Some(1))),
    ] {
        let fixture = corpus();
        fixture.vandal().execute_batch(damage).unwrap();
        let found = fixture.found();
        assert!(found.contains(&expected), "{damage}: {found:?}");
        assert!(found.iter().all(|(_, article, _)| *article == expected.1), "{damage}: {found:?}");
    }
}

#[test]
fn words_of_another_rule_are_not_compared() {
    let fixture = corpus();
    fixture.vandal().execute_batch("UPDATE text SET words = 0, normalized_profile = 0 WHERE id = 2").unwrap();
    assert_eq!(fixture.problems(), []);
}

#[test]
fn the_index_is_compared_with_the_texts() {
    for damage in [
        "INSERT INTO text_fts (text_fts, rowid, body) SELECT 'delete', id, body FROM text WHERE id = 1",
        "INSERT INTO text_fts (rowid, body) VALUES (99, 'of no text')",
        "UPDATE text_fts_data SET block = zeroblob(length(block)) WHERE id > 10",
        "DELETE FROM text_fts_docsize WHERE id = 2",
    ] {
        let fixture = corpus();
        fixture.client().execute_batch(damage).unwrap();
        let found = fixture.found();
        assert!(found.contains(&(Index, None, None)), "{damage}: {found:?}");
        let quick = Options { quick: true, ..Options::default() };
        file(&fixture.database, &quick, &mut ()).unwrap();
    }
}

#[test]
fn the_schema_is_compared_with_a_new_one() {
    for (damage, expected) in [
        ("DROP VIEW changes", "the view changes is missing"),
        ("DROP TRIGGER text_frozen", "the trigger text_frozen is missing"),
        ("DROP INDEX version_blob", "the index version_blob is missing"),
        ("DROP TABLE import_event", "the table import_event is missing"),
        (
            "DROP TRIGGER text_frozen; CREATE TRIGGER text_frozen BEFORE UPDATE ON text BEGIN SELECT 1; END",
            "the trigger text_frozen isn't as it was made",
        ),
        ("ALTER TABLE source ADD COLUMN colour TEXT", "the table source isn't as it was made"),
    ] {
        let fixture = corpus();
        fixture.client().execute_batch(damage).unwrap();
        let problems = fixture.verify().problems;
        assert!(
            problems.iter().any(|found| (found.kind, found.detail.as_str()) == (Schema, expected)),
            "{problems:?}"
        );
    }
}

#[test]
fn what_another_program_added_is_fine() {
    let fixture = corpus();
    fixture
        .client()
        .execute_batch(
            "CREATE TABLE mine (id INTEGER PRIMARY KEY, article INTEGER REFERENCES article);
             CREATE INDEX my_index ON article (author);
             CREATE VIEW my_view AS SELECT 1;
             ANALYZE;",
        )
        .unwrap();
    assert_eq!(fixture.verify().problems, []);
}

#[test]
fn references_to_nothing_are_named_with_their_article() {
    for (damage, expected) in [
        ("DELETE FROM text WHERE id = 2", (Reference, Some(2), Some(1))),
        ("DELETE FROM blob WHERE id = 2", (Reference, Some(2), Some(1))),
        ("UPDATE blob SET text = 99 WHERE id = 1", (Reference, Some(1), Some(1))),
        ("UPDATE file SET source = 99 WHERE article = 3", (Reference, Some(3), None)),
        ("UPDATE article SET source = 99 WHERE id = 4", (Reference, Some(4), None)),
        ("UPDATE article SET version = 99 WHERE id = 4", (Version, Some(4), None)),
        ("UPDATE article SET version = 1 WHERE id = 1", (Version, Some(1), None)),
        ("UPDATE version SET number = 3 WHERE article = 1 AND number = 2", (Version, Some(1), Some(3))),
    ] {
        let fixture = corpus();
        fixture.vandal().execute_batch(damage).unwrap();
        for quick in [false, true] {
            let options = Options { quick, ..Options::default() };
            let found = crate::brief(&file(&fixture.database, &options, &mut ()).unwrap().problems);
            assert!(found.contains(&expected), "{damage}: {found:?}");
        }
    }
}

#[test]
fn a_version_that_was_undone_is_not_current() {
    let fixture = corpus();
    let client = fixture.vandal();
    client.execute_batch("UPDATE version SET undone_by = 2 WHERE article = 1 AND number = 2").unwrap();
    assert_eq!(fixture.found(), [(Version, Some(1), None)]);
    client.execute_batch("UPDATE article SET version = 1 WHERE id = 1").unwrap();
    assert_eq!(fixture.found(), []);
    client.execute_batch("UPDATE version SET undone_by = 2 WHERE article = 2").unwrap();
    client.execute_batch("UPDATE article SET version = NULL WHERE id = 2").unwrap();
    assert_eq!(fixture.found(), []);
}

#[test]
fn the_history_leads_to_the_present_values() {
    let fixture = corpus();
    let first = Selection { references: vec!["1".parse::<ArticleRef>().unwrap()], expression: None };
    let set = |text: &str| {
        let values: Assignment = text.parse().unwrap();
        annotate::set(&mut fixture.open(), &first, &[values], &operation("meta set")).unwrap();
    };
    for value in ["outlet=Quay Times", "topic=ships", "topic=boats", "section=Local", "section=Port"] {
        set(value);
    }
    outlets::merge(&mut fixture.open(), "Quay Times", "Quay Times", &operation("outlet merge")).unwrap_err();
    let client = fixture.client();
    client
        .execute_batch(
            "UPDATE outlet SET name = 'The Quay Times';
             UPDATE articles SET author = 'A', title = NULL WHERE id = 1;
             UPDATE article SET removed_at = '2024-05-01T12:00:00.000Z', key = 'news/z.txt' WHERE id = 2;
             DELETE FROM metadata;",
        )
        .unwrap();
    assert_eq!(fixture.verify().problems, []);
    let vandal = fixture.vandal();
    for damage in [
        "UPDATE article SET section = 'Sport' WHERE id = 1",
        "UPDATE article SET language = 'en' WHERE id = 1",
        "UPDATE outlet SET name = 'Another'",
        "INSERT INTO metadata (article, field, value) VALUES (1, 'topic', 'trains')",
        "UPDATE article SET key = 'news/y.txt' WHERE id = 2",
        "UPDATE article SET removed_at = NULL WHERE id = 2",
        "UPDATE metadata_change SET old = 'Nobody' WHERE field = 'author'",
        "UPDATE metadata_change SET new = CAST(x'ff' AS TEXT) WHERE field = 'section'",
        "DELETE FROM metadata_change WHERE new = 'boats'",
    ] {
        let article = if damage.contains("id = 2") { 2 } else { 1 };
        vandal.execute_batch("BEGIN").unwrap();
        vandal.execute_batch(damage).unwrap();
        vandal.execute_batch("COMMIT").unwrap();
        let found = fixture.found();
        assert!(found.contains(&(History, Some(article), None)), "{damage}: {found:?}");
        assert!(
            found.iter().all(|(kind, of, _)| (*kind, *of) == (History, Some(article))),
            "{damage}: {found:?}"
        );
        break_off(&vandal, damage);
    }
}

/// Takes back what one piece of damage did, where the next would be hidden behind it.
fn break_off(vandal: &Connection, damage: &str) {
    let mend = match damage {
        _ if damage.contains("section = 'Sport'") => "UPDATE article SET section = 'Port' WHERE id = 1",
        _ if damage.contains("language") => "UPDATE article SET language = NULL WHERE id = 1",
        _ if damage.contains("Another") => "UPDATE outlet SET name = 'The Quay Times'",
        _ if damage.contains("trains") => "DELETE FROM metadata",
        _ if damage.contains("y.txt") => "UPDATE article SET key = 'news/z.txt' WHERE id = 2",
        _ if damage.contains("removed_at") => {
            "UPDATE article SET removed_at = '2024-05-01T12:00:00.000Z' WHERE id = 2"
        }
        _ => "",
    };
    vandal.execute_batch(mend).unwrap();
}

#[test]
fn an_interrupted_purge_is_a_problem() {
    let fixture = corpus();
    let insert = "INSERT INTO operation (kind, state, started_at, program_version)
                  VALUES ('purge', 'interrupted', '2024-05-01T12:00:00.000Z', '0.1.0')";
    fixture.client().execute_batch(insert).unwrap();
    assert_eq!(fixture.found(), [(Purge, None, None)]);
}

/// Destroys a page that holds texts: what it held is named, and the rest is still looked at.
#[test]
fn rows_that_cannot_be_read_are_named_and_the_rest_goes_on() {
    let texts: Vec<(String, String)> = (1..=40)
        .map(|number| {
            (format!("{number:02}.txt"), format!("Report {number}. {}", "The harbour. ".repeat(20)))
        })
        .collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let fixture = corpus_of(&files);
    let client = fixture.vandal();
    client.execute_batch("UPDATE text SET body = 'x' || body WHERE id = 40").unwrap();
    client.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(client);
    let mut bytes = fs::read(&fixture.database).unwrap();
    let at = bytes.windows(10).rposition(|window| window == b"Report 20.").unwrap();
    let page = at / 2048 * 2048;
    bytes[page..page + 2048].fill(0);
    fs::write(&fixture.database, bytes).unwrap();
    let found = fixture.found();
    assert!(found.contains(&(Unreadable, Some(20), Some(1))), "{found:?}");
    assert!(found.contains(&(Bytes, Some(40), Some(1))), "{found:?}");
    assert!(found.iter().any(|(kind, ..)| *kind == File), "{found:?}");
    let unreadable =
        found.iter().filter(|(kind, article, _)| (*kind, article.is_some()) == (Unreadable, true));
    assert!((2..=20).contains(&unreadable.count()), "{found:?}");
}

#[test]
fn a_truncated_file_is_a_problem() {
    let fixture = corpus();
    let bytes = fs::read(&fixture.database).unwrap();
    fs::write(&fixture.database, &bytes[..bytes.len() / 2]).unwrap();
    let problems = file(&fixture.database, &Options::default(), &mut ()).unwrap().problems;
    assert_eq!(crate::brief(&problems), [(File, None, None)]);
}

/// Whatever byte of the file is another one, a verification ends, and says so or finds the content sound.
#[test]
fn no_damage_of_the_file_stops_a_verification() {
    let fixture = corpus();
    fixture.client().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    let sound = fs::read(&fixture.database).unwrap();
    let copy = fixture.database.with_file_name("copy.db");
    let mut random = fastrand::Rng::with_seed(20);
    let (mut found, mut refused) = (0, 0);
    for _ in 0..150 {
        let mut bytes = sound.clone();
        let at = random.usize(100..bytes.len());
        bytes[at] ^= random.u8(1..);
        fs::write(&copy, bytes).unwrap();
        match file(&copy, &Options::default(), &mut ()) {
            Ok(verification) => found += usize::from(!verification.problems.is_empty()),
            Err(Error::Refused { .. } | Error::Database { .. }) => refused += 1,
            Err(error) => panic!("byte {at}: {error:?}"),
        }
    }
    assert!(found > 20 && refused < 20, "{found} found, {refused} refused");
}

#[test]
fn it_can_be_stopped() {
    let fixture = corpus();
    let options = Options { quick: false, stop: Arc::new(AtomicBool::new(true)) };
    assert!(matches!(file(&fixture.database, &options, &mut ()), Err(Error::Interrupted { .. })));
    assert_eq!(fixture.verify().problems, []);
}
