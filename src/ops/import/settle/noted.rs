//! Notes for the report: how a file or row was read, and which article it keeps.

use super::Settler;
use crate::Result;
use crate::model::ArticleId;
use crate::ops::import::paths::display_path;
use crate::ops::import::read::FileContent;
use crate::store::Reader;
use crate::store::tables::articles;

impl Settler<'_> {
    /// Notes how a file or row was read.
    pub(super) fn note(&mut self, root: usize, path: &[u8], key: &str, content: &FileContent) {
        let rules = &self.rules[root];
        let container = self.open_container.as_ref().map(|container| container.key.as_str());
        if let (Some(layout), Some(container)) = (&content.layout, container) {
            self.notes.table(container, layout, rules.columns());
            if let Some(tables) = &mut self.tables {
                tables.add(container, layout, &content.reading.findings);
            }
        }
        self.notes.dates(container.unwrap_or(key), content.line, &content.reading.unread_dates);
        if self.is_rehearsal
            && rules.pattern.is_some()
            && (content.layout.is_none() || !content.path.is_unlike)
        {
            self.notes.path(&display_path(path), &content.path);
        }
    }

    /// Notes a known file whose article isn't the one that a new pattern names.
    pub(super) fn note_kept_article(
        &mut self,
        reader: &Reader,
        root: usize,
        article: ArticleId,
        named: &str,
        content: &FileContent,
    ) -> Result<()> {
        let is_new = self.rules[root].new_pattern().is_some() && content.sidecar.key.is_none();
        if is_new && articles::key(reader, article)? != named {
            self.notes.keeps_article(articles::added_by(reader, article)?);
        }
        Ok(())
    }
}
