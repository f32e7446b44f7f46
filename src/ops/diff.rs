//! Comparing: two versions or articles, or two states of the corpus.

use super::select::{self, Resolved};
use crate::diff::{Change, diff};
use crate::model::{ArticleChange, ArticleRef, MetadataChange, OperationId, PartialDate};
use crate::store::{Corpus, Reader, contents, metadata, operations, versions};
use crate::{Error, Result};
use std::str::FromStr;

/// Two texts and what differs between them.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The older one.
    pub from: Resolved,
    /// The newer one.
    pub to: Resolved,
    /// The older text.
    pub old: String,
    /// The newer text.
    pub new: String,
    /// The changes, which together cover both texts.
    pub changes: Vec<Change>,
}

/// Compares a version with the one before it, or with `other`.
///
/// # Errors
/// As [`select::resolve()`]; [`Error::NotFound`] when the version is the first.
pub fn articles(corpus: &Corpus, reference: &ArticleRef, other: Option<&ArticleRef>) -> Result<Comparison> {
    let (from, to, old, new) = corpus.read(|reader| {
        let (from, to) = match other {
            Some(other) => (select::resolve_in(reader, reference)?, select::resolve_in(reader, other)?),
            None => with_previous(reader, reference)?,
        };
        let text = |side: &Resolved| contents::text(reader, side.article, side.version);
        let (old, new) = (text(&from)?, text(&to)?);
        Ok((from, to, old, new))
    })?;
    let changes = diff(&old, &new);
    Ok(Comparison { from, to, old, new, changes })
}

fn with_previous(reader: &Reader, reference: &ArticleRef) -> Result<(Resolved, Resolved)> {
    let to = select::resolve_in(reader, reference)?;
    let before = versions::before(reader, to.article, to.version)?.ok_or_else(|| {
        Error::not_found(format!("{reference} is the first version: there is none before it"))
            .with_hint("name two to compare them: corpus diff 1 2")
    })?;
    Ok((Resolved { version: before, ..to.clone() }, to))
}

/// A state of the corpus: after an operation, or at the end of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// After this operation; 0 is the empty corpus.
    Operation(OperationId),
    /// At the end of this date, in UTC.
    Date(PartialDate),
}

impl FromStr for State {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        // Four digits are an operation; a year alone is rarely meant.
        match (text.parse::<i64>(), text.parse::<PartialDate>()) {
            (Ok(id), _) if id >= 0 => Ok(Self::Operation(OperationId(id))),
            (_, Ok(date)) => Ok(Self::Date(date)),
            _ => Err(Error::invalid(format!("'{text}' is no operation and no date"))
                .with_hint("give the number of an operation (corpus log) or a date such as 2023-04-13")),
        }
    }
}

/// What happened to the corpus between two operations, read when it is asked for, because it may be too much to keep.
pub struct CorpusChanges<'a> {
    reader: &'a Reader,
    /// The operation whose result is the beginning; 0 is the empty corpus.
    pub from: OperationId,
    /// The operation whose result is the end.
    pub to: OperationId,
}

impl CorpusChanges<'_> {
    /// Gives articles that are new or have another version to `visit`, by id.
    ///
    /// # Errors
    /// [`Error::Database`], and what `visit` returns.
    pub fn articles(&self, visit: &mut dyn FnMut(&ArticleChange) -> Result<()>) -> Result<()> {
        metadata::articles_between(self.reader, self.from, self.to, visit)
    }

    /// Gives changes of fields, keys (renames) and `removed_at` to `visit`, oldest first.
    ///
    /// # Errors
    /// [`Error::Database`], and what `visit` returns.
    pub fn metadata(&self, visit: &mut dyn FnMut(&MetadataChange) -> Result<()>) -> Result<()> {
        metadata::between(self.reader, self.from, self.to, visit)
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
        let newest = operations::newest(reader)?.unwrap_or(OperationId(0));
        let from = operation_of(reader, from)?;
        let to = to.map_or(Ok(newest), |state| operation_of(reader, state))?;
        if from > to {
            return Err(Error::invalid(format!("operation {from} is later than operation {to}"))
                .with_hint(format!("turn them round: corpus diff --from {to} --to {from}")));
        }
        look(&CorpusChanges { reader, from, to })
    })
}

fn operation_of(reader: &Reader, state: &State) -> Result<OperationId> {
    match state {
        State::Operation(id) => operations::check(reader, *id).map(|()| *id),
        State::Date(date) => operations::last_before(reader, &select::end_of(date)),
    }
}
