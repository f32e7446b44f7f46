//! Dispersion over parts, such as articles, months or outlets. Parts can be of any size.

use serde::Serialize;

use crate::InvalidCounts;
use crate::error::within;
use crate::quotient::{finite, float};

/// A part of a corpus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Occurrences of the word in the part.
    pub count: u64,
    /// Tokens of the part.
    pub tokens: u64,
}

/// How evenly a word is spread over the parts of a corpus.
///
/// Mind the direction: DP is 0 where the word is spread as evenly as can be, all others are 1 there.
/// `None` where a measure has no value: for a word that doesn't occur, and for what compares parts if there is only one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartDispersion {
    /// Occurrences in all parts: f.
    pub count: u64,
    /// Tokens in all parts: N.
    pub tokens: u64,
    /// The number of parts with tokens: n. The word could be in no other.
    pub parts: u64,
    /// The number of parts with the word.
    pub range: u64,
    /// DP, ½ Σ |vᵢ/f − sᵢ/N| (Gries 2008): 0 evenly spread, close to 1 in one small part.
    pub deviation_of_proportions: Option<f64>,
    /// DP divided by its maximum 1 − min sᵢ/N (Lijffijt and Gries 2012): 0 evenly spread, 1 only in the smallest part.
    pub normalised_deviation_of_proportions: Option<f64>,
    /// D, 1 − (σ/μ)/√(n − 1) (Juilland 1970): 1 evenly spread, 0 in one part only. Mean and standard deviation (of a population)
    /// are those of relative frequencies, so that parts needn't have one size.
    pub juilland_d: Option<f64>,
    /// D2, the entropy of the relative frequencies divided by ln n (Carroll 1970): 1 evenly spread, 0 in one part only.
    pub carroll_d2: Option<f64>,
    /// S, (Σ √(sᵢ vᵢ))² / (N f) (Rosengren 1971): 1 evenly spread, the smallest share sᵢ/N in the smallest part only. For equal parts
    /// it is (Σ √vᵢ)² / (n f).
    pub rosengren_s: Option<f64>,
    /// D3, 1 − χ²/(4 f), with expected counts in proportion to sizes (Lyne 1985): 1 evenly spread. It is negative if a small
    /// part has most of the occurrences.
    pub lyne_d3: Option<f64>,
}

/// The dispersion of a word over parts. Parts without tokens are left out.
///
/// # Errors
///
/// A part with more occurrences than tokens, or sums larger than a count can be.
pub fn over_parts(parts: &[Part]) -> Result<PartDispersion, InvalidCounts> {
    for part in parts {
        within(("the count in a part", part.count), ("its number of tokens", part.tokens))?;
    }
    let sum = |count: fn(&Part) -> u64| {
        parts.iter().map(count).try_fold(0, u64::checked_add).ok_or(InvalidCounts::SumTooLarge("all parts"))
    };
    let (count, tokens) = (sum(|part| part.count)?, sum(|part| part.tokens)?);
    let shares = Shares::of(parts, count, tokens);
    let occurs = |measure: fn(&Shares) -> f64| (count > 0).then(|| measure(&shares)).and_then(finite);
    Ok(PartDispersion {
        count,
        tokens,
        parts: shares.parts.len() as u64,
        range: parts.iter().filter(|part| part.count > 0).count() as u64,
        deviation_of_proportions: occurs(Shares::deviation),
        normalised_deviation_of_proportions: occurs(|shares| shares.deviation() / (1.0 - shares.smallest())),
        juilland_d: occurs(Shares::juilland),
        carroll_d2: occurs(Shares::carroll),
        rosengren_s: occurs(Shares::rosengren),
        lyne_d3: occurs(Shares::lyne),
    })
}

/// Of each part with tokens its share of the occurrences and its share of the tokens.
struct Shares {
    parts: Vec<(f64, f64)>,
}

impl Shares {
    fn of(parts: &[Part], count: u64, tokens: u64) -> Self {
        let share = |part: &Part| (float(part.count) / float(count), float(part.tokens) / float(tokens));
        Self { parts: parts.iter().filter(|part| part.tokens > 0).map(share).collect() }
    }

    fn number(&self) -> f64 {
        float(self.parts.len() as u64)
    }

    fn smallest(&self) -> f64 {
        self.parts.iter().map(|(_, size)| *size).fold(1.0, f64::min)
    }

    fn deviation(&self) -> f64 {
        self.parts.iter().map(|(share, size)| (share - size).abs()).sum::<f64>() / 2.0
    }

    /// The relative frequency of each part beside that of all.
    fn relative(&self) -> impl Iterator<Item = f64> {
        self.parts.iter().map(|(share, size)| share / size)
    }

    fn juilland(&self) -> f64 {
        let mean = self.relative().sum::<f64>() / self.number();
        let variance = self.relative().map(|one| (one - mean).powi(2)).sum::<f64>() / self.number();
        1.0 - variance.sqrt() / mean / (self.number() - 1.0).sqrt()
    }

    fn carroll(&self) -> f64 {
        let sum: f64 = self.relative().sum();
        let information = |share: f64| if share > 0.0 { -share * share.ln() } else { 0.0 };
        self.relative().map(|one| information(one / sum)).sum::<f64>() / self.number().ln()
    }

    fn rosengren(&self) -> f64 {
        self.parts.iter().map(|(share, size)| (share * size).sqrt()).sum::<f64>().powi(2)
    }

    /// Both χ² and its divisor are proportional to the occurrences, so that shares are enough.
    fn lyne(&self) -> f64 {
        1.0 - self.parts.iter().map(|(share, size)| (share - size).powi(2) / size).sum::<f64>() / 4.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn equal(counts: &[u64]) -> PartDispersion {
        over_parts(&counts.iter().map(|&count| Part { count, tokens: 100 }).collect::<Vec<_>>()).unwrap()
    }

    fn assert_digits(value: Option<f64>, digits: usize, expected: &str) {
        assert_eq!(format!("{:.digits$}", value.unwrap()), expected);
    }

    #[test]
    fn the_deviation_of_proportions_has_the_published_value() {
        let dispersion = equal(&[2, 1, 0]);
        assert_digits(dispersion.normalised_deviation_of_proportions, 1, "0.5");
        assert_digits(dispersion.deviation_of_proportions, 4, "0.3333");
    }

    #[test]
    fn dispersions_of_equal_parts_have_the_published_values() {
        assert_digits(equal(&[0, 4, 3, 2, 1]).juilland_d, 4, "0.6464");
        assert_digits(equal(&[2, 1, 1, 1, 0]).carroll_d2, 4, "0.8277");
        assert_digits(equal(&[1, 2, 3, 4, 5]).rosengren_s, 3, "0.937");
        assert_digits(equal(&[1, 2, 3, 4, 5]).lyne_d3, 3, "0.944");
    }

    #[test]
    fn a_word_in_proportion_to_the_sizes_is_evenly_spread() {
        let parts = [10, 20, 50].map(|count| Part { count, tokens: 10 * count });
        let even = over_parts(&parts).unwrap();
        assert!(even.deviation_of_proportions.unwrap() < 1e-12);
        for one in [even.juilland_d, even.carroll_d2, even.rosengren_s, even.lyne_d3] {
            assert!((one.unwrap() - 1.0).abs() < 1e-7);
        }
    }

    #[test]
    fn a_word_only_in_the_smallest_part_is_as_uneven_as_can_be() {
        let uneven = over_parts(&[Part { count: 5, tokens: 10 }, Part { count: 0, tokens: 90 }]).unwrap();
        assert!((uneven.normalised_deviation_of_proportions.unwrap() - 1.0).abs() < 1e-12);
        assert!(uneven.juilland_d.unwrap().abs() < 1e-12 && uneven.carroll_d2.unwrap().abs() < 1e-12);
        assert!((uneven.rosengren_s.unwrap() - 0.1).abs() < 1e-12);
        assert!((uneven.lyne_d3.unwrap() + 1.25).abs() < 1e-12);
    }

    #[test]
    fn a_word_that_does_not_occur_has_no_dispersion() {
        let none = equal(&[0, 0]);
        assert_eq!((none.count, none.parts, none.range), (0, 2, 0));
        assert_eq!((none.deviation_of_proportions, none.juilland_d, none.carroll_d2), (None, None, None));
        assert_eq!((none.rosengren_s, none.lyne_d3), (None, None));
        assert_eq!(over_parts(&[]).unwrap().parts, 0);
    }

    #[test]
    fn one_part_says_nothing_about_differences_of_parts() {
        let one = equal(&[3]);
        assert_eq!(one.deviation_of_proportions, Some(0.0));
        assert_eq!(
            (one.normalised_deviation_of_proportions, one.juilland_d, one.carroll_d2),
            (None, None, None)
        );
        assert_eq!((one.rosengren_s, one.lyne_d3), (Some(1.0), Some(1.0)));
    }

    #[test]
    fn parts_without_tokens_are_left_out() {
        let with = over_parts(&[
            Part { count: 3, tokens: 9 },
            Part { count: 0, tokens: 0 },
            Part { count: 1, tokens: 9 },
        ]);
        let without = over_parts(&[Part { count: 3, tokens: 9 }, Part { count: 1, tokens: 9 }]);
        assert_eq!(with, without);
    }

    #[test]
    fn impossible_parts_are_refused() {
        assert!(over_parts(&[Part { count: 3, tokens: 2 }]).is_err());
        assert!(over_parts(&[Part { count: 0, tokens: u64::MAX }, Part { count: 0, tokens: 1 }]).is_err());
    }

    proptest! {
        #[test]
        fn no_measure_leaves_its_range(counts in prop::collection::vec((0u64..50, 0u64..500), 0..12)) {
            let parts: Vec<Part> = counts.into_iter().map(|(count, more)| Part { count, tokens: count + more }).collect();
            let dispersion = over_parts(&parts).unwrap();
            let measures = [
                dispersion.deviation_of_proportions, dispersion.normalised_deviation_of_proportions,
                dispersion.juilland_d, dispersion.carroll_d2, dispersion.rosengren_s,
            ];
            for value in measures.into_iter().flatten() {
                prop_assert!((-1e-9..=1.0 + 1e-9).contains(&value), "{dispersion:?}");
            }
            prop_assert!(dispersion.lyne_d3.is_none_or(|value| value <= 1.0));
            prop_assert!(!serde_json::to_string(&dispersion).unwrap().contains("NaN"));
        }
    }
}
