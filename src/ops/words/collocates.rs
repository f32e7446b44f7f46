//! Collocates: the words that are near a word more often than by chance.

use super::counts::WordCounts;
use super::groups::Groups;
use super::hits::{self, QueryLanguage};
use super::{calculated, folded_words};
use crate::Result;
use crate::diff::sentences;
use crate::ops::select::Selection;
use crate::store::Corpus;
use crate::text::word;
use corpus_statistics::collocations::CollocateCounts;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::ops::Range;

pub use corpus_statistics::collocations::{Collocate, WindowSpan, Windows};

/// How to look for collocates.
#[derive(Debug, Clone)]
pub struct Options {
    /// How the query is read.
    pub language: QueryLanguage,
    /// Only these articles; all if the selection is open.
    pub selection: Selection,
    /// How far from the word.
    pub span: WindowSpan,
    /// Words, in any spelling, that are left out of the rows.
    pub stop: Vec<String>,
    /// Minimum number of occurrences near the word.
    pub least_count: u64,
    /// Minimum G², the significance: 10.83 for a probability of 0.001. 0 also takes words that are rarer than by chance.
    pub least_log_likelihood: f64,
    /// The measure that the rows are sorted by, descending.
    pub measure: Measure,
    /// Maximum number of rows.
    pub limit: Option<usize>,
}

/// A measure of association.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "names of the fields of Collocate")]
pub enum Measure {
    #[default]
    LogDice,
    LogLikelihood,
    MutualInformation,
    MutualInformationCubed,
    TScore,
    ZScore,
    LogRatio,
    Count,
}

impl Measure {
    fn of(self, row: &Collocate) -> Option<f64> {
        match self {
            Self::LogDice => row.log_dice,
            Self::LogLikelihood => Some(row.log_likelihood),
            Self::MutualInformation => row.mutual_information,
            Self::MutualInformationCubed => row.mutual_information_cubed,
            Self::TScore => row.t_score,
            Self::ZScore => row.z_score,
            Self::LogRatio => row.log_ratio,
            #[expect(clippy::cast_precision_loss, reason = "counts of words are far below 2^53")]
            Self::Count => Some(row.count as f64),
        }
    }
}

/// Collocates, with what they were counted in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Collocates {
    /// The counts that all rows share.
    #[serde(flatten)]
    pub windows: Windows,
    /// Number of articles with the word.
    pub articles: u64,
    /// By the measure, descending.
    pub rows: Vec<Collocate>,
}

/// The words in windows of some texts.
#[derive(Debug, Default)]
struct WindowCounts {
    node_count: u64,
    node_tokens: u64,
    window_tokens: u64,
    articles: u64,
    /// Folded words: occurrences and articles.
    words: FxHashMap<String, (u64, u64)>,
    /// Folded words of the hits: occurrences.
    nodes: FxHashMap<String, u64>,
}

impl WindowCounts {
    /// Counts a text that is that of so many articles.
    fn text(&mut self, text: &str, nodes: &[Range<usize>], span: WindowSpan, articles: u64) {
        self.articles += articles;
        self.node_count += nodes.len() as u64 * articles;
        let mut seen: FxHashSet<String> = FxHashSet::default();
        let mut next = 0;
        for sentence in sentences(text) {
            // Most sentences have no hit, and need no words.
            while nodes.get(next).is_some_and(|node| node.end <= sentence.start) {
                next += 1;
            }
            if nodes.get(next).is_none_or(|node| node.start >= sentence.end) {
                continue;
            }
            let words: Vec<word::Word> = word::words(&text[sentence.clone()]).collect();
            let is_node = |word: &word::Word| {
                let (start, end) = (sentence.start + word.range.start, sentence.start + word.range.end);
                nodes[next..].iter().take_while(|node| node.start < end).any(|node| node.end > start)
            };
            let places: Vec<usize> = (0..words.len()).filter(|at| is_node(&words[*at])).collect();
            self.node_tokens += places.len() as u64 * articles;
            for place in &places {
                *self.nodes.entry(word::folded(words[*place].text).into_owned()).or_default() += articles;
            }
            for position in span.positions(&places, words.len()) {
                let folded = word::folded(words[position].text);
                self.window_tokens += articles;
                let is_new = !seen.contains(&*folded);
                let (count, texts) = self.words.entry(folded.clone().into_owned()).or_default();
                *count += articles;
                if is_new {
                    *texts += articles;
                    seen.insert(folded.into_owned());
                }
            }
        }
    }

    fn merged(mut self, other: Self) -> Self {
        self.node_count += other.node_count;
        self.node_tokens += other.node_tokens;
        self.window_tokens += other.window_tokens;
        self.articles += other.articles;
        for (word, (count, articles)) in other.words {
            let found = self.words.entry(word).or_default();
            found.0 += count;
            found.1 += articles;
        }
        for (word, count) in other.nodes {
            *self.nodes.entry(word).or_default() += count;
        }
        self
    }
}

/// Finds the collocates of a word or phrase.
///
/// This is surface cooccurrence (Evert 2008): windows end with their sentence, and overlapping windows count a word once. What
/// is part of a hit counts nowhere, also where its words are collocates elsewhere.
///
/// # Errors
/// [`Error::Invalid`](crate::Error::Invalid) for an invalid query; errors of the selection.
pub fn collocates(corpus: &Corpus, query: &str, options: &Options) -> Result<Collocates> {
    corpus.read(|reader| {
        let found = hits::find(reader, query, options.language, &options.selection)?;
        let parts =
            found.each(reader, WindowCounts::default, |counts: &mut WindowCounts, place, text, ranges| {
                counts.text(text, ranges, options.span, found.texts[place].1.len() as u64);
            })?;
        let near = parts.into_iter().reduce(WindowCounts::merged).unwrap_or_default();
        let counts = WordCounts::of(reader, &found.articles, &Groups::one(&found.articles), 1)?;
        let shown = counts.shown();
        let windows = Windows {
            span: options.span,
            node_count: near.node_count,
            window_tokens: near.window_tokens,
            other_tokens: counts.groups[0].tokens.saturating_sub(near.node_tokens),
        };
        let stop = folded_words(&options.stop);
        let mut rows = Vec::new();
        for (folded, (count, articles)) in near.words {
            if count < options.least_count || stop.contains(&folded) {
                continue;
            }
            let number = counts.find(&folded);
            let in_all =
                number.and_then(|number| counts.groups[0].get(number)).map_or(count, |all| all.count);
            let total = in_all.saturating_sub(near.nodes.get(&folded).copied().unwrap_or(0));
            let token = number.map_or(folded, |number| shown.of(number));
            let row = calculated(Collocate::of(CollocateCounts { token, count, total, articles }, &windows))?;
            if options.least_log_likelihood <= 0.0 || row.log_likelihood >= options.least_log_likelihood {
                rows.push(row);
            }
        }
        rows.sort_by(|one, other| one.order(other, |row| options.measure.of(row)));
        rows.truncate(options.limit.unwrap_or(usize::MAX));
        Ok(Collocates { windows, articles: near.articles, rows })
    })
}
