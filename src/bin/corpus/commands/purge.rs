//! `corpus purge`

use crate::arguments::selection::ArticlesArgs;
use crate::context::Context;
use crate::output::{Ended, Output, count, inline};
use corpusdb::ops::purge::{self, Found, Purged};
use corpusdb::{Corpus, Error};

/// Delete articles for good
///
/// Their bytes, texts, metadata and history go, live or removed, and their words in the full-text index; what other
/// articles share stays. The file is written anew, so that nothing is left in it. There is no way back. What stays is
/// the operation: when, why, and how many. The words in the record of earlier operations that touched these articles
/// go too, except their messages.
///
/// It doesn't delete files in folders, nor copies of the corpus. Keyed hashes are remembered of the bytes, words and paths, from
/// which nothing can be read: an import reports such a file and leaves it out, until --allow lets it in again.
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

    /// Articles that aren't there any more because what had added them was undone
    #[arg(long)]
    undone: bool,

    /// Delete nothing, but let imports bring a purged article back: the number or a key that it had, or a file
    #[arg(long, value_name = "NUMBER|KEY|FILE", conflicts_with_all = ["undone", "dry_run", "yes"])]
    allow: Vec<String>,

    /// Report what would be deleted, and do nothing
    #[arg(long, short = 'n')]
    dry_run: bool,

    /// Don't ask
    #[arg(long, short)]
    yes: bool,

    /// Why, for the log, which keeps it
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
    if selection.is_open() && !args.undone && purge::is_unfinished(&corpus)? {
        return finish(&mut corpus, context, output);
    }
    let found = purge::find(&mut corpus, &selection, args.undone)?;
    if args.dry_run || found.articles.is_empty() {
        return tell(
            output,
            &Purged { operation: None, extent: found.extent, finished: true, reason: None },
            Some(&found),
        );
    }
    if !args.yes {
        confirm(&found, context, output)?;
    }
    // Nothing of the arguments is kept: they may say what was deleted.
    let operation = context.operation("purge", &serde_json::json!({}), args.message.as_ref());
    tell(output, &purge::purge(&mut corpus, &found.articles, &operation)?, None)
}

fn allow(corpus: &mut Corpus, args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    // Names would say again what was deleted.
    let operation = context.operation("purge allow", &serde_json::json!({}), args.message.as_ref());
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
fn confirm(found: &Found, context: &Context, output: &mut Output) -> anyhow::Result<()> {
    if !context.environment.stdin_is_terminal || !context.environment.stderr_is_terminal {
        return Err(Error::invalid("a purge can't be taken back, and nobody can be asked here")
            .with_hint("--dry-run shows what would be deleted, --yes deletes it")
            .into());
    }
    for line in lines("this deletes", found) {
        output.complain(line);
    }
    if output.ask("Delete for good? [y/N] ")? {
        return Ok(());
    }
    Err(Error::Interrupted { message: "nothing was deleted".to_owned() }.into())
}

/// How much it is, and the first keys.
fn lines(verb: &str, found: &Found) -> Vec<String> {
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
        indicatif::DecimalBytes(extent.bytes)
    )
}

fn tell(output: &mut Output, purged: &Purged, rehearsed: Option<&Found>) -> anyhow::Result<Ended> {
    output.report_done(purged, |output| match (purged.operation, rehearsed) {
        (None, _) if purged.extent.articles == 0 => output.line("no article fits: nothing was deleted"),
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
        "the articles are deleted, but what they said is still in the file or its log: {why}"
    ));
    output.complain(format!("hint: {next}, then finish the purge: corpus purge"));
    Ended::Partly
}
