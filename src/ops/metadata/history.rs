//! Changes of metadata, and the origin of the current values.

use super::fields::known_field;
use crate::model::{ArticleRef, FieldName, MetadataChange, Provenance};
use crate::ops::select;
use crate::store::Corpus;
use crate::store::tables::metadata;
use crate::{Error, Hint, Result};

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
        known_field(reader, field)?;
        let values = metadata::values(reader, article, field)?;
        Ok(Provenance {
            article,
            field: field.to_string(),
            value: (!values.is_empty()).then(|| values.join("; ")),
            change: metadata::latest(reader, article, field)?,
        })
    })
}
