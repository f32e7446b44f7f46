//! Eight processes that write and four that read, all at once.
//!
//! Each change gives two fields of an article the same value, so that a reader who finds them different has seen half of
//! an operation.

use crate::child::{say, start};
use crate::commands::{journal_mode, set};
use crate::counts::{Counts, count};
use crate::disk::Disk;
use crate::fixture::{import_folder, operation};
use crate::stage::{Drive, new_folder};
use crate::state::{check_file, number};
use anyhow::{Context, Result, bail, ensure};
use corpusdb::model::{ArticleRef, Assignment, OperationId};
use corpusdb::ops::select::Selection;
use corpusdb::ops::{log, metadata, undo, verify};
use corpusdb::{Access, Corpus};
use rusqlite::Connection;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

const WRITERS: u64 = 8;
const READERS: u64 = 4;

/// After so many operations a writer undoes its last one.
const UNDO_EVERY: u64 = 10;

/// How long one waits for the others. It is long, so that a slow machine isn't taken for a fault; how long it was is told.
const PATIENCE: Duration = Duration::from_mins(10);

/// After so many operations a writer or reader closes the corpus and opens it anew.
const OPEN_EVERY: u64 = 20;

const DIFFERENT: &str = "
    SELECT count(*)
    FROM article
    LEFT JOIN metadata AS left_hand ON left_hand.article = article.id AND left_hand.field = 'left'
    LEFT JOIN metadata AS right_hand ON right_hand.article = article.id AND right_hand.field = 'right'
    WHERE left_hand.value IS NOT right_hand.value
";

/// Changes that don't begin where the one before them ended.
const BROKEN_CHAINS: &str = "
    SELECT count(*)
    FROM (
        SELECT old, lag(new) OVER (PARTITION BY article, field ORDER BY id) AS before
        FROM metadata_change
        WHERE field IN ('left', 'right')
    )
    WHERE old IS NOT before
";

/// Lets them work together on a corpus on this kind of drive; all that they acknowledged has to be there.
pub(crate) fn work_together(drive: Drive, counts: &Counts) -> Result<()> {
    let folder = new_folder()?;
    let disk = Disk::new(folder.path(), drive == Drive::Network);
    let path = disk.corpus();
    // One that all work on, and one for each, whose changes it can undo.
    let news = disk.folder().join("news");
    fs::create_dir(&news)?;
    for number in 0..=WRITERS {
        fs::write(news.join(format!("{number}.txt")), format!("Text {number}"))?;
    }
    let imported = import_folder(&mut Corpus::create(&path)?, &news);
    ensure!(imported.added == WRITERS + 1, "the articles weren't imported");
    ensure!(journal_mode(&path) == drive.mode(), "the corpus isn't in the mode {drive:?} leads to");
    set(&mut Corpus::open(&path, Access::Write)?, None, "left=none")?;
    set(&mut Corpus::open(&path, Access::Write)?, None, "right=none")?;
    let before = done(&path)?;
    let each = counts.operations / WRITERS;
    let folder = disk.folder().display().to_string();
    let begin = |role: &str, number: u64| {
        start(&[role, &folder, drive.mode(), &number.to_string(), &each.to_string()])
    };
    let writers = (0..WRITERS).map(|number| begin("writer", number)).collect::<Result<Vec<_>>>()?;
    let readers = (0..READERS).map(|number| begin("reader", number)).collect::<Result<Vec<_>>>()?;
    let row = ("crowd", "meta set, undo", drive.mode());
    let (mut acknowledged, mut longest) = (0, 0);
    for writer in writers {
        let waits = outcome(writer).context("a writer")?;
        acknowledged += waits.len() as u64;
        count(row, "operations", waits.len() as u64);
        for wait in waits {
            longest = longest.max(wait.parse()?);
        }
    }
    fs::write(disk.folder().join("over"), "")?;
    for reader in readers {
        let states = outcome(reader).context("a reader")?.concat().parse()?;
        count(row, "states read", states);
    }
    count(row, "ms for the slowest operation", longest);
    ensure!(acknowledged == each * WRITERS, "only {acknowledged} operations were acknowledged");
    ensure!(
        done(&path)? == before + acknowledged,
        "{acknowledged} operations were acknowledged and {} are recorded",
        done(&path)? - before
    );
    check_file(&path)?;
    let problems = verify::file(&path, &verify::Options::default(), &mut ())?.problems;
    ensure!(problems.is_empty(), "verify finds {problems:?}");
    let client = Connection::open(&path)?;
    ensure!(number(&client, DIFFERENT)? == 0, "an operation is half-done");
    ensure!(number(&client, BROKEN_CHAINS)? == 0, "a change doesn't begin where the one before it ended");
    Ok(())
}

fn done(path: &Path) -> Result<u64> {
    let client = Connection::open(path)?;
    Ok(u64::try_from(number(&client, "SELECT count(*) FROM operation WHERE state = 'done'")?)?)
}

/// The lines that a child wrote, once it has ended well.
fn outcome(mut child: Child) -> Result<Vec<String>> {
    let output = child.stdout.take().context("a child has an output")?;
    let lines = BufReader::new(output).lines().collect::<std::io::Result<_>>()?;
    let status = child.wait()?;
    ensure!(status.success(), "it failed: {status}");
    Ok(lines)
}

/// What a writer or a reader does.
pub(crate) fn run(arguments: &[&str]) -> Result<()> {
    let [role, folder, mode, number, operations] = arguments[..] else {
        bail!("a child was started with {arguments:?}")
    };
    let disk = Disk::new(Path::new(folder), mode == Drive::Network.mode());
    match role {
        "writer" => write(&disk.corpus(), number.parse()?, operations.parse()?),
        "reader" => read(disk),
        _ => bail!("a child was started as {role}"),
    }
}

fn write(path: &Path, writer: u64, operations: u64) -> Result<()> {
    let mut corpus = Corpus::open_within(path, Access::Write, PATIENCE)?;
    let mut last = None;
    for number in 1..=operations {
        let began = Instant::now();
        if number.is_multiple_of(OPEN_EVERY) {
            // A process must not open a corpus that it has open: it would lose the locks on it.
            drop(corpus);
            corpus = Corpus::open_within(path, Access::Write, PATIENCE)?;
        }
        if let Some(operation) = last.take().filter(|_| number.is_multiple_of(UNDO_EVERY)) {
            undo_own(&mut corpus, operation)?;
        } else {
            let article = if number.is_multiple_of(2) { 1 } else { writer + 2 };
            last = set_both(&mut corpus, article, &format!("{writer}-{number}"))?;
        }
        say(&began.elapsed().as_millis().to_string())?;
    }
    Ok(())
}

fn set_both(corpus: &mut Corpus, article: u64, value: &str) -> Result<Option<OperationId>> {
    let article: ArticleRef = article.to_string().parse()?;
    let selection = Selection { references: Some(vec![article]), expression: None };
    let values: [Assignment; 2] = [format!("left={value}").parse()?, format!("right={value}").parse()?];
    Ok(metadata::set(corpus, &selection, &values, &operation("meta set"))?.operation)
}

fn undo_own(corpus: &mut Corpus, id: OperationId) -> Result<()> {
    let options = undo::Options::default();
    undo::undo(corpus, &undo::Target::Operation(id), &operation("undo"), options, &mut |_| Ok(()))?;
    Ok(())
}

/// Reads states, each of which has to be whole, until the writers are done.
fn read(disk: &Disk) -> Result<()> {
    let over = disk.folder().join("over");
    let (mut states, mut operations) = (0_u64, 0);
    let mut client = Connection::open(disk.corpus())?;
    while !over.exists() {
        if states.is_multiple_of(OPEN_EVERY) {
            drop(client);
            let corpus = Corpus::open_within(&disk.corpus(), Access::Read, PATIENCE)?;
            let recorded = log::operations(&corpus, None)?.len();
            ensure!(recorded >= operations, "operations that were recorded are gone");
            operations = recorded;
            drop(corpus);
            client = Connection::open(disk.corpus())?;
            client.busy_timeout(PATIENCE)?;
        }
        ensure!(number(&client, DIFFERENT)? == 0, "half of an operation is visible");
        states += 1;
    }
    say(&states.to_string())
}
