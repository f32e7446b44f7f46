//! Metadata fields: names, types, and the check of values.

use super::read_date;
use crate::{Error, Hint, Result};
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// Fields with a column in `article`, in display order.
pub const STANDARD_FIELDS: [&str; 9] =
    ["title", "subtitle", "outlet", "author", "published", "modified", "url", "language", "section"];

/// Reserved names: other columns, and changes that are recorded like fields.
const RESERVED: [&str; 10] =
    ["id", "key", "source", "version", "text", "words", "sha256", "added_at", "removed_at", "article"];

/// The name of a field: a lower-case letter, then lower-case letters, digits and `_`, at most 64 in all.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct FieldName(String);

impl FieldName {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the field is a column of every article.
    #[must_use]
    pub fn is_standard(&self) -> bool {
        STANDARD_FIELDS.contains(&self.as_str())
    }
}

impl FromStr for FieldName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        // Such a name needs no quotation marks in SQL, in CSV or in a shell.
        let well_formed = text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
            && text.len() <= 64;
        if !well_formed {
            return Err(Error::invalid(format!("'{text}' can't be the name of a field")).with_hint(
                "a name is a lower-case letter, then lower-case letters, digits and _: for example topic",
            ));
        }
        if RESERVED.contains(&text) {
            return Err(Error::invalid(format!("'{text}' is not metadata: the corpus itself sets it")));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for FieldName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// The type of a field's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// Any text.
    Text,
    /// A [`PartialDate`](super::PartialDate).
    Date,
    /// A whole number.
    Integer,
    /// An address with a scheme.
    Url,
    /// A BCP 47 tag.
    Language,
}

impl FieldType {
    /// The name in the store and in messages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Date => "date",
            Self::Integer => "integer",
            Self::Url => "url",
            Self::Language => "language",
        }
    }

    /// Checks `value` against the type and trims white space. For example, ` 42 ` as an integer gives `42`.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the accepted forms.
    pub fn check(self, value: &str) -> Result<String> {
        let value = value.trim();
        // SQLite's functions end a text at NUL, so the rest would be lost for other programs.
        if value.contains('\0') {
            return Err(Error::invalid("a value can't hold a NUL character"));
        }
        match self {
            Self::Text => Ok(value.to_owned()),
            // Without an order: an ambiguous date is refused, never guessed.
            Self::Date => {
                read_date(value, None).map(|date| date.to_string()).map_err(|e| Error::invalid(e.to_string()))
            }
            Self::Integer => value
                .parse::<i64>()
                // One notation for each number, so that equal values are equal texts.
                .map(|number| number.to_string())
                .map_err(|_| Error::invalid(format!("'{value}' is not a whole number"))),
            Self::Url => check_url(value),
            Self::Language => check_language(value),
        }
    }
}

/// An address: a scheme, `:`, a rest that isn't empty, and no white space.
fn check_url(value: &str) -> Result<String> {
    let scheme_ok = value.split_once(':').is_some_and(|(scheme, rest)| {
        !rest.is_empty()
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    });
    // No scheme is preferred: a URN or an archive's address is an address as well.
    if scheme_ok && !value.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Ok(value.to_owned());
    }
    Err(Error::invalid(format!("'{value}' is not a URL"))
        .with_hint("write it whole: https://example.org/news/1"))
}

/// A tag in the form of RFC 5646: subtags of letters and digits joined by `-`. The first has two to eight letters.
fn check_language(value: &str) -> Result<String> {
    let mut subtags = value.split('-');
    let language_ok = subtags
        .next()
        .is_some_and(|tag| (2..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphabetic()));
    if language_ok
        && subtags.all(|tag| (1..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric()))
    {
        return Ok(value.to_owned());
    }
    Err(Error::invalid(format!("'{value}' is not a language tag"))
        .with_hint("write a tag such as en, pt-BR or zh-Hant"))
}

impl FromStr for FieldType {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        [Self::Text, Self::Date, Self::Integer, Self::Url, Self::Language]
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| {
                Error::invalid(format!("'{text}' is not a type of field"))
                    .with_hint("the types are text, date, integer, url and language")
            })
    }
}

/// The definition of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldDefinition {
    /// Its name.
    pub name: String,
    /// The type of its values.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// Whether an article can have several values.
    pub repeatable: bool,
    /// Whether it is a column of every article.
    pub standard: bool,
    /// The equivalent property of schema.org's `NewsArticle`.
    pub schema_org: Option<String>,
    /// Its purpose.
    pub description: Option<String>,
}

/// An assignment `FIELD=VALUE`. The value isn't checked against the field's type yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Assignment {
    /// The field.
    pub field: FieldName,
    /// The unchecked value.
    pub value: String,
}

impl FromStr for Assignment {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let (field, value) = text.split_once('=').ok_or_else(|| {
            Error::invalid(format!("'{text}' sets nothing"))
                .with_hint("write FIELD=VALUE, for example outlet=RT")
        })?;
        if value.trim().is_empty() {
            return Err(Error::invalid(format!("'{text}' gives no value"))
                .with_hint(Hint::RemoveValue { field: field.to_owned() }));
        }
        Ok(Self { field: field.parse()?, value: value.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_words() {
        for good in ["topic", "x1", "date_seen"] {
            assert!(good.parse::<FieldName>().is_ok(), "{good}");
        }
        for bad in ["", "Topic", "1x", "a b", "té", "id", "text", &"x".repeat(65)] {
            assert!(bad.parse::<FieldName>().is_err(), "{bad}");
        }
    }

    #[test]
    fn values_are_checked_by_type() {
        for (kind, given, stored) in [
            (FieldType::Text, " a b ", Some("a b")),
            (FieldType::Integer, "007", Some("7")),
            (FieldType::Integer, "1.5", None),
            (FieldType::Url, "https://example.org/a?b=c", Some("https://example.org/a?b=c")),
            (FieldType::Url, "example.org", None),
            (FieldType::Url, "https://a b", None),
            (FieldType::Language, "pt-BR", Some("pt-BR")),
            (FieldType::Language, "english please", None),
            (FieldType::Date, "2023-02-30", None),
            (FieldType::Text, "a\0b", None),
        ] {
            assert_eq!(kind.check(given).ok().as_deref(), stored, "{given}");
        }
    }
}
