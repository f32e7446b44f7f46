//! Changes of metadata, and the origin of the current values.

use super::fields::{in_order, known_field};
use crate::model::{ArticleRef, FieldName, MetadataChange, Origin, Provenance};
use crate::ops::{candidates, select};
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

/// The current value of a field, the change that set it, and all values that the current version states for it. A value that only an
/// earlier version stated has the number of that version, for which the versions are read from the last to the first. Without a field,
/// those of all fields that have a value or a candidate.
///
/// # Errors
/// [`Error::NotFound`] for an unknown field; as [`select::resolve()`].
pub fn why(corpus: &Corpus, reference: &ArticleRef, field: Option<&FieldName>) -> Result<Vec<Provenance>> {
    corpus.read(|reader| {
        let article = select::article_in(reader, reference)?.id;
        if let Some(field) = field {
            known_field(reader, field)?;
        }
        let (candidates, unread) = match candidates::of_article(reader, article)? {
            Ok(candidates) => (candidates, None),
            Err(why) => (Vec::new(), Some(why)),
        };
        let names = match field {
            Some(field) => vec![field.to_string()],
            None => in_order(metadata::fields(reader)?).into_iter().map(|field| field.name).collect(),
        };
        let mut found = Vec::new();
        for name in names {
            let name: FieldName = name.parse()?;
            let values = metadata::values(reader, article, &name)?;
            let change = metadata::latest(reader, article, &name)?;
            let is_from_document = change
                .as_ref()
                .is_some_and(|change| matches!(change.origin, Origin::Document(_) | Origin::Text(_)));
            let is_earlier = unread.is_none()
                && !values.is_empty()
                && is_from_document
                && !candidates::is_stated(&candidates, &name);
            let own: Vec<_> =
                candidates.iter().filter(|candidate| candidate.field == name.as_str()).cloned().collect();
            if field.is_none() && values.is_empty() && own.is_empty() {
                continue;
            }
            found.push(Provenance {
                article,
                field: name.to_string(),
                value: (!values.is_empty()).then(|| values.join("; ")),
                change,
                earlier_version: if is_earlier {
                    candidates::last_stating(reader, article, &name)?
                } else {
                    None
                },
                candidates: own,
                unread: unread.clone(),
            });
        }
        Ok(found)
    })
}
