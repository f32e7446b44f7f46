//! The past state that reads return.

use crate::model::OperationId;

/// A state of the corpus.
#[derive(Debug, Clone)]
pub(crate) struct Past {
    /// The last operation that belongs to the state.
    pub(crate) operation: OperationId,
    /// The exclusive upper bound for changes by other programs: a prefix of a time. `None`: the changes before that
    /// operation.
    pub(crate) end: Option<String>,
}
