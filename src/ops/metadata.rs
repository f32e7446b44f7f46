//! Reading metadata: values, their origins and their history.

use super::annotate;
use super::select::{self, Selection};
use crate::model::{ArticleRef, FieldDefinition, FieldName, MetadataChange, Provenance, STANDARD_FIELDS};
use crate::store::tables::articles::Visibility;
use crate::store::tables::metadata;
use crate::store::{Corpus, Reader};
use crate::{Error, Hint, Result};
use serde::Serialize;
use serde_json::json;

/// One value of one field of one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldValue {
    /// The article.
    pub article: crate::model::ArticleId,
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
/// [`Error::NotFound`] for an unknown field; errors of the selection and of `visit`.
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
            annotate::known_field(reader, field)?;
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

/// All changes of an article's metadata, or of one field, oldest first.
///
/// # Errors
/// As [`select::resolve()`].
pub fn history(corpus: &Corpus, reference: &ArticleRef, field: Option<&str>) -> Result<Vec<MetadataChange>> {
    corpus.read(|reader| {
        let article = select::article_in(reader, reference)?.id;
        let changes = metadata::history(reader, article)?;
        let Some(field) = field else { return Ok(changes) };
        // The history also has the key and the removal, which aren't in the table of fields.
        let known =
            matches!(field, "key" | "removed_at") || metadata::field(reader, &field.parse()?)?.is_some();
        if !known {
            return Err(Error::not_found(format!("there is no field '{field}'")).with_hint(Hint::ListFields));
        }
        Ok(changes.into_iter().filter(|change| change.field == field).collect())
    })
}

/// The current value of a field and the change that set it.
///
/// # Errors
/// [`Error::NotFound`] for an unknown field; as [`select::resolve()`].
pub fn why(corpus: &Corpus, reference: &ArticleRef, field: &FieldName) -> Result<Provenance> {
    corpus.read(|reader| {
        let article = select::article_in(reader, reference)?.id;
        annotate::known_field(reader, field)?;
        let values = metadata::values(reader, article, field)?;
        Ok(Provenance {
            article,
            field: field.to_string(),
            value: (!values.is_empty()).then(|| values.join("; ")),
            change: metadata::latest(reader, article, field)?,
        })
    })
}

/// All fields: the standard ones in their fixed order, then the others by name.
///
/// # Errors
/// [`Error::Database`].
pub fn fields(corpus: &Corpus) -> Result<Vec<FieldDefinition>> {
    corpus.read(metadata::fields).map(in_order)
}

/// The fields beyond the standard ones, by name.
pub(super) fn own_fields(reader: &Reader) -> Result<Vec<FieldDefinition>> {
    Ok(metadata::fields(reader)?.into_iter().filter(|field| !field.standard).collect())
}

/// The values of a field as JSON: null, a string, or an array. A field that isn't repeatable becomes an array too if
/// another program has written several values.
pub(super) fn shaped(repeatable: bool, values: &[String]) -> serde_json::Value {
    match values {
        [] => json!(null),
        [one] if !repeatable => json!(one),
        values => json!(values),
    }
}

fn in_order(mut fields: Vec<FieldDefinition>) -> Vec<FieldDefinition> {
    fields.sort_by_key(|field| {
        let place = STANDARD_FIELDS.iter().position(|name| *name == field.name);
        place.unwrap_or(STANDARD_FIELDS.len())
    });
    fields
}
