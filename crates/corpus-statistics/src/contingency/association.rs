//! How strongly two words belong together.

use super::ContingencyTable;
use crate::quotient::{finite, float};

impl ContingencyTable {
    /// logDice, 14 + log2(2 O11 / (R1 + C1)) (Rychlý 2008): at most 14, and one point more means twice as often
    /// together. It doesn't depend on the size of the corpus. `None` if they are never together.
    #[must_use]
    pub fn log_dice(&self) -> Option<f64> {
        finite(14.0 + (2.0 * float(self.o11) / (float(self.rows()[0]) + float(self.columns()[0]))).log2())
    }

    /// The mutual information log2(O/E) (Church and Hanks 1990) of the first cell. It prefers rare words. `None` if they are never
    /// together.
    #[must_use]
    pub fn mutual_information(&self) -> Option<f64> {
        finite((float(self.o11) / self.expected()).log2())
    }

    /// The cubed mutual information log2(O³/E) (Daille 1994), which prefers frequent pairs. `None` if they are never together.
    #[must_use]
    pub fn mutual_information_cubed(&self) -> Option<f64> {
        finite(3.0 * float(self.o11).log2() - self.expected().log2())
    }

    /// The normalised mutual information ln(O/E) / −ln(O/N) (Bouma 2009): −1, never together, to 1, always together. `None`
    /// if one of both doesn't occur at all.
    #[must_use]
    pub fn normalised_mutual_information(&self) -> Option<f64> {
        let (observed, expected) = (float(self.o11), self.expected());
        if expected <= 0.0 {
            None
        } else if self.o11 == 0 {
            Some(-1.0)
        } else if self.o11 == self.total() {
            Some(1.0)
        } else {
            Some((observed / expected).ln() / -(observed / float(self.total())).ln())
        }
    }

    /// The t-score (O − E) / √O (Church and others 1991; Evert 2005). It prefers frequent pairs. `None` if they are never together.
    #[must_use]
    pub fn t_score(&self) -> Option<f64> {
        finite(self.surplus() / float(self.o11).sqrt())
    }

    /// The z-score (O − E) / √E (Evert 2005), without a correction for continuity. `None` if one of both doesn't occur at all.
    #[must_use]
    pub fn z_score(&self) -> Option<f64> {
        finite(self.surplus() / self.expected().sqrt())
    }

    /// The smaller of O11/R1 and O11/C1 (Pedersen 1998): 0 to 1. `None` if one of both doesn't occur at all.
    #[must_use]
    pub fn minimum_sensitivity(&self) -> Option<f64> {
        finite(float(self.o11) / float(self.rows()[0].max(self.columns()[0])))
            .filter(|_| self.rows()[0] > 0 && self.columns()[0] > 0)
    }

    /// ΔP forward, O11/R1 − O21/R2 (Gries 2013): by how much the first makes the second more probable, −1 to 1. `None` if a row
    /// is empty.
    #[must_use]
    pub fn delta_p_forward(&self) -> Option<f64> {
        self.shares().map(|(first, second)| first - second)
    }

    /// ΔP backward, O11/C1 − O12/C2 (Gries 2013): by how much the second makes the first more probable, −1 to 1. `None` if a
    /// column is empty.
    #[must_use]
    pub fn delta_p_backward(&self) -> Option<f64> {
        let transposed = Self { o12: self.o21, o21: self.o12, ..*self };
        transposed.delta_p_forward()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(counts: [u64; 4]) -> ContingencyTable {
        ContingencyTable::of_cells(counts[0], counts[1], counts[2], counts[3]).unwrap()
    }

    #[test]
    fn log_dice_is_14_for_words_that_are_always_together() {
        assert_eq!(cells([9, 0, 0, 1000]).log_dice(), Some(14.0));
    }

    #[test]
    fn log_dice_grows_by_one_when_twice_as_many_are_together() {
        let pair = |together| ContingencyTable::of_cooccurrence(together, 100, 60, 1000).unwrap().log_dice();
        assert!((pair(40).unwrap() - pair(20).unwrap() - 1.0).abs() < 1e-12);
        let larger = ContingencyTable::of_cooccurrence(20, 100, 60, 1_000_000).unwrap();
        assert_eq!(larger.log_dice(), pair(20));
    }

    #[test]
    fn words_never_together_have_a_normalised_mutual_information_of_minus_one() {
        assert_eq!(cells([0, 5, 5, 90]).normalised_mutual_information(), Some(-1.0));
        let together = cells([10, 0, 0, 90]).normalised_mutual_information().unwrap();
        assert!((together - 1.0).abs() < 1e-12);
        assert_eq!(cells([10, 0, 0, 0]).normalised_mutual_information(), Some(1.0));
        assert_eq!(cells([0, 0, 5, 90]).normalised_mutual_information(), None);
    }

    #[test]
    fn minimum_sensitivity_has_the_published_value() {
        let sensitivity = cells([17, 240, 1001, 1_298_742]).minimum_sensitivity().unwrap();
        assert_eq!(format!("{sensitivity:.6}"), "0.016699");
    }

    #[test]
    fn delta_p_has_the_published_values() {
        let table = cells([5610, 168_938, 2257, 10_233_063]);
        assert_eq!(format!("{:.3}", table.delta_p_forward().unwrap()), "0.032");
        assert_eq!(format!("{:.3}", table.delta_p_backward().unwrap()), "0.697");
    }

    #[test]
    fn words_never_together_have_no_logarithms() {
        let apart = cells([0, 5, 5, 90]);
        assert_eq!((apart.log_dice(), apart.mutual_information()), (None, None));
        assert_eq!((apart.mutual_information_cubed(), apart.t_score()), (None, None));
        assert_eq!(apart.z_score(), Some(-0.5));
        assert_eq!(cells([0, 0, 0, 0]).log_dice(), None);
        assert_eq!(cells([0, 0, 5, 5]).minimum_sensitivity(), None);
    }
}
