//! Keywords: what is typical of some articles beside others.

use super::counts::WordCounts;
use super::groups::Groups;
use super::{calculated, folded_words};
use crate::ops::select::Selection;
use crate::ops::texts;
use crate::store::Corpus;
use crate::text::word;
use crate::{Error, Result};
use corpus_statistics::keyness as statistics;
use rustc_hash::{FxBuildHasher, FxHashSet};
use std::collections::HashMap;

pub use corpus_statistics::keyness::{Direction, Frequency, Keyness, KeynessOptions, Keyword, Ranking};

/// Which articles to compare, and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The articles whose keywords are asked for.
    pub target: Selection,
    /// The articles that they are compared with; `None`: all others.
    pub reference: Option<Selection>,
    /// Words, in any spelling, that are left out.
    pub stop: Vec<String>,
    /// What makes a word a keyword.
    pub statistics: KeynessOptions,
}

/// Keywords, with what both sides share.
#[derive(Debug, Clone, PartialEq)]
pub struct KeywordReport {
    /// The keywords.
    pub keyness: Keyness,
    /// Number of articles that are on both sides. Their words count on each.
    pub shared_articles: usize,
}

/// Finds the keywords of a selection. Words of a repeated spelling are shown in the most frequent one, in lower case.
///
/// # Errors
/// [`Error::Invalid`] for an open target, or if one of both has no article; errors of the selections.
pub fn keyness(corpus: &Corpus, options: &Options) -> Result<KeywordReport> {
    corpus.read(|reader| {
        if options.target.is_open() {
            return Err(Error::invalid("nothing says which articles the keywords are those of")
                .with_hint("for example outlet:RT, or an SQL condition such as \"words > 500\""));
        }
        let target: FxHashSet<_> =
            texts::articles(reader, &options.target)?.into_iter().map(|article| article.id).collect();
        let reference: Option<FxHashSet<_>> = match &options.reference {
            Some(reference) => {
                Some(texts::articles(reader, reference)?.into_iter().map(|article| article.id).collect())
            }
            None => None,
        };
        let mut articles = texts::articles(reader, &Selection::default())?;
        let is_reference = |id: &crate::model::ArticleId| match &reference {
            Some(reference) => reference.contains(id),
            None => !target.contains(id),
        };
        articles.retain(|article| target.contains(&article.id) || is_reference(&article.id));
        let groups = Groups {
            names: vec![None, None],
            of_article: articles
                .iter()
                .map(|article| {
                    let sides = [target.contains(&article.id), is_reference(&article.id)];
                    (0..2).filter(|side| sides[*side]).collect()
                })
                .collect(),
        };
        let counts = WordCounts::of(reader, &articles, &groups, 1)?;
        let sizes: Vec<u64> = counts.groups.iter().map(|group| group.tokens).collect();
        if let [0, _] | [_, 0] = sizes[..] {
            let which =
                if sizes[0] == 0 { "the articles asked about" } else { "the articles to compare with" };
            return Err(Error::invalid(format!("{which} have no words"))
                .with_hint("check the conditions of the selection"));
        }
        let shown = counts.shown();
        let stop = folded_words(&options.stop);
        let [target, reference] = [0, 1].map(|group| {
            let words: HashMap<String, Frequency, FxBuildHasher> = counts
                .in_group(group)
                .map(|(number, found)| (shown.of(number), found))
                .filter(|(word, _)| stop.is_empty() || !stop.contains(&*word::folded(word)))
                .map(|(word, found)| (word, Frequency { tokens: found.count, articles: found.articles }))
                .collect();
            let size = &counts.groups[group];
            (Frequency { tokens: size.tokens, articles: size.articles }, words)
        });
        let list = |(total, words)| statistics::FrequencyList { total, words };
        let keyness = calculated(statistics::keyness(
            &list((target.0, &target.1)),
            &list((reference.0, &reference.1)),
            options.statistics,
        ))?;
        let shared_articles = groups.of_article.iter().filter(|sides| sides.len() > 1).count();
        Ok(KeywordReport { keyness, shared_articles })
    })
}
