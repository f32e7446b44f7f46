//! Mending what can be derived from what is sound. What was mended is what a verification finds before and no longer
//! after; where a mend can't be made, the verification tells what is left.

mod from_backup;
mod texts;

use super::verify::{self, Watch, analysis, compare_index, is_beyond_reading, look};
use crate::model::{
    NewOperation, OperationId, OperationState, Origin, Problem, ProblemKind, Repair, Verification,
};
use crate::store::file::definitions::{Difference, differences};
use crate::store::tables::operations;
use crate::store::verify::{check_index, is_damage};
use crate::store::{Corpus, Reader, Writer, purge, repair as store};
use crate::{Error, Result};
use serde_json::json;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// How to repair.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Report what would be mended, and mend nothing.
    pub dry_run: bool,
    /// Another corpus file: bytes and texts that are damaged or missing here and whole there are taken from it.
    pub from: Option<PathBuf>,
    /// Once this is set, the repair ends with [`Error::Interrupted`] and nothing is mended.
    pub stop: Arc<AtomicBool>,
}

/// Mends the full-text index, views, triggers, indexes, texts whose bytes are kept apart, words and their hashes, and
/// which version is current, and forgets what `analyse` didn't find so; all in one transaction. Where a repair can't be recorded, nothing is mended.
///
/// # Errors
/// [`Error::Interrupted`]; [`Error::Busy`]; [`Error::Database`] when the disk is full.
pub fn repair(
    corpus: &mut Corpus,
    options: &Options,
    operation: &NewOperation,
    watch: &mut dyn Watch,
) -> Result<Repair> {
    let backup = options.from.as_deref().map(|path| from_backup::open(corpus, path)).transpose()?;
    corpus.until(&options.stop, |corpus| {
        let cleared = clear_remains(corpus, options.dry_run)?;
        corpus.without_foreign_keys(|corpus| {
            let complaint = corpus.complaint().map(ToOwned::to_owned);
            let aside = if complaint.is_none() { corpus.aside()? } else { None };
            let repairing = Repairing { options, operation, cleared, complaint, aside, backup };
            match corpus.write_if(|writer| repairing.begin(writer, watch))? {
                Outcome::Report(report) => Ok(report),
                Outcome::Again(report) => {
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

/// How a repair ended.
enum Outcome {
    /// With this, which is kept or was taken back.
    Report(Repair),
    /// The verification at its end came upon a page that SQLite can't read, and after that the transaction can't record
    /// what was done: it has to be done again.
    Again(Repair),
}

/// A repair that is under way.
struct Repairing<'a> {
    options: &'a Options,
    operation: &'a NewOperation,
    /// Whether what purges left is cleared.
    cleared: bool,
    /// Why SQLite can't understand all of the schema.
    complaint: Option<String>,
    /// Another connection, which reads the state before the repair.
    aside: Option<Reader>,
    /// Where damaged bytes and texts come from.
    backup: Option<Corpus>,
}

impl Repairing<'_> {
    /// Verifies, mends and verifies again; says whether the outcome is to be kept. It isn't where damage ends the repair
    /// half-way or where more problems would be left than there were.
    fn begin(&self, writer: &Writer, watch: &mut dyn Watch) -> Result<(Outcome, bool)> {
        let before = match self.verify_before(writer, watch)? {
            Ok(before) if before.is_empty() => return Ok(unchanged(before)),
            Ok(before) => before,
            Err(problems) => return Ok(unchanged(problems)),
        };
        let outcome = self.mend(writer, &before).and_then(|id| {
            // What a new connection would read is verified, not what this one remembers.
            store::schema::reload(writer)?;
            Ok((id, self.verification(writer, writer, watch)?.problems))
        });
        let (id, after) = match outcome {
            Ok((Some(id), after)) if after.len() <= before.len() => (id, after),
            Ok(_) => return Ok(unchanged(before)),
            Err(error) if is_damage(&error) => {
                return Ok((Outcome::Report(ended(before, &error)), false));
            }
            Err(error) => return Err(error),
        };
        let mended = before.into_iter().filter(|problem| !after.contains(problem)).collect();
        let mut report = Repair { operation: None, mended, problems: after };
        if self.options.dry_run || report.mended.is_empty() {
            return Ok((Outcome::Report(report), false));
        }
        match self.record(writer, id, &report) {
            Err(Error::Damaged { .. }) => Ok((Outcome::Again(report), false)),
            outcome => {
                outcome?;
                report.operation = Some(id);
                Ok((Outcome::Report(report), true))
            }
        }
    }

    /// Does the same again that led to this report, and keeps it.
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

    /// The problems before the repair; as an error, where no more than these can be known. A schema that SQLite can't
    /// understand is put right first, because little else can be read before.
    fn verify_before(
        &self,
        writer: &Writer,
        watch: &mut dyn Watch,
    ) -> Result<Result<Vec<Problem>, Vec<Problem>>> {
        let Some(complaint) = &self.complaint else {
            let found = self.verification(self.aside.as_ref().unwrap_or(writer), writer, watch)?;
            return Ok(Ok(found.problems));
        };
        let mut problems = vec![told(ProblemKind::File, complaint.clone())];
        let put_right = differences(writer).and_then(|differences| {
            let told = |difference: &Difference| told(ProblemKind::Schema, difference.sentence());
            problems.extend(differences.iter().map(told));
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

    fn verification(&self, reader: &Reader, writer: &Writer, watch: &mut dyn Watch) -> Result<Verification> {
        let whole = verify::Options { stop: Arc::clone(&self.options.stop), ..verify::Options::default() };
        let mut found = look(reader, &whole, watch)?;
        // Of texts that can't be read the index can't be compared.
        if !found.problems.iter().any(is_beyond_reading) {
            compare_index(writer, &mut found)?;
        }
        Ok(found)
    }

    /// Mends what can be mended of these problems as one operation; `None` where none can be recorded. Where something
    /// can't be read, it is looked for apart from the writer: SQLite lets nothing be written any more in a transaction that
    /// has come upon a damaged page.
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
        let before = self.aside.as_ref().filter(|_| !is_readable).unwrap_or(writer);
        store::drop_triggers(writer)?;
        store::make_definitions(writer)?;
        store::attempt(writer, || store::reindex(writer))?;
        store::fields::mend(writer)?;
        store::references::mend(writer)?;
        store::attempt(writer, || store::references::forget_files(writer))?;
        store::attempt(writer, || texts::mend(before, writer))?;
        if let Some(backup) = &self.backup {
            backup.read(|backup| from_backup::restore(before, writer, backup))?;
        }
        store::attempt(writer, || store::set_current_versions(writer))?;
        store::attempt(writer, || analysis::forget_unsound(before, writer))?;
        // The index of texts that can't be read can't be made.
        let is_whole = !is_readable || index_is_right(writer, problems)?;
        if !is_whole {
            store::attempt(writer, || store::rebuild_index(writer))?;
        }
        store::make_triggers(writer)?;
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

/// Whether neither FTS5 nor the verification has found the full-text index wrong.
fn index_is_right(writer: &Writer, problems: &[Problem]) -> Result<bool> {
    match check_index(writer) {
        Err(error) if is_damage(&error) => Ok(false),
        outcome => outcome.map(|()| problems.iter().all(|problem| problem.kind != ProblemKind::Index)),
    }
}

fn unchanged(problems: Vec<Problem>) -> (Outcome, bool) {
    (Outcome::Report(Repair { problems, ..Repair::default() }), false)
}

/// The report of a repair that damage ended.
fn ended(mut problems: Vec<Problem>, error: &Error) -> Repair {
    let why = format!("the repair ended, and everything was left as it was: {error}");
    problems.push(told(ProblemKind::Unreadable, why));
    Repair { problems, ..Repair::default() }
}

fn told(kind: ProblemKind, detail: String) -> Problem {
    Problem { kind, article: None, version: None, detail }
}

/// Does what an interrupted purge left to do, outside of the transaction; says whether that is settled.
fn clear_remains(corpus: &mut Corpus, dry_run: bool) -> Result<bool> {
    match corpus.read(purge::unfinished) {
        Ok(unfinished) if !unfinished.is_empty() && !dry_run => {}
        Ok(_) => return Ok(true),
        Err(error) if is_damage(&error) => return Ok(false),
        Err(error) => return Err(error),
    }
    match corpus.clear_remains() {
        Ok(()) => Ok(true),
        // The purge stays a problem; the repair may make a second one succeed.
        Err(Error::Damaged { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}
