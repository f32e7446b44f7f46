//! Reading tables of metadata in any format. A row that can't be read has a reason instead of cells.

use super::SEPARATOR;
use super::rejection::RejectionReason;
use crate::text::charset;
use crate::{Error, Result};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

/// The format of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableFormat {
    /// Columns separated by commas, semicolons or tabs, depending on the most frequent one in the first line.
    Csv,
    /// JSON objects: one per line, in an array, or spanning several lines.
    Jsonl,
}

impl TableFormat {
    /// The format by the extension of a file name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "csv" | "tsv" | "txt" => Some(Self::Csv),
            "jsonl" | "ndjson" | "json" => Some(Self::Jsonl),
            _ => None,
        }
    }
}

/// A table whose rows are read lazily.
pub(super) struct MetadataTable<'a> {
    /// The names of the columns, in order.
    pub(super) names: Vec<String>,
    /// The rows, each with its first line.
    pub(super) rows: Box<dyn Iterator<Item = Result<(u64, TableRow)>> + 'a>,
}

/// The cells of a row, one for each column, or the reason why it can't be read.
pub(super) type TableRow = Result<Vec<TableCell>, RejectionReason>;

/// The values in one cell, or the reason why they can't be used.
pub(super) type TableCell = Result<Vec<String>, RejectionReason>;

/// Decodes a file for [`read`].
pub(super) fn text(bytes: &[u8]) -> Result<Cow<'_, str>> {
    Ok(charset::decode(bytes, None).map_err(unreadable)?.text)
}

/// Reads a table.
pub(super) fn read(text: &str, format: TableFormat) -> Result<MetadataTable<'_>> {
    match format {
        TableFormat::Csv => read_csv(text),
        TableFormat::Jsonl => read_json(text),
    }
}

fn unreadable(error: impl fmt::Display) -> Error {
    Error::invalid(format!("the table can't be read: {error}"))
}

fn empty() -> Error {
    Error::invalid("the table is empty").with_hint("was it written to the end?")
}

fn read_csv(text: &str) -> Result<MetadataTable<'_>> {
    if text.trim().is_empty() {
        return Err(empty());
    }
    // The declaring line is skipped but counted, so that reported lines are those of the file.
    let (separator, skipped) = named_separator(text).unwrap_or_else(|| (delimiter(text), 0));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        // Rows of another length are problems of their own, not errors of the whole table.
        .flexible(true)
        .from_reader(&text.as_bytes()[skipped..]);
    let names: Vec<String> =
        reader.headers().map_err(unreadable)?.iter().map(|name| name.trim().to_owned()).collect();
    let columns = names.clone();
    let mut lines = LineCounter::of(text);
    let rows = reader.into_records().map(move |record| {
        let record = record.map_err(unreadable)?;
        let start = record.position().map_or(0, csv::Position::byte);
        let line = lines.at(usize::try_from(start).map_or(usize::MAX, |start| start.saturating_add(skipped)));
        Ok((line, csv_row(&record, &columns)))
    });
    Ok(MetadataTable { names, rows: Box::new(rows) })
}

/// Line counter. A line ends with a line feed, a carriage return, or both, as in editors.
struct LineCounter<'a> {
    bytes: &'a [u8],
    done: usize,
    line: u64,
}

impl<'a> LineCounter<'a> {
    fn of(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), done: 0, line: 1 }
    }

    /// The line of this byte, or of the first byte after it that isn't a line end. The bytes of consecutive calls have to be
    /// ascending.
    fn at(&mut self, byte: usize) -> u64 {
        let is_end = |byte: &&u8| matches!(byte, b'\n' | b'\r');
        let byte = byte.min(self.bytes.len());
        let start = byte + self.bytes[byte..].iter().take_while(is_end).count();
        let before = |at: usize| at.checked_sub(1).map(|at| self.bytes[at]);
        let ends = (self.done..start).filter(|&at| {
            // CR LF is one line end.
            let is_second = self.bytes[at] == b'\n' && before(at) == Some(b'\r');
            is_end(&&self.bytes[at]) && !is_second
        });
        self.line += ends.count() as u64;
        self.done = start;
        self.line
    }
}

/// The cells of a row. Spreadsheets write surplus empty cells, and omit cells of unnamed columns. Both are accepted.
fn csv_row(record: &csv::StringRecord, columns: &[String]) -> TableRow {
    let missing = columns.get(record.len()..).unwrap_or_default();
    let is_surplus = record.iter().skip(columns.len()).any(|cell| !cell.trim().is_empty());
    if is_surplus || missing.iter().any(|name| !name.is_empty()) {
        return Err(RejectionReason::ColumnCount { found: record.len(), expected: columns.len() });
    }
    let cells = record.iter().map(|cell| Ok(filled(cell).into_iter().collect()));
    Ok(cells.chain(missing.iter().map(|_| Ok(Vec::new()))).take(columns.len()).collect())
}

/// The text of a cell; `None` if it is blank. Not trimmed, because a key may begin or end with a space.
fn filled(cell: &str) -> Option<String> {
    (!cell.trim().is_empty()).then(|| cell.to_owned())
}

/// The separator declared by a first line such as `sep=;`, an extension of Excel, and the length of that line.
fn named_separator(text: &str) -> Option<(u8, usize)> {
    let line = text.split(['\n', '\r']).next()?;
    let (name, separator) = line.split_once('=')?;
    let &[separator] = separator.as_bytes() else { return None };
    let is_named =
        name.eq_ignore_ascii_case("sep") && separator.is_ascii() && !separator.is_ascii_alphanumeric();
    is_named.then_some((separator, line.len()))
}

/// The most frequent separator in the first line. The default is a comma.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: u8| first.bytes().filter(|byte| *byte == separator).count();
    // `max_by_key` returns the last of equal counts, which is the comma.
    [b'\t', b';', b','].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

/// Reads JSON objects. Each may have other members, so a first pass collects the columns and a second one reads values.
fn read_json(text: &str) -> Result<MetadataTable<'_>> {
    let elements = json_elements(text)?;
    let mut names = Vec::new();
    let mut unread = None;
    for (line, json) in &elements {
        match object(json) {
            Ok(object) => names.extend(object.0.into_iter().map(|(name, _)| name)),
            // Reported with its row, unless no row can be read at all.
            Err(reason) => unread = unread.or(Some(format!("line {line}: {reason}"))),
        }
    }
    let mut known = HashSet::new();
    names.retain(|name: &String| known.insert(name.clone()));
    if names.is_empty() {
        return Err(unread.map_or_else(empty, unreadable));
    }
    let columns = names.clone();
    let rows = elements
        .into_iter()
        .map(move |(line, json)| Ok((line, object(json).and_then(|object| row(object, &columns)))));
    Ok(MetadataTable { names, rows: Box::new(rows) })
}

/// The objects of a text, each with its first line. They are the elements of an array, the non-empty lines, or objects
/// that span lines.
fn json_elements(text: &str) -> Result<Vec<(u64, &str)>> {
    if text.trim_start().starts_with('[') {
        let array: Vec<&RawValue> = serde_json::from_str(text).map_err(unreadable)?;
        let mut elements = with_lines(text, array.into_iter().map(RawValue::get).collect());
        // On one line, the position in the array is more useful.
        if elements.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            elements.iter_mut().zip(1..).for_each(|((line, _), place)| *line = place);
        }
        return Ok(elements);
    }
    let lines: Vec<&str> = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).collect();
    // JSON lines are the usual case, so the first line decides whether objects may span lines.
    let is_whole = |line: &&str| serde_json::from_str::<&RawValue>(line).is_ok();
    if lines.first().is_none_or(is_whole) {
        return Ok(with_lines(text, lines));
    }
    let spanning: serde_json::Result<Vec<&RawValue>> =
        serde_json::Deserializer::from_str(text).into_iter().collect();
    match spanning {
        Ok(objects) => Ok(with_lines(text, objects.into_iter().map(RawValue::get).collect())),
        // The first line is broken, but others are whole objects: one object per line.
        Err(_) if lines.iter().any(|line| is_whole(line) && line.trim_start().starts_with('{')) => {
            Ok(with_lines(text, lines))
        }
        Err(error) => Err(unreadable(error)),
    }
}

/// Parts of a text with their first lines.
fn with_lines<'a>(text: &'a str, parts: Vec<&'a str>) -> Vec<(u64, &'a str)> {
    let mut lines = LineCounter::of(text);
    // The parts are slices of the text, so their addresses give the offsets, which serde doesn't return.
    let mut line = |part: &str| lines.at(part.as_ptr() as usize - text.as_ptr() as usize);
    parts.into_iter().map(|part| (line(part), part)).collect()
}

fn object(json: &str) -> Result<JsonObject, RejectionReason> {
    // serde counts lines from the start of the object, which would mislead: the caller reports the table's line.
    serde_json::from_str(json).map_err(|error| {
        RejectionReason::NotAnObject(error.to_string().replace(" at line 1 column", " at column"))
    })
}

fn row(object: JsonObject, names: &[String]) -> TableRow {
    let mut cells: Vec<TableCell> = names.iter().map(|_| Ok(Vec::new())).collect();
    let mut filled = vec![false; names.len()];
    for (name, value) in object.0 {
        let Some(index) = names.iter().position(|known| *known == name) else { continue };
        if std::mem::replace(&mut filled[index], true) {
            return Err(RejectionReason::DuplicateMember(name));
        }
        cells[index] = cell(value);
    }
    Ok(cells)
}

fn cell(value: Value) -> TableCell {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::String(text) => Ok(filled(&text).into_iter().collect()),
        Value::Bool(_) | Value::Number(_) => Ok(vec![value.to_string()]),
        Value::Array(values) => {
            values.into_iter().map(cell).collect::<Result<Vec<_>, _>>().map(|cells| cells.concat())
        }
        Value::Object(_) => Err(RejectionReason::ObjectAsValue),
    }
}

/// The values of a cell as one value.
pub(super) fn joined(values: &[String]) -> String {
    values.join(SEPARATOR)
}

/// An object with all members in order, including duplicates, which `serde_json::Map` would drop.
struct JsonObject(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for JsonObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor)
    }
}

struct ObjectVisitor;

impl<'de> Visitor<'de> for ObjectVisitor {
    type Value = JsonObject;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<JsonObject, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(JsonObject(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str, format: TableFormat) -> TableRow {
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
        assert!(first("key,title\na,x,y\n", TableFormat::Csv).is_err());
        assert_eq!(
            first("key,title\na,\"two\nlines\"", TableFormat::Csv).unwrap()[1],
            Ok(vec!["two\nlines".into()])
        );
    }

    #[test]
    fn csv_that_spreadsheets_write() {
        for text in [
            "key,title\na,x,,\n",
            "key,title,,\na,x\n",
            "sep=;\r\nkey;title\r\na;x\r\n",
            "sep=|\nkey|title\na|x\n",
        ] {
            let row = first(text, TableFormat::Csv).unwrap();
            assert_eq!(row[..2], [Ok(vec!["a".into()]), Ok(vec!["x".into()])], "{text}");
        }
        assert_eq!(lines("sep=;\r\nkey;title\r\na;x\r\nb;y\r\n", TableFormat::Csv), [3, 4]);
        assert_eq!(first("sep=a,key\nx,a\n", TableFormat::Csv).unwrap()[1], Ok(vec!["a".into()]));
    }

    /// The line of each row.
    fn lines(text: &str, format: TableFormat) -> Vec<u64> {
        read(text, format).unwrap().rows.map(|row| row.unwrap().0).collect()
    }

    #[test]
    fn lines_are_those_of_an_editor() {
        for end in ["\n", "\r\n", "\r"] {
            let csv = ["key,title", "a,\"two", "lines\"", "", "b,c", "d,e"].join(end);
            assert_eq!(lines(&csv, TableFormat::Csv), [2, 5, 6], "{end:?}");
            let json = ["{\"key\":\"a\"}", "", "{\"key\":\"b\"}"].join(end);
            assert_eq!(lines(&json, TableFormat::Jsonl), [1, 3], "{end:?}");
            let array = ["[", "{\"key\":\"a\"},", "{", "\"key\":\"b\"}", "]"].join(end);
            assert_eq!(lines(&array, TableFormat::Jsonl), [2, 3], "{end:?}");
        }
    }

    #[test]
    fn one_object_may_span_lines() {
        let text = "{\n \"key\": \"a\",\n \"title\": \"T\"\n}\n{\n \"key\": \"b\"\n}\n";
        assert_eq!(lines(text, TableFormat::Jsonl), [1, 5]);
        assert_eq!(first(text, TableFormat::Jsonl).unwrap()[1], Ok(vec!["T".into()]));
        let broken = "{\"key\": oops}\n{\"key\": \"b\"}\n";
        assert_eq!(lines(broken, TableFormat::Jsonl), [1, 2]);
    }

    #[test]
    fn a_table_without_rows_says_so() {
        for (text, format) in [
            ("", TableFormat::Csv),
            (" \r\n", TableFormat::Csv),
            ("", TableFormat::Jsonl),
            ("[]", TableFormat::Jsonl),
            ("\n\n", TableFormat::Jsonl),
        ] {
            assert_eq!(read(text, format).err().unwrap().to_string(), "the table is empty", "{text:?}");
        }
        let error = read("{\"key\": \"a\",\n oops}", TableFormat::Jsonl).err().unwrap().to_string();
        assert!(error.contains("line 2 column"), "{error}");
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
            let is_refused = match read(line, TableFormat::Jsonl) {
                Err(_) => true,
                Ok(mut table) => table.rows.next().unwrap().unwrap().1.is_err(),
            };
            assert!(is_refused, "{line}");
            let others = format!("{{\"a\":1}}\n{line}");
            let rows = read(&others, TableFormat::Jsonl).unwrap().rows;
            assert!(rows.last().unwrap().unwrap().1.is_err(), "{line}");
        }
    }
}
