//! Keywords: words whose frequency differs between two corpora.
//!
//! Words are ranked by the size of the difference and filtered by its significance. Frequencies are relative to all tokens that
//! were selected, also those whose words were left out of a list.

mod keyword;
mod options;

use std::collections::HashMap;
use std::hash::BuildHasher;

use serde::Serialize;

use crate::error::within;
use crate::quotient::float;
use crate::{ContingencyTable, InvalidCounts};
pub use keyword::Keyword;
pub use options::{Direction, KeynessOptions, Ranking};

/// How often a word occurs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Frequency {
    /// Occurrences.
    pub tokens: u64,
    /// Articles with at least one.
    pub articles: u64,
}

/// The frequencies of the words of a selection of articles.
#[derive(Debug)]
pub struct FrequencyList<'words, S> {
    /// All tokens and all articles of the selection.
    pub total: Frequency,
    /// The frequency of each word.
    pub words: &'words HashMap<String, Frequency, S>,
}

/// Keywords, with all that the numbers depend on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Keyness {
    /// What was asked for.
    pub options: KeynessOptions,
    /// All tokens and articles of the target.
    pub target: Frequency,
    /// All tokens and articles of the reference.
    pub reference: Frequency,
    /// The number of different words that either corpus has.
    pub compared: u64,
    /// The probability that a difference by chance may have at most, after Bonferroni's correction.
    pub threshold_p: f64,
    /// The keywords in their order.
    pub keywords: Vec<Keyword>,
}

/// The keywords of a target beside a reference. If one of both is empty there are none.
///
/// For example, a word with 30 of 10,000 tokens in the target and 10 of 10,000 in the reference has a log ratio of 1.58.
///
/// # Errors
///
/// A word that is more frequent than all words together, or an option outside its range.
pub fn keyness<S: BuildHasher>(
    target: &FrequencyList<'_, S>,
    reference: &FrequencyList<'_, S>,
    options: KeynessOptions,
) -> Result<Keyness, InvalidCounts> {
    options.check()?;
    let only_reference = reference.words.keys().filter(|word| !target.words.contains_key(*word));
    let words: Vec<&String> = target.words.keys().chain(only_reference).collect();
    let compared = words.len() as u64;
    let tests = if options.bonferroni { compared.max(1) } else { 1 };
    let threshold_p = options.maximum_p / float(tests);
    let mut keywords = Vec::new();
    for word in words {
        let pair = Pair::of(word, target, reference)?;
        if pair.is_key(&options, threshold_p) {
            keywords.push(Keyword::of(word, &pair, &options));
        }
    }
    keywords.sort_by(|left, right| left.order(right, &options));
    Ok(Keyness { options, target: target.total, reference: reference.total, compared, threshold_p, keywords })
}

/// A word in both corpora.
struct Pair {
    target: Frequency,
    reference: Frequency,
    table: ContingencyTable,
}

impl Pair {
    fn of<S: BuildHasher>(
        word: &str,
        target: &FrequencyList<'_, S>,
        reference: &FrequencyList<'_, S>,
    ) -> Result<Self, InvalidCounts> {
        let frequency = |list: &FrequencyList<'_, S>| {
            let frequency = list.words.get(word).copied().unwrap_or_default();
            let articles = ("the number of articles with a word", frequency.articles);
            within(articles, ("the number of articles", list.total.articles))?;
            Ok(frequency)
        };
        let (target_frequency, reference_frequency) = (frequency(target)?, frequency(reference)?);
        let table = ContingencyTable::of_corpora(
            target_frequency.tokens,
            reference_frequency.tokens,
            target.total.tokens,
            reference.total.tokens,
        )?;
        Ok(Self { target: target_frequency, reference: reference_frequency, table })
    }

    /// Whether the word is a keyword. Only what is cheap is computed here: most words are none.
    fn is_key(&self, options: &KeynessOptions, threshold_p: f64) -> bool {
        let more_in_target = self.table.log_likelihood() > 0.0;
        let direction = match options.direction {
            Direction::Target => more_in_target,
            Direction::Reference => self.table.log_likelihood() < 0.0,
            Direction::Either => true,
        };
        let frequency = if more_in_target { self.target } else { self.reference };
        direction
            && self.table.log_ratio().is_some()
            && frequency.tokens >= options.minimum.tokens
            && frequency.articles >= options.minimum.articles
            && self.table.log_likelihood_p() <= threshold_p
            && options.minimum_bic.is_none_or(|minimum| self.table.bic().is_some_and(|bic| bic >= minimum))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Quotient;

    type Words = HashMap<String, Frequency>;

    fn words(counts: &[(&str, u64)]) -> Words {
        counts
            .iter()
            .map(|(word, tokens)| ((*word).to_owned(), Frequency { tokens: *tokens, articles: 1 }))
            .collect()
    }

    fn keywords(target: &[(&str, u64)], reference: &[(&str, u64)], options: KeynessOptions) -> Keyness {
        let (target, reference) = (words(target), words(reference));
        let total = Frequency { tokens: 10_000, articles: 10 };
        let list = |words| FrequencyList { total, words };
        keyness(&list(&target), &list(&reference), options).unwrap()
    }

    fn tokens(keyness: &Keyness) -> Vec<&str> {
        keyness.keywords.iter().map(|keyword| keyword.token.as_str()).collect()
    }

    const TARGET: [(&str, u64); 5] = [("flood", 90), ("river", 40), ("the", 600), ("dam", 12), ("said", 110)];
    const REFERENCE: [(&str, u64); 4] = [("flood", 10), ("the", 610), ("said", 100), ("goal", 80)];

    #[test]
    fn keywords_are_ranked_by_effect_and_filtered_by_significance() {
        let found = keywords(&TARGET, &REFERENCE, KeynessOptions::default());
        assert_eq!(tokens(&found), ["river", "dam", "flood"]);
        assert_eq!(found.compared, 6);
        assert!((found.threshold_p - 0.001 / 6.0).abs() < 1e-15);
    }

    #[test]
    fn a_ranking_by_significance_prefers_frequent_words() {
        let options = KeynessOptions { ranking: Ranking::LogLikelihood, ..KeynessOptions::default() };
        assert_eq!(tokens(&keywords(&TARGET, &REFERENCE, options)), ["flood", "river", "dam"]);
    }

    #[test]
    fn words_of_the_reference_are_negative_keywords() {
        let options = KeynessOptions { direction: Direction::Reference, ..KeynessOptions::default() };
        let found = keywords(&TARGET, &REFERENCE, options);
        assert_eq!(tokens(&found), ["goal"]);
        assert!(found.keywords[0].log_ratio.unwrap() < -7.0);
        let either = KeynessOptions { direction: Direction::Either, ..options };
        assert_eq!(tokens(&keywords(&TARGET, &REFERENCE, either)), ["goal", "river", "dam", "flood"]);
    }

    #[test]
    fn all_words_are_keywords_if_nothing_is_asked() {
        let minimum = Frequency::default();
        let options = KeynessOptions {
            maximum_p: 1.0,
            bonferroni: false,
            minimum,
            direction: Direction::Either,
            ..KeynessOptions::default()
        };
        assert_eq!(keywords(&TARGET, &REFERENCE, options).keywords.len(), 6);
    }

    #[test]
    fn the_bayesian_criterion_is_stricter_in_larger_corpora() {
        let options = KeynessOptions { minimum_bic: Some(10.0), ..KeynessOptions::default() };
        assert_eq!(tokens(&keywords(&TARGET, &REFERENCE, options)), ["river", "flood"]);
    }

    #[test]
    fn words_with_equal_measures_are_in_the_order_of_their_letters() {
        let found = keywords(&[("b", 50), ("a", 50), ("c", 50)], &[], KeynessOptions::default());
        assert_eq!(tokens(&found), ["a", "b", "c"]);
    }

    #[test]
    fn every_ranking_puts_a_word_of_the_target_alone_first() {
        for ranking in [
            Ranking::LogRatio,
            Ranking::SimpleMaths,
            Ranking::PercentDifference,
            Ranking::DifferenceCoefficient,
            Ranking::OddsRatio,
        ] {
            let options = KeynessOptions { ranking, ..KeynessOptions::default() };
            assert_eq!(tokens(&keywords(&TARGET, &REFERENCE, options))[0], "river", "{ranking:?}");
        }
    }

    #[test]
    fn a_ratio_and_its_inverse_are_as_large_in_either_direction() {
        let pairs = (&[("more", 80), ("less", 9)], &[("more", 10), ("less", 80)]);
        for ranking in [Ranking::LogRatio, Ranking::PercentDifference, Ranking::OddsRatio] {
            let options =
                KeynessOptions { direction: Direction::Either, ranking, ..KeynessOptions::default() };
            assert_eq!(tokens(&keywords(pairs.0, pairs.1, options)), ["less", "more"], "{ranking:?}");
        }
    }

    #[test]
    fn an_empty_corpus_has_no_keywords() {
        let (target, reference) = (words(&TARGET), Words::new());
        let target = FrequencyList { total: Frequency { tokens: 10_000, articles: 10 }, words: &target };
        let reference = FrequencyList { total: Frequency::default(), words: &reference };
        assert!(keyness(&target, &reference, KeynessOptions::default()).unwrap().keywords.is_empty());
    }

    #[test]
    fn an_infinite_difference_is_null_in_json() {
        let found = keywords(&TARGET, &REFERENCE, KeynessOptions::default());
        let json = serde_json::to_value(&found.keywords[0]).unwrap();
        assert!(json["percent_difference"].is_null() && json["odds_ratio"].is_null());
        assert_eq!(json["reference_count"], 0);
        assert_eq!(found.keywords[0].percent_difference, Quotient::Infinite);
    }

    #[test]
    fn options_outside_their_range_are_refused() {
        let list = Words::new();
        let list = FrequencyList { total: Frequency::default(), words: &list };
        let refused = |options| keyness(&list, &list, options).unwrap_err().to_string();
        let smoothing = KeynessOptions { smoothing: 0.0, ..KeynessOptions::default() };
        assert_eq!(refused(smoothing), "the smoothing is 0, but must be above 0 and finite");
        let maximum_p = KeynessOptions { maximum_p: f64::NAN, ..KeynessOptions::default() };
        assert_eq!(refused(maximum_p), "the maximum p is NaN, but must be from 0 to 1");
    }
}
