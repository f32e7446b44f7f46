//! `corpus repair`

use crate::context::Context;
use crate::output::{Ended, Output, count};
use crate::views::problems::{VerificationProgress, print_problems, problem_line, unless_stopped};
use corpusdb::model::OperationKind;
use corpusdb::ops::repair::{self, Options};
use serde::Serialize;
use std::path::PathBuf;

/// Repair derived data, and damaged content from a backup
///
/// Rebuilds the full-text index, missing or altered indexes, views and triggers, texts that can be decoded again from
/// their bytes (charsets other than UTF-8), word counts and word hashes, and the choice of each article's current
/// version. Finishes an interrupted purge, and discards results of analyse that contradict the texts. Damaged or
/// missing bytes and texts can only be copied from a backup (--from). Other problems stay unchanged, and no new ones
/// are added.
#[derive(Debug, clap::Args, Serialize)]
#[command(after_help = "Examples:
  corpus repair --dry-run         what would be mended
  corpus repair
  corpus repair --from /mnt/other/corpus.db
  corpus repair -m 'after the power cut'")]
pub(super) struct Args {
    /// Preview the repairs without making them
    #[arg(long, short = 'n')]
    dry_run: bool,

    /// Copy damaged or missing bytes and texts from another corpus file, such as a backup
    #[arg(long, value_name = "BACKUP")]
    from: Option<PathBuf>,

    /// Reason for the change, shown in the log
    #[arg(long, short, value_name = "TEXT")]
    message: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let mut corpus = context.open_to_repair()?;
    let operation = context.operation(OperationKind::Repair, args, args.message.as_ref());
    let options = Options {
        dry_run: args.dry_run,
        from: args.from.clone(),
        stop: context.environment.watch_for_interrupt()?,
    };
    let mut bar = VerificationProgress(output.progress("repairing", "rows"));
    let repaired = repair::repair(&mut corpus, &options, &operation, &mut bar);
    // Before any output, or the bar would be drawn into it.
    drop(bar);
    let Some(repaired) = unless_stopped(repaired, output)? else { return Ok(Ended::Interrupted) };
    output.report_done(&repaired, |output| {
        for problem in &repaired.mended {
            output.line(format!("mended  {}", problem_line(problem)))?;
        }
        // The problems follow. A line about nothing mended would only repeat them.
        if repaired.mended.is_empty() && !repaired.problems.is_empty() {
            return Ok(());
        }
        output.line(match (repaired.mended.len() as u64, repaired.problems.is_empty()) {
            (0, true) => "nothing to mend: the corpus is sound".to_owned(),
            (mended, _) if args.dry_run => {
                format!("{} would be mended; dry run: nothing was written", count(mended, "problem"))
            }
            (mended, _) => format!("{} mended", count(mended, "problem")),
        })
    })?;
    if repaired.problems.is_empty() {
        return Ok(Ended::Done);
    }
    if output.is_for_people() {
        print_problems(output, &repaired.problems)?;
    }
    output.note(format!(
        "{} left, which only a backup mends (corpus repair --from BACKUP): doc/maintenance.md",
        count(repaired.problems.len() as u64, "problem")
    ));
    Ok(Ended::Unsound)
}
