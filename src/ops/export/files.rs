//! Articles as files in a folder: the exact bytes, and beside each file a sidecar with all that is known of it.
//!
//! Always: a file is whole or not there, and nothing is written outside the folder.

use super::batch::Batch;
use super::names::Names;
use crate::model::ArticleId;
use crate::ops::metadata::own_fields;
use crate::ops::select::{self, Selection};
use crate::ops::sidecar;
use crate::store::tables::{articles, contents};
use crate::store::{Corpus, Reader, snapshot};
use crate::{Error, Result};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How many files that are in the way are named.
const NAMED: usize = 10;

/// What was exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exported {
    /// Where to.
    pub folder: PathBuf,
    /// How many articles; each is a file and its sidecar.
    pub articles: u64,
    /// The bytes of the articles.
    pub bytes: u64,
}

/// Writes the selected articles into `folder`, or all live ones when the selection is empty. Files that are there are
/// overwritten with `force` alone.
///
/// # Errors
/// Errors of the selection; [`Error::Refused`], before anything is written, when files are there already;
/// [`Error::Io`] for what can't be written.
pub fn to_folder(corpus: &Corpus, selection: &Selection, folder: &Path, force: bool) -> Result<Exported> {
    corpus.read(|reader| {
        let articles = select::live_in(reader, selection)?;
        let mut names = Names::default();
        for &article in &articles {
            names.add_folders(&articles::key(reader, article)?);
        }
        make_folder(folder)?;
        let folder = folder.canonicalize().map_err(|error| Error::io("find", folder, error))?;
        check(reader, &articles, names.clone(), &folder, corpus.path(), force)?;
        let fields = own_fields(reader)?.into_iter().filter(|field| field.repeatable);
        let mut export = Export {
            files: Batch::new(&folder, force),
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

/// Refuses to overwrite files, and the corpus itself even when the user wants it.
fn check(
    reader: &Reader,
    articles: &[ArticleId],
    mut names: Names,
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
        "export into an empty folder, or overwrite them: --force",
    ))
}

/// Whether the file is the corpus or one that SQLite keeps beside it.
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
    files: Batch,
    repeatable: BTreeSet<String>,
    /// The folder that was made last.
    made: PathBuf,
}

impl Export {
    /// Writes one article; gives the size of its file. The sidecar comes first: without it the file would be another
    /// article.
    fn article(&mut self, reader: &Reader, article: ArticleId, names: &mut Names) -> Result<u64> {
        let state = snapshot::of(reader, article)?;
        let name = names.name(&state.key, article);
        let path = self.folder.join(&name);
        self.make_folders(name.rsplit_once('/').map_or("", |(folders, _)| folders))?;
        let sidecar = self.folder.join(name + sidecar::SUFFIX);
        self.files.write(sidecar, sidecar::write(&state, &self.repeatable).as_bytes())?;
        let bytes = contents::bytes(reader, article, state.version)?;
        self.files.write(path, &bytes)?;
        Ok(bytes.len() as u64)
    }

    /// Makes folders below the exported one. A link in their place could lead out of it.
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
