//! History: the operations, or the versions and changes of one article.

use super::diff::{self, Comparison};
use super::select::{self, Resolved};
use crate::Result;
use crate::model::{ArticleRef, MetadataChange, Operation, Version};
use crate::store::tables::{metadata, operations, versions};
use crate::store::{Corpus, Reader};
use serde::Serialize;

/// The history of one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleLog {
    /// The article.
    pub id: crate::model::ArticleId,
    /// Its current key.
    pub key: String,
    /// Its versions, newest first.
    pub versions: Vec<Version>,
    /// The changes of its metadata, newest first.
    pub metadata: Vec<MetadataChange>,
}

/// The operations, newest first, limited to `limit`.
///
/// # Errors
/// [`crate::Error::Database`].
pub fn operations(corpus: &Corpus, limit: Option<u64>) -> Result<Vec<Operation>> {
    corpus.read(|reader| operations::list(reader, limit))
}

/// The versions and metadata changes of one article, newest first.
///
/// # Errors
/// As [`select::resolve()`].
pub fn article(corpus: &Corpus, reference: &ArticleRef) -> Result<ArticleLog> {
    corpus.read(|reader| article_in(reader, reference))
}

/// The history of one article, with a comparison of each version and its predecessor: one fewer than versions.
///
/// # Errors
/// As [`select::resolve()`].
pub fn article_with_patches(
    corpus: &Corpus,
    reference: &ArticleRef,
) -> Result<(ArticleLog, Vec<Comparison>)> {
    let (life, texts) = corpus.read(|reader| {
        let life = article_in(reader, reference)?;
        let resolved =
            |version: &Version| Resolved { article: life.id, key: life.key.clone(), version: version.number };
        let texts: Result<Vec<_>> =
            life.versions.iter().map(|version| diff::read(reader, &resolved(version))).collect();
        Ok((life, texts?))
    })?;
    // Compared after the transaction, since that takes longest. The list is newest first, so the older text is second.
    let pairs = texts.windows(2);
    let comparisons = pairs.map(|pair| diff::compare(pair[1].clone(), pair[0].clone())).collect();
    Ok((life, comparisons))
}

fn article_in(reader: &Reader, reference: &ArticleRef) -> Result<ArticleLog> {
    let found = select::article_in(reader, reference)?;
    let mut versions = versions::list(reader, found.id)?;
    versions.reverse();
    let mut metadata = metadata::history(reader, found.id)?;
    metadata.reverse();
    Ok(ArticleLog { id: found.id, key: found.key, versions, metadata })
}
