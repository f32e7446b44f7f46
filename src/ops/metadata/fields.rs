//! Definitions of fields: names, types and checks.

use crate::model::{
    FieldDefinition, FieldName, FieldType, NewOperation, OperationId, Origin, STANDARD_FIELDS,
};
use crate::ops::{Effect, recorded};
use crate::store::tables::metadata;
use crate::store::{Corpus, Reader, Writer};
use crate::{Error, Hint, Result};
use serde_json::json;

/// All fields: the standard ones in their fixed order, then the others by name.
///
/// # Errors
/// [`Error::Database`].
pub fn fields(corpus: &Corpus) -> Result<Vec<FieldDefinition>> {
    corpus.read(metadata::fields).map(in_order)
}

/// The fields beyond the standard ones, by name.
pub(in crate::ops) fn own_fields(reader: &Reader) -> Result<Vec<FieldDefinition>> {
    Ok(metadata::fields(reader)?.into_iter().filter(|field| !field.standard).collect())
}

/// The standard fields in their fixed order, then the others as they are.
pub(super) fn in_order(mut fields: Vec<FieldDefinition>) -> Vec<FieldDefinition> {
    fields.sort_by_key(|field| {
        let place = STANDARD_FIELDS.iter().position(|name| *name == field.name);
        place.unwrap_or(STANDARD_FIELDS.len())
    });
    fields
}

/// Changes of a field's definition. `None` leaves a property unchanged.
#[derive(Debug, Clone, Default)]
pub struct Redefinition {
    /// The type of its values.
    pub kind: Option<FieldType>,
    /// Whether an article can have several values.
    pub repeatable: Option<bool>,
    /// The meaning of the field.
    pub description: Option<String>,
}

/// Defines a field, or changes its definition if all existing values still fit. Returns the definition.
///
/// # Errors
/// [`Error::Invalid`] for a standard field, or with an existing value that the new type doesn't accept.
pub fn define(
    corpus: &mut Corpus,
    name: &FieldName,
    change: &Redefinition,
    operation: &NewOperation,
) -> Result<(FieldDefinition, Option<OperationId>)> {
    recorded(corpus, operation, &Origin::Hand, |writer, _| {
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

/// Refuses a definition that an existing value doesn't fit.
fn check_use(reader: &Reader, name: &FieldName, definition: &FieldDefinition) -> Result<()> {
    for (value, article) in metadata::values_in_use(reader, name)? {
        // A value that the new type would store in another form is refused as well: definitions never rewrite values.
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

pub(super) fn text_field(name: &FieldName) -> FieldDefinition {
    FieldDefinition {
        name: name.to_string(),
        kind: FieldType::Text,
        repeatable: false,
        standard: false,
        schema_org: None,
        description: None,
    }
}

/// Defines unknown fields with the type text. A name that resembles a known one is refused as a typing error.
pub(in crate::ops) fn ensure_fields<'a>(
    writer: &Writer,
    fields: impl Iterator<Item = &'a FieldName>,
) -> Result<Vec<String>> {
    let mut new = Vec::new();
    for field in fields {
        if metadata::field(writer, field)?.is_some() {
            continue;
        }
        if let Some(close) = close_name(writer, field)? {
            return Err(Error::invalid(format!("there is no field '{field}'"))
                .with_hint(Hint::DefineField { field: field.to_string(), similar: Some(close) }));
        }
        define_text(writer, field)?;
        new.push(field.to_string());
    }
    Ok(new)
}

/// Defines a field with the type text unless it is known. Returns whether it is new.
pub(in crate::ops) fn define_text(writer: &Writer, field: &FieldName) -> Result<bool> {
    if metadata::field(writer, field)?.is_some() {
        return Ok(false);
    }
    metadata::define(writer, &text_field(field))?;
    Ok(true)
}

/// The known field whose name is one or two typing errors away.
fn close_name(reader: &Reader, field: &FieldName) -> Result<Option<String>> {
    let names = metadata::fields(reader)?.into_iter().map(|known| known.name);
    let close = names
        .map(|name| (typing_errors(&name, field.as_str()), name))
        // In a short name two errors could turn one good name into another, such as `url` into `uni`.
        .filter(|(distance, name)| *distance <= if name.len() < 6 { 1 } else { 2 })
        .min();
    Ok(close.map(|(_, name)| name))
}

/// Levenshtein distance: the number of bytes to add, drop or replace.
pub(in crate::ops) fn typing_errors(one: &str, other: &str) -> usize {
    // One row of the matrix, updated in place; `diagonal` is the value that was just overwritten.
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
pub(in crate::ops) fn known_field(reader: &Reader, field: &FieldName) -> Result<FieldDefinition> {
    metadata::field(reader, field)?
        .ok_or_else(|| Error::not_found(format!("there is no field '{field}'")).with_hint(Hint::ListFields))
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
            assert_eq!(typing_errors(one, other), slips, "{one} {other}");
            assert_eq!(typing_errors(other, one), slips, "{other} {one}");
        }
    }
}
