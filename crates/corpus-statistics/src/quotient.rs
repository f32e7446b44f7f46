//! Quotients whose divisor may be zero.

use std::fmt;

use serde::{Serialize, Serializer};

/// A quotient that may be infinite. JSON has `null` for one without a number; the counts beside it tell which of both it is.
///
/// The order is that of the numbers, with undefined before and infinite after all of them.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub enum Quotient {
    /// Zero divided by zero.
    Undefined,
    /// A finite number.
    Number(f64),
    /// A positive number divided by zero.
    Infinite,
}

impl Quotient {
    /// The quotient of two numbers that aren't negative.
    #[must_use]
    pub fn of(dividend: f64, divisor: f64) -> Self {
        if divisor > 0.0 {
            Self::Number(dividend / divisor)
        } else if dividend > 0.0 {
            Self::Infinite
        } else {
            Self::Undefined
        }
    }

    /// The number, if there is one.
    #[must_use]
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Undefined | Self::Infinite => None,
        }
    }

    pub(crate) fn map(self, change: impl FnOnce(f64) -> f64) -> Self {
        match self {
            Self::Number(number) => Self::Number(change(number)),
            other => other,
        }
    }
}

impl fmt::Display for Quotient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Undefined => formatter.pad("undefined"),
            Self::Number(number) => number.fmt(formatter),
            Self::Infinite => formatter.pad("infinite"),
        }
    }
}

impl Serialize for Quotient {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.number().serialize(serializer)
    }
}

/// A number, unless it is NaN or infinite.
pub(crate) fn finite(number: f64) -> Option<f64> {
    number.is_finite().then_some(number)
}

/// A count as a number. Counts above 2⁵³ are rounded.
#[expect(
    clippy::cast_precision_loss,
    reason = "no corpus has 2⁵³ tokens, and statistics of rounded counts are as good"
)]
pub(crate) fn float(count: u64) -> f64 {
    count as f64
}
