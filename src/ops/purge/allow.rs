//! Allowing imports of purged articles, which are named by id, by key, or by a file with their bytes, words or path.

use super::super::{Effect, recorded};
use crate::model::{ArticleId, NewOperation, OperationId, Origin, Sha256};
use crate::store::tables::articles;
use crate::store::tables::purged as store;
use crate::store::tables::purged::{Memory, Trace};
use crate::store::{Corpus, Reader};
use crate::text;
use crate::{Error, Result};
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The result of allowing purged articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Allowance {
    /// The operation, if anything changed.
    pub operation: Option<OperationId>,
    /// Number of matching purged articles.
    pub selected: u64,
    /// Number of articles that weren't allowed before.
    pub changed: u64,
}

/// Allows imports of purged articles. Each name is the former id or key of an article, or a file with its bytes, words
/// or path. Undoing the operation forbids the imports again.
///
/// # Errors
/// [`Error::NotFound`] for a name that matches no purged article; [`Error::Io`] for a file that can't be read.
pub fn allow(corpus: &mut Corpus, names: &[String], operation: &NewOperation) -> Result<Allowance> {
    let (allowance, id) = recorded(corpus, operation, &Origin::PurgeAllow, |writer, id| {
        let mut found = BTreeSet::new();
        for name in names {
            found.extend(find(writer, name)?);
        }
        let mut changed = 0;
        for &article in &found {
            changed += u64::from(store::allow(writer, article, id)?);
        }
        let selected = found.len() as u64;
        Ok(Effect {
            value: Allowance { operation: None, selected, changed },
            summary: json!({ "selected": selected, "changed": changed }),
            changed: changed > 0,
        })
    })?;
    Ok(Allowance { operation: id, ..allowance })
}

fn find(reader: &Reader, name: &str) -> Result<BTreeSet<ArticleId>> {
    let memory = Memory::open(reader)?;
    let mut found = BTreeSet::new();
    // A name may match as an id, as a key and as a file. All matches count.
    if let Ok(number) = name.parse().map(ArticleId)
        && store::had_article(reader, number)?
    {
        found.insert(number);
    }
    let path = Path::new(name);
    for key in keys(reader, name, path)? {
        found.extend(memory.articles_with(reader, Trace::Key(&key))?);
    }
    if path.is_file() {
        let bytes = fs::read(path).map_err(|error| Error::io("read", path, error))?;
        let sha256 = Sha256::of(&bytes);
        found.extend(memory.articles_with(reader, Trace::Bytes(sha256))?);
        if let Ok(reading) = text::read(&bytes, None) {
            found
                .extend(memory.articles_with(reader, Trace::Words(Sha256(reading.words.normalized_sha256)))?);
        }
    }
    if found.is_empty() {
        return Err(Error::not_found(format!("nothing that was purged fits {name}")).with_hint(
            "name the number that the import gives for the file, the key that the article had, or the file itself",
        ));
    }
    Ok(found)
}

/// The possible keys of a file: its name, and for each source every end of its path.
///
/// For example, `/home/me/uk/a.txt` may have the key `news/uk/a.txt` or `news/a.txt` in the source `news`.
fn keys(reader: &Reader, name: &str, path: &Path) -> Result<Vec<String>> {
    let mut keys = vec![name.to_owned()];
    let Ok(absolute) = std::path::absolute(path) else { return Ok(keys) };
    let parts: Vec<String> =
        // Without the root of the file system.
        absolute.iter().skip(1).map(|part| part.to_string_lossy().into_owned()).collect();
    let ends: Vec<String> = (0..parts.len()).map(|start| parts[start..].join("/")).collect();
    for source in articles::sources(reader)? {
        keys.extend(ends.iter().map(|end| format!("{source}/{end}")));
    }
    Ok(keys)
}
