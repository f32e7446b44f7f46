//! Export to a folder: the exact bytes of each article, with a sidecar for its metadata.
//!
//! A file exists whole or not at all. Nothing is written outside the folder.

use super::batch::FileBatch;
use super::names::FileNames;
use crate::model::ArticleId;
use crate::ops::metadata::own_fields;
use crate::ops::select::{self, Selection};
use crate::ops::sidecar;
use crate::store::tables::{articles, contents};
use crate::store::{Corpus, Reader, snapshot};
use crate::{Error, Hint, Result};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Maximum number of existing files that the error names.
const NAMED: usize = 10;

/// The result of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exported {
    /// The target folder.
    pub folder: PathBuf,
    /// Number of articles. Each is a file and a sidecar.
    pub articles: u64,
    /// Number of bytes, without sidecars.
    pub bytes: u64,
}

/// Exports the selected articles, or all live ones if the selection is open, to `folder`. Only `force` allows to
/// overwrite files.
///
/// For example, the article `news/a.txt` becomes `news/a.txt` and `news/a.txt.corpus.json` in the folder.
///
/// # Errors
/// Errors of the selection; [`Error::Refused`], before anything is written, when files exist already; [`Error::Io`] when
/// a file can't be written.
pub fn to_folder(corpus: &Corpus, selection: &Selection, folder: &Path, force: bool) -> Result<Exported> {
    corpus.read(|reader| {
        let articles = select::live_in(reader, selection)?;
        // All folders first: no file may get the name of a folder.
        let mut names = FileNames::default();
        for &article in &articles {
            names.add_folders(&articles::key(reader, article)?);
        }
        make_folder(folder)?;
        // Canonical, to be compared with the path of the corpus.
        let folder = folder.canonicalize().map_err(|error| Error::io("find", folder, error))?;
        // On a copy, since asking for a name reserves it, and the same names are needed again for writing.
        check(reader, &articles, names.clone(), &folder, corpus.path(), force)?;
        let fields = own_fields(reader)?.into_iter().filter(|field| field.repeatable);
        let mut export = Export {
            files: FileBatch::new(&folder, force),
            folder,
            repeatable: fields.map(|field| field.name).collect(),
            made: PathBuf::new(),
        };
        let mut bytes = 0;
        for &article in &articles {
            bytes += export.article(reader, article, &mut names)?;
        }
        export.files.finish()?;
        Ok(Exported { folder: export.folder, articles: articles.len() as u64, bytes })
    })
}

/// Refuses to overwrite files without `force`, and the corpus in any case.
fn check(
    reader: &Reader,
    articles: &[ArticleId],
    mut names: FileNames,
    folder: &Path,
    corpus: Option<&Path>,
    force: bool,
) -> Result<()> {
    let (mut found, mut more) = (Vec::new(), 0);
    for &article in articles {
        let name = names.name(&articles::key(reader, article)?, article);
        for name in [name.clone(), name + sidecar::SUFFIX] {
            let path = folder.join(&name);
            if corpus.is_some_and(|corpus| is_of(corpus, &path)) {
                return Err(Error::refused(
                    format!("article {article} would be written over the corpus, {}", path.display()),
                    "export into another folder",
                ));
            }
            // Not `exists`, which is false for a dangling link.
            if force || path.symlink_metadata().is_err() {
                continue;
            }
            if found.len() < NAMED {
                found.push(name);
            } else {
                more += 1;
            }
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    Err(Error::refused(
        format!(
            "{} has these files already, so nothing was written: {}{more}",
            folder.display(),
            found.join(", ")
        ),
        Hint::OverwriteFiles,
    ))
}

/// Whether the file is the corpus or one of its journals. Capitals don't count: the file system may ignore them.
fn is_of(corpus: &Path, file: &Path) -> bool {
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().to_lowercase());
    let is_near = match (name(corpus), name(file)) {
        (Some(corpus), Some(file)) => file.starts_with(&corpus),
        _ => false,
    };
    is_near && file.parent() == corpus.parent()
}

struct Export {
    folder: PathBuf,
    files: FileBatch,
    repeatable: BTreeSet<String>,
    /// The folder that was checked last, as consecutive articles often share it.
    made: PathBuf,
}

impl Export {
    /// Writes one article and returns the size of its file. The sidecar comes first, because an import of the file without
    /// it would add another article.
    fn article(&mut self, reader: &Reader, article: ArticleId, names: &mut FileNames) -> Result<u64> {
        let state = snapshot::of(reader, article)?;
        let emptied = snapshot::emptied(reader, article)?;
        let name = names.name(&state.key, article);
        let path = self.folder.join(&name);
        self.make_folders(name.rsplit_once('/').map_or("", |(folders, _)| folders))?;
        let sidecar = self.folder.join(name + sidecar::SUFFIX);
        self.files.write(sidecar, sidecar::write(&state, &emptied, &self.repeatable).as_bytes())?;
        let bytes = contents::bytes(reader, article, state.version)?;
        self.files.write(path, &bytes)?;
        Ok(bytes.len() as u64)
    }

    /// Creates folders below the target. Links are refused, as they could lead out of it.
    fn make_folders(&mut self, below: &str) -> Result<()> {
        let mut path = self.folder.clone();
        if self.made == path.join(below) {
            return Ok(());
        }
        for part in below.split('/').filter(|part| !part.is_empty()) {
            path.push(part);
            match path.symlink_metadata() {
                Ok(found) if found.is_dir() => {}
                Ok(found) => return Err(in_the_way(&path, found.is_symlink())),
                Err(_) => {
                    fs::create_dir(&path).map_err(|error| Error::io("make the folder", &path, error))?;
                    self.files.has_changed(path.parent());
                }
            }
        }
        self.made = path;
        Ok(())
    }
}

fn in_the_way(path: &Path, is_link: bool) -> Error {
    let what = if is_link { "a link, which could lead elsewhere" } else { "a file" };
    Error::refused(
        format!("{} has to be a folder, but it is {what}", path.display()),
        "export into another folder, or move away what is there",
    )
}

fn make_folder(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|error| Error::io("make the folder", folder, error))
}
