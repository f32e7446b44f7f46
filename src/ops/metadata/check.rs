//! Values checked against the type of their field, and writing them.

use super::fields::known_field;
use crate::model::{ArticleId, Assignment, FieldDefinition, FieldName};
use crate::store::Writer;
use crate::store::tables::{metadata, outlets};
use crate::{Error, Hint, Result};
use std::collections::BTreeMap;

/// Checked values of one field.
#[derive(Debug, Clone)]
pub(in crate::ops) struct Checked {
    pub(super) field: FieldName,
    pub(super) values: Vec<String>,
    /// The row of the outlet, if the field is `outlet`.
    pub(super) outlet: Option<i64>,
}

impl Checked {
    /// The field.
    pub(in crate::ops) fn field(&self) -> &FieldName {
        &self.field
    }
}

/// Checks assignments against their fields, and finds or adds the outlets that they name.
pub(in crate::ops) fn check(writer: &Writer, assignments: &[Assignment]) -> Result<Vec<Checked>> {
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
pub(super) fn check_values(
    definition: &FieldDefinition,
    field: &FieldName,
    values: &[&str],
) -> Result<Vec<String>> {
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
