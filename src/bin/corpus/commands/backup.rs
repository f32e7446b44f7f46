//! `corpus backup`

use crate::context::Context;
use crate::output::{Ended, Output, count, size, visible};
use crate::views::problems::{VerificationProgress, print_problems, unless_stopped};
use corpusdb::ops::backup::{self, Options};
use corpusdb::ops::verify;
use std::path::PathBuf;

/// Back up the corpus to another file, even while it is in use
///
/// The copy is a complete corpus in one consistent state, even if others write to the corpus meanwhile. It gets its
/// name only after it has been verified and written to the disk, so an incomplete backup never has that name. Problems
/// of the corpus are also in the copy: they are reported, and the exit code is 4. Such a copy never replaces a file.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus backup backups/monday.db
  corpus backup backups/latest.db --force
  corpus --db backups/monday.db list               look into it
  corpus --db backups/monday.db backup corpus.db   restore it, once the damaged files are moved away")]
pub(super) struct Args {
    /// File to create
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// Replace an existing file
    #[arg(long)]
    force: bool,

    /// Verify the copy only as verify --quick does
    #[arg(long)]
    quick: bool,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let corpus = context.open_to_read()?;
    let stop = context.environment.watch_for_interrupt()?;
    let options = Options {
        force: args.force,
        verification: verify::Options { quick: args.quick, patience: None, stop },
    };
    let mut bar = VerificationProgress(output.progress("copying and verifying", "pages and rows"));
    let made = backup::backup(&corpus, &args.file, &options, &mut bar);
    // Before any output, or the bar would be drawn into it.
    drop(bar);
    let Some(made) = unless_stopped(made, output)? else { return Ok(Ended::Interrupted) };
    if made.problems.is_empty() {
        output.report_done(&made, |output| {
            let (articles, versions) = (count(made.articles, "article"), count(made.versions, "version"));
            output.line(format!("{}: {articles}, {versions}, {}", visible(&made.path), size(made.size)))
        })?;
        return Ok(Ended::Done);
    }
    output.report(&made, |output| print_problems(output, &made.problems))?;
    output.complain(if made.kept {
        "the copy was made, but has these problems, as the corpus has: corpus repair"
    } else {
        "the copy has these problems, and the file of that name was left as it was; the corpus has them too: corpus repair, or \
         give the copy another name"
    });
    Ok(Ended::Unsound)
}
