//! Files that hold several documents: their articles are treated like those of files of their own.

use crate::fixture::{Fixture, captures, corpus_of, import_folder, operation, page, table};
use corpusdb::model::{ArticleId, ImportReport};
use corpusdb::ops::import::{self, Input, Options};
use corpusdb::ops::select::Selection;
use corpusdb::ops::undo::{self, Target};
use corpusdb::ops::{fingerprint, purge, show, verify};
use corpusdb::{Access, Corpus};
use rusqlite::Connection;
use std::fs;

const ROWS: [(&str, &str); 2] =
    [("Ebbe am Deich", "Das Wasser geht zurück."), ("Marée haute", "L’eau monte sur les quais.")];

/// A corpus with a table of two articles, and its folder.
fn with_table() -> (Fixture, std::path::PathBuf) {
    let fixture = corpus_of::<&str>(&[]);
    let news = fixture.database.with_file_name("news");
    fs::write(news.join("rows.csv"), table(&ROWS)).unwrap();
    assert_eq!(import(&fixture).added, 2);
    (fixture, news)
}

fn open(fixture: &Fixture) -> Corpus {
    Corpus::open(&fixture.database, Access::Write).unwrap()
}

fn import(fixture: &Fixture) -> ImportReport {
    import_folder(&mut open(fixture), &fixture.database.with_file_name("news"))
}

fn assert_sound(fixture: &Fixture) {
    let found = verify::verify(&mut open(fixture), &verify::Options::default(), &mut ()).unwrap();
    assert_eq!(found.problems, []);
}

fn undo_last(fixture: &Fixture) {
    let options = undo::Options::default();
    undo::undo(&mut open(fixture), &Target::Last, &operation("undo"), options, &mut |_| Ok(())).unwrap();
}

fn keys(fixture: &Fixture) -> Vec<String> {
    let client = Connection::open(&fixture.database).unwrap();
    let mut statement = client.prepare("SELECT key FROM articles ORDER BY id").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn a_table_that_did_not_change_is_not_read_again() {
    let (fixture, _) = with_table();
    let again = import(&fixture);
    assert_eq!((again.unchanged, again.added + again.changed + again.failed), (2, 0));
    assert_eq!(keys(&fixture), ["news/rows.csv/1", "news/rows.csv/2"]);
    assert_sound(&fixture);
}

#[test]
fn an_undone_import_of_a_table_is_done_again_by_the_next() {
    let (fixture, news) = with_table();
    undo_last(&fixture);
    assert_eq!(keys(&fixture), [""; 0]);
    assert_eq!(import(&fixture).added, 2);
    fs::write(news.join("rows.csv"), table(&[ROWS[0], ("Marée basse", "L’eau descend.")])).unwrap();
    assert_eq!(import(&fixture).changed, 1);
    undo_last(&fixture);
    let title = |reference: &str| {
        show::show(&open(&fixture), &reference.parse().unwrap()).unwrap().article.title.unwrap()
    };
    assert_eq!(title("rows.csv/2"), "Marée haute");
    let again = import(&fixture);
    assert_eq!((again.changed + again.reverted, again.unchanged), (1, 1), "{again:?}");
    assert_eq!(title("rows.csv/2"), "Marée basse");
    assert_sound(&fixture);
}

#[test]
fn a_table_that_is_gone_takes_its_articles_along_and_brings_them_back() {
    let (fixture, news) = with_table();
    fs::rename(news.join("rows.csv"), fixture.database.with_file_name("kept.csv")).unwrap();
    fs::write(news.join("other.txt"), "Springflut").unwrap();
    assert_eq!(import(&fixture).missing, 2);
    undo_last(&fixture);
    assert_eq!(import(&fixture).missing, 2);
    assert_sound(&fixture);
    fs::rename(fixture.database.with_file_name("kept.csv"), news.join("rows.csv")).unwrap();
    let again = import(&fixture);
    assert_eq!((again.unchanged, again.added, again.missing), (3, 0, 0), "{again:?}");
    assert_sound(&fixture);
}

#[test]
fn a_folder_in_the_place_of_a_table_is_another_thing() {
    let (fixture, news) = with_table();
    fs::remove_file(news.join("rows.csv")).unwrap();
    fs::create_dir(news.join("rows.csv")).unwrap();
    fs::write(news.join("rows.csv/1"), "Sturmflut an der Küste").unwrap();
    let report = import(&fixture);
    assert_eq!((report.changed, report.missing), (1, 1), "{report:?}");
    assert_sound(&fixture);
}

#[test]
fn a_row_whose_file_was_forgotten_is_noted_again() {
    let (fixture, _) = with_table();
    let client = Connection::open(&fixture.database).unwrap();
    client.execute("DELETE FROM file WHERE article = 2", []).unwrap();
    let count = "SELECT count(*) FROM file WHERE container IS NOT NULL";
    let again = import(&fixture);
    assert_eq!((again.unchanged, again.added), (2, 0), "{again:?}");
    assert_eq!(client.query_row(count, [], |row| row.get::<_, i64>(0)).unwrap(), 2);
    assert_sound(&fixture);
}

#[test]
fn other_programs_can_only_make_a_container_be_read_again() {
    let (fixture, _) = with_table();
    let client = Connection::open(&fixture.database).unwrap();
    client.execute("UPDATE container SET sha256 = zeroblob(32), mtime_ns = NULL", []).unwrap();
    for refused in [
        "UPDATE container SET path = 'x', sha256 = zeroblob(32), mtime_ns = NULL",
        "UPDATE container SET sha256 = randomblob(32)",
        "UPDATE container SET mtime_ns = 1",
        "DELETE FROM container",
        "INSERT INTO container (source, path, kind, sha256, size) VALUES (1, 'x', 'zip', zeroblob(32), 1)",
        "INSERT INTO layout (columns) VALUES ('{}')",
        "UPDATE layout SET columns = '{}'",
        "DELETE FROM layout",
        "UPDATE version SET captured = '2023-04-13T09:30:00.000Z'",
        "UPDATE blob SET packing = 'zlib'",
    ] {
        client.execute(refused, []).expect_err(refused);
    }
    assert_sound(&fixture);
}

#[test]
fn a_purged_row_comes_back_only_when_it_is_let_in() {
    let (fixture, _) = with_table();
    purge::purge(&mut open(&fixture), &[ArticleId(2)], &operation("purge")).unwrap();
    for _ in 0..2 {
        let report = import(&fixture);
        assert_eq!((report.unchanged, report.purged, report.added), (1, 1, 0), "{report:?}");
    }
    purge::allow(&mut open(&fixture), &["2".to_owned()], &operation("purge allow")).unwrap();
    assert_eq!(import(&fixture).added, 1);
    assert_sound(&fixture);
}

#[test]
fn a_row_that_failed_is_tried_again() {
    let fixture = corpus_of::<&str>(&[]);
    let news = fixture.database.with_file_name("news");
    let long = "Das Wasser steigt. ".repeat(40);
    fs::write(news.join("rows.csv"), table(&[ROWS[0], ("Flut", &long)])).unwrap();
    let import_up_to = |max_size| {
        let plan = import::plan(vec![Input::Path(news.clone())], None).unwrap();
        let (operation, options) = (operation("import"), Options { max_size, ..Options::default() });
        let at = operation.at;
        import::import(&mut open(&fixture), &plan, &operation, &options, &|| at, &mut ()).unwrap()
    };
    for _ in 0..2 {
        assert_eq!(import_up_to(200).failed, 1);
    }
    let whole = import_up_to(2000);
    assert_eq!((whole.unchanged, whole.added, whole.failed), (1, 1, 0), "{whole:?}");
}

#[test]
fn captures_are_the_same_versions_in_whatever_order_they_come() {
    let pages = [13, 14, 15]
        .map(|day| page("Deichbruch", &format!("Der Deich hielt bis zum {day}. April. ").repeat(9)));
    let address = "https://zeitung.example/deich";
    let of = |days: [usize; 3]| captures(&days.map(|day| (address, [13, 14, 15][day], pages[day].as_str())));
    let mut found = Vec::new();
    for order in [[[0, 1, 2], [0, 1, 2]], [[2, 1, 0], [0, 0, 0]], [[1, 1, 1], [2, 0, 2]]] {
        let fixture = corpus_of::<&str>(&[]);
        let crawl = fixture.database.with_file_name("news").join("crawl.warc");
        for days in order {
            fs::write(&crawl, of(days)).unwrap();
            assert_eq!(import(&fixture).failed, 0);
        }
        assert_sound(&fixture);
        let client = Connection::open(&fixture.database).unwrap();
        let text: String = client.query_row("SELECT text FROM articles", [], |row| row.get(0)).unwrap();
        assert!(text.contains("bis zum 15. April"), "{text}");
        found.push(fingerprint::fingerprint(&open(&fixture), &Selection::default(), true).unwrap());
    }
    assert_eq!(found[0], found[1]);
    assert_eq!(found[0], found[2]);
}
