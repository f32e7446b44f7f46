//! Comparing: two versions or articles, or two states of the corpus.

use super::past;
use super::select::{self, Resolved};
use crate::diff::meaning::{Context, Judgement, judge};
use crate::diff::{Change, diff};
use crate::model::{
    Article, ArticleChange, ArticleId, ArticleRef, MetadataChange, OperationId, State, VersionNumber,
};
use crate::store::as_of::Past;
use crate::store::{Corpus, Reader, articles, contents, metadata, versions};
use crate::text::Opening;
use crate::{Error, Result};

/// One side of a comparison: a version, and what is known of its article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The article.
    pub article: ArticleId,
    /// Its key.
    pub key: String,
    /// The version.
    pub version: VersionNumber,
    /// When the version was imported.
    pub added_at: String,
    /// The title of the article.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// The language it is in.
    pub language: Option<String>,
}

/// Two texts and what differs between them.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The older one.
    pub from: Side,
    /// The newer one.
    pub to: Side,
    /// The older text.
    pub old: String,
    /// The newer text.
    pub new: String,
    /// The changes, which together cover both texts.
    pub changes: Vec<Change>,
    /// What kind of change each of them is that isn't equal, in their order.
    pub judgements: Vec<Judgement>,
}

/// Compares a version with the one before it, or with `other`.
///
/// # Errors
/// As [`select::resolve()`]; [`Error::NotFound`] when the version is the first.
pub fn articles(corpus: &Corpus, reference: &ArticleRef, other: Option<&ArticleRef>) -> Result<Comparison> {
    let (from, to) = corpus.read(|reader| {
        let (from, to) = match other {
            Some(other) => (select::resolve_in(reader, reference)?, select::resolve_in(reader, other)?),
            None => with_previous(reader, reference)?,
        };
        Ok((read(reader, &from)?, read(reader, &to)?))
    })?;
    Ok(compare(from, to))
}

/// What is known of a version, and its text.
pub(super) fn read(reader: &Reader, Resolved { article, version, .. }: &Resolved) -> Result<(Side, String)> {
    let Article { id, key, title, outlet, published, language, .. } = articles::get(reader, *article)?;
    let added_at = versions::added_at(reader, *article, *version)?;
    let text = contents::text(reader, *article, *version)?;
    Ok((Side { article: id, key, version: *version, added_at, title, outlet, published, language }, text))
}

/// Compares two versions that have been read.
pub(super) fn compare((from, old): (Side, String), (to, new): (Side, String)) -> Comparison {
    let changes = diff(&old, &new);
    let judgements = judge_with_headlines(&old, &new, &changes);
    Comparison { from, to, old, new, changes, judgements }
}

fn judge_with_headlines(old: &str, new: &str, changes: &[Change]) -> Vec<Judgement> {
    let (old_opening, new_opening) = (Opening::of(old), Opening::of(new));
    let context =
        Context { old_headline: old_opening.title.as_deref(), new_headline: new_opening.title.as_deref() };
    judge(old, new, changes, &context)
}

fn with_previous(reader: &Reader, reference: &ArticleRef) -> Result<(Resolved, Resolved)> {
    let to = select::resolve_in(reader, reference)?;
    let before = versions::before(reader, to.article, to.version)?.ok_or_else(|| {
        Error::not_found(format!("{reference} is the first version: there is none before it"))
            .with_hint("name two to compare them: corpus diff 1 2")
    })?;
    Ok((Resolved { version: before, ..to.clone() }, to))
}

/// What happened to the corpus between two operations, read when it is asked for, because it may be too much to keep.
pub struct CorpusChanges<'a> {
    reader: &'a Reader,
    /// The operation whose result is the beginning; 0 is the empty corpus.
    pub from: OperationId,
    /// The operation whose result is the end.
    pub to: OperationId,
    states: (Past, Past),
}

impl CorpusChanges<'_> {
    /// Gives articles that are new or have another version to `visit`, by id.
    ///
    /// # Errors
    /// [`Error::Database`], and what `visit` returns.
    pub fn articles(&self, visit: &mut dyn FnMut(&ArticleChange) -> Result<()>) -> Result<()> {
        versions::between(self.reader, &self.states.0, &self.states.1, visit)
    }

    /// Gives changes of fields, keys (renames) and `removed_at` to `visit`, oldest first.
    ///
    /// # Errors
    /// [`Error::Database`], and what `visit` returns.
    pub fn metadata(&self, visit: &mut dyn FnMut(&MetadataChange) -> Result<()>) -> Result<()> {
        metadata::between(self.reader, &self.states.0, &self.states.1, visit)
    }
}

/// Gives what happened to the corpus between two states to `look`, and returns what that returns; the later state is
/// the present when it isn't given.
///
/// # Errors
/// [`Error::NotFound`] for an unknown operation, [`Error::Invalid`] when the states are the wrong way round, and what
/// `look` returns.
pub fn corpus<T>(
    corpus: &Corpus,
    from: &State,
    to: Option<&State>,
    look: impl FnOnce(&CorpusChanges) -> Result<T>,
) -> Result<T> {
    corpus.read(|reader| {
        let states = (
            past::past_of(reader, from)?,
            to.map_or_else(|| past::present(reader), |to| past::past_of(reader, to))?,
        );
        let (from, to) = (states.0.operation, states.1.operation);
        if from > to {
            return Err(Error::invalid(format!("operation {from} is later than operation {to}"))
                .with_hint(format!("turn them round: corpus diff --from {to} --to {from}")));
        }
        look(&CorpusChanges { reader, from, to, states })
    })
}
