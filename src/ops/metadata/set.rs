//! Setting metadata by hand. All values are checked against the type of their field before the first write.

use super::check::{Checked, apply, check};
use super::fields::{ensure_fields, known_field};
use crate::Result;
use crate::model::{Assignment, FieldName, NewOperation, OperationId, Origin};
use crate::ops::select::{self, Selection};
use crate::ops::{Effect, recorded};
use crate::store::Corpus;
use crate::store::tables::articles::Visibility;
use serde::Serialize;
use serde_json::json;

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

/// Sets fields of the selected articles. All assignments to one repeatable field together are its new values.
///
/// For example, `topic=a` and `topic=b` set the repeatable field `topic` to the values `a` and `b`.
///
/// # Errors
/// [`Error::Invalid`](crate::Error::Invalid) for a value that its field doesn't accept, or a field name that resembles a known
/// one; errors of the selection.
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
/// [`Error::NotFound`](crate::Error::NotFound) for an unknown field; errors of the selection.
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
