//! A file that may be imported, before it is read: where it is, and what tells it from others and from its earlier states.

use super::reason;
use crate::store::file::names::files_of;
use std::fs::{self, FileType, Metadata};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// A file to look at.
#[derive(Debug)]
pub(super) struct Candidate {
    /// The root's place in the plan.
    pub(super) root: usize,
    /// Below the root, with `/` between the parts.
    pub(super) path: Vec<u8>,
    pub(super) place: Place,
}

/// Where its bytes are.
#[derive(Debug)]
pub(super) enum Place {
    /// A regular file, or what was one a moment ago, with the size of its sidecar if it has one.
    File { path: PathBuf, stamp: Stamp, sidecar: Option<u64> },
    /// Bytes that are here already.
    Memory(Vec<u8>),
    /// Nowhere: the reason why it can't be imported, and whether whatever lies below it is unknown.
    Unreadable { reason: String, folder: bool },
}

/// What tells a changed file without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) size: u64,
    pub(super) mtime_ns: i64,
    /// When its contents or attributes changed, which unlike the former no program can set; 0 where unknown.
    pub(super) ctime_ns: i64,
}

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Self {
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

/// What tells a file from all others: device and inode.
pub(super) type Identity = (u64, u64);

/// The corpus and the files that SQLite keeps beside it: reading them would drop SQLite's locks on them.
pub(super) fn identities_of(corpus: Option<&Path>) -> Vec<Identity> {
    let Some(corpus) = corpus else { return Vec::new() };
    files_of(corpus).filter_map(|file| identity(&fs::metadata(file).ok()?)).collect()
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

/// The reason for an error of the walk.
pub(super) fn why(error: &ignore::Error) -> String {
    error.io_error().map_or_else(|| error.to_string(), reason)
}

/// The kind of a file that isn't a regular one.
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
