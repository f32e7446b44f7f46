//! Disks that can be full, fail, end the process in the middle of something, and remember what they were told.
//!
//! A disk is a folder. While it is armed it counts each call on its files, decides by its [`Plan`] what becomes of it, and
//! records what changed, so that [`power`](super::power) can say what a loss of power would have left. The temporary
//! files that SQLite makes elsewhere for a thread that armed a disk count as that disk's.

use super::snapshot::Snapshot;
use libc::c_int;
use std::cell::Cell;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError, RwLock};

/// What a disk does to the calls it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Plan {
    /// Nothing goes wrong.
    Works,
    /// The call of this number, from 1, fails; `forever` all after it too.
    Fails { at: u64, forever: bool },
    /// The files may grow by so many bytes together.
    HasRoom(u64),
    /// The process is killed at the call of this number.
    Kills { at: u64 },
}

/// What becomes of a call.
pub(crate) enum Fate {
    /// It is done.
    Happens,
    /// It ends with this error, and nothing is done.
    Fails(c_int),
    /// The process ends before it.
    Kills,
}

/// Tells a file from others, whatever its name is.
pub(crate) type FileId = u64;

/// Something that changed on a disk, or that the disk was asked to make certain.
#[derive(Debug, Clone)]
pub(crate) enum Event {
    /// A name for a new file.
    Created { path: PathBuf, file: FileId },
    /// Bytes in a file.
    Wrote { file: FileId, at: u64, bytes: Vec<u8> },
    /// Another length of a file.
    Truncated { file: FileId, length: u64 },
    /// All that was written to the file is certain.
    Synced { file: FileId },
    /// All names in the folder are certain.
    SyncedFolder { path: PathBuf },
    /// Everything is certain.
    SyncedAll,
    /// A name is gone.
    Removed { path: PathBuf },
    /// A file has another name.
    Renamed { from: PathBuf, to: PathBuf },
    /// A new folder.
    MadeFolder { path: PathBuf },
    /// The operation was reported to be done.
    Acknowledged,
}

/// What a disk has seen while it was armed.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// How many calls.
    pub(crate) calls: u64,
    /// By how many bytes the files together were larger than at the beginning, at most.
    pub(crate) grew: u64,
    /// The numbers of the files that were there at the beginning.
    pub(crate) names: HashMap<PathBuf, FileId>,
    /// What changed, in order.
    pub(crate) events: Vec<Event>,
}

/// A folder whose calls can go wrong.
pub(crate) struct Disk {
    folder: PathBuf,
    network: bool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    plan: Option<Plan>,
    seen: Seen,
    names: HashMap<PathBuf, FileId>,
    lengths: HashMap<FileId, u64>,
    at_first: u64,
    next: FileId,
}

/// What a file descriptor is open on.
#[derive(Clone)]
enum Opened {
    File(FileId),
    /// A file that has had no name since it was opened, so that closing it frees its room.
    Temporary(FileId),
    Folder(PathBuf),
}

static DISKS: RwLock<Vec<&Disk>> = RwLock::new(Vec::new());
static OPEN: LazyLock<Mutex<HashMap<c_int, (&'static Disk, Opened)>>> = LazyLock::new(Mutex::default);

/// Whether a file descriptor is in [`OPEN`], so that all others need no lock.
static IS_OPEN: [AtomicBool; 4096] = [const { AtomicBool::new(false) }; 4096];

thread_local! {
    /// The disk that this thread armed.
    static ARMED: Cell<Option<&'static Disk>> = const { Cell::new(None) };
}

impl Disk {
    /// A disk that is this folder; on a `network` drive, if so. There are few, and each is kept until the process ends.
    pub(crate) fn new(folder: &Path, network: bool) -> &'static Self {
        let folder = folder.canonicalize().expect("the folder of a disk is there");
        let disk: &'static Self = Box::leak(Box::new(Self { folder, network, state: Mutex::default() }));
        DISKS.write().unwrap_or_else(PoisonError::into_inner).push(disk);
        disk
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the corpus is.
    pub(crate) fn corpus(&self) -> PathBuf {
        self.folder.join("corpus.db")
    }

    /// Makes its files these and no others.
    pub(crate) fn fill(&self, snapshot: &Snapshot) {
        for entry in fs::read_dir(&self.folder).expect("the folder of a disk can be read") {
            let path = entry.expect("the folder of a disk can be read").path();
            let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            removed.expect("a disk can be emptied");
        }
        snapshot.write(&self.folder);
    }

    /// Counts, decides and records from now on.
    pub(crate) fn arm(&'static self, plan: Plan) {
        let snapshot = Snapshot::read(&self.folder);
        let mut state = self.lock();
        let next = state.next;
        *state = State { plan: Some(plan), next, ..State::default() };
        for (name, bytes) in snapshot.files() {
            let file = state.add(self.folder.join(name));
            state.lengths.insert(file, bytes.len() as u64);
        }
        state.at_first = state.lengths.values().sum();
        let names = state.names.clone();
        state.seen.names = names;
        drop(state);
        ARMED.set(Some(self));
    }

    /// Lets everything pass again; gives what it has seen.
    pub(crate) fn disarm(&self) -> Seen {
        ARMED.set(None);
        let mut state = self.lock();
        state.plan = None;
        std::mem::take(&mut state.seen)
    }

    /// Notes that an operation was reported to be done.
    pub(crate) fn acknowledge(&self) {
        self.lock().seen.events.push(Event::Acknowledged);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn add(&mut self, path: PathBuf) -> FileId {
        self.next += 1;
        self.names.insert(path, self.next);
        self.lengths.insert(self.next, 0);
        self.next
    }

    fn used(&self) -> u64 {
        self.lengths.values().sum()
    }

    fn record(&mut self, event: Event) {
        if self.plan.is_some() {
            self.seen.events.push(event);
        }
    }
}

/// The disk that a path lies on.
fn holding(path: &Path) -> Option<&'static Disk> {
    let is_temporary = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"etilqs_"));
    if is_temporary {
        return ARMED.get();
    }
    let disks = DISKS.read().unwrap_or_else(PoisonError::into_inner);
    disks.iter().copied().find(|disk| path.starts_with(&disk.folder))
}

/// A call on a file of this name, if it lies on a disk.
pub(crate) fn named(path: &Path) -> Option<Touch> {
    holding(path).map(|disk| Touch { disk, state: disk.lock(), opened: None, full: false })
}

/// A call on this file descriptor, if it is open on a file of a disk.
pub(crate) fn open(file: c_int) -> Option<Touch> {
    let is_open = usize::try_from(file).ok().and_then(|file| IS_OPEN.get(file))?;
    if !is_open.load(Ordering::Acquire) {
        return None;
    }
    let (disk, opened) = OPEN.lock().unwrap_or_else(PoisonError::into_inner).get(&file)?.clone();
    Some(Touch { disk, state: disk.lock(), opened: Some(opened), full: false })
}

/// Says that a file descriptor will be closed.
pub(crate) fn closing(file: c_int) {
    let Some(is_open) = usize::try_from(file).ok().and_then(|file| IS_OPEN.get(file)) else { return };
    if !is_open.swap(false, Ordering::AcqRel) {
        return;
    }
    let closed = OPEN.lock().unwrap_or_else(PoisonError::into_inner).remove(&file);
    if let Some((disk, Opened::Temporary(file))) = closed {
        disk.lock().lengths.remove(&file);
    }
}

/// Whether the path lies on a disk that is a network drive.
pub(crate) fn is_network(path: &Path) -> bool {
    holding(path).is_some_and(|disk| disk.network)
}

/// A call under way. Others on the same disk wait for it, so that the record has them in the order in which they happened.
pub(crate) struct Touch {
    disk: &'static Disk,
    state: MutexGuard<'static, State>,
    opened: Option<Opened>,
    full: bool,
}

impl Touch {
    /// Counts the call and decides.
    pub(crate) fn fate(&mut self) -> Fate {
        let Some(plan) = self.state.plan else { return Fate::Happens };
        self.state.seen.calls += 1;
        let number = self.state.seen.calls;
        match plan {
            Plan::Fails { at, forever } if number == at || (forever && number > at) => Fate::Fails(libc::EIO),
            Plan::Kills { at } if number == at => Fate::Kills,
            Plan::HasRoom(_) if self.full => Fate::Fails(libc::ENOSPC),
            _ => Fate::Happens,
        }
    }

    /// How many of `count` bytes at `at` the disk has room for.
    pub(crate) fn room(&mut self, at: u64, count: usize) -> usize {
        let (Some(Plan::HasRoom(room)), Some(file)) = (self.state.plan, self.file()) else { return count };
        let length = self.state.lengths.get(&file).copied().unwrap_or(0);
        let free = (self.state.at_first + room).saturating_sub(self.state.used());
        let fits = (length + free).saturating_sub(at).min(count as u64);
        self.full = fits == 0 && count > 0;
        usize::try_from(fits).unwrap_or(count)
    }

    fn file(&self) -> Option<FileId> {
        match self.opened {
            Some(Opened::File(file) | Opened::Temporary(file)) => Some(file),
            _ => None,
        }
    }

    /// Follows what is done with a file that was opened while the disk was armed.
    pub(crate) fn opened(&mut self, descriptor: c_int, path: &Path, creates: bool, truncates: bool) {
        if self.state.plan.is_none() {
            return;
        }
        let opened = if path.is_dir() {
            Opened::Folder(path.to_owned())
        } else if !path.starts_with(&self.disk.folder) {
            self.state.next += 1;
            Opened::Temporary(self.state.next)
        } else if let Some(&file) = self.state.names.get(path) {
            if truncates {
                self.set_length(file, 0);
            }
            Opened::File(file)
        } else {
            let file = self.state.add(path.to_owned());
            if creates {
                self.state.record(Event::Created { path: path.to_owned(), file });
            }
            Opened::File(file)
        };
        if let Some(is_open) = usize::try_from(descriptor).ok().and_then(|file| IS_OPEN.get(file)) {
            let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
            open.insert(descriptor, (self.disk, opened));
            is_open.store(true, Ordering::Release);
        }
    }

    pub(crate) fn wrote(&mut self, at: u64, bytes: &[u8]) {
        let Some(file) = self.file() else { return };
        let length = self.state.lengths.entry(file).or_default();
        *length = (*length).max(at + bytes.len() as u64);
        let state = &mut self.state;
        state.seen.grew = state.seen.grew.max(state.used().saturating_sub(state.at_first));
        self.state.record(Event::Wrote { file, at, bytes: bytes.to_owned() });
    }

    pub(crate) fn truncated(&mut self, length: u64) {
        if let Some(file) = self.file() {
            self.set_length(file, length);
        }
    }

    fn set_length(&mut self, file: FileId, length: u64) {
        self.state.lengths.insert(file, length);
        self.state.record(Event::Truncated { file, length });
    }

    pub(crate) fn synced(&mut self) {
        let event = match self.opened.clone() {
            Some(Opened::File(file) | Opened::Temporary(file)) => Event::Synced { file },
            Some(Opened::Folder(path)) => Event::SyncedFolder { path },
            None => return,
        };
        self.state.record(event);
    }

    pub(crate) fn synced_all(&mut self) {
        self.state.record(Event::SyncedAll);
    }

    pub(crate) fn removed(&mut self, path: &Path) {
        if let Some(file) = self.state.names.remove(path) {
            self.state.lengths.remove(&file);
        }
        self.state.record(Event::Removed { path: path.to_owned() });
    }

    pub(crate) fn renamed(&mut self, from: &Path, to: &Path) {
        if let Some(file) = self.state.names.remove(from)
            && let Some(replaced) = self.state.names.insert(to.to_owned(), file)
        {
            self.state.lengths.remove(&replaced);
        }
        self.state.record(Event::Renamed { from: from.to_owned(), to: to.to_owned() });
    }

    pub(crate) fn made_folder(&mut self, path: &Path) {
        self.state.record(Event::MadeFolder { path: path.to_owned() });
    }
}
