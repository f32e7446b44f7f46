//! `corpus repair`

use crate::context::Context;
use crate::output::{Ended, Output, count};
use crate::views::problems::{Bar, line, tell_problems, unless_stopped};
use corpusdb::ops::repair::{self, Options};
use serde::Serialize;
use std::path::PathBuf;

/// Mend what can be derived from what is sound
///
/// Makes again: the full-text index; indexes, views and triggers that are missing or altered; texts whose bytes are
/// kept apart from them, as they are in other charsets than UTF-8; the counts and hashes of words; which version of an
/// article is current. What an interrupted purge left in the file is cleared; what analyse found is forgotten where the
/// texts don't say so. Bytes and texts that are damaged or missing come from a backup only: --from takes them from there.
/// What a repair can't mend it leaves as it is, and it never leaves more problems than it found.
#[derive(Debug, clap::Args, Serialize)]
#[command(after_help = "Examples:
  corpus repair --dry-run         what would be mended
  corpus repair
  corpus repair --from /mnt/other/corpus.db
  corpus repair -m 'after the power cut'")]
pub(super) struct Args {
    /// Report what would be mended, and mend nothing
    #[arg(long, short = 'n')]
    dry_run: bool,

    /// Take bytes and texts that are damaged or missing here from another corpus file, such as a backup
    #[arg(long, value_name = "BACKUP")]
    from: Option<PathBuf>,

    /// Why, for the log
    #[arg(long, short, value_name = "TEXT")]
    message: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let mut corpus = context.open_to_repair()?;
    let operation = context.operation("repair", args, args.message.as_ref());
    let options = Options {
        dry_run: args.dry_run,
        from: args.from.clone(),
        stop: context.environment.watch_for_interrupt()?,
    };
    let mut bar = Bar(output.progress("repairing", "rows"));
    let repaired = repair::repair(&mut corpus, &options, &operation, &mut bar);
    drop(bar);
    let Some(repaired) = unless_stopped(repaired, output)? else { return Ok(Ended::Interrupted) };
    output.report_done(&repaired, |output| {
        for problem in &repaired.mended {
            output.line(format!("mended  {}", line(problem)))?;
        }
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
        tell_problems(output, &repaired.problems)?;
    }
    output.note(format!(
        "{} left, which only a backup mends (corpus repair --from BACKUP): doc/maintenance.md",
        count(repaired.problems.len() as u64, "problem")
    ));
    Ok(Ended::Unsound)
}
