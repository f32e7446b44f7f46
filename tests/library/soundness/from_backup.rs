//! What a repair takes from another corpus file.

use super::{brief, corpus, vandal};
use crate::fixture::{Fixture, operation};
use corpusdb::model::ProblemKind::{Bytes, Reference, Text};
use corpusdb::model::Repair;
use corpusdb::ops::fingerprint::fingerprint;
use corpusdb::ops::repair::{Options, repair};
use corpusdb::ops::select::Selection;
use corpusdb::{Access, Corpus, Error, Result};
use std::fs;
use std::path::{Path, PathBuf};

fn backup_of(fixture: &Fixture) -> PathBuf {
    fixture.client().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    let backup = fixture.database.with_file_name("backup.db");
    fs::copy(&fixture.database, &backup).unwrap();
    backup
}

fn mend_from(fixture: &Fixture, backup: &Path) -> Result<Repair> {
    let options = Options { from: Some(backup.to_owned()), ..Options::default() };
    let mut corpus = Corpus::open(&fixture.database, Access::Repair)?;
    repair(&mut corpus, &options, &operation("repair"), &mut ())
}

fn print(fixture: &Fixture) -> String {
    let corpus = Corpus::open(&fixture.database, Access::Read).unwrap();
    fingerprint(&corpus, &Selection::default(), true).unwrap().fingerprint.to_string()
}

#[test]
fn contents_that_the_backup_has_whole_come_back() {
    let fixture = corpus();
    let backup = backup_of(&fixture);
    let (whole, content) = (fs::read(&fixture.database).unwrap(), print(&fixture));
    for (damage, expected) in [
        ("UPDATE text SET body = 'Never' WHERE id = 4", (Text, Some(5), Some(1))),
        ("UPDATE text SET body = 'Quay closed' WHERE id = 5", (Bytes, Some(1), Some(2))),
        ("UPDATE blob SET data = x'41' WHERE id = 2", (Bytes, Some(2), Some(1))),
        (
            "UPDATE blob SET data = x'41' WHERE text IS NULL; UPDATE text SET body = 'x' || body",
            (Bytes, Some(2), Some(1)),
        ),
        ("UPDATE blob SET sha256 = zeroblob(32) WHERE id = 2", (Bytes, Some(2), Some(1))),
        ("UPDATE blob SET size = 3 WHERE id = 2", (Bytes, Some(2), Some(1))),
        ("UPDATE blob SET text = 5 WHERE id = 1", (Bytes, Some(1), Some(1))),
        ("DELETE FROM text WHERE id = 5", (Reference, Some(1), Some(2))),
        ("DELETE FROM blob WHERE id = 2", (Reference, Some(2), Some(1))),
        ("DELETE FROM blob; DELETE FROM text", (Reference, Some(2), Some(1))),
        ("UPDATE version SET text = 99 WHERE article = 2", (Reference, Some(2), Some(1))),
        ("UPDATE version SET blob = 99 WHERE article = 2", (Reference, Some(2), Some(1))),
    ] {
        fs::write(&fixture.database, &whole).unwrap();
        vandal(&fixture.database).execute_batch(damage).unwrap();
        assert!(brief(&fixture.problems()).contains(&expected), "{damage}: {:?}", fixture.problems());
        let mended = mend_from(&fixture, &backup).unwrap();
        assert_eq!(mended.problems, [], "{damage}");
        assert_eq!(fixture.verify().problems, [], "{damage}");
        assert_eq!(print(&fixture), content, "{damage}");
    }
}

#[test]
fn what_the_backup_has_not_whole_is_left() {
    let fixture = corpus();
    let backup = backup_of(&fixture);
    vandal(&backup).execute_batch("UPDATE blob SET data = x'42' WHERE id = 2").unwrap();
    vandal(&fixture.database).execute_batch("UPDATE blob SET data = x'41' WHERE id = 2").unwrap();
    let mended = mend_from(&fixture, &backup).unwrap();
    assert_eq!(brief(&mended.problems), [(Bytes, Some(2), Some(1))]);
    let data: Vec<u8> =
        fixture.client().query_row("SELECT data FROM blob WHERE id = 2", [], |row| row.get(0)).unwrap();
    assert_eq!(data, [0x41]);
}

#[test]
fn the_corpus_itself_is_no_backup() {
    let fixture = corpus();
    let error = mend_from(&fixture, &fixture.database).unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{error}");
    assert!(mend_from(&fixture, &fixture.database.with_file_name("none.db")).is_err());
}
