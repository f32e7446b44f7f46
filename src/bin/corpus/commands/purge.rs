//! `corpus purge`

use crate::arguments::selection::ArticlesArgs;
use crate::context::Context;
use crate::output::{Ended, Output, count, inline, size};
use corpusdb::model::OperationKind;
use corpusdb::ops::purge::{self, PurgePreview, PurgeReport};
use corpusdb::{Corpus, Error};

/// Delete articles permanently
///
/// Bytes, texts, metadata, history and index entries of the articles are deleted, unless other articles share them.
/// The file is rewritten so that no traces remain. This cannot be undone. Only a record of the purge stays: when, why
/// and how many articles. Text about these articles in the records of earlier operations is deleted too, except
/// messages.
///
/// Files in folders and copies of the corpus are not deleted. The corpus keeps keyed hashes of the bytes, words and
/// paths, which reveal nothing. An import reports such a file and skips it, until --allow permits it again.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus purge 12 --dry-run             what would go
  corpus purge 12 13 -m 'asked for by the publisher'
  corpus purge --where \"outlet = 'RT'\" --yes
  corpus purge --undone                 what undone imports had added
  corpus purge                          finish a purge that was interrupted
  corpus purge --allow 12               let an import bring it back; undo takes that back")]
pub(super) struct Args {
    #[command(flatten)]
    articles: ArticlesArgs,

    /// Purge articles that disappeared because the operation that added them was undone
    #[arg(long)]
    undone: bool,

    /// Delete nothing, but permit imports of a purged article, given by its number, its key or a file
    #[arg(long, value_name = "NUMBER|KEY|FILE", conflicts_with_all = ["undone", "dry_run", "yes"])]
    allow: Vec<String>,

    /// Preview the deletion without deleting
    #[arg(long, short = 'n')]
    dry_run: bool,

    /// Don't ask for confirmation
    #[arg(long, short)]
    yes: bool,

    /// Reason for the purge, kept in the log
    #[arg(long, short, value_name = "TEXT")]
    message: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let selection = args.articles.selection(context, output)?;
    let mut corpus = context.open_to_write()?;
    if !args.allow.is_empty() {
        if !selection.is_open() {
            return Err(
                Error::invalid("--allow deletes nothing, so no articles can be named beside it").into()
            );
        }
        return allow(&mut corpus, args, context, output);
    }
    // Without articles the command finishes a purge that was interrupted.
    if selection.is_open() && !args.undone && purge::is_unfinished(&corpus)? {
        return finish(&mut corpus, context, output);
    }
    let found = purge::find(&mut corpus, &selection, args.undone)?;
    if args.dry_run || found.articles.is_empty() {
        return print_result(
            output,
            &PurgeReport { operation: None, extent: found.extent, finished: true, reason: None },
            Some(&found),
        );
    }
    if !args.yes {
        confirm(&found, context, output)?;
    }
    // The arguments are not recorded: they may contain titles or keys of deleted articles.
    let operation = context.operation(OperationKind::Purge, &serde_json::json!({}), args.message.as_ref());
    print_result(output, &purge::purge(&mut corpus, &found.articles, &operation)?, None)
}

fn allow(corpus: &mut Corpus, args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    // Names are not recorded: they would reveal the deleted content.
    let operation =
        context.operation(OperationKind::PurgeAllow, &serde_json::json!({}), args.message.as_ref());
    let allowance = purge::allow(corpus, &args.allow, &operation)?;
    output.report_done(&allowance, |output| {
        output.line(match allowance.operation {
            Some(id) => format!(
                "imports may bring {} back · operation {id}",
                count(allowance.selected, "purged article")
            ),
            None => "nothing to do: imports may bring it back already".to_owned(),
        })
    })?;
    Ok(Ended::Done)
}

fn finish(corpus: &mut Corpus, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    if !purge::finish(corpus, context.environment.now())? {
        return Ok(unfinished(output, None));
    }
    output.note("the interrupted purge is finished: nothing is left in the file");
    Ok(Ended::Done)
}

/// Asks on a terminal, and fails when the answer isn't yes or nobody can be asked.
fn confirm(found: &PurgePreview, context: &Context, output: &mut Output) -> anyhow::Result<()> {
    if !context.environment.stdin_is_terminal || !context.environment.stderr_is_terminal {
        return Err(Error::invalid(
            "a purge can't be undone, and there is no terminal to ask for confirmation",
        )
        .with_hint("--dry-run shows what would be deleted, --yes deletes it")
        .into());
    }
    // On standard error, where the question is asked as well.
    for line in lines("this deletes", found) {
        output.complain(line);
    }
    if output.ask("Delete for good? [y/N] ")? {
        return Ok(());
    }
    Err(Error::Interrupted { message: "nothing was deleted".to_owned() }.into())
}

/// How much it is, and the first keys.
fn lines(verb: &str, found: &PurgePreview) -> Vec<String> {
    let mut lines = vec![format!("{verb} {}", amount(&found.extent))];
    lines.extend(found.keys.iter().map(|key| format!("  {key}")));
    let more = found.extent.articles.saturating_sub(found.keys.len() as u64);
    if more > 0 {
        lines.push(format!("  … and {more} more"));
    }
    lines
}

/// `2 articles: 3 versions, 3 texts, 1.2 kB`
fn amount(extent: &purge::Extent) -> String {
    format!(
        "{}: {}, {}, {}",
        count(extent.articles, "article"),
        count(extent.versions, "version"),
        count(extent.texts, "text"),
        size(extent.bytes)
    )
}

fn print_result(
    output: &mut Output,
    purged: &PurgeReport,
    rehearsed: Option<&PurgePreview>,
) -> anyhow::Result<Ended> {
    output.report_done(purged, |output| match (purged.operation, rehearsed) {
        (None, _) if purged.extent.articles == 0 => output.line("no article matches: nothing was deleted"),
        (None, Some(found)) => {
            let lines = lines("would delete", found);
            lines.iter().try_for_each(|line| output.line(inline(line)))?;
            output.line("dry run: nothing was deleted")
        }
        (operation, _) => {
            let operation = operation.map(|id| format!(" · operation {id}")).unwrap_or_default();
            output.line(format!("deleted {}{operation}", amount(&purged.extent)))
        }
    })?;
    Ok(if purged.finished { Ended::Done } else { unfinished(output, purged.reason.as_deref()) })
}

fn unfinished(output: &mut Output, reason: Option<&str>) -> Ended {
    let (why, next) = match reason {
        Some(reason) => (reason, "put that right"),
        None => ("another program reads an older state of the corpus", "end that program"),
    };
    output.complain(format!(
        "the articles are deleted, but their content is still in the file or its log: {why}"
    ));
    output.complain(format!("hint: {next}, then finish the purge: corpus purge"));
    Ended::Partly
}
