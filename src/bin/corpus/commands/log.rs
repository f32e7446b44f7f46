//! `corpus log`

use crate::context::Context;
use crate::output::{Column, Deferred, Ended, Listing, Output, inline};
use crate::views::comparison::inline::{ExcerptOptions, print as print_differences};
use crate::views::comparison::{json::changes_json, summary};
use crate::views::history::{change_line, recaptures, recaptures_line, version_line, when};
use crate::views::operation::summary_text;
use corpusdb::diff::stats;
use corpusdb::model::{ArticleRef, Operation};
use corpusdb::ops::diff::Comparison;
use corpusdb::ops::log::{self, ArticleLog};
use serde_json::{Value, json};
use std::io;

/// Show the history, newest first: all operations, or one article
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus log                all operations
  corpus log --limit 5      the last five
  corpus log 12             the versions and metadata changes of article 12
  corpus log 12 --patch     also the changes of each version")]
pub(super) struct Args {
    /// An article: 12, seeds/a.txt, a.txt or sha256:ab12
    #[arg(value_name = "REF")]
    reference: Option<ArticleRef>,

    /// Maximum number of operations; 0: no limit
    #[arg(long, value_name = "N", conflicts_with = "reference")]
    limit: Option<u64>,

    /// Show how each version differs from the one before
    #[arg(long, short, requires = "reference")]
    patch: bool,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let corpus = context.open_to_read()?;
    output.page();
    let Some(reference) = &args.reference else {
        operations(output, &log::operations(&corpus, args.limit.filter(|limit| *limit > 0))?)?;
        return Ok(Ended::Done);
    };
    if args.patch {
        let (life, comparisons) = log::article_with_patches(&corpus, reference)?;
        let json = Deferred(|| patches_json(&life, &comparisons));
        output.report(&json, |output| print(output, &life, &comparisons))?;
    } else {
        let life = log::article(&corpus, reference)?;
        output.report(&life, |output| print(output, &life, &[]))?;
    }
    Ok(Ended::Done)
}

/// Prints the history of an article. If there are comparisons, each version is followed by its changes.
fn print(output: &mut Output, life: &ArticleLog, comparisons: &[Comparison]) -> io::Result<()> {
    output.line(format!("Article {}  {}", life.id, inline(&life.key)))?;
    let mut folded = 0;
    for (index, version) in life.versions.iter().enumerate() {
        if index < folded {
            continue;
        }
        if let Some(several) = recaptures(&life.versions[index..]) {
            output.line(recaptures_line(&life.versions[index..index + several]))?;
            folded = index + several;
            continue;
        }
        output.line(version_line(version))?;
        if let Some(comparison) = comparisons.get(index) {
            output.line("")?;
            output.line(summary(comparison))?;
            if comparison.old != comparison.new {
                print_differences(output, comparison, ExcerptOptions { context: 1, changes_only: false })?;
            }
            output.line("")?;
        }
    }
    for change in &life.metadata {
        output.line(change_line(change))?;
    }
    Ok(())
}

/// The history of an article as JSON. Each version has a member `diff`, null for the first.
fn patches_json(life: &ArticleLog, comparisons: &[Comparison]) -> serde_json::Result<Value> {
    // The diff is added to the version, so that the output without --patch is a part of this one.
    let mut whole = serde_json::to_value(life)?;
    for index in 0..life.versions.len() {
        let diff = comparisons.get(index).map(|comparison| {
            let stats = stats(&comparison.old, &comparison.new, &comparison.changes);
            json!({ "changes": changes_json(comparison), "stats": stats })
        });
        whole["versions"][index]["diff"] = json!(diff);
    }
    Ok(whole)
}

fn operations(output: &mut Output, operations: &[Operation]) -> anyhow::Result<()> {
    // For people the summary is one phrase. Scripts get the members as they are.
    let columns = if output.is_for_people() {
        vec![
            Column::number("operation"),
            Column::text("when"),
            Column::text("kind"),
            Column::long("what"),
            Column::long("message"),
        ]
    } else {
        [
            "operation",
            "kind",
            "state",
            "started_at",
            "finished_at",
            "message",
            "summary",
            "undone_by",
            "undoes",
        ]
        .map(Column::text)
        .to_vec()
    };
    let mut listing = Listing::new(columns);
    for operation in operations {
        listing.row(output, operation, || {
            vec![
                operation.operation.to_string(),
                when(&operation.started_at),
                operation.kind.to_string(),
                summary_text(operation),
                operation.message.clone().unwrap_or_default(),
            ]
        })?;
    }
    if listing.finish(output)? == 0 && output.is_for_people() {
        output.note("nothing has happened yet");
    }
    Ok(())
}
