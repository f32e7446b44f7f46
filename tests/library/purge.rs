//! A purge leaves nothing of what it deleted in any file of the corpus, and everything else as it was.

use crate::fixture::{corpus_of, import_folder, operation, page, table};
use corpusdb::model::{
    ArticleRef, Assignment, ImportEvent, ImportReport, NewOperation, OperationId, OperationState, Outcome,
};
use corpusdb::ops::select::Selection;
use corpusdb::ops::{analyse, import, log, metadata, purge, search, undo};
use corpusdb::{Access, Corpus};
use rusqlite::Connection;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

const WORDS: [&str; 16] = [
    "Quagga",
    "zeppelin",
    "xylograph",
    "Ölbäume",
    "olbaume",
    "vicuna",
    "бергамот",
    "Wolpertinger",
    "Jabberwock",
    "okapi",
    "tangelo",
    "Kakapo",
    "gherkin",
    "secret-file",
    "hidden-name",
    "narwhal",
];

fn selection(reference: &str) -> Selection {
    Selection { references: Some(vec![reference.parse::<ArticleRef>().unwrap()]), expression: None }
}

fn set(corpus: &mut Corpus, article: &str, values: &[&str]) {
    let assignments: Vec<Assignment> = values.iter().map(|value| value.parse().unwrap()).collect();
    let arguments = serde_json::json!({ "words": [article, values], "times": 3 });
    let operation = NewOperation { arguments, ..operation("meta set") };
    assert_eq!(metadata::set(corpus, &selection(article), &assignments, &operation).unwrap().changed, 1);
}

fn purge(corpus: &mut Corpus, reference: &str) -> purge::PurgeReport {
    let found = purge::find(corpus, &selection(reference), false).unwrap();
    let done = purge::purge(corpus, &found.articles, &operation("purge")).unwrap();
    assert_eq!(done.extent, found.extent);
    done
}

/// Which of the words stand in one of the files beside the corpus whose names begin with its name.
fn found_in_files(database: &Path) -> Vec<&'static str> {
    let mut bytes = Vec::new();
    for entry in fs::read_dir(database.parent().unwrap()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() && path.to_string_lossy().starts_with(&*database.to_string_lossy()) {
            bytes.extend(fs::read(path).unwrap().to_ascii_lowercase());
        }
    }
    let has = |form: &[u8]| memchr::memmem::find(&bytes, &form.to_ascii_lowercase()).is_some();
    let utf16 = |word: &str, bytes_of: fn(u16) -> [u8; 2]| -> Vec<u8> {
        word.encode_utf16().flat_map(bytes_of).collect()
    };
    let is_found = |word: &&str| {
        has(word.as_bytes())
            || has(&utf16(word, u16::to_le_bytes))
            || has(&utf16(word, u16::to_be_bytes))
            || has(&utf16(&word.to_lowercase(), u16::to_le_bytes))
    };
    WORDS.into_iter().filter(is_found).collect()
}

fn number(database: &Path, sql: &str) -> i64 {
    Connection::open(database).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
}

fn assert_sound(database: &Path) {
    let client = Connection::open(database).unwrap();
    let check: String = client.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
    assert_eq!(number(database, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert_eq!(number(database, "SELECT count(*) FROM active_operation"), 0);
    client.execute("INSERT INTO text_fts (text_fts, rank) VALUES ('integrity-check', 1)", []).unwrap();
}

#[test]
fn nothing_is_left_in_any_file() {
    let fixture = corpus_of(&[
        ("secret-file.txt", "Quagga seen\n\nThe zeppelin and the xylograph, under Ölbäume with vicuña."),
        ("other.txt", "Harbour open\n\nThe harbour is open again, and the ferries run."),
    ]);
    let news = fixture.database.with_file_name("news");
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    let utf16: Vec<u8> = "\u{feff}Second report\n\nThe okapi, the tangelo and бергамот."
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    fs::write(news.join("secret-file.txt"), utf16).unwrap();
    assert_eq!(import_folder(&mut corpus, &news).changed, 1);
    fs::write(news.join("secret-file.txt"), "Third report\n\nA narwhal.").unwrap();
    assert_eq!(import_folder(&mut corpus, &news).changed, 1);
    let analysed = analyse::analyse(&mut corpus, &Selection::default(), &mut ()).unwrap();
    assert_eq!((analysed.comparisons, analysed.edits > 0), (2, true));
    set(&mut corpus, "2", &["title=Wolpertinger found", "author=Jabberwock", "topic=Kakapo"]);
    set(&mut corpus, "2", &["title=Again", "topic=gherkin"]);
    // Moved, and then at its path a file that can't be imported.
    fs::rename(news.join("secret-file.txt"), news.join("hidden-name.txt")).unwrap();
    assert_eq!(import_folder(&mut corpus, &news).moved, 1);
    fs::write(news.join("secret-file.txt"), "").unwrap();
    assert_eq!(import_folder(&mut corpus, &news).failed, 1);
    fs::remove_file(news.join("secret-file.txt")).unwrap();
    assert_eq!(search_for(&corpus, "zeppelin OR harbour"), 1, "only current versions");

    assert_eq!(found_in_files(&fixture.database), WORDS, "there must be something to delete");
    let done = purge(&mut corpus, "2");
    assert!(done.finished);
    assert_eq!(
        (done.extent.articles, done.extent.versions, done.extent.blobs, done.extent.texts),
        (1, 3, 3, 3)
    );
    assert_eq!(found_in_files(&fixture.database), [""; 0], "while the corpus is open");
    assert_eq!(search_for(&corpus, "harbour"), 1);
    drop(corpus);
    assert_eq!(found_in_files(&fixture.database), [""; 0], "after it was closed");
    assert_sound(&fixture.database);

    // What stays of it are the operations, without words.
    let kept: String = Connection::open(&fixture.database)
        .unwrap()
        .query_row("SELECT arguments FROM operation WHERE kind = 'meta set' ORDER BY id", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(kept, r#"{"words":["(purged)",["(purged)","(purged)","(purged)"]],"times":3}"#);
    let corpus = Corpus::open(&fixture.database, Access::Read).unwrap();
    let newest = log::operations(&corpus, Some(1)).unwrap().remove(0);
    assert_eq!((newest.kind.as_str(), newest.state), ("purge", OperationState::Done));
    assert_eq!(newest.summary["articles"], 1);
}

#[test]
fn nothing_is_left_of_packed_bytes() {
    let text =
        |word: &str| format!("The {word} was seen at the harbour, where nobody had expected it. ").repeat(9);
    let secret = page("Quagga", &text("Quagga"));
    let fixture = corpus_of(&[("secret.html", &secret), ("other.html", &page("Ferry", &text("ferry")))]);
    let packed: Vec<u8> = Connection::open(&fixture.database)
        .unwrap()
        .query_row("SELECT bytes FROM blobs WHERE packing = 'zlib' AND size = ?1", [secret.len()], |row| {
            row.get(0)
        })
        .unwrap();
    let is_there = || memchr::memmem::find(&fs::read(&fixture.database).unwrap(), &packed).is_some();
    assert!(is_there(), "there must be something to delete");
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    let done = purge(&mut corpus, "secret.html");
    assert_eq!((done.finished, done.extent.blobs, done.extent.bytes), (true, 1, secret.len() as u64));
    drop(corpus);
    assert!(!is_there());
    assert_eq!(found_in_files(&fixture.database), [""; 0]);
    assert_sound(&fixture.database);
}

#[test]
fn nothing_is_left_of_the_container_of_purged_articles() {
    let fixture = corpus_of::<&str>(&[]);
    let news = fixture.database.with_file_name("news");
    fs::create_dir(news.join("hidden-name")).unwrap();
    let secret = table(&[("Quagga", "The quagga ran."), ("Okapi", "An okapi, and a zeppelin.")]);
    fs::write(news.join("hidden-name/secret-file.csv"), secret).unwrap();
    fs::write(news.join("other.csv"), table(&[("Ferry", "The ferry runs."), ("Narwhal", "A narwhal.")]))
        .unwrap();
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    let named = |path: &str| {
        let operation = NewOperation {
            arguments: serde_json::json!({ "paths": [path], "times": 1 }),
            ..operation("import")
        };
        let plan = import::plan(vec![import::Input::Path(news.clone())], None).unwrap();
        (plan, operation)
    };
    let import_named = |corpus: &mut Corpus, path: &str| {
        let (plan, operation) = named(path);
        let options = import::Options { max_size: 1000, ..import::Options::default() };
        let at = operation.at;
        import::import(corpus, &plan, &operation, &options, &|| at, &mut ()).unwrap()
    };
    assert_eq!(import_named(&mut corpus, "news/other.csv").added, 4);
    set(&mut corpus, "4", &["author=Ada"]);
    purge(&mut corpus, "2");
    purge(&mut corpus, "1");
    // The row 2 of other.csv.
    purge(&mut corpus, "4");
    drop(corpus);
    assert_eq!(found_in_files(&fixture.database), [""; 0]);
    assert_eq!(number(&fixture.database, "SELECT count(*) FROM container"), 1);
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    let again = import_named(&mut corpus, "news/hidden-name/secret-file.csv");
    assert_eq!((again.unchanged, again.purged, again.added), (1, 3, 0), "{again:?}");
    drop(corpus);
    assert_eq!(found_in_files(&fixture.database), [""; 0], "after another import");
    assert_sound(&fixture.database);
    let client = Connection::open(&fixture.database).unwrap();
    let arguments: String = client
        .query_row("SELECT group_concat(arguments, ' ') FROM operation WHERE kind = 'import'", [], |row| {
            row.get(0)
        })
        .unwrap();
    assert_eq!(arguments, r#"{} {"paths":["(purged)"],"times":1} {"paths":["(purged)"],"times":1}"#);
}

#[test]
fn the_records_of_others_keep_their_words_although_a_row_has_the_name_of_a_number() {
    let fixture = corpus_of(&[("a.txt", "Harbour open\n\nThe harbour is open again.")]);
    let news = fixture.database.with_file_name("news");
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    set(&mut corpus, "1", &["author=Ada Lind 1"]);
    fs::write(news.join("rows.csv"), table(&[("Quagga", "The quagga ran."), ("Ferry", "The ferry runs.")]))
        .unwrap();
    import_folder(&mut corpus, &news);
    purge(&mut corpus, "2");
    let kept = "SELECT arguments LIKE '%Ada Lind 1%' FROM operation WHERE kind = 'meta set'";
    assert_eq!(number(&fixture.database, kept), 1);
}

fn search_for(corpus: &Corpus, words: &str) -> usize {
    let options = search::Options {
        order: search::Order::Rank,
        all_versions: false,
        raw: true,
        limit: 100,
        most_ranked: search::MOST_RANKED,
        offset: 0,
        count: false,
        selection: Selection::default(),
    };
    let mut found = 0;
    search::search(corpus, words, &options, &mut |_| {
        found += 1;
        Ok(())
    })
    .unwrap();
    found
}

#[test]
fn what_was_found_by_analysing_goes_with_it() {
    let texts =
        ["beech", "oak", "elm", "ash", "fir"].map(|tree| format!("A report on {tree}.\n\nNarwhal Quagga."));
    let names = ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"];
    let files: Vec<(&str, &str)> = names.into_iter().zip(texts.iter().map(String::as_str)).collect();
    let fixture = corpus_of(&files);
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    Connection::open(&fixture.database)
        .unwrap()
        .execute("UPDATE articles SET outlet = 'Gazette'", [])
        .unwrap();
    let analyse = |corpus: &mut Corpus| analyse::analyse(corpus, &Selection::default(), &mut ()).unwrap();
    assert_eq!(analyse(&mut corpus).passages, 1);
    let news = fixture.database.with_file_name("news");
    for (number, name) in names.into_iter().enumerate() {
        fs::write(news.join(name), format!("A longer report on {number} trees.")).unwrap();
    }
    assert_eq!(import_folder(&mut corpus, &news).changed, 5);
    let all = Selection { references: None, expression: Some("id < 5".to_owned()) };
    let found = purge::find(&mut corpus, &all, false).unwrap();
    assert!(purge::purge(&mut corpus, &found.articles, &operation("purge")).unwrap().finished);
    assert_eq!(analyse(&mut corpus).comparisons, 1, "of the one that is left");
    assert_eq!(purge(&mut corpus, "5").extent.versions, 2);
    assert_eq!(found_in_files(&fixture.database), [""; 0]);
    let left = "SELECT (SELECT count(*) FROM edit) + (SELECT count(*) FROM comparison) + (SELECT count(*) FROM boilerplate)";
    assert_eq!(number(&fixture.database, left), 0);
    assert_sound(&fixture.database);
}

#[test]
fn what_others_share_stays() {
    let text = "Ferry sunk\n\nThe ferry sank at dawn.";
    let fixture = corpus_of(&[("a.txt", text), ("b.txt", text), ("c.txt", "Rain\n\nIt rained.")]);
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    set(&mut corpus, "2", &["title=Kept"]);
    let done = purge(&mut corpus, "1");
    assert_eq!((done.extent.articles, done.extent.blobs, done.extent.texts, done.extent.bytes), (1, 0, 0, 0));
    assert_eq!(search_for(&corpus, "ferry"), 1);
    drop(corpus);
    assert_sound(&fixture.database);
    let sql = "SELECT count(*) FROM articles JOIN blobs USING (sha256) WHERE id = 2 AND title = 'Kept' AND bytes = CAST(text AS BLOB)";
    assert_eq!(number(&fixture.database, sql), 1);
    // The arguments of what concerned others only stay.
    let sql = "SELECT count(*) FROM operation WHERE kind = 'meta set' AND arguments LIKE '%Kept%'";
    assert_eq!(number(&fixture.database, sql), 1);
}

#[test]
fn the_last_article_and_all_at_once() {
    let fixture = corpus_of(&[("a.txt", "One quagga."), ("b.txt", "One quagga."), ("c.txt", "Two okapi.")]);
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    let all = Selection { references: None, expression: Some("1".to_owned()) };
    let found = purge::find(&mut corpus, &all, false).unwrap();
    assert_eq!((found.extent.articles, found.extent.blobs, found.keys.len()), (3, 2, 3));
    assert!(purge::purge(&mut corpus, &found.articles, &operation("purge")).unwrap().finished);
    let again = purge::purge(&mut corpus, &found.articles, &operation("purge")).unwrap();
    assert_eq!((again.operation, again.extent.articles), (None, 0), "nothing is recorded of nothing");
    drop(corpus);
    assert_eq!(found_in_files(&fixture.database), [""; 0]);
    assert_sound(&fixture.database);
}

#[test]
fn removed_articles_can_be_purged_and_a_corpus_that_has_been_searched() {
    let fixture = corpus_of(&[("a.txt", "A quagga."), ("b.txt", "Two.")]);
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    // FTS5 remembers the segments that it has seen; an import adds one without it.
    assert_eq!(search_for(&corpus, "quagga"), 1);
    let news = fixture.database.with_file_name("news");
    for round in 0..3 {
        fs::write(news.join(format!("c{round}.txt")), format!("An okapi {round}.")).unwrap();
        fs::write(news.join(format!("d{round}.txt")), format!("A harbour {round}.")).unwrap();
        assert_eq!(import_folder(&mut corpus, &news).added, 2);
        purge(&mut corpus, &format!("c{round}.txt"));
        assert_eq!(search_for(&corpus, "harbour"), round + 1);
        fs::remove_file(news.join(format!("c{round}.txt"))).unwrap();
    }
    Connection::open(&fixture.database)
        .unwrap()
        .execute("UPDATE article SET removed_at = '2024-05-01T12:00:00.000Z' WHERE id = 1", [])
        .unwrap();
    purge(&mut corpus, "1");
    assert_eq!(found_in_files(&fixture.database), [""; 0]);
    drop(corpus);
    assert_sound(&fixture.database);
}

#[test]
fn a_purge_killed_at_any_time_can_be_finished() {
    let texts: Vec<(String, String)> =
        (0..300).map(|number| (format!("{number:03}.txt"), format!("A quagga, report {number}."))).collect();
    let files: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .chain([("z.txt", "Harbour.")])
        .collect();
    let mut killed = 0;
    for delay in (10..130).step_by(15) {
        let fixture = corpus_of(&files);
        let purge = |arguments: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_corpus"));
            command.arg("--db").arg(&fixture.database).arg("purge").args(arguments).stderr(Stdio::null());
            command.stdout(Stdio::null()).spawn().unwrap()
        };
        let all = ["--where", "id <= 300", "--yes"];
        let mut at_work = purge(&all);
        thread::sleep(Duration::from_millis(delay));
        at_work.kill().unwrap();
        killed += i32::from(!at_work.wait().unwrap().success());
        assert_sound(&fixture.database);
        let left = number(&fixture.database, "SELECT count(*) FROM articles");
        assert!(left == 301 || left == 1, "{left} articles are left");
        let unfinished = "SELECT count(*) FROM operation WHERE kind = 'purge' AND state <> 'done'";
        if left == 301 {
            assert!(purge(&all).wait().unwrap().success());
        } else if number(&fixture.database, unfinished) == 1 {
            assert!(purge(&[]).wait().unwrap().success());
        }
        assert_eq!(number(&fixture.database, unfinished), 0);
        assert_eq!(found_in_files(&fixture.database), [""; 0]);
        assert_sound(&fixture.database);
    }
    assert!(killed > 0, "no purge was still at work when it was killed");
}

fn import_news(corpus: &mut Corpus, database: &Path) -> (ImportReport, Vec<(String, String)>) {
    import_named(corpus, &database.with_file_name("news"), None)
}

/// Imports a folder; gives the report and, of each file of a purged article, its name and the reason.
fn import_named(
    corpus: &mut Corpus,
    folder: &Path,
    source: Option<&str>,
) -> (ImportReport, Vec<(String, String)>) {
    #[derive(Default)]
    struct Left(Vec<(String, String)>);
    impl import::Watch for Left {
        fn event(&mut self, _: &ImportEvent) {}
        fn progress(&mut self, _: u64, _: u64) {}
        fn stop(&self) -> bool {
            false
        }
        fn ended(&mut self, _: &ImportReport, events: &import::Events) -> corpusdb::Result<()> {
            events.each(&mut |event| {
                if event.outcome == Outcome::Purged {
                    self.0.push((event.path.clone(), event.detail.clone().unwrap_or_default()));
                }
                Ok(())
            })
        }
    }
    let plan = import::plan(vec![import::Input::Path(folder.to_owned())], source).unwrap();
    let options = import::Options { max_size: 1 << 20, ..import::Options::default() };
    let operation = operation("import");
    let mut left = Left::default();
    let report = import::import(corpus, &plan, &operation, &options, &|| operation.at, &mut left).unwrap();
    (report, left.0)
}

fn undo_operation(corpus: &mut Corpus, id: i64) {
    let (target, options) = (undo::Target::Operation(OperationId(id)), undo::Options::default());
    undo::undo(corpus, &target, &operation("undo"), options, &mut |_| Ok(())).unwrap();
}

fn allow(corpus: &mut Corpus, name: &str) -> corpusdb::Result<purge::Allowance> {
    purge::allow(corpus, &[name.to_owned()], &operation("purge allow"))
}

#[test]
fn what_was_purged_stays_purged() {
    let secret = "Quagga seen\n\nThe zeppelin and the okapi.";
    for (what, change) in [
        ("the same file", None),
        (
            "an edited file",
            Some(("secret-file.txt", "Quagga seen\n\nThe zeppelin has left.".as_bytes().to_vec())),
        ),
        ("an emptied file", Some(("secret-file.txt", Vec::new()))),
        ("a renamed file", Some(("hidden-name.txt", secret.as_bytes().to_vec()))),
        ("a file in a new folder", Some(("below/hidden-name.txt", secret.as_bytes().to_vec()))),
        ("other line ends", Some(("hidden-name.txt", secret.replace('\n', "\r\n").into_bytes()))),
        (
            "another charset",
            Some((
                "hidden-name.txt",
                format!("\u{feff}{secret}").encode_utf16().flat_map(u16::to_le_bytes).collect(),
            )),
        ),
    ] {
        let fixture = corpus_of(&[("secret-file.txt", secret), ("other.txt", "Harbour.")]);
        let news = fixture.database.with_file_name("news");
        let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
        purge(&mut corpus, "secret-file.txt");
        let changed = change.as_ref().map(|(name, bytes)| (news.join(name), bytes));
        if let Some((path, bytes)) = changed {
            fs::remove_file(news.join("secret-file.txt")).unwrap();
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        for _ in 0..2 {
            let (report, left) = import_news(&mut corpus, &fixture.database);
            assert_eq!((report.purged, report.added, report.failed), (1, 0, 0), "{what}");
            let name = change.as_ref().map_or("secret-file.txt", |(name, _)| name);
            assert_eq!(left[0].0, format!("news/{name}"), "{what}");
            assert!(left[0].1.starts_with("article 2 was purged in operation 2;"), "{what}: {}", left[0].1);
        }
        drop(corpus);
        assert_eq!(found_in_files(&fixture.database), [""; 0], "{what}");
        assert_sound(&fixture.database);
        assert_eq!(number(&fixture.database, "SELECT count(*) FROM articles"), 1, "{what}");
    }
}

#[test]
fn what_was_purged_replaces_no_other_article() {
    let fixture = corpus_of(&[("a.txt", "A quagga."), ("b.txt", "Harbour.")]);
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    purge(&mut corpus, "a.txt");
    let news = fixture.database.with_file_name("news");
    fs::remove_file(news.join("a.txt")).unwrap();
    fs::write(news.join("b.txt"), "A quagga.").unwrap();
    for _ in 0..2 {
        let (report, _) = import_news(&mut corpus, &fixture.database);
        assert_eq!((report.purged, report.changed, report.missing), (1, 0, 0));
    }
    fs::write(news.join("b.txt"), "Harbour shut.").unwrap();
    assert_eq!(import_folder(&mut corpus, &news).changed, 1);
    assert_eq!(found_in_files(&fixture.database), [""; 0]);
}

#[test]
fn what_others_share_may_still_be_imported() {
    let fixture = corpus_of(&[("a.txt", "Ferry sunk."), ("b.txt", "Ferry sunk."), ("c.txt", "FERRY, sunk")]);
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    purge(&mut corpus, "a.txt");
    let news = fixture.database.with_file_name("news");
    fs::write(news.join("d.txt"), "Ferry sunk.").unwrap();
    fs::write(news.join("e.txt"), "ferry sunk!").unwrap();
    let (report, left) = import_news(&mut corpus, &fixture.database);
    assert_eq!((report.purged, report.duplicate, report.added), (1, 1, 1));
    assert_eq!(left[0].0, "news/a.txt", "its path was purged");
    // An article that is kept may move to where a purged one was.
    fs::remove_file(news.join("a.txt")).unwrap();
    fs::rename(news.join("c.txt"), news.join("a.txt")).unwrap();
    let (report, _) = import_news(&mut corpus, &fixture.database);
    assert_eq!((report.purged, report.moved), (0, 1));
}

#[test]
fn a_purged_article_can_be_allowed_again() {
    for name in ["2", "news/secret.txt", "FILE"] {
        let fixture = corpus_of(&[("a.txt", "Harbour."), ("secret.txt", "A quagga.")]);
        let news = fixture.database.with_file_name("news");
        let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
        let file = news.join("secret.txt").display().to_string();
        let name = if name == "FILE" { file.as_str() } else { name };
        assert!(allow(&mut corpus, name).unwrap_err().hint().is_some(), "{name}: nothing was purged yet");
        purge(&mut corpus, "2");
        let allowed = allow(&mut corpus, name).unwrap();
        assert_eq!(
            (allowed.selected, allowed.changed, allowed.operation),
            (1, 1, Some(OperationId(3))),
            "{name}"
        );
        let again = allow(&mut corpus, name).unwrap();
        assert_eq!((again.changed, again.operation), (0, None), "{name}");

        // Undone, it is forbidden again; done again, it is allowed.
        undo_operation(&mut corpus, 3);
        assert_eq!(import_news(&mut corpus, &fixture.database).0.purged, 1, "{name}");
        undo_operation(&mut corpus, 4);
        let (report, _) = import_news(&mut corpus, &fixture.database);
        assert_eq!((report.purged, report.added), (0, 1), "{name}");
        assert_eq!(import_news(&mut corpus, &fixture.database).0.unchanged, 2, "{name}");
        // Purged once more, it is remembered once more.
        purge(&mut corpus, "secret.txt");
        assert_eq!(import_news(&mut corpus, &fixture.database).0.purged, 1, "{name}");
        drop(corpus);
        assert_sound(&fixture.database);
    }
}

#[test]
fn what_an_undone_import_had_added_is_not_remembered() {
    let fixture = corpus_of(&[("a.txt", "One."), ("b.txt", "Two.")]);
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    undo_operation(&mut corpus, 1);
    let found = purge::find(&mut corpus, &Selection::default(), true).unwrap();
    assert_eq!(found.extent.articles, 2);
    purge::purge(&mut corpus, &found.articles, &operation("purge")).unwrap();
    let (report, _) = import_news(&mut corpus, &fixture.database);
    assert_eq!((report.added, report.purged), (2, 0));
}

#[test]
fn a_key_in_another_form_of_unicode_is_the_same() {
    let fixture = corpus_of(&[("Caf\u{e9} \u{c5}ngstr\u{f6}m.txt", "A quagga."), ("b.txt", "Two.")]);
    let news = fixture.database.with_file_name("news");
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    purge(&mut corpus, "2");
    fs::remove_file(news.join("Caf\u{e9} \u{c5}ngstr\u{f6}m.txt")).unwrap();
    fs::write(news.join("Cafe\u{301} A\u{30a}ngstro\u{308}m.txt"), "An edited quagga.").unwrap();
    assert_eq!(import_news(&mut corpus, &fixture.database).0.purged, 1);
}

#[test]
fn the_secret_differs_and_hashes_say_nothing_without_it() {
    let hashes = [(); 2].map(|()| {
        let fixture = corpus_of(&[("a.txt", "A quagga."), ("b.txt", "Two.")]);
        let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
        purge(&mut corpus, "1");
        let client = Connection::open(&fixture.database).unwrap();
        let hashes: String = client
            .query_row(
                "SELECT group_concat(hex(hash)) FROM (SELECT hash FROM purged ORDER BY hash)",
                [],
                |row| row.get(0),
            )
            .unwrap();
        hashes
    });
    assert_eq!(hashes[0].split(',').count(), 3, "bytes, words and key");
    assert_ne!(hashes[0], hashes[1]);
}
