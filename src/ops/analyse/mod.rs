//! Analysis: edits between versions, and boilerplate of outlets.
//!
//! The results are derived from the texts, like the full-text index, so an analysis isn't an operation
//! (doc/decisions/0021-analysis.md). Only new data is analysed, one batch per transaction. After an interruption the
//! committed batches remain, and the next analysis continues.

pub(super) mod boilerplate;
pub(super) mod edits;
mod sketch;

use super::select::{self, Selection};
use crate::model::{ArticleId, OperationId};
use crate::store::tables::outlets;
use crate::store::{Corpus, Reader, purge};
use crate::{Error, Hint, Result};
use serde::Serialize;
use std::collections::BTreeSet;

/// Number of articles per query.
const ARTICLES: usize = 1000;

/// The result of an analysis.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Analysis {
    /// Articles with compared versions.
    pub articles: u64,
    /// Comparisons of a version with its predecessor.
    pub comparisons: u64,
    /// Found edits.
    pub edits: u64,
    /// Outlets whose boilerplate was learned.
    pub outlets: u64,
    /// Boilerplate passages of these outlets.
    pub passages: u64,
    /// Whether the user stopped it early.
    pub interrupted: bool,
}

/// Observer of an analysis.
pub trait AnalysisWatch {
    /// Called with the number of versions compared, or outlets learned, since the last call.
    fn progress(&mut self, done: u64);
    /// Whether to stop.
    fn stop(&self) -> bool;
}

/// An observer that ignores everything and never stops the analysis.
impl AnalysisWatch for () {
    fn progress(&mut self, _: u64) {}

    fn stop(&self) -> bool {
        false
    }
}

/// Compares each version of the selected articles with its predecessor, and learns the boilerplate of their outlets.
/// Known results are skipped. An open selection means all live articles.
///
/// # Errors
/// Errors of the selection; [`Error::Refused`] when another process purges meanwhile; [`Error::Busy`];
/// [`Error::Database`].
pub fn analyse(
    corpus: &mut Corpus,
    selection: &Selection,
    watch: &mut dyn AnalysisWatch,
) -> Result<Analysis> {
    let (since, articles) = corpus.read(|reader| {
        let since = Since(purge::newest(reader)?);
        Ok((since, select::live_in(reader, selection)?))
    })?;
    let mut analysis = Analysis::default();
    match find(corpus, &articles, since, watch, &mut analysis) {
        // Committed batches remain, so the counts up to here are a result.
        Err(Error::Interrupted { .. }) => analysis.interrupted = true,
        outcome => outcome?,
    }
    Ok(analysis)
}

fn find(
    corpus: &mut Corpus,
    articles: &[ArticleId],
    since: Since,
    watch: &mut dyn AnalysisWatch,
    analysis: &mut Analysis,
) -> Result<()> {
    let mut concerned = BTreeSet::new();
    for articles in articles.chunks(ARTICLES) {
        edits::find(corpus, articles, since, watch, analysis)?;
        concerned.extend(corpus.read(|reader| outlets::of(reader, articles))?);
    }
    // Each outlet once at the end: its boilerplate depends on all its articles.
    for outlet in concerned {
        if let Some(passages) = boilerplate::learn(corpus, outlet, since, watch)? {
            analysis.outlets += 1;
            analysis.passages += passages;
        }
        watch.progress(1);
    }
    Ok(())
}

/// The newest purge at the start of the analysis. After a later one, nothing read before may be written, because it may
/// come from a purged article.
#[derive(Debug, Clone, Copy)]
struct Since(Option<OperationId>);

impl Since {
    fn check(self, reader: &Reader) -> Result<()> {
        if purge::newest(reader)? == self.0 {
            return Ok(());
        }
        Err(Error::refused("articles were purged during the analysis", Hint::ContinueAnalysis))
    }
}

fn go_on(watch: &dyn AnalysisWatch) -> Result<()> {
    if watch.stop() {
        return Err(Error::Interrupted { message: "the analysis was stopped".to_owned() });
    }
    Ok(())
}
