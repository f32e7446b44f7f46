//! One row as an article: its text and its findings.

use super::kind::{RowsFormat, RowsKind};
use super::mapping::Mapping;
use super::{json, separated};
use crate::Finding;
use crate::date::UnreadDate;
use crate::fields::{Cells, FieldFindings, Value, column, flattened, names, values};
use corpus_text::{Charset, charset};
use std::borrow::Cow;

/// Decodes a row and reads its columns. The error is a reason without its line.
pub(super) fn cells(bytes: &[u8], kind: RowsKind) -> Result<Cells, String> {
    let text = decoded(bytes, kind)?;
    match kind.format {
        RowsFormat::Separated(delimiter) => separated::read(&text, delimiter),
        _ => json::read(text.trim()),
    }
}

fn decoded(bytes: &[u8], kind: RowsKind) -> Result<Cow<'_, str>, String> {
    let not_text = |_| "not text".to_owned();
    let decoded = charset::decode(bytes, Some(kind.charset)).map_err(not_text)?;
    if !decoded.lossy {
        return Ok(decoded.text);
    }
    if !matches!(kind.format, RowsFormat::Separated(_)) {
        return Err(format!("not valid {}", kind.charset.name()));
    }
    // The first rows of a table may be ASCII, which says nothing about the later ones.
    let is_unknown = kind.charset == Charset::UTF_8;
    let other = is_unknown.then(|| charset::decode(bytes, None).ok()).flatten().filter(|other| !other.lossy);
    Ok(other.unwrap_or(decoded).text)
}

/// The value that names a row, and no other one.
pub(super) fn identity<'a>(row: &'a Cells, mapping: &Mapping) -> Option<&'a str> {
    mapping.identities.iter().find_map(|name| column(row, name)?.scalar())
}

/// The text of a row, and whether it is HTML; `None` if there is no text.
pub(super) fn text<'a>(row: &'a Cells, mapping: &Mapping) -> Option<(Cow<'a, str>, bool)> {
    let (name, text) = mapping.texts.iter().find_map(|name| Some((name, body(column(row, name)?)?)))?;
    let is_html = values::is_html(name, &text);
    Some((text, is_html))
}

/// Some tools write a list of paragraphs.
fn body(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::List(values) => {
            let paragraphs: Vec<&str> = values.iter().filter_map(Value::text).collect();
            Some(paragraphs.join("\n\n")).filter(|text| !text.is_empty()).map(Cow::Owned)
        }
        _ => value.text().map(Cow::Borrowed),
    }
}

/// The text after its headline and an empty line, unless it begins with its headline.
pub(super) fn with_headline(title: Option<&str>, body: &str) -> String {
    let Some(title) = title else { return body.to_owned() };
    let body = body.trim_start();
    let first = body.lines().next().unwrap_or_default();
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    // Tools differ in whether they repeat the headline. Texts of all of them begin alike.
    let rest = if plain(first) == plain(title) { body[first.len()..].trim_start() } else { body };
    if rest.is_empty() { title.to_owned() } else { format!("{title}\n\n{rest}") }
}

/// The metadata of a row: standard fields, the best column of each first, then the other columns in their order. Beside it the
/// dates that can't be read.
pub(super) fn statements(row: &Cells, mapping: &Mapping) -> (Vec<Finding>, Vec<UnreadDate>) {
    let mut found = FieldFindings::new("row", mapping.day_order, row);
    let used = name_column(row, mapping);
    for (name, value) in flattened(row) {
        let is_text = mapping.texts.iter().any(|text| *text == name);
        match mapping.assigned.get(&*name).map(|role| role.trim()) {
            Some("" | "text" | "id" | "key") => {}
            Some(role) => found.assigned(&values::field(role), &name, value),
            None if is_text => {}
            None => {
                let is_standard = found.named(&name, value);
                let is_inner = matches!(name, Cow::Owned(_));
                if !is_standard && !is_inner && !is_text_name(&name) && used.is_none_or(|used| used != name) {
                    found.other(&name, value);
                }
            }
        }
    }
    found.ranked()
}

/// Columns that repeat the text in another form.
fn is_text_name(name: &str) -> bool {
    names::text(name) == Some(names::TextName::Certain)
}

/// The column that names the row, so that its value is known already.
fn name_column<'a>(row: &Cells, mapping: &'a Mapping) -> Option<&'a str> {
    let is_filled = |name: &&String| column(row, name).is_some_and(|value| value.scalar().is_some());
    mapping.identities.iter().find(is_filled).map(String::as_str)
}
