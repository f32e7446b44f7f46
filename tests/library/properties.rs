//! Any sequence of edits, imports and annotations reads back as a naive model kept beside it says it should.

use corpusdb::Corpus;
use corpusdb::model::{ArticleRef, Assignment, NewOperation, UtcTime};
use corpusdb::ops::import::{self, Input, Options};
use corpusdb::ops::select::Selection;
use corpusdb::ops::{list, metadata, show, verify};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Paths below the folder. Few, so that files often meet; `a-b` and `a/b` sort differently as paths and as text.
const PATHS: [&str; 5] = ["a.txt", "a/b.txt", "a-b.txt", "z.txt", "ü.txt"];
/// Contents. Two of them have the same length, so that size alone tells nothing.
const CONTENTS: [&str; 5] = ["one fish", "two fish", "A headline\n\nand a text", "caf\u{e9}", "  .\n"];
const FIELDS: [&str; 4] = ["title", "outlet", "published", "topic"];
const VALUES: [&str; 3] = ["2023", "2023-04", "2024-01-31"];

#[derive(Debug, Clone)]
enum Step {
    Write(usize, usize),
    Delete(usize),
    Rename(usize, usize),
    Import { remove: bool, rehash: bool },
    Rehearse,
    Set { article: usize, field: usize, value: usize },
    Unset { article: usize, field: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let path = || 0..PATHS.len();
    prop_oneof![
        4 => (path(), 0..CONTENTS.len()).prop_map(|(path, content)| Step::Write(path, content)),
        1 => path().prop_map(Step::Delete),
        2 => (path(), path()).prop_map(|(from, to)| Step::Rename(from, to)),
        4 => (any::<bool>(), any::<bool>()).prop_map(|(remove, rehash)| Step::Import { remove, rehash }),
        1 => Just(Step::Rehearse),
        2 => (0..4_usize, 0..FIELDS.len(), 0..VALUES.len())
            .prop_map(|(article, field, value)| Step::Set { article, field, value }),
        1 => (0..4_usize, 0..FIELDS.len()).prop_map(|(article, field)| Step::Unset { article, field }),
    ]
}

/// An article as the model sees it; its id is its place, counted from 1.
#[derive(Debug, Clone, PartialEq)]
struct Expected {
    path: String,
    versions: Vec<Vec<u8>>,
    removed: bool,
    fields: BTreeMap<String, String>,
    /// Whether the title was last given by hand, or taken away by hand.
    title_by_hand: bool,
}

#[derive(Default)]
struct Model {
    folder: BTreeMap<String, Vec<u8>>,
    articles: Vec<Expected>,
}

impl Model {
    fn import(&mut self, remove: bool) {
        let mut seen = BTreeSet::new();
        for (path, content) in in_walk_order(&self.folder) {
            let known = self.articles.iter().position(|article| article.path == path);
            let moved = || {
                (0..self.articles.len()).find(|index| {
                    let article = &self.articles[*index];
                    article.versions.last() == Some(&content)
                        && !self.folder.contains_key(&article.path)
                        && !seen.contains(index)
                })
            };
            let index = if let Some(index) = known.or_else(moved) {
                let article = &mut self.articles[index];
                article.path = path;
                article.removed = false;
                if article.versions.last() != Some(&content) {
                    article.versions.push(content.clone());
                    article.follow_text(&content);
                }
                index
            } else {
                let mut article = Expected {
                    path,
                    versions: vec![content.clone()],
                    removed: false,
                    fields: BTreeMap::new(),
                    title_by_hand: false,
                };
                article.follow_text(&content);
                self.articles.push(article);
                self.articles.len() - 1
            };
            seen.insert(index);
        }
        // A folder without a single file of the source removes nothing.
        if remove && !seen.is_empty() {
            for (index, article) in self.articles.iter_mut().enumerate() {
                article.removed |= !seen.contains(&index);
            }
        }
    }
}

impl Expected {
    fn follow_text(&mut self, content: &[u8]) {
        if content == CONTENTS[2].as_bytes() && !self.title_by_hand {
            self.fields.insert("title".to_owned(), "A headline".to_owned());
        }
    }
}

/// Files in the order of a walk that sorts each folder by name.
fn in_walk_order(folder: &BTreeMap<String, Vec<u8>>) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = folder.iter().map(|(path, content)| (path.clone(), content.clone())).collect();
    files.sort_by_key(|(path, _)| path.split('/').map(str::to_owned).collect::<Vec<_>>());
    files
}

fn operation(kind: &'static str) -> NewOperation {
    // Long after every file's time, so that unchanged files are skipped by size and time.
    let at: UtcTime = "2090-01-01T00:00:00Z".parse().unwrap();
    NewOperation { kind: kind.to_owned().into(), at, arguments: serde_json::json!({}), message: None }
}

fn run_import(corpus: &mut Corpus, folder: &Path, options: &Options) -> corpusdb::Result<()> {
    let plan = import::plan(vec![Input::Path(folder.to_owned())], None)?;
    let operation = operation("import");
    let at = operation.at;
    import::import(corpus, &plan, &operation, options, &|| at, &mut ()).map(|_| ())
}

fn write(root: &Path, path: &str, content: &[u8], tick: &mut u64) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, content).unwrap();
    *tick += 10;
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000 + *tick);
    File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
}

fn run(steps: &[Step]) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("news");
    fs::create_dir(&root).unwrap();
    let mut corpus = Corpus::temporary().unwrap();
    let mut model = Model::default();
    let mut tick = 0;
    for step in steps {
        match step {
            Step::Write(path, content) => {
                let content = CONTENTS[*content].as_bytes().to_vec();
                write(&root, PATHS[*path], &content, &mut tick);
                model.folder.insert(PATHS[*path].to_owned(), content);
            }
            Step::Delete(path) => {
                if model.folder.remove(PATHS[*path]).is_some() {
                    fs::remove_file(root.join(PATHS[*path])).unwrap();
                }
            }
            Step::Rename(from, to) => {
                if from != to
                    && let Some(content) = model.folder.remove(PATHS[*from])
                {
                    let target = root.join(PATHS[*to]);
                    fs::create_dir_all(target.parent().unwrap()).unwrap();
                    fs::rename(root.join(PATHS[*from]), target).unwrap();
                    model.folder.insert(PATHS[*to].to_owned(), content);
                }
            }
            Step::Import { remove, rehash } => {
                let options = Options {
                    remove_missing: *remove,
                    rehash: *rehash,
                    max_size: 1 << 20,
                    ..Options::default()
                };
                let refused = run_import(&mut corpus, &root, &options).is_err();
                let would_remove_all = *remove
                    && model.folder.is_empty()
                    && model.articles.iter().any(|article| !article.removed);
                assert_eq!(refused, would_remove_all);
                model.import(*remove);
            }
            Step::Rehearse => {
                let options = Options { dry_run: true, max_size: 1 << 20, ..Options::default() };
                run_import(&mut corpus, &root, &options).unwrap();
            }
            Step::Set { article, field, value } => {
                set(&mut corpus, &mut model, *article, FIELDS[*field], Some(VALUES[*value]));
            }
            Step::Unset { article, field } => set(&mut corpus, &mut model, *article, FIELDS[*field], None),
        }
        compare(&corpus, &model);
    }
    let verified = verify::verify(&mut corpus, &verify::Options::default(), &mut ()).unwrap();
    assert_eq!((verified.problems, verified.notes), (vec![], vec![]));
}

fn set(corpus: &mut Corpus, model: &mut Model, article: usize, field: &str, value: Option<&str>) {
    let Some(expected) = model.articles.get_mut(article) else { return };
    let reference: ArticleRef = (article + 1).to_string().parse().unwrap();
    let selection = Selection { references: Some(vec![reference]), expression: None };
    if let Some(value) = value {
        let assignment: Assignment = format!("{field}={value}").parse().unwrap();
        metadata::set(corpus, &selection, &[assignment], &operation("meta set")).unwrap();
        let old = expected.fields.insert(field.to_owned(), value.to_owned());
        expected.title_by_hand |= field == "title" && old.as_deref() != Some(value);
    } else {
        let known =
            metadata::unset(corpus, &selection, &[field.parse().unwrap()], &operation("meta unset")).is_ok();
        assert!(known || field == "topic", "only topic may be unknown yet");
        let old = expected.fields.remove(field);
        expected.title_by_hand |= field == "title" && old.is_some();
    }
}

fn compare(corpus: &Corpus, model: &Model) {
    let mut keys = BTreeMap::new();
    for removed in [false, true] {
        let options = list::Options { removed, ..list::Options::default() };
        list::list(corpus, &options, &mut |article| {
            keys.insert(article.id.0, (article.key, removed));
            Ok(())
        })
        .unwrap();
    }
    assert_eq!(keys.len(), model.articles.len());
    for (id, expected) in (1_i64..).zip(&model.articles) {
        assert_eq!(keys[&id], (format!("news/{}", expected.path), expected.removed), "article {id}");
        let reference: ArticleRef = id.to_string().parse().unwrap();
        let detail = show::show(corpus, &reference).unwrap();
        let versions: Vec<Vec<u8>> = detail
            .versions
            .iter()
            .map(|version| show::bytes(corpus, &format!("{id}@{}", version.number).parse().unwrap()).unwrap())
            .collect();
        assert_eq!(versions, expected.versions, "article {id}");
        let selection = Selection { references: Some(vec![reference.clone()]), expression: None };
        let mut fields = BTreeMap::new();
        metadata::get(corpus, &selection, &[], &mut |value| {
            fields.insert(value.field, value.value);
            Ok(())
        })
        .unwrap();
        assert_eq!(fields, expected.fields, "article {id}");
        assert_eq!(replay(corpus, &reference), expected.fields, "the history of article {id}");
    }
}

/// What the recorded changes amount to. Each must begin where the one before it ended.
fn replay(corpus: &Corpus, reference: &ArticleRef) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    for change in metadata::history(corpus, reference, None).unwrap() {
        if matches!(change.field.as_str(), "key" | "removed_at") {
            continue;
        }
        let old = match change.new {
            Some(new) => fields.insert(change.field, new),
            None => fields.remove(&change.field),
        };
        assert_eq!(old, change.old);
    }
    fields
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_sequence_reads_back_as_the_model_says(steps in prop::collection::vec(step(), 1..40)) {
        run(&steps);
    }
}
