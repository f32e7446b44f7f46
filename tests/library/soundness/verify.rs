//! What verifying finds.

use super::{corpus, vandal};
use crate::fixture::operation;
use corpusdb::Error;
use corpusdb::model::ProblemKind::{
    Bytes, History, Index, Purge, Reference, Schema, Text, Unreadable, Version, Words,
};
use corpusdb::model::{ArticleRef, Assignment};
use corpusdb::ops::outlets::Description;
use corpusdb::ops::select::Selection;
use corpusdb::ops::undo::{self, Target};
use corpusdb::ops::verify::{Options, file};
use corpusdb::ops::{metadata, outlets};
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
        ("UPDATE text SET normalized_profile = 1 WHERE id = 2", (Words, Some(2), Some(1))),
    ] {
        let fixture = corpus();
        fixture.vandal().execute_batch(damage).unwrap();
        let found = fixture.found();
        assert!(found.contains(&expected), "{damage}: {found:?}");
        assert!(found.iter().all(|(_, article, _)| *article == expected.1), "{damage}: {found:?}");
    }
}

#[test]
fn the_index_is_compared_with_the_texts() {
    for damage in [
        "INSERT INTO text_fts (text_fts, rowid, headline, body) SELECT 'delete', id, '', body FROM text WHERE id = 1",
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
        (
            "ALTER TABLE source RENAME COLUMN last_root TO place",
            "the table source isn't as it was made: it has the column place and not last_root; if that was renamed: \
             ALTER TABLE source RENAME COLUMN place TO last_root",
        ),
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
            let found = super::brief(&file(&fixture.database, &options, &mut ()).unwrap().problems);
            assert!(found.contains(&expected), "{damage}: {found:?}");
        }
    }
}

#[test]
fn what_was_undone_is_what_says_so() {
    let fixture = corpus();
    undo::undo(&mut fixture.open(), &Target::Last, &operation("undo"), undo::Options::default(), &mut |_| {
        Ok(())
    })
    .unwrap();
    assert_eq!(fixture.found(), []);
    let undone = "SELECT id FROM version WHERE undone_by IS NOT NULL ORDER BY id LIMIT 1";
    let client = fixture.vandal();
    let version: i64 = client.query_row(undone, [], |row| row.get(0)).unwrap();
    client.execute("UPDATE version SET undone_by = NULL WHERE id = ?1", [version]).unwrap();
    let found = fixture.found();
    assert!(
        found.iter().any(|(kind, article, number)| *kind == Version && article.is_some() && number.is_some())
    );
    assert!(
        found.iter().any(|(kind, article, number)| *kind == Version && article.is_some() && number.is_none())
    );
}

#[test]
fn definitions_are_what_their_history_made_them() {
    let fixture = corpus();
    let description =
        Description { homepage: Some("https://quay.example".to_owned()), ..Description::default() };
    outlets::add(&mut fixture.open(), "Quay Times", &description, &operation("outlet add")).unwrap();
    assert_eq!(fixture.found(), []);
    for damage in [
        "UPDATE outlet SET homepage = 'https://other.example'",
        "DELETE FROM outlet",
        "INSERT INTO outlet_alias (alias, outlet) VALUES ('QT', 1)",
        "INSERT INTO field (name, type) VALUES ('topic', 'text')",
        "UPDATE source SET last_root = '/elsewhere'",
    ] {
        let copy = fixture.database.with_file_name("copy.db");
        fs::copy(&fixture.database, &copy).unwrap();
        vandal(&copy).execute_batch(damage).unwrap();
        let mut problems = file(&copy, &Options::default(), &mut ()).unwrap().problems;
        problems.retain(|problem| problem.kind == History);
        assert!(!problems.is_empty(), "{damage}");
    }
}

#[test]
fn the_history_leads_to_the_present_values() {
    let fixture = corpus();
    let first = Selection { references: Some(vec!["1".parse::<ArticleRef>().unwrap()]), expression: None };
    let set = |text: &str| {
        let values: Assignment = text.parse().unwrap();
        metadata::set(&mut fixture.open(), &first, &[values], &operation("meta set")).unwrap();
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
    drop(client);
    let copy = fixture.database.with_file_name("copy.db");
    for (article, damage) in [
        (1, "UPDATE article SET section = 'Sport' WHERE id = 1"),
        (1, "UPDATE article SET language = 'en' WHERE id = 1"),
        (1, "UPDATE outlet SET name = 'Another'"),
        (1, "INSERT INTO metadata (article, field, value) VALUES (1, 'topic', 'trains')"),
        (2, "UPDATE article SET key = 'news/y.txt' WHERE id = 2"),
        (2, "UPDATE article SET removed_at = NULL WHERE id = 2"),
        (1, "UPDATE metadata_change SET old = 'Nobody' WHERE field = 'author'"),
        (1, "UPDATE metadata_change SET new = CAST(x'ff' AS TEXT) WHERE field = 'section'"),
        (1, "DELETE FROM metadata_change WHERE new = 'boats'"),
    ] {
        fs::copy(&fixture.database, &copy).unwrap();
        vandal(&copy).execute_batch(damage).unwrap();
        let mut problems = file(&copy, &Options::default(), &mut ()).unwrap().problems;
        problems.retain(|problem| problem.kind != Schema);
        let found = super::brief(&problems);
        assert!(!found.is_empty(), "{damage}");
        assert!(found.contains(&(History, Some(article), None)), "{damage}: {found:?}");
        assert!(found.iter().all(|(kind, whose, _)| matches!(kind, History | Unreadable)
            && whose.is_none_or(|whose| whose == article)));
    }
}

#[test]
fn an_interrupted_purge_is_a_problem() {
    let fixture = corpus();
    let insert = "INSERT INTO operation (kind, state, started_at, program_version, process)
                  VALUES ('purge', 'running', '2024-05-01T12:00:00.000Z', '0.1.0', 1);
                  UPDATE operation SET state = 'interrupted', finished_at = started_at, process = NULL WHERE kind = 'purge'";
    fixture.client().execute_batch(insert).unwrap();
    assert_eq!(fixture.found(), [(Purge, None, None)]);
}

#[test]
fn it_can_be_stopped() {
    let fixture = corpus();
    let options = Options { stop: Arc::new(AtomicBool::new(true)), ..Options::default() };
    assert!(matches!(file(&fixture.database, &options, &mut ()), Err(Error::Interrupted { .. })));
    assert_eq!(fixture.verify().problems, []);
}
