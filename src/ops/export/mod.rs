//! Export: records for other programs, or files with sidecars.
//!
//! ```text
//! names   file names derived from keys
//! batch   files that are written and synced together
//! files   the files of articles, with their sidecars
//! ```

mod batch;
mod files;
mod names;

pub use files::{Exported, to_folder};

use super::list::COLUMNS;
use super::metadata::{own_fields, shaped};
use super::select::{self, Selection};
use crate::Result;
use crate::model::{Article, ArticleId};
use crate::store::tables::{articles, contents, metadata, versions};
use crate::store::{Corpus, Reader};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// An article or one version of it, with its text and metadata.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Record {
    /// The article. `version`, `words`, `sha256`, `added_at` and `text` are those of the version.
    #[serde(flatten)]
    pub article: Article,
    /// All fields beyond the standard ones: null, a string, or an array if the field is repeatable.
    pub metadata: BTreeMap<String, Value>,
}

/// The columns of a table of records: those of a listing, then all fields beyond the standard ones.
///
/// # Errors
/// [`crate::Error::Database`].
pub fn columns(corpus: &Corpus) -> Result<Vec<String>> {
    let own = corpus.read(own_fields)?.into_iter().map(|field| field.name);
    Ok(COLUMNS.iter().map(ToString::to_string).chain(own).collect())
}

/// Passes the selected articles to `visit`, or all live ones if the selection is open. With `every_version` it passes
/// all their versions instead of the current ones.
///
/// # Errors
/// Errors of the selection and of `visit`.
pub fn records(
    corpus: &Corpus,
    selection: &Selection,
    every_version: bool,
    visit: &mut dyn FnMut(Record) -> Result<()>,
) -> Result<()> {
    corpus.read(|reader| {
        let fields = own_fields(reader)?;
        for id in select::live_in(reader, selection)? {
            let mut values = BTreeMap::<String, Vec<String>>::new();
            for (field, value) in metadata::extra(reader, id)? {
                values.entry(field).or_default().push(value);
            }
            let own = fields.iter().map(|field| {
                let values = values.get(&field.name).map(Vec::as_slice).unwrap_or_default();
                (field.name.clone(), shaped(field.repeatable, values))
            });
            // Every field in every record, also without a value, so that all records have the same shape.
            let mut record = Record { article: articles::get(reader, id)?, metadata: own.collect() };
            if every_version {
                each_version(reader, id, &record, visit)?;
            } else {
                record.article.text = Some(contents::text(reader, id, record.article.version)?);
                visit(record)?;
            }
        }
        Ok(())
    })
}

fn each_version(
    reader: &Reader,
    id: ArticleId,
    current: &Record,
    visit: &mut dyn FnMut(Record) -> Result<()>,
) -> Result<()> {
    for version in versions::list(reader, id)? {
        let mut record = current.clone();
        record.article.text = Some(contents::text(reader, id, version.number)?);
        record.article.version = version.number;
        record.article.words = version.words;
        record.article.sha256 = version.sha256;
        record.article.added_at = version.added_at;
        visit(record)?;
    }
    Ok(())
}
