//! One article: its metadata, text and bytes.

use super::metadata::shaped;
use super::select::{self, Resolved};
use crate::Result;
use crate::model::{ArticleDetail, ArticleRef, FieldName, STANDARD_FIELDS};
use crate::store::tables::{articles, contents, metadata, versions};
use crate::store::{Corpus, Reader};
use serde_json::Value;
use std::collections::BTreeMap;

/// The metadata, origins and versions of an article, with the text of the selected version.
///
/// # Errors
/// As [`select::resolve()`].
pub fn show(corpus: &Corpus, reference: &ArticleRef) -> Result<ArticleDetail> {
    corpus.read(|reader| {
        let Resolved { article: id, version, .. } = select::resolve_in(reader, reference)?;
        let mut article = articles::get(reader, id)?;
        let versions = versions::list(reader, id)?;
        if let Some(shown) = versions.iter().find(|candidate| candidate.number == version) {
            article.version = shown.number;
            article.sha256.clone_from(&shown.sha256);
            article.words = shown.words;
        }
        article.text = Some(contents::text(reader, id, version)?);
        let extra = extra(reader, id)?;
        let fields = STANDARD_FIELDS.into_iter().chain(extra.keys().map(String::as_str));
        let mut origins = BTreeMap::new();
        for name in fields {
            let field: FieldName = name.parse()?;
            // A deleted value has a last change, but no origin to show.
            let latest = metadata::latest(reader, id, &field)?.filter(|change| change.new.is_some());
            if let Some(change) = latest {
                origins.insert(name.to_owned(), change.origin);
            }
        }
        Ok(ArticleDetail { article, metadata: extra, origins, versions })
    })
}

/// The fields beyond the standard ones that have a value.
fn extra(reader: &Reader, id: crate::model::ArticleId) -> Result<BTreeMap<String, Value>> {
    let mut values = BTreeMap::<String, Vec<String>>::new();
    for (field, value) in metadata::extra(reader, id)? {
        values.entry(field).or_default().push(value);
    }
    let mut all = BTreeMap::new();
    for (name, values) in values {
        let repeatable = metadata::field(reader, &name.parse()?)?.is_some_and(|field| field.repeatable);
        all.insert(name, shaped(repeatable, &values));
    }
    Ok(all)
}

/// The bytes of a version exactly as imported.
///
/// # Errors
/// As [`select::resolve()`].
pub fn bytes(corpus: &Corpus, reference: &ArticleRef) -> Result<Vec<u8>> {
    corpus.read(|reader| {
        let Resolved { article, version, .. } = select::resolve_in(reader, reference)?;
        contents::bytes(reader, article, version)
    })
}
