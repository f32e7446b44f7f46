//! Files of purged articles. They are reported but not imported, until the user allows it.

use super::{Settler, Written};
use crate::Result;
use crate::model::{Outcome, Sha256};
use crate::ops::import::read::FileContent;
use crate::store::Reader;
use crate::store::tables::contents;
use crate::store::tables::purged::{Purged, Trace};

impl Settler<'_> {
    /// The outcome for an unknown file that was purged, recognised by one of its possible keys, its bytes or its words.
    pub(super) fn purged_file(
        &self,
        reader: &Reader,
        keys: [&str; 2],
        content: &FileContent,
    ) -> Result<Option<Written>> {
        for key in keys {
            if let Some(purged) = self.purged_key(reader, key)? {
                return Ok(Some(purged));
            }
        }
        self.purged_content(reader, content)
    }

    /// The outcome if an article with this key was purged.
    pub(super) fn purged_key(&self, reader: &Reader, key: &str) -> Result<Option<Written>> {
        let Some(memory) = &self.memory else { return Ok(None) };
        Ok(memory.find(reader, Trace::Key(key))?.map(written))
    }

    /// The outcome if an article with these bytes or words was purged.
    pub(super) fn purged_content(&self, reader: &Reader, content: &FileContent) -> Result<Option<Written>> {
        let Some(memory) = &self.memory else { return Ok(None) };
        // Bytes that the corpus has were allowed, or belong to an article that wasn't purged.
        if contents::find_blob(reader, content.sha256)?.is_some() {
            return Ok(None);
        }
        let bytes = memory.find(reader, Trace::Bytes(content.sha256))?;
        let words = &content.reading.article.words;
        let found = match bytes {
            // All texts without words have the same hash of words.
            None if words.count > 0 => memory.find(reader, Trace::Words(Sha256(words.normalized_sha256)))?,
            found => found,
        };
        Ok(found.map(written))
    }
}

fn written(Purged { article, operation }: Purged) -> Written {
    let detail = format!(
        "article {article} was purged in operation {operation}; to let it in again: corpus purge --allow {article}"
    );
    Written { outcome: Outcome::Purged, version: None, detail: Some(detail) }
}
