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

/// A time as it is recorded. A text that isn't a time in UTC to the millisecond is kept as it is: after damage, one bad time
/// must not make the rest of the corpus unreadable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecordedTime {
    /// A time in UTC.
    Utc(UtcTime),
    /// A text in another notation, or not a time at all.
    Other(String),
}

impl RecordedTime {
    /// The time; `None` for another text.
    #[must_use]
    pub fn utc(&self) -> Option<UtcTime> {
        match self {
            Self::Utc(time) => Some(*time),
            Self::Other(_) => None,
        }
    }
}

impl From<String> for RecordedTime {
    fn from(text: String) -> Self {
        match text.parse::<UtcTime>() {
            // Other notations of a time, such as one without milliseconds, would not be written as they were read.
            Ok(time) if time.to_string() == text => Self::Utc(time),
            _ => Self::Other(text),
        }
    }
}

impl From<UtcTime> for RecordedTime {
    fn from(time: UtcTime) -> Self {
        Self::Utc(time)
    }
}

impl fmt::Display for RecordedTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Utc(time) => time.fmt(formatter),
            Self::Other(text) => formatter.write_str(text),
        }
    }
}

impl Serialize for RecordedTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recorded_time_is_written_as_it_was_read() {
        for (text, is_known) in [
            ("2023-04-13T09:30:00.000Z", true),
            ("2023-04-13T09:30:00Z", false),
            ("2023-04-13T09:30:00.000+00:00", false),
            ("2023-04-13T09:30:00.0001Z", false),
            ("2O23-04-13T09:30:00.000Z", false),
            ("1999", false),
            ("", false),
        ] {
            let time = RecordedTime::from(text.to_owned());
            assert_eq!((time.to_string().as_str(), time.utc().is_some()), (text, is_known));
        }
    }

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
