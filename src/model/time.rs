//! Times in UTC to the millisecond. Their width is fixed, so that text order is time order.

use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A time in UTC. For example, `2023-04-13T09:30:00.000Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct UtcTime(jiff::Timestamp);

impl UtcTime {
    /// The time of `timestamp`.
    #[must_use]
    pub fn new(timestamp: jiff::Timestamp) -> Self {
        Self(timestamp)
    }

    /// Nanoseconds since 1970, the unit of file times.
    #[must_use]
    pub fn as_nanoseconds(self) -> i128 {
        self.0.as_nanosecond()
    }
}

impl fmt::Display for UtcTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.3}", self.0)
    }
}

impl FromStr for UtcTime {
    type Err = jiff::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl Serialize for UtcTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_the_same_width_always() {
        for (text, written) in [
            ("2023-04-13T09:30:00Z", "2023-04-13T09:30:00.000Z"),
            ("2023-04-13T09:30:00.12+08:00", "2023-04-13T01:30:00.120Z"),
        ] {
            assert_eq!(text.parse::<UtcTime>().unwrap().to_string(), written);
        }
    }
}
