//! A hash of the contents of a corpus, for citations. It doesn't depend on the history of the contents. Its definition
//! never changes; doc/data-model.md has it, so that other programs can compute the hash.

use super::select::{self, Selection};
use crate::model::{ArticleId, Sha256};
use crate::store::snapshot::{self, Hashes};
use crate::store::{Corpus, Reader};
use crate::{Error, Result};
use serde::Serialize;

/// The hash of a set of articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fingerprint {
    /// The hash.
    pub fingerprint: Sha256,
    /// Number of articles.
    pub articles: u64,
    /// Whether it covers all their versions or only the current ones.
    pub versions: bool,
}

/// The fingerprint of the selected articles, or of all live ones if the selection is open. With `versions` it covers all
/// versions, otherwise the current ones.
///
/// # Errors
/// Errors of the selection; [`Error::Refused`] when it contains a removed article.
pub fn fingerprint(corpus: &Corpus, selection: &Selection, versions: bool) -> Result<Fingerprint> {
    corpus.read(|reader| {
        let mut digests = Vec::new();
        for article in select::live_in(reader, selection)? {
            digests.push(digest(reader, article, versions)?);
        }
        // By digest, because ids depend on the order of the imports.
        digests.sort_unstable();
        Ok(Fingerprint {
            fingerprint: Sha256::of_all(digests.iter().map(|digest| format!("{digest}\n"))),
            articles: digests.len() as u64,
            versions,
        })
    })
}

fn digest(reader: &Reader, article: ArticleId, versions: bool) -> Result<Sha256> {
    let state = snapshot::of(reader, article)?;
    if state.removed {
        return Err(Error::refused(
            format!("article {article} ({}) was removed, and a fingerprint covers live articles", state.key),
            "leave it out",
        ));
    }
    let mut lines = vec![line("key", &state.key)];
    if versions {
        let versions = snapshot::of_versions(reader, article)?;
        lines.extend(
            versions.iter().map(|Hashes { bytes, text }| line("version", &format!("{bytes} {text}"))),
        );
    } else {
        lines.push(line("sha256", &state.hashes.bytes.to_string()));
        lines.push(line("text", &state.hashes.text.to_string()));
    }
    // Ordered by field name, as the map is; the order of repeatable values counts.
    for (field, values) in &state.values {
        lines.extend(values.iter().map(|value| line(&format!("field:{field}"), value)));
    }
    Ok(Sha256::of_all(lines))
}

/// `name`, a tab and the value, escaped so that no value can imitate another line.
fn line(name: &str, value: &str) -> String {
    let value = value.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r");
    format!("{name}\t{value}\n")
}
