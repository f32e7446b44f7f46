//! Batches of files: written under hidden names, synced together, then renamed.
//!
//! A file exists whole or not at all, and survives a power loss. Syncing each file by itself would cost one commit of the
//! file system per file; a batch costs a few.

use crate::{Error, Result};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// Maximum number of files in a batch.
const FILES: usize = 2_000;

/// Maximum number of bytes in a batch. Its last file may exceed it.
const BYTES: usize = 64 << 20;

/// The unfinished files of an export.
pub(super) struct FileBatch {
    /// The folder of the export, which stands for its file system.
    folder: PathBuf,
    /// Whether existing files are overwritten.
    force: bool,
    /// Files with hidden names, and their final paths, in order.
    unnamed: Vec<(TempPath, PathBuf)>,
    bytes: usize,
    /// Folders with new names that may not be on the disk yet.
    changed: BTreeSet<PathBuf>,
}

impl FileBatch {
    /// A batch for files below `folder`.
    pub(super) fn new(folder: &Path, force: bool) -> Self {
        let mut batch = Self {
            folder: folder.to_owned(),
            force,
            unnamed: Vec::new(),
            bytes: 0,
            changed: BTreeSet::new(),
        };
        // The folder itself may be new, and its entry must survive a power loss too.
        batch.has_changed(folder.parent());
        batch
    }

    /// Records that a folder has a new entry.
    pub(super) fn has_changed(&mut self, folder: Option<&Path>) {
        self.changed.extend(folder.map(Path::to_owned));
    }

    /// Writes a file. It gets its name when the batch is finished, in the order of the calls.
    pub(super) fn write(&mut self, path: PathBuf, bytes: &[u8]) -> Result<()> {
        let failed = |error| Error::io("write", &path, error);
        let mut file = new_file(path.parent().unwrap_or(&self.folder)).map_err(failed)?;
        file.write_all(bytes).map_err(failed)?;
        // Closed, because the number of open files of a process is limited.
        self.unnamed.push((file.into_temp_path(), path));
        self.bytes += bytes.len();
        if self.unnamed.len() >= FILES || self.bytes >= BYTES { self.finish() } else { Ok(()) }
    }

    /// Syncs all files, then renames them, then syncs their folders.
    pub(super) fn finish(&mut self) -> Result<()> {
        // Contents before names: after a power loss a name never belongs to an empty file.
        sync_file_system(&self.folder).map_err(|error| Error::io("write to", &self.folder, error))?;
        for (file, path) in &self.unnamed {
            // Fast after the sync of the file system. Needed because only this reports the error of each file.
            File::open(file)
                .and_then(|file| file.sync_all())
                .map_err(|error| Error::io("write", path, error))?;
        }
        for (file, path) in self.unnamed.drain(..) {
            // The earlier check isn't enough: another process may have created the file since.
            let renamed = if self.force { file.persist(&path) } else { file.persist_noclobber(&path) };
            renamed.map_err(|error| Error::io("write", &path, error.error))?;
            self.changed.extend(path.parent().map(Path::to_owned));
        }
        for folder in std::mem::take(&mut self.changed) {
            sync_folder(&folder).map_err(|error| Error::io("write to", &folder, error))?;
        }
        self.bytes = 0;
        Ok(())
    }
}

/// Syncs the file system of a folder.
#[cfg(target_os = "linux")]
fn sync_file_system(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
fn sync_file_system(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder) {
        Ok(folder) => folder.sync_all(),
        // A parent folder that this user may not list. The export created none of its entries.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// A file with a hidden name, which an import skips, and with the usual permissions.
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".corpus-export-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Temporary files are private by default. The umask still applies.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_their_names_when_the_batch_is_finished() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let mut batch = FileBatch::new(folder.path(), false);
        batch.write(path.clone(), b"One").unwrap();
        assert!(!path.exists());
        batch.finish().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"One");
        batch.write(path.clone(), b"Two").unwrap();
        assert!(batch.finish().is_err(), "it is there already");
        assert_eq!(fs::read(&path).unwrap(), b"One");
        drop(batch);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing else is left");
    }

    #[test]
    fn many_files_are_named_before_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let mut batch = FileBatch::new(folder.path(), true);
        for number in 0..FILES {
            batch.write(folder.path().join(number.to_string()), b"x").unwrap();
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), FILES);
        assert!(batch.unnamed.is_empty());
    }
}
