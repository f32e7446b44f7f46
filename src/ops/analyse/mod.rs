//! Analysing: the edits between versions as rows, and what recurs in the articles of an outlet.
//!
//! What it finds follows from the texts, as the full-text index does, so it isn't an operation: nothing that anybody put
//! into the corpus changes (doc/decisions/0021-analysis.md). Only what isn't known yet is looked at, a batch in a
//! transaction; whatever ends it, what was kept stays, and analysing again goes on from there.

pub(super) mod boilerplate;
pub(super) mod edits;
mod sketch;

use super::select::{self, Selection};
use crate::model::{ArticleId, OperationId};
use crate::store::tables::outlets;
use crate::store::{Corpus, Reader, purge};
use crate::{Error, Result};
use serde::Serialize;
use std::collections::BTreeSet;

/// How many articles are asked for at once.
const ARTICLES: usize = 1000;

/// What an analysis did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Analysis {
    /// Articles of which versions were compared.
    pub articles: u64,
    /// Versions that were compared with the one before.
    pub comparisons: u64,
    /// Edits that were found.
    pub edits: u64,
    /// Outlets whose articles were looked at for what recurs.
    pub outlets: u64,
    /// Passages that recur in them.
    pub passages: u64,
    /// Whether the user ended it before all was done.
    pub interrupted: bool,
}

/// Follows an analysis.
pub trait Watch {
    /// So many more versions were compared, or outlets looked at.
    fn progress(&mut self, done: u64);
    /// Whether to stop.
    fn stop(&self) -> bool;
}

/// Watches nothing and never stops.
impl Watch for () {
    fn progress(&mut self, _: u64) {}

    fn stop(&self) -> bool {
        false
    }
}

/// Compares each version of the selected articles with the one before, and learns what recurs in the articles of their
/// outlets, as far as that isn't known. A selection that says nothing is all articles in view.
///
/// # Errors
/// Errors of the selection; [`Error::Refused`] when another process purges meanwhile; [`Error::Busy`];
/// [`Error::Database`].
pub fn analyse(corpus: &mut Corpus, selection: &Selection, watch: &mut dyn Watch) -> Result<Analysis> {
    let (since, articles) = corpus.read(|reader| {
        let since = Since(purge::newest(reader)?);
        Ok((since, select::live_in(reader, selection)?))
    })?;
    let mut analysis = Analysis::default();
    match find(corpus, &articles, since, watch, &mut analysis) {
        Err(Error::Interrupted { .. }) => analysis.interrupted = true,
        outcome => outcome?,
    }
    Ok(analysis)
}

fn find(
    corpus: &mut Corpus,
    articles: &[ArticleId],
    since: Since,
    watch: &mut dyn Watch,
    analysis: &mut Analysis,
) -> Result<()> {
    let mut concerned = BTreeSet::new();
    for articles in articles.chunks(ARTICLES) {
        edits::find(corpus, articles, since, watch, analysis)?;
        concerned.extend(corpus.read(|reader| outlets::of(reader, articles))?);
    }
    for outlet in concerned {
        if let Some(passages) = boilerplate::learn(corpus, outlet, since, watch)? {
            analysis.outlets += 1;
            analysis.passages += passages;
        }
        watch.progress(1);
    }
    Ok(())
}

/// The newest purge when the analysis began. After another one nothing that was read before may be written: it may
/// be what was purged.
#[derive(Debug, Clone, Copy)]
struct Since(Option<OperationId>);

impl Since {
    fn check(self, reader: &Reader) -> Result<()> {
        if purge::newest(reader)? == self.0 {
            return Ok(());
        }
        Err(Error::refused(
            "articles were purged while the corpus was analysed",
            "what was found until then is kept; corpus analyse goes on from there",
        ))
    }
}

fn go_on(watch: &dyn Watch) -> Result<()> {
    if watch.stop() {
        return Err(Error::Interrupted { message: "the analysis was stopped".to_owned() });
    }
    Ok(())
}
