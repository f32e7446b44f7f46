//! The histories that are compared.

use anyhow::Context as _;
use serde::Deserialize;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

/// Two consecutive revisions of a text that differ.
pub(crate) struct TextPair {
    pub(crate) path: String,
    /// Which revision of its path the new one is, from 0.
    pub(crate) revision: usize,
    pub(crate) old: String,
    pub(crate) new: String,
}

#[derive(Deserialize)]
struct Revision {
    path: String,
    deleted: bool,
    text: Option<String>,
}

/// All pairs of a file, in its order. A path that was deleted begins anew.
pub(crate) fn pairs(file: &Path) -> anyhow::Result<Vec<TextPair>> {
    let reader = File::open(file).with_context(|| format!("can't read {}", file.display()))?;
    let mut current: HashMap<String, (usize, String)> = HashMap::new();
    let mut pairs = Vec::new();
    for line in BufReader::new(reader).lines() {
        let revision: Revision = serde_json::from_str(&line?)
            .with_context(|| format!("{} holds something else than revisions", file.display()))?;
        let Some(text) = revision.text.filter(|_| !revision.deleted) else {
            current.remove(&revision.path);
            continue;
        };
        let number = current.get(&revision.path).map_or(0, |(number, _)| number + 1);
        if let Some((_, old)) = current.insert(revision.path.clone(), (number, text.clone()))
            && old != text
        {
            pairs.push(TextPair { path: revision.path, revision: number, old, new: text });
        }
    }
    Ok(pairs)
}
