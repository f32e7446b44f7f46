//! Permanent deletion of articles: bytes, texts, history, and entries in the full-text index.
//!
//! One transaction deletes the rows. Then the file is rewritten, because deleted rows leave remains in it. Only then is
//! the operation `done`; a later purge completes an interrupted one. Two things remain: the operation with its time,
//! message and counts, and keyed hashes by which an import recognises purged files.

mod allow;

use super::select::{self, Selection};
use crate::Result;
use crate::model::{ArticleId, NewOperation, OperationId, OperationState, Origin, UtcTime};
use crate::store::tables::articles::Visibility;
use crate::store::tables::operations;
use crate::store::{Corpus, purge as store};
use serde::Serialize;

pub use crate::store::purge::Extent;
pub use allow::{Allowance, allow};

/// Maximum number of keys shown before a purge.
const SHOWN: u32 = 10;

/// The articles that a purge would delete.
#[derive(Debug, Clone)]
pub struct PurgePreview {
    /// The articles.
    pub articles: Vec<ArticleId>,
    /// The keys of the first articles.
    pub keys: Vec<String>,
    /// The amount of data.
    pub extent: Extent,
}

/// The result of a purge.
#[derive(Debug, Clone, Serialize)]
pub struct PurgeReport {
    /// The operation; `None` when nothing was deleted.
    pub operation: Option<OperationId>,
    /// The amount of deleted data.
    #[serde(flatten)]
    pub extent: Extent,
    /// Whether the remains are gone from the file. A program that is reading the file prevents that.
    pub finished: bool,
    /// Why the file couldn't be rewritten, such as a full disk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Finds the articles that a purge of the selection would delete. `undone` adds the articles that disappeared when their
/// import was undone. Changes nothing.
///
/// # Errors
/// Errors of the selection.
pub fn find(corpus: &mut Corpus, selection: &Selection, undone: bool) -> Result<PurgePreview> {
    // Marking writes temporary rows, which are rolled back.
    corpus.rehearse(|writer| {
        let mut articles = if undone { store::undone(writer)? } else { Vec::new() };
        // With `undone` alone, an open selection isn't a mistake.
        if !(undone && selection.is_open()) {
            articles.extend(select::named_in(writer, selection, Visibility::Live)?);
        }
        let extent = store::mark(writer, &articles)?;
        Ok(PurgePreview { articles, keys: store::marked_keys(writer, SHOWN)?, extent })
    })
}

/// Deletes the articles permanently, and completes interrupted purges.
///
/// # Errors
/// [`crate::Error::Busy`], [`crate::Error::Database`]: then nothing was deleted. It is no error if the rows are deleted
/// but the file can't be rewritten: then the purge is unfinished and has a reason.
pub fn purge(corpus: &mut Corpus, articles: &[ArticleId], operation: &NewOperation) -> Result<PurgeReport> {
    let (id, extent) = delete(corpus, articles, operation)?;
    // The rows are deleted already, so a failure here is part of the result and not an error.
    let (finished, reason) = match finish(corpus, operation.at) {
        Ok(finished) => (finished, None),
        Err(error) => (false, Some(error.to_string())),
    };
    Ok(PurgeReport { operation: id, extent, finished, reason })
}

fn delete(
    corpus: &mut Corpus,
    articles: &[ArticleId],
    operation: &NewOperation,
) -> Result<(Option<OperationId>, Extent)> {
    corpus.prepare_to_delete()?;
    corpus.write_if(|writer| {
        let id = operations::begin(writer, operation)?;
        let extent = operations::recording_as(writer, id, &Origin::Purge, operation.at, |writer| {
            let extent = store::mark(writer, articles)?;
            store::delete(writer, id)?;
            Ok(extent)
        })?;
        // Recorded now, so that the log has the counts even if the process is killed before the file is rewritten.
        operations::progress(writer, id, &serde_json::json!(extent))?;
        let any = extent.articles > 0;
        Ok(((any.then_some(id), extent), any))
    })
}

/// Whether a purge has deleted its rows but not yet rewritten the file.
///
/// # Errors
/// [`crate::Error::Database`].
pub fn is_unfinished(corpus: &Corpus) -> Result<bool> {
    corpus.read(|reader| Ok(!store::unfinished(reader)?.is_empty()))
}

/// Rewrites the file if a purge hasn't done so yet. `false` if a program that is reading the file prevents it.
///
/// # Errors
/// [`crate::Error::Busy`], [`crate::Error::Database`].
pub fn finish(corpus: &mut Corpus, at: UtcTime) -> Result<bool> {
    let unfinished = corpus.read(store::unfinished)?;
    if unfinished.is_empty() {
        return Ok(true);
    }
    let erased = store::erase(corpus)?;
    let state = if erased { OperationState::Done } else { OperationState::Interrupted };
    corpus.write(|writer| unfinished.iter().try_for_each(|id| store::finish(writer, *id, state, at)))?;
    Ok(erased)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Access;
    use crate::ops::import::{self, Input, Options};
    use std::fs;
    use std::path::{Path, PathBuf};

    fn operation(kind: &'static str) -> NewOperation {
        let at = "2024-05-01T12:00:00Z".parse().unwrap();
        NewOperation { kind: kind.to_owned().into(), at, arguments: serde_json::json!({}), message: None }
    }

    /// A corpus whose only article was purged by a process that was killed after deleting the rows.
    fn killed(folder: &Path) -> PathBuf {
        let (news, database) = (folder.join("news"), folder.join("corpus.db"));
        fs::create_dir(&news).unwrap();
        fs::write(news.join("a.txt"), "A quagga and an okapi.").unwrap();
        let mut corpus = Corpus::create(&database).unwrap();
        let plan = import::plan(vec![Input::Path(news)], None).unwrap();
        let options = Options { max_size: 1 << 20, ..Options::default() };
        let import = operation("import");
        import::import(&mut corpus, &plan, &import, &options, &|| import.at, &mut ()).unwrap();
        let (id, extent) = delete(&mut corpus, &[ArticleId(1)], &operation("purge")).unwrap();
        assert_eq!((id, extent.articles), (Some(OperationId(2)), 1));
        database
    }

    fn state(corpus: &Corpus) -> OperationState {
        let purge = crate::ops::log::operations(corpus, None)
            .unwrap()
            .into_iter()
            .find(|done| done.kind == crate::model::OperationKind::Purge);
        purge.unwrap().state
    }

    #[test]
    fn what_a_kill_left_is_finished() {
        let folder = tempfile::tempdir().unwrap();
        let database = killed(folder.path());
        let mut corpus = Corpus::open(&database, Access::Write).unwrap();
        assert!(is_unfinished(&corpus).unwrap());
        assert!(finish(&mut corpus, operation("purge").at).unwrap());
        assert!(!is_unfinished(&corpus).unwrap());
        assert_eq!(state(&corpus), OperationState::Done);
        assert!(!fs::read(&database).unwrap().windows(6).any(|window| window == b"quagga"));
        assert!(finish(&mut corpus, operation("purge").at).unwrap(), "there is nothing to finish");
    }

    #[test]
    fn another_purge_finishes_it_too() {
        let folder = tempfile::tempdir().unwrap();
        let database = killed(folder.path());
        let news = folder.path().join("news");
        let mut corpus = Corpus::open(&database, Access::Write).unwrap();
        let plan = import::plan(vec![Input::Path(news)], None).unwrap();
        let options = Options { max_size: 1 << 20, ..Options::default() };
        let import = operation("import");
        import::import(&mut corpus, &plan, &import, &options, &|| import.at, &mut ()).unwrap();
        let interrupted = crate::ops::log::operations(&corpus, None).unwrap();
        assert!(interrupted.iter().any(|done| done.state == OperationState::Interrupted));
        assert!(purge(&mut corpus, &[ArticleId(2)], &operation("purge")).unwrap().finished);
        let all = crate::ops::log::operations(&corpus, None).unwrap();
        assert!(all.iter().all(|done| done.state == OperationState::Done));
        assert!(!is_unfinished(&corpus).unwrap());
    }
    #[test]
    fn what_a_kill_left_says_how_much_was_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let corpus = Corpus::open(&killed(folder.path()), Access::Read).unwrap();
        let log = crate::ops::log::operations(&corpus, None).unwrap();
        assert_eq!((log[0].kind.as_str(), &log[0].summary["articles"]), ("purge", &serde_json::json!(1)));
    }

    #[test]
    fn a_purge_of_nothing_is_no_operation() {
        let mut corpus = Corpus::temporary().unwrap();
        let purged = purge(&mut corpus, &[], &operation("purge")).unwrap();
        assert_eq!((purged.operation, purged.extent, purged.finished), (None, Extent::default(), true));
        assert_eq!(crate::ops::log::operations(&corpus, None).unwrap().len(), 0);
    }
}
