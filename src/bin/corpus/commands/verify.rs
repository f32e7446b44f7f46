//! `corpus verify`

use crate::context::Context;
use crate::output::{Ended, Output, count};
use crate::views::problems::{Bar, tell_problems, unless_stopped};
use corpusdb::model::Verification;
use corpusdb::ops::verify::{self, Options};

/// Check that everything in the corpus is as it was put there
///
/// Hashes all bytes and texts again, reads each text again from its bytes, and checks references, the history of
/// values, the full-text index, the schema and SQLite's own structures; removed articles and undone versions too. Each
/// problem is named with the article and version that it concerns. Nothing is changed: corpus repair mends what can
/// be mended.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus verify
  corpus verify --quick
  corpus --db backups/monday.db verify --json")]
pub(super) struct Args {
    /// Don't hash: check the structure of the file, references and sizes
    #[arg(long)]
    quick: bool,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let options = Options {
        quick: args.quick,
        patience: Some(context.patience),
        stop: context.environment.watch_for_interrupt()?,
    };
    let mut bar = Bar(output.progress("verifying", "rows"));
    let found = verify::file(&context.existing()?, &options, &mut bar);
    drop(bar);
    let Some(found) = unless_stopped(found, output)? else { return Ok(Ended::Interrupted) };
    output.report(&found, |output| {
        tell_problems(output, &found.problems)?;
        // Who wants to hear only of problems doesn't want this either.
        if found.problems.is_empty() && output.is_quiet() { Ok(()) } else { output.line(summary(&found)) }
    })?;
    for note in &found.notes {
        output.note(note);
    }
    if found.problems.is_empty() {
        return Ok(Ended::Done);
    }
    output.note(
        "corpus repair mends what can be derived from what is sound; the rest has to come from a backup",
    );
    Ok(Ended::Unsound)
}

/// `5 articles, 7 versions, 7 blobs, 12,345 bytes: sound`
fn summary(found: &Verification) -> String {
    let counts = [
        (found.articles, "article"),
        (found.versions, "version"),
        (found.blobs, "blob"),
        (found.bytes, "byte"),
    ];
    let counts = counts.map(|(number, one)| {
        let end = if number == 1 { "" } else { "s" };
        format!("{} {one}{end}", indicatif::HumanCount(number))
    });
    let outcome = match found.problems.len() {
        0 => "sound".to_owned(),
        problems => count(problems as u64, "problem"),
    };
    format!("{}: {outcome}", counts.join(", "))
}
