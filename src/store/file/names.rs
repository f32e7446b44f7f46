//! Names of a corpus's files: its own, those of SQLite beside it, and those of incomplete files.

use crate::{Error, Result};
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// The absolute path without links, because SQLite puts its log beside the name that it is given.
pub(in crate::store) fn resolve(path: &Path) -> Result<PathBuf> {
    // SQLite takes both names for a database without a file.
    if path.as_os_str().is_empty() || path.as_os_str() == ":memory:" {
        return Err(Error::invalid(format!("'{}' is not the name of a file", path.display())));
    }
    match path.canonicalize() {
        Ok(resolved) => Ok(resolved),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let absolute = std::path::absolute(path).map_err(|error| Error::io("find", path, error))?;
            // A new file has no canonical path yet, but its folder has one.
            let folder = absolute.parent().unwrap_or(&absolute);
            let folder =
                folder.canonicalize().map_err(|error| Error::io("find the folder", folder, error))?;
            Ok(folder.join(absolute.file_name().unwrap_or_default()))
        }
        Err(error) => Err(Error::io("find", path, error)),
    }
}

/// The hidden name beside `path` for an incomplete file.
pub(in crate::store) fn unfinished(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    // With the number of the process, so that two processes never write to the same file.
    name.push(format!(".{}.new", std::process::id()));
    path.with_file_name(name)
}

pub(in crate::store) fn rename_to_new(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
            // Some file systems don't support the flag, so the fallback below takes over.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::OPNOTSUPP) => {}
            outcome => return outcome.map_err(io::Error::from),
        }
    }
    // A hard link fails where a file exists. A rename would replace it.
    fs::hard_link(from, to)?;
    fs::remove_file(from)
}

/// The path with a suffix. For example, `corpus.db` and `-wal` give `corpus.db-wal`.
pub(in crate::store) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Whether a write-ahead log that isn't empty lies beside the file.
pub(in crate::store) fn has_log(path: &Path) -> bool {
    fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0)
}

/// A corpus's file and those that SQLite may have beside it.
pub(crate) fn files_of(corpus: &Path) -> impl Iterator<Item = PathBuf> + '_ {
    ["", "-wal", "-shm", "-journal"].into_iter().map(|suffix| beside(corpus, suffix))
}

/// Whether the file lies on a network file system, where the shared memory of a write-ahead log doesn't work.
#[cfg(target_os = "linux")]
pub(in crate::store) fn on_network(path: &Path) -> bool {
    // The magic numbers of statfs(2): NFS, SMB, CIFS, SMB2, AFS, Coda, Ceph, 9P, FUSE (sshfs and its like).
    const NETWORK: [u32; 9] = [
        0x6969,
        0x517B,
        0xFF53_4D42,
        0xFE53_4D42,
        0x5346_414F,
        0x7375_7245,
        0x00C3_6400,
        0x0102_1997,
        0x6573_5546,
    ];
    rustix::fs::statfs(path).is_ok_and(|statistics| {
        u32::try_from(statistics.f_type & 0xFFFF_FFFF).is_ok_and(|kind| NETWORK.contains(&kind))
    })
}

#[cfg(not(target_os = "linux"))]
pub(in crate::store) fn on_network(_: &Path) -> bool {
    false
}

/// Syncs the folder of a file, so that its name survives a power loss.
pub(in crate::store) fn sync_folder(file: &Path) -> Result<()> {
    #[cfg(unix)]
    if let Some(folder) = file.parent() {
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        synced.map_err(|error| Error::io("write the folder", folder, error))?;
    }
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}

/// Creates a file with the permissions of `original`. The owner can always read and write it.
pub(in crate::store) fn create_like(original: &Path, path: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
        options.mode(fs::metadata(original)?.mode() & 0o777 | 0o600);
    }
    #[cfg(not(unix))]
    let _ = original;
    options.open(path).map(drop)
}
