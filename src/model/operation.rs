//! Operations: the record of every command that changed the corpus.

use super::{OperationId, OperationKind, UtcTime};
use serde::Serialize;
use serde_json::Value;

/// What a command says of itself when it changes the corpus.
#[derive(Debug, Clone)]
pub struct NewOperation {
    /// The command: `import`, `meta set` …
    pub kind: &'static str,
    /// When it was started.
    pub at: UtcTime,
    /// What it was given, for the record.
    pub arguments: Value,
    /// Why, in the user's words.
    pub message: Option<String>,
}

/// How far an operation came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OperationState {
    /// It is still at work.
    Running,
    /// It finished.
    Done,
    /// It was stopped; what it had done by then is there.
    Interrupted,
    /// It ended with an error; what it had done by then is there.
    Failed,
}

impl OperationState {
    /// The word that the store and people use.
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
    /// How far it came.
    pub state: OperationState,
    /// When it started.
    pub started_at: String,
    /// When it ended.
    pub finished_at: Option<String>,
    /// Why, in the user's words.
    pub message: Option<String>,
    /// What it did, in numbers.
    pub summary: Value,
    /// The operation that reverses it now.
    pub undone_by: Option<OperationId>,
    /// The operation that it reverses.
    pub undoes: Option<OperationId>,
}
