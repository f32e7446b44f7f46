//! `corpus collocates`

use super::{QueryArgs, decimal};
use crate::arguments::texts::{StopArgs, limit};
use crate::context::Context;
use crate::output::{Column, Ended, Listing, Output, count};
use clap::ValueEnum;
use corpusdb::Error;
use corpusdb::ops::words::collocates::{self, Collocate, Measure, Options, WindowSpan, Windows};

/// Default of `--limit` for tables.
const PAGE: usize = 50;

/// Find the words that are near a word more often than by chance
///
/// The span is the number of words on each side; it doesn't go beyond the sentence. "Expected" is the number by chance.
/// logDice tells how strong the association is, whatever the size of the corpus: at most 14, and 1 more is twice as much.
/// G² (log-likelihood) tells how certain it is: 10.83 means a probability of 0.001.
#[derive(Debug, clap::Args)]
#[command(after_help = r#"Examples:
  corpus collocates sanctions --stop en
  corpus collocates "security concerns" --span 3
  corpus collocates sanctions --span 0,5 --sort log-likelihood --where "outlet = 'RT'""#)]
pub(in crate::commands) struct Args {
    #[command(flatten)]
    query: QueryArgs,

    /// Number of words on each side, or left,right
    #[arg(long, value_name = "N", default_value = "5", value_parser = span)]
    span: WindowSpan,

    #[command(flatten)]
    stop: StopArgs,

    /// Minimum number of occurrences near the word
    #[arg(long, value_name = "N", default_value_t = 3)]
    min_count: u64,

    /// Minimum G²; 0: any
    #[arg(long, value_name = "G2", default_value_t = 10.83)]
    min_log_likelihood: f64,

    /// Sort by this measure
    #[arg(long, value_enum, default_value = "log-dice", value_name = "MEASURE")]
    sort: SortMeasure,

    /// Maximum number of rows; 0: no limit [default: 50 in a table]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// The measures by their names in the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum SortMeasure {
    LogDice,
    LogLikelihood,
    Mi,
    Mi3,
    T,
    Z,
    LogRatio,
    Count,
}

impl From<SortMeasure> for Measure {
    fn from(measure: SortMeasure) -> Self {
        match measure {
            SortMeasure::LogDice => Self::LogDice,
            SortMeasure::LogLikelihood => Self::LogLikelihood,
            SortMeasure::Mi => Self::MutualInformation,
            SortMeasure::Mi3 => Self::MutualInformationCubed,
            SortMeasure::T => Self::TScore,
            SortMeasure::Z => Self::ZScore,
            SortMeasure::LogRatio => Self::LogRatio,
            SortMeasure::Count => Self::Count,
        }
    }
}

fn span(text: &str) -> Result<WindowSpan, String> {
    let (left, right) = text.split_once([',', ':']).unwrap_or((text, text));
    let number = |text: &str| text.trim().parse().ok().filter(|words: &usize| *words <= 100);
    match (number(left), number(right)) {
        (Some(left), Some(right)) if left + right > 0 => Ok(WindowSpan { left, right }),
        _ => Err("write the number of words on each side: 5, or 0,5 for the right side alone".to_owned()),
    }
}

pub(in crate::commands) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    if args.min_log_likelihood.is_nan() {
        return Err(Error::invalid("--min-log-likelihood must be a number").into());
    }
    let (corpus, selection) = args.query.texts.open(context, output)?;
    let options = Options {
        language: args.query.language.language(),
        selection,
        span: args.span,
        stop: args.stop.words()?,
        least_count: args.min_count,
        least_log_likelihood: args.min_log_likelihood,
        measure: args.sort.into(),
        limit: limit(args.limit, PAGE, output),
    };
    let found = collocates::collocates(&corpus, &args.query.query, &options)?;
    if found.windows.node_count == 0 && output.is_for_people() {
        output.note("nothing found");
        return Ok(Ended::Done);
    }
    output.page();
    let mut listing = Listing::new(columns(output));
    let Windows { node_count, window_tokens, other_tokens, .. } = found.windows;
    for row in &found.rows {
        listing.row(output, &CollocateRow { row, node_count, window_tokens, other_tokens }, || cells(row))?;
    }
    listing.finish(output)?;
    let WindowSpan { left, right } = found.windows.span;
    output.note(format!(
        "{} in {}; {} within {left} left and {right} right of it, of {} others in all",
        count(found.windows.node_count, "hit"),
        count(found.articles, "article"),
        count(found.windows.window_tokens, "word"),
        found.windows.other_tokens
    ));
    Ok(Ended::Done)
}

/// A row with the counts that all rows share, so that its measures can be calculated again.
#[derive(serde::Serialize)]
struct CollocateRow<'a> {
    #[serde(flatten)]
    row: &'a Collocate,
    node_count: u64,
    window_tokens: u64,
    other_tokens: u64,
}

/// For people the measures that matter most, for programs all.
fn columns(output: &Output) -> Vec<Column> {
    let all: &[&str] = &[
        "token",
        "count",
        "expected",
        "total",
        "articles",
        "log_dice",
        "log_likelihood",
        "mutual_information",
        "t_score",
        "z_score",
        "mutual_information_cubed",
        "normalised_mutual_information",
        "log_ratio",
        "minimum_sensitivity",
        "delta_p_forward",
        "delta_p_backward",
        "log_likelihood_p",
        "fisher_p",
        "node_count",
        "window_tokens",
        "other_tokens",
    ];
    if !output.is_for_people() {
        return all.iter().map(|name| Column::text(name)).collect();
    }
    ["word", "near", "expected", "total", "articles", "logDice", "G²", "MI"]
        .iter()
        .enumerate()
        .map(|(at, name)| if at == 0 { Column::long(name) } else { Column::number(name) })
        .collect()
}

fn cells(row: &Collocate) -> Vec<String> {
    vec![
        row.token.clone(),
        row.count.to_string(),
        decimal(Some(row.expected)),
        row.total.to_string(),
        row.articles.to_string(),
        decimal(row.log_dice),
        decimal(Some(row.log_likelihood)),
        decimal(row.mutual_information),
    ]
}
