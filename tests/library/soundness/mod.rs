//! Damage of every kind: verifying finds and names it, repairing mends what can be derived, a backup brings back all.

mod backup;
mod circles;
mod derived;
mod every_cell;
mod flipped_schema;
mod flips;
mod foreign;
mod from_backup;
mod outside;
mod repair;
mod verify;

use crate::fixture::{Fixture, corpus_of, import_folder, operation};
use corpusdb::model::{Problem, ProblemKind, Repair, Verification};
use corpusdb::ops::repair::{self as repairing, repair as repair_corpus};
use corpusdb::ops::verify::{Options, verify as verify_corpus};
use corpusdb::{Access, Corpus};
use rusqlite::Connection;
use std::fs;
use std::path::Path;

const UTF_8: &str = "Quay opens\n\nOn Monday.";
const NEWER: &str = "Quay shut\n\nOn Friday.";

fn utf_16(text: &str) -> Vec<u8> {
    [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// Articles 1 to 6: one in UTF-8 with two versions; one in UTF-16; the first one's text in UTF-16; a legacy charset; a
/// byte order mark; the same bytes as those of article 4.
fn corpus() -> Fixture {
    let legacy = b"Caf\xE9 ferm\xE9, d\xE9j\xE0 vendu \xE0 Besan\xE7on".as_slice();
    let (wide, same_text) = (utf_16("Ferry «late»"), utf_16(UTF_8));
    let fixture = corpus_of(&[
        ("a.txt", UTF_8.as_bytes()),
        ("b.txt", &wide),
        ("c.txt", &same_text),
        ("d.txt", legacy),
        ("e.txt", b"\xEF\xBB\xBFMarked"),
        ("f.txt", legacy),
    ]);
    let news = fixture.database.with_file_name("news");
    fs::write(news.join("a.txt"), NEWER).unwrap();
    assert_eq!(import_folder(&mut fixture.open(), &news).changed, 1);
    fixture
}

impl Fixture {
    fn open(&self) -> Corpus {
        Corpus::open(&self.database, Access::Write).unwrap()
    }

    fn vandal(&self) -> Connection {
        vandal(&self.database)
    }

    fn client(&self) -> Connection {
        Connection::open(&self.database).unwrap()
    }

    fn verify(&self) -> Verification {
        let mut corpus = Corpus::open(&self.database, Access::Read).unwrap();
        verify_corpus(&mut corpus, &Options::default(), &mut ()).unwrap()
    }

    /// The problems, but for missing triggers, which a vandal leaves behind.
    fn problems(&self) -> Vec<Problem> {
        let mut problems = self.verify().problems;
        problems.retain(|problem| !problem.detail.starts_with("the trigger"));
        problems
    }

    /// What the problems are and whom they concern, without the details.
    fn found(&self) -> Vec<(ProblemKind, Option<i64>, Option<u32>)> {
        brief(&self.problems())
    }
}

/// A client that damages: without foreign keys, and without the triggers that keep what is there.
fn vandal(database: &Path) -> Connection {
    let client = Connection::open(database).unwrap();
    let triggers: Vec<String> = client
        .prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name <> 'articles' ORDER BY name",
        )
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for trigger in triggers {
        client.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
    }
    client.pragma_update(None, "foreign_keys", false).unwrap();
    client
}

/// Repairs, also what SQLite can't wholly understand.
fn mend(fixture: &Fixture) -> Repair {
    let mut corpus = Corpus::open(&fixture.database, Access::Repair).unwrap();
    repair_corpus(&mut corpus, &repairing::Options::default(), &operation("repair"), &mut ()).unwrap()
}

fn brief(problems: &[Problem]) -> Vec<(ProblemKind, Option<i64>, Option<u32>)> {
    let brief = |problem: &Problem| {
        (problem.kind, problem.article.map(|id| id.0), problem.version.map(|number| number.0))
    };
    problems.iter().map(brief).collect()
}
