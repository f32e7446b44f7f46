//! The input of an import from its caller: the options, and the observer.

use super::Events;
use crate::Result;
use crate::model::{Assignment, ImportEvent, ImportReport};
use crate::text::Charset;
use std::collections::BTreeMap;

/// How to import.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The charset of the files. By default each file's charset is detected.
    pub charset: Option<Charset>,
    /// Fields to set on the imported articles. Values from other origins are never overwritten.
    pub set: Vec<Assignment>,
    /// Import, report, then roll back.
    pub dry_run: bool,
    /// Remove articles whose files are gone.
    pub remove_missing: bool,
    /// Hash every file, even with unchanged size and time.
    pub rehash: bool,
    /// Maximum size of a file, or of a member of a container, in bytes. Larger ones fail.
    pub max_size: u64,
    /// The pattern of paths below the source, by which they set fields. An empty one clears the pattern of the source; without one,
    /// that is used. The same holds for those that follow.
    pub pattern: Option<String>,
    /// Globs as in a `.gitignore`: only files that match one are imported.
    pub include: Option<Vec<String>>,
    /// Globs as in a `.gitignore`: files that match one aren't imported.
    pub exclude: Option<Vec<String>>,
    /// Meanings of columns in tables of articles: the name of a column, and `text`, `id` or a field. They concern the tables that
    /// have the column, and at least one has to.
    pub columns: Option<BTreeMap<String, String>>,
    /// The order of numeric dates in tables of articles: `dmy`, `mdy` or `ymd`. By default it is what the dates of a table prove.
    pub dates: Option<String>,
}

impl Options {
    /// Whether files are read although their size and times, or the bytes of their container, are known. Values and a charset
    /// given by the user concern unchanged files as well, and a rehearsal shows how a pattern reads all paths.
    pub(super) fn reads_again(&self) -> bool {
        let shows_paths = self.dry_run && self.pattern.is_some();
        self.rehash || !self.set.is_empty() || self.charset.is_some() || shows_paths
    }
}

/// Observer of an import.
pub trait Watch {
    /// Called for each file with another outcome than "unchanged", once its batch is committed.
    fn event(&mut self, event: &ImportEvent);
    /// Called with the number of files done since the last call, and the number of bytes read for them.
    fn progress(&mut self, files: u64, bytes: u64);
    /// Returns whether to stop at the next batch.
    fn stop(&self) -> bool;
    /// Called once with the final report.
    ///
    /// # Errors
    /// When the report cannot be printed.
    fn ended(&mut self, report: &ImportReport, events: &Events) -> Result<()>;
}

/// An observer that ignores everything and never stops the import.
impl Watch for () {
    fn event(&mut self, _: &ImportEvent) {}

    fn progress(&mut self, _: u64, _: u64) {}

    fn stop(&self) -> bool {
        false
    }

    fn ended(&mut self, _: &ImportReport, _: &Events) -> Result<()> {
        Ok(())
    }
}
