//! An overview of a corpus: how much it has, what it lacks, and what happened last.

use crate::Result;
use crate::model::{CorpusCounts, Operation, OperationKind};
use crate::store::Corpus;
use crate::store::status;
use crate::store::tables::operations;
use serde::Serialize;

/// An overview of a corpus.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Status {
    /// Its file; `None` for a temporary corpus.
    pub path: Option<String>,
    /// Its sizes.
    #[serde(flatten)]
    pub counts: CorpusCounts,
    /// The last import that isn't undone.
    pub last_import: Option<Operation>,
    /// The last operation.
    pub last_operation: Option<Operation>,
}

/// Describes the whole corpus in its present state, or in the past state that it was opened in.
///
/// # Errors
/// [`crate::Error::Database`].
pub fn status(corpus: &Corpus) -> Result<Status> {
    corpus.read(|reader| {
        let operations = operations::list(reader, None)?;
        Ok(Status {
            path: corpus.path().map(|path| path.display().to_string()),
            counts: status::counts(reader)?,
            last_import: operations
                .iter()
                .find(|operation| operation.kind == OperationKind::Import && operation.undone_by.is_none())
                .cloned(),
            last_operation: operations.into_iter().next(),
        })
    })
}
