//! SQL from the user, in the sandbox and with `--write`.

use super::articles::{corpus, files, import, operation};
use corpusdb::model::Version;
use corpusdb::ops::fingerprint::{Fingerprint, fingerprint};
use corpusdb::ops::select::Selection;
use corpusdb::ops::sql::{Cell, Parameters, Rows, Session, write};
use corpusdb::ops::{log, metadata, undo, verify};
use corpusdb::{Access, Corpus, Result};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;

/// How long a statement may take.
const TIMEOUT: Option<Duration> = Some(Duration::from_secs(1));

thread_local! {
    static FILE: TempDir = {
        let folder = files();
        let mut corpus = Corpus::create(&folder.path().join("corpus.db")).unwrap();
        import(&mut corpus, &folder.path().join("news"), false);
        folder
    };
    /// As it was made: statements that change nothing, which most do, need no other.
    static UNCHANGED: RefCell<Option<Corpus>> = const { RefCell::new(None) };
}

/// Takes results and looks at none of them, the first thousand rows of each at most.
struct Ignored(u32);

impl Rows for Ignored {
    fn columns(&mut self, _: &[String]) -> Result<()> {
        self.0 = 0;
        Ok(())
    }

    fn row(&mut self, _: &[Cell<'_>]) -> Result<bool> {
        self.0 += 1;
        Ok(self.0 < 1000)
    }
}

/// In the sandbox no statement changes the file or makes another one. With `--write` it changes no text and no version,
/// leaves a corpus that is sound, and undoing it brings everything back.
pub(crate) fn check(input: &[u8]) {
    let Ok(sql) = str::from_utf8(input) else { return };
    FILE.with(|folder| check_reading(folder.path(), sql));
    let mut corpus = UNCHANGED.with(RefCell::take).unwrap_or_else(corpus);
    if !is_changed_by(&mut corpus, sql) {
        UNCHANGED.with(|unchanged| unchanged.replace(Some(corpus)));
    }
}

fn check_reading(folder: &Path, sql: &str) {
    let database = folder.join("corpus.db");
    let before = (fs::read(&database).unwrap(), names(folder), names(Path::new(".")));
    let corpus = Corpus::open(&database, Access::Read).unwrap();
    let mut session = Session::open(corpus, TIMEOUT).unwrap();
    // What it answers is its own affair.
    let _ = session.run(sql, &Parameters::new(), &mut Ignored(0));
    drop(session);
    assert!(before == (fs::read(&database).unwrap(), names(folder), names(Path::new("."))));
}

fn names(folder: &Path) -> BTreeSet<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.map(|name| name.to_string_lossy().into_owned()).collect()
}

fn is_changed_by(corpus: &mut Corpus, sql: &str) -> bool {
    let before = state(corpus);
    let outcome = write(corpus, sql, &Parameters::new(), &operation("sql"), TIMEOUT, &mut Ignored(0));
    let Ok((_, Some(id))) = outcome else {
        assert!(state(corpus) == before, "it changed something, and: {outcome:?}");
        return false;
    };
    assert_eq!(state(corpus).1, before.1, "another text or version");
    let found = verify::verify(corpus, &verify::Options::default(), &mut ()).unwrap();
    assert_eq!(found.problems, []);
    let target = undo::Target::Operation(id);
    undo::undo(corpus, &target, &operation("undo"), undo::Options::default(), &mut |_| Ok(())).unwrap();
    assert!(state(corpus) == before, "undoing left something");
    let found = verify::verify(corpus, &verify::Options::default(), &mut ()).unwrap();
    assert_eq!(found.problems, []);
    true
}

/// What the corpus holds: its fingerprint, the versions of its articles, its fields and its outlets.
fn state(corpus: &Corpus) -> (Fingerprint, Vec<Vec<Version>>, String) {
    let versions =
        (1..=3).map(|article| log::article(corpus, &format!("{article}").parse().unwrap()).unwrap().versions);
    let versions = versions.collect();
    let fields = serde_json::to_string(&metadata::fields(corpus).unwrap()).unwrap();
    let outlets = serde_json::to_string(&corpusdb::ops::outlets::list(corpus).unwrap()).unwrap();
    (fingerprint(corpus, &Selection::default(), true).unwrap(), versions, fields + &outlets)
}
