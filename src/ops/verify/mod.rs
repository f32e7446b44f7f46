//! Verification: bytes against hashes, texts against bytes, references, history, index and schema. Nothing is changed.
//! An unreadable row is reported and the other checks continue. Rows are read one by one, so memory is bounded by the
//! largest row and the number of problems.

pub(super) mod analysis;
mod articles;
mod contents;
mod derived;
mod fields;
mod schema;

use crate::model::{ArticleId, Problem, ProblemKind, Verification, VersionNumber};
use crate::store::file::definitions;
use crate::store::purge::unfinished;
use crate::store::verify::{self as store, is_damage};
use crate::store::{Access, Corpus, Reader, Writer, index};
use crate::{Error, Hint, Result};
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// How to verify.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Skip hashes, decoding, history and the full-text index.
    pub quick: bool,
    /// Maximum wait for other processes. The default is that of [`Corpus::open()`].
    pub patience: Option<Duration>,
    /// Once this is set, the verification ends with [`Error::Interrupted`].
    pub stop: Arc<AtomicBool>,
}

/// Observer of the progress of a long task.
pub trait VerificationWatch {
    /// Called with the number of rows, or pages of a copy, done since the last call.
    fn progress(&mut self, _done: u64) {}
}

impl VerificationWatch for () {}

/// Verifies the corpus at `path`. If it is too damaged to be opened, that is its only problem.
///
/// # Errors
/// As [`Corpus::open()`] and [`verify()`].
pub fn file(path: &Path, options: &Options, watch: &mut dyn VerificationWatch) -> Result<Verification> {
    let opened = match options.patience {
        Some(patience) => Corpus::open_within(path, Access::Read, patience),
        None => Corpus::open(path, Access::Read),
    };
    match opened {
        Ok(mut corpus) => verify(&mut corpus, options, watch),
        Err(Error::Damaged { message }) => Ok(Verification {
            problems: vec![Problem {
                kind: ProblemKind::File,
                article: None,
                version: None,
                detail: message,
                hint: None,
            }],
            ..Verification::default()
        }),
        Err(error) => Err(error),
    }
}

/// Verifies a corpus, including removed articles and undone versions.
///
/// # Errors
/// [`Error::Interrupted`]; [`Error::Busy`]. Damage is a problem in the result, not an error.
pub fn verify(
    corpus: &mut Corpus,
    options: &Options,
    watch: &mut dyn VerificationWatch,
) -> Result<Verification> {
    let second = if options.quick { None } else { corpus.second_reader() };
    corpus.until(&options.stop, |corpus| {
        let mut found = match second {
            Some(second) => look_with_two(corpus, second, options, watch)?,
            None => corpus.read(|reader| look(reader, options, watch))?,
        };
        if !options.quick {
            // FTS5's check of the index writes nothing, but takes the write lock.
            let outcome = corpus.rehearse_if_writable(|writer| compare_index(writer, &mut found));
            let obstacle = match outcome {
                Ok(Some(())) => None,
                Ok(None) | Err(Error::Refused { .. }) => Some("the file can only be read"),
                Err(Error::Busy) => Some("another process was writing"),
                Err(error) => return Err(error),
            };
            found.notes.extend(
                obstacle.map(|why| format!("the full-text index wasn't compared with the texts: {why}")),
            );
        }
        if let Some(log) = corpus.log_found().filter(|_| !found.problems.is_empty()) {
            found.notes.push(format!(
                "{} lies beside the corpus and was read with it: if it belongs to another copy of the file (a folder \
                 that is synchronised, a restored backup), move it away and verify again",
                log.display()
            ));
        }
        Ok(found)
    })
}

/// Checks the results of `analyse` in parallel to the rest, through a second connection. Both take about equally long.
fn look_with_two(
    corpus: &Corpus,
    second: Reader,
    options: &Options,
    watch: &mut dyn VerificationWatch,
) -> Result<Verification> {
    thread::scope(|scope| {
        let beside = move || analysed(&second, options, &mut ());
        let worker = thread::Builder::new().spawn_scoped(scope, beside);
        let found = corpus.read(|reader| look_without_analysis(reader, options, watch));
        let problems = match worker {
            Ok(worker) => worker.join().unwrap_or_else(|panic| resume_unwind(panic)),
            // The system refused a thread, so this one does the work.
            Err(_) => corpus.read(|reader| analysed(reader, options, watch)),
        };
        let mut found = found?;
        found.problems.extend(problems?);
        Ok(found)
    })
}

/// All checks that only read.
pub(super) fn look(
    reader: &Reader,
    options: &Options,
    watch: &mut dyn VerificationWatch,
) -> Result<Verification> {
    let mut found = look_without_analysis(reader, options, watch)?;
    if !options.quick {
        found.problems.extend(analysed(reader, options, watch)?);
    }
    Ok(found)
}

/// The problems in the results of `analyse`.
fn analysed(reader: &Reader, options: &Options, watch: &mut dyn VerificationWatch) -> Result<Vec<Problem>> {
    let mut checks = Checks { reader, found: Verification::default(), stop: &options.stop, watch };
    checks.attempt("what was analysed", analysis::check)?;
    Ok(checks.found.problems)
}

fn look_without_analysis(
    reader: &Reader,
    options: &Options,
    watch: &mut dyn VerificationWatch,
) -> Result<Verification> {
    let quick = options.quick;
    let mut checks = Checks { reader, found: Verification::default(), stop: &options.stop, watch };
    checks.attempt("the schema", schema::check)?;
    checks.attempt("the file", |checks| file_itself(checks, quick))?;
    checks.attempt("the totals", totals)?;
    checks.attempt("the references", references)?;
    checks.attempt("the fields", fields::check)?;
    checks.attempt("the articles", |checks| articles::check(checks, quick))?;
    if quick {
        checks.attempt("the sizes", contents::check_sizes)?;
    } else {
        checks.attempt("the texts", contents::check_texts)?;
        checks.attempt("the bytes", contents::check_blobs)?;
    }
    checks.attempt("the definitions", definitions)?;
    if !quick {
        checks.attempt("what follows from other rows", derived::check)?;
        derived::check_records(&mut checks)?;
        checks.attempt("the words of the tables", derived::check_encoding)?;
    }
    checks.attempt("the operations", purges)?;
    Ok(checks.found)
}

/// Compares the full-text index with the texts. Skipped if the tables of the index are altered, which the schema check
/// reports: FTS5 would then break the transaction.
pub(super) fn compare_index(writer: &Writer, found: &mut Verification) -> Result<()> {
    match definitions::index_is_whole(writer) {
        Ok(true) => {}
        Ok(false) => return Ok(()),
        // The schema check has reported it.
        Err(error) if is_damage(&error) => return Ok(()),
        Err(error) => return Err(error),
    }
    let detail = match index::check_structure(writer).and_then(|()| index::check(writer)) {
        Ok(wrong) => match wrong.first() {
            None => return Ok(()),
            Some(first) => {
                format!("{} of them, the first is row {first}", wrong.len())
            }
        },
        Err(error) if is_damage(&error) => error.to_string(),
        Err(error) => return Err(error),
    };
    found.problems.push(Problem {
        kind: ProblemKind::Index,
        article: None,
        version: None,
        detail: format!("the full-text index doesn't hold what the texts hold: {detail}"),
        hint: None,
    });
    Ok(())
}

/// Part of the detail of problems with rows that SQLite can't read. A text that isn't UTF-8 can be read as bytes.
const BEYOND_READING: &str = "can't be read: ";

/// Whether a problem is about a row that SQLite can't read.
pub(super) fn is_beyond_reading(problem: &Problem) -> bool {
    problem.kind == ProblemKind::Unreadable && problem.detail.contains(BEYOND_READING)
}

/// A verification in progress.
struct Checks<'a> {
    reader: &'a Reader,
    found: Verification,
    stop: &'a AtomicBool,
    watch: &'a mut dyn VerificationWatch,
}

/// The article and the version that a problem concerns.
type Concerned = (Option<ArticleId>, Option<VersionNumber>);

impl Checks<'_> {
    fn problem(&mut self, kind: ProblemKind, (article, version): Concerned, detail: impl Into<String>) {
        self.found.problems.push(Problem { kind, article, version, detail: detail.into(), hint: None });
    }

    fn problem_with_hint(
        &mut self,
        kind: ProblemKind,
        (article, version): Concerned,
        detail: impl Into<String>,
        hint: Hint,
    ) {
        self.found.problems.push(Problem { kind, article, version, detail: detail.into(), hint: Some(hint) });
    }

    /// Called before each row: reports progress, and stops if requested.
    fn row(&mut self) -> Result<()> {
        self.watch.progress(1);
        if self.stop.load(Ordering::Relaxed) {
            return Err(Error::Interrupted { message: "the verification was stopped".to_owned() });
        }
        Ok(())
    }

    /// Runs a check. An unreadable row becomes a problem instead of an error, so that the next check can run.
    fn attempt(&mut self, what: &str, check: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.attempt_for((None, None), what, check)
    }

    fn attempt_for(
        &mut self,
        concerned: Concerned,
        what: &str,
        check: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        match check(self) {
            Err(error) if is_damage(&error) => {
                self.problem(ProblemKind::Unreadable, concerned, format!("{what} {BEYOND_READING}{error}"));
                Ok(())
            }
            outcome => outcome,
        }
    }
}

fn file_itself(checks: &mut Checks, quick: bool) -> Result<()> {
    store::complaints(checks.reader, quick, &mut |complaint| {
        // FTS5 adds complaints of its own to SQLite's check.
        let kind = if complaint.contains("text_fts") { ProblemKind::Index } else { ProblemKind::File };
        checks.problem(kind, (None, None), complaint);
    })
}

fn totals(checks: &mut Checks) -> Result<()> {
    let [articles, versions, blobs, bytes] = store::contents::totals(checks.reader)?;
    checks.found = Verification { articles, versions, blobs, bytes, ..std::mem::take(&mut checks.found) };
    Ok(())
}

fn references(checks: &mut Checks) -> Result<()> {
    let reader = checks.reader;
    store::dangling(reader, &mut |dangling| {
        if !store::foreign::is_own(&dangling.table)? {
            return Ok(());
        }
        let mut owners = match dangling.row {
            Some(row) => store::articles::owners(reader, &dangling.table, row)?,
            None => Vec::new(),
        };
        if owners.is_empty() {
            owners.push((None, None));
        }
        let row = dangling.row.map(|row| format!(" {row}")).unwrap_or_default();
        let detail =
            format!("row{row} of {} refers to a row of {} that isn't there", dangling.table, dangling.parent);
        for concerned in owners {
            checks.problem(ProblemKind::Reference, concerned, detail.as_str());
        }
        Ok(())
    })
}

/// Checks that outlets and other definitions agree with their history, and the undone versions with their operations.
fn definitions(checks: &mut Checks) -> Result<()> {
    for name in store::definitions::unlike_their_history(checks.reader)? {
        let detail = format!("{name} isn't what the last recorded change made it");
        checks.problem(ProblemKind::History, (None, None), detail);
    }
    for (article, number) in store::definitions::wrongly_undone(checks.reader)? {
        let detail = "it isn't undone when the operation that made it is, or the other way round";
        checks.problem(ProblemKind::Version, (Some(article), Some(number)), detail);
    }
    Ok(())
}

fn purges(checks: &mut Checks) -> Result<()> {
    for id in unfinished(checks.reader)? {
        let detail =
            format!("the purge of operation {id} was interrupted: remains of what it deleted may be left");
        checks.problem(ProblemKind::Purge, (None, None), detail);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{NewOperation, OperationKind};
    use crate::ops::import::{self, Input};

    /// The verification of a corpus with one article, after these statements of another program.
    fn found(sql: &str, quick: bool) -> Verification {
        let mut corpus = Corpus::temporary().unwrap();
        let at = "2024-05-01T12:00:00Z".parse().unwrap();
        let operation =
            NewOperation { kind: OperationKind::Import, at, arguments: serde_json::json!({}), message: None };
        let input = Input::Bytes { name: "a.txt".into(), bytes: b"Caf\xe9 ferm\xe9, rue du Port.".to_vec() };
        let plan = import::plan(vec![input], Some("news")).unwrap();
        let options = import::Options { max_size: 100, ..import::Options::default() };
        import::import(&mut corpus, &plan, &operation, &options, &|| at, &mut ()).unwrap();
        corpus.write(|writer| Ok(writer.execute_batch(sql)?)).unwrap();
        verify(&mut corpus, &Options { quick, ..Options::default() }, &mut ()).unwrap()
    }

    #[test]
    fn a_quick_look_compares_sizes() {
        let sql = "DROP TRIGGER blob_frozen; UPDATE blob SET size = size + 1";
        let problems = found(sql, true).problems;
        let wrong = problems.iter().find(|problem| problem.kind == ProblemKind::Bytes).unwrap();
        assert_eq!((wrong.article, wrong.version), (Some(ArticleId(1)), Some(VersionNumber(1))));
        assert!(wrong.detail.contains("there should be"), "{}", wrong.detail);
        assert!(found("", true).problems.is_empty());
    }

    #[test]
    fn only_an_index_that_refuses_equal_values_may_stop_commands() {
        for (sql, note) in [
            ("CREATE INDEX zz ON article (title)", "other programs added, which does no harm: index zz"),
            (
                "CREATE UNIQUE INDEX zz ON article (title)",
                "another program added the index zz on article, which refuses",
            ),
            (
                "CREATE TABLE own (a); CREATE UNIQUE INDEX zz ON own (a)",
                "which does no harm: table own, index zz",
            ),
        ] {
            let found = found(sql, false);
            assert!(found.problems.is_empty(), "{:?}", found.problems);
            assert!(found.notes.len() == 1 && found.notes[0].contains(note), "{:?}", found.notes);
        }
    }
}
