//! Deleting articles for good: their bytes, texts and history, and their words in the full-text index.
//!
//! The rows go in one transaction; then the file is written anew, because deleted rows leave remains in it. The
//! operation is `done` only after that, and any later purge finishes what an earlier one couldn't. What stays is the
//! operation, which says when, why and how much, and what lets an import tell that a file was purged.

mod allow;

use super::select::{self, Selection};
use crate::Result;
use crate::model::{ArticleId, NewOperation, OperationId, OperationState, Origin, UtcTime};
use crate::store::tables::articles::View;
use crate::store::tables::operations;
use crate::store::{Corpus, purge as store};
use serde::Serialize;

pub use crate::store::purge::Extent;
pub use allow::{Allowance, allow};

/// How many keys are shown of what would be deleted.
const SHOWN: u32 = 10;

/// What a purge would delete.
#[derive(Debug, Clone)]
pub struct Found {
    /// The articles.
    pub articles: Vec<ArticleId>,
    /// The keys of the first of them.
    pub keys: Vec<String>,
    /// How much it is.
    pub extent: Extent,
}

/// What a purge did.
#[derive(Debug, Clone, Serialize)]
pub struct Purged {
    /// The operation; `None` when nothing was deleted.
    pub operation: Option<OperationId>,
    /// How much was deleted.
    #[serde(flatten)]
    pub extent: Extent,
    /// Whether nothing of it is left in the file; another program that reads it can prevent that.
    pub finished: bool,
    /// Why the file couldn't be written anew, such as a full disk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Finds what a purge of the selection would delete, and with `undone` of the articles that aren't there any more because
/// what had added them was undone; changes nothing.
///
/// # Errors
/// Errors of the selection.
pub fn find(corpus: &mut Corpus, selection: &Selection, undone: bool) -> Result<Found> {
    corpus.rehearse(|writer| {
        let mut articles = if undone { store::undone(writer)? } else { Vec::new() };
        if !(undone && selection.is_open()) {
            articles.extend(select::named_in(writer, selection, View::In)?);
        }
        let extent = store::mark(writer, &articles)?;
        Ok(Found { articles, keys: store::marked_keys(writer, SHOWN)?, extent })
    })
}

/// Deletes the articles for good, and finishes purges that were interrupted.
///
/// # Errors
/// [`crate::Error::Busy`], [`crate::Error::Database`]: nothing was deleted then. When the rows are deleted and the file can't be
/// written anew, because the disk is full, for instance, the purge is unfinished and says why.
pub fn purge(corpus: &mut Corpus, articles: &[ArticleId], operation: &NewOperation) -> Result<Purged> {
    let (id, extent) = delete(corpus, articles, operation)?;
    let (finished, reason) = match finish(corpus, operation.at) {
        Ok(finished) => (finished, None),
        Err(error) => (false, Some(error.to_string())),
    };
    Ok(Purged { operation: id, extent, finished, reason })
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
        operations::progress(writer, id, &serde_json::json!(extent))?;
        let any = extent.articles > 0;
        Ok(((any.then_some(id), extent), any))
    })
}

/// Whether a purge has deleted rows and not yet written the file anew.
///
/// # Errors
/// [`crate::Error::Database`].
pub fn is_unfinished(corpus: &Corpus) -> Result<bool> {
    corpus.read(|reader| Ok(!store::unfinished(reader)?.is_empty()))
}

/// Writes the file anew if a purge hasn't done so yet. `false` when another program reads it and keeps that from
/// taking effect.
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
        NewOperation { kind, at, arguments: serde_json::json!({}), message: None }
    }

    /// A corpus with one article, of which the purge was killed after its rows were deleted.
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
