//! Dispersion: where in the articles, and in how many of them, a word is.

use super::hits::{self, QueryLanguage};
use super::{calculated, per_million};
use crate::Result;
use crate::model::ArticleId;
use crate::ops::select::Selection;
use crate::store::Corpus;
use crate::text::word;
use corpus_statistics::dispersion::{Part, over_parts, over_positions};
use serde::Serialize;

pub use corpus_statistics::dispersion::{PartDispersion, PositionDispersion};

/// The dispersion of a query.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dispersion {
    /// Number of articles in the selection.
    pub articles: u64,
    /// Measures over articles as parts.
    pub parts: PartDispersion,
    /// Measures over all words, article after article by id.
    pub positions: PositionDispersion,
    /// The articles with a hit, most hits first.
    pub rows: Vec<ArticleDispersion>,
}

/// Where the hits of an article are.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[expect(missing_docs, reason = "columns of the view articles")]
pub struct ArticleDispersion {
    pub id: ArticleId,
    pub key: String,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<String>,
    pub words: u64,
    /// Number of hits.
    pub count: u64,
    /// Hits per million words of the article.
    pub per_million: Option<f64>,
    /// The place of each hit: how many words are before it.
    pub positions: Vec<u64>,
}

/// Finds where the hits of a query are.
///
/// # Errors
/// [`Error::Invalid`](crate::Error::Invalid) for an invalid query; errors of the selection.
pub fn dispersion(
    corpus: &Corpus,
    query: &str,
    language: QueryLanguage,
    selection: &Selection,
) -> Result<Dispersion> {
    corpus.read(|reader| {
        let found = hits::find(reader, query, language, selection)?;
        let parts =
            found.each(reader, Vec::new, |texts: &mut Vec<(usize, Vec<u64>)>, place, text, ranges| {
                let mut positions: Vec<u64> = Vec::with_capacity(ranges.len());
                let (mut words, mut number) = (word::words(text).peekable(), 0);
                for range in ranges {
                    while words.next_if(|word| word.range.end <= range.start).is_some() {
                        number += 1;
                    }
                    positions.push(number);
                }
                texts.push((place, positions));
            })?;
        let mut of_article: Vec<Option<Vec<u64>>> = vec![None; found.articles.len()];
        for (place, positions) in parts.into_iter().flatten() {
            for article in &found.texts[place].1 {
                of_article[*article] = Some(positions.clone());
            }
        }
        let (mut parts, mut sequence, mut before, mut rows) = (Vec::new(), Vec::new(), 0, Vec::new());
        for (article, positions) in found.articles.iter().zip(of_article) {
            let positions = positions.unwrap_or_default();
            // Two hits inside one word have one place.
            let mut places: Vec<u64> = positions.iter().map(|position| before + position).collect();
            places.dedup();
            parts.push(Part { count: places.len() as u64, tokens: article.words });
            sequence.extend(places);
            before += article.words;
            if !positions.is_empty() {
                rows.push(ArticleDispersion {
                    id: article.id,
                    key: article.key.clone(),
                    title: article.title.clone(),
                    outlet: article.outlet.clone(),
                    published: article.published.clone(),
                    words: article.words,
                    count: positions.len() as u64,
                    per_million: per_million(positions.len() as u64, article.words),
                    positions,
                });
            }
        }
        rows.sort_by(|one, other| other.count.cmp(&one.count).then(one.id.cmp(&other.id)));
        Ok(Dispersion {
            articles: found.articles.len() as u64,
            parts: calculated(over_parts(&parts))?,
            positions: calculated(over_positions(&sequence, before))?,
            rows,
        })
    })
}
