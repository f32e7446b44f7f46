//! Trends: how often words are used from period to period.

use super::groups::{Grouping, Groups, Period};
use super::hits::{self, QueryLanguage};
use super::{calculated, per_million};
use crate::Result;
use crate::model::ArticleId;
use crate::ops::select::Selection;
use crate::store::{Corpus, Reader};
use rustc_hash::FxHashSet;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

pub use corpus_statistics::trend::Trend;

/// Maximum number of periods without an article that are shown as gaps, so that one wrong date doesn't make thousands.
const MOST_PERIODS: usize = 5_000;

/// The use of one or several queries over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trends {
    /// Number of articles that were left out, because their date isn't known as exactly as the period.
    pub undated: u64,
    /// What changes over all periods.
    pub series: Vec<QueryTrend>,
    /// By query, then by period.
    pub rows: Vec<TrendRow>,
}

/// The change of a query over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueryTrend {
    /// The query.
    pub query: String,
    /// Number of hits.
    pub count: u64,
    /// Slope (Theil and Sen) and test (Mann and Kendall) of the hits per million words; periods without an article are gaps.
    #[serde(flatten)]
    pub trend: Trend,
}

/// The use of a query in a period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TrendRow {
    /// The query.
    pub query: String,
    /// The period, such as 2024-05.
    pub period: String,
    /// Number of hits.
    pub count: u64,
    /// Number of articles with a hit.
    pub articles: u64,
    /// Number of words of all articles of the period.
    pub tokens: u64,
    /// Number of all articles of the period.
    pub of_articles: u64,
    /// Hits per million words; `None` if there is no article.
    pub per_million: Option<f64>,
}

/// A query in a period.
#[derive(Debug, Clone, Copy, Default)]
struct PeriodCounts {
    hits: u64,
    articles: u64,
    /// Words and number of all articles of the period.
    tokens: u64,
    of_articles: u64,
}

/// A query in all periods.
#[derive(Debug, Default)]
struct QueryCounts {
    periods: BTreeMap<String, PeriodCounts>,
    undated: FxHashSet<ArticleId>,
}

/// Counts the hits of each query by period of publication. A query that is given twice is counted once.
///
/// Filters in queries may select articles of other periods for each. All series have the periods of all.
///
/// # Errors
/// [`Error::Invalid`](crate::Error::Invalid) for an invalid query; errors of the selection.
pub fn trend(
    corpus: &Corpus,
    queries: &[String],
    language: QueryLanguage,
    selection: &Selection,
    period: Period,
) -> Result<Trends> {
    corpus.read(|reader| {
        let mut counted: Vec<(&String, QueryCounts)> = Vec::with_capacity(queries.len());
        for query in queries {
            if counted.iter().all(|(known, _)| *known != query) {
                counted.push((query, counts(reader, query, language, selection, period)?));
            }
        }
        let names: BTreeSet<&str> =
            counted.iter().flat_map(|(_, counts)| counts.periods.keys().map(String::as_str)).collect();
        let periods = with_gaps(names, period);
        let undated: FxHashSet<&ArticleId> = counted.iter().flat_map(|(_, counts)| &counts.undated).collect();
        let mut trends = Trends { undated: undated.len() as u64, series: Vec::new(), rows: Vec::new() };
        for (query, counts) in &counted {
            let first = trends.rows.len();
            trends.rows.extend(periods.iter().map(|period| row(query, period, counts)));
            let rows = &trends.rows[first..];
            let values: Vec<Option<f64>> = rows.iter().map(|row| row.per_million).collect();
            let count = rows.iter().map(|row| row.count).sum();
            let trend = calculated(corpus_statistics::trend::trend(&values))?;
            trends.series.push(QueryTrend { query: (*query).clone(), count, trend });
        }
        Ok(trends)
    })
}

fn row(query: &str, period: &str, counts: &QueryCounts) -> TrendRow {
    let PeriodCounts { hits, articles, tokens, of_articles } =
        counts.periods.get(period).copied().unwrap_or_default();
    TrendRow {
        query: query.to_owned(),
        period: period.to_owned(),
        count: hits,
        articles,
        tokens,
        of_articles,
        per_million: per_million(hits, tokens),
    }
}

fn counts(
    reader: &Reader,
    query: &str,
    language: QueryLanguage,
    selection: &Selection,
    period: Period,
) -> Result<QueryCounts> {
    let found = hits::find(reader, query, language, selection)?;
    let groups = Groups::of(reader, &found.articles, &Grouping::Published(period))?;
    let mut counts = QueryCounts::default();
    let mut in_groups = vec![PeriodCounts::default(); groups.names.len()];
    for (article, its_groups) in found.articles.iter().zip(&groups.of_article) {
        for group in its_groups {
            in_groups[*group].tokens += article.words;
            in_groups[*group].of_articles += 1;
            if groups.names[*group].is_none() {
                counts.undated.insert(article.id);
            }
        }
    }
    let parts = found.each(reader, Vec::new, |texts: &mut Vec<(usize, u64)>, place, _, ranges| {
        texts.push((place, ranges.len() as u64));
    })?;
    for (place, hits) in parts.into_iter().flatten() {
        for group in found.texts[place].1.iter().flat_map(|article| &groups.of_article[*article]) {
            in_groups[*group].hits += hits;
            in_groups[*group].articles += 1;
        }
    }
    counts.periods =
        groups.names.into_iter().zip(in_groups).filter_map(|(name, counts)| Some((name?, counts))).collect();
    Ok(counts)
}

/// All periods from the first to the last, also those without an article. `names` are in their order.
fn with_gaps<'a>(names: impl IntoIterator<Item = &'a str>, period: Period) -> Vec<String> {
    let mut periods: Vec<String> = Vec::new();
    for name in names {
        let mut gap = periods.last().and_then(|before| period.next(before));
        let first = periods.len();
        while let Some(missing) =
            gap.filter(|gap| gap.as_str() < name && periods.len() - first < MOST_PERIODS)
        {
            gap = period.next(&missing);
            periods.push(missing);
        }
        periods.push(name.to_owned());
    }
    periods
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_without_an_article_are_gaps() {
        let found = with_gaps(["2023-11", "2024-02"], Period::Month);
        assert_eq!(found, ["2023-11", "2023-12", "2024-01", "2024-02"]);
    }
}
