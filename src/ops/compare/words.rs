//! Words that are typical of one report among several.

use crate::text::word::{folded, words};
use corpus_statistics::keyness::{Frequency, FrequencyList, KeynessOptions, keyness};
use std::collections::HashMap;

/// Maximum number of words for each report.
const MOST: usize = 8;

/// A word has to occur so often in a report.
const LEAST: u64 = 2;

/// For each text the words that it has more often than the others together, by log-likelihood.
pub(super) fn typical(texts: &[&str]) -> Vec<Vec<String>> {
    let counts: Vec<HashMap<String, Frequency>> = texts.iter().map(|text| counted(text)).collect();
    (0..texts.len())
        .map(|place| {
            let mut rest: HashMap<String, Frequency> = HashMap::new();
            for (_, others) in counts.iter().enumerate().filter(|(other, _)| *other != place) {
                for (word, frequency) in others {
                    let sum = rest.entry(word.clone()).or_insert(Frequency { tokens: 0, articles: 0 });
                    sum.tokens += frequency.tokens;
                    sum.articles += 1;
                }
            }
            of(&counts[place], 1, &rest, texts.len() as u64 - 1)
        })
        .collect()
}

fn of(
    target: &HashMap<String, Frequency>,
    articles: u64,
    reference: &HashMap<String, Frequency>,
    others: u64,
) -> Vec<String> {
    let list = |words, articles| FrequencyList { total: Frequency { tokens: total(words), articles }, words };
    // A report of a few hundred words has few significant words, so the best ones are shown whatever their probability.
    let options = KeynessOptions { maximum_p: 1.0, ..KeynessOptions::default() };
    let Ok(found) = keyness(&list(target, articles), &list(reference, others), options) else {
        // The counts are valid by their making.
        return Vec::new();
    };
    let mut keywords: Vec<_> = found
        .keywords
        .into_iter()
        .filter(|keyword| keyword.count >= LEAST && keyword.token.chars().count() > 3)
        .filter(|keyword| keyword.log_ratio.is_none_or(|ratio| ratio > 0.0))
        .collect();
    keywords.sort_by(|a, b| {
        let likelihood = |keyword: &corpus_statistics::keyness::Keyword| keyword.log_likelihood;
        likelihood(b).total_cmp(&likelihood(a)).then_with(|| a.token.cmp(&b.token))
    });
    keywords.into_iter().take(MOST).map(|keyword| keyword.token).collect()
}

fn total(words: &HashMap<String, Frequency>) -> u64 {
    words.values().map(|frequency| frequency.tokens).sum()
}

fn counted(text: &str) -> HashMap<String, Frequency> {
    let mut counts: HashMap<String, Frequency> = HashMap::new();
    for word in words(text) {
        counts
            .entry(folded(word.text).into_owned())
            .or_insert(Frequency { tokens: 0, articles: 1 })
            .tokens += 1;
    }
    counts
}
