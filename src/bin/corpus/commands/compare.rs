//! `corpus compare`

use crate::arguments::texts::TextsArgs;
use crate::context::Context;
use crate::output::{Ended, Format, Output, count, inline};
use crate::views::coverage::{page, text};
use corpusdb::Error;
use corpusdb::ops::compare;
use std::path::PathBuf;

/// Compare reports of one event: which outlet has which statement, in which words
///
/// Shows the headlines in the order of publication, each statement that several reports have with the wording of each, the
/// numbers and denials in which wordings differ, passages that two reports have word for word, who is quoted, and what only
/// one report has. A statement that isn't found in a report may be there in altogether other words.
#[derive(Debug, clap::Args)]
#[command(after_help = r#"Examples:
  corpus compare 1 2 3
  corpus compare 1-5 --html coverage.html       a page to read, print and publish
  corpus compare published:2023-03-07 --where "title LIKE '%Ukraine%'"
  corpus compare 1 2 --json"#)]
pub(super) struct Args {
    #[command(flatten)]
    texts: TextsArgs,

    /// Write a self-contained page to this file
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,

    /// Replace an existing file
    #[arg(long, requires = "html")]
    force: bool,

    /// Also list the sentences that only one report has
    #[arg(long)]
    only: bool,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let (corpus, selection) = args.texts.open(context, output)?;
    let coverage = compare::compare(&corpus, &selection)?;
    if let Some(file) = &args.html {
        if corpus.owns(file)? || file.exists() && !args.force {
            return Err(Error::refused(
                format!("{} exists", file.display()),
                "name another file, or add --force",
            )
            .into());
        }
        std::fs::write(file, page::page(&coverage)).map_err(|error| Error::io("write", file, error))?;
        let what = count(coverage.articles.len(), "report");
        output.report_done(&coverage, |output| {
            let shared = count(coverage.statements.len(), "shared statement");
            output.line(inline(&format!("{}: {what}, {shared}", file.display())))
        })?;
        return Ok(Ended::Done);
    }
    if output.format() == Format::Table {
        output.page();
        text::print(output, &coverage, args.only)?;
    } else {
        output.report(&coverage, |_| Ok(()))?;
    }
    Ok(Ended::Done)
}
