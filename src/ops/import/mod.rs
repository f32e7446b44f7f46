//! Importing: files in, articles and versions out.
//!
//! ```text
//! plan      which folders and files, under which source names           (no corpus yet)
//! walk      every file below them, in order, with size and time
//! pipeline  read, hash and decode on all cores, results in walk order   (outside the lock)
//! settle    what a file means for its article, written down             (batches, in transactions)
//! indexing  the full-text index of a batch's new texts                  (beside the writing)
//! missing   files of the source that are gone
//! ```
//!
//! Always: what fails is named and the rest goes on; a batch is kept whole or not at all; a rerun after an
//! interruption goes on where it stopped, because what was kept is unchanged for it.

mod candidate;
mod events;
mod indexing;
mod missing;
mod paths;
mod pipeline;
mod plan;
mod read;
mod seen;
mod settle;
mod sidecars;
mod walk;

pub use events::Events;
pub use plan::{Input, Plan, plan};

use crate::model::{
    Assignment, ImportEvent, ImportReport, NewOperation, OperationId, OperationState, Origin, Outcome,
    UtcTime,
};
use crate::store::tables::{files, operations};
use crate::store::{Corpus, Reader, Writer, index, purge};
use crate::text::Charset;
use crate::{Error, Result};
use candidate::Candidate;
use indexing::Indexing;
use pipeline::{Ahead, Pipeline, Prepared};
use settle::{Settled, Settler};
use std::thread;

/// Files in a transaction, at most.
const BATCH_FILES: usize = 8000;
/// Bytes in a transaction, at most but for its last file.
const BATCH_BYTES: u64 = 20 << 20;

/// How many inputs are named when none of them is there.
const NAMED: usize = 10;

/// How to import.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The charset of the files; found out for each when it isn't given.
    pub charset: Option<Charset>,
    /// Fields to set on the articles of this import; a value from elsewhere is never overwritten.
    pub set: Vec<Assignment>,
    /// Do everything, report it, and take it back.
    pub dry_run: bool,
    /// Remove the articles whose files are gone.
    pub remove_missing: bool,
    /// Hash every file, also those whose size and time are as they were.
    pub rehash: bool,
    /// Files larger than this, in bytes, are refused.
    pub max_size: u64,
}

/// Follows an import.
pub trait Watch {
    /// Something other than "unchanged" became of a file.
    fn event(&mut self, event: &ImportEvent);
    /// So many files are done, with so many bytes read.
    fn progress(&mut self, files: u64, bytes: u64);
    /// Whether to stop at the next batch.
    fn stop(&self) -> bool;
    /// The import has ended like this.
    ///
    /// # Errors
    /// Whatever stops the telling of it.
    fn ended(&mut self, report: &ImportReport, events: &Events) -> Result<()>;
}

/// Watches nothing and never stops.
impl Watch for () {
    fn event(&mut self, _: &ImportEvent) {}

    fn progress(&mut self, _: u64, _: u64) {}

    fn stop(&self) -> bool {
        false
    }

    fn ended(&mut self, _: &ImportReport, _: &Events) -> Result<()> {
        Ok(())
    }
}

/// Imports what `plan` names.
///
/// # Errors
/// [`Error::Refused`] when a source is known from another folder, [`Error::Invalid`] for values that their fields
/// don't take, [`Error::Busy`], [`Error::Database`]; what went wrong with a file is an event and no error.
pub fn import(
    corpus: &mut Corpus,
    plan: &Plan,
    operation: &NewOperation,
    options: &Options,
    clock: &dyn Fn() -> UtcTime,
    watch: &mut dyn Watch,
) -> Result<ImportReport> {
    corpus.read(|reader| plan.check_roots(reader))?;
    corpus.prepare_for_many_writes()?;
    let own_files = candidate::identities_of(corpus.path());
    let threads = thread::available_parallelism().map_or(1, Into::into);
    thread::scope(|scope| {
        let walk = walk::walk(plan, &own_files);
        let pipeline = Pipeline::start(scope, threads, walk, options.charset, options.max_size)?;
        if options.dry_run {
            corpus.rehearse(|writer| {
                Import::begin(writer, plan, operation, options, pipeline, watch)?.rehearse(writer)
            })
        } else {
            let indexing = Indexing::start(scope)?;
            let import =
                corpus.write(|writer| Import::begin(writer, plan, operation, options, pipeline, watch))?;
            import.run(corpus, &indexing, clock)
        }
    })
}

/// One import under way.
struct Import<'a> {
    id: OperationId,
    operation: &'a NewOperation,
    options: &'a Options,
    pipeline: Pipeline,
    settler: Settler<'a>,
    report: ImportReport,
    /// What became of files, to be told when it is kept.
    untold: Vec<ImportEvent>,
    /// What became of files of purged articles: nothing of it is recorded.
    withheld: Vec<ImportEvent>,
    watch: &'a mut dyn Watch,
}

impl<'a> Import<'a> {
    fn begin(
        writer: &Writer,
        plan: &'a Plan,
        operation: &'a NewOperation,
        options: &'a Options,
        pipeline: Pipeline,
        watch: &'a mut dyn Watch,
    ) -> Result<Self> {
        let id = operations::begin(writer, operation)?;
        let settler = operations::recording_as(writer, id, &Origin::opening(), operation.at, |writer| {
            Settler::new(writer, plan, plan.keep_sources(writer)?, operation.at, id, options)
        })?;
        let report = ImportReport { source: plan.source_names().join(", "), ..ImportReport::default() };
        let (untold, withheld) = (Vec::new(), Vec::new());
        let mut import = Self { id, operation, options, pipeline, settler, report, untold, withheld, watch };
        operations::recording_as(writer, id, &Origin::opening(), operation.at, |writer| {
            let (report, untold) = (&mut import.report, &mut import.untold);
            plan.failures.iter().try_for_each(|failure| record(writer, id, failure.clone(), report, untold))
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
        self.tell();
        self.report.operation = Some(self.id);
        let outcome = self.batches(corpus, indexing);
        let state = match &outcome {
            Err(_) => OperationState::Failed,
            Ok(()) if self.report.interrupted => OperationState::Interrupted,
            Ok(()) => OperationState::Done,
        };
        let recorded =
            corpus.write(|writer| operations::finish(writer, self.id, state, clock(), &self.summary()));
        // When both fail it is for the same reason, and the first says more.
        outcome.and(recorded)?;
        corpus.read(|reader| self.end(reader))
    }

    fn rehearse(mut self, writer: &Writer) -> Result<ImportReport> {
        self.tell();
        while let Some(batch) = self.next_batch(writer)? {
            // What is taken back needn't be found.
            operations::recording_as(writer, self.id, &Origin::opening(), self.operation.at, |writer| {
                self.settle(writer, batch, None)
            })?;
            self.tell();
        }
        if !self.is_stopped() {
            self.finish_sources(writer)?;
            self.tell();
        }
        // The events are still there: they are taken back with the rest.
        self.end(writer)
    }

    fn end(self, reader: &Reader) -> Result<ImportReport> {
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
                let (pipeline, ahead) = import.ahead(writer);
                pipeline.read_ahead(ahead)?;
                let part = indexing.finish()?;
                index::add(writer, &part)?;
                Ok(part)
            })?;
            index::merge_after(corpus, &part)?;
        }
        if !self.is_stopped() {
            self.in_transaction(corpus, Self::finish_sources)?;
        }
        Ok(())
    }

    /// Does something in a transaction; what it counted is taken back with it when it fails, and told when it is
    /// kept.
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
            self.untold.clear();
        }
        self.tell();
        kept
    }

    /// Whether the user wants it to end.
    fn is_stopped(&mut self) -> bool {
        self.report.interrupted |= self.watch.stop();
        self.report.interrupted
    }

    /// Tells what was kept, and only then.
    fn tell(&mut self) {
        for event in self.untold.drain(..) {
            self.watch.event(&event);
        }
    }

    /// The next files that have to be looked at; what is as it was is only counted. None at the end, and when the
    /// user wants it to end.
    fn next_batch(&mut self, reader: &Reader) -> Result<Option<Vec<Prepared>>> {
        let (pipeline, ahead) = self.ahead(reader);
        let batch = pipeline.gather(ahead)?;
        Ok(Some(batch).filter(|batch| !batch.is_empty() && !self.watch.stop()))
    }

    /// The pipeline, and what says of each file that is found whether it has to be read.
    fn ahead<'s>(
        &'s mut self,
        reader: &'s Reader,
    ) -> (&'s mut Pipeline, impl FnMut(&Candidate) -> Result<Ahead> + use<'s, 'a>) {
        let rehash = self.options.rehash || !self.options.set.is_empty() || self.options.charset.is_some();
        let (settler, report, watch) = (&mut self.settler, &mut self.report, &mut *self.watch);
        let ahead = move |candidate: &Candidate| {
            if watch.stop() {
                return Ok(Ahead::Stop);
            }
            if rehash || !settler.is_unchanged(reader, candidate)? {
                return Ok(Ahead::Read);
            }
            report.count(Outcome::Unchanged);
            watch.progress(1, 0);
            Ok(Ahead::Skip)
        };
        (&mut self.pipeline, ahead)
    }

    /// Settles the batch and whatever files are ready by then, so that where reading keeps up there are few
    /// transactions and few segments of the index, and where it doesn't nobody waits for the lock.
    fn settle_ready(&mut self, writer: &Writer, batch: Vec<Prepared>, indexing: &Indexing) -> Result<()> {
        let (mut files, mut bytes) = (batch.len(), batch.iter().map(Prepared::bytes_read).sum::<u64>());
        self.settle(writer, batch, Some(indexing))?;
        while files < BATCH_FILES && bytes < BATCH_BYTES && !self.watch.stop() {
            let (pipeline, ahead) = self.ahead(writer);
            let Some(prepared) = pipeline.ready(ahead)? else { break };
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
        let Settled { event, annotated, guessed, new_text } = self.settler.settle(writer, prepared)?;
        if let (Some(indexing), Some((id, text, folded))) = (indexing, new_text) {
            indexing.add(id, text, folded);
        }
        self.report.annotated += u64::from(annotated);
        self.report.guessed += u64::from(guessed);
        self.report.bytes += bytes;
        self.watch.progress(1, bytes);
        if event.outcome == Outcome::Unchanged {
            self.report.count(Outcome::Unchanged);
            return Ok(());
        }
        if event.outcome == Outcome::Purged {
            self.report.count(Outcome::Purged);
            purge::withhold(writer, self.id, &event.path)?;
            self.withheld.push(event.clone());
            self.untold.push(event);
            return Ok(());
        }
        record(writer, self.id, event, &mut self.report, &mut self.untold)
    }

    fn finish_sources(&mut self, writer: &Writer) -> Result<()> {
        let (id, report, untold) = (self.id, &mut self.report, &mut self.untold);
        let remove = self.options.remove_missing;
        operations::recording_as(writer, id, &Origin::Import, self.operation.at, |writer| {
            let mut keep = |event| record(writer, id, event, report, untold);
            missing::mark(writer, &self.settler, self.pipeline.unreadable(), remove, &mut keep)
        })
    }

    fn summary(&self) -> serde_json::Value {
        let mut summary = serde_json::json!(self.report);
        if let Some(fields) = summary.as_object_mut() {
            // The operation's own columns say these.
            fields.retain(|name, value| name != "operation" && name != "interrupted" && *value != 0);
        }
        summary
    }
}

/// Counts and keeps what became of a file.
fn record(
    writer: &Writer,
    id: OperationId,
    event: ImportEvent,
    report: &mut ImportReport,
    untold: &mut Vec<ImportEvent>,
) -> Result<()> {
    report.count(event.outcome);
    files::add_event(writer, id, &event)?;
    untold.push(event);
    Ok(())
}

/// The reason of a failure that concerns one file.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        _ => error.to_string(),
    }
}

/// Nothing that was named is there.
fn nothing_to_import(failures: &[ImportEvent]) -> Error {
    let names: Vec<String> = failures
        .iter()
        .take(NAMED)
        .map(|event| format!("{}: {}", event.path, event.detail.as_deref().unwrap_or_default()))
        .collect();
    let more = if failures.len() > NAMED { " and more" } else { "" };
    Error::not_found(format!("nothing to import: {}{more}", names.join("; ")))
}
