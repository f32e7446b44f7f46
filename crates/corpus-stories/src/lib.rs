#![doc = include_str!("../README.md")]
//!
//! # Steps
//!
//! 1. `features` makes weighted terms of each text: its words, and its names and numbers.
//! 2. `similarity` compares texts that share rare terms.
//! 3. `linkage` joins the most similar groups, as long as their texts are similar on average.

#![forbid(unsafe_code)]

mod features;
mod linkage;
mod similarity;

use features::StoryTerms;
use serde::Serialize;
use similarity::{SimilarityGraph, TermIndex};

/// Number of the rules. Another number makes stored results stale.
pub const RULES: u32 = 1;

/// An article to be grouped.
#[derive(Debug, Clone, Copy)]
pub struct StoryInput<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its date of publication in days since any fixed day, if it is known.
    pub day: Option<f64>,
}

/// A group of articles on one event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Story {
    /// Its articles, by their place in the list. At least two.
    pub articles: Vec<StoryMember>,
    /// Terms that most of its articles and few others have, most typical first.
    pub terms: Vec<String>,
}

/// An article of a story.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StoryMember {
    /// Its place in the list.
    pub article: usize,
    /// Its mean similarity with the others, from 0 to 1.
    pub score: f64,
    /// The typical terms of the story that it has.
    pub terms: Vec<String>,
}

/// An article that is similar to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Neighbour {
    /// Its place in the list.
    pub article: usize,
    /// The similarity, from 0 to 1.
    pub score: f64,
    /// Terms that both have, rarest first.
    pub terms: Vec<String>,
}

/// Articles in the form in which they are compared.
#[derive(Default)]
pub struct Collection {
    vocabulary: StoryTerms,
    index: TermIndex,
}

impl Collection {
    /// Reads articles.
    pub fn of<'a>(articles: impl Iterator<Item = StoryInput<'a>>) -> Self {
        let mut collection = Self::default();
        for article in articles {
            collection.add(&article);
        }
        collection.finish();
        collection
    }

    /// Adds an article.
    pub fn add(&mut self, article: &StoryInput) {
        self.vocabulary.add(article);
    }

    /// Ends the list of articles. Before that, none is similar to another.
    pub fn finish(&mut self) {
        self.vocabulary.weigh();
        self.index = TermIndex::of(&self.vocabulary);
    }

    /// The groups, those with most articles first; the others by their first article. Articles without a group are left out.
    #[must_use]
    pub fn stories(&self) -> Vec<Story> {
        let graph = SimilarityGraph::of(&self.vocabulary, &self.index);
        let mut stories: Vec<Story> = linkage::groups(&graph)
            .into_iter()
            .map(|articles| {
                let terms = self.vocabulary.typical(&articles);
                let members = articles.iter().map(|article| StoryMember {
                    article: *article,
                    score: graph.mean(*article, &articles),
                    terms: self.vocabulary.names_in(*article, &terms),
                });
                Story {
                    articles: members.collect(),
                    terms: terms.iter().map(|term| self.vocabulary.name(*term)).collect(),
                }
            })
            .collect();
        let first = |story: &Story| story.articles.first().map(|member| member.article);
        stories.sort_by(|a, b| b.articles.len().cmp(&a.articles.len()).then_with(|| first(a).cmp(&first(b))));
        stories
    }

    /// The articles that are most similar to one, best first.
    #[must_use]
    pub fn similar(&self, article: usize, limit: usize) -> Vec<Neighbour> {
        let mut found = self.index.nearest(&self.vocabulary, article, |other| other != article);
        found.sort_by(|(a, one), (b, other)| other.total_cmp(one).then_with(|| a.cmp(b)));
        found.truncate(limit);
        let neighbour = |(other, score): (u32, f64)| Neighbour {
            article: other as usize,
            score,
            terms: self.vocabulary.shared(article, other as usize),
        };
        found.into_iter().map(neighbour).collect()
    }
}

#[cfg(test)]
mod tests;
