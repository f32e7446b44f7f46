//! The commands that write, each on a small corpus of its own.

use crate::fixture::{import_as, operation};
use corpusdb::model::{ArticleRef, Assignment, NewOperation, OperationId, Problem};
use corpusdb::ops::metadata::exchange;
use corpusdb::ops::select::Selection;
use corpusdb::ops::sql::{Cell, Rows};
use corpusdb::ops::{analyse, backup, export, import, metadata, purge, repair, sql, undo};
use corpusdb::{Access, Corpus, Error, Result};
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};

/// How many articles there are before the command.
const ARTICLES: usize = 8;

/// A word of the articles that are purged and of no other.
pub(crate) const PURGED_WORD: &[u8] = b"quagga";

/// Where a command works.
pub(crate) struct Workplace {
    /// The corpus; what the command makes besides lies beside it.
    pub(crate) corpus: PathBuf,
    /// Files to import, which no disk of ours has.
    pub(crate) inputs: PathBuf,
}

impl Workplace {
    pub(crate) fn backup(&self) -> PathBuf {
        self.corpus.with_file_name("backup.db")
    }

    pub(crate) fn export(&self) -> PathBuf {
        self.corpus.with_file_name("export")
    }

    /// The corpus that `init` makes.
    pub(crate) fn second(&self) -> PathBuf {
        self.corpus.with_file_name("second.db")
    }

    /// Where an upgrade puts a copy of the corpus as it was.
    pub(crate) fn copy_before_upgrade(&self) -> PathBuf {
        self.corpus.with_file_name("corpus.db.schema-1.backup")
    }

    fn open(&self) -> Result<Corpus> {
        Corpus::open(&self.corpus, Access::Write)
    }
}

/// A command that writes.
pub(crate) struct Command {
    pub(crate) name: &'static str,
    /// Makes the corpus, and the files that will be imported.
    pub(crate) prepare: fn(&Workplace),
    /// Does it, as the program would.
    pub(crate) run: fn(&Workplace) -> Result<()>,
}

/// All of them.
pub(crate) const COMMANDS: [Command; 11] = [
    Command { name: "init", prepare, run: run_init },
    Command { name: "import", prepare: prepare_import, run: run_import },
    Command { name: "meta import", prepare, run: run_meta_import },
    Command { name: "sql --write", prepare, run: run_sql },
    Command { name: "undo", prepare, run: run_undo },
    Command { name: "purge", prepare, run: run_purge },
    Command { name: "analyse", prepare, run: run_analyse },
    Command { name: "backup", prepare: prepare_backup, run: run_backup },
    Command { name: "repair", prepare: prepare_repair, run: run_repair },
    Command { name: "upgrade", prepare: prepare_upgrade, run: run_upgrade },
    Command { name: "export", prepare, run: run_export },
];

/// The command of this name.
pub(crate) fn named(name: &str) -> &'static Command {
    static ALL: [Command; 11] = COMMANDS;
    ALL.iter().find(|command| command.name == name).expect("the command is known")
}

/// Writes an edition of the files: all that there were, some of them with another text, and in the third two new ones.
fn write_edition(inputs: &Path, edition: usize) {
    let news = inputs.join("news");
    fs::create_dir_all(&news).expect("inputs can be written");
    let count = if edition == 3 { ARTICLES + 2 } else { ARTICLES };
    for number in 0..count {
        // Every second one changes in the second edition, every third one in the third.
        let last = (1..=edition).rev().find(|edition| number.is_multiple_of(*edition)).unwrap_or(1);
        let word = if number == 2 || number == 3 { "quagga" } else { "heron" };
        let body =
            format!("The {word} was seen at pier {number} on day {last}. Nobody had expected it. ").repeat(9);
        let text = format!(
            "Report {number}\n\n{body}\n\nEdition {last} of it.\n\nWrite to the editors of the Post.\n"
        );
        fs::write(news.join(format!("{number}.txt")), text).expect("inputs can be written");
    }
}

/// A corpus with two editions, the operations 1 and 2.
fn prepare(place: &Workplace) {
    let mut corpus = Corpus::create(&place.corpus).expect("a corpus can be made");
    for edition in 1..=2 {
        write_edition(&place.inputs, edition);
        let report = import_as(&mut corpus, &place.inputs.join("news"), None);
        assert_eq!(report.failed, 0);
        assert!(report.added + report.changed > 1);
    }
    set(&mut corpus, None, "outlet=Harbour Post").expect("values can be set");
}

/// The same corpus, analysed.
pub(crate) fn prepare_analysed(place: &Workplace) {
    prepare(place);
    run_analyse(place).expect("a corpus can be analysed");
}

fn prepare_import(place: &Workplace) {
    prepare(place);
    write_edition(&place.inputs, 3);
}

fn prepare_backup(place: &Workplace) {
    prepare(place);
    run_backup(place).expect("a backup can be made");
    let mut corpus = place.open().expect("the corpus can be opened");
    set(&mut corpus, Some(2), "section=later than the last backup").expect("values can be set");
}

/// Damages what can be derived: the words of a text, the full-text index, an index, and all triggers.
fn prepare_repair(place: &Workplace) {
    prepare(place);
    let vandal = Connection::open(&place.corpus).expect("the corpus can be opened");
    let mut triggers = vandal
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name <> 'articles'")
        .expect("the schema can be read");
    let triggers: Vec<String> = triggers
        .query_map([], |row| row.get("name"))
        .and_then(Iterator::collect)
        .expect("the schema can be read");
    for trigger in triggers {
        vandal.execute_batch(&format!("DROP TRIGGER {trigger}")).expect("a trigger can be dropped");
    }
    vandal
        .execute_batch(
            "
            UPDATE text SET words = 0 WHERE id = 2;
            UPDATE text_fts_data SET block = zeroblob(9) WHERE id > 10;
            DROP INDEX version_blob;
            ",
        )
        .expect("a corpus can be damaged");
}

/// The corpus of the oldest schema, in the journal mode that a new one has here.
fn prepare_upgrade(place: &Workplace) {
    drop(Corpus::create(&place.corpus).expect("a corpus can be made"));
    let mode = journal_mode(&place.corpus);
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/library/databases/schema-1.db");
    fs::copy(old, &place.corpus).expect("the frozen corpus can be copied");
    let client = Connection::open(&place.corpus).expect("the frozen corpus can be opened");
    let set: String = client
        .query_row(&format!("PRAGMA journal_mode = {mode}"), [], |row| row.get(0))
        .expect("the journal mode can be set");
    assert_eq!(set, mode);
}

/// The journal mode of a corpus.
pub(crate) fn journal_mode(corpus: &Path) -> String {
    let client = Connection::open(corpus).expect("the corpus can be opened");
    client.pragma_query_value(None, "journal_mode", |row| row.get(0)).expect("the journal mode can be read")
}

/// Sets a value of one article or of all.
pub(crate) fn set(corpus: &mut Corpus, article: Option<i64>, assignment: &str) -> Result<()> {
    let assignment: Assignment = assignment.parse()?;
    let references = article.map(|id| vec![reference(&id.to_string())]);
    let expression = article.is_none().then(|| "id > 0".to_owned());
    let selection = Selection { references, expression };
    metadata::set(corpus, &selection, &[assignment], &operation("meta set")).map(drop)
}

fn reference(article: &str) -> ArticleRef {
    article.parse().expect("this refers to an article")
}

/// Makes another corpus beside the first.
fn run_init(place: &Workplace) -> Result<()> {
    match Corpus::create(&place.second()) {
        // The one before made it.
        Err(Error::Refused { .. }) => Corpus::open(&place.second(), Access::Write).map(drop),
        outcome => outcome.map(drop),
    }
}

fn run_import(place: &Workplace) -> Result<()> {
    let plan = import::plan(vec![import::Input::Path(place.inputs.join("news"))], None)?;
    let options = import::Options { max_size: 1 << 20, ..import::Options::default() };
    let operation = operation("import");
    let at = operation.at;
    let report = import::import(&mut place.open()?, &plan, &operation, &options, &|| at, &mut ())?;
    assert_eq!(report.failed, 0, "the inputs are on no disk that fails");
    Ok(())
}

fn run_meta_import(place: &Workplace) -> Result<()> {
    let rows: String = (0..ARTICLES)
        .map(|number| {
            format!("news/{number}.txt,Section {number},\"Reporter {number}; Photographer\",nice\n")
        })
        .collect();
    let table = format!("key,section,author,mood\n{rows}");
    let options = exchange::Options::default();
    let format = exchange::TableFormat::Csv;
    let operation = operation("meta import");
    let done =
        exchange::import(&mut place.open()?, table.as_bytes(), format, &options, "table.csv", &operation)?;
    assert_eq!((done.matched, done.problems), (ARTICLES as u64, Vec::new()));
    Ok(())
}

/// Takes no rows, because the statements have none.
struct NoRows;

impl Rows for NoRows {
    fn columns(&mut self, _: &[String]) -> Result<()> {
        Ok(())
    }

    fn row(&mut self, _: &[Cell<'_>]) -> Result<bool> {
        Ok(true)
    }
}

fn run_sql(place: &Workplace) -> Result<()> {
    let statements = "
        UPDATE articles SET title = 'Story of ' || key WHERE id > 1;
        UPDATE articles SET section = 'Sea' WHERE id > 1;
    ";
    let nothing = sql::Parameters::new();
    let operation = operation("sql");
    sql::write(&mut place.open()?, statements, &nothing, &operation, None, &mut NoRows).map(drop)
}

/// Undoes the second import.
fn run_undo(place: &Workplace) -> Result<()> {
    let target = undo::Target::Operation(OperationId(2));
    let undoing = undo::undo(
        &mut place.open()?,
        &target,
        &operation("undo"),
        undo::Options::default(),
        &mut |_| Ok(()),
    );
    match undoing {
        // The one before did it.
        Err(Error::Refused { message, .. }) if message.contains("undone") => Ok(()),
        outcome => outcome,
    }
}

fn run_purge(place: &Workplace) -> Result<()> {
    let mut corpus = place.open()?;
    let references = ["news/2.txt", "news/3.txt"].map(reference).to_vec();
    let selection = Selection { references: Some(references), expression: None };
    let articles = match purge::find(&mut corpus, &selection, false) {
        Ok(found) => found.articles,
        // The one before purged them, and may have left the file to be written anew.
        Err(Error::NotFound { .. }) => Vec::new(),
        Err(error) => return Err(error),
    };
    let purged = purge::purge(&mut corpus, &articles, &operation("purge"))?;
    if purged.finished { Ok(()) } else { Err(Error::Busy) }
}

fn run_analyse(place: &Workplace) -> Result<()> {
    let analysis = analyse::analyse(&mut place.open()?, &Selection::default(), &mut ())?;
    assert!(!analysis.interrupted);
    Ok(())
}

fn run_backup(place: &Workplace) -> Result<()> {
    let corpus = Corpus::open(&place.corpus, Access::Read)?;
    let options = backup::Options { force: true, ..backup::Options::default() };
    let made = backup::backup(&corpus, &place.backup(), &options, &mut ())?;
    // The copy that was made before stays then.
    sound(&made.problems)
}

/// Fails where a command ended and says that something isn't as it should be.
fn sound(problems: &[Problem]) -> Result<()> {
    match problems.first() {
        Some(problem) => Err(Error::Damaged { message: problem.detail.clone() }),
        None => Ok(()),
    }
}

fn run_repair(place: &Workplace) -> Result<()> {
    let operation: NewOperation = operation("repair");
    let mut corpus = Corpus::open(&place.corpus, Access::Repair)?;
    let repaired = repair::repair(&mut corpus, &repair::Options::default(), &operation, &mut ())?;
    sound(&repaired.problems)
}

fn run_upgrade(place: &Workplace) -> Result<()> {
    place.open().map(drop)
}

fn run_export(place: &Workplace) -> Result<()> {
    let corpus = Corpus::open(&place.corpus, Access::Read)?;
    export::to_folder(&corpus, &Selection::default(), &place.export(), true).map(drop)
}
