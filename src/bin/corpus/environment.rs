//! What the program takes from around it: the only reader of the clock and the environment.

use corpusdb::model::UtcTime;
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The clock, the environment and the terminal, as the program found them.
#[derive(Debug, Clone)]
pub(crate) struct Environment {
    /// `CORPUS_NOW`, which stops the clock, for scripts whose output must be the same each time.
    now: Option<UtcTime>,
    /// `CORPUS_DB`: the corpus, when it isn't named.
    pub(crate) corpus: Option<std::path::PathBuf>,
    /// Whether colours are unwanted (<https://no-color.org>) or impossible.
    pub(crate) plain: bool,
    /// The program that shows long output a page at a time.
    pub(crate) pager: Option<String>,
    /// The folder for the history of the shell.
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
        let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let state = variable("XDG_STATE_HOME").map(std::path::PathBuf::from);
        let home = variable("HOME").map(|home| std::path::Path::new(&home).join(".local/state"));
        let now = variable("CORPUS_NOW").map(|now| {
            now.parse().map_err(|_| {
                corpusdb::Error::invalid(format!("CORPUS_NOW is '{now}', which is no time"))
                    .with_hint("write it like 2024-05-01T09:00:00Z, or leave it unset for the present")
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

    /// From now on, Ctrl-C asks to stop, and a second one ends the program at once. Gives what is set when it was
    /// pressed.
    pub(crate) fn watch_for_interrupt(&self) -> anyhow::Result<Arc<AtomicBool>> {
        let interrupted = Arc::clone(&self.interrupted);
        ctrlc::set_handler(move || {
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
