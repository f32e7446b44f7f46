//! Operations: the record of every command that changed the corpus.

use super::{OperationId, OperationKind, RecordedTime, UtcTime};
use serde::Serialize;
use serde_json::Value;

/// The description of a command that is about to change the corpus.
#[derive(Debug, Clone)]
pub struct NewOperation {
    /// The command.
    pub kind: OperationKind,
    /// Its start.
    pub at: UtcTime,
    /// Its arguments, for the record.
    pub arguments: Value,
    /// The reason, in the user's words.
    pub message: Option<String>,
}

/// The progress of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationState {
    /// Still running.
    Running,
    /// Finished.
    Done,
    /// Interrupted by the user. Its earlier changes are kept.
    Interrupted,
    /// Ended with an error. Its earlier changes are kept.
    Failed,
}

impl OperationState {
    /// The name in the store and in messages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Interrupted => "interrupted",
            Self::Failed => "failed",
        }
    }
}

/// A recorded operation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Operation {
    /// Its number.
    pub operation: OperationId,
    /// The command.
    pub kind: OperationKind,
    /// Its progress.
    pub state: OperationState,
    /// Its start.
    pub started_at: RecordedTime,
    /// Its end.
    pub finished_at: Option<RecordedTime>,
    /// The reason, in the user's words.
    pub message: Option<String>,
    /// Its results, in numbers.
    pub summary: Value,
    /// The undo that currently reverses it.
    pub undone_by: Option<OperationId>,
    /// The operation that it reverses.
    pub undoes: Option<OperationId>,
}
