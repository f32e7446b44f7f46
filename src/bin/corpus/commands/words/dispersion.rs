//! `corpus dispersion`

use super::{QueryArgs, decimal, draw};
use crate::arguments::texts::limit;
use crate::context::Context;
use crate::output::{Column, Ended, Format, Listing, Output, count, one_line};
use corpus_plots::{Strip, StripPlot};
use corpusdb::ops::words::dispersion::{self, ArticleDispersion, Dispersion};
use std::path::PathBuf;

/// Default of `--limit` for tables and plots.
const PAGE: usize = 20;

/// Show where a word or phrase is: in which articles, and where in them
///
/// Each line is an article from its first to its last word, with a mark at each hit. The measures treat each article as a
/// part. DP is 0 for a word that is spread evenly and near 1 for one that is in a few small articles; Juilland's D, Carroll's
/// D2 and Rosengren's S are 1 for an even spread. ARF is the number of hits, reduced for hits close to each other.
#[derive(Debug, clap::Args)]
#[command(after_help = r#"Examples:
  corpus dispersion sanctions
  corpus dispersion "security concerns" --svg concerns.svg
  corpus dispersion sanctions --where "outlet = 'RT'" --format csv"#)]
pub(in crate::commands) struct Args {
    #[command(flatten)]
    query: QueryArgs,

    /// Also draw the plot as an image in this file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,

    /// Maximum number of articles, those with most hits; 0: no limit [default: 20 in a table]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

pub(in crate::commands) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let (corpus, selection) = args.query.texts.open(context, output)?;
    let mut found =
        dispersion::dispersion(&corpus, &args.query.query, args.query.language.language(), &selection)?;
    let all = found.rows.len();
    found.rows.truncate(limit(args.limit, PAGE, output).unwrap_or(usize::MAX));
    if let Some(file) = &args.svg {
        draw(&corpus, file, &plot(&args.query.query, &found).svg()?)?;
    }
    match output.format() {
        Format::Json | Format::Jsonl => output.report(&found, |_| Ok(()))?,
        Format::Table => {
            output.page();
            print(output, &args.query.query, &found, all)?;
        }
        Format::Csv | Format::Tsv => {
            let names =
                ["id", "key", "title", "outlet", "published", "words", "count", "per_million", "positions"];
            let mut listing = Listing::new(names.map(Column::text).to_vec());
            for row in &found.rows {
                listing.row(output, row, Vec::new)?;
            }
            listing.finish(output)?;
        }
    }
    Ok(Ended::Done)
}

fn print(output: &mut Output, query: &str, found: &Dispersion, all: usize) -> anyhow::Result<()> {
    if found.rows.is_empty() {
        output.note("nothing found");
        return Ok(());
    }
    let columns = output.width().unwrap_or(100).max(corpus_plots::MINIMUM_COLUMNS);
    output.line(plot(query, found).terminal(columns)?.trim_end())?;
    let parts = &found.parts;
    output.line("")?;
    output.line(format!(
        "DP {}  DP normalised {}  ARF {}",
        decimal(parts.deviation_of_proportions),
        decimal(parts.normalised_deviation_of_proportions),
        decimal(found.positions.average_reduced_frequency)
    ))?;
    output.line(format!(
        "Juilland's D {}  Carroll's D2 {}  Rosengren's S {}",
        decimal(parts.juilland_d),
        decimal(parts.carroll_d2),
        decimal(parts.rosengren_s)
    ))?;
    let shown = found.rows.len();
    let more =
        if shown < all { format!("; {shown} with most hits shown (--limit 0: all)") } else { String::new() };
    output.note(format!(
        "{} in {all} of {}{more}",
        count(parts.count, "hit"),
        count(found.articles, "article")
    ));
    Ok(())
}

fn plot(query: &str, found: &Dispersion) -> StripPlot {
    StripPlot {
        title: format!("Where is “{}”?", one_line(query)),
        strips: found.rows.iter().map(strip).collect(),
    }
}

fn strip(row: &ArticleDispersion) -> Strip {
    let name = one_line(row.title.as_deref().unwrap_or(&row.key));
    let outlet = row.outlet.as_deref().map(|outlet| format!("{}: ", one_line(outlet))).unwrap_or_default();
    Strip { label: format!("{} {outlet}{name}", row.id), words: row.words, hits: row.positions.clone() }
}
