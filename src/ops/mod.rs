//! The verbs, such as import, search and undo. Each takes a corpus, its inputs, and its options last. None reads the
//! clock, the environment or the terminal. The returned types can be serialised.
//!
//! A verb that changes the corpus takes a [`NewOperation`] and records it, unless nothing changed. [`import()`] uses
//! several transactions; [`purge`] one, followed by a rewrite of the file. [`analyse`] writes only data derived from the
//! texts, and isn't recorded.

pub mod analyse;
pub mod backup;
pub mod blame;
mod candidates;
pub mod compare;
pub mod diff;
pub mod duplicates;
pub mod export;
pub mod fingerprint;
pub mod import;
pub mod list;
pub mod log;
pub mod metadata;
pub mod outlets;
pub mod past;
pub mod purge;
pub mod quotations;
pub(crate) mod reading;
pub mod remove;
pub mod repair;
pub mod reread;
pub mod search;
pub mod select;
pub mod show;
mod sidecar;
pub mod sql;
pub(crate) mod stated;
pub mod status;
pub mod stories;
mod texts;
pub mod undo;
pub mod verify;
pub mod watch;
pub mod words;

use crate::model::{NewOperation, OperationId, OperationState, Origin};
use crate::store::tables::operations;
use crate::store::{Corpus, Writer};
use crate::{Error, Result};
use serde_json::Value;
use std::panic::resume_unwind;
use std::thread;

#[doc(inline)]
pub use import::import;

/// The result of a recorded change.
struct Effect<T> {
    /// The return value of the verb.
    value: T,
    /// Counts for the operation's record.
    summary: Value,
    /// Whether anything changed.
    changed: bool,
}

/// Starts a thread that ends with `scope`.
///
/// # Errors
///
/// If the system refuses a thread, for example in a container with a limit on threads.
fn start_thread<'scope>(
    scope: &'scope thread::Scope<'scope, '_>,
    work: impl FnOnce() + Send + 'scope,
) -> Result<()> {
    thread::Builder::new()
        .spawn_scoped(scope, work)
        .map(drop)
        .map_err(|source| Error::Io { doing: "start a thread".to_owned(), source })
}

/// Runs `work` on each item, on all cores. The results are in the order of the items.
fn on_all_cores<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, Into::into);
    let parts = items.chunks(items.len().div_ceil(threads).max(1));
    let work = &|part: &[T]| part.iter().map(&work).collect::<Vec<R>>();
    thread::scope(|scope| {
        let start = |part| thread::Builder::new().spawn_scoped(scope, move || work(part)).map_err(|_| part);
        // Collected, so that all threads are started before the first is joined.
        let workers: Vec<_> = parts.map(start).collect();
        let finish = |worker: Result<thread::ScopedJoinHandle<'_, Vec<R>>, _>| match worker {
            Ok(worker) => worker.join().unwrap_or_else(|panic| resume_unwind(panic)),
            // The system refused a thread, so this one does the work.
            Err(part) => work(part),
        };
        workers.into_iter().flat_map(finish).collect()
    })
}

/// Runs `change` in one transaction, as one operation. Returns its value, and the operation if anything changed.
/// Otherwise the transaction is rolled back.
fn recorded<T>(
    corpus: &mut Corpus,
    operation: &NewOperation,
    origin: &Origin,
    change: impl FnOnce(&Writer, OperationId) -> Result<Effect<T>>,
) -> Result<(T, Option<OperationId>)> {
    corpus.write_if(|writer| {
        let id = operations::begin(writer, operation)?;
        let Effect { value, summary, changed } =
            operations::recording_as(writer, id, origin, operation.at, |writer| change(writer, id))?;
        operations::finish(writer, id, OperationState::Done, operation.at, &summary)?;
        Ok(((value, changed.then_some(id)), changed))
    })
}
