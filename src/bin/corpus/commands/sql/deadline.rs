//! Time limit for statements that SQLite cannot interrupt. SQLite checks the time between instructions, but a single
//! instruction, such as a function on a long text, may take minutes.

use corpusdb::Error;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// Extra time for SQLite to notice the timeout by itself.
const GRACE: Duration = Duration::from_secs(1);

/// A time limit for statements, enforced from another thread.
pub(super) struct Deadline {
    is_lifted: Arc<Mutex<bool>>,
}

impl Deadline {
    /// Calls `refuse`, which ends the program, if the deadline wasn't lifted [`GRACE`] after `timeout`. No data is lost:
    /// SQLite rolls back an unfinished transaction when the corpus is next opened.
    pub(super) fn start(
        timeout: Duration,
        refuse: impl FnOnce(&anyhow::Error) + Send + 'static,
    ) -> anyhow::Result<Self> {
        let is_lifted = Arc::new(Mutex::new(false));
        let watched = Arc::clone(&is_lifted);
        let watch = move || {
            thread::sleep(timeout.saturating_add(GRACE));
            // The lock is held while the program ends, so that no commit can begin after the refusal.
            let is_lifted = watched.lock().unwrap_or_else(PoisonError::into_inner);
            if !*is_lifted {
                refuse(&Error::TimedOut { limit: timeout }.into());
            }
        };
        thread::Builder::new().name("deadline".to_owned()).spawn(watch)?;
        Ok(Self { is_lifted })
    }

    /// Lifts the deadline. If the time is over already, the program ends instead of returning.
    pub(super) fn lift(self) {
        *self.is_lifted.lock().unwrap_or_else(PoisonError::into_inner) = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    #[test]
    fn a_lifted_deadline_refuses_nothing() {
        let (refusals, refused) = mpsc::channel();
        let late = refusals.clone();
        let lifted = Deadline::start(Duration::ZERO, move |_| refusals.send("lifted").unwrap()).unwrap();
        lifted.lift();
        let kept = Deadline::start(Duration::ZERO, move |_| late.send("kept").unwrap()).unwrap();
        let all: Vec<_> = refused.iter().collect();
        assert_eq!(all, ["kept"]);
        drop(kept);
    }
}
