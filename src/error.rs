//! What can go wrong, said once: what was being done, to what, why, and what to do next.
//!
//! A variant exists only where a caller acts differently: each has its own exit code or JSON kind.

use std::io;
use std::path::Path;

/// The result of everything in this library that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error with a message for people, and often a hint that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was asked for doesn't exist.
    #[error("{message}")]
    NotFound {
        /// What is missing, and where it was looked for.
        message: String,
        /// What to try instead.
        hint: Option<String>,
    },
    /// The input can't be meant: a bad date, an unknown charset, an ambiguous reference.
    #[error("{message}")]
    Invalid {
        /// What is wrong with which input.
        message: String,
        /// The accepted forms, or the candidates.
        hint: Option<String>,
    },
    /// The file isn't a corpus that this program may work on; it was left as it was.
    #[error("{message}")]
    Refused {
        /// Which file, and why.
        message: String,
        /// What to do with it.
        hint: Option<String>,
    },
    /// Another process holds the corpus; trying again later can work.
    #[error("the corpus is busy: another process has been writing to it for too long")]
    Busy,
    /// The file doesn't hold what it should.
    #[error("{message}")]
    Damaged {
        /// What was found where.
        message: String,
    },
    /// The user, or a time limit, stopped it.
    #[error("{message}")]
    Interrupted {
        /// What was stopped.
        message: String,
    },
    /// The operating system refused.
    #[error("cannot {doing}: {source}")]
    Io {
        /// The attempt, with the path: "read seeds/a.txt".
        doing: String,
        /// The system's reason.
        source: io::Error,
    },
    /// `SQLite` refused.
    #[error("{message}")]
    Database {
        /// Its reason.
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
    pub fn refused(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Refused { message: message.into(), hint: Some(hint.into()) }
    }

    /// An [`Error::Io`]: `doing` is a verb, the path completes it.
    #[must_use]
    pub fn io(doing: &str, path: &Path, source: io::Error) -> Self {
        Self::Io { doing: format!("{doing} {}", path.display()), source }
    }

    /// The same error with a hint, where its variant can hold one.
    #[must_use]
    pub fn with_hint(mut self, text: impl Into<String>) -> Self {
        if let Self::NotFound { hint, .. } | Self::Invalid { hint, .. } | Self::Refused { hint, .. } =
            &mut self
        {
            *hint = Some(text.into());
        }
        self
    }

    /// One word for scripts: the variant in `snake_case`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "not_found",
            Self::Invalid { .. } => "invalid",
            Self::Refused { .. } => "refused",
            Self::Busy => "busy",
            Self::Damaged { .. } => "damaged",
            Self::Interrupted { .. } => "interrupted",
            Self::Io { .. } => "io",
            Self::Database { .. } => "database",
        }
    }

    /// What to do next, where that is known.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        match self {
            Self::NotFound { hint, .. } | Self::Invalid { hint, .. } | Self::Refused { hint, .. } => {
                hint.as_deref()
            }
            Self::Busy => {
                Some("try again when the other command has finished, or wait longer for it: --wait SECONDS")
            }
            Self::Damaged { .. } => Some(
                "restore a backup, or copy what is sound with: sqlite3 FILE .recover. Where FILE-wal beside it \
                     belongs to another copy, move it away first",
            ),
            Self::Interrupted { .. } | Self::Io { .. } | Self::Database { .. } => None,
        }
    }
}
