//! The fingerprint: another program computes the same, only what the corpus holds makes it, and what is exported and
//! imported again has it too.

mod order;
mod python;
mod round_trip;

use corpusdb::model::{NewOperation, Sha256, UtcTime};
use corpusdb::ops::import::{self, Input, Options};
use corpusdb::ops::select::Selection;
use corpusdb::ops::{fingerprint, metadata};
use corpusdb::text::Charset;
use corpusdb::{Access, Corpus};
use std::path::{Path, PathBuf};

/// A corpus in a folder of its own; deleted when dropped.
struct Workplace {
    folder: tempfile::TempDir,
    corpus: Corpus,
}

impl Workplace {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let corpus = Corpus::create(&folder.path().join("corpus.db")).unwrap();
        Self { folder, corpus }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn import(&mut self, inputs: Vec<Input>, source: &str, options: &Options) {
        let plan = import::plan(inputs, Some(source)).unwrap();
        let (operation, options) = (operation("import"), Options { max_size: 1 << 20, ..options.clone() });
        let at = operation.at;
        let report = import::import(&mut self.corpus, &plan, &operation, &options, &|| at, &mut ()).unwrap();
        assert_eq!(report.failed, 0, "{report:?}");
    }

    fn import_folder(&mut self, folder: &Path) {
        self.import(vec![Input::Path(folder.to_owned())], "news", &Options::default());
    }

    fn import_bytes(&mut self, name: &str, bytes: &[u8], charset: Option<Charset>) {
        let input = Input::Bytes { name: name.to_owned(), bytes: bytes.to_vec() };
        self.import(vec![input], "pipe", &Options { charset, ..Options::default() });
    }

    fn set(&mut self, article: &str, field: &str, values: &[&str]) {
        let set: Vec<_> = values.iter().map(|value| format!("{field}={value}").parse().unwrap()).collect();
        metadata::set(&mut self.corpus, &one(article), &set, &operation("meta set")).unwrap();
    }

    fn unset(&mut self, article: &str, field: &str) {
        let fields = [field.parse().unwrap()];
        metadata::unset(&mut self.corpus, &one(article), &fields, &operation("meta unset")).unwrap();
    }

    fn define_repeatable(&mut self, field: &str) {
        let change = metadata::Redefinition { repeatable: Some(true), ..metadata::Redefinition::default() };
        metadata::define(&mut self.corpus, &field.parse().unwrap(), &change, &operation("meta define"))
            .unwrap();
    }

    /// What another program does to the corpus.
    fn outside(&mut self, sql: &str, parameters: impl rusqlite::Params) {
        let client = rusqlite::Connection::open(self.path("corpus.db")).unwrap();
        client.execute(sql, parameters).unwrap();
    }

    fn reopened(&self) -> Corpus {
        Corpus::open(&self.path("corpus.db"), Access::Read).unwrap()
    }

    fn fingerprint(&self, versions: bool) -> Sha256 {
        fingerprint::fingerprint(&self.corpus, &Selection::default(), versions).unwrap().fingerprint
    }
}

fn one(article: &str) -> Selection {
    Selection { references: Some(vec![article.parse().unwrap()]), ..Selection::default() }
}

fn operation(kind: &'static str) -> NewOperation {
    let at: UtcTime = "2024-05-01T12:00:00Z".parse().unwrap();
    NewOperation { kind: kind.to_owned().into(), at, arguments: serde_json::json!({}), message: None }
}
