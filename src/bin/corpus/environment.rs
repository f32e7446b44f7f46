//! Clock, environment variables and terminals. No other file reads them.

use corpusdb::model::UtcTime;
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// State of the clock, environment and terminals at the start of the program.
#[derive(Debug, Clone)]
pub(crate) struct Environment {
    /// `CORPUS_NOW`: a fixed time, for scripts that need reproducible output.
    now: Option<UtcTime>,
    /// `CORPUS_DB`: default corpus.
    pub(crate) corpus: Option<std::path::PathBuf>,
    /// Whether colours are unwanted (<https://no-color.org>) or impossible.
    pub(crate) plain: bool,
    /// Pager for long output.
    pub(crate) pager: Option<String>,
    /// Folder for the history of the SQL shell.
    pub(crate) state_folder: Option<std::path::PathBuf>,
    pub(crate) stdin_is_terminal: bool,
    pub(crate) stdout_is_terminal: bool,
    pub(crate) stderr_is_terminal: bool,
    /// Set by the first Ctrl-C.
    interrupted: Arc<AtomicBool>,
}

/// Ends the program at once, from any thread.
pub(crate) fn end(code: u8) -> ! {
    std::process::exit(code.into())
}

impl Environment {
    #[expect(clippy::disallowed_methods, reason = "the one place that may")]
    pub(crate) fn read() -> anyhow::Result<Self> {
        // An empty variable counts as unset, as for NO_COLOR (no-color.org).
        let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        // The XDG Base Directory Specification: ~/.local/state is the default of XDG_STATE_HOME.
        let state = variable("XDG_STATE_HOME").map(std::path::PathBuf::from);
        let home = variable("HOME").map(|home| std::path::Path::new(&home).join(".local/state"));
        let now = variable("CORPUS_NOW").map(|now| {
            now.parse().map_err(|_| {
                corpusdb::Error::invalid(format!("CORPUS_NOW is '{now}', which is not a time"))
                    .with_hint("write it like 2024-05-01T09:00:00Z, or unset it to use the current time")
            })
        });
        let now = now.transpose()?;
        Ok(Self {
            now,
            corpus: variable("CORPUS_DB").map(std::path::PathBuf::from),
            plain: variable("NO_COLOR").is_some() || variable("TERM").as_deref() == Some("dumb"),
            pager: variable("CORPUS_PAGER").or_else(|| variable("PAGER")),
            state_folder: state.or(home),
            stdin_is_terminal: std::io::stdin().is_terminal(),
            stdout_is_terminal: std::io::stdout().is_terminal(),
            stderr_is_terminal: std::io::stderr().is_terminal(),
            interrupted: Arc::default(),
        })
    }

    /// The time.
    #[expect(clippy::disallowed_methods, reason = "the one place that may")]
    pub(crate) fn now(&self) -> UtcTime {
        self.now.unwrap_or_else(|| UtcTime::new(jiff::Timestamp::now()))
    }

    /// Installs a handler: the first Ctrl-C sets the returned flag, the second ends the program at once.
    pub(crate) fn watch_for_interrupt(&self) -> anyhow::Result<Arc<AtomicBool>> {
        let interrupted = Arc::clone(&self.interrupted);
        ctrlc::set_handler(move || {
            // A second Ctrl-C ends the program at once. SQLite rolls back what is unfinished.
            // 130 is 128 plus the number of SIGINT, the convention of shells.
            if interrupted.swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
        })
        .map_err(|error| anyhow::anyhow!("cannot start the thread that waits for Ctrl-C: {error}"))?;
        Ok(Arc::clone(&self.interrupted))
    }

    /// Whether Ctrl-C was pressed.
    pub(crate) fn is_interrupted(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }
}
