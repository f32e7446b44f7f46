//! Hits of a query by outlet, date or another field.

use super::groups::{Grouping, Groups};
use super::hits::{self, QueryLanguage};
use crate::Result;
use crate::ops::select::Selection;
use crate::store::Corpus;
use serde::Serialize;

/// The hits of a query, in all and by value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facets {
    /// Number of articles with a hit. An article with several values is one, unlike in a sum over the values.
    pub articles: u64,
    /// Number of hits in these articles.
    pub hits: u64,
    /// Periods in their order, other values by the number of articles; those without a hit are left out.
    pub values: Vec<Facet>,
}

/// The hits in the articles with a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// The value; `None` for the articles without one.
    pub value: Option<String>,
    /// Number of articles with a hit.
    pub articles: u64,
    /// Number of hits.
    pub hits: u64,
    /// Number of articles with the value in the selection, with or without a hit.
    pub of_articles: u64,
}

/// Counts the articles and hits of a query by a field: periods in their order, other values by the number of articles.
///
/// # Errors
/// [`Error::Invalid`](crate::Error::Invalid) for an invalid query; errors of the selection and of an unknown field.
pub fn facets(
    corpus: &Corpus,
    query: &str,
    language: QueryLanguage,
    selection: &Selection,
    by: &Grouping,
) -> Result<Facets> {
    corpus.read(|reader| {
        let found = hits::find(reader, query, language, selection)?;
        let groups = Groups::of(reader, &found.articles, by)?;
        let mut values: Vec<Facet> = groups
            .names
            .iter()
            .map(|value| Facet { value: value.clone(), articles: 0, hits: 0, of_articles: 0 })
            .collect();
        for group in groups.of_article.iter().flatten() {
            values[*group].of_articles += 1;
        }
        let parts = found.each(reader, Vec::new, |counts: &mut Vec<(usize, u64)>, place, _, ranges| {
            counts.push((place, ranges.len() as u64));
        })?;
        let (mut articles, mut all_hits) = (0, 0);
        for (place, hits) in parts.into_iter().flatten() {
            for article in &found.texts[place].1 {
                articles += 1;
                all_hits += hits;
                for group in &groups.of_article[*article] {
                    values[*group].articles += 1;
                    values[*group].hits += hits;
                }
            }
        }
        values.retain(|facet| facet.articles > 0);
        if !matches!(by, Grouping::Published(_)) {
            // Stable, so that equal numbers stay in the order of the values.
            values.sort_by_key(|facet| std::cmp::Reverse(facet.articles));
        }
        Ok(Facets { articles, hits: all_hits, values })
    })
}
