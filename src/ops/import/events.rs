//! The events of an import: the outcome of each file.

use crate::Result;
use crate::model::{ImportEvent, OperationId};
use crate::store::Reader;
use crate::store::tables::files;

/// All events of an import. They are read from the corpus, because there may be too many for memory.
pub struct Events<'a> {
    reader: &'a Reader,
    operation: OperationId,
    /// Events of purged articles' files, which aren't recorded.
    withheld: &'a [ImportEvent],
}

impl<'a> Events<'a> {
    pub(super) fn new(reader: &'a Reader, operation: OperationId, withheld: &'a [ImportEvent]) -> Self {
        Self { reader, operation, withheld }
    }

    /// Passes each event to `visit`, in order; those of purged articles come last.
    ///
    /// # Errors
    /// [`crate::Error::Database`]; errors of `visit`.
    pub fn each(&self, visit: &mut dyn FnMut(&ImportEvent) -> Result<()>) -> Result<()> {
        files::events(self.reader, self.operation, visit)?;
        self.withheld.iter().try_for_each(visit)
    }
}
