//! Fisher's exact test for counts of any size.
//!
//! Probabilities come from the saddle-point form of Loader (2000), as in R's `dhyper`: logarithms of factorials of millions would
//! lose the digits that matter. A tail is summed until its terms no longer count.

use std::f64::consts::PI;

use crate::contingency::deviance;
use crate::quotient::float;

/// Relative difference below which two probabilities are equal. R has the same, for the same rounding.
const TIE: f64 = 1e-7;

/// The counts that are fixed: of tokens in all, of the first and of the second.
struct Margins {
    first: u64,
    second: u64,
    total: u64,
}

/// The probability of all tables with these margins that are at most as probable as the one with `observed`. Takes time in
/// proportion to the standard deviation, which is at most half the square root of the smallest margin.
pub(crate) fn two_sided(observed: u64, first: u64, second: u64, total: u64) -> f64 {
    let margins = Margins { first, second, total };
    let (lowest, highest) = margins.range();
    if lowest == highest {
        return 1.0;
    }
    let threshold = margins.ln_probability(observed) + TIE;
    let mode = margins.mode().clamp(lowest, highest);
    if margins.ln_probability(mode) <= threshold {
        return 1.0;
    }
    let at_most = |count: u64| margins.ln_probability(count) <= threshold;
    let below = first_where(lowest, mode, |count| !at_most(count));
    let above = first_where(mode, highest + 1, at_most);
    let lower = if below > lowest { margins.tail(below - 1, lowest) } else { 0.0 };
    let upper = if above <= highest { margins.tail(above, highest) } else { 0.0 };
    (lower + upper).min(1.0)
}

/// The first count of a range for which something holds that then holds for all later ones, or the end of the range.
fn first_where(mut from: u64, mut to: u64, holds: impl Fn(u64) -> bool) -> u64 {
    while from < to {
        let middle = from + (to - from) / 2;
        if holds(middle) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    from
}

impl Margins {
    /// The smallest and the largest count that the margins allow.
    fn range(&self) -> (u64, u64) {
        (self.first.saturating_sub(self.total - self.second), self.first.min(self.second))
    }

    /// The most probable count.
    fn mode(&self) -> u64 {
        let product = (u128::from(self.first) + 1) * (u128::from(self.second) + 1);
        u64::try_from(product / (u128::from(self.total) + 2)).unwrap_or(u64::MAX)
    }

    /// The natural logarithm of the probability of a count within the range.
    fn ln_probability(&self, count: u64) -> f64 {
        let others = self.total - self.second;
        let rest = self.total - self.first;
        ln_binomial(count, self.second, self.first, rest)
            + ln_binomial(self.first - count, others, self.first, rest)
            - ln_binomial(self.first, self.total, self.first, rest)
    }

    /// The sum of probabilities from a count to the end of its side.
    fn tail(&self, from: u64, end: u64) -> f64 {
        let (mut term, mut sum, mut count) = (1.0, 1.0, from);
        while count != end && term > sum * f64::EPSILON / 4.0 {
            if end > from {
                term *= self.ratio(count);
                count += 1;
            } else {
                count -= 1;
                term /= self.ratio(count);
            }
            sum += term;
        }
        sum * self.ln_probability(from).exp()
    }

    /// The probability of `count + 1` divided by that of `count`.
    fn ratio(&self, count: u64) -> f64 {
        // Neither of both nor negative: the lowest count is at least first + second − total.
        let neither = self.total - self.first - (self.second - count) + 1;
        float(self.first - count) * float(self.second - count) / (float(count + 1) * float(neither))
    }
}

/// The logarithm of the probability of `successes` of `trials` where each has the probability p = yes / (yes + no).
fn ln_binomial(successes: u64, trials: u64, yes: u64, no: u64) -> f64 {
    let (successes, trials, total) = (float(successes), float(trials), float(yes) + float(no));
    let (probable, improbable) = (float(yes) / total, float(no) / total);
    let failures = trials - successes;
    if successes <= 0.0 {
        return trials * ln_complement(improbable, probable);
    }
    if failures <= 0.0 {
        return trials * ln_complement(probable, improbable);
    }
    let (mean, other_mean) = (trials * probable, trials * improbable);
    stirling_error(trials)
        - stirling_error(successes)
        - stirling_error(failures)
        - deviance(successes, mean, successes - mean)
        - deviance(failures, other_mean, failures - other_mean)
        - 0.5 * (2.0 * PI * successes * (failures / trials)).ln()
}

/// The logarithm of a probability; by its complement, if that is the smaller of both and so the more exact one.
fn ln_complement(probability: f64, complement: f64) -> f64 {
    if complement < 0.5 { (-complement).ln_1p() } else { probability.ln() }
}

/// ln n! minus Stirling's approximation of it, for a whole n from 1.
fn stirling_error(n: f64) -> f64 {
    if n <= 15.0 {
        return libm::lgamma(n + 1.0) - (n + 0.5) * n.ln() + n - 0.5 * (2.0 * PI).ln();
    }
    let square = n * n;
    let terms = [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0];
    terms.into_iter().rev().fold(0.0, |sum, term| sum / square + term) / n
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The test by its definition, with logarithms of factorials.
    fn naive(observed: u64, first: u64, second: u64, total: u64) -> f64 {
        let factorial = |count: u64| libm::lgamma(float(count) + 1.0);
        let choose = |whole: u64, part: u64| factorial(whole) - factorial(part) - factorial(whole - part);
        let probability = |count: u64| {
            (choose(second, count) + choose(total - second, first - count) - choose(total, first)).exp()
        };
        let threshold = probability(observed) * (1.0 + TIE);
        let (lowest, highest) = Margins { first, second, total }.range();
        (lowest..=highest).map(probability).filter(|one| *one <= threshold).sum()
    }

    proptest! {
        #[test]
        fn the_test_is_its_definition(cells in prop::array::uniform4(0u64..60)) {
            let [both, one, other, _] = cells;
            let (first, second, total) = (both + one, both + other, cells.iter().sum());
            let (fast, slow) = (two_sided(both, first, second, total), naive(both, first, second, total));
            prop_assert!((fast - slow).abs() <= 1e-10 * slow.max(1e-300), "{fast} {slow}");
        }
    }

    #[test]
    fn an_improbable_table_has_a_probability_of_zero_rather_than_none() {
        let probability = two_sided(1_000_000, 1_000_000, 1_000_000, 1_000_000_000);
        assert!(probability.abs() < f64::MIN_POSITIVE);
    }
}
