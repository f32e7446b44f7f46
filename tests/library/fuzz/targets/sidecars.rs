//! Sidecars, which say beside a file what is known of its article.

use super::articles::import;
use corpusdb::Corpus;
use corpusdb::ops::export::to_folder;
use corpusdb::ops::select::Selection;
use std::cell::RefCell;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const ARTICLE: &[u8] = b"Caf\xe9 opens\n\nIt opens on Monday.";

thread_local! {
    /// A rehearsal leaves it empty.
    static EMPTY: RefCell<Corpus> = RefCell::new(Corpus::temporary().unwrap());
    static FOLDER: TempDir = tempfile::tempdir().unwrap();
}

/// The article is imported, or refused because of its sidecar. What an export writes of it is imported elsewhere and
/// exported again without a difference.
pub(crate) fn check(input: &[u8]) {
    FOLDER.with(|folder| {
        let news = folder.path().join("news");
        fs::create_dir_all(&news).unwrap();
        fs::write(news.join("a.txt"), ARTICLE).unwrap();
        fs::write(news.join("a.txt.corpus.json"), input).unwrap();
        let rehearsed = EMPTY.with_borrow_mut(|corpus| import(corpus, &news, true));
        assert_eq!(rehearsed.added + rehearsed.failed, 1, "{rehearsed:?}");
        if rehearsed.added == 1 {
            check_export(&news);
        }
    });
}

fn check_export(news: &Path) {
    let first = exported(news);
    let second = exported(first.path());
    let (first, second) = (contents(first.path()), contents(second.path()));
    assert_eq!(first, second);
    assert!(first.iter().any(|(_, content)| content == ARTICLE));
}

/// What an export of an import of this folder writes.
fn exported(folder: &Path) -> TempDir {
    let mut corpus = Corpus::temporary().unwrap();
    let report = import(&mut corpus, folder, false);
    assert_eq!((report.added, report.failed), (1, 0), "{report:?}");
    let written = tempfile::tempdir().unwrap();
    to_folder(&corpus, &Selection::default(), written.path(), false).unwrap();
    written
}

/// The files below a folder, by their paths.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                found.push((name, fs::read(path).unwrap()));
            }
        }
    }
    found.sort();
    found
}
