//! `corpus frequency`

use super::decimal;
use crate::arguments::texts::{StopArgs, TextsArgs, limit};
use crate::context::Context;
use crate::output::{Column, Ended, Format, Listing, Output, count, one_line};
use corpusdb::ops::words::Grouping;
use corpusdb::ops::words::frequency::{self, FrequencyRow, Options};

/// Default of `--limit` for tables.
const PAGE: usize = 50;

/// Count words, or sequences of words
///
/// A word is counted in all its spellings, and shown in the most frequent one, in lower case. It is a whole word: trump’s is
/// another word than trump, though a search for trump finds both. "Per million" is relative to the words of the
/// selected articles, or of each group. Sequences (--ngrams) don't go beyond a sentence.
#[derive(Debug, clap::Args)]
#[command(after_help = r#"Examples:
  corpus frequency --stop en
  corpus frequency --ngrams 3 --min-articles 5
  corpus frequency --by outlet --limit 10
  corpus frequency --by month --where "outlet = 'RT'" --format csv"#)]
pub(in crate::commands) struct Args {
    #[command(flatten)]
    texts: TextsArgs,

    /// Count sequences of this many words
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=9))]
    ngrams: u8,

    /// Count each group apart: year, month, week, day, source, outlet or another field
    #[arg(long, value_name = "FIELD", value_parser = crate::context::parsed::<Grouping>)]
    by: Option<Grouping>,

    #[command(flatten)]
    stop: StopArgs,

    /// Minimum number of occurrences
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_count: u64,

    /// Minimum number of articles
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_articles: u64,

    /// Maximum number of rows, of each group with --by; 0: no limit [default: 50 in a table]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(in crate::commands) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let (corpus, selection) = args.texts.open(context, output)?;
    let options = Options {
        selection,
        by: args.by.clone(),
        ngrams: args.ngrams.into(),
        stop: args.stop.words()?,
        least_count: args.min_count,
        least_articles: args.min_articles,
        limit: limit(args.limit, PAGE, output),
    };
    let found = frequency::frequency(&corpus, &options)?;
    if matches!(output.format(), Format::Json | Format::Jsonl) {
        output.report(&found, |_| Ok(()))?;
        return Ok(Ended::Done);
    }
    output.page();
    let mut columns = vec![
        Column::long("token"),
        Column::number("count"),
        Column::number(if output.is_for_people() { "per million" } else { "per_million" }),
        Column::number("articles"),
    ];
    if args.by.is_some() {
        columns.insert(0, Column::long("group"));
    }
    let mut listing = Listing::new(columns);
    for row in &found.rows {
        listing.row(output, row, || cells(row))?;
    }
    let shown = listing.finish(output)?;
    if output.is_for_people() {
        let what = match args.ngrams {
            1 => count(found.tokens, "word"),
            words => format!("{} of {words} words", count(found.tokens, "sequence")),
        };
        let of = format!("{what} in {}", count(found.articles, "article"));
        let more = if args.limit.is_none() && shown >= PAGE as u64 {
            ", the most frequent are shown (--limit 0: all)"
        } else {
            ""
        };
        output.note(format!("{of}{more}"));
    }
    Ok(Ended::Done)
}

fn cells(row: &FrequencyRow) -> Vec<String> {
    let group = row.group.as_ref().map(|group| group.as_deref().map_or_else(|| "-".to_owned(), one_line));
    let cells =
        [row.token.clone(), row.count.to_string(), decimal(row.per_million), row.articles.to_string()];
    group.into_iter().chain(cells).collect()
}
