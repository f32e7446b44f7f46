//! Reading ahead: files are read, hashed and decoded on all cores and come back in the order of the walk.
//!
//! Memory is bounded: no more than so many files and bytes are under way at once. (One file larger than that is
//! under way alone.)

use super::candidate::{Candidate, Place};
use super::read::{self, Content};
use super::sidecars;
use crate::ops::start_thread;
use crate::text::Charset;
use crate::{Error, Result};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TryRecvError, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Scope;
use std::vec::IntoIter;

/// Files that are read ahead.
const FILES_AHEAD: u64 = 4000;
/// Bytes that are read ahead.
const BYTES_AHEAD: u64 = 12 << 20;
/// While files are written only this part of them is read ahead: the rest waits for the moment when the thread that
/// writes waits for the disk.
const PART_AHEAD: u64 = 8;
/// Files that are gathered before the corpus is locked to write them.
const GATHERED: usize = 500;
/// Files that the walk hands over at once, and how often it does before it waits.
const WALKED: usize = 256;
const WALKED_AHEAD: usize = 8;

/// What is to be done with a file of the walk.
pub(super) enum Ahead {
    /// Read it.
    Read,
    /// Leave it out.
    Skip,
    /// Read no more.
    Stop,
}

/// A file that was read, or the reason why it couldn't be.
pub(super) struct Prepared {
    pub(super) root: usize,
    pub(super) path: Vec<u8>,
    pub(super) content: Result<Content, String>,
    /// The bytes that it was listed with.
    listed: u64,
}

impl Prepared {
    /// How many bytes were read for it.
    pub(super) fn bytes_read(&self) -> u64 {
        self.content.as_ref().map_or(0, |content| content.stamp.size)
    }
}

/// The thread that walks, the threads that read, and what is on its way between them.
pub(super) struct Pipeline {
    /// What the walk found, in parts; an empty one is its end.
    walking: Receiver<Vec<Candidate>>,
    /// The last part, but for what was taken of it; `None` after the end.
    walked: Option<IntoIter<Candidate>>,
    jobs: Sender<(u64, Candidate)>,
    results: Receiver<(u64, Prepared)>,
    /// Results that came before their turn.
    early: BTreeMap<u64, Prepared>,
    sent: u64,
    received: u64,
    bytes_under_way: u64,
    /// Folders that couldn't be listed, with the root's place in the plan.
    unreadable: Vec<(usize, Vec<u8>)>,
}

impl Pipeline {
    /// Starts a thread that walks and `threads` that read; they end when the pipeline is dropped.
    ///
    /// # Errors
    ///
    /// If the system refuses a thread.
    pub(super) fn start<'scope>(
        scope: &'scope Scope<'scope, '_>,
        threads: usize,
        walk: Box<dyn Iterator<Item = Candidate> + Send + 'scope>,
        charset: Option<Charset>,
        max_size: u64,
    ) -> Result<Self> {
        let (found, walking) = sync_channel(WALKED_AHEAD);
        start_thread(scope, move || hand_over(walk, &found))?;
        let (jobs, queue) = channel::<(u64, Candidate)>();
        let (done, results) = channel();
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..threads {
            let (queue, done) = (Arc::clone(&queue), done.clone());
            start_thread(scope, move || {
                loop {
                    let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((turn, candidate)) = job else { return };
                    // Nobody waits for the result when the import ended early.
                    if done.send((turn, prepare(candidate, charset, max_size))).is_err() {
                        return;
                    }
                }
            })?;
        }
        Ok(Self {
            walking,
            walked: Some(Vec::new().into_iter()),
            jobs,
            results,
            early: BTreeMap::new(),
            sent: 0,
            received: 0,
            bytes_under_way: 0,
            unreadable: Vec::new(),
        })
    }

    /// The next files in order, read; empty at the end. `ahead` says of each what is to be done.
    pub(super) fn gather(
        &mut self,
        mut ahead: impl FnMut(&Candidate) -> Result<Ahead>,
    ) -> Result<Vec<Prepared>> {
        let mut files = Vec::new();
        while files.len() < GATHERED {
            self.send_ahead(&mut ahead, usize::MAX, 1)?;
            let Some(prepared) = self.receive(true)? else { break };
            files.push(prepared);
        }
        Ok(files)
    }

    /// Has as many files read as may be under way.
    pub(super) fn read_ahead(&mut self, mut ahead: impl FnMut(&Candidate) -> Result<Ahead>) -> Result<()> {
        self.send_ahead(&mut ahead, WALKED * WALKED_AHEAD, 1)
    }

    /// The next file in order if it has been read already.
    pub(super) fn ready(
        &mut self,
        mut ahead: impl FnMut(&Candidate) -> Result<Ahead>,
    ) -> Result<Option<Prepared>> {
        // Whoever holds the lock doesn't walk past thousands of unchanged files.
        self.send_ahead(&mut ahead, WALKED, PART_AHEAD)?;
        self.receive(false)
    }

    /// The folders that couldn't be listed so far: nothing is known of the files below them.
    pub(super) fn unreadable(&self) -> &[(usize, Vec<u8>)] {
        &self.unreadable
    }

    fn send_ahead(
        &mut self,
        ahead: &mut impl FnMut(&Candidate) -> Result<Ahead>,
        at_most: usize,
        part: u64,
    ) -> Result<()> {
        for _ in 0..at_most {
            if self.sent - self.received >= FILES_AHEAD / part || self.bytes_under_way >= BYTES_AHEAD / part {
                break;
            }
            let Some(candidate) = self.next_walked()? else { break };
            if let Place::Unreadable { folder: true, .. } = candidate.place {
                self.unreadable.push((candidate.root, candidate.path.clone()));
            }
            match ahead(&candidate)? {
                Ahead::Read => {}
                Ahead::Skip => continue,
                Ahead::Stop => break,
            }
            self.bytes_under_way += size(&candidate);
            self.jobs.send((self.sent, candidate)).map_err(|_| ended_early())?;
            self.sent += 1;
        }
        Ok(())
    }

    /// The next file of the walk; `None` at its end, which is told from a walk that broke off.
    fn next_walked(&mut self) -> Result<Option<Candidate>> {
        while let Some(part) = &mut self.walked {
            if let Some(candidate) = part.next() {
                return Ok(Some(candidate));
            }
            let part = self.walking.recv().map_err(|_| ended_early())?;
            self.walked = Some(part).filter(|part| !part.is_empty()).map(Vec::into_iter);
        }
        Ok(None)
    }

    fn receive(&mut self, wait: bool) -> Result<Option<Prepared>> {
        if self.received == self.sent {
            return Ok(None);
        }
        let prepared = loop {
            if let Some(prepared) = self.early.remove(&self.received) {
                break prepared;
            }
            let (turn, prepared) = match self.results.try_recv() {
                Ok(result) => result,
                Err(TryRecvError::Empty) if wait => self.results.recv().map_err(|_| ended_early())?,
                Err(TryRecvError::Empty) => return Ok(None),
                Err(TryRecvError::Disconnected) => return Err(ended_early()),
            };
            self.early.insert(turn, prepared);
        };
        self.received += 1;
        self.bytes_under_way -= prepared.listed;
        Ok(Some(prepared))
    }
}

/// Walks until the end, which an empty part tells, or until nobody wants more.
fn hand_over(mut walk: impl Iterator<Item = Candidate>, found: &SyncSender<Vec<Candidate>>) {
    loop {
        let part: Vec<Candidate> = walk.by_ref().take(WALKED).collect();
        let end = part.is_empty();
        if found.send(part).is_err() || end {
            return;
        }
    }
}

/// A file that isn't read must never look like the end of the walk: what wasn't seen counts as missing.
fn ended_early() -> Error {
    Error::Interrupted { message: "the threads that find and read the files ended early".to_owned() }
}

fn size(candidate: &Candidate) -> u64 {
    match &candidate.place {
        Place::File { stamp, sidecar, .. } => stamp.size + sidecar.unwrap_or(0),
        Place::Memory(_) | Place::Unreadable { .. } => 0,
    }
}

/// Reads one file. A fault of the program on it is a failure of that file: the others go on.
fn prepare(candidate: Candidate, charset: Option<Charset>, max_size: u64) -> Prepared {
    let listed = size(&candidate);
    let place = candidate.place;
    let content = catch_unwind(AssertUnwindSafe(|| match place {
        Place::File { path, sidecar: Some(_), .. } => {
            let sidecar = sidecars::read(&path)?;
            let mut content = read::file(&path, charset.or(sidecar.charset), max_size)?;
            content.sidecar = sidecar;
            Ok(content)
        }
        Place::File { path, .. } => read::file(&path, charset, max_size),
        Place::Memory(bytes) => read::memory(bytes, charset),
        Place::Unreadable { reason, .. } => Err(reason),
    }))
    .unwrap_or_else(|_| Err("the program failed on it; please report this".to_owned()));
    let content = content.map(|mut content| {
        content.media_type = media_type(&candidate.path);
        content
    });
    Prepared { root: candidate.root, path: candidate.path, content, listed }
}

/// What the name of a file says of its kind.
fn media_type(path: &[u8]) -> &'static str {
    let extension = path.rsplit(|byte| *byte == b'.').next().unwrap_or_default().to_ascii_lowercase();
    match extension.as_slice() {
        b"html" | b"htm" | b"xhtml" => "text/html",
        b"md" | b"markdown" => "text/markdown",
        _ => "text/plain",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    fn candidate(number: usize) -> Candidate {
        Candidate { root: 0, path: number.to_string().into_bytes(), place: Place::Memory(b"text".to_vec()) }
    }

    /// How many files are gathered of those that `walk` gives.
    fn gathered(walk: impl Iterator<Item = Candidate> + Send) -> Result<usize> {
        let mut outcome = None;
        // The scope tells of a thread that panicked, too.
        let _ = catch_unwind(AssertUnwindSafe(|| {
            thread::scope(|scope| {
                let mut pipeline = Pipeline::start(scope, 2, Box::new(walk), None, 1000).unwrap();
                outcome = Some((|| {
                    let mut files = 0;
                    loop {
                        let some = pipeline.gather(|_| Ok(Ahead::Read))?.len();
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
