//! Counts that can't be true.

/// Why counts were refused.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum InvalidCounts {
    /// A part is larger than the whole that contains it.
    #[error("{part} is {smaller}, more than {whole}, which is {larger}")]
    PartExceedsWhole {
        /// What the part is.
        part: &'static str,
        /// The count of the part.
        smaller: u64,
        /// What the whole is.
        whole: &'static str,
        /// The count of the whole.
        larger: u64,
    },
    /// A sum is larger than a count can be.
    #[error("the sum of {0} exceeds {max}", max = u64::MAX)]
    SumTooLarge(&'static str),
    /// Positions that don't ascend strictly.
    #[error("position {next} follows position {previous}, but positions must ascend")]
    PositionsNotAscending {
        /// The position before.
        previous: u64,
        /// The position that isn't greater.
        next: u64,
    },
    /// A number of words for which expressions aren't counted.
    #[error("expressions have {min} to {max} words, not {0}", min = crate::expressions::SIZES.start(), max = crate::expressions::SIZES.end())]
    ExpressionSize(usize),
    /// A value that is NaN or infinite, or a parameter outside its range.
    #[error("{name} is {value}, but must be {range}")]
    OutOfRange {
        /// What the value is.
        name: &'static str,
        /// The value.
        value: f64,
        /// The values that are possible.
        range: &'static str,
    },
}

/// Whether a part is at most as large as its whole.
pub(crate) fn within(
    (part, smaller): (&'static str, u64),
    (whole, larger): (&'static str, u64),
) -> Result<(), InvalidCounts> {
    if smaller > larger {
        return Err(InvalidCounts::PartExceedsWhole { part, smaller, whole, larger });
    }
    Ok(())
}
