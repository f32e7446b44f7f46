//! What can't be drawn.

use crate::MINIMUM_COLUMNS;

/// Why there is no plot.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum InvalidPlot {
    /// A terminal without room for labels and marks.
    #[error("a plot needs {MINIMUM_COLUMNS} columns, but has {0}")]
    TooNarrow(usize),
    /// A hit that lies behind the end of its article.
    #[error("{label:?} has a hit at word {hit}, counted from 0, but only {words} words")]
    HitOutside {
        /// The label of the article.
        label: String,
        /// The position of the hit.
        hit: u64,
        /// The number of words of the article.
        words: u64,
    },
    /// A series with a value too many or too few.
    #[error("{label:?} has {values} values for {periods} periods")]
    WrongNumberOfValues {
        /// The label of the series.
        label: String,
        /// The number of its values.
        values: usize,
        /// The number of periods.
        periods: usize,
    },
    /// A value that no frequency can have.
    #[error("{label:?} has the value {value}, but frequencies are from 0 to 10¹⁵")]
    NoFrequency {
        /// The label of the series.
        label: String,
        /// The value.
        value: f64,
    },
}
