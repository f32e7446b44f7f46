//! Export of metadata as a table.

use super::{CORPUS_ID, SEPARATOR};
use crate::Result;
use crate::model::ArticleId;
use crate::ops::metadata::fields::fields;
use crate::ops::select::{self, Selection};
use crate::store::Corpus;
use crate::store::tables::purged::Memory;
use crate::store::tables::{articles, metadata};
use serde::{Serialize, Serializer};
use serde_json::json;
use std::collections::BTreeMap;

/// The metadata of one article, in the order of [`export_columns`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportRow {
    /// The article.
    pub id: ArticleId,
    /// Its key.
    pub key: String,
    /// All fields with their values: none, one, or several for a repeatable field.
    pub values: Vec<(String, Vec<String>)>,
    /// The corpus to which the id belongs, so that another corpus doesn't mistake it for one of its own.
    pub corpus: String,
}

impl ExportRow {
    /// The values of each field as one string, joined by `; `.
    pub fn joined(&self) -> impl Iterator<Item = Option<String>> {
        self.values.iter().map(|(_, values)| (!values.is_empty()).then(|| values.join(SEPARATOR)))
    }
}

impl Serialize for ExportRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let named = [("id", json!(self.id)), ("key", json!(self.key))];
        let values = self.values.iter().map(|(name, values)| match values.as_slice() {
            [] => (name.as_str(), json!(null)),
            [one] => (name.as_str(), json!(one)),
            several => (name.as_str(), json!(several)),
        });
        serializer.collect_map(named.into_iter().chain(values).chain([(CORPUS_ID, json!(self.corpus))]))
    }
}

/// The columns of an export: `id`, `key`, all fields, and `corpus_id`.
///
/// # Errors
/// [`crate::Error::Database`].
pub fn export_columns(corpus: &Corpus) -> Result<Vec<String>> {
    let fields = fields(corpus)?.into_iter().map(|field| field.name);
    let named = ["id".to_owned(), "key".to_owned()].into_iter();
    Ok(named.chain(fields).chain([CORPUS_ID.to_owned()]).collect())
}

/// Passes the metadata of the selected articles to `visit`, or of all live ones if the selection is open.
///
/// # Errors
/// Errors of the selection and of `visit`.
pub fn export(
    corpus: &Corpus,
    selection: &Selection,
    visit: &mut dyn FnMut(ExportRow) -> Result<()>,
) -> Result<()> {
    let fields = fields(corpus)?.into_iter().map(|field| field.name);
    let fields: Vec<String> = fields.collect();
    corpus.read(|reader| {
        let corpus = Memory::open(reader)?.corpus_id();
        for id in select::live_in(reader, selection)? {
            let article = articles::get(reader, id)?;
            // The serialised article has the standard fields by name, so they needn't be listed here.
            let standard = json!(article);
            let mut extra = BTreeMap::<String, Vec<String>>::new();
            for (field, value) in metadata::extra(reader, id)? {
                extra.entry(field).or_default().push(value);
            }
            let values = fields.iter().map(|field| {
                let standard = standard[field].as_str().map(|value| vec![value.to_owned()]);
                (field.clone(), standard.or_else(|| extra.remove(field)).unwrap_or_default())
            });
            let values = values.collect();
            visit(ExportRow { id, key: article.key, values, corpus: corpus.clone() })?;
        }
        Ok(())
    })
}
