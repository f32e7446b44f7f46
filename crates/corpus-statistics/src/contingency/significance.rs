//! How surely a difference is no chance.

use super::ContingencyTable;
use crate::quotient::float;
use crate::{chi_squared_p, hypergeometric};

impl ContingencyTable {
    /// The log-likelihood G² of all four cells (Dunning 1993), 2 Σ O ln(O/E), with a minus if the first cell is smaller than
    /// expected. The calculator of UCREL sums the cells of column 1 alone, which gives smaller values.
    #[must_use]
    pub fn log_likelihood(&self) -> f64 {
        let surplus = self.surplus();
        let differences = [surplus, -surplus, -surplus, surplus];
        let observed = self.cells().into_iter().zip(self.expected_cells()).zip(differences);
        let sum: f64 =
            observed.map(|((observed, expected), by)| deviance(float(observed), expected, by)).sum();
        if surplus < 0.0 { -2.0 * sum } else { 2.0 * sum }
    }

    /// The probability of a G² as large as this by chance: χ² distribution of one degree of freedom.
    #[must_use]
    pub fn log_likelihood_p(&self) -> f64 {
        chi_squared_p(self.log_likelihood().abs())
    }

    /// The Bayesian information criterion |G²| − ln N (Wilson 2013): positive speaks for a difference, above 2 clearly, above 10
    /// very strongly. `None` for a table of zeros.
    #[must_use]
    pub fn bic(&self) -> Option<f64> {
        (self.total() > 0).then(|| self.log_likelihood().abs() - float(self.total()).ln())
    }

    /// χ² with Yates's correction: N (|O11 O22 − O12 O21| − N/2)² / (R1 R2 C1 C2). The correction is never larger than
    /// the difference, so that it can't make one where there is none. `None` if a margin is 0.
    #[must_use]
    pub fn chi_squared(&self) -> Option<f64> {
        let expected = self.expected_cells();
        if expected.contains(&0.0) {
            return None;
        }
        let difference = (self.surplus().abs() - 0.5).max(0.0);
        Some(expected.into_iter().map(|expected| difference * difference / expected).sum())
    }

    /// The probability of a χ² as large as this by chance, at one degree of freedom. `None` if a margin is 0.
    #[must_use]
    pub fn chi_squared_p(&self) -> Option<f64> {
        self.chi_squared().map(chi_squared_p)
    }

    /// Fisher's exact test, two-sided: the probability of all tables with these margins that are at most as probable as this
    /// one. Probabilities that differ by less than one in ten million are equal, as in R. 1 if a margin is 0.
    #[must_use]
    pub fn fisher_p(&self) -> f64 {
        hypergeometric::two_sided(self.o11, self.rows()[0], self.columns()[0], self.total())
    }
}

/// x ln(x/m) + m − x for an observed x and an expected m, never negative. Summed over a table the last two terms are zero, and no
/// digits are lost where x and m are large and close (Loader 2000, “Fast and accurate computation of binomial probabilities”).
/// `difference` is x − m.
pub(crate) fn deviance(observed: f64, expected: f64, difference: f64) -> f64 {
    if observed <= 0.0 {
        return expected;
    }
    if difference.abs() >= 0.1 * (observed + expected) {
        return observed * (observed / expected).ln() - difference;
    }
    let ratio = difference / (observed + expected);
    let mut sum = difference * ratio;
    let mut term = 2.0 * observed * ratio;
    for odd in (3..).step_by(2) {
        term *= ratio * ratio;
        let next = sum + term / f64::from(odd);
        if next.to_bits() == sum.to_bits() {
            break;
        }
        sum = next;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(cells: [u64; 4]) -> ContingencyTable {
        ContingencyTable::of_cells(cells[0], cells[1], cells[2], cells[3]).unwrap()
    }

    #[test]
    fn the_log_likelihood_has_four_terms() {
        assert_eq!(format!("{:.2}", table([10, 0, 3, 31764]).log_likelihood()), "167.23");
    }

    #[test]
    fn a_word_that_is_rarer_than_expected_has_a_negative_log_likelihood() {
        let rarer = ContingencyTable::of_corpora(1, 100, 10_000, 10_000).unwrap();
        let commoner = ContingencyTable::of_corpora(100, 1, 10_000, 10_000).unwrap();
        assert!(rarer.log_likelihood() < 0.0);
        assert!((rarer.log_likelihood() + commoner.log_likelihood()).abs() < 1e-10);
    }

    #[test]
    fn fisher_and_yates_agree_with_pedersen() {
        let table = table([1, 3, 3, 1]);
        assert!((table.chi_squared().unwrap() - 0.5).abs() < 1e-12);
        assert_eq!(format!("{:.2}", table.chi_squared_p().unwrap()), "0.48");
        assert_eq!(format!("{:.3}", table.fisher_p()), "0.486");
    }

    #[test]
    fn empty_margins_give_no_significance() {
        let empty = table([0, 0, 0, 0]);
        assert_eq!((empty.log_likelihood(), empty.bic(), empty.chi_squared()), (0.0, None, None));
        assert!((empty.fisher_p() - 1.0).abs() < f64::EPSILON);
        assert!((table([0, 5, 0, 7]).log_likelihood_p() - 1.0).abs() < f64::EPSILON);
    }

    proptest! {
        #[test]
        fn the_deviance_is_the_textbook_formula(cells in prop::array::uniform4(0u64..2000)) {
            let table = table(cells);
            let naive: f64 = cells.iter().zip(table.expected_cells()).filter(|(cell, _)| **cell > 0)
                .map(|(cell, expected)| 2.0 * float(*cell) * (float(*cell) / expected).ln()).sum();
            prop_assert!((table.log_likelihood().abs() - naive).abs() < 1e-8);
        }
    }
}
