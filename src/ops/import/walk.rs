//! The walk: every file below the planned folders, ordered by name. Hidden files are skipped, links aren't followed,
//! and no file is opened.

use super::candidate::{FileCandidate, Location, OwnFiles, Stamp, not_a_file, why};
use super::paths::relative;
use super::plan::{Plan, Root, Scope};
use super::settings::Rules;
use super::{reason, sidecars};
use ignore::{DirEntry, WalkBuilder};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

/// Every file of the plan in order, without the corpus's own files. `rules` are those of the roots.
pub(super) fn walk<'a>(
    plan: &'a Plan,
    rules: &'a [Rules],
    own: &'a OwnFiles,
) -> Box<dyn Iterator<Item = FileCandidate> + Send + 'a> {
    let files = plan.roots.iter().enumerate().flat_map(move |(index, root)| files_of(index, root, own));
    Box::new(files.map(|candidate| {
        let has_sidecar = match candidate.location {
            // The files below a folder that can't be listed are unknown, so its name decides nothing.
            Location::Unreadable { folder: true, .. } | Location::Memory(_) => return candidate,
            Location::Unreadable { .. } => true,
            Location::File { sidecar, .. } => sidecar.is_some(),
        };
        let passed_over = rules[candidate.root].passes_over(&candidate.path, has_sidecar);
        FileCandidate { passed_over, ..candidate }
    }))
}

fn files_of<'a>(
    index: usize,
    root: &'a Root,
    own: &'a OwnFiles,
) -> Box<dyn Iterator<Item = FileCandidate> + Send + 'a> {
    match (&root.scope, &root.folder) {
        (Scope::Bytes(inputs), _) => Box::new(inputs.iter().map(move |(name, bytes)| FileCandidate {
            root: index,
            path: name.as_bytes().to_vec(),
            location: Location::Memory(bytes.clone()),
            passed_over: None,
        })),
        (Scope::Files(names), Some(folder)) => {
            Box::new(names.iter().filter_map(move |name| named(index, folder, name, names, own)))
        }
        (Scope::All, Some(folder)) => Box::new(below(index, folder, own)),
        (_, None) => Box::new(std::iter::empty()),
    }
}

/// A file that the user named. `None` for a sidecar whose file is named too; a sidecar alone is refused.
fn named(
    root: usize,
    folder: &Path,
    name: &Path,
    names: &[PathBuf],
    own: &OwnFiles,
) -> Option<FileCandidate> {
    let path = folder.join(name);
    let location = if let Some(stem) = sidecars::file_of(name.as_os_str()) {
        if names.iter().any(|other| other.as_os_str() == stem) {
            return None;
        }
        Err("it is a sidecar, which is read with its file: import that".to_owned())
    } else {
        // A link that the user named is followed, unlike one found by the walk.
        let found = fs::metadata(&path).map_err(|error| reason(&error));
        let location = found.and_then(|found| at(&path, &found, own));
        let location =
            location.and_then(|location| location.ok_or_else(|| "it is the corpus itself".to_owned()));
        location.and_then(|location| sidecars::with(location, sidecars::beside(&path)))
    };
    Some(FileCandidate {
        root,
        path: name.as_os_str().as_encoded_bytes().to_vec(),
        location: location.unwrap_or_else(|reason| Location::Unreadable { reason, folder: false }),
        passed_over: None,
    })
}

fn below<'a>(
    index: usize,
    folder: &'a Path,
    own: &'a OwnFiles,
) -> impl Iterator<Item = FileCandidate> + Send + 'a {
    let walk = WalkBuilder::new(folder)
        // No ignore files: a stray `.gitignore` must not decide on the content of a corpus.
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
            // Depth 0 is the planned folder itself.
            if entry.depth() == 0 || is_folder(&entry) || own.has_path(entry.path()) {
                continue;
            }
            let mut sidecar = None;
            if let Some(file) = sidecars::file_of(entry.path().as_os_str()) {
                // The order puts the file directly after its sidecar; if another name follows, the file is missing.
                let next = walk.next_if(|next| {
                    next.as_ref().is_ok_and(|next| next.path() == Path::new(file) && !is_folder(next))
                });
                sidecar = Some(sidecars::listed(entry.metadata()));
                match next {
                    Some(Ok(next)) => entry = next,
                    _ => return Some(sidecars::alone(index, relative(folder, entry.path()))),
                }
            }
            let location = entry
                .metadata()
                .map_err(|error| why(&error))
                .and_then(|found| at(entry.path(), &found, own))
                .transpose()
                .map(|location| location.and_then(|location| sidecars::with(location, sidecar)));
            let Some(location) = location else { continue };
            let location = location.unwrap_or_else(|reason| Location::Unreadable { reason, folder: false });
            let path = relative(folder, entry.path());
            return Some(FileCandidate { root: index, path, location, passed_over: None });
        }
    })
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

/// The location of a file's bytes; `None` for the corpus's own files. The error is the kind of a special file.
fn at(path: &Path, metadata: &Metadata, own: &OwnFiles) -> Result<Option<Location>, String> {
    if let Some(what) = not_a_file(metadata.file_type()) {
        return Err(format!("{what}, not a file"));
    }
    if own.has(metadata) {
        return Ok(None);
    }
    Ok(Some(Location::File { path: path.to_owned(), stamp: Stamp::of(metadata), sidecar: None }))
}

fn unreadable(index: usize, folder: &Path, error: &ignore::Error) -> FileCandidate {
    let why = why(error);
    let path = path_of(error).map_or_else(Vec::new, |path| relative(folder, path));
    let location = Location::Unreadable { reason: why, folder: true };
    FileCandidate { root: index, path, location, passed_over: None }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}
