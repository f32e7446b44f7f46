//! Who brought what: each sentence of a version with the version that it is from.

use super::select::{self, Resolved};
use crate::Result;
use crate::diff::{Attributed, attribute, attribute_next};
use crate::model::{ArticleRef, OperationId, Version, VersionNumber};
use crate::store::Corpus;
use crate::store::tables::{contents, versions};
use serde::Serialize;

/// A sentence and where it is from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// The newest version that changed a word or mark of it.
    pub version: VersionNumber,
    /// The operation that imported that version.
    pub operation: OperationId,
    /// When that was.
    pub added_at: String,
    /// The version that first had it; earlier than `version` if it was edited since.
    pub brought: VersionNumber,
    /// What it says, with the white space after it.
    pub text: String,
    /// Its first byte in the text and the first after it.
    pub range: [usize; 2],
}

/// Where each sentence of the version that `reference` means is from. Their texts together are its text. Only versions up
/// to it count, and none that was undone.
///
/// # Errors
/// As [`select::resolve()`].
pub fn blame(corpus: &Corpus, reference: &ArticleRef) -> Result<(Resolved, Vec<Sentence>)> {
    corpus.read(|reader| {
        let resolved = select::resolve_in(reader, reference)?;
        let mut versions = versions::list(reader, resolved.article)?;
        versions.retain(|version| version.number <= resolved.version);
        let mut text = String::new();
        let mut sentences = Vec::new();
        for (index, version) in versions.iter().enumerate() {
            let next = contents::text(reader, resolved.article, version.number)?;
            sentences = if index == 0 {
                attribute(&next, 0)
            } else {
                attribute_next(&sentences, &text, &next, index)
            };
            text = next;
        }
        let sentences = sentences.into_iter().map(|found| sentence(&text, &versions, found)).collect();
        Ok((resolved, sentences))
    })
}

fn sentence(text: &str, versions: &[Version], found: Attributed) -> Sentence {
    let Attributed { range, brought, changed } = found;
    let version = &versions[changed];
    Sentence {
        version: version.number,
        operation: version.operation,
        added_at: version.added_at.clone(),
        brought: versions[brought].number,
        text: text[range.clone()].to_owned(),
        range: [range.start, range.end],
    }
}
