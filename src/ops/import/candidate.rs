//! A file that may be imported, before it is read: its location, its identity, and the stamp of its state.

use super::reason;
use super::settings::PassedOver;
use crate::store::file::names::files_of;
use std::ffi::OsString;
use std::fs::{self, FileType, Metadata};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// A file found by the walk.
#[derive(Debug)]
pub(super) struct FileCandidate {
    /// The root's position in the plan.
    pub(super) root: usize,
    /// Path below the root, with `/` between the parts.
    pub(super) path: Vec<u8>,
    pub(super) location: Location,
    /// Why it isn't read, if so.
    pub(super) passed_over: Option<PassedOver>,
}

/// The location of a candidate's bytes.
#[derive(Debug)]
pub(super) enum Location {
    /// A file that was regular when it was listed, with the size of its sidecar if it has one.
    File { path: PathBuf, stamp: Stamp, sidecar: Option<u64> },
    /// Bytes that were read from a pipe.
    Memory(Vec<u8>),
    /// None. `reason` is why it can't be imported; `folder` is whether it is a folder, so that files below it are unknown.
    Unreadable { reason: String, folder: bool },
}

/// The state of a file, compared to find changed files without reading them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) size: u64,
    pub(super) mtime_ns: i64,
    /// Time of the last change of contents or attributes; 0 if unknown. Unlike `mtime`, programs can't set it.
    pub(super) ctime_ns: i64,
}

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Self {
        // A missing time, or one before 1970, becomes 0. Changes of such a file still show in size and ctime.
        let since_1970 = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Self {
            size: metadata.len(),
            mtime_ns: since_1970.and_then(|time| i64::try_from(time.as_nanos()).ok()).unwrap_or(0),
            ctime_ns: ctime_ns(metadata),
        }
    }
}

#[cfg(unix)]
fn ctime_ns(metadata: &Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;
    metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn ctime_ns(_: &Metadata) -> i64 {
    0
}

/// The identity of a file: device and inode.
pub(super) type Identity = (u64, u64);

/// The corpus and its journals. They must not be opened: closing a file drops this process's POSIX locks on it, and so
/// SQLite's.
#[derive(Debug, Default)]
pub(super) struct OwnFiles {
    identities: Vec<Identity>,
    /// The folder and the names: a rollback journal comes and goes while files are looked for.
    folder: Option<Identity>,
    names: Vec<OsString>,
}

impl OwnFiles {
    /// The files of this corpus; none for one in memory.
    pub(super) fn of(corpus: Option<&Path>) -> Self {
        let Some(corpus) = corpus else { return Self::default() };
        let folder = corpus.parent().and_then(|folder| identity(&fs::metadata(folder).ok()?));
        let identities = files_of(corpus).filter_map(|file| identity(&fs::metadata(file).ok()?)).collect();
        let names = files_of(corpus).filter_map(|file| Some(file.file_name()?.to_owned())).collect();
        Self { identities, folder, names }
    }

    /// Whether a file is the corpus, by another name too.
    pub(super) fn has(&self, metadata: &Metadata) -> bool {
        identity(metadata).is_some_and(|identity| self.identities.contains(&identity))
    }

    /// Whether a path is that of the corpus or of one of its journals, even if there is no such file any more.
    pub(super) fn has_path(&self, path: &Path) -> bool {
        let is_named = path.file_name().is_some_and(|name| self.names.iter().any(|own| own == name));
        let folder = || identity(&fs::metadata(path.parent()?).ok()?);
        is_named && self.folder.is_some() && folder() == self.folder
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere there is none")]
pub(super) fn identity(metadata: &Metadata) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
pub(super) fn identity(_: &Metadata) -> Option<Identity> {
    None
}

/// The reason of an error of the walk.
pub(super) fn why(error: &ignore::Error) -> String {
    error.io_error().map_or_else(|| error.to_string(), reason)
}

/// The kind of a special file; `None` for a regular one.
pub(super) fn not_a_file(kind: FileType) -> Option<&'static str> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return Some("a named pipe");
        }
        if kind.is_socket() {
            return Some("a socket");
        }
        if kind.is_block_device() || kind.is_char_device() {
            return Some("a device");
        }
    }
    if kind.is_symlink() {
        return Some("a symbolic link");
    }
    if kind.is_dir() {
        return Some("a folder");
    }
    (!kind.is_file()).then_some("something special")
}
