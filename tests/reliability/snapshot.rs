//! The files of a folder, held in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Files below a folder, and the folders that hold them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Snapshot {
    files: BTreeMap<PathBuf, Vec<u8>>,
    folders: BTreeSet<PathBuf>,
}

impl Snapshot {
    /// What `folder` holds.
    pub(crate) fn read(folder: &Path) -> Self {
        let mut snapshot = Self::default();
        snapshot.add(folder, Path::new(""));
        snapshot
    }

    fn add(&mut self, root: &Path, below: &Path) {
        for entry in fs::read_dir(root.join(below)).expect("a folder of the experiment can be read") {
            let name = below.join(entry.expect("a folder of the experiment can be read").file_name());
            let path = root.join(&name);
            if path.is_dir() {
                self.add(root, &name);
                self.folders.insert(name);
            } else {
                // Another process may just have deleted a journal.
                if let Ok(bytes) = fs::read(&path) {
                    self.files.insert(name, bytes);
                }
            }
        }
    }

    /// Writes everything into `folder`.
    pub(crate) fn write(&self, folder: &Path) {
        for path in &self.folders {
            fs::create_dir_all(folder.join(path)).expect("the folder of an experiment can be written");
        }
        for (name, bytes) in &self.files {
            fs::write(folder.join(name), bytes).expect("a file of the experiment can be written");
        }
    }

    pub(crate) fn insert(&mut self, name: PathBuf, bytes: Vec<u8>) {
        self.files.insert(name, bytes);
    }

    pub(crate) fn insert_folder(&mut self, name: PathBuf) {
        self.folders.insert(name);
    }

    pub(crate) fn get(&self, name: &Path) -> Option<&[u8]> {
        self.files.get(name).map(Vec::as_slice)
    }

    /// The files by name, in order.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&Path, &[u8])> {
        self.files.iter().map(|(name, bytes)| (name.as_path(), bytes.as_slice()))
    }
}
