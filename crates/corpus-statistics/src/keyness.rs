//! Keywords: words whose frequency differs between two corpora.
//!
//! Words are ranked by the size of the difference and filtered by its significance. Frequencies are relative to all tokens that
//! were selected, also those whose words were left out of a list.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::BuildHasher;

use serde::Serialize;

use crate::error::within;
use crate::quotient::float;
use crate::{ContingencyTable, InvalidCounts, Quotient};

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

/// Which corpus has more of the keywords.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Words that are more frequent in the target.
    #[default]
    Target,
    /// Words that are more frequent in the reference.
    Reference,
    /// Both.
    Either,
}

/// The measure that words are ranked by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ranking {
    /// By effect: twice as frequent is one point.
    #[default]
    LogRatio,
    /// By effect, with a smoothing that prefers rare or frequent words.
    SimpleMaths,
    /// By effect, infinite for words that the reference doesn't have.
    PercentDifference,
    /// By effect, between −1 and 1.
    DifferenceCoefficient,
    /// By effect.
    OddsRatio,
    /// By significance, which grows with the size of the corpora.
    LogLikelihood,
}

/// What makes a word a keyword, and the order of keywords.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct KeynessOptions {
    /// The largest probability of a difference by chance, by G²: 0 to 1; 1 for any word.
    pub maximum_p: f64,
    /// Whether that is divided by the number of words that are compared (Bonferroni), since of many words some differ by chance.
    pub bonferroni: bool,
    /// The smallest BIC.
    pub minimum_bic: Option<f64>,
    /// The smallest frequency, in the corpus where the word is more frequent.
    pub minimum: Frequency,
    /// Which corpus has more of the word.
    pub direction: Direction,
    /// The measure of the order. Ties are in the order of |G²|, then of the words.
    pub ranking: Ranking,
    /// The number that simple maths adds to both frequencies per million: above 0.
    pub smoothing: f64,
}

impl Default for KeynessOptions {
    fn default() -> Self {
        Self {
            maximum_p: 0.001,
            bonferroni: true,
            minimum_bic: None,
            minimum: Frequency { tokens: 3, articles: 1 },
            direction: Direction::default(),
            ranking: Ranking::default(),
            smoothing: 1.0,
        }
    }
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

/// A word, its frequencies and all measures. Definitions are those of [`ContingencyTable`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Keyword {
    /// The word.
    pub token: String,
    /// Occurrences in the target.
    pub target_count: u64,
    /// Occurrences per million tokens of the target. `None` if it is empty.
    pub target_per_million: Option<f64>,
    /// Articles of the target with the word.
    pub target_articles: u64,
    /// Occurrences in the reference.
    pub reference_count: u64,
    /// Occurrences per million tokens of the reference. `None` if it is empty.
    pub reference_per_million: Option<f64>,
    /// Articles of the reference with the word.
    pub reference_articles: u64,
    /// Expected occurrences in the target if both corpora were alike.
    pub expected: f64,
    /// [`ContingencyTable::log_ratio`].
    pub log_ratio: Option<f64>,
    /// [`ContingencyTable::log_likelihood`].
    pub log_likelihood: f64,
    /// [`ContingencyTable::log_likelihood_p`].
    pub log_likelihood_p: f64,
    /// [`ContingencyTable::bic`].
    pub bic: Option<f64>,
    /// [`ContingencyTable::chi_squared`].
    pub chi_squared: Option<f64>,
    /// [`ContingencyTable::chi_squared_p`].
    pub chi_squared_p: Option<f64>,
    /// [`ContingencyTable::fisher_p`].
    pub fisher_p: f64,
    /// [`ContingencyTable::percent_difference`]: `null` if infinite, when `reference_count` is 0.
    pub percent_difference: Quotient,
    /// [`ContingencyTable::difference_coefficient`].
    pub difference_coefficient: Option<f64>,
    /// [`ContingencyTable::odds_ratio`]: `null` if infinite, when `reference_count` is 0.
    pub odds_ratio: Quotient,
    /// [`ContingencyTable::simple_maths`].
    pub simple_maths: Option<f64>,
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
    check(&options)?;
    let only_reference = reference.words.keys().filter(|word| !target.words.contains_key(*word));
    let words: Vec<&String> = target.words.keys().chain(only_reference).collect();
    let compared = words.len() as u64;
    let tests = if options.bonferroni { compared.max(1) } else { 1 };
    let threshold_p = options.maximum_p / float(tests);
    let mut keywords = Vec::new();
    for word in words {
        let pair = Pair::of(word, target, reference)?;
        if pair.is_key(&options, threshold_p) {
            keywords.push(pair.keyword(word, &options));
        }
    }
    keywords.sort_by(|left, right| order(left, right, &options));
    Ok(Keyness { options, target: target.total, reference: reference.total, compared, threshold_p, keywords })
}

fn check(options: &KeynessOptions) -> Result<(), InvalidCounts> {
    if !(0.0..=1.0).contains(&options.maximum_p) {
        return Err(InvalidCounts::OutOfRange {
            name: "the maximum p",
            value: options.maximum_p,
            range: "from 0 to 1",
        });
    }
    if !(options.smoothing > 0.0 && options.smoothing.is_finite()) {
        return Err(InvalidCounts::OutOfRange {
            name: "the smoothing",
            value: options.smoothing,
            range: "above 0 and finite",
        });
    }
    Ok(())
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

    fn keyword(&self, word: &str, options: &KeynessOptions) -> Keyword {
        let table = &self.table;
        let per_million = |count: u64, tokens: u64| (tokens > 0).then(|| 1e6 * float(count) / float(tokens));
        let [target_tokens, reference_tokens] = table.rows();
        Keyword {
            token: word.to_owned(),
            target_count: self.target.tokens,
            target_per_million: per_million(self.target.tokens, target_tokens),
            target_articles: self.target.articles,
            reference_count: self.reference.tokens,
            reference_per_million: per_million(self.reference.tokens, reference_tokens),
            reference_articles: self.reference.articles,
            expected: table.expected(),
            log_ratio: table.log_ratio(),
            log_likelihood: table.log_likelihood(),
            log_likelihood_p: table.log_likelihood_p(),
            bic: table.bic(),
            chi_squared: table.chi_squared(),
            chi_squared_p: table.chi_squared_p(),
            fisher_p: table.fisher_p(),
            percent_difference: table.percent_difference(),
            difference_coefficient: table.difference_coefficient(),
            odds_ratio: table.odds_ratio(),
            simple_maths: table.simple_maths(options.smoothing),
        }
    }
}

/// The order of keywords: the largest difference first. Where both corpora count, a ratio and its inverse are as large.
fn order(left: &Keyword, right: &Keyword, options: &KeynessOptions) -> Ordering {
    let size = |keyword: &Keyword| {
        let difference = match options.ranking {
            Ranking::LogRatio => keyword.log_ratio.unwrap_or(0.0),
            Ranking::SimpleMaths => keyword.simple_maths.unwrap_or(1.0).ln(),
            Ranking::PercentDifference => number(keyword.percent_difference),
            Ranking::DifferenceCoefficient => keyword.difference_coefficient.unwrap_or(0.0),
            Ranking::OddsRatio => number(keyword.odds_ratio).ln(),
            Ranking::LogLikelihood => keyword.log_likelihood,
        };
        match options.direction {
            Direction::Target => difference,
            Direction::Reference => -difference,
            Direction::Either => difference.abs(),
        }
    };
    let significance = |keyword: &Keyword| keyword.log_likelihood.abs();
    size(right)
        .total_cmp(&size(left))
        .then_with(|| significance(right).total_cmp(&significance(left)))
        .then_with(|| left.token.cmp(&right.token))
}

/// A quotient as a number to sort by.
fn number(quotient: Quotient) -> f64 {
    match quotient {
        Quotient::Number(number) => number,
        Quotient::Infinite => f64::INFINITY,
        Quotient::Undefined => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
