//! Blame: for each sentence of a version, the version that it comes from.

use super::select::{self, Resolved};
use crate::Result;
use crate::diff::{Attributed, attribute, attribute_next};
use crate::model::{ArticleRef, OperationId, RecordedTime, Version, VersionNumber};
use crate::store::Corpus;
use crate::store::tables::{contents, versions};
use serde::Serialize;

/// A sentence and its origin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SentenceOrigin {
    /// The newest version that changed a word or a punctuation mark of it.
    pub version: VersionNumber,
    /// The operation that imported that version.
    pub operation: OperationId,
    /// The time of that import.
    pub added_at: RecordedTime,
    /// The time of the capture, if the version is one.
    pub captured: Option<RecordedTime>,
    /// The version that first contained it. Earlier than `version` if the sentence was edited since.
    pub brought: VersionNumber,
    /// The sentence with its trailing white space.
    pub text: String,
    /// Start and end of its bytes in the text.
    pub range: [usize; 2],
}

/// The origin of each sentence of a version. The sentences together are its whole text. Later and undone versions don't
/// count.
///
/// For example, a sentence of version 1 with a number corrected in version 3 has `brought` 1 and `version` 3.
///
/// # Errors
/// As [`select::resolve()`].
pub fn blame(corpus: &Corpus, reference: &ArticleRef) -> Result<(Resolved, Vec<SentenceOrigin>)> {
    corpus.read(|reader| {
        let resolved = select::resolve_in(reader, reference)?;
        let mut versions = versions::list(reader, resolved.article)?;
        let this = versions.iter().position(|version| version.number == resolved.version);
        versions.truncate(this.map_or(0, |at| at + 1));
        // From the first version on: each step carries the origins over to the next text, so only two are in memory.
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

fn sentence(text: &str, versions: &[Version], found: Attributed) -> SentenceOrigin {
    let Attributed { range, brought, changed } = found;
    let version = &versions[changed];
    SentenceOrigin {
        version: version.number,
        operation: version.operation,
        added_at: version.added_at.clone(),
        captured: version.captured.clone(),
        brought: versions[brought].number,
        text: text[range.clone()].to_owned(),
        range: [range.start, range.end],
    }
}
