//! Copying a corpus in use. A copy gets its name only after verification. A copy with problems is kept if the corpus has
//! the same problems, but it never replaces an earlier copy.

use super::verify::{self, VerificationWatch};
use crate::model::Backup;
use crate::store::Corpus;
use crate::store::file::backup::Unfinished;
use crate::{Error, Result};
use std::path::Path;
use std::sync::atomic::Ordering;

/// How to make a backup.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Replace an existing file.
    pub force: bool,
    /// How to verify the copy. Its `stop` also stops the copying.
    pub verification: verify::Options,
}

/// Copies the corpus to `target`. A copy with problems is kept if the corpus has the same ones and no file is replaced.
///
/// # Errors
/// [`Error::Refused`] when `target` exists already, or is the corpus itself; [`Error::Interrupted`]; [`Error::Io`] or
/// [`Error::Database`] when it can't be written; [`Error::Damaged`] when the copy has a problem that the corpus doesn't
/// have. No file is left behind then.
pub fn backup(
    corpus: &Corpus,
    target: &Path,
    options: &Options,
    watch: &mut dyn VerificationWatch,
) -> Result<Backup> {
    let copy = Unfinished::new(corpus, target, options.force)?;
    copy.fill(corpus, &mut |pages| {
        watch.progress(pages);
        if options.verification.stop.load(Ordering::Relaxed) {
            return Err(Error::Interrupted { message: "the backup was stopped".to_owned() });
        }
        Ok(())
    })?;
    let found = verify::file(copy.path(), &options.verification, watch)?;
    if let Some(problem) = found.problems.first() {
        // A single failed read of the disk damages only the copy. The corpus must not be called damaged for it.
        if verify::file(corpus.file()?, &options.verification, watch)?.problems != found.problems {
            return Err(Error::Damaged {
                message: format!(
                    "the copy was not kept: {}. The corpus itself doesn't have this problem, so make the backup again; if \
                     that fails too, check the disk that the copy is on",
                    problem.detail
                ),
            });
        }
    }
    // A copy of a damaged corpus is better than none, but not than an earlier copy.
    let is_kept = found.problems.is_empty() || !target.exists();
    let (path, size) = if is_kept { copy.keep()? } else { (target.to_owned(), 0) };
    Ok(Backup {
        path: path.display().to_string(),
        kept: is_kept,
        size,
        articles: found.articles,
        versions: found.versions,
        problems: found.problems,
    })
}
