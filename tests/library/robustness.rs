//! Kills, and many writers at once: what was acknowledged stays, what wasn't is whole or absent.

use crate::fixture::{Fixture, corpus_of, import_folder, operation};
use corpusdb::model::{ArticleRef, Assignment};
use corpusdb::ops::select::Selection;
use corpusdb::ops::{analyse, log, metadata, purge, verify};
use corpusdb::{Access, Corpus, Error};
use rusqlite::Connection;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

/// More than one batch of an import.
const FILES: usize = 2500;

/// How many changes don't begin where the one before them ended.
const BROKEN_CHAINS: &str = "
    SELECT count(*)
    FROM (SELECT old, lag(new) OVER (ORDER BY id) AS before FROM changes WHERE field = 'section')
    WHERE old IS NOT before
";

fn make_files(folder: &Path) {
    fs::create_dir(folder).unwrap();
    for number in 0..FILES {
        fs::write(
            folder.join(format!("{number:04}.txt")),
            format!("Report {number}\n\nThe harbour is open."),
        )
        .unwrap();
    }
}

fn number(client: &Connection, sql: &str) -> i64 {
    client.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// All is as it was put there, and nobody seems to be at work.
fn assert_sound(database: &Path) -> u64 {
    let found = verify::file(database, &verify::Options::default(), &mut ()).unwrap();
    assert_eq!((found.problems, found.notes), (vec![], vec![]));
    let client = Connection::open(database).unwrap();
    assert_eq!(number(&client, "SELECT count(*) FROM active_operation"), 0);
    found.articles
}

#[test]
fn a_killed_import_leaves_whole_batches_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (news, database) = (folder.path().join("news"), folder.path().join("corpus.db"));
    make_files(&news);
    drop(Corpus::create(&database).unwrap());
    let mut killed = 0;
    for round in 1..=8 {
        let mut import = Command::new(env!("CARGO_BIN_EXE_corpus"))
            .args(["--db", database.to_str().unwrap(), "import", news.to_str().unwrap(), "--quiet"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(15 * round));
        import.kill().unwrap();
        killed += i32::from(!import.wait().unwrap().success());
        let kept = assert_sound(&database);
        assert!(kept.is_multiple_of(1000) || kept == FILES as u64, "{kept} articles are not whole batches");
    }
    assert!(killed > 0, "no import was still at work when it was killed");
    let mut corpus = Corpus::open(&database, Access::Write).unwrap();
    let report = import_folder(&mut corpus, &news);
    assert_eq!(report.added + report.unchanged, FILES as u64);
    let states: Vec<&str> =
        log::operations(&corpus, None).unwrap().iter().map(|done| done.state.as_str()).collect();
    assert!(states.contains(&"interrupted") && !states.contains(&"running"), "{states:?}");
    drop(corpus);
    assert_eq!(assert_sound(&database), FILES as u64);
}

#[test]
fn eight_writers_at_once_lose_nothing() {
    let fixture = corpus_of(&[("a.txt", "One."), ("b.txt", "Two.")]);
    let edits = 25;
    thread::scope(|scope| {
        for writer in 0..8 {
            let (database, folder) = (&fixture.database, fixture.database.parent().unwrap());
            scope.spawn(move || {
                let own = folder.join(format!("source{writer}"));
                fs::create_dir(&own).unwrap();
                fs::write(own.join("x.txt"), format!("By writer {writer}.")).unwrap();
                let mut corpus = Corpus::open(database, Access::Write).unwrap();
                assert_eq!(import_folder(&mut corpus, &own).added, 1);
                let article: ArticleRef = "1".parse().unwrap();
                let selection = Selection { references: Some(vec![article]), expression: None };
                for edit in 0..edits {
                    let assignment: Assignment = format!("section={writer}-{edit}").parse().unwrap();
                    metadata::set(&mut corpus, &selection, &[assignment], &operation("meta set")).unwrap();
                }
            });
        }
    });
    assert_eq!(assert_sound(&fixture.database), 10);
    let client = Connection::open(&fixture.database).unwrap();
    assert_eq!(number(&client, "SELECT count(*) FROM changes WHERE field = 'section'"), 8 * edits);
    assert_eq!(number(&client, BROKEN_CHAINS), 0);
}

#[test]
fn four_processes_that_edit_at_once_lose_nothing() {
    let fixture = corpus_of(&[("a.txt", "One."), ("b.txt", "Two.")]);
    let edits = 250;
    let refused: i64 = thread::scope(|scope| {
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let database = &fixture.database;
                scope.spawn(move || {
                    (0..edits).filter(|edit| !edit_by_program(database, writer, *edit)).count()
                })
            })
            .collect();
        writers.into_iter().map(|writer| i64::try_from(writer.join().unwrap()).unwrap()).sum()
    });
    assert_sound(&fixture.database);
    let client = Connection::open(&fixture.database).unwrap();
    let done = 4 * edits - refused;
    assert!(done > 0);
    assert_eq!(number(&client, "SELECT count(*) FROM changes WHERE field = 'section'"), done);
    assert_eq!(number(&client, "SELECT count(DISTINCT new) FROM changes WHERE field = 'section'"), done);
    assert_eq!(
        number(&client, "SELECT count(*) FROM operations WHERE kind = 'meta set' AND state = 'done'"),
        done
    );
    assert_eq!(number(&client, BROKEN_CHAINS), 0);
}

/// Sets a value through the program; `false` when the corpus was too busy for it.
fn edit_by_program(database: &Path, writer: i64, edit: i64) -> bool {
    let status = Command::new(env!("CARGO_BIN_EXE_corpus"))
        .args(["meta", "set", "1", &format!("section={writer}-{edit}"), "--quiet", "--db"])
        .arg(database)
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(matches!(status.code(), Some(0 | 5)), "{status}");
    status.success()
}

#[test]
fn of_several_first_imports_none_loses_its_corpus() {
    for _ in 0..5 {
        let folder = tempfile::tempdir().unwrap();
        let imports: Vec<_> = (0..4)
            .map(|number| {
                let own = folder.path().join(format!("source{number}"));
                fs::create_dir(&own).unwrap();
                fs::write(own.join("x.txt"), format!("By process {number}.")).unwrap();
                Command::new(env!("CARGO_BIN_EXE_corpus"))
                    .args(["--db", "corpus.db", "import", &format!("source{number}"), "--quiet"])
                    .current_dir(folder.path())
                    .stderr(Stdio::null())
                    .spawn()
                    .unwrap()
            })
            .collect();
        for mut import in imports {
            assert!(import.wait().unwrap().success());
        }
        assert_eq!(assert_sound(&folder.path().join("corpus.db")), 4);
    }
}

/// Two versions of each of so many articles: more comparisons than one transaction has.
const EDITED: u64 = 700;

fn edited() -> Fixture {
    let texts: Vec<(String, String)> = (0..EDITED)
        .map(|number| (format!("{number:03}.txt"), format!("Report {number}\n\nThe harbour is open.")))
        .collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let fixture = corpus_of(&files);
    let news = fixture.database.with_file_name("news");
    for (name, text) in files {
        fs::write(news.join(name), text.replace("open", "not open")).unwrap();
    }
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    assert_eq!(import_folder(&mut corpus, &news).changed, EDITED);
    fixture
}

fn compared(database: &Path) -> i64 {
    number(&Connection::open(database).unwrap(), "SELECT count(*) FROM comparison")
}

#[test]
fn a_killed_analysis_leaves_whole_comparisons_and_goes_on() {
    let fixture = edited();
    let mut kept = 0;
    for round in 1..=6 {
        let mut analysis = Command::new(env!("CARGO_BIN_EXE_corpus"))
            .args(["analyse", "--quiet", "--db"])
            .arg(&fixture.database)
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(20 * round));
        analysis.kill().unwrap();
        analysis.wait().unwrap();
        assert_sound(&fixture.database);
        assert!(compared(&fixture.database) >= kept, "what was kept is gone");
        kept = compared(&fixture.database);
    }
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    let rest = analyse::analyse(&mut corpus, &Selection::default(), &mut ()).unwrap();
    assert_eq!(i64::try_from(rest.comparisons).unwrap() + kept, i64::try_from(EDITED).unwrap());
    assert_sound(&fixture.database);
}

/// Does something once the first comparisons are kept.
struct After<F: FnMut()> {
    then: F,
    stops: bool,
    done: u64,
}

impl<F: FnMut()> analyse::AnalysisWatch for After<F> {
    fn progress(&mut self, done: u64) {
        if self.done == 0 {
            (self.then)();
        }
        self.done += done;
    }

    fn stop(&self) -> bool {
        self.stops && self.done > 0
    }
}

#[test]
fn an_analysis_that_is_stopped_keeps_what_it_found() {
    let fixture = edited();
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    let mut stop = After { then: || {}, stops: true, done: 0 };
    let first = analyse::analyse(&mut corpus, &Selection::default(), &mut stop).unwrap();
    assert!(first.interrupted && first.comparisons < EDITED, "{first:?}");
    assert_eq!(compared(&fixture.database), i64::try_from(first.comparisons).unwrap());
    let rest = analyse::analyse(&mut corpus, &Selection::default(), &mut ()).unwrap();
    assert!(!rest.interrupted);
    assert_eq!(first.comparisons + rest.comparisons, EDITED);
}

#[test]
fn what_is_purged_during_an_analysis_is_not_written_again() {
    let fixture = edited();
    let last: ArticleRef = EDITED.to_string().parse().unwrap();
    let purge = || {
        let mut other = Corpus::open(&fixture.database, Access::Write).unwrap();
        let last = Selection { references: Some(vec![last.clone()]), expression: None };
        let found = purge::find(&mut other, &last, false).unwrap();
        purge::purge(&mut other, &found.articles, &operation("purge")).unwrap();
    };
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    let mut purging = After { then: purge, stops: false, done: 0 };
    let refused = analyse::analyse(&mut corpus, &Selection::default(), &mut purging).unwrap_err();
    assert!(matches!(refused, Error::Refused { .. }), "{refused}");
    let kept = u64::try_from(compared(&fixture.database)).unwrap();
    let rest = analyse::analyse(&mut corpus, &Selection::default(), &mut ()).unwrap();
    assert_eq!(kept + rest.comparisons, EDITED - 1);
    assert_sound(&fixture.database);
}
