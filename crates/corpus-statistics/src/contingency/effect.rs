//! How large a difference is, whatever the size of the corpora.

use super::ContingencyTable;
use crate::Quotient;
use crate::quotient::{finite, float};

impl ContingencyTable {
    /// The binary logarithm of the ratio of both relative frequencies (Hardie 2014): one point more means twice as frequent. A
    /// count of zero counts as a half. `None` if a corpus is empty.
    #[must_use]
    pub fn log_ratio(&self) -> Option<f64> {
        self.shares()?;
        let half = |count: u64| if count == 0 { 0.5 } else { float(count) };
        let [target_tokens, reference_tokens] = self.rows().map(float);
        Some(((half(self.o11) / target_tokens) / (half(self.o21) / reference_tokens)).log2())
    }

    /// The difference of both relative frequencies in percent of that in the reference (%DIFF; Gabrielatos and Marchi
    /// 2011): −100 to infinite. Infinite for a word that only the target has; undefined for one that neither has, or
    /// with an empty corpus.
    #[must_use]
    pub fn percent_difference(&self) -> Quotient {
        self.shares().map_or(Quotient::Undefined, |(target, reference)| {
            Quotient::of(target, reference).map(|ratio| 100.0 * (ratio - 1.0))
        })
    }

    /// The difference of both relative frequencies divided by their sum (Hofland and Johansson 1982): −1, only in the
    /// reference, to 1, only in the target. `None` for a word that neither has, or with an empty corpus.
    #[must_use]
    pub fn difference_coefficient(&self) -> Option<f64> {
        let (target, reference) = self.shares()?;
        finite((target - reference) / (target + reference))
    }

    /// The odds ratio O11 O22 / (O12 O21): 0 to infinite, 1 for no difference.
    #[must_use]
    pub fn odds_ratio(&self) -> Quotient {
        Quotient::of(float(self.o11) * float(self.o22), float(self.o12) * float(self.o21))
    }

    /// The ratio of both frequencies per million, each plus `smoothing` (simple maths; Kilgarriff 2009): 1 for no difference. A
    /// smoothing of 1 prefers rare words, one of 100 or 1,000 common ones. `None` for an empty corpus, or without a
    /// finite ratio for this smoothing, as for 0 with a word that the reference doesn't have.
    #[must_use]
    pub fn simple_maths(&self, smoothing: f64) -> Option<f64> {
        let (target, reference) = self.shares()?;
        finite((1e6 * target + smoothing) / (1e6 * reference + smoothing))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpora(counts: [u64; 4]) -> ContingencyTable {
        ContingencyTable::of_corpora(counts[0], counts[1], counts[2], counts[3]).unwrap()
    }

    #[test]
    fn equal_frequencies_have_a_log_ratio_of_zero() {
        assert_eq!(corpora([1, 1, 1_000_000, 1_000_000]).log_ratio(), Some(0.0));
    }

    #[test]
    fn zero_counts_as_a_half_in_the_log_ratio() {
        assert_eq!(corpora([4, 0, 1000, 1000]).log_ratio(), Some(3.0));
        assert_eq!(corpora([0, 4, 1000, 1000]).log_ratio(), Some(-3.0));
        assert_eq!(corpora([0, 0, 1000, 1000]).log_ratio(), Some(0.0));
    }

    #[test]
    fn the_percent_difference_of_a_new_word_is_infinite() {
        assert_eq!(corpora([3, 0, 1000, 1000]).percent_difference(), Quotient::Infinite);
        assert_eq!(corpora([0, 0, 1000, 1000]).percent_difference(), Quotient::Undefined);
        assert_eq!(corpora([6, 3, 1000, 1000]).percent_difference(), Quotient::Number(100.0));
        assert_eq!(corpora([0, 3, 1000, 1000]).percent_difference(), Quotient::Number(-100.0));
        assert_eq!(serde_json::to_string(&Quotient::Infinite).unwrap(), "null");
        assert_eq!(Quotient::Infinite.to_string(), "infinite");
    }

    #[test]
    fn the_difference_coefficient_is_that_of_hofland_and_johansson() {
        let coefficient = corpora([18, 35, 1_000_000, 1_000_000]).difference_coefficient().unwrap();
        assert_eq!(format!("{coefficient:.2}"), "-0.32");
    }

    #[test]
    fn the_odds_ratio_has_the_published_value() {
        let ratio = corpora([16_217, 735, 2_796_938, 2_087_946]).odds_ratio();
        assert_eq!(format!("{ratio:.1}"), "16.6");
    }

    #[test]
    fn simple_maths_has_the_published_value() {
        let score = corpora([35, 263, 112_289_811, 1_559_717_242]).simple_maths(1.0).unwrap();
        assert_eq!(format!("{score:.4}"), "1.1224");
    }

    #[test]
    fn an_empty_corpus_has_no_effect_sizes() {
        let empty = corpora([0, 3, 0, 1000]);
        assert_eq!(
            (empty.log_ratio(), empty.difference_coefficient(), empty.simple_maths(1.0)),
            (None, None, None)
        );
        assert_eq!(empty.percent_difference(), Quotient::Undefined);
        assert_eq!(corpora([3, 0, 1000, 1000]).simple_maths(0.0), None);
    }
}
