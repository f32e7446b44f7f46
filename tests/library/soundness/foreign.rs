//! What other programs add to the schema is recognised, named with the statement that takes it away, and stands in nobody's way.

use super::corpus;
use crate::fixture::{Fixture, import_folder, operation};
use corpusdb::ops::select::Selection;
use corpusdb::ops::{analyse, backup, metadata, purge, repair, undo};
use corpusdb::{Access, Corpus};
use std::fs;

/// Commands of every kind go on.
fn assert_usable(fixture: &Fixture, what: &str) {
    let mut corpus = fixture.open();
    let values = ["section=Sea".parse().unwrap(), "topic=x".parse().unwrap()];
    let all = Selection { references: None, expression: Some("1".to_owned()) };
    metadata::set(&mut corpus, &all, &values, &operation("meta set")).unwrap();
    undo::undo(&mut corpus, &undo::Target::Last, &operation("undo"), undo::Options::default(), &mut |_| {
        Ok(())
    })
    .unwrap();
    fs::write(fixture.database.with_file_name("news/new.txt"), "Another one.").unwrap();
    assert_eq!(import_folder(&mut corpus, &fixture.database.with_file_name("news")).added, 1, "{what}");
    analyse::analyse(&mut corpus, &all, &mut ()).unwrap();
    purge::purge(&mut corpus, &[corpusdb::model::ArticleId(7)], &operation("purge")).unwrap();
    let copy = fixture.database.with_file_name("copy.db");
    let made = backup::backup(&corpus, &copy, &backup::Options::default(), &mut ()).unwrap();
    assert_eq!(made.problems, [], "{what}");
}

#[test]
fn what_does_no_harm_is_a_remark_with_what_takes_it_away() {
    for (change, remark, remedy) in [
        (
            "ALTER TABLE article ADD COLUMN note TEXT",
            "the column note to the table article",
            "ALTER TABLE article DROP COLUMN note",
        ),
        (
            "ALTER TABLE version ADD COLUMN \"my note\" INTEGER DEFAULT 7",
            "the column my note",
            "ALTER TABLE version DROP COLUMN \"my note\"",
        ),
        (
            "ALTER TABLE metadata ADD COLUMN seen INTEGER",
            "the column seen",
            "ALTER TABLE metadata DROP COLUMN seen",
        ),
        (
            "ALTER TABLE file ADD COLUMN a TEXT; ALTER TABLE file ADD COLUMN b TEXT",
            "the columns a, b",
            "ALTER TABLE file DROP COLUMN a; ALTER TABLE file DROP COLUMN b",
        ),
        ("CREATE UNIQUE INDEX one ON article (published, id)", "the index one on article", "DROP INDEX one"),
        (
            "CREATE TABLE note (article INTEGER REFERENCES article, words TEXT)",
            "table note",
            "DROP TABLE note",
        ),
        (
            "CREATE TABLE note (article INTEGER REFERENCES article); INSERT INTO note VALUES (99)",
            "table note",
            "DROP TABLE note",
        ),
        ("CREATE VIEW long AS SELECT id FROM articles WHERE words > 900", "view long", "DROP VIEW long"),
        ("CREATE INDEX by_title ON article (title)", "index by_title", "DROP INDEX by_title"),
        ("CREATE VIRTUAL TABLE titles USING fts5 (title)", "table titles", "DROP TABLE titles"),
    ] {
        let fixture = corpus();
        let client = fixture.client();
        client.execute_batch(&format!("PRAGMA foreign_keys = OFF; {change}")).unwrap();
        drop(client);
        let found = fixture.verify();
        assert_eq!(found.problems, [], "{change}");
        assert!(matches!(found.notes.as_slice(), [note] if note.contains(remark)), "{change}: {found:?}");
        if !remark.contains(&remedy[remedy.len() - 4..]) {
            assert!(found.notes[0].contains(remedy), "{change}: {found:?}");
        }
        assert_usable(&fixture, change);
        fixture.client().execute_batch(remedy).unwrap();
        assert_eq!(fixture.verify().notes, [""; 0], "{change}");
    }
}

#[test]
fn what_may_do_harm_is_a_problem_with_what_takes_it_away() {
    for (change, said, remedy) in [
        (
            "ALTER TABLE article ADD COLUMN note TEXT CHECK (note <> '')",
            "the column note; to take it away: ALTER TABLE article DROP COLUMN note",
            "ALTER TABLE article DROP COLUMN note",
        ),
        (
            "ALTER TABLE version ADD COLUMN mood TEXT NOT NULL DEFAULT 'x'",
            "ALTER TABLE version DROP COLUMN mood",
            "ALTER TABLE version DROP COLUMN mood",
        ),
        (
            "ALTER TABLE source RENAME COLUMN last_root TO place",
            "ALTER TABLE source RENAME COLUMN place TO last_root",
            "ALTER TABLE source RENAME COLUMN place TO last_root",
        ),
    ] {
        let fixture = corpus();
        fixture.client().execute_batch(change).unwrap();
        let options = repair::Options::default();
        let mut corpus = Corpus::open(&fixture.database, Access::Repair).unwrap();
        let repaired = repair::repair(&mut corpus, &options, &operation("repair"), &mut ()).unwrap();
        assert!(
            repaired.problems.iter().any(|problem| problem.detail.contains(said)),
            "{change}: {repaired:?}"
        );
        fixture.client().execute_batch(remedy).unwrap();
        assert_eq!(fixture.verify().problems, [], "{change}");
    }
}
