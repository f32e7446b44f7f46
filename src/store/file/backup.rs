//! Whole copies of a corpus, made while others read and write, and given their name when they are whole.

use crate::store::Corpus;
use crate::store::file::connection;
use crate::store::file::names::{self, beside, create_like, files_of, sync_folder};
use crate::store::file::read::Read as _;
use crate::{Error, Result};
use rusqlite::OpenFlags;
use rusqlite::backup::{Backup, StepResult};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// How many pages are copied between two looks at whether to stop.
const PAGES: u16 = 1000;

/// A copy under a hidden name beside the one that it will have; dropped, it leaves nothing behind.
pub(crate) struct Unfinished {
    path: PathBuf,
    target: PathBuf,
    force: bool,
}

impl Unfinished {
    /// Chooses the name for a copy of `corpus` that will be `target`, where no file may be unless `force`.
    pub(crate) fn new(corpus: &Corpus, target: &Path, force: bool) -> Result<Self> {
        let target = names::resolve(target)?;
        check_target(corpus.file()?, &target, force)?;
        Ok(Self { path: names::unfinished(&target), target, force })
    }

    /// Where the copy is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Copies one state of the corpus, whatever others write meanwhile.
    pub(crate) fn fill(&self, corpus: &Corpus, progress: &mut dyn FnMut(u64) -> Result<()>) -> Result<()> {
        // A process that was killed may have had the number that this one has, in a container above all.
        remove(&self.path)
            .map_err(|error| Error::io("delete what an earlier backup left", &self.path, error))?;
        create_like(corpus.file()?, &self.path).map_err(|error| Error::io("create", &self.path, error))?;
        let mut copy = connection::connect(&self.path, OpenFlags::SQLITE_OPEN_READ_WRITE, corpus.patience)?;
        // It is of no use until it is whole, and written to the disk as a whole then.
        copy.pragma_update(None, "synchronous", false)?;
        copy.query_row("PRAGMA journal_mode = OFF", [], |row| row.read::<_, String>(0))?;
        corpus.read(|reader| {
            // Makes the transaction a reading one, without which each step could see another state.
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

    /// Writes the copy to the disk and gives it its name; gives the file and its size.
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
        // After `keep` there is nothing; otherwise it is of no use to anyone, and the error that ended it is told.
        let _ = remove(&self.path);
    }
}

/// Removes a copy that isn't whole, if there is one, and what SQLite may have beside it.
fn remove(copy: &Path) -> io::Result<()> {
    let all = files_of(copy).map(|file| match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    });
    all.fold(Ok(()), io::Result::and)
}

/// Refuses a name whose file must not be replaced, or beside which SQLite would find what isn't the copy's.
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
    Error::refused(
        format!("{} exists already", target.display()),
        "--force replaces it; or give another name",
    )
}
