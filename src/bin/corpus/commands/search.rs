//! `corpus search`

use crate::arguments::selection::SelectionArgs;
use crate::context::Context;
use crate::output::output_failed;
use crate::output::{Column, Ended, Format, Listing, Output, inline, one_line};
use anstyle::Style;
use corpusdb::model::SearchHit;
use corpusdb::ops::search::{self, MOST_COUNTED, MOST_RANKED, Options};

/// Find articles by the words of their current text, best first
///
/// An article must contain all words. Capitals and accents are ignored. "Two words" in quotation marks are a phrase,
/// neg* matches words that begin with neg, and -word excludes a word (put the query in quotes, or -- before it).
/// OR, AND, NOT and NEAR (within 10 words) are operators if written in capitals; parentheses group. More than 10,000
/// matches are not ranked but sorted by date added, newest first, unless --rank-all is given. --where and --from limit
/// the search to some articles.
#[derive(Debug, clap::Args)]
#[command(after_help = r#"Examples:
  corpus search peace talks
  corpus search '"security concerns" -sanctions'
  corpus search '(immigration OR asylum) NOT sport'
  corpus search ceasefire --where "outlet = 'RT' AND published >= '2023'"
  corpus search --raw 'NEAR(peace talks, 5) OR ceasefire' --limit 50"#)]
pub(super) struct Args {
    /// Search query
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,

    /// Use the query language of SQLite's FTS5
    #[arg(long)]
    raw: bool,

    /// Maximum number of results; 0: no limit
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: u32,

    /// Skip this many results
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: u32,

    #[command(flatten)]
    among: SelectionArgs,

    /// Rank all matches, however many; slow for hundreds of thousands
    #[arg(long)]
    rank_all: bool,
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let options = Options {
        raw: args.raw,
        limit: if args.limit == 0 { u32::MAX } else { args.limit },
        offset: args.offset,
        // Counting is a query of its own, and only people read the number.
        count: output.is_for_people(),
        most_ranked: if args.rank_all { u32::MAX } else { MOST_RANKED },
        selection: args.among.selection(Vec::new(), context, output)?,
    };
    let unranked = format!("more than {MOST_RANKED} matches: newest first (--rank-all ranks them)");
    let corpus = context.open_to_read()?;
    // Several words need no quotation marks in the shell.
    let query = args.query.join(" ");
    if output.format() != Format::Table {
        let columns = ["id", "key", "version", "title", "outlet", "published", "score", "snippet"];
        let mut listing = Listing::new(columns.map(Column::text).to_vec());
        let found = search::search(&corpus, &query, &options, &mut |hit| {
            listing.row(output, &hit, Vec::new).map_err(output_failed)
        })?;
        listing.finish(output)?;
        if !found.ranked {
            output.note(unranked);
        }
        return Ok(Ended::Done);
    }
    output.page();
    let mut shown = 0;
    let found = search::search(&corpus, &query, &options, &mut |hit| {
        shown += 1;
        print(output, &hit).map_err(output_failed)
    })?;
    match found.total {
        Some(0) => {
            output.note("nothing found");
            found.hints.iter().for_each(|hint| output.note(format!("hint: {hint}")));
        }
        // The offset lies behind the last match.
        Some(total) if shown == 0 => output.note(format!("no more results: {total} in all")),
        Some(total) => {
            let before = u64::from(args.offset);
            let (first, last) = (before + 1, before + shown);
            output.note(format!("{first} to {last} of {total}"));
        }
        None if found.ranked => output.note(format!("{shown} of more than {MOST_COUNTED}")),
        None => output.note(unranked),
    }
    Ok(Ended::Done)
}

fn print(output: &mut Output, hit: &SearchHit) -> anyhow::Result<()> {
    let bold = Style::new().bold();
    let title = hit.title.as_deref().map_or_else(|| inline(&hit.key).into_owned(), one_line);
    let from = [hit.outlet.as_deref(), hit.published.as_deref()].into_iter().flatten().map(one_line);
    let from: Vec<String> = from.collect();
    let head = output.paint(bold, &format!("{:>4}  {title}", hit.id));
    let from = if from.is_empty() { String::new() } else { format!("  {}", from.join(", ")) };
    output.line(format!("{head}{from}"))?;
    let found = if output.is_colored() {
        (format!("{bold}"), format!("{bold:#}"))
    } else {
        ("[".to_owned(), "]".to_owned())
    };
    // The marks are put in last: the passage itself comes from outside.
    let passage = corpusdb::model::Snippet(one_line(&hit.snippet.0)).marked(&found.0, &found.1);
    output.line(format!("      {passage}"))?;
    Ok(())
}
