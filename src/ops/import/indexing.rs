//! The full-text index is made beside the writing: texts go to a thread of their own as they get their ids, and what
//! it made of them is stored before their transaction ends.

use crate::ops::start_thread;
use crate::store::index::{Builder, Part};
use crate::text::fold;
use crate::{Error, Result};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Scope;

/// What the thread is to do.
enum Job {
    Add { id: i64, text: String, folded: Option<String> },
    Finish,
}

/// The thread that makes the index.
pub(super) struct Indexing {
    jobs: Sender<Job>,
    parts: Receiver<Result<Part>>,
}

impl Indexing {
    /// Starts the thread; it ends when this is dropped.
    ///
    /// # Errors
    ///
    /// If the system refuses a thread.
    pub(super) fn start<'scope>(scope: &'scope Scope<'scope, '_>) -> Result<Self> {
        let (jobs, queue) = channel();
        let (done, parts) = channel();
        start_thread(scope, move || index(queue, &done))?;
        Ok(Self { jobs, parts })
    }

    /// Indexes a text that was given this id; later texts have higher ones. `folded` is what is stored beside it.
    pub(super) fn add(&self, id: i64, text: String, folded: Option<String>) {
        // A thread that has ended says why when its work is asked for.
        let _ = self.jobs.send(Job::Add { id, text, folded });
    }

    /// The index of the texts since the last time. Without it they couldn't be found, so nothing of the batch is kept
    /// when this fails.
    pub(super) fn finish(&self) -> Result<Part> {
        let _ = self.jobs.send(Job::Finish);
        self.parts.recv().map_err(|_| Error::Interrupted {
            message: "the thread that makes the full-text index ended early".to_owned(),
        })?
    }
}

/// Works until nobody waits for it any more, or until something fails, which whoever waits next is told.
fn index(queue: Receiver<Job>, done: &Sender<Result<Part>>) {
    let work = || {
        let mut builder = Builder::new();
        for job in queue {
            match job {
                Job::Add { id, text, folded } => {
                    builder.add(id, &fold::searched(&text, folded.as_deref()))?;
                }
                Job::Finish if done.send(Ok(builder.finish())).is_err() => break,
                Job::Finish => {}
            }
        }
        Ok(())
    };
    if let Err(error) = work() {
        let _ = done.send(Err(error));
    }
}
