//! A hash of what the corpus holds, whatever way it came to hold it: something to cite. doc/data-model.md says how it
//! is made, so that other programs can make it too; what it covers never changes.

use super::select::{self, Selection};
use crate::model::{ArticleId, Sha256};
use crate::store::snapshot::{self, Hashes};
use crate::store::{Corpus, Reader};
use crate::{Error, Result};
use serde::Serialize;

/// The hash of some articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fingerprint {
    /// The hash.
    pub fingerprint: Sha256,
    /// How many articles it covers.
    pub articles: u64,
    /// Whether it covers all their versions, or the current ones alone.
    pub versions: bool,
}

/// The fingerprint of the selected articles, or of all live ones when the selection is empty; with all their versions
/// or the current ones alone.
///
/// # Errors
/// Errors of the selection; [`Error::Refused`] when it names an article that was removed.
pub fn fingerprint(corpus: &Corpus, selection: &Selection, versions: bool) -> Result<Fingerprint> {
    corpus.read(|reader| {
        let mut digests = Vec::new();
        for article in select::live_in(reader, selection)? {
            digests.push(digest(reader, article, versions)?);
        }
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
    for (field, values) in &state.values {
        lines.extend(values.iter().map(|value| line(&format!("field:{field}"), value)));
    }
    Ok(Sha256::of_all(lines))
}

/// `name`, a tab and the value, which no value can leave.
fn line(name: &str, value: &str) -> String {
    let value = value.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r");
    format!("{name}\t{value}\n")
}
