//! `corpus keyness`

use super::decimal;
use crate::arguments::as_of::AsOfArgs;
use crate::arguments::selection::SelectionArgs;
use crate::arguments::texts::{StopArgs, limit};
use crate::context::Context;
use crate::output::{Column, Ended, Listing, Output, count};
use clap::ValueEnum;
use corpusdb::ops::select::{self, Others};
use corpusdb::ops::words::keyness::{
    self, Direction, Frequency, KeynessOptions, Keyword, KeywordReport, Options, Ranking,
};

/// Default of `--limit` for tables.
const PAGE: usize = 50;

/// Find the words that are typical of some articles, compared with others
///
/// A selection is a filter such as outlet:RT or published:2023-03, an SQL condition over the view articles, or a reference
/// to an article. Without --against, the reference is all other articles. The log ratio tells how much more frequent a word
/// is: 1 means twice, 2 four times as frequent. G² (log-likelihood) tells how certain that is.
#[derive(Debug, clap::Args)]
#[command(after_help = r#"Examples:
  corpus keyness outlet:RT --stop en
  corpus keyness outlet:RT --against outlet:CGTN
  corpus keyness "words > 500" --sort log-likelihood
  corpus keyness published:2023-04 --against published:2023-03 --format csv"#)]
pub(in crate::commands) struct Args {
    /// Articles whose typical words are asked for
    #[arg(value_name = "SELECTION")]
    target: Vec<String>,

    /// Compare with these articles [default: all others]
    #[arg(long, value_name = "SELECTION")]
    against: Vec<String>,

    #[command(flatten)]
    more: SelectionArgs,

    #[command(flatten)]
    stop: StopArgs,

    /// Minimum number of occurrences, where the word is more frequent
    #[arg(long, value_name = "N", default_value_t = 3)]
    min_count: u64,

    /// Minimum number of articles, where the word is more frequent
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_articles: u64,

    /// Maximum probability of a difference by chance, divided by the number of words; 1: any word
    #[arg(long, value_name = "P", default_value_t = 0.001)]
    max_p: f64,

    /// Which side the words are typical of
    #[arg(long, value_enum, default_value = "target", value_name = "SIDE")]
    side: TypicalSide,

    /// Sort by this measure
    #[arg(long, value_enum, default_value = "log-ratio", value_name = "MEASURE")]
    sort: KeynessMeasure,

    /// Maximum number of rows; 0: no limit [default: 50 in a table]
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    #[command(flatten)]
    as_of: AsOfArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum TypicalSide {
    Target,
    Reference,
    Both,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum KeynessMeasure {
    LogRatio,
    LogLikelihood,
    SimpleMaths,
    PercentDifference,
    DifferenceCoefficient,
    OddsRatio,
}

pub(in crate::commands) fn run(args: &Args, context: &Context, output: &mut Output) -> anyhow::Result<Ended> {
    let narrowed = args.more.selection(Vec::new(), context, output)?;
    let corpus = args.as_of.open(context)?;
    let target = select::read(&corpus, &args.target, Others::AreConditions, &narrowed)?;
    let reference = match args.against.as_slice() {
        [] => None,
        against => {
            Some(select::read(&corpus, against, Others::AreConditions, &select::Selection::default())?)
        }
    };
    let options = Options {
        target,
        reference,
        stop: args.stop.words()?,
        statistics: KeynessOptions {
            maximum_p: args.max_p,
            bonferroni: args.max_p < 1.0,
            minimum: Frequency { tokens: args.min_count, articles: args.min_articles },
            direction: match args.side {
                TypicalSide::Target => Direction::Target,
                TypicalSide::Reference => Direction::Reference,
                TypicalSide::Both => Direction::Either,
            },
            ranking: match args.sort {
                KeynessMeasure::LogRatio => Ranking::LogRatio,
                KeynessMeasure::LogLikelihood => Ranking::LogLikelihood,
                KeynessMeasure::SimpleMaths => Ranking::SimpleMaths,
                KeynessMeasure::PercentDifference => Ranking::PercentDifference,
                KeynessMeasure::DifferenceCoefficient => Ranking::DifferenceCoefficient,
                KeynessMeasure::OddsRatio => Ranking::OddsRatio,
            },
            ..KeynessOptions::default()
        },
    };
    let KeywordReport { keyness: found, shared_articles } = keyness::keyness(&corpus, &options)?;
    output.page();
    let mut listing = Listing::new(columns(output));
    for row in found.keywords.iter().take(limit(args.limit, PAGE, output).unwrap_or(usize::MAX)) {
        let tokens = found.target.tokens;
        let whole = KeywordRow { row, tokens, reference_tokens: found.reference.tokens };
        listing.row(output, &whole, || cells(row))?;
    }
    listing.finish(output)?;
    output.note(format!(
        "{} of {} compared; {} in {} against {} in {}",
        count(found.keywords.len(), "keyword"),
        count(found.compared, "word"),
        count(found.target.tokens, "word"),
        count(found.target.articles, "article"),
        found.reference.tokens,
        found.reference.articles
    ));
    if shared_articles > 0 {
        output.note(format!("{} on both sides, counted on each", count(shared_articles, "article")));
    }
    Ok(Ended::Done)
}

/// A row with the sizes of both sides, so that its measures can be calculated again.
#[derive(serde::Serialize)]
struct KeywordRow<'a> {
    #[serde(flatten)]
    row: &'a Keyword,
    tokens: u64,
    reference_tokens: u64,
}

/// For people the measures that matter most, for programs all.
fn columns(output: &Output) -> Vec<Column> {
    let all: &[&str] = &[
        "token",
        "count",
        "per_million",
        "articles",
        "reference_count",
        "reference_per_million",
        "reference_articles",
        "expected",
        "log_ratio",
        "log_likelihood",
        "log_likelihood_p",
        "bic",
        "chi_squared",
        "chi_squared_p",
        "fisher_p",
        "percent_difference",
        "difference_coefficient",
        "odds_ratio",
        "simple_maths",
        "tokens",
        "reference_tokens",
    ];
    if !output.is_for_people() {
        return all.iter().map(|name| Column::text(name)).collect();
    }
    ["word", "count", "per million", "articles", "elsewhere", "per million", "log ratio", "G²"]
        .iter()
        .enumerate()
        .map(|(at, name)| if at == 0 { Column::long(name) } else { Column::number(name) })
        .collect()
}

fn cells(row: &Keyword) -> Vec<String> {
    vec![
        row.token.clone(),
        row.count.to_string(),
        decimal(row.per_million),
        row.articles.to_string(),
        row.reference_count.to_string(),
        decimal(row.reference_per_million),
        decimal(row.log_ratio),
        decimal(Some(row.log_likelihood)),
    ]
}
