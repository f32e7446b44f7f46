//! What an import prints: a line for each file, then a summary.

use super::notes::{remarks, taken_for};
use crate::context::Context;
use crate::output::{Output, Progress, Sequence, inline, number, output_failed, size};
use corpusdb::model::{ImportEvent, ImportReport, Outcome};
use corpusdb::ops::import::{Events, Watch};
use serde::Serialize;

/// Maximum number of files listed by name; the others are only counted.
const NAMED: u64 = 20;

/// Maximum number of files that weren't imported, listed with their reasons.
const FAILED: u64 = 50;

/// JSON form of the report with its events.
#[derive(Serialize)]
struct ImportJson<'a> {
    #[serde(flatten)]
    report: &'a ImportReport,
    events: Sequence<'a, ImportEvent>,
}

/// Prints each finished file, then a summary.
pub(in crate::commands) struct ImportProgress<'a> {
    output: &'a mut Output,
    progress: Progress,
    context: &'a Context<'a>,
    named: u64,
    unnamed: u64,
    /// The files that weren't imported.
    left_out: u64,
}

impl<'a> ImportProgress<'a> {
    pub(in crate::commands) fn new(output: &'a mut Output, context: &'a Context<'a>) -> Self {
        let progress = output.progress("importing", "files");
        Self { output, progress, context, named: 0, unnamed: 0, left_out: 0 }
    }
}

impl Watch for ImportProgress<'_> {
    fn event(&mut self, event: &ImportEvent) {
        let left_out = event.outcome == Outcome::Failed;
        if left_out {
            let why = event.detail.as_deref().unwrap_or_default();
            let line = format!("{:<10} {}: {why}", event.outcome, event.path);
            self.left_out += 1;
            // A hostile archive may have thousands of them.
            if self.left_out <= FAILED || self.output.is_verbose() {
                // The progress bar is hidden meanwhile, or the line would be written into it.
                self.progress.suspend(|| self.output.complain(line));
            }
        }
        if !left_out && self.output.is_for_people() && !self.output.is_quiet() {
            if self.named < NAMED || self.output.is_verbose() {
                self.named += 1;
                // An output that can't be written is noticed again at the end, with the summary.
                let _ = self.progress.suspend(|| self.output.line(inline(&line(event))));
            } else {
                self.unnamed += 1;
            }
        }
    }

    fn progress(&mut self, files: u64, _bytes: u64) {
        self.progress.advance(files);
    }

    fn stop(&self) -> bool {
        self.context.environment.is_interrupted()
    }

    fn ended(&mut self, report: &ImportReport, events: &Events) -> corpusdb::Result<()> {
        self.progress.end();
        let unlisted = self.left_out.saturating_sub(FAILED);
        if unlisted > 0 && !self.output.is_verbose() {
            self.output.complain(format!("… and {unlisted} more failed (-v lists them all)"));
        }
        let whole = ImportJson { report, events: Sequence(&|visit| events.each(visit)) };
        let unnamed = self.unnamed;
        let printed = self.output.report_done(&whole, |output| {
            if unnamed > 0 {
                output.line(format!("… and {unnamed} more (-v lists them all)"))?;
            }
            // Guesses are said beside each named file, so the total is needed only where some are not named.
            if unnamed > 0 && report.guessed > 0 {
                output.line(guesses(report.guessed))?;
            }
            for table in &report.notes.tables {
                for line in taken_for(table) {
                    output.line(line)?;
                }
            }
            for line in remarks(report) {
                output.line(line)?;
            }
            output.line(summary(report))
        });
        printed.map_err(output_failed)
    }
}

fn line(event: &ImportEvent) -> String {
    let mut line = format!("{:<10} {}", event.outcome, event.path);
    if let Some(detail) = &event.detail {
        line += &format!("  ({detail})");
    }
    line
}

/// Number of uncertain charsets, for an import that lists only some files.
fn guesses(count: u64) -> String {
    let charsets = if count == 1 { "1 charset was".to_owned() } else { format!("{count} charsets were") };
    format!("{charsets} guessed from one or two letters (-v lists the files, --charset sets it)")
}

/// `6 added, 2 failed · 23.1 kB read · operation 1`
fn summary(report: &ImportReport) -> String {
    let counts = [
        (report.added, "added"),
        (report.changed, "changed"),
        (report.reverted, "reverted"),
        (report.redecoded, "redecoded"),
        (report.recaptured, "recaptured"),
        (report.reread, "reread"),
        (report.unchanged, "unchanged"),
        (report.moved, "moved"),
        (report.duplicate, "duplicate"),
        (report.restored, "restored"),
        (report.missing, "missing"),
        (report.removed, "removed"),
        (report.skipped + report.leftovers, "skipped"),
        (report.excluded, "excluded"),
        (report.failed, "failed"),
        (report.purged, "purged"),
        (report.annotated, "annotated"),
    ];
    // In most imports, most counts are zero.
    let counts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| format!("{} {name}", number(*count)))
        .collect();
    let counts = if counts.is_empty() { "no files".to_owned() } else { counts.join(", ") };
    let read = size(report.bytes);
    let end = match report.operation {
        Some(_) if report.interrupted => "interrupted: import again to continue".to_owned(),
        Some(operation) => format!("operation {operation}"),
        None if report.interrupted => "interrupted; dry run: nothing was written".to_owned(),
        None => "dry run: nothing was written".to_owned(),
    };
    format!("{counts} · {read} read · {end}")
}
