//! Repair: rebuilds damaged data that can be derived from intact data. A problem counts as repaired if a verification
//! finds it before the repair but not after.

mod from_backup;
mod texts;

use super::verify::{self, VerificationWatch, analysis, compare_index, is_beyond_reading, look};
use crate::model::{
    NewOperation, OperationId, OperationState, Origin, Problem, ProblemKind, Repair, Verification,
};
use crate::store::file::definitions::{AlteredDefinition, differences};
use crate::store::index;
use crate::store::tables::operations;
use crate::store::verify::is_damage;
use crate::store::{Corpus, Reader, Writer, purge, repair as store};
use crate::{Error, Result};
use serde_json::json;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// How to repair.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Repair, report, then roll back.
    pub dry_run: bool,
    /// A backup, from which damaged or missing bytes and texts are restored.
    pub from: Option<PathBuf>,
    /// Once this is set, the repair ends with [`Error::Interrupted`] and is rolled back.
    pub stop: Arc<AtomicBool>,
}

/// Repairs the full-text index, views, triggers, indexes, texts with separately stored bytes, word counts and hashes, and
/// the current versions. Wrong results of `analyse` are deleted. All of it is one transaction; if it can't be recorded,
/// it is rolled back.
///
/// # Errors
/// [`Error::Interrupted`]; [`Error::Busy`]; [`Error::Database`] when the disk is full.
pub fn repair(
    corpus: &mut Corpus,
    options: &Options,
    operation: &NewOperation,
    watch: &mut dyn VerificationWatch,
) -> Result<Repair> {
    let backup = options.from.as_deref().map(|path| from_backup::open(corpus, path)).transpose()?;
    corpus.until(&options.stop, |corpus| {
        // Outside of the transaction, because VACUUM can't run inside one.
        let cleared = clear_remains(corpus, options.dry_run)?;
        // Damaged references would make the corrections fail. The final verification checks them.
        corpus.without_foreign_keys(|corpus| {
            let complaint = corpus.complaint().map(ToOwned::to_owned);
            let aside = if complaint.is_none() { corpus.aside()? } else { None };
            let repairing = Repairing { options, operation, cleared, complaint, aside, backup };
            match corpus.write_if(|writer| repairing.begin(writer, watch))? {
                FirstAttempt::Report(report) => Ok(report),
                FirstAttempt::Again(report) => {
                    let before = [report.mended.as_slice(), &report.problems].concat();
                    match corpus.write_if(|writer| repairing.again(writer, report)) {
                        Err(error @ Error::Damaged { .. }) => Ok(ended(before, &error)),
                        outcome => outcome,
                    }
                }
            }
        })
    })
}

/// The outcome of the first attempt.
enum FirstAttempt {
    /// The report of a finished repair, committed or rolled back.
    Report(Repair),
    /// The final verification read a damaged page, after which SQLite refuses all writes in the transaction. The repair has
    /// to be done again without that verification.
    Again(Repair),
}

/// A repair in progress.
struct Repairing<'a> {
    options: &'a Options,
    operation: &'a NewOperation,
    /// Whether the remains of purges are cleared.
    cleared: bool,
    /// SQLite's error for a schema that it can't parse.
    complaint: Option<String>,
    /// A second connection that reads the state before the repair.
    aside: Option<Reader>,
    /// The source of intact bytes and texts.
    backup: Option<Corpus>,
}

impl Repairing<'_> {
    /// Verifies, repairs and verifies again. Returns whether to commit. A repair is rolled back if damage stops it half-way
    /// or if more problems would be left than before.
    fn begin(&self, writer: &Writer, watch: &mut dyn VerificationWatch) -> Result<(FirstAttempt, bool)> {
        let before = match self.verify_before(writer, watch)? {
            Ok(before) if before.is_empty() => return Ok(unchanged(before)),
            Ok(before) => before,
            Err(problems) => return Ok(unchanged(problems)),
        };
        let outcome = self.mend(writer, &before).and_then(|id| {
            // Verify the schema as a new connection would read it, not the cached one.
            store::schema::reload(writer)?;
            Ok((id, self.verification(writer, writer, watch)?.problems))
        });
        let (id, after) = match outcome {
            Ok((Some(id), after)) if after.len() <= before.len() => (id, after),
            Ok(_) => return Ok(unchanged(before)),
            Err(error) if is_damage(&error) => {
                return Ok((FirstAttempt::Report(ended(before, &error)), false));
            }
            Err(error) => return Err(error),
        };
        let mended = before.into_iter().filter(|problem| !after.contains(problem)).collect();
        let mut report = Repair { operation: None, mended, problems: after };
        if self.options.dry_run || report.mended.is_empty() {
            return Ok((FirstAttempt::Report(report), false));
        }
        match self.record(writer, id, &report) {
            Err(Error::Damaged { .. }) => Ok((FirstAttempt::Again(report), false)),
            outcome => {
                outcome?;
                report.operation = Some(id);
                Ok((FirstAttempt::Report(report), true))
            }
        }
    }

    /// Repeats the repair that led to this report, and commits it.
    fn again(&self, writer: &Writer, report: Repair) -> Result<(Repair, bool)> {
        let before = [report.mended.as_slice(), &report.problems].concat();
        let id = self.mend(writer, &before)?;
        if let Some(id) = id {
            store::schema::reload(writer)?;
            self.record(writer, id, &report)?;
        }
        Ok((Repair { operation: id, ..report }, id.is_some()))
    }

    fn record(&self, writer: &Writer, id: OperationId, report: &Repair) -> Result<()> {
        let summary = json!({ "mended": report.mended.len(), "left": report.problems.len() });
        operations::finish(writer, id, OperationState::Done, self.operation.at, &summary)
    }

    /// The problems before the repair. An inner error has the few known problems of a corpus that can't be repaired. A schema
    /// that SQLite can't parse is repaired first, because otherwise little else can be read.
    fn verify_before(
        &self,
        writer: &Writer,
        watch: &mut dyn VerificationWatch,
    ) -> Result<Result<Vec<Problem>, Vec<Problem>>> {
        let Some(complaint) = &self.complaint else {
            let found = self.verification(self.aside.as_ref().unwrap_or(writer), writer, watch)?;
            return Ok(Ok(found.problems));
        };
        let mut problems = vec![problem(ProblemKind::File, complaint.clone())];
        let put_right = differences(writer).and_then(|differences| {
            let schema_problem =
                |difference: &AlteredDefinition| problem(ProblemKind::Schema, difference.sentence());
            problems.extend(differences.iter().map(schema_problem));
            store::schema::mend_entries(writer)
        });
        match put_right {
            Ok(()) => {}
            Err(error) if is_damage(&error) => return Ok(Err(problems)),
            Err(error) => return Err(error),
        }
        problems.extend(self.verification(writer, writer, watch)?.problems);
        Ok(Ok(problems))
    }

    fn verification(
        &self,
        reader: &Reader,
        writer: &Writer,
        watch: &mut dyn VerificationWatch,
    ) -> Result<Verification> {
        let whole = verify::Options { stop: Arc::clone(&self.options.stop), ..verify::Options::default() };
        let mut found = look(reader, &whole, watch)?;
        // The comparison reads all texts, and would fail at an unreadable one.
        if !found.problems.iter().any(is_beyond_reading) {
            compare_index(writer, &mut found)?;
        }
        Ok(found)
    }

    /// Repairs these problems as one operation; `None` if no operation can be recorded. Unreadable rows are searched through
    /// another connection, because SQLite refuses all writes in a transaction that has read a damaged page.
    fn mend(&self, writer: &Writer, problems: &[Problem]) -> Result<Option<OperationId>> {
        store::schema::mend_entries(writer)?;
        if !store::can_be_mended(writer)? {
            return Ok(None);
        }
        let id = operations::begin(writer, self.operation)?;
        operations::recording_as(writer, id, &Origin::Repair, self.operation.at, |writer| {
            self.mend_each(writer, problems)
        })?;
        Ok(Some(id))
    }

    fn mend_each(&self, writer: &Writer, problems: &[Problem]) -> Result<()> {
        let is_readable = !problems.iter().any(is_beyond_reading);
        // The writer itself if possible: it sees the corrections made so far.
        let before = self.aside.as_ref().filter(|_| !is_readable).unwrap_or(writer);
        // Triggers would refuse or record the corrections. They are created again at the end.
        store::drop_triggers(writer)?;
        store::make_definitions(writer)?;
        store::attempt(writer, || store::reindex(writer))?;
        store::attempt(writer, || store::mend_sequences(writer))?;
        store::fields::mend(writer)?;
        store::references::mend(writer)?;
        store::attempt(writer, || store::references::forget_files(writer))?;
        store::attempt(writer, || texts::mend(before, writer))?;
        if let Some(backup) = &self.backup {
            backup.read(|backup| from_backup::restore(before, writer, backup))?;
        }
        store::attempt(writer, || store::set_current_versions(writer))?;
        store::attempt(writer, || analysis::forget_unsound(before, writer))?;
        // Rebuilding the index needs all texts, so it is left alone if one is unreadable.
        let is_whole = !is_readable || index_is_right(writer, problems)?;
        if !is_whole {
            store::attempt(writer, || index::rebuild(writer))?;
        }
        // The triggers record the corrections that follow.
        store::make_triggers(writer)?;
        // Once all other definitions are as they were made, the schema tells which migrations it has had.
        store::history::mend(writer, self.operation.at)?;
        store::references::mend_recorded(writer)?;
        store::fields::mend_recorded(writer)?;
        if self.cleared {
            for purge in purge::unfinished(writer)? {
                purge::finish(writer, purge, OperationState::Done, self.operation.at)?;
            }
        }
        Ok(())
    }
}

/// Whether both FTS5 and the verification found the full-text index correct.
fn index_is_right(writer: &Writer, problems: &[Problem]) -> Result<bool> {
    match index::check_structure(writer).and_then(|()| index::check(writer)) {
        Err(error) if is_damage(&error) => Ok(false),
        Err(error) => Err(error),
        Ok(wrong) => {
            Ok(wrong.is_empty() && problems.iter().all(|problem| problem.kind != ProblemKind::Index))
        }
    }
}

fn unchanged(problems: Vec<Problem>) -> (FirstAttempt, bool) {
    (FirstAttempt::Report(Repair { problems, ..Repair::default() }), false)
}

/// The report of a repair that was stopped by damage.
fn ended(mut problems: Vec<Problem>, error: &Error) -> Repair {
    let why = format!("the repair ended, and everything was left as it was: {error}");
    problems.push(problem(ProblemKind::Unreadable, why));
    Repair { problems, ..Repair::default() }
}

fn problem(kind: ProblemKind, detail: String) -> Problem {
    Problem { kind, article: None, version: None, detail, hint: None }
}

/// Clears the remains of an interrupted purge, outside of the transaction. Returns whether none are left.
fn clear_remains(corpus: &mut Corpus, dry_run: bool) -> Result<bool> {
    match corpus.read(purge::unfinished) {
        Ok(unfinished) if !unfinished.is_empty() && !dry_run => {}
        Ok(_) => return Ok(true),
        Err(error) if is_damage(&error) => return Ok(false),
        Err(error) => return Err(error),
    }
    match corpus.clear_remains() {
        Ok(()) => Ok(true),
        // The purge remains a problem. The next repair may clear it, once this one has repaired the file.
        Err(Error::Damaged { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}
