//! `corpus reread`

use crate::arguments::selection::ArticlesArgs;
use crate::context::Context;
use crate::output::{Ended, Output, count, one_line};
use corpusdb::model::OperationKind;
use corpusdb::ops::reread::{self, Reread, RereadArticle};
use serde::Serialize;

/// Maximum number of articles listed; the others are only counted.
const LISTED: usize = 20;

/// Read texts and metadata again from the bytes, by the rules of this program
///
/// A later version of the program may read the text of a page better. An import keeps known texts as they are; this command
/// derives them again, by default for all articles. An article whose text differs gets a new version of the same bytes; its
/// metadata follow what the bytes state, except for values that were set by hand or by an import. corpus undo takes it back.
#[derive(Debug, clap::Args, Serialize)]
#[command(after_help = r#"Examples:
  corpus reread --dry-run                         what would change
  corpus reread --where "reader = 'whole-page'"   pages in which no article was found
  corpus reread 12 -m 'better paragraphs'"#)]
pub(super) struct Args {
    #[command(flatten)]
    articles: ArticlesArgs,

    /// Preview the changes without making them
    #[arg(long, short = 'n')]
    dry_run: bool,

    /// Reason for the change, shown in the log
    #[arg(long, short, value_name = "TEXT")]
    message: Option<String>,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let selection = args.articles.selection(context, output)?;
    let operation = context.operation(OperationKind::Reread, args, args.message.as_ref());
    let report = reread::reread(&mut context.open_to_write()?, &selection, args.dry_run, &operation)?;
    for article in &report.articles {
        if let Some(reason) = &article.reason {
            output.complain(format!("{} ({}) stays as it is: {reason}", article.article, article.key));
        }
    }
    print_report(output, &report, args.dry_run)?;
    Ok(if report.failed > 0 { Ended::Partly } else { Ended::Done })
}

fn print_report(output: &mut Output, report: &Reread, dry_run: bool) -> anyhow::Result<()> {
    let is_verbose = output.is_verbose();
    output.report_done(report, |output| {
        let differing = || report.articles.iter().filter(|article| article.reason.is_none());
        let listed = if is_verbose { usize::MAX } else { LISTED };
        for article in differing().take(listed) {
            output.line(line(article))?;
        }
        let more = differing().count().saturating_sub(listed);
        if more > 0 {
            output.line(format!("… and {more} more (-v lists them all)"))?;
        }
        let end = match report.operation {
            Some(operation) => format!("operation {operation}"),
            None if dry_run => "dry run: nothing was written".to_owned(),
            None => "nothing to record".to_owned(),
        };
        let selected = count(report.selected, "article");
        let (changed, annotated) = (report.changed, report.annotated);
        output.line(format!(
            "{changed} of {selected} with another text, {annotated} with other metadata · {end}"
        ))
    })
}

/// `12 news/a.html: 140 words instead of 152 (12 deleted, 0 inserted); author, section`
fn line(article: &RereadArticle) -> String {
    let mut parts = Vec::new();
    if let Some(text) = &article.text {
        let reader = if text.reader == text.old_reader {
            String::new()
        } else {
            format!(", read as {} instead of {}", text.reader, text.old_reader)
        };
        parts.push(format!(
            "{} instead of {} ({} deleted, {} inserted){reader}",
            count(text.words, "word"),
            text.old_words,
            text.words_deleted,
            text.words_inserted
        ));
    }
    let mut fields: Vec<&str> = article.metadata.iter().map(|change| change.field.as_str()).collect();
    fields.dedup();
    if !fields.is_empty() {
        parts.push(fields.join(", "));
    }
    format!("{} {}: {}", article.article, one_line(&article.key), parts.join("; "))
}
