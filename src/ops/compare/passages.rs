//! Passages that two reports have word for word.

use crate::copies::passages as shared;
use crate::model::ArticleId;
use crate::store::tables::current::CurrentArticle;
use serde::Serialize;

/// Number of words of a passage.
const LEAST: usize = 8;

/// A passage that two reports have word for word, but for capitals and punctuation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticlePassage {
    /// The earlier report.
    pub a: ArticleId,
    /// The later one.
    pub b: ArticleId,
    /// The first byte in the text of `a`.
    pub a_start: usize,
    /// The byte behind it.
    pub a_end: usize,
    /// The first byte in the text of `b`.
    pub b_start: usize,
    /// The byte behind it.
    pub b_end: usize,
    /// The number of its words.
    pub words: usize,
    /// Its words in `a`.
    pub text: String,
}

/// The passages of at least eight words of each pair, longest first.
pub(super) fn passages(articles: &[CurrentArticle], texts: &[&str]) -> Vec<ArticlePassage> {
    let mut found = Vec::new();
    for (a, one) in texts.iter().enumerate() {
        for (b, other) in texts.iter().enumerate().skip(a + 1) {
            found.extend(shared(one, other, LEAST).into_iter().map(|passage| ArticlePassage {
                a: articles[a].id,
                b: articles[b].id,
                text: one[passage.a.clone()].to_owned(),
                a_start: passage.a.start,
                a_end: passage.a.end,
                b_start: passage.b.start,
                b_end: passage.b.end,
                words: passage.words,
            }));
        }
    }
    // A stable sort: passages of equal length stay in the order of the reports.
    found.sort_by_key(|passage| std::cmp::Reverse(passage.words));
    found
}
