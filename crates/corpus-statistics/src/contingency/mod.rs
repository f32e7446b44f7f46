//! Two by two tables of counts, and the measures that follow from one.
//!
//! | | column 1 | column 2 | |
//! |---|---|---|---|
//! | row 1 | O11 | O12 | R1 |
//! | row 2 | O21 | O22 | R2 |
//! | | C1 | C2 | N |
//!
//! For keywords, row 1 is the target corpus, row 2 the reference corpus, and column 1 the word. For collocations, row 1 is the
//! windows around the node, row 2 all other tokens, and column 1 the collocate.

mod association;
mod effect;
mod significance;

use crate::error::{InvalidCounts, within};
use crate::quotient::float;
pub(crate) use significance::deviance;

/// Four counts. Their sum is a count too, so that no margin overflows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContingencyTable {
    o11: u64,
    o12: u64,
    o21: u64,
    o22: u64,
}

impl ContingencyTable {
    /// A table of its four cells, row by row.
    ///
    /// # Errors
    ///
    /// The sum of the cells is larger than a count can be.
    pub fn of_cells(o11: u64, o12: u64, o21: u64, o22: u64) -> Result<Self, InvalidCounts> {
        [o12, o21, o22]
            .into_iter()
            .try_fold(o11, u64::checked_add)
            .ok_or(InvalidCounts::SumTooLarge("the cells"))?;
        Ok(Self { o11, o12, o21, o22 })
    }

    /// A table for keyness: occurrences of a word in the target and in the reference, and the tokens of each.
    ///
    /// # Errors
    ///
    /// More occurrences than tokens, or more tokens in all than a count can be.
    pub fn of_corpora(
        target: u64,
        reference: u64,
        target_tokens: u64,
        reference_tokens: u64,
    ) -> Result<Self, InvalidCounts> {
        within(("the count in the target", target), ("its number of tokens", target_tokens))?;
        within(("the count in the reference", reference), ("its number of tokens", reference_tokens))?;
        Self::of_cells(target, target_tokens - target, reference, reference_tokens - reference)
    }

    /// A table for collocations: `together` is O11, `first` is R1, `second` is C1 and `total` is N.
    ///
    /// # Errors
    ///
    /// A margin that is smaller than a cell in it, or larger than the total.
    pub fn of_cooccurrence(
        together: u64,
        first: u64,
        second: u64,
        total: u64,
    ) -> Result<Self, InvalidCounts> {
        within(("the count of both", together), ("the count of the first", first))?;
        within(("the count of both", together), ("the count of the second", second))?;
        within(("the count of the first", first), ("the total", total))?;
        within(
            ("the count of the second outside the first", second - together),
            ("the rest", total - first),
        )?;
        Self::of_cells(together, first - together, second - together, total - first - (second - together))
    }

    /// O11, the observed count.
    #[must_use]
    pub fn observed(&self) -> u64 {
        self.o11
    }

    /// The cells, row by row.
    #[must_use]
    pub fn cells(&self) -> [u64; 4] {
        [self.o11, self.o12, self.o21, self.o22]
    }

    /// R1 and R2.
    #[must_use]
    pub fn rows(&self) -> [u64; 2] {
        [self.o11 + self.o12, self.o21 + self.o22]
    }

    /// C1 and C2.
    #[must_use]
    pub fn columns(&self) -> [u64; 2] {
        [self.o11 + self.o21, self.o12 + self.o22]
    }

    /// N.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.o11 + self.o12 + self.o21 + self.o22
    }

    /// The expected count of the first cell if rows and columns are independent: R1 C1 / N. It is 0 for a table of zeros.
    #[must_use]
    pub fn expected(&self) -> f64 {
        self.expected_cells()[0]
    }

    /// The expected counts of all cells, row by row.
    fn expected_cells(&self) -> [f64; 4] {
        let (rows, columns, total) = (self.rows(), self.columns(), float(self.total().max(1)));
        [(0, 0), (0, 1), (1, 0), (1, 1)]
            .map(|(row, column)| float(rows[row]) * float(columns[column]) / total)
    }

    /// O11 − E11, without the loss of precision of that subtraction: (O11 O22 − O12 O21) / N.
    #[expect(clippy::cast_precision_loss, reason = "the exact difference is rounded once")]
    fn surplus(&self) -> f64 {
        let product = |left: u64, right: u64| i128::from(left) * i128::from(right);
        let determinant = product(self.o11, self.o22) - product(self.o12, self.o21);
        determinant as f64 / float(self.total().max(1))
    }

    /// The shares of column 1 in row 1 and in row 2: for keyness, the relative frequencies. `None` for an empty row.
    fn shares(&self) -> Option<(f64, f64)> {
        let [first, second] = self.rows();
        (first > 0 && second > 0).then(|| (float(self.o11) / float(first), float(self.o21) / float(second)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_larger_than_its_margin_is_refused() {
        let error = ContingencyTable::of_corpora(3, 0, 2, 10).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the count in the target is 3, more than its number of tokens, which is 2"
        );
        assert!(ContingencyTable::of_cooccurrence(5, 4, 9, 100).is_err());
        assert!(ContingencyTable::of_cooccurrence(1, 99, 9, 100).is_err());
        assert!(ContingencyTable::of_cells(u64::MAX, 1, 0, 0).is_err());
    }

    #[test]
    fn both_ways_to_a_table_give_the_same_cells() {
        let corpora = ContingencyTable::of_corpora(7, 3, 100, 200).unwrap();
        let cooccurrence = ContingencyTable::of_cooccurrence(7, 100, 10, 300).unwrap();
        assert_eq!(corpora, cooccurrence);
        assert_eq!(corpora.cells(), [7, 93, 3, 197]);
    }
}
