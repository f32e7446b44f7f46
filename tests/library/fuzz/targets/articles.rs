//! Corpora for targets that need one: three articles in English, German and Chinese.

use corpusdb::Corpus;
use corpusdb::model::{ImportReport, NewOperation, UtcTime};
use corpusdb::ops::import::{self, Input, Options};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const FILES: [(&str, &str); 3] = [
    ("a.txt", "Harbour opens\n\nThe old harbour, shut since 2019, is open again. It isn't what it was."),
    ("b/c.txt", "Straße gesperrt\n\nDie Straße nach Müllheim ist „bis auf Weiteres“ gesperrt."),
    ("d@2.txt", "港口重新开放\n\n外交部发言人王文斌说，港口已经开放。"),
];

/// The record of a command, at a fixed time.
pub(crate) fn operation(kind: &'static str) -> NewOperation {
    let at: UtcTime = "2024-05-01T12:00:00Z".parse().unwrap();
    NewOperation { kind: kind.to_owned().into(), at, arguments: serde_json::json!({}), message: None }
}

/// The files of the articles, in a folder `news`.
pub(crate) fn files() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let news = folder.path().join("news");
    fs::create_dir_all(news.join("b")).unwrap();
    for (name, text) in FILES {
        fs::write(news.join(name), text).unwrap();
    }
    folder
}

/// Imports a folder as the source `news`.
pub(crate) fn import(corpus: &mut Corpus, folder: &Path, dry_run: bool) -> ImportReport {
    let plan = import::plan(vec![Input::Path(folder.to_owned())], Some("news")).unwrap();
    let options = Options { max_size: 1 << 20, dry_run, ..Options::default() };
    let operation = operation("import");
    let at = operation.at;
    import::import(corpus, &plan, &operation, &options, &|| at, &mut ()).unwrap()
}

/// A corpus of the articles, in memory.
pub(crate) fn corpus() -> Corpus {
    let folder = files();
    let mut corpus = Corpus::temporary().unwrap();
    assert_eq!(import(&mut corpus, &folder.path().join("news"), false).added, 3);
    corpus
}
