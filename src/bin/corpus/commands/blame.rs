//! `corpus blame`

use crate::arguments::as_of::AsOfArgs;
use crate::context::Context;
use crate::output::{Column, Ended, Line, Listing, Output, one_line, visible, wrap};
use crate::views::history::shortened;
use anstyle::Style;
use corpusdb::model::ArticleRef;
use corpusdb::ops::blame::{self, SentenceOrigin};
use corpusdb::ops::select::Resolved;
use std::io;

const ASIDE: Style = Style::new().dimmed();

/// Minimum width of the text column, even on a narrow terminal.
const NARROWEST: usize = 30;

/// Show which version each sentence of an article comes from
///
/// A sentence comes from the newest version that changed a word or punctuation mark in it; `since` gives the version
/// that introduced it, if different. Moves and white space don't count as changes. If more than half of a sentence is
/// new, it counts as a new sentence.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  corpus blame 12           the current version
  corpus blame 12@2         as of its second version
  corpus blame 12 --json    with the range of each sentence, in bytes")]
pub(super) struct Args {
    /// Article or version: 12, 12@3, 12@2023-04-01, a.txt …
    #[arg(value_name = "REF")]
    reference: ArticleRef,

    #[command(flatten)]
    as_of: AsOfArgs,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let corpus = args.as_of.open(context)?;
    output.page();
    let (version, sentences) = blame::blame(&corpus, &args.reference)?;
    if output.is_for_people() {
        print(output, &version, &sentences)?;
        return Ok(Ended::Done);
    }
    let columns =
        ["version", "operation", "added_at", "captured", "brought", "text", "range"].map(Column::text);
    let mut listing = Listing::new(columns.to_vec());
    for sentence in &sentences {
        listing.row(output, sentence, Vec::new)?;
    }
    listing.finish(output)?;
    Ok(Ended::Done)
}

/// `2  2024-05-02  operation 3  since 1  The council voted early.`
fn print(output: &mut Output, version: &Resolved, sentences: &[SentenceOrigin]) -> io::Result<()> {
    output.line(format!("{}@{}", one_line(&version.key), version.version))?;
    output.line("")?;
    let origins: Vec<String> = sentences.iter().map(origin).collect();
    let origin_width = origins.iter().map(String::len).max().unwrap_or(0);
    let width =
        output.width().map_or(usize::MAX, |width| width.saturating_sub(origin_width + 2).max(NARROWEST));
    for (origin, sentence) in origins.iter().zip(sentences) {
        let mut before = origin.as_str();
        for Line { parts, .. } in wrap(&[((), visible(&sentence.text).into_owned())], width) {
            let text: String = parts.into_iter().map(|((), text)| text).collect();
            let shown = format!("{}  {text}", output.paint(ASIDE, &format!("{before:<origin_width$}")));
            output.line(shown.trim_end())?;
            before = "";
        }
        let after = &sentence.text[sentence.text.trim_end().len()..];
        if after.matches('\n').count() > 1 {
            output.line("")?;
        }
    }
    Ok(())
}

fn origin(sentence: &SentenceOrigin) -> String {
    let since = if sentence.brought == sentence.version {
        String::new()
    } else {
        format!("  since {}", sentence.brought)
    };
    format!(
        // Two digits align nearly all versions. A third one only shifts its line.
        "{:>2}  {}  operation {}{since}",
        sentence.version.to_string(),
        shortened(sentence.captured.as_ref().unwrap_or(&sentence.added_at), 10),
        sentence.operation
    )
}
