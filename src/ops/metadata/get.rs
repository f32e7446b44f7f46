//! Reading the current values.

use super::fields::{in_order, known_field};
use crate::Result;
use crate::model::{ArticleId, FieldName};
use crate::ops::select::{self, Selection};
use crate::store::Corpus;
use crate::store::tables::articles::Visibility;
use crate::store::tables::metadata;
use serde::Serialize;
use serde_json::json;

/// One value of one field of one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldValue {
    /// The article.
    pub article: ArticleId,
    /// The field.
    pub field: String,
    /// The position among the values of a repeatable field, counted from 0.
    pub ordinal: usize,
    /// The value.
    pub value: String,
}

/// Passes the values of the selected articles to `visit`. The default of `fields` is all fields.
///
/// # Errors
/// [`Error::NotFound`](crate::Error::NotFound) for an unknown field; errors of the selection and of `visit`.
pub fn get(
    corpus: &Corpus,
    selection: &Selection,
    fields: &[FieldName],
    visit: &mut dyn FnMut(FieldValue) -> Result<()>,
) -> Result<()> {
    corpus.read(|reader| {
        let fields: Vec<FieldName> = if fields.is_empty() {
            in_order(metadata::fields(reader)?)
                .iter()
                .map(|field| field.name.parse())
                .collect::<Result<_>>()?
        } else {
            fields.to_vec()
        };
        for field in &fields {
            // Before the first value is passed on, so that an error comes without output.
            known_field(reader, field)?;
        }
        for article in select::named_in(reader, selection, Visibility::Live)? {
            for field in &fields {
                let values = metadata::values(reader, article, field)?;
                for (ordinal, value) in values.into_iter().enumerate() {
                    visit(FieldValue { article, field: field.to_string(), ordinal, value })?;
                }
            }
        }
        Ok(())
    })
}

/// The values of a field as JSON: null, a string, or an array. A field that isn't repeatable becomes an array too if
/// another program has written several values.
pub(in crate::ops) fn shaped(repeatable: bool, values: &[String]) -> serde_json::Value {
    match values {
        [] => json!(null),
        [one] if !repeatable => json!(one),
        values => json!(values),
    }
}
