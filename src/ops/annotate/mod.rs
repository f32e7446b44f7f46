//! Setting metadata. All values are checked against the type of their field before the first write.
//!
//! Values set by a person take precedence over values found by a program. Values from `import --set`, sidecars and the
//! text replace only values of such origins.

mod fields;
mod found;

use super::select::{self, Selection};
use super::{Effect, recorded};
use crate::model::{ArticleId, Assignment, FieldDefinition, FieldName, NewOperation, OperationId, Origin};
use crate::store::tables::articles::Visibility;
use crate::store::tables::{metadata, outlets};
use crate::store::{Corpus, Writer};
use crate::{Error, Hint, Result};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeMap;

pub use fields::{Redefinition, define};
pub(super) use fields::{define_text, ensure_fields, known_field};
pub(super) use found::{
    apply_sidecar, check_sidecar, follow_text, host_of, outlet_from_url, set_from_import,
};

/// The result of setting metadata.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Annotated {
    /// The operation, if anything changed.
    pub operation: Option<OperationId>,
    /// Number of selected articles.
    pub selected: u64,
    /// Number of articles with other values than before.
    pub changed: u64,
    /// Newly defined fields.
    pub new_fields: Vec<String>,
}

/// Checked values of one field.
#[derive(Debug, Clone)]
pub(super) struct Checked {
    field: FieldName,
    values: Vec<String>,
    /// The row of the outlet, if the field is `outlet`.
    outlet: Option<i64>,
}

impl Checked {
    /// The field.
    pub(super) fn field(&self) -> &FieldName {
        &self.field
    }
}

/// Sets fields of the selected articles. All assignments to one repeatable field together are its new values.
///
/// For example, `topic=a` and `topic=b` set the repeatable field `topic` to the values `a` and `b`.
///
/// # Errors
/// [`Error::Invalid`] for a value that its field doesn't accept, or a field name that resembles a known one; errors of
/// the selection.
pub fn set(
    corpus: &mut Corpus,
    selection: &Selection,
    assignments: &[Assignment],
    operation: &NewOperation,
) -> Result<Annotated> {
    let (annotated, id) = recorded(corpus, operation, &Origin::Hand, |writer, _| {
        let articles = select::named_in(writer, selection, Visibility::Live)?;
        let new_fields = ensure_fields(writer, assignments.iter().map(|assignment| &assignment.field))?;
        // After the fields are defined, because values are checked against definitions, and once for all articles.
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
    // Without a change the transaction is rolled back, including new fields.
    let new_fields = if id.is_some() { annotated.new_fields } else { Vec::new() };
    Ok(Annotated { operation: id, selected: annotated.selected, changed: annotated.changed, new_fields })
}

/// Deletes the values of fields from the selected articles.
///
/// # Errors
/// [`Error::NotFound`] for an unknown field; errors of the selection.
pub fn unset(
    corpus: &mut Corpus,
    selection: &Selection,
    fields: &[FieldName],
    operation: &NewOperation,
) -> Result<Annotated> {
    let (annotated, id) = recorded(corpus, operation, &Origin::Hand, |writer, _| {
        let articles = select::named_in(writer, selection, Visibility::Live)?;
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

/// Checks assignments against their fields, and finds or adds the outlets that they name.
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
        Some(name) if field.as_str() == "outlet" => Some(outlets::find_or_add(writer, name)?),
        _ => None,
    };
    Ok(Checked { field: field.clone(), values, outlet })
}

/// The values in stored form, if the field accepts them.
fn check_values(definition: &FieldDefinition, field: &FieldName, values: &[&str]) -> Result<Vec<String>> {
    if values.len() > 1 && !definition.repeatable {
        let hint = if definition.standard {
            Hint::Text(format!("{field} takes one value; join several with \"; \""))
        } else {
            Hint::MakeRepeatable { field: field.to_string() }
        };
        return Err(Error::invalid(format!("{field} is given {} values", values.len())).with_hint(hint));
    }
    values
        .iter()
        .map(|value| definition.kind.check(value).map_err(|error| about(field, error)))
        .collect::<Result<_>>()
}

/// The error with the name of the field.
fn about(field: &FieldName, error: Error) -> Error {
    match error {
        Error::Invalid { message, hint } => Error::Invalid { message: format!("{field}: {message}"), hint },
        error => error,
    }
}

/// Sets checked values of an article and returns whether anything changed.
pub(super) fn apply(writer: &Writer, article: ArticleId, checked: &Checked) -> Result<bool> {
    if checked.field.as_str() == "outlet" {
        return metadata::set_outlet(writer, article, checked.outlet);
    }
    metadata::set(writer, article, &checked.field, &checked.values)
}
