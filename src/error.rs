//! The error type of the library. A message names the failed action, the item, the reason and the next step.
//!
//! There is one variant for each way in which a caller acts: each has its own exit code or JSON kind.

use crate::hint::Hint;
use std::io;
use std::path::Path;
use std::time::Duration;

/// The result of a function that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error with a message for people, and often a hint with the next step.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The requested item doesn't exist.
    #[error("{message}")]
    NotFound {
        /// The missing item, and the place of the search.
        message: String,
        /// An alternative.
        hint: Option<Hint>,
    },
    /// Invalid input: a bad date, an unknown charset, an ambiguous reference.
    #[error("{message}")]
    Invalid {
        /// The input and its fault.
        message: String,
        /// The accepted forms, or the candidates.
        hint: Option<Hint>,
    },
    /// The file isn't a corpus that this program may work on. It wasn't changed.
    #[error("{message}")]
    Refused {
        /// The file and the reason.
        message: String,
        /// The next step.
        hint: Option<Hint>,
    },
    /// Another process holds the lock of the corpus. A later attempt can succeed.
    #[error("the corpus is busy: another process has been writing to it for too long")]
    Busy,
    /// The contents of the file are damaged.
    #[error("{message}")]
    Damaged {
        /// The damage and its place.
        message: String,
    },
    /// The user or a time limit stopped the command.
    #[error("{message}")]
    Interrupted {
        /// The stopped command.
        message: String,
    },
    /// A query exceeded its time limit.
    #[error("the query was stopped: it ran for longer than {} s", .limit.as_secs())]
    TimedOut {
        /// The limit.
        limit: Duration,
    },
    /// An error of the operating system.
    #[error("cannot {doing}: {source}")]
    Io {
        /// The attempt, with the path: "read seeds/a.txt".
        doing: String,
        /// The system's reason.
        source: io::Error,
    },
    /// An error of `SQLite`.
    #[error("{message}")]
    Database {
        /// The reason that `SQLite` gave.
        message: String,
    },
}

impl Error {
    /// An [`Error::NotFound`] without a hint.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::NotFound { message: message.into(), hint: None }
    }

    /// An [`Error::Invalid`] without a hint.
    pub fn invalid(message: impl Into<String>) -> Self {
        Self::Invalid { message: message.into(), hint: None }
    }

    /// An [`Error::Refused`] with a hint.
    pub fn refused(message: impl Into<String>, hint: impl Into<Hint>) -> Self {
        Self::Refused { message: message.into(), hint: Some(hint.into()) }
    }

    /// An [`Error::Io`]. For example, `doing` is `read` and the path `seeds/a.txt`: "cannot read seeds/a.txt".
    #[must_use]
    pub fn io(doing: &str, path: &Path, source: io::Error) -> Self {
        Self::Io { doing: format!("{doing} {}", path.display()), source }
    }

    /// Adds a hint. A variant without a place for one stays the same.
    #[must_use]
    pub fn with_hint(mut self, next: impl Into<Hint>) -> Self {
        if let Self::NotFound { hint, .. } | Self::Invalid { hint, .. } | Self::Refused { hint, .. } =
            &mut self
        {
            *hint = Some(next.into());
        }
        self
    }

    /// The variant in `snake_case`, for scripts. For example, `not_found`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "not_found",
            Self::Invalid { .. } => "invalid",
            Self::Refused { .. } => "refused",
            Self::Busy => "busy",
            Self::Damaged { .. } => "damaged",
            Self::Interrupted { .. } | Self::TimedOut { .. } => "interrupted",
            Self::Io { .. } => "io",
            Self::Database { .. } => "database",
        }
    }

    /// The next step, if one is known.
    #[must_use]
    pub fn hint(&self) -> Option<&Hint> {
        match self {
            Self::NotFound { hint, .. } | Self::Invalid { hint, .. } | Self::Refused { hint, .. } => {
                hint.as_ref()
            }
            Self::Busy => Some(&Hint::Wait),
            Self::Damaged { .. } => Some(&Hint::Recover),
            Self::TimedOut { .. } => Some(&Hint::RaiseTimeout),
            Self::Interrupted { .. } | Self::Io { .. } | Self::Database { .. } => None,
        }
    }
}
