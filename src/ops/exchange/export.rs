//! A table of metadata out.

use super::SEPARATOR;
use crate::Result;
use crate::model::{Article, ArticleId, FieldName};
use crate::ops::select::{self, Selection};
use crate::store::{Corpus, articles, metadata};
use serde::{Serialize, Serializer};

/// The metadata of one article: column names with their values, in the order of [`export_columns`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRow {
    /// The article.
    pub id: ArticleId,
    /// Its key.
    pub key: String,
    /// Field and value, for every field; several values joined by `; `.
    pub values: Vec<(String, Option<String>)>,
}

impl Serialize for ExportRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let named = [("id", serde_json::json!(self.id)), ("key", serde_json::json!(self.key))];
        let values = self.values.iter().map(|(name, value)| (name.as_str(), serde_json::json!(value)));
        serializer.collect_map(named.into_iter().chain(values))
    }
}

/// The columns of an export: `id`, `key`, then every field of the corpus.
///
/// # Errors
/// [`crate::Error::Database`].
pub fn export_columns(corpus: &Corpus) -> Result<Vec<String>> {
    let fields = crate::ops::metadata::fields(corpus)?.into_iter().map(|field| field.name);
    Ok(["id".to_owned(), "key".to_owned()].into_iter().chain(fields).collect())
}

/// Gives the metadata of the selected articles to `visit`, or of all live ones when the selection is empty.
///
/// # Errors
/// Errors of the selection, and what `visit` returns.
pub fn export(
    corpus: &Corpus,
    selection: &Selection,
    visit: &mut dyn FnMut(ExportRow) -> Result<()>,
) -> Result<()> {
    let fields: Vec<FieldName> =
        export_columns(corpus)?.iter().skip(2).map(|name| name.parse()).collect::<Result<_>>()?;
    corpus.read(|reader| {
        let all = Selection { expression: Some("TRUE".to_owned()), ..Selection::default() };
        let empty = selection.references.is_empty() && selection.expression.is_none();
        for id in select::articles_in(reader, if empty { &all } else { selection })? {
            let Article { key, .. } = articles::get(reader, id)?;
            let values = fields
                .iter()
                .map(|field| {
                    let values = metadata::values(reader, id, field)?;
                    Ok((field.to_string(), (!values.is_empty()).then(|| values.join(SEPARATOR))))
                })
                .collect::<Result<_>>()?;
            visit(ExportRow { id, key, values })?;
        }
        Ok(())
    })
}
