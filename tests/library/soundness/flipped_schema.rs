//! Flipped bits in the table that SQLite keeps the schema in: a repair leaves a file that opens at least as well as before.

use super::{corpus, mend};
use crate::fixture::Fixture;
use corpusdb::ops::fingerprint::fingerprint;
use corpusdb::ops::select::Selection;
use corpusdb::ops::verify::{Options, file};
use corpusdb::{Access, Corpus, Error};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, named_params};
use std::fs;

/// How many problems there are, and the fingerprint of the content, if the file can be opened.
fn state(fixture: &Fixture) -> (Option<usize>, Option<String>) {
    let found = match file(&fixture.database, &Options::default(), &mut ()) {
        Ok(found) => Some(found.problems.len()),
        Err(Error::Refused { .. } | Error::Database { .. }) => None,
        Err(error) => panic!("{error:?}"),
    };
    let print = Corpus::open(&fixture.database, Access::Read)
        .and_then(|corpus| fingerprint(&corpus, &Selection::default(), true))
        .map(|print| format!("{print:?}"));
    (found, print.ok())
}

/// Whether a program without our settings can read the file.
fn opens(fixture: &Fixture) -> bool {
    fixture.client().query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)).is_ok()
}

/// Repairs a damaged file; says whether nothing is wrong with it afterwards.
fn is_mended(fixture: &Fixture, content: &str, damage: &str) -> bool {
    let (before, opened) = (state(fixture), opens(fixture));
    match Corpus::open(&fixture.database, Access::Repair) {
        Ok(corpus) => drop(corpus),
        Err(_) => return false,
    }
    let repaired = mend(fixture);
    let after = state(fixture);
    assert!(!opened || opens(fixture), "{damage}: no program can read the file any more");
    assert!(
        before.0.is_none_or(|before| after.0.is_some_and(|after| after <= before)),
        "{damage}: {repaired:?}"
    );
    assert!(before.1.is_none() || after.1.is_some(), "{damage}: {repaired:?}");
    assert!(after.1.as_ref().is_none_or(|after| before.1.is_none_or(|before| before == *after)), "{damage}");
    assert!(after.0 != Some(0) || after.1.as_deref() == Some(content), "{damage}");
    after.0 == Some(0)
}

fn entries(client: &Connection) -> Vec<(i64, String)> {
    let mut statement = client.prepare("SELECT rowid, name FROM sqlite_schema ORDER BY rowid").unwrap();
    let entries = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    entries.collect::<Result<_, _>>().unwrap()
}

/// A client that writes the table of the schema itself, as damage does.
fn schema_writer(fixture: &Fixture) -> Connection {
    let client = fixture.client();
    client.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false).unwrap();
    client.pragma_update(None, "writable_schema", true).unwrap();
    client
}

/// Flips bit 0x20 of the letter at one place of each of these names.
fn flip_names(fixture: &Fixture, names: &[(i64, String)], at: usize) {
    let client = schema_writer(fixture);
    client.execute_batch("BEGIN").unwrap();
    for (row, name) in names {
        let mut damaged = name.clone().into_bytes();
        let Some(letter) = damaged.get_mut(at) else { continue };
        *letter ^= 0x20;
        let damaged = String::from_utf8(damaged).unwrap();
        let set = "UPDATE sqlite_schema SET name = :name WHERE rowid = :row";
        client.execute(set, named_params! { ":name": damaged, ":row": row }).unwrap();
    }
    client.execute_batch("COMMIT").unwrap();
}

/// Each letter of all names at once, and each place of some names alone.
#[test]
fn the_case_of_each_letter_of_each_name_is_mended() {
    let fixture = corpus();
    fixture.client().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    let whole = fs::read(&fixture.database).unwrap();
    let content = state(&fixture).1.unwrap();
    let names = entries(&fixture.client());
    let longest = names.iter().map(|(_, name)| name.len()).max().unwrap();
    let mut random = fastrand::Rng::with_seed(20);
    for at in 0..longest {
        let alone = [names[random.usize(..names.len())].clone()];
        for some in [names.as_slice(), &alone] {
            fs::write(&fixture.database, &whole).unwrap();
            flip_names(&fixture, some, at);
            let damage =
                format!("letter {at} of {:?}", some.iter().map(|(_, name)| name).collect::<Vec<_>>());
            assert!(is_mended(&fixture, &content, &damage), "{damage}");
        }
    }
}

#[test]
fn other_damage_of_the_schema_is_mended() {
    let fixture = corpus();
    fixture.client().query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    let whole = fs::read(&fixture.database).unwrap();
    let content = state(&fixture).1.unwrap();
    for damage in [
        "UPDATE sqlite_schema SET type = 'tRigger' WHERE name = 'article_kept'",
        "UPDATE sqlite_schema SET type = 'table' WHERE name = 'article_kept'",
        "UPDATE sqlite_schema SET tbl_name = 'Article' WHERE name = 'article_kept'",
        "UPDATE sqlite_schema SET name = 'Article', tbl_name = 'artICle' WHERE name = 'article'",
        "UPDATE sqlite_schema SET type = 'tablf' WHERE name = 'operation'",
        "UPDATE sqlite_schema SET sql = replace(sql, 'TEXT', 'TExT') WHERE name = 'refinery_schema_history'",
        "UPDATE sqlite_schema SET sql = replace(sql, 'article', 'artiXle') WHERE name = 'article_source'",
        "UPDATE sqlite_schema SET sql = 'CREATE TRIGGER article_kept garbage' WHERE name = 'article_kept'",
        "UPDATE sqlite_schema SET sql = 'garbage' WHERE name = 'article_kept'",
        "UPDATE sqlite_schema SET sql = NULL WHERE name = 'article_kept'",
        "UPDATE sqlite_schema SET sql = 'garbage' WHERE type IN ('view', 'trigger')",
        "UPDATE sqlite_schema SET sql = 'garbage' WHERE name = 'version_blob'",
        "UPDATE sqlite_schema SET sql = 'garbage' WHERE name = 'article'",
        "UPDATE sqlite_schema SET sql = NULL WHERE name = 'text'",
        "UPDATE sqlite_schema SET sql = CAST(x'fffe' AS TEXT) WHERE name = 'articles'",
        "UPDATE sqlite_schema SET name = 'sqlite_autoindex_articlf_1' WHERE name = 'sqlite_autoindex_article_1'",
        "UPDATE sqlite_schema SET rootpage = 5 WHERE name = 'article_kept'",
        "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 'article_kept'",
        "INSERT INTO sqlite_schema SELECT type, 'Article_kept', tbl_name, 0, sql FROM sqlite_schema WHERE name = 'article_kept'",
        "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 'version_blob'",
        "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 'article'",
        "INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE type IN ('trigger', 'view')",
        "DELETE FROM sqlite_schema WHERE type = 'view' AND name = 'articles'",
        "DELETE FROM sqlite_schema WHERE type = 'view'",
    ] {
        fs::write(&fixture.database, &whole).unwrap();
        assert!(schema_writer(&fixture).execute(damage, []).unwrap() > 0, "{damage}");
        assert!(is_mended(&fixture, &content, damage), "{damage}");
    }
}

/// What can't be mended is left as it was.
#[test]
fn no_repair_of_a_flipped_bit_of_the_schema_makes_it_worse() {
    let fixture = corpus();
    let client = fixture.client();
    client.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    let size: usize = client.pragma_query_value(None, "page_size", |row| row.get(0)).unwrap();
    let mut statement = client.prepare("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'").unwrap();
    let pages: Vec<usize> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    drop(statement);
    drop(client);
    let whole = fs::read(&fixture.database).unwrap();
    let content = state(&fixture).1.unwrap();
    let mut random = fastrand::Rng::with_seed(26);
    let mut mended = 0;
    for _ in 0..120 {
        let at = (pages[random.usize(..pages.len())] - 1) * size + random.usize(100..size);
        let bit = random.u8(..8);
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << bit;
        fs::write(&fixture.database, bytes).unwrap();
        mended += usize::from(is_mended(&fixture, &content, &format!("bit {bit} of byte {at}")));
    }
    assert!(mended > 80, "only {mended}");
}
