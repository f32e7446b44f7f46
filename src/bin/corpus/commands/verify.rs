//! `corpus verify`

use crate::context::Context;
use crate::output::{Ended, Output, count, size};
use crate::views::problems::{VerificationProgress, print_problems, unless_stopped};
use corpusdb::model::Verification;
use corpusdb::ops::verify::{self, Options};

/// Check the corpus for damage
///
/// Recomputes all hashes, decodes each text again from its bytes, and checks references, the history of values, the
/// full-text index, the schema and SQLite's own structures, including removed articles and undone versions. Each
/// problem is listed with its article and version. Nothing is changed; corpus repair fixes repairable problems.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus verify
  corpus verify --quick
  corpus --db backups/monday.db verify --json")]
pub(super) struct Args {
    /// Skip the hashes: check only file structure, references and sizes
    #[arg(long)]
    quick: bool,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let options = Options {
        quick: args.quick,
        patience: Some(context.patience),
        stop: context.environment.watch_for_interrupt()?,
    };
    let mut bar = VerificationProgress(output.progress("verifying", "rows"));
    // By its path: a corpus that is too damaged to be opened is a result, not an error.
    let found = verify::file(&context.existing()?, &options, &mut bar);
    drop(bar);
    let Some(found) = unless_stopped(found, output)? else { return Ok(Ended::Interrupted) };
    output.report(&found, |output| {
        print_problems(output, &found.problems)?;
        // --quiet leaves only problems, so the summary of a sound corpus is suppressed.
        if found.problems.is_empty() && output.is_quiet() { Ok(()) } else { output.line(summary(&found)) }
    })?;
    for remark in &found.notes {
        output.note(remark);
    }
    if found.problems.is_empty() {
        return Ok(Ended::Done);
    }
    output
        .note("corpus repair rebuilds derived data; the rest must come from a backup (repair --from BACKUP)");
    Ok(Ended::Unsound)
}

/// `5 articles, 7 versions, 7 blobs, 12.35 kB: sound`
fn summary(found: &Verification) -> String {
    let counts = [(found.articles, "article"), (found.versions, "version"), (found.blobs, "blob")];
    let counts = counts.map(|(number, one)| count(number, one));
    let outcome = match found.problems.len() {
        0 => "sound".to_owned(),
        problems => count(problems as u64, "problem"),
    };
    format!("{}, {}: {outcome}", counts.join(", "), size(found.bytes))
}
