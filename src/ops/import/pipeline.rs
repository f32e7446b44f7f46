//! The pipeline: files are read, hashed and decoded on all cores, and returned in the order of the walk. A container is
//! followed by its members, in its own order.
//!
//! Memory is bounded by the number of files and bytes in flight. A file above the limit is in flight alone.

pub(super) use super::prepared::{Prepared, ReadOptions, Turn};

use super::candidate::{FileCandidate, Location};
use super::read::{self, Content};
use super::unpack::{Budget, Job, Request, Unpacker};
use crate::ops::start_thread;
use crate::{Error, Result};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Scope;
use std::vec::IntoIter;

/// Maximum number of files in flight.
const FILES_AHEAD: u64 = 4000;
/// Maximum number of bytes in flight.
const BYTES_AHEAD: u64 = 12 << 20;
/// Divisor of both limits while files are written. The readers get the rest of the limits when the writing thread waits
/// for the disk.
const PART_AHEAD: u64 = 8;
/// Number of files gathered before the corpus is locked to write them.
const GATHERED: usize = 500;
/// Number of files in a chunk of the walk, and of chunks before the walk waits.
const WALKED: usize = 256;
const WALKED_AHEAD: usize = 8;

/// The decision about a file of the walk.
pub(super) enum ReadDecision {
    /// Read it.
    Read,
    /// Skip it.
    Skip,
    /// Stop reading ahead.
    Stop,
}

/// The walking thread, the reading threads, and the files in flight between them.
pub(super) struct Pipeline {
    /// Chunks of the walk; an empty one marks its end.
    walking: Receiver<Vec<FileCandidate>>,
    /// The chunk being consumed; `None` once there is no other.
    walked: Option<IntoIter<FileCandidate>>,
    /// Whether the walk has ended.
    has_ended: bool,
    /// Files that are read once more after all others.
    waiting: Vec<FileCandidate>,
    jobs: Sender<(Turn, Job)>,
    results: Receiver<(Turn, Prepared)>,
    /// Takes containers apart, one after another.
    unpacking: Sender<Request>,
    /// The members in flight.
    budget: Arc<Budget>,
    /// Results received before their turn.
    early: BTreeMap<Turn, Prepared>,
    /// Number of files sent.
    sent: u64,
    /// The next result in order.
    next: Turn,
    bytes_under_way: u64,
    /// Folders that couldn't be listed, with the root's position in the plan.
    unreadable: Vec<(usize, Vec<u8>)>,
}

impl Drop for Pipeline {
    /// Releases the thread that takes containers apart, should it wait for room.
    fn drop(&mut self) {
        self.budget.close();
    }
}

impl Pipeline {
    /// Starts the walking thread, the unpacking thread and `threads` reading threads. They end when the pipeline is dropped.
    ///
    /// # Errors
    ///
    /// If the system refuses a thread.
    pub(super) fn start<'scope>(
        scope: &'scope Scope<'scope, '_>,
        threads: usize,
        walk: Box<dyn Iterator<Item = FileCandidate> + Send + 'scope>,
        options: &ReadOptions,
    ) -> Result<Self> {
        let (found, walking) = sync_channel(WALKED_AHEAD);
        start_thread(scope, move || hand_over(walk, &found))?;
        let (jobs, queue) = channel::<(Turn, Job)>();
        let (done, results) = channel();
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..threads {
            let (queue, done, options) = (Arc::clone(&queue), done.clone(), options.clone());
            start_thread(scope, move || {
                loop {
                    // The lock covers only the `recv`: one thread waits for a job while the others work.
                    let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((turn, job)) = job else { return };
                    // The import ended early and dropped the receiver.
                    if done.send((turn, prepare(job, &options))).is_err() {
                        return;
                    }
                }
            })?;
        }
        let budget = Arc::new(Budget::default());
        let (unpacking, requests) = channel();
        let unpacker = Unpacker::new(jobs.clone(), done, Arc::clone(&budget), options.clone());
        start_thread(scope, move || unpacker.run(&requests))?;
        Ok(Self {
            walking,
            walked: Some(Vec::new().into_iter()),
            has_ended: false,
            waiting: Vec::new(),
            jobs,
            results,
            unpacking,
            budget,
            early: BTreeMap::new(),
            sent: 0,
            next: (0, 0),
            bytes_under_way: 0,
            unreadable: Vec::new(),
        })
    }

    /// The next files in order, read; empty at the end. `decide` selects the files to read.
    pub(super) fn gather(
        &mut self,
        mut decide: impl FnMut(&FileCandidate) -> Result<ReadDecision>,
    ) -> Result<Vec<Prepared>> {
        let mut files = Vec::new();
        while files.len() < GATHERED {
            self.send_ahead(&mut decide, usize::MAX, 1)?;
            let Some(prepared) = self.receive(true)? else { break };
            // Whether its members are needed is known only once the container is settled.
            let is_container = matches!(prepared.content, Content::Container(_));
            files.push(prepared);
            if is_container {
                break;
            }
        }
        Ok(files)
    }

    /// Sends as many files to the readers as the limits allow.
    pub(super) fn read_ahead(
        &mut self,
        mut decide: impl FnMut(&FileCandidate) -> Result<ReadDecision>,
    ) -> Result<()> {
        self.send_ahead(&mut decide, WALKED * WALKED_AHEAD, 1)
    }

    /// The next file in order, if it is already read.
    pub(super) fn ready(
        &mut self,
        mut decide: impl FnMut(&FileCandidate) -> Result<ReadDecision>,
    ) -> Result<Option<Prepared>> {
        // One chunk only: the caller holds the lock and must not walk past thousands of unchanged files.
        self.send_ahead(&mut decide, WALKED, PART_AHEAD)?;
        self.receive(false)
    }

    /// Takes the container apart that was returned last. Its members and its end follow.
    pub(super) fn unpack(&mut self, request: Request) -> Result<()> {
        self.next = (self.next.0 - 1, 1);
        self.unpacking.send(Request { turn: self.next, ..request }).map_err(|_| ended_early())
    }

    /// Keeps a file to read it once more after all others.
    pub(super) fn wait(&mut self, candidate: FileCandidate) {
        self.waiting.push(candidate);
    }

    /// Begins to read the files that waited, and returns whether there are any. To be called when the walk has ended and all its files
    /// are settled.
    pub(super) fn read_waiting(&mut self) -> bool {
        self.walked =
            Some(std::mem::take(&mut self.waiting)).filter(|files| !files.is_empty()).map(Vec::into_iter);
        self.walked.is_some()
    }

    /// The folders that couldn't be listed so far. The files below them are unknown.
    pub(super) fn unreadable(&self) -> &[(usize, Vec<u8>)] {
        &self.unreadable
    }

    fn send_ahead(
        &mut self,
        decide: &mut impl FnMut(&FileCandidate) -> Result<ReadDecision>,
        at_most: usize,
        part: u64,
    ) -> Result<()> {
        for _ in 0..at_most {
            if self.sent - self.next.0 >= FILES_AHEAD / part || self.bytes_under_way >= BYTES_AHEAD / part {
                break;
            }
            // Both limits are checked before a file is added, so one larger than the limit is still read.
            let Some(candidate) = self.next_walked()? else { break };
            if let Location::Unreadable { folder: true, .. } = candidate.location {
                self.unreadable.push((candidate.root, candidate.path.clone()));
            }
            match decide(&candidate)? {
                ReadDecision::Read => {}
                ReadDecision::Skip => continue,
                ReadDecision::Stop => break,
            }
            self.bytes_under_way += size(&candidate);
            self.jobs.send(((self.sent, 0), Job::File(candidate))).map_err(|_| ended_early())?;
            self.sent += 1;
        }
        Ok(())
    }

    /// The next file of the walk; `None` at its end. A walk that broke off is an error.
    fn next_walked(&mut self) -> Result<Option<FileCandidate>> {
        while let Some(part) = &mut self.walked {
            if let Some(candidate) = part.next() {
                return Ok(Some(candidate));
            }
            let part =
                if self.has_ended { Vec::new() } else { self.walking.recv().map_err(|_| ended_early())? };
            self.has_ended = part.is_empty();
            self.walked = Some(part).filter(|part| !part.is_empty()).map(Vec::into_iter);
        }
        Ok(None)
    }

    /// The next result in order, for which it waits if `wait` is set.
    fn receive(&mut self, wait: bool) -> Result<Option<Prepared>> {
        let (file, member) = self.next;
        if file == self.sent {
            return Ok(None);
        }
        let prepared = loop {
            if let Some(prepared) = self.early.remove(&self.next) {
                break prepared;
            }
            let (turn, prepared) = match self.results.try_recv() {
                Ok(result) => result,
                Err(TryRecvError::Empty) if wait => self.results.recv().map_err(|_| ended_early())?,
                Err(TryRecvError::Empty) => return Ok(None),
                Err(TryRecvError::Disconnected) => return Err(ended_early()),
            };
            // Threads finish in any order, but articles get their ids in the order of the walk.
            self.early.insert(turn, prepared);
        };
        let is_member = member > 0 && !matches!(prepared.content, Content::ContainerEnd(_));
        if is_member {
            self.next.1 += 1;
            self.budget.release(prepared.listed);
        } else {
            self.next = (file + 1, 0);
            // The listed size, which was added; the file may have grown since.
            self.bytes_under_way -= prepared.listed;
        }
        Ok(Some(prepared))
    }
}

/// Sends the walk in chunks, and an empty chunk at its end. Returns early when the receiver is dropped.
fn hand_over(mut walk: impl Iterator<Item = FileCandidate>, found: &SyncSender<Vec<FileCandidate>>) {
    loop {
        let part: Vec<FileCandidate> = walk.by_ref().take(WALKED).collect();
        let end = part.is_empty();
        if found.send(part).is_err() || end {
            return;
        }
    }
}

/// The error for a thread that died. It must never look like the end of the walk: unseen files count as missing.
fn ended_early() -> Error {
    Error::Interrupted { message: "the threads that find and read the files ended early".to_owned() }
}

fn size(candidate: &FileCandidate) -> u64 {
    match &candidate.location {
        Location::File { stamp, sidecar, .. } => stamp.size + sidecar.unwrap_or(0),
        Location::Memory(_) | Location::Unreadable { .. } => 0,
    }
}

/// Reads one file or member. A panic fails that alone.
fn prepare(job: Job, options: &ReadOptions) -> Prepared {
    let (root, path, listed) = match &job {
        Job::File(candidate) => (candidate.root, candidate.path.clone(), size(candidate)),
        Job::Member(member) => (member.root, member.path.clone(), member.size()),
    };
    // A dead reader would lose its file, and the import would wait for it.
    let read = catch_unwind(AssertUnwindSafe(|| match job {
        Job::File(candidate) => (candidate.path.clone(), read::file(candidate, options)),
        Job::Member(member) => read::member(*member, options),
    }));
    let (path, content) = read.unwrap_or_else(|_| {
        (path, Content::Failed("the program failed on it; please report this".to_owned()))
    });
    Prepared { root, path, content, listed }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::import::settings::Rules;
    use std::thread;

    fn candidate(number: usize) -> FileCandidate {
        FileCandidate {
            root: 0,
            path: number.to_string().into_bytes(),
            location: Location::Memory(b"text".to_vec()),
            passed_over: None,
        }
    }

    /// Number of files gathered from `walk`.
    fn gathered(walk: impl Iterator<Item = FileCandidate> + Send) -> Result<usize> {
        let mut outcome = None;
        // The scope panics if one of its threads did.
        let _ = catch_unwind(AssertUnwindSafe(|| {
            thread::scope(|scope| {
                let rules = [Rules::default()].into();
                let options = ReadOptions { max_size: 1000, rules, ..ReadOptions::default() };
                let mut pipeline = Pipeline::start(scope, 2, Box::new(walk), &options).unwrap();
                outcome = Some((|| {
                    let mut files = 0;
                    loop {
                        let some = pipeline.gather(|_| Ok(ReadDecision::Read))?.len();
                        if some == 0 {
                            return Ok(files);
                        }
                        files += some;
                    }
                })());
            });
        }));
        outcome.unwrap()
    }

    #[test]
    fn a_walk_that_breaks_off_is_told_from_one_that_ends() {
        for files in [0, 1, WALKED, WALKED + 1, 3 * GATHERED] {
            assert_eq!(gathered((0..files).map(candidate)).unwrap(), files);
        }
        let broken = (0..2 * WALKED).map(|number| {
            assert!(number < WALKED + 7, "the walk breaks off");
            candidate(number)
        });
        assert!(gathered(broken).is_err());
    }
}
