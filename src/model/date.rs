//! Dates of publication, in the precision of the source. They are never shifted or refined.

use jiff::civil;
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A date in one of four precisions: a year, a month, a day, or a day with a time and an optional offset.
/// For example, `2023`, `2023-04`, `2023-04-13`, `2023-04-13T09:30:00+08:00`. The text is kept unchanged.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialDate(String);

/// The text isn't a valid [`PartialDate`].
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("'{given}' is not a date{reason}; write 2023, 2023-04, 2023-04-13 or 2023-04-13T09:30:00+08:00")]
pub struct InvalidDate {
    given: String,
    reason: String,
}

impl InvalidDate {
    /// The error for this text. The reason follows "is not a date". For example, `: there is no such day`.
    pub(super) fn new(given: &str, reason: String) -> Self {
        Self { given: given.to_owned(), reason }
    }

    /// The reason, to put after "is not a date"; empty if unknown.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl PartialDate {
    /// The date as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An exclusive upper bound: the first text that sorts after all dates within this one. For example, `2023-04`
    /// gives `2023-04~`.
    #[must_use]
    pub fn end(&self) -> String {
        format!("{}~", self.0)
    }
}

impl FromStr for PartialDate {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        match check(text) {
            Ok(()) => Ok(Self(text.to_owned())),
            Err(reason) => Err(InvalidDate::new(text, reason.to_owned())),
        }
    }
}

/// Checks a date. The error is the reason, to put after "is not a date".
fn check(text: &str) -> Result<(), &'static str> {
    // With each digit as 9, a text is compared with its form before its parts are read.
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
    let Some(year) = text.get(..4).filter(|_| shape.starts_with("9999")) else { return Err("") };
    // Another first digit is nearly always a typing error.
    if !matches!(year.as_bytes()[0], b'1' | b'2') {
        return Err(": the year must be between 1000 and 2999");
    }
    let (day, time) = text.split_at_checked(10).unwrap_or((text, ""));
    match (shape.len(), shape.get(..10).unwrap_or(&shape)) {
        (4, _) => Ok(()),
        (7, "9999-99") if ("01"..="12").contains(&&text[5..]) => Ok(()),
        (7, "9999-99") => Err(": there is no such month"),
        (_, "9999-99-99") if day.parse::<civil::Date>().is_err() => Err(": there is no such day"),
        (_, "9999-99-99") if time.is_empty() || is_time(time) => Ok(()),
        (_, "9999-99-99") => Err(": the time is not like T09:30:00+08:00"),
        _ => Err(""),
    }
}

/// Whether `text` is `Thh:mm`, `Thh:mm:ss` or `Thh:mm:ss.sss`, then nothing, `Z` or an offset `±hh:mm`.
fn is_time(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('T') else { return false };
    let offset_at = rest.find(['+', '-', 'Z']).unwrap_or(rest.len());
    let (clock, offset) = rest.split_at(offset_at);
    let shape = |s: &str| s.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect::<String>();
    let whole_seconds = shape(clock.split('.').next().unwrap_or_default());
    // Leap seconds are refused because SQLite's date functions can't read them.
    matches!(whole_seconds.as_str(), "99:99" | "99:99:99")
        && clock.get(6..8) != Some("60")
        && clock.parse::<civil::Time>().is_ok()
        && match shape(offset).as_str() {
            "" | "Z" => true,
            // No time zone is further from UTC than 14 hours.
            "+99:99" | "-99:99" => &offset[1..3] <= "14" && &offset[4..] <= "59",
            _ => false,
        }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_precision_as_given() {
        for text in [
            "2023",
            "2023-04",
            "2024-02-29",
            "2023-04-13T09:30",
            "2023-04-13T09:30:00Z",
            "2023-04-13T09:30:00.250-05:00",
        ] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn refuses_what_cannot_be_read() {
        for text in [
            "",
            "0000",
            "99999",
            "13/04/2023",
            "yesterday",
            "2023-13",
            "2023-00",
            "2023-02-30",
            "2023-4-1",
            "2023-04-13 09:30",
            "2023-04-13T25:00",
            "2023-04-13T09:30:00+99:00",
            "2023-04-13T",
            "２０２３",
            "13.04.2023",
            "2023-04-13T09:30é",
            "2023é04",
            "2016-12-31T23:59:60Z",
            "2023-04-13T24:00",
        ] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }

    #[test]
    fn says_why() {
        let message = |text: &str| text.parse::<PartialDate>().unwrap_err().to_string();
        insta::assert_snapshot!(message("2023-02-30"), @"'2023-02-30' is not a date: there is no such day; write 2023, 2023-04, 2023-04-13 or 2023-04-13T09:30:00+08:00");
    }
}
