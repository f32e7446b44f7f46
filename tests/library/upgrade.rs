//! A corpus of every released schema opens, is upgraded, and then is like one that was made today.
//!
//! tests/library/databases holds one corpus for each schema, made by the program of its time from the samples in seeds/
//! (tests/library/databases/README.md says how) and never touched again.

use corpusdb::ops::{list, show, verify};
use corpusdb::{Access, Corpus};
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};

fn frozen() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/library/databases");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "db"))
        .collect();
    files.sort();
    files
}

/// The definitions of everything in the schema, and the rows that the schema itself brings.
fn schema(database: &Path) -> Vec<String> {
    let client = Connection::open(database).unwrap();
    let sql = "
        SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema
        UNION ALL
        SELECT 'field ' || name || ' ' || type FROM field WHERE standard
        UNION ALL
        SELECT 'migration ' || version || ' ' || name || ' ' || checksum FROM refinery_schema_history
        ORDER BY 1
    ";
    let mut statement = client.prepare(sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn there_is_a_frozen_corpus_of_every_schema() {
    let migrations = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations")).unwrap().count();
    assert_eq!(frozen().len(), migrations);
}

#[test]
fn a_frozen_corpus_becomes_like_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let new = folder.path().join("new.db");
    drop(Corpus::create(&new).unwrap());
    for old in frozen() {
        let copy = folder.path().join(old.file_name().unwrap());
        fs::copy(&old, &copy).unwrap();
        drop(Corpus::open(&copy, Access::Write).unwrap());
        assert_eq!(schema(&copy), schema(&new), "{}", old.display());
    }
}

#[test]
fn a_frozen_corpus_holds_what_it_held() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for old in frozen() {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("corpus.db");
        fs::copy(&old, &copy).unwrap();
        let mut corpus = Corpus::open(&copy, Access::Write).unwrap();
        let verified = verify::verify(&mut corpus, &verify::Options::default(), &mut ()).unwrap();
        assert_eq!(verified.problems, [], "{}", old.display());
        let mut articles = 0;
        list::list(&corpus, &list::Options::default(), &mut |article| {
            articles += 1;
            let name = article.key.strip_prefix("first/").unwrap();
            let current = show::bytes(&corpus, &article.id.to_string().parse().unwrap())?;
            // The article that the second edition dropped is as the first had it.
            let second = fs::read(root.join("seeds/second").join(name));
            let expected = second.or_else(|_| fs::read(root.join("seeds/first").join(name))).unwrap();
            assert_eq!(current, expected, "{name}");
            let first = show::bytes(&corpus, &format!("{}@first", article.id).parse().unwrap())?;
            assert!(!first.is_empty());
            Ok(())
        })
        .unwrap();
        assert_eq!(articles, 7);
        let detail = show::show(&corpus, &"strait-and-steppe-whose-hand.txt".parse().unwrap()).unwrap();
        assert_eq!(detail.versions.len(), 2);
        assert_eq!(detail.article.outlet.as_deref(), Some("Strait & Steppe"));
        assert_eq!(detail.origins["outlet"].to_string(), "csv:metadata.csv");
    }
}
