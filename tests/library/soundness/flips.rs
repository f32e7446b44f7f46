//! Flipped bytes and destroyed pages: each is found and named, and none stops the verification.

use super::{corpus, verify_corpus};
use crate::fixture::corpus_of;
use corpusdb::model::ProblemKind::{Bytes, File, Text, Unreadable};
use corpusdb::ops::verify::{Options, file};
use corpusdb::{Access, Corpus, Error};
use rusqlite::{Connection, named_params};
use std::collections::BTreeSet;
use std::fs;

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
    assert_eq!(super::brief(&problems), [(File, None, None)]);
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
