//! Every file below the planned folders, in the order of their names: hidden files left out, links not followed,
//! nothing opened.

use super::plan::{Plan, Root, Scope};
use super::{reason, sidecars};
use ignore::{DirEntry, WalkBuilder};
use std::fmt::Write;
use std::fs::{self, FileType, Metadata};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
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
type Identity = (u64, u64);

/// The corpus and the files that SQLite keeps beside it: reading them would drop SQLite's locks on them.
pub(super) fn identities_of(corpus: Option<&Path>) -> Vec<Identity> {
    let Some(corpus) = corpus else { return Vec::new() };
    crate::store::files_of(corpus).filter_map(|file| identity(&fs::metadata(file).ok()?)).collect()
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere there is none")]
fn identity(metadata: &Metadata) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<Identity> {
    None
}

/// Gives every file of the plan in order; the corpus's own files are passed over.
pub(super) fn walk<'a>(
    plan: &'a Plan,
    own: &'a [Identity],
) -> Box<dyn Iterator<Item = Candidate> + Send + 'a> {
    Box::new(plan.roots.iter().enumerate().flat_map(move |(index, root)| files_of(index, root, own)))
}

fn files_of<'a>(
    index: usize,
    root: &'a Root,
    own: &'a [Identity],
) -> Box<dyn Iterator<Item = Candidate> + Send + 'a> {
    match (&root.scope, &root.folder) {
        (Scope::Bytes(inputs), _) => Box::new(inputs.iter().map(move |(name, bytes)| Candidate {
            root: index,
            path: name.as_bytes().to_vec(),
            place: Place::Memory(bytes.clone()),
        })),
        (Scope::Files(names), Some(folder)) => {
            Box::new(names.iter().filter_map(move |name| named(index, folder, name, names, own)))
        }
        (Scope::All, Some(folder)) => Box::new(below(index, folder, own)),
        (_, None) => Box::new(std::iter::empty()),
    }
}

/// One of the files that the user named; a sidecar belongs to its file, which has to be named as well.
fn named(root: usize, folder: &Path, name: &Path, names: &[PathBuf], own: &[Identity]) -> Option<Candidate> {
    let path = folder.join(name);
    let place = if let Some(stem) = sidecars::file_of(name.as_os_str()) {
        if names.iter().any(|other| other.as_os_str() == stem) {
            return None;
        }
        Err("it is a sidecar, which is read with its file: import that".to_owned())
    } else {
        // A name that the user gave is followed when it is a link.
        let found = fs::metadata(&path).map_err(|error| reason(&error));
        let place = found.and_then(|found| at(&path, &found, own));
        let place = place.and_then(|place| place.ok_or_else(|| "it is the corpus itself".to_owned()));
        place.and_then(|place| sidecars::with(place, sidecars::beside(&path)))
    };
    Some(Candidate {
        root,
        path: name.as_os_str().as_encoded_bytes().to_vec(),
        place: place.unwrap_or_else(|reason| Place::Unreadable { reason, folder: false }),
    })
}

fn below<'a>(
    index: usize,
    folder: &'a Path,
    own: &'a [Identity],
) -> impl Iterator<Item = Candidate> + Send + 'a {
    let walk = WalkBuilder::new(folder)
        .standard_filters(false)
        .hidden(true)
        .follow_links(false)
        .sort_by_file_name(sidecars::first)
        .build();
    let mut walk = walk.peekable();
    std::iter::from_fn(move || {
        loop {
            let mut entry = match walk.next()? {
                Ok(entry) => entry,
                Err(error) => return Some(unreadable(index, folder, &error)),
            };
            if entry.depth() == 0 || is_folder(&entry) {
                continue;
            }
            let mut sidecar = None;
            if let Some(file) = sidecars::file_of(entry.path().as_os_str()) {
                let next = walk.next_if(|next| {
                    next.as_ref().is_ok_and(|next| next.path() == Path::new(file) && !is_folder(next))
                });
                sidecar = Some(sidecars::listed(entry.metadata()));
                match next {
                    Some(Ok(next)) => entry = next,
                    _ => return Some(sidecars::alone(index, relative(folder, entry.path()))),
                }
            }
            let place = entry
                .metadata()
                .map_err(|error| why(&error))
                .and_then(|found| at(entry.path(), &found, own))
                .transpose()
                .map(|place| place.and_then(|place| sidecars::with(place, sidecar)));
            let Some(place) = place else { continue };
            let place = place.unwrap_or_else(|reason| Place::Unreadable { reason, folder: false });
            return Some(Candidate { root: index, path: relative(folder, entry.path()), place });
        }
    })
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

pub(super) fn why(error: &ignore::Error) -> String {
    error.io_error().map_or_else(|| error.to_string(), reason)
}

/// Where a file's bytes are; `None` for the corpus's own files, and the reason for what isn't a regular file.
fn at(path: &Path, metadata: &Metadata, own: &[Identity]) -> Result<Option<Place>, String> {
    if let Some(what) = not_a_file(metadata.file_type()) {
        return Err(format!("{what}, not a file"));
    }
    if identity(metadata).is_some_and(|identity| own.contains(&identity)) {
        return Ok(None);
    }
    Ok(Some(Place::File { path: path.to_owned(), stamp: Stamp::of(metadata), sidecar: None }))
}

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

fn unreadable(index: usize, folder: &Path, error: &ignore::Error) -> Candidate {
    let why = why(error);
    let path = path_of(error).map_or_else(Vec::new, |path| relative(folder, path));
    Candidate { root: index, path, place: Place::Unreadable { reason: why, folder: true } }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

fn relative(folder: &Path, path: &Path) -> Vec<u8> {
    let below = path.strip_prefix(folder).unwrap_or(path).as_os_str().as_encoded_bytes();
    if MAIN_SEPARATOR == '/' {
        return below.to_vec();
    }
    let separator = |byte: &u8| if char::from(*byte) == MAIN_SEPARATOR { b'/' } else { *byte };
    below.iter().map(separator).collect()
}

/// The path as the file system takes it.
pub(super) fn native(path: &[u8]) -> PathBuf {
    // Other systems than Unix have no paths that aren't Unicode.
    #[cfg(unix)]
    return PathBuf::from(<std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(path));
    #[cfg(not(unix))]
    return PathBuf::from(String::from_utf8_lossy(path).into_owned());
}

/// A path as text, one to one: bytes that aren't UTF-8 are written `\xFF`, and where a name itself holds `\x` its
/// backslash is written `\x5C`.
pub(super) fn display_path(path: &[u8]) -> String {
    let mut text = String::with_capacity(path.len());
    for chunk in path.utf8_chunks() {
        text.push_str(&chunk.valid().replace("\\x", "\\x5Cx"));
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02X}");
        }
    }
    text
}
