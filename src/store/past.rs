//! Which earlier state of the corpus is read.

use crate::model::OperationId;

/// A state of the corpus.
#[derive(Debug, Clone)]
pub(crate) struct Past {
    /// The last operation that had been done.
    pub(crate) operation: OperationId,
    /// Changes of other programs count until before this prefix of a time; without it, those that came before that
    /// operation.
    pub(crate) end: Option<String>,
}
