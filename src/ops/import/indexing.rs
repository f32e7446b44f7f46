//! Full-text indexing in a thread of its own, parallel to the writing. The terms of texts are sent there as they get their ids; the
//! finished part of the index is stored before their transaction ends.

use crate::ops::start_thread;
use crate::store::index::{Builder, Part};
use crate::text::TextTerms;
use crate::{Error, Result};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Scope;

/// A job for the thread.
enum Job {
    Add { id: i64, terms: TextTerms },
    Finish,
}

/// Handle of the thread.
pub(super) struct Indexing {
    jobs: Sender<Job>,
    parts: Receiver<Result<Part>>,
}

impl Indexing {
    /// Starts the thread. It ends when the handle is dropped.
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

    /// Indexes the terms of the text with this id. Ids are ascending.
    pub(super) fn add(&self, id: i64, terms: TextTerms) {
        // A dead thread's error is reported by `finish`.
        let _ = self.jobs.send(Job::Add { id, terms });
    }

    /// The index of the texts added since the last call. An error must roll back the batch, since its texts couldn't be
    /// found.
    pub(super) fn finish(&self) -> Result<Part> {
        let _ = self.jobs.send(Job::Finish);
        self.parts.recv().map_err(|_| Error::Interrupted {
            message: "the thread that makes the full-text index ended early".to_owned(),
        })?
    }
}

/// Runs until the channel closes. The first error goes to the next receiver.
fn index(queue: Receiver<Job>, done: &Sender<Result<Part>>) {
    let work = || {
        let mut builder = Builder::new();
        for job in queue {
            match job {
                Job::Add { id, terms } => builder.add(id, &terms),
                // The receiver is gone: the import has ended with an error.
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
