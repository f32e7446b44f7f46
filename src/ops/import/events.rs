//! What became of the files of an import.

use crate::Result;
use crate::model::{ImportEvent, OperationId};
use crate::store::Reader;
use crate::store::tables::files;

/// All events of an import, read from where they are recorded, because there may be too many to keep.
pub struct Events<'a> {
    reader: &'a Reader,
    operation: OperationId,
    /// Of files of purged articles, whose names aren't recorded.
    withheld: &'a [ImportEvent],
}

impl<'a> Events<'a> {
    pub(super) fn new(reader: &'a Reader, operation: OperationId, withheld: &'a [ImportEvent]) -> Self {
        Self { reader, operation, withheld }
    }

    /// Gives each to `visit`, in order, those of purged articles last.
    ///
    /// # Errors
    /// [`crate::Error::Database`], and what `visit` returns.
    pub fn each(&self, visit: &mut dyn FnMut(&ImportEvent) -> Result<()>) -> Result<()> {
        files::events(self.reader, self.operation, visit)?;
        self.withheld.iter().try_for_each(visit)
    }
}
