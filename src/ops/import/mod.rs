//! Importing: files in, articles and versions out.
//!
//! ```text
//! plan      which folders and files, under which source names           (no corpus yet)
//! survey    whether new settings of a source fit any file
//! walk      every file below them, in order, with size and time
//! pipeline  read, hash and decode on all cores, results in walk order   (outside the lock)
//! settle    articles and versions of the files, decided and written     (batches, in transactions)
//! indexing  the full-text index of a batch's new texts                  (parallel to the writing)
//! missing   files of the source that are gone
//! ```
//!
//! A file that fails is reported and the others are imported. A batch is committed whole or not at all. After an
//! interruption the next import continues, because the committed files count as unchanged.

mod candidate;
mod content;
mod events;
mod hosts;
mod indexing;
mod missing;
mod notes;
mod options;
mod paths;
mod pipeline;
mod plan;
mod prepared;
mod read;
mod seen;
mod settings;
mod settle;
mod sidecars;
mod survey;
mod tables;
mod unpack;
mod walk;
mod whole;

pub use events::Events;
pub use options::{Options, Watch};
pub use plan::{Input, Plan, plan};
pub use settings::check;
pub use survey::check_fit;

pub(super) use settings::are_new;

use crate::Result;
use crate::model::{
    ImportEvent, ImportReport, NewOperation, OperationId, OperationState, Origin, Outcome, UtcTime,
};
use crate::store::tables::{files, operations};
use crate::store::{Corpus, Reader, Writer, index, purge};
use candidate::{FileCandidate, OwnFiles};
use indexing::Indexing;
use pipeline::{Pipeline, Prepared, ReadDecision, ReadOptions};
use settings::{PassedOver, Rules};
use settle::{Settled, SettledFile, Settler};
use std::sync::Arc;
use std::thread;

/// Maximum number of files in a transaction.
const BATCH_FILES: usize = 8000;
/// Maximum number of bytes in a transaction. Its last file may exceed it.
const BATCH_BYTES: u64 = 20 << 20;

/// Resolution of the coarsest file system clock, which is FAT's. A file changed within one tick before the import may
/// change again without a new time, so its time isn't trusted.
const TICK_NS: i128 = 2_000_000_000;

/// Imports the files of `plan` as one operation.
///
/// For example, a folder whose file `a.txt` was edited and whose file `b.txt` is new yields a second version of one
/// article and one new article.
///
/// # Errors
/// [`Error::Refused`](crate::Error::Refused) when a source is known from another folder; [`Error::Invalid`](crate::Error::Invalid) for values that their fields
/// don't accept; [`Error::Busy`](crate::Error::Busy); [`Error::Database`](crate::Error::Database). A failed file is an event, not an error.
pub fn import(
    corpus: &mut Corpus,
    plan: &Plan,
    operation: &NewOperation,
    options: &Options,
    clock: &dyn Fn() -> UtcTime,
    watch: &mut dyn Watch,
) -> Result<ImportReport> {
    // Before the first write: a refused import must leave no operation behind.
    corpus.read(|reader| plan.check_roots(reader))?;
    let mut rules = corpus.read(|reader| Rules::of_plan(reader, plan, options))?;
    let own_files = OwnFiles::of(corpus.path());
    let are_proven = survey::check(plan, &rules, &own_files)?;
    for rules in &mut rules {
        rules.are_proven = are_proven;
    }
    let rules: Arc<[Rules]> = rules.into();
    corpus.prepare_for_many_writes()?;
    let is_first = !options.dry_run && corpus.read(operations::are_none)?;
    let mut work = |corpus: &mut Corpus| {
        let threads = thread::available_parallelism().map_or(1, Into::into);
        thread::scope(|scope| {
            let walk = walk::walk(plan, &rules, &own_files);
            let reading = ReadOptions {
                charset: options.charset,
                max_size: options.max_size,
                rules: Arc::clone(&rules),
            };
            let pipeline = Pipeline::start(scope, threads, walk, &reading)?;
            if options.dry_run {
                corpus.rehearse(|writer| {
                    Import::begin(writer, plan, operation, options, &rules, pipeline, watch)?.rehearse(writer)
                })
            } else {
                let indexing = Indexing::start(scope)?;
                let import = corpus.write(|writer| {
                    Import::begin(writer, plan, operation, options, &rules, pipeline, watch)
                })?;
                import.run(corpus, &indexing, clock)
            }
        })
    };
    if is_first { corpus.fill(work) } else { work(corpus) }
}

/// An import in progress.
struct Import<'a> {
    id: OperationId,
    operation: &'a NewOperation,
    options: &'a Options,
    /// One for each root of the plan.
    rules: &'a [Rules],
    pipeline: Pipeline,
    settler: Settler<'a>,
    report: ImportReport,
    /// Events of the open transaction, reported after its commit.
    unreported: Vec<ImportEvent>,
    /// Events of purged articles' files. They are reported but never recorded, because they name the file.
    withheld: Vec<ImportEvent>,
    watch: &'a mut dyn Watch,
}

impl<'a> Import<'a> {
    fn begin(
        writer: &Writer,
        plan: &'a Plan,
        operation: &'a NewOperation,
        options: &'a Options,
        rules: &'a [Rules],
        pipeline: Pipeline,
        watch: &'a mut dyn Watch,
    ) -> Result<Self> {
        let id = operations::begin(writer, operation)?;
        let settler = operations::recording_as(writer, id, &Origin::opening(), operation.at, |writer| {
            Settler::new(writer, plan, plan.keep_sources(writer)?, operation.at, id, options, rules)
        })?;
        let report = ImportReport { source: plan.source_names().join(", "), ..ImportReport::default() };
        let (unreported, withheld) = (Vec::new(), Vec::new());
        let mut import =
            Self { id, operation, options, rules, pipeline, settler, report, unreported, withheld, watch };
        operations::recording_as(writer, id, &Origin::opening(), operation.at, |writer| {
            let (report, unreported) = (&mut import.report, &mut import.unreported);
            plan.failures
                .iter()
                .try_for_each(|failure| record(writer, id, failure.clone(), report, unreported))
        })?;
        operations::progress(writer, id, &import.summary())?;
        Ok(import)
    }

    fn run(
        mut self,
        corpus: &mut Corpus,
        indexing: &Indexing,
        clock: &dyn Fn() -> UtcTime,
    ) -> Result<ImportReport> {
        self.report_events();
        self.report.operation = Some(self.id);
        let outcome = self.batches(corpus, indexing);
        let state = match &outcome {
            Err(_) => OperationState::Failed,
            Ok(()) if self.report.interrupted => OperationState::Interrupted,
            Ok(()) => OperationState::Done,
        };
        let recorded =
            corpus.write(|writer| operations::finish(writer, self.id, state, clock(), &self.summary()));
        // If both fail, the cause is the same, and the first error is more specific.
        outcome.and(recorded)?;
        corpus.read(|reader| self.end(reader))
    }

    fn rehearse(mut self, writer: &Writer) -> Result<ImportReport> {
        self.report_events();
        while let Some(batch) = self.next_batch(writer)? {
            // No index: the transaction is rolled back, so nothing of it will be searched.
            operations::recording_as(writer, self.id, &Origin::opening(), self.operation.at, |writer| {
                self.settle(writer, batch, None)
            })?;
            self.report_events();
        }
        if !self.is_stopped() {
            self.finish_sources(writer)?;
            self.report_events();
        }
        // Inside the transaction, because the rollback deletes the events too.
        self.end(writer)
    }

    fn end(mut self, reader: &Reader) -> Result<ImportReport> {
        // Without news, the same proposals and notes would be repeated by every import.
        let report = &self.report;
        let has_news =
            report.added + report.changed + report.duplicate + report.restored + report.recaptured > 0;
        if has_news || self.options.dry_run || self.rules.iter().any(|rules| rules.are_new) {
            self.report.notes = self.settler.take_notes();
        }
        if has_news {
            self.report.notes.unknown_hosts = hosts::unknown(reader, self.settler.site_names())?;
        }
        let events = Events::new(reader, self.id, &self.withheld);
        self.watch.ended(&self.report, &events)?;
        Ok(self.report)
    }

    fn batches(&mut self, corpus: &mut Corpus, indexing: &Indexing) -> Result<()> {
        while let Some(batch) = corpus.read(|reader| self.next_batch(reader))? {
            let part = self.in_transaction(corpus, |import, writer| {
                operations::recording_as(
                    writer,
                    import.id,
                    &Origin::opening(),
                    import.operation.at,
                    |writer| import.settle_ready(writer, batch, indexing),
                )?;
                operations::progress(writer, import.id, &import.summary())?;
                // The readers refill their queue while this thread waits for the index and the commit.
                let (pipeline, decide) = import.pipeline_and_decision(writer);
                pipeline.read_ahead(decide)?;
                let part = indexing.finish()?;
                index::add(writer, &part)?;
                Ok(part)
            })?;
            // Outside of the transaction, so that other writers don't wait for the merge.
            index::merge_after(corpus, &part)?;
        }
        // After an interruption the walk is incomplete: files that it didn't reach aren't missing.
        if !self.is_stopped() {
            self.in_transaction(corpus, Self::finish_sources)?;
        }
        Ok(())
    }

    /// Runs `step` in a transaction. A rollback also resets the counts; a commit reports the events.
    fn in_transaction<T>(
        &mut self,
        corpus: &mut Corpus,
        step: impl FnOnce(&mut Self, &Writer) -> Result<T>,
    ) -> Result<T> {
        let (before, withheld) = (self.report.clone(), self.withheld.len());
        let kept = corpus.write(|writer| step(self, writer));
        if kept.is_err() {
            self.report = before;
            self.withheld.truncate(withheld);
            self.unreported.clear();
        }
        self.report_events();
        kept
    }

    /// Whether the user has stopped the import.
    fn is_stopped(&mut self) -> bool {
        self.report.interrupted |= self.watch.stop();
        self.report.interrupted
    }

    /// Reports the events of the committed transaction.
    fn report_events(&mut self) {
        for event in self.unreported.drain(..) {
            self.watch.event(&event);
        }
    }

    /// The next batch of files that need work; at last those that waited for all others. Unchanged files are only counted.
    /// `None` at the end, or when the user has stopped the import.
    fn next_batch(&mut self, reader: &Reader) -> Result<Option<Vec<Prepared>>> {
        loop {
            let (pipeline, decide) = self.pipeline_and_decision(reader);
            let batch = pipeline.gather(decide)?;
            if self.watch.stop() {
                return Ok(None);
            }
            if !batch.is_empty() {
                return Ok(Some(batch));
            }
            if !self.pipeline.read_waiting() {
                return Ok(None);
            }
            self.settler.begin_last_pass();
        }
    }

    /// The pipeline, and the function that decides for each file of the walk whether it is read. Returned together
    /// because they borrow different fields of `self`.
    fn pipeline_and_decision<'s>(
        &'s mut self,
        reader: &'s Reader,
    ) -> (&'s mut Pipeline, impl FnMut(&FileCandidate) -> Result<ReadDecision> + use<'s, 'a>) {
        let (reads_again, rules) = (self.options.reads_again(), self.rules);
        let (settler, report, watch) = (&mut self.settler, &mut self.report, &mut *self.watch);
        let decide = move |candidate: &FileCandidate| {
            if watch.stop() {
                return Ok(ReadDecision::Stop);
            }
            if let Some(why) = candidate.passed_over {
                pass_over(report, why);
                watch.progress(1, 0);
                return Ok(ReadDecision::Skip);
            }
            if reads_again || rules[candidate.root].are_new {
                return Ok(ReadDecision::Read);
            }
            let files = if settler.is_unchanged(reader, candidate)? {
                1
            } else if let Some(members) = settler.unchanged_container(reader, candidate)? {
                members
            } else {
                return Ok(ReadDecision::Read);
            };
            report.unchanged += files;
            watch.progress(files, 0);
            Ok(ReadDecision::Skip)
        };
        (&mut self.pipeline, decide)
    }

    /// Settles the batch and all files that are read by then. Fast reading leads to few transactions and few segments of
    /// the index; slow reading never holds the lock.
    fn settle_ready(&mut self, writer: &Writer, batch: Vec<Prepared>, indexing: &Indexing) -> Result<()> {
        let (mut files, mut bytes) = (batch.len(), batch.iter().map(Prepared::bytes_read).sum::<u64>());
        self.settle(writer, batch, Some(indexing))?;
        while files < BATCH_FILES && bytes < BATCH_BYTES && !self.watch.stop() {
            let (pipeline, decide) = self.pipeline_and_decision(writer);
            let Some(prepared) = pipeline.ready(decide)? else { break };
            files += 1;
            bytes += prepared.bytes_read();
            self.settle_file(writer, prepared, Some(indexing))?;
        }
        Ok(())
    }

    fn settle(&mut self, writer: &Writer, batch: Vec<Prepared>, indexing: Option<&Indexing>) -> Result<()> {
        batch.into_iter().try_for_each(|prepared| self.settle_file(writer, prepared, indexing))
    }

    fn settle_file(
        &mut self,
        writer: &Writer,
        prepared: Prepared,
        indexing: Option<&Indexing>,
    ) -> Result<()> {
        let bytes = prepared.bytes_read();
        let SettledFile { event, annotated, guessed, is_unlike, new_text } =
            match self.settler.settle(writer, prepared)? {
                Settled::File(settled) => *settled,
                Settled::Waits(candidate) => {
                    self.pipeline.wait(candidate);
                    return Ok(());
                }
                Settled::Unpack(request) => return self.pipeline.unpack(*request),
                Settled::SameContainer { members, bytes } => {
                    self.report.unchanged += members;
                    self.watch.progress(members, bytes);
                    return Ok(());
                }
                Settled::PassedOver(why) => {
                    pass_over(&mut self.report, why);
                    self.watch.progress(1, 0);
                    return Ok(());
                }
                Settled::ContainerEnd { bytes } => {
                    self.watch.progress(0, bytes);
                    return Ok(());
                }
            };
        if let (Some(indexing), Some((id, terms))) = (indexing, new_text) {
            indexing.add(id, terms);
        }
        self.report.annotated += u64::from(annotated);
        self.report.guessed += u64::from(guessed);
        self.report.unlike_pattern += u64::from(is_unlike);
        self.report.bytes += bytes;
        self.watch.progress(1, bytes);
        if event.outcome == Outcome::Unchanged {
            self.report.count(Outcome::Unchanged);
            return Ok(());
        }
        if event.outcome == Outcome::Purged {
            self.report.count(Outcome::Purged);
            purge::withhold(writer, self.id, &event.path, self.settler.is_in_container())?;
            self.withheld.push(event.clone());
            self.unreported.push(event);
            return Ok(());
        }
        record(writer, self.id, event, &mut self.report, &mut self.unreported)
    }

    fn finish_sources(&mut self, writer: &Writer) -> Result<()> {
        let (id, report, unreported) = (self.id, &mut self.report, &mut self.unreported);
        let remove = self.options.remove_missing;
        operations::recording_as(writer, id, &Origin::Import, self.operation.at, |writer| {
            let mut keep = |event| record(writer, id, event, report, unreported);
            missing::mark(writer, &self.settler, self.pipeline.unreadable(), remove, &mut keep)?;
            settings::keep(writer, self.settler.plan(), self.rules)
        })
    }

    fn summary(&self) -> serde_json::Value {
        // The notes are proposals and explanations, no results, and are only taken at the end.
        let mut summary = serde_json::json!(self.report);
        if let Some(fields) = summary.as_object_mut() {
            // The operation has columns of its own for these two.
            let others = ["operation", "interrupted"];
            fields.retain(|name, value| {
                !others.contains(&name.as_str()) && *value != 0 && !value.is_null() && !value.is_array()
            });
        }
        summary
    }
}

/// Counts a file that isn't read. It has no event, because each import would record it again.
fn pass_over(report: &mut ImportReport, why: PassedOver) {
    match why {
        PassedOver::Excluded => report.excluded += 1,
        PassedOver::Leftover => report.leftovers += 1,
    }
}

/// Counts and stores the event of a file.
fn record(
    writer: &Writer,
    id: OperationId,
    event: ImportEvent,
    report: &mut ImportReport,
    unreported: &mut Vec<ImportEvent>,
) -> Result<()> {
    report.count(event.outcome);
    files::add_event(writer, id, &event)?;
    unreported.push(event);
    Ok(())
}

/// The reason why a file failed, as a user reads it.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        _ => error.to_string(),
    }
}
