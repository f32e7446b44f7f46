//! Files that are written together: many under hidden names, then all of them to the disk, then under their names.
//!
//! Always: a file is whole or not there, and one that is there survives a power loss. To sync each file by itself takes a
//! commit of the file system each; a batch takes a few.

use crate::{Error, Result};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// How many files are written before they get their names.
const FILES: usize = 2_000;

/// How many bytes are.
const BYTES: usize = 64 << 20;

/// The files of an export under way.
pub(super) struct Batch {
    /// A folder of the file system that is written to.
    folder: PathBuf,
    /// Whether files that are there are overwritten.
    force: bool,
    /// The files that have no name yet, with their names, in order.
    unnamed: Vec<(TempPath, PathBuf)>,
    bytes: usize,
    /// Folders with names that may not be on the disk.
    changed: BTreeSet<PathBuf>,
}

impl Batch {
    /// A batch for files below `folder`.
    pub(super) fn new(folder: &Path, force: bool) -> Self {
        let mut batch = Self {
            folder: folder.to_owned(),
            force,
            unnamed: Vec::new(),
            bytes: 0,
            changed: BTreeSet::new(),
        };
        batch.has_changed(folder.parent());
        batch
    }

    /// Says that a folder has a new name in it.
    pub(super) fn has_changed(&mut self, folder: Option<&Path>) {
        self.changed.extend(folder.map(Path::to_owned));
    }

    /// Writes a file. It has its name when the batch is finished, in the order of these calls.
    pub(super) fn write(&mut self, path: PathBuf, bytes: &[u8]) -> Result<()> {
        let failed = |error| Error::io("write", &path, error);
        let mut file = new_file(path.parent().unwrap_or(&self.folder)).map_err(failed)?;
        file.write_all(bytes).map_err(failed)?;
        // Without its handle, since a process may have only so many.
        self.unnamed.push((file.into_temp_path(), path));
        self.bytes += bytes.len();
        if self.unnamed.len() >= FILES || self.bytes >= BYTES { self.finish() } else { Ok(()) }
    }

    /// Brings all files to the disk, then gives them their names, then brings these to the disk.
    pub(super) fn finish(&mut self) -> Result<()> {
        sync_file_system(&self.folder).map_err(|error| Error::io("write to", &self.folder, error))?;
        for (file, path) in &self.unnamed {
            // Hardly takes time by now, and says of each file whether it could be written.
            File::open(file)
                .and_then(|file| file.sync_all())
                .map_err(|error| Error::io("write", path, error))?;
        }
        for (file, path) in self.unnamed.drain(..) {
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

/// Writes all that the file system of a folder holds back, in one go.
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
        // A folder above, which this user may not list; its names are not ours.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// A file under a hidden name, which an import would pass over, with the usual permissions.
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".corpus-export-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
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
        let mut batch = Batch::new(folder.path(), false);
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
        let mut batch = Batch::new(folder.path(), true);
        for number in 0..FILES {
            batch.write(folder.path().join(number.to_string()), b"x").unwrap();
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), FILES);
        assert!(batch.unnamed.is_empty());
    }
}
