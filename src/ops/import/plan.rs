//! The folders and files to import, with their source names. Planned before a corpus is opened, so that a mistyped
//! name creates nothing.

use super::reason;
use crate::model::{ImportEvent, Outcome};
use crate::store::tables::files;
use crate::store::{Reader, Writer};
use crate::{Error, Result};
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Maximum number of inputs that the error names when none of them exists.
const NAMED: usize = 10;

/// A path or bytes to import.
#[derive(Debug, Clone)]
pub enum Input {
    /// A file, or a folder with everything below it.
    Path(PathBuf),
    /// Bytes from a pipe, with a path below the source.
    Bytes {
        /// The path; the source's name is put before it.
        name: String,
        /// The content.
        bytes: Vec<u8>,
    },
}

/// The folders to import.
#[derive(Debug)]
pub struct Plan {
    pub(super) roots: Vec<Root>,
    /// Inputs that can't be imported.
    pub(super) failures: Vec<ImportEvent>,
    /// Whether the user named the source. Only then may it be updated from another folder.
    named: bool,
}

/// A folder that belongs to a source.
#[derive(Debug)]
pub(super) struct Root {
    pub(super) source: String,
    /// Absolute; `None` for bytes from a pipe.
    pub(super) folder: Option<PathBuf>,
    pub(super) scope: Scope,
}

/// A source in the corpus.
pub(super) struct KeptSource {
    /// Its row in `source`.
    pub(super) id: i64,
    /// Whether the root is the source's folder, that of its last full import or, from now on, of this one. Single files
    /// from another folder say nothing about the other files of the source.
    pub(super) is_source_folder: bool,
}

#[derive(Debug)]
pub(super) enum Scope {
    /// All files below the folder. Known files that the walk doesn't find are missing.
    All,
    /// These names in the folder.
    Files(Vec<PathBuf>),
    /// Bytes with their paths.
    Bytes(Vec<(String, Vec<u8>)>),
}

/// Plans the import of `inputs`; none yields an empty plan. The default of `source` is the name of the folder, or of
/// the file's folder.
///
/// For example, `uk/papers/a.txt` is planned as the file `a.txt` of the source `papers`.
///
/// # Errors
/// [`Error::NotFound`] when none of the inputs exists; [`Error::Invalid`] when two folders would be the same source.
pub fn plan(inputs: Vec<Input>, source: Option<&str>) -> Result<Plan> {
    if let Some(name) = source {
        check_source_name(name)?;
    }
    let mut plan = Plan { roots: Vec::new(), failures: Vec::new(), named: source.is_some() };
    let mut known = Known::default();
    for input in inputs {
        match input {
            Input::Bytes { name, .. } if !is_path_below(&name) => {
                return Err(Error::invalid(format!("'{name}' can't be the path of an article"))
                    .with_hint("a path is like a file's in the folder of the source: a.txt, or 2023/a.txt"));
            }
            Input::Bytes { name, bytes } => plan.add_bytes(source.unwrap_or("stdin"), name, bytes),
            Input::Path(path) => {
                if let Err(why) = plan.add_path(&path, source, &mut known) {
                    plan.failures.push(ImportEvent {
                        path: path.display().to_string(),
                        outcome: Outcome::Failed,
                        article: None,
                        version: None,
                        detail: Some(why),
                        moved_from: None,
                        key_from_sidecar: false,
                    });
                }
            }
        }
    }
    if plan.roots.is_empty() && !plan.failures.is_empty() {
        return Err(nothing_to_import(&plan.failures));
    }
    plan.check_names()?;
    Ok(plan)
}

/// Positions in the plan, so that each folder and file is planned once.
#[derive(Default)]
struct Known {
    /// Positions of roots, by source and folder.
    roots: HashMap<(String, PathBuf), usize>,
    /// Files, with the position of their root.
    files: HashSet<(usize, PathBuf)>,
}

impl Plan {
    fn add_bytes(&mut self, source: &str, name: String, bytes: Vec<u8>) {
        self.roots.push(Root {
            source: source.to_owned(),
            folder: None,
            scope: Scope::Bytes(vec![(name, bytes)]),
        });
    }

    /// Adds a folder or a file. The error is the reason why it can't be imported.
    fn add_path(&mut self, path: &Path, source: Option<&str>, known: &mut Known) -> Result<(), String> {
        let absolute = absolute(path).map_err(|error| reason(&error))?;
        let kind = fs::metadata(&absolute).map_err(|error| reason(&error))?.file_type();
        let is_folder = kind.is_dir();
        if let (false, Some(what)) = (is_folder, super::candidate::not_a_file(kind)) {
            return Err(format!("{what}, not a file"));
        }
        let (folder, file) = if is_folder {
            (absolute.as_path(), None)
        } else {
            (absolute.parent().unwrap_or(&absolute), absolute.file_name().map(PathBuf::from))
        };
        let source = match (source, folder.file_name()) {
            (Some(name), _) => name.to_owned(),
            (None, Some(name)) => super::paths::display_path(name.as_encoded_bytes()),
            (None, None) => {
                return Err("the root folder has no name: give the source one with --source".to_owned());
            }
        };
        // The same folder may be named several times, with and without single files of it.
        let next = self.roots.len();
        let position = *known.roots.entry((source.clone(), folder.to_owned())).or_insert(next);
        if position == next {
            let folder = Some(folder.to_owned());
            self.roots.push(Root { source, folder, scope: Scope::Files(Vec::new()) });
        }
        let scope = &mut self.roots[position].scope;
        match (scope, file) {
            // Replaces single files of the same folder that were named before.
            (scope, None) => *scope = Scope::All,
            (Scope::Files(files), Some(file)) => {
                if known.files.insert((position, file.clone())) {
                    files.push(file);
                }
            }
            // The whole folder is imported, so the file is redundant.
            (_, Some(_)) => {}
        }
        Ok(())
    }

    fn check_names(&self) -> Result<()> {
        let mut folders = HashMap::new();
        // A named source may have several folders on purpose.
        for root in self.roots.iter().filter(|_| !self.named) {
            let Some(two) = &root.folder else { continue };
            if let Some(one) = folders.insert(&root.source, two) {
                return Err(two_folders(&root.source, &one.display().to_string(), two));
            }
        }
        Ok(())
    }

    /// Refuses a source that the corpus knows from another folder, unless the user named it.
    pub(super) fn check_roots(&self, reader: &Reader) -> Result<()> {
        for Root { source, folder, .. } in &self.roots {
            let known = files::last_root(reader, source)?;
            if let (Some(known), Some(folder), false) = (known, folder, self.named)
                && known != folder.to_string_lossy()
            {
                return Err(two_folders(source, &known, folder));
            }
        }
        Ok(())
    }

    /// Stores the sources and returns one for each root. A folder that is imported whole becomes the source's folder.
    pub(super) fn keep_sources(&self, writer: &Writer) -> Result<Vec<KeptSource>> {
        self.roots
            .iter()
            .map(|root| {
                let id = files::add_source(writer, &root.source)?;
                let Some(folder) = root.folder.as_ref().map(|folder| folder.to_string_lossy()) else {
                    return Ok(KeptSource { id, is_source_folder: false });
                };
                let last = files::last_root(writer, &root.source)?;
                // Single files never move a source: the rest of its folder would look missing.
                let moves =
                    last.as_deref() != Some(&folder) && (last.is_none() || matches!(root.scope, Scope::All));
                if moves {
                    files::move_root(writer, id, &folder)?;
                }
                Ok(KeptSource { id, is_source_folder: moves || last.as_deref() == Some(&folder) })
            })
            .collect()
    }

    /// The absolute paths of the folders; `None` if anything but whole folders is planned.
    pub(crate) fn whole_folders(&self) -> Option<Vec<PathBuf>> {
        let folder = |root: &Root| root.folder.clone().filter(|_| matches!(root.scope, Scope::All));
        self.roots.iter().map(folder).collect::<Option<_>>().filter(|_| self.failures.is_empty())
    }

    /// The names of the sources, without duplicates.
    pub(super) fn source_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.roots.iter().map(|root| root.source.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

fn nothing_to_import(failures: &[ImportEvent]) -> Error {
    let names: Vec<String> = failures
        .iter()
        .take(NAMED)
        .map(|event| format!("{}: {}", event.path, event.detail.as_deref().unwrap_or_default()))
        .collect();
    let more = if failures.len() > NAMED { " and more" } else { "" };
    Error::not_found(format!("nothing to import: {}{more}", names.join("; ")))
}

fn two_folders(source: &str, known: &str, other: &Path) -> Error {
    Error::refused(
        format!("the source '{source}' is the folder {known}, and now it would be {}", other.display()),
        format!(
            "if this is a newer state of the same articles: --source '{source}'; if not, choose another name: --source NAME"
        ),
    )
}

fn check_source_name(name: &str) -> Result<()> {
    if is_path_below(name) && !name.contains(|c: char| c.is_control()) {
        return Ok(());
    }
    Err(Error::invalid(format!("'{name}' can't be the name of a source"))
        .with_hint("a name is like a folder's: seeds, or uk/papers"))
}

/// Whether every part of a path is a plain name.
fn is_path_below(path: &str) -> bool {
    path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// The absolute path. Links are resolved in its folders, and in the last part only if that is `.` or `..`: a linked
/// folder keeps its own name, which names the source.
fn absolute(path: &Path) -> std::io::Result<PathBuf> {
    match path.components().next_back() {
        Some(Component::Normal(name)) => {
            let parent =
                path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
            Ok(parent.canonicalize()?.join(name))
        }
        _ => path.canonicalize(),
    }
}
