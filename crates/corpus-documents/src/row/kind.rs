//! The formats of files whose rows are articles.

use crate::Refusal;
use corpus_text::Charset;
use std::fmt;
use std::str::FromStr;

/// The format of a file of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowsFormat {
    /// A JSON object per line.
    JsonLines,
    /// One JSON array of objects, by itself or as a member of an object: `{"articles": […]}`.
    JsonArray,
    /// One or more JSON objects that span lines.
    JsonObjects,
    /// Columns between this ASCII character: `,`, `;`, a tab, or another that a first line such as `sep=|` declares.
    Separated(u8),
}

/// The format of a file of rows, and its charset. As text it is `json-lines/UTF-8` or `separated-3B/windows-1252`, so that it
/// can be stored beside the bytes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowsKind {
    /// How rows are told apart.
    pub format: RowsFormat,
    /// How bytes are decoded.
    pub charset: Charset,
}

impl RowsKind {
    /// The media type of a row by itself, in the form of [`Context::media_type`](crate::Context::media_type).
    #[must_use]
    pub fn media_type(&self) -> &'static str {
        match self.format {
            RowsFormat::Separated(b'\t') => "text/tab-separated-values",
            RowsFormat::Separated(_) => "text/csv",
            _ => "application/json",
        }
    }
}

impl fmt::Display for RowsKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.format {
            RowsFormat::JsonLines => formatter.write_str("json-lines"),
            RowsFormat::JsonArray => formatter.write_str("json-array"),
            RowsFormat::JsonObjects => formatter.write_str("json-objects"),
            RowsFormat::Separated(delimiter) => write!(formatter, "separated-{delimiter:02X}"),
        }?;
        write!(formatter, "/{}", self.charset.name())
    }
}

impl FromStr for RowsKind {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let unknown = || Refusal { member: None, reason: format!("no format of rows is called '{text}'") };
        let (format, charset) = text.split_once('/').ok_or_else(unknown)?;
        let format = match format {
            "json-lines" => RowsFormat::JsonLines,
            "json-array" => RowsFormat::JsonArray,
            "json-objects" => RowsFormat::JsonObjects,
            _ => {
                let number = format.strip_prefix("separated-").ok_or_else(unknown)?;
                let delimiter = u8::from_str_radix(number, 16).map_err(|_| unknown())?;
                RowsFormat::Separated(Some(delimiter).filter(u8::is_ascii).ok_or_else(unknown)?)
            }
        };
        Ok(Self { format, charset: charset.parse().map_err(|_| unknown())? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_read_from_its_text() {
        for text in
            ["json-lines/UTF-8", "json-array/UTF-16LE", "json-objects/UTF-8", "separated-3B/windows-1252"]
        {
            assert_eq!(text.parse::<RowsKind>().unwrap().to_string(), text);
        }
        for text in
            ["", "json-lines", "json/UTF-8", "separated-/UTF-8", "separated-FF/UTF-8", "json-lines/UTF-9"]
        {
            assert!(text.parse::<RowsKind>().is_err(), "{text}");
        }
    }
}
