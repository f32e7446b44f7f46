//! Undoing and looking back: any operations undone in reverse leave nothing, each step back is the state before, an
//! undone operation is as if it had never been, and every state can be read afterwards.

use crate::fixture::operation;
use corpusdb::model::{Assignment, FieldType, OperationId, State};
use corpusdb::ops::import::{self, Input};
use corpusdb::ops::metadata::{self, Redefinition};
use corpusdb::ops::outlets::{self, Description};
use corpusdb::ops::select::Selection;
use corpusdb::ops::sql::{Cell, Parameters, Rows, Session};
use corpusdb::ops::undo::{self, Target};
use corpusdb::ops::{analyse, fingerprint, list, log, past, remove, sql, verify};
use corpusdb::{Access, Corpus, Error};
use proptest::prelude::*;
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const PATHS: [&str; 4] = ["a.txt", "b/c.txt", "d.txt", "ü.txt"];
const CONTENTS: [&str; 5] =
    ["one fish", "two fish", "A headline\n\nand a text", "Another one\n\nto read", "caf\u{e9}"];
const FIELDS: [&str; 4] = ["title", "outlet", "published", "topic"];
const VALUES: [&str; 3] = ["2023", "2023-04", "2024-01-31"];
const OUTLETS: [&str; 3] = ["2023", "Harbour Times", "Gazette"];

#[derive(Debug, Clone)]
enum Step {
    Import { changes: Vec<FileChange>, remove: bool },
    Set { articles: Vec<usize>, field: usize, value: usize },
    Unset { article: usize, field: usize },
    Outlet { name: usize, alias: usize, homepage: bool, parent: Option<usize> },
    Merge { from: usize, into: usize },
    Define { repeatable: bool, description: usize },
    Topics { article: usize, count: usize },
    Remove { article: usize },
    Restore { article: usize },
    Sql { sql: usize },
    Outside { sql: usize },
    Analyse,
}

#[derive(Debug, Clone)]
enum FileChange {
    Write(usize, usize),
    Delete(usize),
    Rename(usize, usize),
}

/// What another program may do.
const OUTSIDE: [&str; 6] = [
    "UPDATE articles SET title = 'from outside' WHERE id = 1",
    "UPDATE articles SET outlet = 'Gazette', section = 'x' WHERE id <= 2",
    "UPDATE outlet SET name = 'The Gazette' WHERE name = 'Gazette'",
    "INSERT INTO field (name, type) SELECT 'topic', 'text' WHERE NOT EXISTS (SELECT 1 FROM field WHERE name = 'topic');
     INSERT INTO metadata (article, field, ordinal, value)
     SELECT id, 'topic', 1 + coalesce((SELECT max(ordinal) FROM metadata WHERE article = articles.id), -1), 'x'
     FROM articles WHERE id = 2",
    "DELETE FROM metadata WHERE article = 1",
    "DELETE FROM outlet_alias",
];

fn step() -> impl Strategy<Value = Step> {
    let path = || 0..PATHS.len();
    let change = prop_oneof![
        4 => (path(), 0..CONTENTS.len()).prop_map(|(path, content)| FileChange::Write(path, content)),
        1 => path().prop_map(FileChange::Delete),
        2 => (path(), path()).prop_map(|(from, to)| FileChange::Rename(from, to)),
    ];
    let articles = prop::collection::vec(0..4_usize, 1..3);
    prop_oneof![
        4 => (prop::collection::vec(change, 1..4), any::<bool>())
            .prop_map(|(changes, remove)| Step::Import { changes, remove }),
        4 => (articles, 0..FIELDS.len(), 0..VALUES.len())
            .prop_map(|(articles, field, value)| Step::Set { articles, field, value }),
        2 => (0..4_usize, 0..FIELDS.len()).prop_map(|(article, field)| Step::Unset { article, field }),
        2 => (0..3_usize, 0..4_usize, any::<bool>(), prop::option::of(0..3_usize))
            .prop_map(|(name, alias, homepage, parent)| Step::Outlet { name, alias, homepage, parent }),
        1 => (0..3_usize, 0..3_usize).prop_map(|(from, into)| Step::Merge { from, into }),
        1 => (any::<bool>(), 0..2_usize).prop_map(|(repeatable, description)| Step::Define { repeatable, description }),
        1 => (0..4_usize, 1..4_usize).prop_map(|(article, count)| Step::Topics { article, count }),
        1 => (0..4_usize).prop_map(|article| Step::Remove { article }),
        1 => (0..4_usize).prop_map(|article| Step::Restore { article }),
        1 => (0..OUTSIDE.len()).prop_map(|sql| Step::Sql { sql }),
        2 => (0..OUTSIDE.len()).prop_map(|sql| Step::Outside { sql }),
        2 => Just(Step::Analyse),
    ]
}

/// Takes rows of one text each.
struct Lines(Vec<String>);
impl Rows for Lines {
    fn columns(&mut self, _: &[String]) -> corpusdb::Result<()> {
        Ok(())
    }
    fn row(&mut self, cells: &[Cell<'_>]) -> corpusdb::Result<bool> {
        self.0.extend(cells.iter().map(|cell| match cell {
            Cell::Text(text) => text.to_string(),
            other => panic!("{other:?}"),
        }));
        Ok(true)
    }
}

/// A corpus in a folder with its source.
struct World {
    folder: TempDir,
    corpus: Corpus,
    database: PathBuf,
    tick: u64,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("corpus.db");
        fs::create_dir(folder.path().join("news")).unwrap();
        let corpus = Corpus::create(&database).unwrap();
        Self { folder, corpus, database, tick: 0 }
    }

    fn path(&self, path: usize) -> PathBuf {
        self.folder.path().join("news").join(PATHS[path])
    }

    /// Does a step; whether it worked doesn't matter, as long as what doesn't work does nothing.
    fn run(&mut self, step: &Step) {
        match step {
            Step::Import { changes, remove } => {
                self.change_files(changes);
                self.import(*remove);
            }
            Step::Set { articles, field, value } => {
                let words: Vec<String> = articles.iter().map(|article| (article + 1).to_string()).collect();
                let assignment: Assignment =
                    format!("{}={}", FIELDS[*field], VALUES[*value]).parse().unwrap();
                let _ = metadata::set(
                    &mut self.corpus,
                    &selection(&words),
                    &[assignment],
                    &operation("meta set"),
                );
            }
            Step::Unset { article, field } => {
                let fields = [FIELDS[*field].parse().unwrap()];
                let selection = selection(&[(article + 1).to_string()]);
                let _ = metadata::unset(&mut self.corpus, &selection, &fields, &operation("meta unset"));
            }
            Step::Outlet { name, alias, homepage, parent } => {
                let description = Description {
                    homepage: homepage.then(|| "https://harbour.example.org/".to_owned()),
                    parent: parent.map(|parent| OUTLETS[parent].to_owned()),
                    aliases: ["HT", "Hafen", "harbour.example.org"]
                        .get(*alias)
                        .map(ToString::to_string)
                        .into_iter()
                        .collect(),
                    ..Description::default()
                };
                let _ =
                    outlets::add(&mut self.corpus, OUTLETS[*name], &description, &operation("outlet add"));
            }
            Step::Merge { from, into } => {
                let _ = outlets::merge(
                    &mut self.corpus,
                    OUTLETS[*from],
                    OUTLETS[*into],
                    &operation("outlet merge"),
                );
            }
            Step::Define { repeatable, description } => {
                let change = Redefinition {
                    kind: Some(FieldType::Text),
                    repeatable: Some(*repeatable),
                    description: ["What it is about"].get(*description).map(ToString::to_string),
                };
                let name = "topic".parse().unwrap();
                let _ = metadata::define(&mut self.corpus, &name, &change, &operation("meta define"));
            }
            Step::Topics { article, count } => {
                let topics: Vec<Assignment> =
                    (0..*count).map(|number| format!("topic=t{number}").parse().unwrap()).collect();
                let selection = selection(&[(article + 1).to_string()]);
                let _ = metadata::set(&mut self.corpus, &selection, &topics, &operation("meta set"));
            }
            Step::Remove { article } => {
                let selection = selection(&[(article + 1).to_string()]);
                let _ = remove::remove(&mut self.corpus, &selection, &operation("remove"));
            }
            Step::Restore { article } => {
                let selection = selection(&[(article + 1).to_string()]);
                let _ = remove::restore(&mut self.corpus, &selection, &operation("restore"));
            }
            Step::Sql { sql } => {
                let (nothing, operation) = (Parameters::new(), operation("sql"));
                let mut rows = Lines(Vec::new());
                let _ = sql::write(&mut self.corpus, OUTSIDE[*sql], &nothing, &operation, None, &mut rows);
            }
            Step::Outside { sql } => {
                let client = Connection::open(&self.database).unwrap();
                let _ = client.execute_batch(OUTSIDE[*sql]);
            }
            Step::Analyse => {
                analyse::analyse(&mut self.corpus, &Selection::default(), &mut ()).unwrap();
            }
        }
    }

    fn change_files(&mut self, changes: &[FileChange]) {
        for change in changes {
            match change {
                FileChange::Write(path, content) => {
                    let path = self.path(*path);
                    fs::create_dir_all(path.parent().unwrap()).unwrap();
                    fs::write(&path, CONTENTS[*content]).unwrap();
                    self.tick += 10;
                    let time =
                        std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000 + self.tick);
                    fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
                }
                FileChange::Delete(path) => {
                    let _ = fs::remove_file(self.path(*path));
                }
                FileChange::Rename(from, to) => {
                    let to = self.path(*to);
                    fs::create_dir_all(to.parent().unwrap()).unwrap();
                    let _ = fs::rename(self.path(*from), to);
                }
            }
        }
    }

    fn import(&mut self, remove: bool) {
        let news = self.folder.path().join("news");
        let plan = import::plan(vec![Input::Path(news)], None).unwrap();
        let options =
            import::Options { remove_missing: remove, max_size: 1 << 20, ..import::Options::default() };
        let operation = operation("import");
        let at = operation.at;
        let _ = import::import(&mut self.corpus, &plan, &operation, &options, &|| at, &mut ());
    }

    fn undo(&mut self, target: &Target, cascade: bool) -> corpusdb::Result<()> {
        let options = undo::Options { cascade, dry_run: false };
        undo::undo(&mut self.corpus, target, &operation("undo"), options, &mut |_| Ok(()))
    }

    /// All that is there, however it came about: no ids, times, origins or history.
    fn state(&self) -> Vec<String> {
        state(&self.database)
    }

    /// How much has been recorded.
    fn records(&self) -> i64 {
        let sql = "
            SELECT
                (SELECT count(*) FROM metadata_change) + (SELECT count(*) FROM definition_change)
                + (SELECT count(*) FROM version)
        ";
        Connection::open(&self.database).unwrap().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    fn last(&self) -> i64 {
        log::operations(&self.corpus, Some(1)).unwrap().first().map_or(0, |operation| operation.operation.0)
    }
}

fn selection(words: &[String]) -> Selection {
    Selection { references: Some(words.iter().map(|word| word.parse().unwrap()).collect()), expression: None }
}

const STATE: &str = "
    SELECT format('article %s', json_array(
        key, source, title, subtitle, outlet, author, published, modified, url, language, section, sha256,
        removed_at IS NULL
    ))
    FROM every_article
    UNION ALL
    SELECT format('version %s', json_array(
        every_article.key, row_number() OVER (PARTITION BY versions.article ORDER BY versions.number),
        versions.kind, versions.sha256, versions.text
    ))
    FROM versions
    JOIN every_article ON every_article.id = versions.article
    UNION ALL
    SELECT format('value %s', json_array(every_article.key, metadata.field, metadata.ordinal, metadata.value))
    FROM metadata
    JOIN every_article ON every_article.id = metadata.article
    UNION ALL
    SELECT format('outlet %s', json_array(name, homepage, parent, articles)) FROM outlets
    UNION ALL
    SELECT format('alias %s', json_array(outlet_alias.alias, outlet_alias.kind, outlet.name))
    FROM outlet_alias
    JOIN outlet ON outlet.id = outlet_alias.outlet
    UNION ALL
    SELECT format('field %s', json_array(name, type, repeatable, description)) FROM field WHERE NOT standard
    ORDER BY 1
";

fn state(database: &Path) -> Vec<String> {
    let client = Connection::open(database).unwrap();
    let mut statement = client.prepare(STATE).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

/// The same of the corpus as it was after an operation, read in two ways.
fn past_state(database: &Path, operation: i64) -> Vec<String> {
    let mut corpus = Corpus::open(database, Access::Read).unwrap();
    past::look_back(&mut corpus, &State::Operation(OperationId(operation))).unwrap();
    let mut listed = Vec::new();
    list::list(&corpus, &list::Options::default(), &mut |article| {
        listed.push(article.key);
        Ok(())
    })
    .unwrap();
    let mut lines = Lines(Vec::new());
    let mut session = Session::open(corpus, None).unwrap();
    session.run("SELECT key FROM articles ORDER BY id", &Parameters::new(), &mut lines).unwrap();
    assert_eq!(listed, std::mem::take(&mut lines.0));
    session.run(STATE, &Parameters::new(), &mut lines).unwrap();
    lines.0
}

/// Everything refers to something, and history and index agree with what is there.
fn assert_sound(database: &Path) {
    let mut corpus = Corpus::open(database, Access::Write).unwrap();
    let verified = verify::verify(&mut corpus, &verify::Options::default(), &mut ()).unwrap();
    assert_eq!(verified.problems, []);
    let client = Connection::open(database).unwrap();
    let sql = "SELECT count(*) FROM article WHERE version IS NULL AND coalesce(title, outlet, url, removed_at) IS NOT NULL";
    let with_values: i64 = client.query_row(sql, [], |row| row.get(0)).unwrap();
    assert_eq!(with_values, 0, "an article that isn't there has values");
}

fn fingerprint_of(corpus: &Corpus) -> String {
    let found = fingerprint::fingerprint(corpus, &Selection::default(), true).unwrap();
    found.fingerprint.to_string()
}

fn check_undone_in_reverse(steps: &[Step]) {
    let mut world = World::new();
    let mut states = vec![(0, world.state())];
    for step in steps {
        // Changes of other programs are undone by their time, of which the operations here have only one.
        if matches!(step, Step::Outside { .. }) {
            continue;
        }
        world.run(step);
        let last = world.last();
        if last > states.last().unwrap().0 {
            states.push((last, world.state()));
        } else {
            assert_eq!(world.state(), states.last().unwrap().1, "what recorded nothing changed something");
        }
    }
    let mut undos = Vec::new();
    let mut states_after = Vec::new();
    for pair in states.windows(2).rev() {
        world.undo(&Target::Operation(OperationId(pair[1].0)), false).unwrap();
        assert_eq!(world.state(), pair[0].1, "operation {} undone", pair[1].0);
        assert_sound(&world.database);
        undos.push(world.last());
        states_after.push((world.last(), pair[0].1.clone()));
    }
    assert_eq!(fingerprint_of(&world.corpus), fingerprint_of(&Corpus::temporary().unwrap()));
    for (undo, state) in undos.iter().rev().zip(&states[1..]) {
        world.undo(&Target::Operation(OperationId(*undo)), false).unwrap();
        assert_eq!(world.state(), state.1, "undo {undo} undone");
        assert_sound(&world.database);
        states_after.push((world.last(), state.1.clone()));
    }
    for (operation, state) in states.iter().chain(&states_after) {
        assert_eq!(&past_state(&world.database, *operation), state, "as of operation {operation}");
    }
}

fn check_as_if_never_done(steps: &[Step], chosen: usize) {
    let chosen = chosen % steps.len();
    // A later import would find what the undone one had found.
    let is_import = |step: &Step| matches!(step, Step::Import { .. });
    if is_import(&steps[chosen]) && steps[chosen + 1..].iter().any(is_import) {
        return;
    }
    let (mut with, mut without) = (World::new(), World::new());
    let mut target = None;
    let mut chosen_records = 0;
    for (index, step) in steps.iter().enumerate() {
        let before = with.last();
        with.run(step);
        if index == chosen {
            target = Some(with.last()).filter(|last| *last > before);
            chosen_records = with.records() - without.records();
            continue;
        }
        without.run(step);
        // What had nothing left to do because of the chosen step would have done it otherwise.
        if index > chosen && with.records() - without.records() != chosen_records {
            return;
        }
    }
    let Some(target) = target else { return };
    let before = with.state();
    match with.undo(&Target::Operation(OperationId(target)), false) {
        Ok(()) => {
            assert_eq!(with.state(), without.state(), "operation {target}");
            assert_eq!(fingerprint_of(&with.corpus), fingerprint_of(&without.corpus));
            let undo = with.last();
            with.undo(&Target::Operation(OperationId(undo)), false).unwrap();
            assert_eq!(with.state(), before, "operation {target} done again");
        }
        Err(Error::Refused { .. }) => {
            with.undo(&Target::Operation(OperationId(target)), true).unwrap();
            assert_sound(&with.database);
        }
        Err(error) => panic!("{error}"),
    }
}

/// Undoes and redoes at random, together with what that takes.
fn check_turned_at_random(steps: &[Step], turns: &[usize]) {
    let mut world = World::new();
    for step in steps {
        world.run(step);
    }
    let mut states = vec![(world.last(), world.state())];
    for turn in turns {
        let Ok(last) = usize::try_from(world.last()) else { return };
        let target = i64::try_from(turn % (last + 1)).unwrap();
        match world.undo(&Target::Operation(OperationId(target)), true) {
            Ok(()) => states.push((world.last(), world.state())),
            Err(Error::Refused { .. } | Error::NotFound { .. }) => {
                assert_eq!(world.state(), states.last().unwrap().1, "what was refused changed something");
            }
            Err(error) => panic!("{error}"),
        }
        assert_sound(&world.database);
    }
    let outside = steps.iter().any(|step| matches!(step, Step::Outside { .. }));
    for (operation, state) in states.iter().filter(|_| !outside) {
        assert_eq!(&past_state(&world.database, *operation), state, "as of operation {operation}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn undone_in_reverse_every_state_comes_back(steps in prop::collection::vec(step(), 1..14)) {
        check_undone_in_reverse(&steps);
    }

    #[test]
    fn whatever_is_undone_and_redone_it_is_sound(
        steps in prop::collection::vec(step(), 1..10), turns in prop::collection::vec(0..40_usize, 1..8),
    ) {
        check_turned_at_random(&steps, &turns);
    }

    #[test]
    fn what_is_undone_is_as_if_it_had_never_been(
        steps in prop::collection::vec(step(), 1..10), chosen in 0..10_usize,
    ) {
        check_as_if_never_done(&steps, chosen);
    }
}
