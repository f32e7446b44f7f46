//! Trends: how often words are used from period to period.

use super::groups::{Grouping, Groups, Period};
use super::hits::{self, Language};
use super::{calculated, per_million};
use crate::Result;
use crate::ops::select::Selection;
use crate::store::Corpus;
use serde::Serialize;

pub use corpus_statistics::trend::Trend;

/// Maximum number of periods without an article that are shown as gaps, so that one wrong date doesn't make thousands.
const MOST_PERIODS: usize = 5_000;

/// The use of one or several queries over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trends {
    /// Number of articles that were left out, because their date isn't known as exactly as the period.
    pub undated: u64,
    /// What changes over all periods.
    pub series: Vec<Series>,
    /// By query, then by period.
    pub rows: Vec<TrendRow>,
}

/// The change of a query over time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Series {
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

/// The articles of a period.
#[derive(Debug, Clone, Copy, Default)]
struct PeriodSize {
    tokens: u64,
    articles: u64,
}

/// Counts the hits of each query by period of publication.
///
/// # Errors
/// [`Error::Invalid`](crate::Error::Invalid) for an invalid query; errors of the selection.
pub fn trend(
    corpus: &Corpus,
    queries: &[String],
    language: Language,
    selection: &Selection,
    period: Period,
) -> Result<Trends> {
    corpus.read(|reader| {
        let mut trends = Trends { undated: 0, series: Vec::new(), rows: Vec::new() };
        for query in queries {
            let found = hits::find(reader, query, language, selection)?;
            let groups = Groups::of(reader, &found.articles, &Grouping::Published(period))?;
            let mut sizes = vec![PeriodSize::default(); groups.names.len()];
            let mut counts = vec![(0, 0); groups.names.len()];
            for (article, in_groups) in found.articles.iter().zip(&groups.of_article) {
                for group in in_groups {
                    sizes[*group].tokens += article.words;
                    sizes[*group].articles += 1;
                }
            }
            let parts = found.each(reader, Vec::new, |texts: &mut Vec<(usize, u64)>, place, _, ranges| {
                texts.push((place, ranges.len() as u64));
            })?;
            for (place, hits) in parts.into_iter().flatten() {
                for group in found.texts[place].1.iter().flat_map(|article| &groups.of_article[*article]) {
                    counts[*group].0 += hits;
                    counts[*group].1 += 1;
                }
            }
            let mut values = Vec::new();
            let mut total = 0;
            for (name, group) in with_gaps(&groups.names, period) {
                let (size, (count, articles)) =
                    group.map_or((PeriodSize::default(), (0, 0)), |group| (sizes[group], counts[group]));
                let per_million = per_million(count, size.tokens);
                total += count;
                values.push(per_million);
                trends.rows.push(TrendRow {
                    query: query.clone(),
                    period: name,
                    count,
                    articles,
                    tokens: size.tokens,
                    of_articles: size.articles,
                    per_million,
                });
            }
            let undated = groups.names.iter().position(Option::is_none);
            trends.undated = undated.map_or(0, |group| sizes[group].articles);
            let trend = calculated(corpus_statistics::trend::trend(&values))?;
            trends.series.push(Series { query: query.clone(), count: total, trend });
        }
        Ok(trends)
    })
}

/// All periods from the first to the last, with the group of each; `None` for a period without an article.
fn with_gaps(names: &[Option<String>], period: Period) -> Vec<(String, Option<usize>)> {
    let mut periods: Vec<(String, Option<usize>)> = Vec::new();
    for (group, name) in names.iter().enumerate() {
        let Some(name) = name else { continue };
        let mut gap = periods.last().and_then(|(before, _)| period.next(before));
        let first = periods.len();
        while let Some(missing) = gap.filter(|gap| gap < name && periods.len() - first < MOST_PERIODS) {
            gap = period.next(&missing);
            periods.push((missing, None));
        }
        periods.push((name.clone(), Some(group)));
    }
    periods
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_without_an_article_are_gaps() {
        let names = [Some("2023-11".to_owned()), Some("2024-02".to_owned()), None];
        let found: Vec<_> = with_gaps(&names, Period::Month);
        let found: Vec<_> = found.iter().map(|(name, group)| (name.as_str(), *group)).collect();
        assert_eq!(found, [("2023-11", Some(0)), ("2023-12", None), ("2024-01", None), ("2024-02", Some(1))]);
    }
}
