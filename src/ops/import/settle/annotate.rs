//! Metadata from beside a document: its path, its sidecar, `--set`, and the host of its address.

use super::Settler;
use crate::Result;
use crate::model::{ArticleId, Origin};
use crate::ops::import::read::FileContent;
use crate::ops::metadata::{self, Checked, Standing};
use crate::ops::stated::Stated;
use crate::store::Writer;
use crate::store::tables::{contents, versions};

impl Settler<'_> {
    /// Sets metadata: the values in the path, the sidecar's fields, then `--set` for other fields, then the outlet of the URL's host.
    /// None replaces values of other origins.
    pub(super) fn annotate(
        &self,
        writer: &Writer,
        article: ArticleId,
        content: &FileContent,
    ) -> Result<bool> {
        let fields = &content.sidecar.fields;
        let mut changed = self.annotate_from_path(writer, article, content)?;
        if !fields.is_empty() {
            changed |= self.recording_as(writer, &Origin::Sidecar, |writer| {
                metadata::apply_sidecar(writer, article, fields)
            })?;
        }
        if !self.set.is_empty() {
            // A sidecar is about this article; `--set` about all of the import.
            let set = self.set.iter().filter(|set| !fields.contains_key(set.field()));
            changed |= self.recording_as(writer, &Origin::Import, |writer| {
                metadata::set_from_import(writer, article, set)
            })?;
        }
        if self.has_hosts && !fields.keys().any(|field| field.as_str() == "outlet") {
            changed |= self
                .recording_as(writer, &Origin::Host, |writer| metadata::outlet_from_url(writer, article))?;
        }
        Ok(changed)
    }

    /// Sets the values in the path, except for fields that a sidecar or `--set` is about to set.
    fn annotate_from_path(&self, writer: &Writer, article: ArticleId, content: &FileContent) -> Result<bool> {
        let mut stated = content.path.stated.clone();
        for field in content.sidecar.fields.keys().chain(self.set.iter().map(Checked::field)) {
            stated.remove(field);
        }
        if stated == Stated::default() {
            return Ok(false);
        }
        let current = versions::current_content(writer, article)?.map(|current| current.blob);
        let is_current =
            content.captured.is_none() || current == contents::find_blob(writer, content.sha256)?;
        let standing = if is_current { Standing::Current } else { Standing::Earlier };
        self.recording_as(writer, &Origin::Path, |writer| {
            let standard = metadata::follow(writer, article, &stated, &Origin::Path, standing)?;
            Ok(metadata::complete(writer, article, &stated, &Origin::Path, standing)? || standard)
        })
    }
}
