//! Sidecars on the disk: pairing them with their files, and reading them.

use super::candidate::{FileCandidate, Location, not_a_file, why};
use super::{reason, whole};
use crate::ops::sidecar::{self, LARGEST, SUFFIX, Sidecar};
use std::cmp::Ordering;
use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The size of a listed sidecar, or the reason why it can't be read.
pub(super) type Listed = Result<u64, String>;

/// The name of the file that the sidecar `name` belongs to; `None` if `name` isn't a sidecar's.
///
/// For example, `a.txt.corpus.json` belongs to `a.txt`.
pub(super) fn file_of(name: &OsStr) -> Option<&OsStr> {
    let file = name.as_encoded_bytes().strip_suffix(SUFFIX.as_bytes())?;
    let is_name = file.last().is_some_and(|last| *last != b'/');
    // The suffix is ASCII, so the part before it is a whole string of the platform.
    #[cfg(unix)]
    return is_name.then(|| std::os::unix::ffi::OsStrExt::from_bytes(file));
    #[cfg(not(unix))]
    return is_name.then_some(()).and(name.to_str()?.strip_suffix(SUFFIX).map(OsStr::new));
}

/// The order of names in a folder, with each sidecar directly before its file. The walk then needs to look only one
/// name ahead.
pub(super) fn first(one: &OsStr, other: &OsStr) -> Ordering {
    let order = |name| file_of(name).map_or((name, true), |file| (file, false));
    order(one).cmp(&order(other))
}

/// A sidecar found by the walk.
pub(super) fn listed(found: Result<Metadata, ignore::Error>) -> Listed {
    check(&found.map_err(|error| format!("its sidecar: {}", why(&error)))?)
}

/// The sidecar of a file that the user named; `None` if it has none.
pub(super) fn beside(file: &Path) -> Option<Listed> {
    // Links are refused as in a walk: a sidecar must not lead out of the folder.
    match fs::symlink_metadata(path_for(file)) {
        Ok(found) => Some(check(&found)),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => Some(Err(format!("its sidecar: {}", reason(&error)))),
    }
}

fn check(found: &Metadata) -> Listed {
    match not_a_file(found.file_type()) {
        Some(what) => Err(format!("its sidecar is {what}, not a file")),
        None if found.len() > LARGEST => Err(format!("its sidecar is larger than {LARGEST} bytes")),
        None => Ok(found.len()),
    }
}

/// Adds the sidecar to a file's location. A sidecar that can't be read fails the file: importing it without its
/// metadata would be silent loss.
pub(super) fn with(location: Location, listed: Option<Listed>) -> Result<Location, String> {
    let sidecar = listed.transpose()?;
    Ok(match location {
        Location::File { path, stamp, .. } => Location::File { path, stamp, sidecar },
        location => location,
    })
}

/// A candidate for a sidecar without a file.
pub(super) fn alone(root: usize, path: Vec<u8>) -> FileCandidate {
    let reason = "it is a sidecar, and the file that it belongs to isn't there".to_owned();
    let location = Location::Unreadable { reason, folder: false };
    FileCandidate { root, path, location, passed_over: None }
}

/// Reads the sidecar of a file.
pub(super) fn read(file: &Path) -> Result<Sidecar, String> {
    let bytes = whole::bytes(&path_for(file), LARGEST).map_err(|why| format!("its sidecar: {why}"))?;
    sidecar::read(&bytes).map_err(|why| format!("its sidecar: {why}"))
}

fn path_for(file: &Path) -> PathBuf {
    let mut path = file.as_os_str().to_owned();
    path.push(SUFFIX);
    path.into()
}
