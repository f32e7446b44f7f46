//! Documents: pages, rows, archives and captures become articles, and importing them again finds what changed.

use crate::fixture::{import_as, operation};
use corpusdb::Corpus;
use corpusdb::model::ImportReport;
use corpusdb::ops::import::{self, Input, Options};
use corpusdb::ops::select::Selection;
use corpusdb::ops::{fingerprint, list, show, undo, verify};
use std::fs;
use std::path::{Path, PathBuf};

/// A page of a newspaper: navigation, an article and what it states about itself.
const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry service resumes | Harbour Gazette</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry service resumes",
"datePublished": "2024-03-02T08:00:00+01:00", "author": [{"@type": "Person", "name": "Ines Moreau"}]}</script></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Ferry service resumes</h1>
<p>The ferry between the island and the mainland sailed again on Saturday, three weeks after a storm had damaged its landing.</p>
<p>The harbour master said that the repairs had cost about 40,000 euros, most of which the insurance would pay.</p>
<p>Two crossings a day are planned until the end of April. From May on there will be five, as in earlier years.</p>
</article><footer>All rights reserved</footer></body></html>"#;

struct Place {
    folder: tempfile::TempDir,
    corpus: Corpus,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let corpus = Corpus::create(&folder.path().join("corpus.db")).unwrap();
        fs::create_dir(folder.path().join("news")).unwrap();
        Self { folder, corpus }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("news").join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn import(&mut self) -> ImportReport {
        let folder: PathBuf = self.folder.path().join("news");
        import_as(&mut self.corpus, Path::new(&folder), None)
    }

    fn sound(&mut self) {
        let found = verify::verify(&mut self.corpus, &verify::Options::default(), &mut ()).unwrap();
        assert_eq!(found.problems, []);
    }

    fn fingerprint(&self) -> String {
        fingerprint::fingerprint(&self.corpus, &Selection::default(), true).unwrap().fingerprint.to_string()
    }

    fn rows(&self, sql: &str) -> Vec<String> {
        let client = rusqlite::Connection::open(self.folder.path().join("corpus.db")).unwrap();
        let mut statement = client.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    }
}

/// A WARC with one response record for each address, time and page.
fn warc(captures: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (address, time, page) in captures {
        let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        bytes.extend(
            format!(
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: {time}\r\n\
                 Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{http}\r\n\r\n",
                http.len()
            )
            .into_bytes(),
        );
    }
    bytes
}

#[test]
fn a_page_keeps_its_bytes_and_gives_its_text_and_what_it_states() {
    let mut place = Place::new();
    place.write("ferry.html", PAGE);
    assert_eq!(place.import().added, 1);
    let one = "1".parse().unwrap();
    assert_eq!(show::bytes(&place.corpus, &one).unwrap(), PAGE.as_bytes());
    let detail = show::show(&place.corpus, &one).unwrap();
    assert_eq!(detail.article.title.as_deref(), Some("Ferry service resumes"));
    assert_eq!(detail.article.author.as_deref(), Some("Ines Moreau"));
    assert_eq!(detail.article.published.as_deref(), Some("2024-03-02T08:00:00+01:00"));
    assert_eq!(detail.origins["author"].to_string(), "page");
    let text = place.rows("SELECT text FROM articles").remove(0);
    assert!(text.starts_with("Ferry service resumes\n\nThe ferry between"), "{text}");
    assert!(!text.contains("Sport") && !text.contains("rights reserved") && !text.contains('<'), "{text}");
    assert_eq!(place.rows("SELECT packing FROM blobs"), ["zlib"]);
    place.sound();
}

#[test]
fn rows_in_another_order_are_the_same_articles() {
    let mut place = Place::new();
    let row = |id: u32, body: &str| {
        format!(
            "{{\"id\": \"a{id}\", \"title\": \"Report {id}\", \"text\": \"{body}\", \"section\": \"Trade\", \"desk\": \"b{id}\"}}\n"
        )
    };
    let body = |id: u32| {
        format!("The council of town {id} met on Monday. It decided to mend the bridge before winter.")
    };
    let first: String = (0..20).map(|id| row(id, &body(id))).collect();
    place.write("wire.jsonl", first);
    let report = place.import();
    assert_eq!((report.added, report.failed), (20, 0));
    assert_eq!(place.rows("SELECT DISTINCT section FROM articles"), ["Trade"]);
    assert_eq!(place.rows("SELECT value FROM metadata WHERE field = 'desk' AND article = 3"), ["b2"]);
    place.sound();

    let mut again: Vec<String> = (0..20).map(|id| row(id, &body(id))).rev().collect();
    again[4] = row(15, "The council of town 15 met on Tuesday.");
    place.write("wire.jsonl", again.concat());
    let report = place.import();
    assert_eq!((report.added, report.changed, report.unchanged, report.missing), (0, 1, 19, 0));
    place.sound();

    place.write("wire.jsonl", again[2..].concat());
    let report = place.import();
    assert_eq!((report.added, report.changed, report.unchanged, report.missing), (0, 0, 18, 2));
    fs::remove_file(place.path("wire.jsonl")).unwrap();
    assert_eq!(place.import().missing, 18);
    place.sound();
}

#[test]
fn captures_are_versions_in_the_order_of_their_dates() {
    let edited = PAGE.replace("40,000 euros", "60,000 euros");
    let advertised = PAGE.replace("Sport", "Sports and weather");
    let address = "https://gazette.example/ferry";
    let captures = [
        (address, "2024-03-02T09:00:00Z", PAGE),
        (address, "2024-03-03T09:00:00Z", advertised.as_str()),
        (address, "2024-03-04T09:00:00Z", edited.as_str()),
        ("https://gazette.example/other", "2024-03-02T09:00:00Z", PAGE),
    ];
    let mut fingerprints = Vec::new();
    for order in [[0, 1, 2, 3], [2, 0, 1, 3], [3, 1, 0, 2], [2, 1, 0, 3]] {
        let mut place = Place::new();
        // Each capture in a file of its own, imported one after another.
        for index in order {
            place.write(&format!("crawl-{index}.warc"), warc(&captures[index..=index]));
            let report = place.import();
            assert_eq!(report.failed, 0, "{report:?}");
        }
        place.sound();
        assert_eq!(place.rows("SELECT key FROM articles ORDER BY key").len(), 2);
        assert_eq!(
            place.rows(
                "SELECT captured || iif(text LIKE '%60,000%', ' new', ' old') FROM versions
                 WHERE key LIKE '%ferry' ORDER BY captured"
            ),
            ["2024-03-02T09:00:00.000Z old", "2024-03-03T09:00:00.000Z old", "2024-03-04T09:00:00.000Z new"]
        );
        let current = place.rows("SELECT text FROM articles WHERE key LIKE '%ferry'").remove(0);
        assert!(current.contains("60,000"));
        assert_eq!(
            place.rows("SELECT count(DISTINCT text) || '' FROM versions WHERE key LIKE '%ferry'"),
            ["2"]
        );
        fingerprints.push(place.fingerprint());
    }
    assert!(fingerprints.windows(2).all(|pair| pair[0] == pair[1]), "{fingerprints:?}");
}

#[test]
fn the_latest_capture_that_states_a_field_decides_about_it() {
    let address = "https://gazette.example/ferry";
    let with = |section: &str| {
        PAGE.replace("\"headline\"", &format!("\"articleSection\": \"{section}\", \"headline\""))
    };
    let (trade, ports) = (with("Trade"), with("Ports"));
    let captures = [
        (address, "2024-03-02T09:00:00Z", trade.as_str()),
        (address, "2024-03-03T09:00:00Z", ports.as_str()),
        (address, "2024-03-04T09:00:00Z", PAGE),
    ];
    for order in [[0, 1, 2], [2, 0, 1], [2, 1, 0], [1, 2, 0]] {
        let mut place = Place::new();
        for index in order {
            place.write(&format!("crawl-{index}.warc"), warc(&captures[index..=index]));
            assert_eq!(place.import().failed, 0);
        }
        assert_eq!(place.rows("SELECT section FROM articles"), ["Ports"], "{order:?}");
        place.sound();
    }
}

#[test]
fn a_container_that_did_not_change_is_not_taken_apart_again() {
    let mut place = Place::new();
    place.write("crawl.warc", warc(&[("https://gazette.example/ferry", "2024-03-02T09:00:00Z", PAGE)]));
    let first = place.import();
    assert_eq!((first.added, first.unchanged), (1, 0));
    let second = place.import();
    assert_eq!((second.added, second.unchanged, second.bytes), (0, 1, 0));
    let first = undo::Target::Operation(first.operation.unwrap());
    undo::undo(&mut place.corpus, &first, &operation("undo"), undo::Options::default(), &mut |_| Ok(()))
        .unwrap();
    place.sound();
    let mut articles = 0;
    list::list(&place.corpus, &list::Options::default(), &mut |_| {
        articles += 1;
        Ok(())
    })
    .unwrap();
    assert_eq!(articles, 0);
    let third = place.import();
    assert_eq!((third.failed, third.changed + third.added), (0, 1), "{third:?}");
    place.sound();
}

#[test]
fn columns_with_another_meaning_are_read_again() {
    let mut place = Place::new();
    place.write("wire.csv", "a,b\nThe bridge is closed until the end of May.,Ann Field\nThe market moves to the square.,Bo Hill\n");
    let import = |place: &mut Place, columns: &[(&str, &str)]| {
        let columns =
            columns.iter().map(|(column, field)| ((*column).to_owned(), (*field).to_owned())).collect();
        let options = Options { max_size: 1 << 20, columns: Some(columns), ..Options::default() };
        let plan = import::plan(vec![Input::Path(place.folder.path().join("news"))], None).unwrap();
        let operation = operation("import");
        let at = operation.at;
        import::import(&mut place.corpus, &plan, &operation, &options, &|| at, &mut ()).unwrap()
    };
    let report = import(&mut place, &[("a", "text")]);
    assert_eq!((report.added, report.failed), (2, 0), "{report:?}");
    let report = import(&mut place, &[("a", "text"), ("b", "author")]);
    assert_eq!((report.added, report.failed), (0, 0), "{report:?}");
    assert_eq!(place.rows("SELECT author FROM articles ORDER BY id"), ["Ann Field", "Bo Hill"]);
    place.sound();
}

/// A text with front matter.
fn with_title(title: &str, text: &str) -> String {
    format!("---\ntitle: {title}\nauthor: Ines Moreau\n---\n\n{text}\n")
}

const FERRY: &str = "The ferry sailed again on Saturday, three weeks after the storm.";
const BRIDGE: &str = "The council voted on Monday to mend the bridge before the winter.";

impl Place {
    fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    /// The outcomes of an import: outcome, path and remark.
    fn outcomes(&self, operation: u32) -> Vec<String> {
        self.rows(&format!(
            "SELECT outcome || ' ' || path || coalesce(' ' || detail, '') FROM import_event \
             WHERE operation = {operation} ORDER BY id"
        ))
    }

    fn keys(&self) -> Vec<String> {
        self.rows("SELECT id || ' ' || key || ' ' || version FROM articles ORDER BY id")
    }
}

#[test]
fn a_renamed_file_with_the_same_text_below_other_front_matter_is_the_same_article() {
    let mut place = Place::new();
    place.write("a.md", with_title("Ferry sails", FERRY));
    place.write("b.md", with_title("Bridge", BRIDGE));
    assert_eq!(place.import().added, 2);
    let before = place.fingerprint();
    place.rename("a.md", "z.md");
    place.write("z.md", with_title("Ferry sails again", FERRY));
    let report = place.import();
    assert_eq!((report.changed, report.added, report.missing, report.unchanged), (1, 0, 0, 1));
    assert_eq!(place.outcomes(2), ["changed news/z.md from news/a.md"]);
    assert_eq!(place.keys(), ["1 news/z.md 2", "2 news/b.md 1"]);
    assert_eq!(place.rows("SELECT title FROM articles WHERE id = 1"), ["Ferry sails again"]);
    let bytes = show::bytes(&place.corpus, &"1".parse().unwrap()).unwrap();
    assert_eq!(bytes, with_title("Ferry sails again", FERRY).into_bytes());
    place.sound();
    assert_eq!(place.import().unchanged, 2);
    let second = undo::Target::Operation(report.operation.unwrap());
    undo::undo(&mut place.corpus, &second, &operation("undo"), undo::Options::default(), &mut |_| Ok(()))
        .unwrap();
    assert_eq!(place.keys(), ["1 news/a.md 1", "2 news/b.md 1"]);
    assert_eq!(place.fingerprint(), before);
    place.sound();
}

#[test]
fn the_same_text_in_another_charset_under_another_name_is_the_same_article() {
    let mut place = Place::new();
    place.write(
        "a.txt",
        b"\xEF\xBB\xBFDie F\xC3\xA4hre f\xC3\xA4hrt wieder: \xC3\xBCber den gro\xC3\x9Fen Fluss.",
    );
    assert_eq!(place.import().added, 1);
    place.rename("a.txt", "b.txt");
    place.write("b.txt", "Die Fähre fährt wieder: über den großen Fluss.");
    let report = place.import();
    assert_eq!((report.changed, report.added, report.missing), (1, 0, 0));
    assert_eq!(place.keys(), ["1 news/b.txt 2"]);
    place.sound();
}

#[test]
fn a_text_that_two_new_files_have_says_nothing_of_the_missing_one() {
    let mut place = Place::new();
    place.write("a.md", with_title("Ferry", FERRY));
    place.import();
    fs::remove_file(place.path("a.md")).unwrap();
    place.write("y.md", with_title("Ferry I", FERRY));
    place.write("z.md", with_title("Ferry II", FERRY));
    place.import();
    assert_eq!(place.outcomes(2), ["added news/y.md", "added news/z.md", "missing news/a.md"]);
    place.sound();
}

#[test]
fn a_text_that_two_articles_have_says_nothing_of_a_new_file() {
    for is_one_left in [true, false] {
        let mut place = Place::new();
        place.write("a.md", with_title("Ferry I", FERRY));
        place.write("b.md", with_title("Ferry II", FERRY));
        place.import();
        fs::remove_file(place.path("a.md")).unwrap();
        if !is_one_left {
            fs::remove_file(place.path("b.md")).unwrap();
        }
        place.write("z.md", with_title("Ferry III", FERRY));
        let report = place.import();
        let missing = if is_one_left { 1 } else { 2 };
        assert_eq!((report.added, report.changed, report.missing), (1, 0, missing));
    }
}

#[test]
fn the_same_bytes_count_more_than_the_same_text() {
    let mut place = Place::new();
    place.write("a.md", with_title("Ferry", FERRY));
    place.import();
    place.rename("a.md", "z.md");
    place.write("b.md", with_title("A copy", FERRY));
    let report = place.import();
    assert_eq!((report.moved, report.added, report.changed, report.missing), (1, 1, 0, 0));
    assert_eq!(place.keys(), ["1 news/z.md 1", "2 news/b.md 1"]);
    place.sound();
}

#[test]
fn a_text_that_was_missing_before_comes_back_as_a_new_article() {
    let mut place = Place::new();
    place.write("a.md", with_title("Ferry", FERRY));
    place.write("b.md", with_title("Bridge", BRIDGE));
    place.import();
    fs::remove_file(place.path("a.md")).unwrap();
    assert_eq!(place.import().missing, 1);
    place.write("z.md", with_title("Ferry again", FERRY));
    let report = place.import();
    assert_eq!((report.added, report.changed, report.unchanged), (1, 0, 1));
}

#[test]
fn a_rehearsal_finds_the_same_moves() {
    let mut place = Place::new();
    place.write("a.md", with_title("Ferry", FERRY));
    place.import();
    place.rename("a.md", "z.md");
    place.write("z.md", with_title("Ferry again", FERRY));
    let plan = import::plan(vec![Input::Path(place.folder.path().join("news"))], None).unwrap();
    let options = Options { max_size: 1 << 20, dry_run: true, ..Options::default() };
    let import = operation("import");
    let at = import.at;
    let report = import::import(&mut place.corpus, &plan, &import, &options, &|| at, &mut ()).unwrap();
    assert_eq!((report.changed, report.added, report.missing), (1, 0, 0));
    assert_eq!(place.keys(), ["1 news/a.md 1"]);
}
