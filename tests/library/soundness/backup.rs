//! What a backup is, and what it refuses.

use super::corpus;
use crate::fixture::{Fixture, operation};
use corpusdb::model::{ArticleRef, Assignment, Backup, ProblemKind};
use corpusdb::ops::backup::{Options, backup};
use corpusdb::ops::select::Selection;
use corpusdb::ops::verify::{self, VerificationWatch};
use corpusdb::ops::{log, metadata};
use corpusdb::{Access, Corpus, Error, Result};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

fn copy(fixture: &Fixture, to: &Path, force: bool) -> Result<Backup> {
    let corpus = Corpus::open(&fixture.database, Access::Read)?;
    backup(&corpus, to, &Options { force, ..Options::default() }, &mut ())
}

/// The names in the folder of the corpus, beside its own and those of the imported files.
fn others(fixture: &Fixture) -> Vec<String> {
    let folder = fixture.database.parent().unwrap();
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| !["corpus.db", "news"].contains(&name.as_str())).collect();
    names.sort();
    names
}

#[test]
fn a_backup_is_one_sound_file_with_all_of_it() {
    let fixture = corpus();
    // The last changes are still in the log.
    let writer = fixture.client();
    writer.execute_batch("UPDATE articles SET author = 'In the log' WHERE id = 1").unwrap();
    let target = fixture.database.with_file_name("copy.db");
    let made = copy(&fixture, &target, false).unwrap();
    assert_eq!((made.articles, made.versions), (6, 7));
    assert_eq!(made.size, fs::metadata(&target).unwrap().len());
    assert_eq!(made.path, target.canonicalize().unwrap().to_str().unwrap());
    drop(writer);
    assert_eq!(others(&fixture), ["copy.db"]);
    let found = verify::file(&target, &verify::Options::default(), &mut ()).unwrap();
    assert_eq!((found.problems, found.versions), (vec![], 7));
    assert_eq!(others(&fixture), ["copy.db"]);
    let client = rusqlite::Connection::open(&target).unwrap();
    let author: String =
        client.query_row("SELECT author FROM articles WHERE id = 1", [], |row| row.get(0)).unwrap();
    assert_eq!(author, "In the log");
}

#[test]
fn what_a_killed_backup_left_is_no_obstacle() {
    let fixture = corpus();
    let target = fixture.database.with_file_name("copy.db");
    // In a container the next process often has the number of the one that was killed.
    for companion in ["", "-journal"] {
        let left = format!(".copy.db.{}.new{companion}", std::process::id());
        fs::write(target.with_file_name(left), "half of a copy").unwrap();
    }
    copy(&fixture, &target, false).unwrap();
    assert_eq!(others(&fixture), ["copy.db"]);
}

#[test]
fn others_write_meanwhile() {
    let fixture = corpus();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let (fixture, done) = (&fixture, &done);
        let writer = scope.spawn(move || {
            let mut corpus = fixture.open();
            let first =
                Selection { references: Some(vec!["1".parse::<ArticleRef>().unwrap()]), expression: None };
            let mut written = 0;
            while !done.load(Ordering::Relaxed) || written == 0 {
                let value: Assignment = format!("section=s{written}").parse().unwrap();
                metadata::set(&mut corpus, &first, &[value], &operation("meta set")).unwrap();
                written += 1;
            }
            written
        });
        let mut counts = Vec::new();
        for number in 0..5 {
            let target = fixture.database.with_file_name(format!("copy{number}.db"));
            let made = copy(fixture, &target, false).unwrap();
            assert_eq!(made.problems, []);
            counts.push(log::operations(&Corpus::open(&target, Access::Read).unwrap(), None).unwrap().len());
        }
        done.store(true, Ordering::Relaxed);
        assert!(writer.join().unwrap() > 1);
        assert!(counts.is_sorted(), "{counts:?}");
    });
    assert_eq!(fixture.verify().problems, []);
}

#[test]
fn the_corpus_itself_and_its_log_are_refused() {
    let fixture = corpus();
    let link = fixture.database.with_file_name("link.db");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&fixture.database, &link).unwrap();
    let log = fixture.database.with_file_name("corpus.db-wal");
    for target in [&fixture.database, &link, &log] {
        let refused = copy(&fixture, target, true).unwrap_err();
        assert!(refused.to_string().ends_with("is the corpus itself"), "{refused}");
    }
    assert_eq!(fixture.verify().problems, []);
}

#[test]
fn a_file_is_replaced_only_by_force() {
    let fixture = corpus();
    let target = fixture.database.with_file_name("copy.db");
    fs::write(&target, "Dear diary").unwrap();
    assert!(copy(&fixture, &target, false).unwrap_err().to_string().ends_with("exists already"));
    assert_eq!(fs::read(&target).unwrap(), b"Dear diary");
    copy(&fixture, &target, true).unwrap();
    assert!(verify::file(&target, &verify::Options::default(), &mut ()).unwrap().problems.is_empty());
    let folder = fixture.database.with_file_name("news");
    assert!(copy(&fixture, &folder, true).unwrap_err().to_string().ends_with("is not a file"));
    let nowhere = fixture.database.with_file_name("nowhere").join("copy.db");
    assert!(matches!(copy(&fixture, &nowhere, true), Err(Error::Io { .. })));
}

/// SQLite would play the log of another file back into the backup.
#[test]
fn a_name_with_a_log_beside_it_is_refused() {
    let fixture = corpus();
    let target = fixture.database.with_file_name("copy.db");
    for log in ["copy.db-wal", "copy.db-journal"] {
        let log = fixture.database.with_file_name(log);
        fs::write(&log, "stale").unwrap();
        let refused = copy(&fixture, &target, true).unwrap_err();
        assert!(refused.to_string().contains("belongs to another file"), "{refused}");
        assert_eq!(fs::read(&log).unwrap(), b"stale");
        fs::remove_file(log).unwrap();
    }
    assert!(!target.exists());
}

#[test]
fn what_is_damaged_replaces_nothing() {
    let fixture = corpus();
    fixture.vandal().execute_batch("UPDATE text SET body = 'x' WHERE id = 1").unwrap();
    let target = fixture.database.with_file_name("copy.db");
    fs::write(&target, "the last good one").unwrap();
    let made = copy(&fixture, &target, true).unwrap();
    assert!(made.problems.iter().any(|problem| problem.kind == ProblemKind::Bytes));
    assert_eq!(fs::read(&target).unwrap(), b"the last good one");
    assert_eq!(others(&fixture), ["copy.db"]);
}

/// Sets the flag as soon as the copy is being made, or after so many signs of life.
struct Stopper<'a>(&'a AtomicBool, u64);

impl VerificationWatch for Stopper<'_> {
    fn progress(&mut self, _: u64) {
        self.1 -= 1;
        self.0.store(self.1 == 0, Ordering::Relaxed);
    }
}

#[test]
fn a_stopped_backup_leaves_nothing_behind() {
    let fixture = corpus();
    let target = fixture.database.with_file_name("copy.db");
    for after in [1, 5] {
        let options = Options::default();
        let stop = options.verification.stop.clone();
        let stopped = backup(&fixture.open(), &target, &options, &mut Stopper(&stop, after));
        assert!(matches!(stopped, Err(Error::Interrupted { .. })), "{stopped:?}");
        assert_eq!(others(&fixture), Vec::<String>::new());
    }
}

#[cfg(unix)]
#[test]
fn only_those_may_read_a_backup_who_may_read_the_corpus() {
    use std::os::unix::fs::PermissionsExt;
    let fixture = corpus();
    fs::set_permissions(&fixture.database, fs::Permissions::from_mode(0o600)).unwrap();
    let target = fixture.database.with_file_name("copy.db");
    copy(&fixture, &target, false).unwrap();
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o600);
}
