//! `corpus status`

use crate::context::Context;
use crate::output::{Ended, Output, count, size, visible};
use crate::views::history::when;
use crate::views::operation::summary_text;
use corpusdb::model::CorpusCounts;
use corpusdb::ops::status::{self, Status};
use std::io;

/// Show what the corpus has, what it lacks, and what happened last
///
/// Without a command, corpus does the same where there is a corpus.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus
  corpus status --json          for scripts")]
pub(super) struct Args {}

pub(super) fn run(context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let status = status::status(&context.open_to_read()?)?;
    output.report(&status, |output| print(output, &status))?;
    Ok(Ended::Done)
}

fn print(output: &mut Output, status: &Status) -> io::Result<()> {
    let Status { path, counts, last_import, last_operation } = status;
    let path = visible(path.as_deref().unwrap_or_default()).into_owned();
    output.line(format!("{path}: {}", contents(counts)))?;
    if let (Some(first), Some(last)) = (&counts.first_published, &counts.last_published) {
        output.line(format!("published    {} to {}", visible(first), visible(last)))?;
    }
    for (name, operation) in [("last import", last_import), ("last change", last_operation)] {
        // A last change that is the last import needs no line of its own.
        let Some(operation) =
            operation.as_ref().filter(|_| name == "last import" || last_operation != last_import)
        else {
            continue;
        };
        let (at, what) = (when(&operation.started_at), summary_text(operation));
        let kind = if name == "last import" { String::new() } else { format!("{}: ", operation.kind) };
        output.line(format!("{name}  {at}  {}", visible(&format!("{kind}{what}"))))?;
    }
    output.line(format!("size         {}", size(counts.size)))?;
    let steps = next_steps(counts);
    if !steps.is_empty() {
        output.line("\nnext steps")?;
    }
    for (what, command) in steps {
        output.line(format!("  {what:<32}{command}"))?;
    }
    Ok(())
}

/// `7 articles in 9 versions, 6 outlets, 1 removed`
fn contents(counts: &CorpusCounts) -> String {
    let mut text = format!(
        "{} in {}, {}",
        count(counts.articles, "article"),
        count(counts.versions, "version"),
        count(counts.outlets, "outlet")
    );
    if counts.removed > 0 {
        text += &format!(", {} removed", counts.removed);
    }
    text
}

/// What the corpus lacks, and the command that shows it.
fn next_steps(counts: &CorpusCounts) -> Vec<(String, &'static str)> {
    if counts.articles == 0 {
        return vec![("no articles yet".to_owned(), "corpus import FOLDER")];
    }
    let lacks = [
        (counts.without_date, "without a date", "corpus list --missing published"),
        (counts.without_outlet, "without an outlet", "corpus list --missing outlet"),
        (
            counts.missing,
            "whose file is missing",
            "corpus list --where 'id IN (SELECT article FROM file WHERE missing_since IS NOT NULL)'",
        ),
    ];
    let lacking = lacks.into_iter().filter(|(number, ..)| *number > 0);
    lacking.map(|(number, what, command)| (format!("{} {what}", count(number, "article")), command)).collect()
}
