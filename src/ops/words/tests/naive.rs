//! The same counts by the simplest means: texts that are lists of words, and loops over them.

use std::collections::{BTreeMap, BTreeSet};

/// A word is a number of [`WORDS`].
pub(super) type Word = usize;

/// Folded words, each with its spellings.
pub(super) const WORDS: [(&str, [&str; 3]); 5] = [
    ("peace", ["peace", "Peace", "PEACE"]),
    ("talks", ["talks", "Talks", "TALKS"]),
    ("cafe", ["café", "Cafe", "CAFÉ"]),
    ("strasse", ["straße", "Strasse", "STRASSE"]),
    ("мир", ["мир", "Мир", "МИР"]),
];

/// An article: sentences of words with the number of their spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NaiveArticle {
    pub(super) sentences: Vec<Vec<(Word, usize)>>,
    pub(super) outlet: Option<&'static str>,
    pub(super) published: Option<&'static str>,
}

impl NaiveArticle {
    /// The text as it is imported. A sentence begins with a capital.
    pub(super) fn text(&self) -> String {
        let sentence = |words: &Vec<(Word, usize)>| {
            let spelled: Vec<&str> = words
                .iter()
                .enumerate()
                .map(|(at, (word, spelling))| {
                    WORDS[*word].1[if at == 0 { (*spelling).max(1) } else { *spelling }]
                })
                .collect();
            format!("{}.", spelled.join(" "))
        };
        self.sentences.iter().map(sentence).collect::<Vec<_>>().join(" ")
    }

    fn sentence_words(&self) -> Vec<Vec<Word>> {
        self.sentences.iter().map(|words| words.iter().map(|(word, _)| *word).collect()).collect()
    }

    pub(super) fn words(&self) -> Vec<Word> {
        self.sentence_words().concat()
    }

    /// The positions at which a phrase without repeated words begins.
    pub(super) fn hits(&self, phrase: &[Word]) -> Vec<u64> {
        let words = self.words();
        let places = (0..words.len()).filter(|at| words[*at..].starts_with(phrase));
        places.map(|at| at as u64).collect()
    }
}

/// Occurrences and articles.
pub(super) type NaiveCount = (u64, u64);

/// Sequences of words in an article that don't go beyond a sentence.
fn sequences(article: &NaiveArticle, length: usize) -> Vec<String> {
    let sentences = article.sentence_words();
    let windows = sentences.iter().flat_map(|sentence| sentence.windows(length));
    windows.map(|words| words.iter().map(|word| WORDS[*word].0).collect::<Vec<_>>().join(" ")).collect()
}

/// The counts of all sequences, and the number of sequences.
pub(super) fn frequencies<'a>(
    articles: impl IntoIterator<Item = &'a NaiveArticle>,
    length: usize,
) -> (BTreeMap<String, NaiveCount>, u64) {
    let (mut counts, mut tokens) = (BTreeMap::<String, NaiveCount>::new(), 0);
    for article in articles {
        let found = sequences(article, length);
        tokens += found.len() as u64;
        for sequence in &found {
            counts.entry(sequence.clone()).or_default().0 += 1;
        }
        for sequence in found.into_iter().collect::<BTreeSet<_>>() {
            counts.entry(sequence).or_default().1 += 1;
        }
    }
    (counts, tokens)
}

/// What is near a phrase.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct NaiveCollocates {
    pub(super) node_count: u64,
    /// R1 and N.
    pub(super) window_tokens: u64,
    pub(super) other_tokens: u64,
    /// O11, C1 and articles of each word.
    pub(super) words: BTreeMap<String, (u64, u64, u64)>,
}

pub(super) fn collocates(
    articles: &[NaiveArticle],
    phrase: &[Word],
    left: usize,
    right: usize,
) -> NaiveCollocates {
    let mut found = NaiveCollocates::default();
    let mut elsewhere: BTreeMap<Word, u64> = BTreeMap::new();
    for article in articles {
        let hits = article.hits(phrase);
        found.node_count += hits.len() as u64;
        let is_node =
            |at: usize| hits.iter().any(|hit| (*hit..*hit + phrase.len() as u64).contains(&(at as u64)));
        let (mut first, mut near) = (0, BTreeSet::new());
        for sentence in article.sentence_words() {
            for (at, word) in sentence.iter().enumerate().filter(|(at, _)| !is_node(first + at)) {
                found.other_tokens += 1;
                *elsewhere.entry(*word).or_default() += 1;
                let window = at.saturating_sub(right)..(at + left + 1).min(sentence.len());
                if window
                    .into_iter()
                    .any(|node| node != at && is_node(first + node) && within(at, node, left, right))
                {
                    found.window_tokens += 1;
                    found.words.entry(WORDS[*word].0.to_owned()).or_default().0 += 1;
                    near.insert(*word);
                }
            }
            first += sentence.len();
        }
        for word in near {
            found.words.entry(WORDS[word].0.to_owned()).or_default().2 += 1;
        }
    }
    for (word, count) in elsewhere {
        if let Some(counts) = found.words.get_mut(WORDS[word].0) {
            counts.1 = count;
        }
    }
    found
}

/// Whether a position is in the window of a node.
fn within(at: usize, node: usize, left: usize, right: usize) -> bool {
    if at < node { node - at <= left } else { at - node <= right }
}
