//! Setting metadata. Values are checked against the type of their field before anything is written.
//!
//! What came from a person outlasts what a program found: values of an import's `--set`, of sidecars and of the text
//! itself only ever replace their like.

use super::select::{self, Selection};
use super::sidecar::Said;
use super::{Effect, recorded};
use crate::model::{ArticleId, Assignment, FieldDefinition, FieldName, FieldType, NewOperation, OperationId};
use crate::store::articles::View;
use crate::store::undo::FROM_UNDO;
use crate::store::{Corpus, Reader, Writer, metadata, outlets};
use crate::text::Opening;
use crate::{Error, Result};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;

/// The origin of values that a person typed.
pub(super) const FROM_HAND: &str = "set";
/// The origin of values that an import was told to set.
pub(super) const FROM_IMPORT: &str = "import";
/// The origin of an outlet that the host name of the address means.
pub(super) const FROM_HOST: &str = "host";
/// The origin of values that stood in the sidecar of an article's file.
pub(super) const FROM_SIDECAR: &str = "sidecar";
/// What the origins begin with that an import may replace.
const REPLACEABLE: [&str; 4] = [FROM_IMPORT, FROM_SIDECAR, FROM_HOST, "text:"];

/// What an annotation did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Annotated {
    /// The operation, if anything changed.
    pub operation: Option<OperationId>,
    /// How many articles were meant.
    pub selected: u64,
    /// How many of them have other values now.
    pub changed: u64,
    /// Fields that didn't exist before.
    pub new_fields: Vec<String>,
}

/// Values of one field, checked.
#[derive(Debug, Clone)]
pub(super) struct Checked {
    field: FieldName,
    values: Vec<String>,
    /// The outlet's row, for the field `outlet`.
    outlet: Option<i64>,
}

impl Checked {
    /// The field.
    pub(super) fn field(&self) -> &FieldName {
        &self.field
    }
}

/// Sets fields of the selected articles. A repeatable field gets all the values given for it.
///
/// # Errors
/// [`Error::Invalid`] for a value that its field doesn't take, or a field whose name is close to a known one;
/// errors of the selection.
pub fn set(
    corpus: &mut Corpus,
    selection: &Selection,
    assignments: &[Assignment],
    operation: &NewOperation,
) -> Result<Annotated> {
    let (annotated, id) = recorded(corpus, operation, FROM_HAND, |writer, _| {
        let articles = select::named_in(writer, selection, View::In)?;
        let new_fields = ensure_fields(writer, assignments.iter().map(|assignment| &assignment.field))?;
        let checked = check(writer, assignments)?;
        let mut changed = 0;
        for &article in &articles {
            let mut any = false;
            for values in &checked {
                any |= apply(writer, article, values)?;
            }
            changed += u64::from(any);
        }
        let what = assignments.iter().map(|set| format!("{}={}", set.field, set.value)).collect::<Vec<_>>();
        Ok(effect("set", &what, articles.len(), changed, new_fields))
    })?;
    // Without a change nothing is kept, new fields neither.
    let new_fields = if id.is_some() { annotated.new_fields } else { Vec::new() };
    Ok(Annotated { operation: id, selected: annotated.selected, changed: annotated.changed, new_fields })
}

/// Takes the values of fields away from the selected articles.
///
/// # Errors
/// [`Error::NotFound`] for an unknown field; errors of the selection.
pub fn unset(
    corpus: &mut Corpus,
    selection: &Selection,
    fields: &[FieldName],
    operation: &NewOperation,
) -> Result<Annotated> {
    let (annotated, id) = recorded(corpus, operation, FROM_HAND, |writer, _| {
        let articles = select::named_in(writer, selection, View::In)?;
        for field in fields {
            known_field(writer, field)?;
        }
        let mut changed = 0;
        for &article in &articles {
            let mut any = false;
            for field in fields {
                any |= apply(
                    writer,
                    article,
                    &Checked { field: field.clone(), values: Vec::new(), outlet: None },
                )?;
            }
            changed += u64::from(any);
        }
        let what = fields.iter().map(ToString::to_string).collect::<Vec<_>>();
        Ok(effect("unset", &what, articles.len(), changed, Vec::new()))
    })?;
    Ok(Annotated { operation: id, ..annotated })
}

fn effect(
    verb: &str,
    what: &[String],
    selected: usize,
    changed: u64,
    new_fields: Vec<String>,
) -> Effect<Annotated> {
    let selected = selected as u64;
    Effect {
        summary: json!({ verb: what.join(" "), "selected": selected, "changed": changed }),
        changed: changed > 0,
        value: Annotated { operation: None, selected, changed, new_fields },
    }
}

/// What to say of a field; what isn't given stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Redefinition {
    /// The type of its values.
    pub kind: Option<FieldType>,
    /// Whether an article can have several.
    pub repeatable: Option<bool>,
    /// What it means.
    pub description: Option<String>,
}

/// Defines a field, or changes its definition as far as the values in use allow; gives the definition.
///
/// # Errors
/// [`Error::Invalid`] for a standard field, or naming a value that the new type doesn't take.
pub fn define(
    corpus: &mut Corpus,
    name: &FieldName,
    change: &Redefinition,
    operation: &NewOperation,
) -> Result<(FieldDefinition, Option<OperationId>)> {
    recorded(corpus, operation, FROM_HAND, |writer, _| {
        if name.is_standard() {
            return Err(Error::invalid(format!("{name} is a standard field: its meaning is fixed")));
        }
        let known = metadata::field(writer, name)?;
        let mut definition = known.clone().unwrap_or_else(|| text_field(name));
        definition.kind = change.kind.unwrap_or(definition.kind);
        definition.repeatable = change.repeatable.unwrap_or(definition.repeatable);
        definition.description = change.description.clone().or(definition.description);
        check_use(writer, name, &definition)?;
        metadata::define(writer, &definition)?;
        let changed = known.as_ref() != Some(&definition);
        Ok(Effect { value: definition, summary: json!({ "field": name }), changed })
    })
}

/// Whether the values in use fit a definition.
fn check_use(reader: &Reader, name: &FieldName, definition: &FieldDefinition) -> Result<()> {
    for (value, article) in metadata::values_in_use(reader, name)? {
        if definition.kind.check(&value).ok().as_ref() != Some(&value) {
            return Err(Error::invalid(format!(
                "{name} can't be of type {}: article {article} has the value '{value}'",
                definition.kind.as_str()
            )));
        }
    }
    match (definition.repeatable, metadata::with_several(reader, name)?) {
        (false, Some(article)) => Err(Error::invalid(format!(
            "{name} has to stay repeatable: article {article} has several values"
        ))),
        _ => Ok(()),
    }
}

fn text_field(name: &FieldName) -> FieldDefinition {
    FieldDefinition {
        name: name.to_string(),
        kind: FieldType::Text,
        repeatable: false,
        standard: false,
        schema_org: None,
        description: None,
    }
}

/// Defines as text each field that doesn't exist; one whose name is nearly that of another is taken for a slip.
pub(super) fn ensure_fields<'a>(
    writer: &Writer,
    fields: impl Iterator<Item = &'a FieldName>,
) -> Result<Vec<String>> {
    let mut new = Vec::new();
    for field in fields {
        if metadata::field(writer, field)?.is_some() {
            continue;
        }
        if let Some(close) = close_name(writer, field)? {
            return Err(Error::invalid(format!("there is no field '{field}'")).with_hint(format!(
                "did you mean {close}? If not, define it first: corpus meta define {field}"
            )));
        }
        define_text(writer, field)?;
        new.push(field.to_string());
    }
    Ok(new)
}

/// Defines a field as text unless it is known; says whether it is new.
pub(super) fn define_text(writer: &Writer, field: &FieldName) -> Result<bool> {
    if metadata::field(writer, field)?.is_some() {
        return Ok(false);
    }
    metadata::define(writer, &text_field(field))?;
    Ok(true)
}

/// A known field whose name is one or two slips away.
fn close_name(reader: &Reader, field: &FieldName) -> Result<Option<String>> {
    let names = metadata::fields(reader)?.into_iter().map(|known| known.name);
    let close = names
        .map(|name| (distance(&name, field.as_str()), name))
        .filter(|(distance, name)| *distance <= if name.len() < 6 { 1 } else { 2 })
        .min();
    Ok(close.map(|(_, name)| name))
}

/// The number of letters to add, drop or replace (Levenshtein).
fn distance(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.bytes().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in other.bytes().enumerate() {
            let cost = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
}

/// The field's definition.
pub(super) fn known_field(reader: &Reader, field: &FieldName) -> Result<FieldDefinition> {
    metadata::field(reader, field)?.ok_or_else(|| {
        Error::not_found(format!("there is no field '{field}'")).with_hint("corpus meta fields lists them")
    })
}

/// Checks assignments against their fields, and finds or makes the outlets that they name.
pub(super) fn check(writer: &Writer, assignments: &[Assignment]) -> Result<Vec<Checked>> {
    let mut by_field = BTreeMap::<&FieldName, Vec<&str>>::new();
    for assignment in assignments {
        by_field.entry(&assignment.field).or_default().push(&assignment.value);
    }
    by_field.into_iter().map(|(field, values)| check_field(writer, field, &values)).collect()
}

pub(super) fn check_field(writer: &Writer, field: &FieldName, values: &[&str]) -> Result<Checked> {
    let values = check_values(&known_field(writer, field)?, field, values)?;
    let outlet = match values.first() {
        Some(name) if field.as_str() == "outlet" => Some(outlet_named(writer, name)?),
        _ => None,
    };
    Ok(Checked { field: field.clone(), values, outlet })
}

/// The values as they are stored, if the field takes them.
fn check_values(definition: &FieldDefinition, field: &FieldName, values: &[&str]) -> Result<Vec<String>> {
    if values.len() > 1 && !definition.repeatable {
        let hint = if definition.standard {
            format!("{field} takes one value; join several with \"; \"")
        } else {
            format!("make it repeatable: corpus meta define {field} --repeatable")
        };
        return Err(Error::invalid(format!("{field} is given {} values", values.len())).with_hint(hint));
    }
    values
        .iter()
        .map(|value| definition.kind.check(value).map_err(|error| about(field, error)))
        .collect::<Result<_>>()
}

/// The same error, naming the field.
fn about(field: &FieldName, error: Error) -> Error {
    match error {
        Error::Invalid { message, hint } => Error::Invalid { message: format!("{field}: {message}"), hint },
        error => error,
    }
}

fn outlet_named(writer: &Writer, name: &str) -> Result<i64> {
    match outlets::find(writer, name)? {
        Some((id, _)) => Ok(id),
        None => outlets::add(writer, name),
    }
}

/// Gives an article checked values; says whether anything changed.
pub(super) fn apply(writer: &Writer, article: ArticleId, checked: &Checked) -> Result<bool> {
    if checked.field.as_str() == "outlet" {
        return metadata::set_outlet(writer, article, checked.outlet);
    }
    metadata::set(writer, article, &checked.field, &checked.values)
}

/// Gives an article the values of an import, where no one else has given any; says whether anything changed.
pub(super) fn set_from_import<'a>(
    writer: &Writer,
    article: ArticleId,
    set: impl IntoIterator<Item = &'a Checked>,
) -> Result<bool> {
    let mut changed = false;
    for checked in set {
        if is_from(writer, article, &checked.field, &REPLACEABLE)? {
            changed |= apply(writer, article, checked)?;
        }
    }
    Ok(changed)
}

/// Whether the fields take what a sidecar says of them, or the reason why one doesn't. Nothing is written.
pub(super) fn check_said(
    reader: &Reader,
    said: &BTreeMap<FieldName, Said>,
) -> Result<std::result::Result<(), String>> {
    for (field, said) in said {
        let definition = defined(reader, field, said)?;
        let values: Vec<&str> = said.values.iter().map(String::as_str).collect();
        match check_values(&definition, field, &values) {
            Err(Error::Invalid { message, .. }) => return Ok(Err(message)),
            checked => checked?,
        };
    }
    Ok(Ok(()))
}

/// Gives an article what its sidecar says, in the same way as [`set_from_import`]; a field that doesn't exist is
/// defined by its first value.
pub(super) fn set_said(
    writer: &Writer,
    article: ArticleId,
    said: &BTreeMap<FieldName, Said>,
) -> Result<bool> {
    let mut changed = false;
    for (field, said) in said {
        if !is_from(writer, article, field, &REPLACEABLE)? {
            continue;
        }
        if metadata::field(writer, field)?.is_none() {
            if said.values.is_empty() {
                continue;
            }
            metadata::define(writer, &defined(writer, field, said)?)?;
        }
        let values: Vec<&str> = said.values.iter().map(String::as_str).collect();
        changed |= apply(writer, article, &check_field(writer, field, &values)?)?;
    }
    Ok(changed)
}

/// The definition of a field, or the one that it gets by what a sidecar says.
fn defined(reader: &Reader, field: &FieldName, said: &Said) -> Result<FieldDefinition> {
    let known = metadata::field(reader, field)?;
    Ok(known.unwrap_or_else(|| FieldDefinition { repeatable: said.several, ..text_field(field) }))
}

/// Makes title and address follow a new version's first lines, where they came from such lines or are unknown.
pub(super) fn follow_text(writer: &Writer, article: ArticleId, opening: &Opening) -> Result<()> {
    for (name, value) in [("title", &opening.title), ("url", &opening.url)] {
        let field: FieldName = name.parse()?;
        if value.is_some() && is_from(writer, article, &field, &["text:"])? {
            let values: Vec<String> = value.iter().cloned().collect();
            metadata::set(writer, article, &field, &values)?;
        }
    }
    Ok(())
}

/// Gives an article without an outlet the one that the host name of its address means.
pub(super) fn outlet_from_url(writer: &Writer, article: ArticleId) -> Result<bool> {
    let (outlet, url) = ("outlet".parse()?, "url".parse()?);
    let unknown = metadata::values(writer, article, &outlet)?.is_empty()
        && is_from(writer, article, &outlet, &[FROM_HOST])?;
    let url = metadata::values(writer, article, &url)?.pop();
    let (true, Some(host)) = (unknown, url.as_deref().and_then(host_of)) else { return Ok(false) };
    match outlets::of_host(writer, &host)? {
        Some(outlet) => metadata::set_outlet(writer, article, Some(outlet)),
        None => Ok(false),
    }
}

/// The host name of an address, in lower case, without user, port and a leading `www.`.
pub(super) fn host_of(url: &str) -> Option<String> {
    let authority = url.split_once("://")?.1.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_owned())
}

/// Whether the field never had a value but by what was undone, or its last change came from one of `origins`.
fn is_from(reader: &Reader, article: ArticleId, field: &FieldName, origins: &[&str]) -> Result<bool> {
    let latest = metadata::latest(reader, article, field)?;
    Ok(latest.is_none_or(|change| {
        change.origin == FROM_UNDO || origins.iter().any(|origin| change.origin.starts_with(origin))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_slips() {
        for (one, other, slips) in [
            ("outlet", "outlet", 0),
            ("oulet", "outlet", 1),
            ("url", "uri", 1),
            ("", "abc", 3),
            ("topic", "title", 4),
        ] {
            assert_eq!(distance(one, other), slips, "{one} {other}");
            assert_eq!(distance(other, one), slips, "{other} {one}");
        }
    }

    #[test]
    fn finds_the_host() {
        for (url, host) in [
            ("https://www.Example.org/a", Some("example.org")),
            ("http://user@news.example.org:80?x", Some("news.example.org")),
            ("urn:isbn:1", None),
            ("https:///x", None),
        ] {
            assert_eq!(host_of(url).as_deref(), host, "{url}");
        }
    }
}
