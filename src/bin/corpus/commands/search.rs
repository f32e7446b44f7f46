//! `corpus search`

use crate::arguments::selection::SelectionArgs;
use crate::context::Context;
use crate::output::output_failed;
use crate::output::{Column, Ended, Format, Listing, Output, count, inline, one_line};
use anstyle::Style;
use clap::ValueEnum;
use corpusdb::model::SearchHit;
use corpusdb::ops::search::{self, MOST_COUNTED, MOST_RANKED, Options, Order};
use corpusdb::ops::words::facets::{self, Facets};
use corpusdb::ops::words::{Grouping, QueryLanguage};
use std::collections::HashSet;

/// Find articles by the words of their current text, best first
///
/// An article must contain all words. Words are found in any spelling: capitals and accents are ignored, and so are forms
/// that look alike. "Two words" in quotation marks are a phrase, neg* matches words that begin with neg, and -word excludes
/// a word (put the query in quotes, or -- before it). OR, AND, NOT and NEAR (within 10 words) are operators if written in
/// capitals; parentheses group. A filter narrows the search by a field: outlet:RT, published:2023-03..2023-04,
/// title:"peace talks", -language:de. headline:word is a word of the headline. More than 10,000 matches are not ranked but
/// sorted by date added, newest first, unless --rank-all is given.
#[derive(Debug, clap::Args)]
#[command(after_help = r#"Examples:
  corpus search peace talks
  corpus search '"security concerns" -sanctions'
  corpus search '(immigration OR asylum) NOT sport'
  corpus search ceasefire outlet:RT published:2023-03..
  corpus search ceasefire --by outlet
  corpus search ceasefire --sort newest --all-versions
  corpus search --raw 'NEAR(peace talks, 5) OR ceasefire' --limit 50"#)]
pub(super) struct Args {
    /// Search query
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,

    /// Use the query language of SQLite's FTS5
    #[arg(long)]
    raw: bool,

    /// Order of the results
    #[arg(long, value_enum, default_value = "rank", value_name = "ORDER")]
    sort: ResultOrder,

    /// Search all versions of each article, not only the current one
    #[arg(long)]
    all_versions: bool,

    /// Count articles and hits by year, month, week, day, source, outlet or another field, instead of listing them
    #[arg(long, value_name = "FIELD", value_parser = crate::context::parsed::<Grouping>)]
    #[arg(conflicts_with_all = ["sort", "all_versions", "offset", "rank_all", "keys"])]
    by: Option<Grouping>,

    /// Print only the keys, one per line, of all matching articles
    #[arg(long, conflicts_with_all = ["format", "json", "jsonl"])]
    keys: bool,

    /// Maximum number of results; 0: no limit [default: 20]
    #[arg(long, value_name = "N")]
    limit: Option<u32>,

    /// Skip this many results
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: u32,

    #[command(flatten)]
    among: SelectionArgs,

    /// Rank all matches, however many; slow for hundreds of thousands
    #[arg(long)]
    rank_all: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ResultOrder {
    /// Best first
    Rank,
    /// By date of publication, newest first
    Newest,
    /// By date of publication, oldest first
    Oldest,
}

impl From<ResultOrder> for Order {
    fn from(sort: ResultOrder) -> Self {
        match sort {
            ResultOrder::Rank => Self::Rank,
            ResultOrder::Newest => Self::Newest,
            ResultOrder::Oldest => Self::Oldest,
        }
    }
}

pub(super) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    // Keys are for another program, which wants all of them.
    let page = if args.keys { 0 } else { 20 };
    let limit = match args.limit.unwrap_or(page) {
        0 => u32::MAX,
        limit => limit,
    };
    let options = Options {
        raw: args.raw,
        order: args.sort.into(),
        all_versions: args.all_versions,
        limit,
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
    if let Some(by) = &args.by {
        let language = if args.raw { QueryLanguage::Raw } else { QueryLanguage::Words };
        let facets = facets::facets(&corpus, &query, language, &options.selection, by)?;
        return list_facets(&facets, args.limit.unwrap_or(0), output);
    }
    if args.keys {
        // Several versions of an article may match.
        let mut printed = HashSet::new();
        search::search(&corpus, &query, &options, &mut |hit| {
            if !printed.insert(hit.id) {
                return Ok(());
            }
            output.line(inline(&hit.key)).map_err(|error| output_failed(error.into()))
        })?;
        return Ok(Ended::Done);
    }
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

fn list_facets(facets: &Facets, limit: u32, output: &mut Output) -> anyhow::Result<Ended> {
    let mut columns = vec![Column::long("value")];
    columns.extend(["articles", "hits", "of_articles"].map(Column::number));
    let mut listing = Listing::new(columns);
    let most = if limit == 0 { usize::MAX } else { limit as usize };
    for facet in facets.values.iter().take(most) {
        listing.row(output, facet, || {
            let value = facet.value.as_deref().map_or_else(|| "-".to_owned(), one_line);
            vec![value, facet.articles.to_string(), facet.hits.to_string(), facet.of_articles.to_string()]
        })?;
    }
    listing.finish(output)?;
    if output.is_for_people() {
        output.note(if facets.articles == 0 {
            "nothing found".to_owned()
        } else {
            format!("{} in {}", count(facets.hits, "hit"), count(facets.articles, "article"))
        });
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
