//! `corpus trend`

use super::{LanguageArgs, draw};
use crate::arguments::as_of::AsOfArgs;
use crate::arguments::selection::SelectionArgs;
use crate::context::Context;
use crate::output::{Column, Ended, Format, Listing, Output, count, one_line};
use clap::ValueEnum;
use corpus_plots::{Marks, Series, TimePlot};
use corpusdb::ops::words::Period;
use corpusdb::ops::words::trend::{self, TrendRow, Trends};
use std::path::PathBuf;

/// Show how often words are used from period to period
///
/// The frequency is relative to all words of the articles of a period, unless --counts is given. A period without an article is
/// a gap, which isn't zero. Articles whose date isn't known exactly enough are left out and counted.
#[derive(Debug, clap::Args)]
#[command(after_help = r#"Examples:
  corpus trend sanctions
  corpus trend sanctions "peace talks" --per week --svg trend.svg
  corpus trend "refugee* OR migrant*" --per day --where "outlet = 'RT'" --format csv"#)]
pub(in crate::commands) struct Args {
    /// Words or phrases, as in corpus concordance; each is a series of its own
    #[arg(value_name = "QUERY", required = true)]
    queries: Vec<String>,

    /// Period
    #[arg(long, value_enum, default_value = "month", value_name = "PERIOD")]
    per: Per,

    /// Plot the number of hits instead of hits per million words
    #[arg(long)]
    counts: bool,

    #[command(flatten)]
    among: SelectionArgs,

    #[command(flatten)]
    language: LanguageArgs,

    /// Also draw the plot as an image in this file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,

    /// Maximum number of periods, the last ones; 0: no limit
    #[arg(long, value_name = "N", default_value_t = 0)]
    limit: usize,

    #[command(flatten)]
    as_of: AsOfArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Per {
    Day,
    Week,
    Month,
    Year,
}

impl From<Per> for Period {
    fn from(per: Per) -> Self {
        match per {
            Per::Day => Self::Day,
            Per::Week => Self::Week,
            Per::Month => Self::Month,
            Per::Year => Self::Year,
        }
    }
}

pub(in crate::commands) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let selection = args.among.selection(Vec::new(), context, output)?;
    let corpus = args.as_of.open(context)?;
    let mut found =
        trend::trend(&corpus, &args.queries, args.language.language(), &selection, args.per.into())?;
    if args.limit > 0 {
        keep_last(&mut found, args.limit);
    }
    if let Some(file) = &args.svg {
        draw(&corpus, file, &plot(args, &found).svg()?)?;
    }
    match output.format() {
        Format::Json | Format::Jsonl => output.report(&found, |_| Ok(()))?,
        Format::Table => {
            output.page();
            print(output, args, &found)?;
        }
        Format::Csv | Format::Tsv => {
            let names = ["query", "period", "count", "articles", "tokens", "of_articles", "per_million"];
            let mut listing = Listing::new(names.map(Column::text).to_vec());
            for row in &found.rows {
                listing.row(output, row, Vec::new)?;
            }
            listing.finish(output)?;
        }
    }
    if found.undated > 0 {
        output.note(format!("left out, because the date isn't known: {}", count(found.undated, "article")));
    }
    Ok(Ended::Done)
}

/// Keeps the last periods of each query.
fn keep_last(found: &mut Trends, periods: usize) {
    for series in &found.series {
        let all = found.rows.iter().filter(|row| row.query == series.query).count();
        let mut left_out = all.saturating_sub(periods);
        found.rows.retain(|row| {
            let goes = row.query == series.query && left_out > 0;
            left_out -= usize::from(goes);
            !goes
        });
    }
}

fn print(output: &mut Output, args: &Args, found: &Trends) -> anyhow::Result<()> {
    if found.rows.is_empty() {
        output.note("no article has a date as exact as the period: corpus list --missing published");
        return Ok(());
    }
    if found.series.iter().all(|series| series.count == 0) {
        output.note("nothing found");
        return Ok(());
    }
    let columns = output.width().unwrap_or(100).max(corpus_plots::MINIMUM_COLUMNS);
    output.line(plot(args, found).terminal(columns)?.trim_end())?;
    output.line("")?;
    for series in &found.series {
        let change = match (series.trend.slope, series.trend.mann_kendall_p) {
            (Some(slope), Some(p)) => {
                let p = if p < 0.001 { "< 0.001".to_owned() } else { format!("{p:.3}") };
                let periods = count(series.trend.periods, "period");
                format!(
                    "; over {periods} {slope:+.2} per million words and period (Theil–Sen), p {p} (Mann–Kendall)"
                )
            }
            _ => String::new(),
        };
        output.line(format!("{}: {}{change}", one_line(&series.query), count(series.count, "hit")))?;
    }
    Ok(())
}

fn plot(args: &Args, found: &Trends) -> TimePlot {
    let first = found.series.first().map_or("", |series| series.query.as_str());
    TimePlot {
        title: args
            .queries
            .iter()
            .map(|query| format!("“{}”", one_line(query)))
            .collect::<Vec<_>>()
            .join(", "),
        unit: if args.counts { "hits" } else { "per million words" }.to_owned(),
        gap: "no articles".to_owned(),
        periods: rows_of(found, first).map(|row| row.period.clone()).collect(),
        series: found
            .series
            .iter()
            .map(|series| Series {
                label: one_line(&series.query),
                values: rows_of(found, &series.query)
                    .map(
                        |row| {
                            if args.counts {
                                row.per_million.map(|_| hits(row.count))
                            } else {
                                row.per_million
                            }
                        },
                    )
                    .collect(),
            })
            .collect(),
        marks: Marks::Lines,
    }
}

fn rows_of<'a>(found: &'a Trends, query: &'a str) -> impl Iterator<Item = &'a TrendRow> {
    found.rows.iter().filter(move |row| row.query == query)
}

#[expect(clippy::cast_precision_loss, reason = "counts of words are far below 2^53")]
fn hits(count: u64) -> f64 {
    count as f64
}
