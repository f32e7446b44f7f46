//! What a loss of power leaves on a disk.
//!
//! The strict model: bytes are certain once their file is synced, names once their folder is. Of everything else any part
//! may be there: none, all, what came first, or a selection in which later writes came to the disk and earlier ones
//! didn't; and of one write some sectors of 512 bytes and not others, or zeros in their place where the file grew.

use super::disk::{Event, FileId};
use super::snapshot::Snapshot;
use fastrand::Rng;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// What a disk writes as a whole.
const SECTOR: u64 = 512;

/// What of the uncertain is there.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Luck {
    Nothing,
    Everything,
    /// What came first.
    First,
    /// Any selection.
    Some,
}

impl Luck {
    pub(crate) fn any(random: &mut Rng) -> Self {
        [Self::Nothing, Self::Everything, Self::First, Self::Some][random.usize(..4)]
    }

    /// Which of `count` things are there.
    fn keeps(self, count: usize, random: &mut Rng) -> Vec<bool> {
        let first = random.usize(..=count);
        (0..count)
            .map(|number| match self {
                Self::Nothing => false,
                Self::Everything => true,
                Self::First => number < first,
                Self::Some => random.bool(),
            })
            .collect()
    }
}

/// A change of a file that isn't certain.
#[derive(Clone)]
enum Change<'a> {
    Write { at: u64, bytes: &'a [u8] },
    Truncate(u64),
}

/// A change of names that isn't certain.
#[derive(Clone)]
enum Naming<'a> {
    Add { path: &'a Path, file: FileId },
    Remove { path: &'a Path },
    Rename { from: &'a Path, to: &'a Path, file: FileId },
    AddFolder { path: &'a Path },
}

impl Naming<'_> {
    fn is_in(&self, folder: &Path) -> bool {
        let within = |path: &Path| path.parent() == Some(folder);
        match self {
            Self::Add { path, .. } | Self::Remove { path } | Self::AddFolder { path } => within(path),
            Self::Rename { from, to, .. } => within(from) || within(to),
        }
    }
}

#[derive(Default)]
struct Disk<'a> {
    /// What is certain of each file, and what isn't yet.
    files: HashMap<FileId, (Vec<u8>, Vec<Change<'a>>)>,
    names: HashMap<PathBuf, FileId>,
    folders: BTreeSet<PathBuf>,
    /// Changes of names, in order.
    namings: Vec<Naming<'a>>,
    /// The names as the program sees them.
    seen: HashMap<PathBuf, FileId>,
}

/// The disk at the beginning: all that was there is certain.
pub(crate) struct Beginning {
    /// The folder.
    pub(crate) folder: PathBuf,
    /// What was in it.
    pub(crate) snapshot: Snapshot,
    /// The numbers that its files have in the events.
    pub(crate) names: HashMap<PathBuf, FileId>,
}

/// What is on the disk when power is lost after these events, with this luck for names and for bytes.
pub(crate) fn lose(beginning: &Beginning, events: &[Event], luck: [Luck; 2], random: &mut Rng) -> Snapshot {
    let mut disk = Disk::default();
    for (name, bytes) in beginning.snapshot.files() {
        let path = beginning.folder.join(name);
        let file = beginning.names[&path];
        disk.files.insert(file, (bytes.to_owned(), Vec::new()));
        disk.names.insert(path, file);
    }
    disk.seen.clone_from(&disk.names);
    for event in events {
        disk.apply(event);
    }
    disk.settle(luck, random);
    disk.into_snapshot(&beginning.folder)
}

impl<'a> Disk<'a> {
    fn apply(&mut self, event: &'a Event) {
        match event {
            Event::Created { path, file } => {
                self.files.entry(*file).or_default();
                self.seen.insert(path.clone(), *file);
                self.namings.push(Naming::Add { path, file: *file });
            }
            Event::Wrote { file, at, bytes } => {
                self.files.entry(*file).or_default().1.push(Change::Write { at: *at, bytes });
            }
            Event::Truncated { file, length } => {
                self.files.entry(*file).or_default().1.push(Change::Truncate(*length));
            }
            Event::Synced { file } => self.make_certain(*file),
            Event::SyncedFolder { path } => {
                let (certain, uncertain) =
                    std::mem::take(&mut self.namings).into_iter().partition(|naming| naming.is_in(path));
                self.namings = uncertain;
                self.name(certain);
            }
            Event::SyncedAll => {
                let files: Vec<FileId> = self.files.keys().copied().collect();
                for file in files {
                    self.make_certain(file);
                }
                let all = std::mem::take(&mut self.namings);
                self.name(all);
            }
            Event::Removed { path } => {
                self.seen.remove(path);
                self.namings.push(Naming::Remove { path });
            }
            Event::Renamed { from, to } => {
                if let Some(file) = self.seen.remove(from) {
                    self.seen.insert(to.clone(), file);
                    self.namings.push(Naming::Rename { from, to, file });
                }
            }
            Event::MadeFolder { path } => self.namings.push(Naming::AddFolder { path }),
            Event::Acknowledged => {}
        }
    }

    fn make_certain(&mut self, file: FileId) {
        let (bytes, changes) = self.files.entry(file).or_default();
        for change in changes.drain(..) {
            apply(bytes, &change, |_| true);
        }
    }

    fn name(&mut self, namings: Vec<Naming>) {
        for naming in namings {
            match naming {
                Naming::Add { path, file } => {
                    self.names.insert(path.to_owned(), file);
                }
                Naming::Remove { path } => {
                    self.names.remove(path);
                }
                Naming::Rename { from, to, file } => {
                    self.names.remove(from);
                    self.names.insert(to.to_owned(), file);
                }
                Naming::AddFolder { path } => {
                    self.folders.insert(path.to_owned());
                }
            }
        }
    }

    /// Decides what becomes of the uncertain.
    fn settle(&mut self, [of_names, of_bytes]: [Luck; 2], random: &mut Rng) {
        let namings = std::mem::take(&mut self.namings);
        let keeps = of_names.keeps(namings.len(), random);
        let kept = namings.into_iter().zip(keeps).filter_map(|(naming, keeps)| keeps.then_some(naming));
        self.name(kept.collect());
        let mut files: Vec<_> = self.files.iter_mut().collect();
        files.sort_by_key(|(file, _)| **file);
        for (_, (bytes, changes)) in files {
            let keeps = of_bytes.keeps(changes.len(), random);
            let torn = !matches!(of_bytes, Luck::Nothing | Luck::Everything) && random.bool();
            for (change, keeps) in std::mem::take(changes).iter().zip(keeps) {
                if keeps && torn {
                    apply(bytes, change, |_| random.bool());
                } else if keeps {
                    apply(bytes, change, |_| true);
                } else if torn && matches!(change, Change::Write { .. }) {
                    // The length came to the disk, and the bytes didn't.
                    apply(bytes, change, |_| false);
                }
            }
        }
    }

    fn into_snapshot(self, folder: &Path) -> Snapshot {
        let mut snapshot = Snapshot::default();
        let below = |path: &Path| path.strip_prefix(folder).ok().map(Path::to_owned);
        for path in &self.folders {
            snapshot.insert_folder(below(path).expect("all folders are on the disk"));
        }
        for (path, file) in &self.names {
            let name = below(path).expect("all files are on the disk");
            let is_reached = path.ancestors().skip(1).all(|above| {
                below(above).is_none_or(|name| name.as_os_str().is_empty()) || self.folders.contains(above)
            });
            // SQLite makes the index of its log anew when nobody has the corpus open.
            let is_index = name.as_os_str().as_encoded_bytes().ends_with(b"-shm");
            if is_reached && !is_index {
                let bytes = self.files.get(file).map(|(bytes, _)| bytes.clone());
                snapshot.insert(name, bytes.unwrap_or_default());
            }
        }
        snapshot
    }
}

/// Changes `bytes`; of what is written, the sectors that `keeps` says, and the length in any case.
fn apply(bytes: &mut Vec<u8>, change: &Change, mut keeps: impl FnMut(u64) -> bool) {
    match change {
        Change::Truncate(length) => bytes.resize(size(*length), 0),
        Change::Write { at, bytes: written } => {
            let end = at + written.len() as u64;
            if bytes.len() < size(end) {
                bytes.resize(size(end), 0);
            }
            let mut from = *at;
            while from < end {
                let to = ((from / SECTOR + 1) * SECTOR).min(end);
                if keeps(from / SECTOR) {
                    bytes[size(from)..size(to)].copy_from_slice(&written[size(from - at)..size(to - at)]);
                }
                from = to;
            }
        }
    }
}

fn size(length: u64) -> usize {
    usize::try_from(length).expect("a file of an experiment fits in memory")
}
