//! Backups: copies of a corpus, made while others read and write. A copy gets its name when it is complete.

use crate::store::Corpus;
use crate::store::file::connection;
use crate::store::file::names::{self, beside, create_like, files_of, sync_folder};
use crate::store::file::read::Read as _;
use crate::{Error, Hint, Result};
use rusqlite::OpenFlags;
use rusqlite::backup::{Backup, StepResult};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// The number of pages between two checks for an interruption.
const PAGES: u16 = 1000;

/// An incomplete copy under a hidden name beside its target. A drop deletes it.
pub(crate) struct Unfinished {
    path: PathBuf,
    target: PathBuf,
    force: bool,
}

impl Unfinished {
    /// Chooses the hidden name for a copy of `corpus` to `target`. An existing target is refused unless `force`.
    pub(crate) fn new(corpus: &Corpus, target: &Path, force: bool) -> Result<Self> {
        let target = names::resolve(target)?;
        check_target(corpus.file()?, &target, force)?;
        Ok(Self { path: names::unfinished(&target), target, force })
    }

    /// The path of the incomplete copy.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Copies a single state of the corpus, even while others write.
    pub(crate) fn fill(&self, corpus: &Corpus, progress: &mut dyn FnMut(u64) -> Result<()>) -> Result<()> {
        // A killed process may have had the same process id and left a file, most likely in a container.
        remove(&self.path)
            .map_err(|error| Error::io("delete what an earlier backup left", &self.path, error))?;
        create_like(corpus.file()?, &self.path).map_err(|error| Error::io("create", &self.path, error))?;
        let mut copy = connection::connect(&self.path, OpenFlags::SQLITE_OPEN_READ_WRITE, corpus.patience)?;
        // An incomplete copy is useless, so only `keep` syncs it.
        copy.pragma_update(None, "synchronous", false)?;
        copy.query_row("PRAGMA journal_mode = OFF", [], |row| row.read::<_, String>(0))?;
        corpus.read(|reader| {
            // Only the first read starts the read transaction. Without it each step could see another state.
            reader.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.read::<_, i64>(0))?;
            let backup = Backup::new(reader, &mut copy)?;
            loop {
                match backup.step(PAGES.into())? {
                    StepResult::Done => return Ok(()),
                    StepResult::More => progress(PAGES.into())?,
                    _ => return Err(Error::Busy),
                }
            }
        })?;
        copy.close().map_err(|(_, error)| error.into())
    }

    /// Syncs the copy to the disk and renames it to its target. Returns the path and the size.
    pub(crate) fn keep(self) -> Result<(PathBuf, u64)> {
        let file = File::open(&self.path).map_err(|error| Error::io("read", &self.path, error))?;
        file.sync_all().map_err(|error| Error::io("write", &self.path, error))?;
        let size = file.metadata().map_err(|error| Error::io("read", &self.path, error))?.len();
        let named = if self.force {
            fs::rename(&self.path, &self.target)
        } else {
            names::rename_to_new(&self.path, &self.target)
        };
        named.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => exists(&self.target),
            _ => Error::io("create", &self.target, error),
        })?;
        sync_folder(&self.target)?;
        Ok((self.target.clone(), size))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After `keep` there is no file. Otherwise the error that ended the backup is the one to report.
        let _ = remove(&self.path);
    }
}

/// Removes an incomplete copy, if any, and SQLite's files beside it.
fn remove(copy: &Path) -> io::Result<()> {
    let all = files_of(copy).map(|file| match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    });
    all.fold(Ok(()), io::Result::and)
}

/// Refuses a target that must not be replaced, or that has leftover files of SQLite beside it.
fn check_target(corpus: &Path, target: &Path, force: bool) -> Result<()> {
    if files_of(corpus).any(|file| file == target) {
        return Err(Error::refused(
            format!("{} is the corpus itself", target.display()),
            "give the backup another name",
        ));
    }
    if let Ok(metadata) = fs::metadata(target) {
        if !metadata.is_file() {
            return Err(Error::refused(
                format!("{} is not a file", target.display()),
                "give the backup the name of a file, such as backups/corpus.db",
            ));
        }
        if !force {
            return Err(exists(target));
        }
    }
    for companion in ["-wal", "-journal"] {
        let log = beside(target, companion);
        if fs::exists(&log).unwrap_or(true) {
            return Err(Error::refused(
                format!("{} belongs to another file that was or is {}", log.display(), target.display()),
                "SQLite would take it for the backup's; move both away, or give the backup another name",
            ));
        }
    }
    Ok(())
}

fn exists(target: &Path) -> Error {
    Error::refused(format!("{} exists already", target.display()), Hint::ReplaceFile)
}
