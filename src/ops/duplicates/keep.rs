//! A selection without copies.

use super::Duplicate;
use crate::Result;
use crate::model::ArticleId;
use crate::ops::select::Selection;
use crate::ops::texts;
use crate::store::Corpus;
use crate::store::tables::current::CurrentArticle;
use std::collections::{HashMap, HashSet};

/// Which of several copies stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// The one that was published first. Without dates, the one with the lowest id.
    Earliest,
    /// The one with most words.
    Longest,
}

/// The selected articles by id, without those that are copies of one that stays. Articles are considered in the order of
/// `keep`, so each article that is left out is a copy of one that stays: copies of copies alone are no reason.
///
/// # Errors
/// Errors of the selection; [`crate::Error::Database`].
pub fn without_copies(
    corpus: &Corpus,
    selection: &Selection,
    duplicates: &[Duplicate],
    keep: Keep,
) -> Result<Vec<ArticleId>> {
    let mut articles = corpus.read(|reader| texts::articles(reader, selection))?;
    articles.sort_by(|one, other| match keep {
        Keep::Earliest => date(one).cmp(&date(other)).then(one.id.cmp(&other.id)),
        Keep::Longest => other.words.cmp(&one.words).then(one.id.cmp(&other.id)),
    });
    let mut copies: HashMap<ArticleId, Vec<ArticleId>> = HashMap::new();
    for pair in duplicates {
        copies.entry(pair.a).or_default().push(pair.b);
        copies.entry(pair.b).or_default().push(pair.a);
    }
    let mut kept: HashSet<ArticleId> = HashSet::new();
    for article in &articles {
        if !copies.get(&article.id).into_iter().flatten().any(|copy| kept.contains(copy)) {
            kept.insert(article.id);
        }
    }
    let mut ids: Vec<ArticleId> = kept.into_iter().collect();
    ids.sort_unstable();
    Ok(ids)
}

/// Articles without a date come last.
fn date(article: &CurrentArticle) -> (bool, Option<&str>) {
    (article.published.is_none(), article.published.as_deref())
}
