//! Whether a file holds rows, by its beginning.

use super::kind::{RowsFormat, RowsKind};
use super::pieces::RowPieces;
use crate::Limits;
use crate::fields::COLUMNS;
use crate::fields::names::{self, TextName};
use corpus_text::{Charset, charset};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// How many records of separated columns are looked at.
const RECORDS: usize = 50;

/// The longest name of a column, in characters.
const LONGEST_NAME: usize = 80;

/// The format of a file of rows by its first bytes; `None` if it holds no rows. The role of the rows is for
/// [`Table::of`](super::Table::of) to say.
///
/// JSON begins with an object, or an array of objects. Separated columns have a first line of different names and further
/// records with as many columns; one of the names has to be known from other tools, or the columns have to be several, so that prose with
/// commas isn't taken for a table. The file may be cut off anywhere.
#[must_use]
pub fn recognise(beginning: &[u8]) -> Option<RowsKind> {
    recognise_with(beginning, &BTreeMap::new())
}

/// Like [`recognise`], where the user assigned columns: a first line that names one of them is a header. The keys of `assigned` are
/// columns, as for [`Table::of`](super::Table::of).
#[must_use]
pub fn recognise_with(beginning: &[u8], assigned: &BTreeMap<String, String>) -> Option<RowsKind> {
    let decoded = charset::decode(whole_characters(beginning), None).ok()?;
    let charset = decoded.charset;
    // The rows are told apart in bytes, which works for UTF-16 and for the charsets with ASCII in single bytes.
    if charset.name().starts_with("UTF-32") || charset.name().starts_with("ISO-2022") {
        return None;
    }
    let text = decoded.text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    // A file as short as this is whole: a header may be all that it has.
    let format = json(text).or_else(|| separated(text, beginning.len() < 4096, assigned))?;
    Some(RowsKind { format, charset })
}

/// Without a character of UTF-8 that is cut off at the end, which would make it look like another charset.
fn whole_characters(bytes: &[u8]) -> &[u8] {
    match std::str::from_utf8(bytes) {
        Err(error) if error.error_len().is_none() => &bytes[..error.valid_up_to()],
        _ => bytes,
    }
}

fn json(text: &str) -> Option<RowsFormat> {
    if let Some(rest) = text.strip_prefix('[') {
        return begins_object(rest.trim_start()).then_some(RowsFormat::JsonArray);
    }
    let mut lines = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty());
    // Indented lines may be objects within one that spans lines.
    let is_object = |line: &str| line.starts_with('{') && serde_json::from_str::<&RawValue>(line).is_ok();
    let first = lines.next()?;
    if !first.starts_with('{') {
        // A first line that isn't JSON doesn't make the others unreadable.
        return (first.starts_with(['"', '}']) && lines.next().is_some_and(is_object))
            .then_some(RowsFormat::JsonLines);
    }
    let is_alone = !is_object(first) || lines.clone().next().is_none();
    if is_alone && begins_object(text) && wraps_array(text) {
        return Some(RowsFormat::JsonArray);
    }
    // A first line that is only cut off may be a whole row; a broken one may have whole rows after it.
    let is_long = !text.trim_end().contains(['\n', '\r']) && begins_object(first);
    if is_object(first) || is_long || lines.any(is_object) {
        return Some(RowsFormat::JsonLines);
    }
    begins_object(text).then_some(RowsFormat::JsonObjects)
}

/// Whether an object holds a list of articles.
fn wraps_array(text: &str) -> bool {
    let kind = RowsKind::utf8(RowsFormat::JsonArray);
    matches!(RowPieces::new(text.as_bytes(), kind, &Limits::default()).enter_array(), Ok(true))
}

/// Whether an object begins here, with a name and a colon.
fn begins_object(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('{') else { return false };
    let Some(name) = rest.trim_start().strip_prefix('"') else { return false };
    let end = name.find('"').filter(|end| !name[..*end].contains(['\n', '\r']));
    end.is_some_and(|end| name[end + 1..].trim_start().starts_with(':'))
}

fn separated(text: &str, may_be_short: bool, assigned: &BTreeMap<String, String>) -> Option<RowsFormat> {
    let (declared, text) = declared_separator(text);
    let first = text.split(['\n', '\r']).next()?;
    let delimiter =
        declared.or_else(|| most_frequent(first)).or_else(|| is_single_column(text).then_some(b','))?;
    let is_assigned = |name: &&&str| assigned.contains_key(**name);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut records = reader.records().filter_map(Result::ok);
    let header = records.next()?;
    let filled: Vec<&str> = header.iter().map(str::trim).filter(|name| !name.is_empty()).collect();
    let is_name = |name: &&str| name.chars().count() <= LONGEST_NAME && !name.contains(['\n', '\r']);
    let is_twice = |(at, name): (usize, &&str)| filled[..at].contains(name);
    if filled.is_empty()
        || filled.len() > COLUMNS
        || !filled.iter().all(is_name)
        || filled.iter().enumerate().any(is_twice)
    {
        return None;
    }
    let rows: Vec<csv::StringRecord> =
        records.take(RECORDS).filter(|record| record.iter().any(|cell| !cell.trim().is_empty())).collect();
    let fitting = rows.iter().filter(|row| row.len() == header.len()).count();
    // A column that the user assigned counts as two known names: it makes the line a header.
    let known = filled.iter().filter(|name| names::meaning(name).is_some()).count()
        + 2 * filled.iter().filter(is_assigned).count();
    let is_table = match (known, filled.len()) {
        (_, 1) => known > 0 && !rows.is_empty(),
        // Two known names are a header, even if most of the rows are broken, or if there are none yet.
        (2.., _) => fitting > 0 || rows.is_empty() && may_be_short,
        (1, _) => fitting > 0 && fitting * 2 >= rows.len(),
        _ => {
            fitting > 1
                && fitting == rows.len()
                && filled.len() > 2
                && filled.iter().all(|name| is_identifier(name))
        }
    };
    is_table.then_some(RowsFormat::Separated(delimiter))
}

/// A name without white space or marks of a sentence, as programs give.
fn is_identifier(name: &str) -> bool {
    name.starts_with(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':'))
}

/// The separator declared by a first line such as `sep=;`, an extension of Excel, and the text after that line.
fn declared_separator(text: &str) -> (Option<u8>, &str) {
    let (line, rest) = text.split_once(['\n', '\r']).unwrap_or((text, ""));
    let declared =
        line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &line.as_bytes()[4..]);
    match declared {
        Some(&[separator])
            if separator.is_ascii() && !separator.is_ascii_alphanumeric() && separator != b'"' =>
        {
            (Some(separator), rest.trim_start_matches('\n'))
        }
        _ => (None, text),
    }
}

/// The most frequent separator in the first line, outside of quotes.
fn most_frequent(line: &str) -> Option<u8> {
    // Every second part stands between quotes.
    let outside: String = line.split('"').step_by(2).collect();
    let count = |separator: u8| outside.bytes().filter(|byte| *byte == separator).count();
    // `max_by_key` returns the last of equal counts, which is the comma.
    [b'\t', b';', b',']
        .into_iter()
        .filter(|separator| count(*separator) > 0)
        .max_by_key(|separator| count(*separator))
}

/// A table of texts alone: the name of its column, then quoted texts. Without quotes it may be a page of prose.
fn is_single_column(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let name = lines.next().unwrap_or_default().trim().trim_matches('"');
    names::text(name) == Some(TextName::Certain) && lines.next().is_some_and(|line| line.starts_with('"'))
}

impl RowsKind {
    /// A kind for rows in UTF-8.
    #[must_use]
    pub fn utf8(format: RowsFormat) -> Self {
        Self { format, charset: Charset::UTF_8 }
    }
}
