//! Frequencies of words and of sequences of words.

use super::counts::WordCounts;
use super::groups::{Grouping, Groups};
use super::tally::TokenCount;
use super::{folded_words, per_million};
use crate::Result;
use crate::ops::select::Selection;
use crate::ops::texts;
use crate::store::Corpus;
use crate::text::word;
use serde::Serialize;

/// What to count.
#[derive(Debug, Clone)]
pub struct Options {
    /// Only these articles; all if the selection is open.
    pub selection: Selection,
    /// Count each group of articles apart.
    pub by: Option<Grouping>,
    /// The number of words in a sequence, at least 1.
    pub ngrams: usize,
    /// Words, in any spelling, that are left out of the rows. Sequences that begin or end with one are left out too.
    pub stop: Vec<String>,
    /// Minimum count of a row.
    pub least_count: u64,
    /// Minimum number of articles of a row.
    pub least_articles: u64,
    /// Maximum number of rows of each group.
    pub limit: Option<usize>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            selection: Selection::default(),
            by: None,
            ngrams: 1,
            stop: Vec::new(),
            least_count: 1,
            least_articles: 1,
            limit: None,
        }
    }
}

/// Frequencies, with what they are relative to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Frequencies {
    /// Number of words or sequences in the selection.
    pub tokens: u64,
    /// Number of articles in the selection.
    pub articles: u64,
    /// The groups; empty if the articles weren't grouped.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<GroupSize>,
    /// By group, most frequent first.
    pub rows: Vec<FrequencyRow>,
}

/// The size of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupSize {
    /// Its value; `None` for the articles without one.
    pub group: Option<String>,
    /// Number of words or sequences.
    pub tokens: u64,
    /// Number of articles.
    pub articles: u64,
    /// Number of different words or sequences.
    pub types: usize,
}

/// The frequency of a word or sequence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FrequencyRow {
    /// The group, if the articles were grouped: its value, or `None` within for the articles without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Option<String>>,
    /// The most frequent spelling, in lower case.
    pub token: String,
    /// Occurrences.
    pub count: u64,
    /// Occurrences per million tokens of the selection or group.
    pub per_million: Option<f64>,
    /// Number of articles with it.
    pub articles: u64,
}

/// Counts the words of a selection.
///
/// # Errors
/// [`Error::NotFound`](crate::Error::NotFound) for an unknown field; errors of the selection.
pub fn frequency(corpus: &Corpus, options: &Options) -> Result<Frequencies> {
    corpus.read(|reader| {
        let articles = texts::articles(reader, &options.selection)?;
        let groups = match &options.by {
            Some(grouping) => Groups::of(reader, &articles, grouping)?,
            None => Groups::one(&articles),
        };
        let counts = WordCounts::of(reader, &articles, &groups, options.ngrams.max(1))?;
        let shown = counts.shown();
        let stop = folded_words(&options.stop);
        let is_stopped = |token: &str| {
            let mut words = token.split(' ');
            let (first, last) = (words.next(), words.next_back());
            [first, last].into_iter().flatten().any(|word| stop.contains(&*word::folded(word)))
        };
        let is_grouped = options.by.is_some();
        let mut found = Frequencies {
            // An article of several groups is counted in each, so sums of groups could be too large.
            tokens: articles.iter().map(|article| article.words).sum(),
            articles: articles.len() as u64,
            groups: Vec::new(),
            rows: Vec::new(),
        };
        for (group, size) in counts.groups.iter().enumerate() {
            let mut kept: Vec<(u32, TokenCount)> = counts
                .in_group(group)
                .filter(|(_, found)| {
                    found.count >= options.least_count && found.articles >= options.least_articles
                })
                .filter(|(number, _)| stop.is_empty() || !is_stopped(&shown.of(*number)))
                .collect();
            keep_most_frequent(&mut kept, options.limit);
            let mut rows: Vec<FrequencyRow> = kept
                .into_iter()
                .map(|(number, found)| FrequencyRow {
                    group: is_grouped.then(|| groups.names[group].clone()),
                    token: shown.of(number),
                    count: found.count,
                    per_million: per_million(found.count, size.tokens),
                    articles: found.articles,
                })
                .collect();
            rows.sort_unstable_by(|one, other| {
                other.count.cmp(&one.count).then_with(|| one.token.cmp(&other.token))
            });
            rows.truncate(options.limit.unwrap_or(usize::MAX));
            found.rows.append(&mut rows);
            if is_grouped {
                found.groups.push(GroupSize {
                    group: groups.names[group].clone(),
                    tokens: size.tokens,
                    articles: size.articles,
                    types: counts.in_group(group).count(),
                });
            } else {
                found.tokens = size.tokens;
            }
        }
        Ok(found)
    })
}

/// Leaves out what can't be among the first `limit` rows. What is as frequent as the last of these stays, because ties are in
/// the order of the alphabet.
fn keep_most_frequent(counts: &mut Vec<(u32, TokenCount)>, limit: Option<usize>) {
    let Some(limit) = limit.filter(|limit| *limit < counts.len()) else { return };
    let Some(place) = limit.checked_sub(1) else {
        counts.clear();
        return;
    };
    let descending = |(_, one): &(_, TokenCount), (_, other): &(_, TokenCount)| other.count.cmp(&one.count);
    let minimum = counts.select_nth_unstable_by(place, descending).1.1.count;
    counts.retain(|(_, found)| found.count >= minimum);
}
