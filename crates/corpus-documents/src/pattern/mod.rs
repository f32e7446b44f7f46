//! Metadata in the paths of files, by a pattern that the user gives.
//!
//! A pattern is a path with fields in braces: `{outlet}/{published:%Y-%m-%d}/{title}.txt`. `{captured:…}` is the time of a capture,
//! `{key}` the common part of the files of one article, and `{*}` or `{}` anything. Braces are doubled to stand for themselves.

mod dates;
mod parsing;
mod search;
#[cfg(test)]
mod tests;

use crate::fields::{Value, language, people};
use crate::{Field, Finding};
use dates::DateFormat;
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

pub use parsing::InvalidPattern;

/// The longest path that is looked at, in bytes: as long as Linux has them.
const LONGEST: usize = 4096;

/// A pattern for paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    written: String,
    parts: Vec<PatternPart>,
}

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
enum PatternPart {
    /// Characters that stand for themselves.
    Literal(String),
    /// A field without a format.
    Text(Role),
    /// A field with the format of its date.
    Date(Role, DateFormat),
}

/// The kinds of parts of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Role {
    Field(Field),
    Captured,
    Key,
    Ignored,
}

/// The values in a path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Match {
    /// The metadata, in the order of the pattern, with the rule `pattern`. Text stays as written; dates are ISO 8601.
    pub findings: Vec<Finding>,
    /// When the page was captured: in RFC 3339 if there is a time, which is in UTC unless the path says otherwise; otherwise a day, month or year.
    pub captured: Option<String>,
    /// The common part of the files of one article.
    pub key: Option<String>,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// Fields are the standard ones (`title`, `published`, …) or others. A field ends before the next `/`, except for `{key}` and `{*}`, and is never
    /// empty. A date has a format of the letters of `strftime` that [`InvalidPattern`] lists; without one, it has any of the forms that
    /// [`date::iso`](crate::date::iso) reads.
    ///
    /// # Errors
    /// [`InvalidPattern`] names the wrong part, the reason, and the correction.
    pub fn parse(written: &str) -> Result<Self, InvalidPattern> {
        Ok(Self { written: written.to_owned(), parts: parsing::parts(written)? })
    }

    /// Whether a date has no format, so that it has to be one that [`date::iso`](crate::date::iso) reads.
    #[must_use]
    pub fn has_date_without_format(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, PatternPart::Text(role) if search::is_date(role)))
    }

    /// The values in a path; `None` if it isn't like the pattern. The parts of the path are separated by `/`.
    ///
    /// Where a path can be read in several ways, earlier fields are as short as possible. For example, `{outlet}-{title}.txt` takes `a` from `a-b-c.txt` as
    /// the outlet.
    #[must_use]
    pub fn matches(&self, path: &str) -> Option<Match> {
        if path.len() > LONGEST {
            return None;
        }
        search::values(&self.parts, path).map(collected)
    }
}

/// The values of a path by their kinds.
fn collected(values: Vec<(&Role, Cow<'_, str>)>) -> Match {
    let mut found = Match::default();
    for (role, value) in values {
        match role {
            Role::Field(field) => {
                let finding = |value| Finding { field: field.clone(), value, rule: "pattern".to_owned() };
                found.findings.extend(values_of(field, &value).into_iter().map(finding));
            }
            Role::Captured => found.captured = Some(in_utc(value.into_owned())),
            Role::Key => found.key = Some(value.into_owned()),
            Role::Ignored => {}
        }
    }
    found
}

/// The values of a field. The user has named the field, so the text isn't refused.
fn values_of(field: &Field, text: &str) -> Vec<String> {
    let cleaned = match field {
        Field::Author => people::names(&Value::Text(text.to_owned())),
        Field::Language => language::tag(text).into_iter().collect(),
        _ => Vec::new(),
    };
    if cleaned.is_empty() { vec![text.to_owned()] } else { cleaned }
}

/// A time without an offset is in UTC, as those of archives are. RFC 3339 has seconds in every time.
fn in_utc(date: String) -> String {
    let Some((day, time)) = date.split_once('T') else { return date };
    let (clock, offset) = time.split_at(time.find(['Z', '+', '-']).unwrap_or(time.len()));
    let seconds = if clock.matches(':').count() < 2 { ":00" } else { "" };
    let offset = if offset.is_empty() { "Z" } else { offset };
    format!("{day}T{clock}{seconds}{offset}")
}

impl FromStr for Pattern {
    type Err = InvalidPattern;

    fn from_str(written: &str) -> Result<Self, InvalidPattern> {
        Self::parse(written)
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.written)
    }
}
