//! The rows of a table of metadata, whichever format it is in. A row that can't be read is a row with a reason.

use super::SEPARATOR;
use crate::text::charset;
use crate::{Error, Result};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Columns separated by commas, semicolons or tabs, whichever the first line has most of.
    Csv,
    /// One JSON object a line, or an array of them.
    Jsonl,
}

impl TableFormat {
    /// The format that a file's name ends with.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "csv" | "tsv" | "txt" => Some(Self::Csv),
            "jsonl" | "ndjson" | "json" => Some(Self::Jsonl),
            _ => None,
        }
    }
}

/// A table whose rows are read as they are wanted.
pub(super) struct Table<'a> {
    /// The names of the columns, in order.
    pub(super) names: Vec<String>,
    /// The rows, each with the line that it begins at.
    pub(super) rows: Box<dyn Iterator<Item = Result<(u64, Row)>> + 'a>,
}

/// The values of a row, one for each column; or the reason why it can't be read.
pub(super) type Row = Result<Vec<Cell>, String>;

/// The values in one cell, or the reason why there are none that can be used.
pub(super) type Cell = Result<Vec<String>, String>;

/// The text of a file, for [`read`].
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>> {
    Ok(charset::decode(bytes, None).map_err(unreadable)?.text)
}

/// Reads a table.
pub(super) fn read(text: &str, format: TableFormat) -> Result<Table<'_>> {
    match format {
        TableFormat::Csv => read_csv(text),
        TableFormat::Jsonl => read_json(text),
    }
}

fn unreadable(error: impl fmt::Display) -> Error {
    Error::invalid(format!("the table can't be read: {error}"))
}

fn read_csv(text: &str) -> Result<Table<'_>> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
    let names: Vec<String> =
        reader.headers().map_err(unreadable)?.iter().map(|name| name.trim().to_owned()).collect();
    let columns = names.len();
    let rows = reader.into_records().map(move |record| {
        let record = record.map_err(unreadable)?;
        Ok((record.position().map_or(0, csv::Position::line), csv_row(&record, columns)))
    });
    Ok(Table { names, rows: Box::new(rows) })
}

fn csv_row(record: &csv::StringRecord, columns: usize) -> Row {
    if record.len() != columns {
        return Err(format!("its number of columns is {}, that of the first line {columns}", record.len()));
    }
    Ok(record.iter().map(|cell| Ok(filled(cell).into_iter().collect())).collect())
}

/// The text of a cell as it is, as a key may begin or end with a space; nothing for one of white space alone.
fn filled(cell: &str) -> Option<String> {
    (!cell.trim().is_empty()).then(|| cell.to_owned())
}

/// The separator that the first line has most of; a comma when it has none.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: u8| first.bytes().filter(|byte| *byte == separator).count();
    // The last of equals wins.
    [b'\t', b';', b','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

/// Every object may have names of its own, so all are read once for their names and again for their values.
fn read_json(text: &str) -> Result<Table<'_>> {
    let elements = json_elements(text)?;
    let mut names = Vec::new();
    for object in elements.iter().filter_map(|(_, json)| object(json).ok()) {
        for (name, _) in object.0 {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    let columns = names.clone();
    let rows = elements
        .into_iter()
        .map(move |(line, json)| Ok((line, object(json).and_then(|object| row(object, &columns)))));
    Ok(Table { names, rows: Box::new(rows) })
}

/// The elements of an array, or the lines that aren't empty; each with its number.
fn json_elements(text: &str) -> Result<Vec<(u64, &str)>> {
    if text.trim_start().starts_with('[') {
        let array: Vec<&RawValue> = serde_json::from_str(text).map_err(unreadable)?;
        return Ok((1..).zip(array.into_iter().map(RawValue::get)).collect());
    }
    Ok((1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()).collect())
}

fn object(json: &str) -> Result<Object, String> {
    serde_json::from_str(json).map_err(|error| error.to_string())
}

fn row(object: Object, names: &[String]) -> Row {
    let mut cells: Vec<Cell> = names.iter().map(|_| Ok(Vec::new())).collect();
    let mut filled = vec![false; names.len()];
    for (name, value) in object.0 {
        let Some(index) = names.iter().position(|known| *known == name) else { continue };
        if std::mem::replace(&mut filled[index], true) {
            return Err(format!("it has '{name}' twice"));
        }
        cells[index] = cell(value);
    }
    Ok(cells)
}

fn cell(value: Value) -> Cell {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::String(text) => Ok(filled(&text).into_iter().collect()),
        Value::Bool(_) | Value::Number(_) => Ok(vec![value.to_string()]),
        Value::Array(values) => {
            values.into_iter().map(cell).collect::<Result<Vec<_>, _>>().map(|cells| cells.concat())
        }
        Value::Object(_) => Err("the value is an object, not text".to_owned()),
    }
}

/// The values of a cell where one is wanted.
pub(super) fn joined(values: &[String]) -> String {
    values.join(SEPARATOR)
}

/// An object with all its members in order, so that one that is there twice is seen.
struct Object(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Object;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str, format: TableFormat) -> Row {
        let text = super::text(text.as_bytes()).unwrap();
        read(&text, format).unwrap().rows.next().unwrap().unwrap().1
    }

    #[test]
    fn csv_in_the_forms_that_programs_write() {
        for text in ["key,title\na,\"x, y\"\n", "\u{feff}key;title\r\na;x, y\r\n", "key\ttitle\na\tx, y"] {
            assert_eq!(
                first(text, TableFormat::Csv).unwrap(),
                [Ok(vec!["a".into()]), Ok(vec!["x, y".into()])],
                "{text}"
            );
        }
        assert!(first("key,title\na\n", TableFormat::Csv).is_err());
        assert_eq!(
            first("key,title\na,\"two\nlines\"", TableFormat::Csv).unwrap()[1],
            Ok(vec!["two\nlines".into()])
        );
    }

    #[test]
    fn json_values_become_text() {
        let row = first(
            r#"{"key":"a","n":1.50,"tags":["x",null,"y"],"none":null,"deep":{"a":1}}"#,
            TableFormat::Jsonl,
        );
        let row = row.unwrap();
        assert_eq!(row[1], Ok(vec!["1.5".into()]));
        assert_eq!(row[2], Ok(vec!["x".into(), "y".into()]));
        assert_eq!(row[3], Ok(vec![]));
        assert!(row[4].is_err());
    }

    #[test]
    fn json_that_cannot_be_meant_is_a_reason() {
        let deep = format!("{{\"a\":{}1{}}}", "[".repeat(200), "]".repeat(200));
        for line in [r#"{"a":1,"a":2}"#, r#"{"a":"\ud800"}"#, r#"{"a":NaN}"#, "[1", "1", r#"{"a"}"#, &deep] {
            if line.starts_with('[') {
                assert!(read(line, TableFormat::Jsonl).is_err(), "{line}");
            } else {
                assert!(first(line, TableFormat::Jsonl).is_err(), "{line}");
            }
        }
    }
}
