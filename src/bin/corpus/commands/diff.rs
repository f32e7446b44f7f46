//! `corpus diff`

use super::Context;
use super::as_of::AsOfArgs;
use super::list::output_failed;
use super::log::change_line;
use crate::output::{Ended, Output, Sequence, one_line, visible};
use anstyle::{AnsiColor, Style};
use corpusdb::diff::{ChangeKind, Excerpt, Paragraph, Span, Stats, excerpts, paragraphs, stats, unified};
use corpusdb::model::{ArticleChange, ArticleRef, MetadataChange, OperationId, State};
use corpusdb::ops::diff::{self, Comparison, CorpusChanges};
use serde::Serialize;
use serde_json::{Value, json};
use std::cell::Cell;
use std::io::{self, Write};

const INSERTED: Style = AnsiColor::Green.on_default();
const DELETED: Style = AnsiColor::Red.on_default().strikethrough();
const ASIDE: Style = Style::new().dimmed();

/// Compare two versions or articles, word by word; or two states of the corpus
///
/// With one article: its version against the one before. Deleted words are shown as [-so-], inserted ones as
/// {+so+}, or in colour. Text that was only wrapped anew is not shown as changed.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus diff 12                the current version against the one before
  corpus diff 12@first 12       all that changed since the first
  corpus diff 3 7               two articles
  corpus diff 12 --unified      for patch
  corpus diff --from 4 --to 9   what happened to the corpus between two operations
  corpus diff --from 2023-04-01 what happened since the end of that day")]
pub(super) struct Args {
    /// The article or version: 12, 12@3, 12@first, 12@2023-04-01, a.txt …
    #[arg(value_name = "REF", required_unless_present = "from")]
    reference: Option<ArticleRef>,

    /// The one to compare it with
    #[arg(value_name = "REF")]
    other: Option<ArticleRef>,

    /// Compare the corpus: from the state after this operation, or at the end of this date
    #[arg(long, value_name = "OPERATION|DATE", value_parser = crate::commands::parsed::<State>, conflicts_with_all = ["reference", "unified", "stat"])]
    from: Option<State>,

    /// To the state after this operation, or at the end of this date [default: now]
    #[arg(long, value_name = "OPERATION|DATE", value_parser = crate::commands::parsed::<State>, requires = "from")]
    to: Option<State>,

    #[command(flatten)]
    as_of: AsOfArgs,

    /// Line by line, in the form that patch reads
    #[arg(long, short = 'u', conflicts_with = "stat")]
    unified: bool,

    /// Only how much changed
    #[arg(long)]
    stat: bool,

    /// Unchanged paragraphs to show around each change; with --unified, lines
    #[arg(long, short = 'U', value_name = "N")]
    context: Option<usize>,

    /// Exit with 1 when there are differences
    #[arg(long)]
    exit_code: bool,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let corpus = args.as_of.open(context)?;
    output.page();
    let differ = match (&args.reference, &args.from) {
        (Some(reference), _) => {
            let comparison = diff::articles(&corpus, reference, args.other.as_ref())?;
            output.report(&json_of(&comparison), |output| print(output, &comparison, args))?;
            comparison.old != comparison.new
        }
        (None, Some(from)) => diff::corpus(&corpus, from, args.to.as_ref(), |changes| {
            tell_corpus(output, changes).map_err(output_failed)
        })?,
        (None, None) => return Err(output_failed(anyhow::anyhow!("no article is named")).into()),
    };
    Ok(if differ && args.exit_code { Ended::Differ } else { Ended::Done })
}

/// The shape that scripts rely on.
fn json_of(comparison: &Comparison) -> Value {
    let Comparison { from, to, old, new, changes, judgements } = comparison;
    let side = |side: &corpusdb::ops::select::Resolved| json!({ "article": side.article, "version": side.version, "key": side.key });
    let mut judgements = judgements.iter().peekable();
    let changes: Vec<Value> = changes
        .iter()
        .enumerate()
        .map(|(index, change)| {
            let judgement = judgements.next_if(|judgement| judgement.change == index);
            json!({
                "kind": change.kind,
                "old": old[change.old.clone()],
                "new": new[change.new.clone()],
                "old_range": [change.old.start, change.old.end],
                "new_range": [change.new.start, change.new.end],
                "move": null,
                "class": judgement.map(|judgement| judgement.class),
                "cosmetic": judgement.map_or(&[][..], |judgement| &judgement.cosmetic),
                "flags": judgement.map_or(&[][..], |judgement| &judgement.flags),
                "reasons": judgement.map_or(&[][..], |judgement| &judgement.reasons),
            })
        })
        .collect();
    json!({
        "from": side(from),
        "to": side(to),
        "changes": changes,
        "stats": stats(old, new, &comparison.changes),
    })
}

fn print(output: &mut Output, comparison: &Comparison, args: &Args) -> io::Result<()> {
    let Comparison { from, to, old, new, changes, .. } = comparison;
    let label = |side: &corpusdb::ops::select::Resolved| format!("{}@{}", side.key, side.version);
    if args.unified {
        let patch =
            unified(old, new, &one_line(&label(from)), &one_line(&label(to)), args.context.unwrap_or(3));
        // In a file or a pipe the patch has to be exact; on a terminal it has to be harmless.
        return if output.is_terminal() {
            print_patch(output, &patch)
        } else {
            output.write_all(patch.as_bytes())
        };
    }
    let stats = stats(old, new, changes);
    output.line(format!("{} → {}: {}", one_line(&label(from)), one_line(&label(to)), in_words(&stats)))?;
    if args.stat || old == new {
        return Ok(());
    }
    for excerpt in excerpts(paragraphs(old, new, changes), args.context.unwrap_or(1)) {
        output.line("")?;
        match excerpt {
            Excerpt::Skipped(count) => {
                let paragraphs = if count == 1 { "paragraph" } else { "paragraphs" };
                output.line(output.paint(ASIDE, &format!("… {count} {paragraphs} the same …")))?;
            }
            Excerpt::Paragraph(paragraph) => print_paragraph(output, &paragraph)?,
        }
    }
    Ok(())
}

fn print_paragraph(output: &mut Output, paragraph: &Paragraph) -> io::Result<()> {
    let note = if paragraph.is_respaced() {
        output.paint(ASIDE, "(only white space changed) ")
    } else {
        String::new()
    };
    let text: String = paragraph.spans.iter().map(|span| painted(output, span)).collect();
    output.line(format!("{note}{text}"))
}

/// A span with its deletion and insertion marked, by colour or by signs. Changed white space is shown as it is.
fn painted(output: &Output, span: &Span) -> String {
    let (old, new) = (visible(span.old), visible(span.new));
    if span.kind == ChangeKind::Equal || span.is_space() {
        return new.into_owned();
    }
    let mark = |text: &str, style: Style, open: &str, close: &str| match text {
        "" => String::new(),
        text if output.is_colored() => output.paint(style, text),
        text => format!("{open}{text}{close}"),
    };
    mark(&old, DELETED, "[-", "-]") + &mark(&new, INSERTED, "{+", "+}")
}

fn print_patch(output: &mut Output, patch: &str) -> io::Result<()> {
    for line in patch.lines() {
        let style = match line.as_bytes().first() {
            Some(b'+') => INSERTED,
            Some(b'-') => AnsiColor::Red.on_default(),
            Some(b'@') => AnsiColor::Cyan.on_default(),
            _ => Style::new(),
        };
        output.line(output.paint(style, &visible(line)))?;
    }
    Ok(())
}

fn in_words(stats: &Stats) -> String {
    if stats.words_inserted + stats.words_deleted == 0 {
        let respaced = stats.paragraphs_respaced + stats.paragraphs_changed > 0;
        return if respaced { "only white space differs" } else { "no differences" }.to_owned();
    }
    let count =
        |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let words = |words: usize| count(words, "word", "words");
    let mut parts = Vec::new();
    if stats.words_deleted > 0 {
        parts.push(format!("{} deleted", words(stats.words_deleted)));
    }
    if stats.words_inserted > 0 {
        parts.push(format!("{} inserted", words(stats.words_inserted)));
    }
    let touched = stats.paragraphs_changed + stats.paragraphs_inserted + stats.paragraphs_deleted;
    format!("{} in {}", parts.join(", "), count(touched, "paragraph", "paragraphs"))
}

/// What happened to the corpus, as JSON has it.
#[derive(Serialize)]
struct Whole<'a> {
    from: OperationId,
    to: OperationId,
    articles: Sequence<'a, ArticleChange>,
    metadata: Sequence<'a, MetadataChange>,
}

/// Says whether anything changed.
fn tell_corpus(output: &mut Output, changes: &CorpusChanges) -> anyhow::Result<bool> {
    if output.is_for_people() {
        return print_corpus(output, changes);
    }
    let any = Cell::new(false);
    let whole = Whole {
        from: changes.from,
        to: changes.to,
        articles: Sequence(&|visit| {
            changes.articles(&mut |article| {
                any.set(true);
                visit(article)
            })
        }),
        metadata: Sequence(&|visit| {
            changes.metadata(&mut |change| {
                any.set(true);
                visit(change)
            })
        }),
    };
    output.report(&whole, |_| Ok(()))?;
    Ok(any.get())
}

fn print_corpus(output: &mut Output, changes: &CorpusChanges) -> anyhow::Result<bool> {
    let mut any = false;
    let mut line = |output: &mut Output, line: String| {
        any = true;
        output.line(line).map_err(|error| output_failed(error.into()))
    };
    output.line(format!("from operation {} to operation {}", changes.from, changes.to))?;
    changes.articles(&mut |article| line(output, article_line(article)))?;
    changes.metadata(&mut |change| {
        line(output, format!("  article {:<5}{}", change.article, change_line(change)))
    })?;
    if !any {
        output.line("  nothing changed")?;
    }
    Ok(any)
}

/// `  article 4     version 1 → 2   first/a.txt  A headline`
fn article_line(article: &ArticleChange) -> String {
    let versions = match (article.from_version, article.to_version) {
        (_, None) => "not there now".to_owned(),
        (None, Some(_)) => "new".to_owned(),
        (Some(from), Some(to)) => format!("version {from} → {to}"),
    };
    let title = article.title.as_deref().map(|title| format!("  {}", one_line(title))).unwrap_or_default();
    format!("  article {:<5} {versions:<15} {}{title}", article.id, one_line(&article.key))
}
