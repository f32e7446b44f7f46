//! Moves: files that are gone and whose bytes have turned up under another path.

use super::{Holder, Settler};
use crate::Result;
use crate::ops::import::plan::Root;
use crate::ops::import::walk::native;
use crate::store::{Writer, files, versions};
use std::io::ErrorKind;
use std::path::Path;

impl Settler<'_> {
    /// A file of the source that is gone and whose article has these bytes. Files that aren't gone are only looked
    /// at once for each content, so that many copies of one file don't take the square of their number.
    pub(super) fn gone_with(
        &mut self,
        writer: &Writer,
        root: &Root,
        source: i64,
        blob: i64,
    ) -> Result<Option<Holder>> {
        let mut holders = match self.holders.remove(&(source, blob)) {
            Some(holders) => holders,
            None => files::with_current_blob(writer, source, blob)?.into_iter().rev().collect(),
        };
        let mut gone = None;
        while let Some(holder) = holders.pop() {
            let (file, article, path) = &holder;
            let unclaimed = !self.was_seen(*file) && self.is_gone(&root.source, path);
            if unclaimed && versions::current_content(writer, *article)?.is_some_and(|now| now.blob == blob) {
                gone = Some(holder);
                break;
            }
        }
        self.holders.insert((source, blob), holders);
        Ok(gone)
    }

    /// Whether the source has no file at `path` any more, as far as this import can know.
    pub(in crate::ops::import) fn is_gone(&self, source: &str, path: &[u8]) -> bool {
        let path = native(path);
        let roots = self.plan.roots.iter().zip(&self.sources).filter(|(root, _)| root.source == source);
        let gone = |folder: &Path| {
            let found = folder.join(&path).symlink_metadata();
            found.is_err_and(|error| matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory))
        };
        roots.into_iter().all(|(root, kept)| kept.at_home && root.folder.as_deref().is_some_and(gone))
    }
}
