//! A keyword with its measures.

use std::cmp::Ordering;

use serde::Serialize;

use super::{Direction, KeynessOptions, Pair, Ranking};
use crate::quotient::float;
use crate::{ContingencyTable, Quotient};

/// A word, its frequencies and all measures. Definitions are those of [`ContingencyTable`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Keyword {
    /// The word.
    pub token: String,
    /// Occurrences in the target.
    pub count: u64,
    /// Occurrences per million tokens of the target. `None` if it is empty.
    pub per_million: Option<f64>,
    /// Articles of the target with the word.
    pub articles: u64,
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

impl Keyword {
    pub(super) fn of(word: &str, pair: &Pair, options: &KeynessOptions) -> Self {
        let table: &ContingencyTable = &pair.table;
        let per_million = |count: u64, tokens: u64| (tokens > 0).then(|| 1e6 * float(count) / float(tokens));
        let [target_tokens, reference_tokens] = table.rows();
        Self {
            token: word.to_owned(),
            count: pair.target.tokens,
            per_million: per_million(pair.target.tokens, target_tokens),
            articles: pair.target.articles,
            reference_count: pair.reference.tokens,
            reference_per_million: per_million(pair.reference.tokens, reference_tokens),
            reference_articles: pair.reference.articles,
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

    /// The order of keywords: the largest difference first. Where both corpora count, a ratio and its inverse are as large.
    pub(super) fn order(&self, other: &Self, options: &KeynessOptions) -> Ordering {
        let size = |keyword: &Self| {
            let difference = match options.ranking {
                Ranking::LogRatio => keyword.log_ratio.unwrap_or(0.0),
                Ranking::SimpleMaths => keyword.simple_maths.unwrap_or(1.0).ln(),
                Ranking::PercentDifference => {
                    logarithm(keyword.percent_difference.map(|percent| 1.0 + percent / 100.0))
                }
                Ranking::DifferenceCoefficient => keyword.difference_coefficient.unwrap_or(0.0),
                Ranking::OddsRatio => logarithm(keyword.odds_ratio),
                Ranking::LogLikelihood => keyword.log_likelihood,
            };
            match options.direction {
                Direction::Target => difference,
                Direction::Reference => -difference,
                Direction::Either => difference.abs(),
            }
        };
        let significance = |keyword: &Self| keyword.log_likelihood.abs();
        size(other)
            .total_cmp(&size(self))
            .then_with(|| significance(other).total_cmp(&significance(self)))
            .then_with(|| self.token.cmp(&other.token))
    }
}

/// The logarithm of a ratio, with none for an undefined one.
fn logarithm(ratio: Quotient) -> f64 {
    match ratio {
        Quotient::Number(number) => number.ln(),
        Quotient::Infinite => f64::INFINITY,
        Quotient::Undefined => 0.0,
    }
}
