//! Stories: groups of articles on one event, and the articles that are similar to one.
//!
//! Articles are grouped anew each time, in the requested state of the corpus. Nothing is stored.

use super::select::{self, Selection};
use super::texts;
use crate::model::{ArticleId, ArticleRef};
use crate::store::tables::current::{self, CurrentArticle};
use crate::store::{Corpus, Reader};
use crate::stories::{Collection, StoryInput};
use crate::{Error, Hint, Result};
use serde::Serialize;
use std::collections::BTreeSet;

/// Number of terms in the name of a story.
const NAME: usize = 4;

/// Articles on one event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArticleStory {
    /// The number of the story: the lowest id of its articles. It stays when later articles join, unless groups are joined or torn apart.
    pub story: ArticleId,
    /// Its most typical terms.
    pub name: String,
    /// The earliest date of publication.
    pub first: Option<String>,
    /// The latest one.
    pub last: Option<String>,
    /// The outlets, in alphabetical order.
    pub outlets: Vec<String>,
    /// The articles, by id.
    pub articles: Vec<StoryArticle>,
}

/// An article of a story, and why it is in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoryArticle {
    /// The article.
    pub id: ArticleId,
    /// The mean similarity with the other articles, from 0 to 1.
    pub score: f64,
    /// The typical terms of the story that it has.
    pub terms: Vec<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its date of publication.
    pub published: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its key.
    pub key: String,
}

/// An article that is similar to another, and why.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SimilarArticle {
    /// The article.
    pub id: ArticleId,
    /// The similarity, from 0 to 1.
    pub score: f64,
    /// Terms that both have, the most important first.
    pub terms: Vec<String>,
    /// Days from the other article to this one, if both dates are known.
    pub days: Option<i64>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its date of publication.
    pub published: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its key.
    pub key: String,
}

/// Groups the selected articles, those groups with most articles first. An open selection means all live articles. Articles that
/// are alone are left out.
///
/// # Errors
/// Errors of the selection; [`Error::Database`].
pub fn stories(corpus: &Corpus, selection: &Selection) -> Result<Vec<ArticleStory>> {
    corpus.read(|reader| {
        let articles = texts::articles(reader, selection)?;
        let found = collection(reader, &articles)?.stories();
        Ok(found.into_iter().map(|story| named(&articles, &story)).collect())
    })
}

/// The articles of a story among all live articles, by its number.
///
/// # Errors
/// [`Error::NotFound`] if no story has this number; [`Error::Database`].
pub fn articles_of(corpus: &Corpus, story: ArticleId) -> Result<Vec<ArticleId>> {
    let found = stories(corpus, &Selection::default())?.into_iter().find(|found| found.story == story);
    let found = found
        .ok_or_else(|| Error::not_found(format!("there is no story {story}")).with_hint(Hint::ListStories))?;
    Ok(found.articles.into_iter().map(|article| article.id).collect())
}

/// The live articles that are most similar to one, best first; at most `limit`.
///
/// # Errors
/// As [`select::resolve()`]; [`Error::Refused`] for a removed article.
pub fn similar(corpus: &Corpus, reference: &ArticleRef, limit: usize) -> Result<Vec<SimilarArticle>> {
    corpus.read(|reader| {
        let one = select::article_in(reader, reference)?.id;
        let articles = texts::articles(reader, &Selection::default())?;
        let place = articles
            .iter()
            .position(|article| article.id == one)
            .ok_or_else(|| Error::refused(format!("article {one} was removed"), "restore it first"))?;
        let collection = collection(reader, &articles)?;
        let own = day(&articles[place]);
        let neighbour = |found: crate::stories::Neighbour| {
            let article = &articles[found.article];
            SimilarArticle {
                id: article.id,
                score: found.score,
                terms: found.terms,
                days: day(article).zip(own).map(|(other, own)| other - own),
                outlet: article.outlet.clone(),
                published: article.published.clone(),
                title: article.title.clone(),
                key: article.key.clone(),
            }
        };
        Ok(collection.similar(place, limit).into_iter().map(neighbour).collect())
    })
}

fn collection(reader: &Reader, articles: &[CurrentArticle]) -> Result<Collection> {
    let mut collection = Collection::default();
    for article in articles {
        let text = current::text(reader, article.text)?;
        #[expect(clippy::cast_precision_loss, reason = "no date is 2^52 days away")]
        let day = day(article).map(|day| day as f64);
        collection.add(&StoryInput { text: &text, day });
    }
    collection.finish();
    Ok(collection)
}

/// The day of publication, counted from 1970; `None` for a month or a year.
fn day(article: &CurrentArticle) -> Option<i64> {
    let date: jiff::civil::Date = article.published.as_deref()?.get(..10)?.parse().ok()?;
    let since = jiff::civil::date(1970, 1, 1).until((jiff::Unit::Day, date)).ok()?;
    Some(i64::from(since.get_days()))
}

fn named(articles: &[CurrentArticle], story: &crate::stories::Story) -> ArticleStory {
    let members = story.articles.iter().map(|member| {
        let article = &articles[member.article];
        StoryArticle {
            id: article.id,
            score: member.score,
            terms: member.terms.clone(),
            outlet: article.outlet.clone(),
            published: article.published.clone(),
            title: article.title.clone(),
            key: article.key.clone(),
        }
    });
    let members: Vec<StoryArticle> = members.collect();
    let dates = || members.iter().filter_map(|article| article.published.as_ref());
    let outlets: BTreeSet<&String> = members.iter().filter_map(|article| article.outlet.as_ref()).collect();
    ArticleStory {
        story: members.iter().map(|article| article.id).min().unwrap_or(ArticleId(0)),
        name: story.terms.iter().take(NAME).map(String::as_str).collect::<Vec<_>>().join(", "),
        first: dates().min().cloned(),
        last: dates().max().cloned(),
        outlets: outlets.into_iter().cloned().collect(),
        articles: members,
    }
}
