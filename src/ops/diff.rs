//! Comparison of two versions, two articles, or two states of the corpus.

use super::past;
use super::select::{self, Resolved};
use crate::diff::boilerplate::{passages, trimmed, without};
use crate::diff::judge::{Headlines, Judgement, judge};
use crate::diff::{Change, diff};
use crate::model::{
    Article, ArticleChange, ArticleId, ArticleRef, MetadataChange, OperationId, RecordedTime, Sha256, State,
    VersionNumber,
};
use crate::store::past::Past;
use crate::store::tables::{articles, boilerplate, contents, metadata, versions};
use crate::store::{Corpus, Reader};
use crate::text::Opening;
use crate::{Error, Hint, Result};
use std::ops::Range;

/// One side of a comparison: a version, with the metadata of its article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedVersion {
    /// The article.
    pub article: ArticleId,
    /// Its key.
    pub key: String,
    /// The version.
    pub version: VersionNumber,
    /// When the version was imported.
    pub added_at: RecordedTime,
    /// The hash of its bytes. Versions with the same text may have other bytes, such as another front matter.
    pub sha256: Sha256,
    /// Number of its bytes.
    pub size: u64,
    /// The title of the article.
    pub title: Option<String>,
    /// The publisher.
    pub outlet: Option<String>,
    /// The date of publication.
    pub published: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// The boilerplate paragraphs of the text, in order; `None` if the outlet was never analysed.
    pub boilerplate: Option<Vec<Boilerplate>>,
}

/// A boilerplate paragraph: it recurs in articles of an outlet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boilerplate {
    /// Its bytes in the text, with trailing white space.
    pub range: Range<usize>,
    /// Number of articles that have it.
    pub articles: u64,
    /// Number of articles of the outlet.
    pub of_articles: u64,
}

/// Two texts and their differences.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// The older one.
    pub from: ComparedVersion,
    /// The newer one.
    pub to: ComparedVersion,
    /// The older text.
    pub old: String,
    /// The newer text.
    pub new: String,
    /// The changes, including equal parts. Together they cover both texts.
    pub changes: Vec<Change>,
    /// The judgements of the changes that aren't equal, in the same order.
    pub judgements: Vec<Judgement>,
    /// Whether boilerplate is left out of both texts, so that they don't tell whether the versions differ.
    pub is_partial: bool,
}

impl Comparison {
    /// The boilerplate paragraph that contains this change; `None` if any part of it lies outside of boilerplate. If several
    /// contain it, the first one, in the new text where possible.
    #[must_use]
    pub fn boilerplate(&self, change: &Change) -> Option<&Boilerplate> {
        let old = covering(&self.old, &self.from, &change.old);
        let new = covering(&self.new, &self.to, &change.new);
        match (change.old.is_empty(), change.new.is_empty()) {
            // A replacement has words on both sides: both have to be boilerplate.
            (false, false) => old.and(new),
            (true, _) => new,
            (_, true) => old,
        }
    }

    /// The comparison of both texts without their boilerplate.
    #[must_use]
    pub fn without_boilerplate(&self) -> Self {
        let rest = |side: &ComparedVersion, text: &str| {
            let left_out = side.boilerplate.iter().flatten().map(|passage| &passage.range);
            // Still "analysed", but none is left in the shortened text.
            let boilerplate = side.boilerplate.as_ref().map(|_| Vec::new());
            (ComparedVersion { boilerplate, ..side.clone() }, without(text, left_out))
        };
        Self { is_partial: true, ..compare(rest(&self.from, &self.old), rest(&self.to, &self.new)) }
    }
}

/// The first of adjacent passages that together contain these bytes.
fn covering<'a>(text: &str, side: &'a ComparedVersion, bytes: &Range<usize>) -> Option<&'a Boilerplate> {
    let Range { start, end } = trimmed(text, bytes);
    let passages = side.boilerplate.as_deref().unwrap_or_default();
    // The passages are in order, so the first candidate is found by binary search.
    let place = passages.partition_point(|passage| passage.range.end <= start);
    let mut passages = passages[place..].iter();
    let first = passages.next().filter(|first| first.range.start <= start)?;
    let mut reached = first.range.end;
    while reached < end {
        // A gap between two passages has words that aren't boilerplate.
        reached = passages.next().filter(|next| next.range.start == reached)?.range.end;
    }
    Some(first)
}

/// Compares a version with the one before it, or with `other`.
///
/// # Errors
/// As [`select::resolve()`]; [`Error::NotFound`] when the version is the first.
pub fn articles(corpus: &Corpus, reference: &ArticleRef, other: Option<&ArticleRef>) -> Result<Comparison> {
    // Both texts in one transaction; the comparison, which takes longest, after it.
    let (from, to) = corpus.read(|reader| {
        let (from, to) = match other {
            Some(other) => (select::resolve_in(reader, reference)?, select::resolve_in(reader, other)?),
            None => with_previous(reader, reference)?,
        };
        Ok((read(reader, &from)?, read(reader, &to)?))
    })?;
    Ok(compare(from, to))
}

/// A version for comparison, and its text.
pub(super) fn read(
    reader: &Reader,
    Resolved { article, version, .. }: &Resolved,
) -> Result<(ComparedVersion, String)> {
    let Article { id, key, title, outlet, published, language, .. } = articles::get(reader, *article)?;
    let added_at = versions::added_at(reader, *article, *version)?.into();
    let (sha256, bytes) = contents::hash_and_size(reader, *article, *version)?;
    let text = contents::text(reader, *article, *version)?;
    let boilerplate = boilerplate_in(reader, id, &text)?;
    let side = ComparedVersion {
        article: id,
        key,
        version: *version,
        added_at,
        sha256,
        size: bytes,
        title,
        outlet,
        published,
        language,
        boilerplate,
    };
    Ok((side, text))
}

fn boilerplate_in(reader: &Reader, article: ArticleId, text: &str) -> Result<Option<Vec<Boilerplate>>> {
    let Some((outlet, of_articles)) = boilerplate::known(reader, article)? else { return Ok(None) };
    let mut found = Vec::new();
    for passage in passages(text) {
        if let Some(articles) = boilerplate::articles_with(reader, outlet, passage.hash)? {
            found.push(Boilerplate { range: passage.range, articles, of_articles });
        }
    }
    Ok(Some(found))
}

/// Compares two versions that have been read.
pub(super) fn compare(
    (from, old): (ComparedVersion, String),
    (to, new): (ComparedVersion, String),
) -> Comparison {
    let changes = diff(&old, &new);
    let judgements = judge_with_headlines(&old, &new, &changes);
    Comparison { from, to, old, new, changes, judgements, is_partial: false }
}

pub(super) fn judge_with_headlines(old: &str, new: &str, changes: &[Change]) -> Vec<Judgement> {
    let (old_opening, new_opening) = (Opening::of(old), Opening::of(new));
    let headlines =
        Headlines { old_headline: old_opening.title.as_deref(), new_headline: new_opening.title.as_deref() };
    judge(old, new, changes, &headlines)
}

fn with_previous(reader: &Reader, reference: &ArticleRef) -> Result<(Resolved, Resolved)> {
    let to = select::resolve_in(reader, reference)?;
    let before = versions::before(reader, to.article, to.version)?.ok_or_else(|| {
        Error::not_found(format!("{reference} is the first version: there is none before it"))
            .with_hint(Hint::NameTwoVersions)
    })?;
    Ok((Resolved { version: before, ..to.clone() }, to))
}

/// The changes of the corpus between two states. They are read on request, because they may be too many for memory.
pub struct CorpusChanges<'a> {
    reader: &'a Reader,
    /// The operation after which the period begins; 0 is the empty corpus.
    pub from: OperationId,
    /// The operation after which the period ends.
    pub to: OperationId,
    states: (Past, Past),
}

impl CorpusChanges<'_> {
    /// Passes articles that are new or have another version to `visit`, by id.
    ///
    /// # Errors
    /// [`Error::Database`]; errors of `visit`.
    pub fn articles(&self, visit: &mut dyn FnMut(&ArticleChange) -> Result<()>) -> Result<()> {
        versions::between(self.reader, &self.states.0, &self.states.1, visit)
    }

    /// Passes changes of fields, keys (renames) and `removed_at` to `visit`, oldest first.
    ///
    /// # Errors
    /// [`Error::Database`]; errors of `visit`.
    pub fn metadata(&self, visit: &mut dyn FnMut(&MetadataChange) -> Result<()>) -> Result<()> {
        metadata::between(self.reader, &self.states.0, &self.states.1, visit)
    }
}

/// Passes the changes between two states of the corpus to `look`, and returns its result. The default of `to` is the
/// present.
///
/// # Errors
/// [`Error::NotFound`] for an unknown operation; [`Error::Invalid`] when `from` is later than `to`; errors of `look`.
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
                .with_hint(Hint::SwapStates { from: to.0, to: from.0 }));
        }
        look(&CorpusChanges { reader, from, to, states })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::ChangeKind;

    fn side(boilerplate: &[(usize, usize)]) -> ComparedVersion {
        let passage = |&(start, end): &(usize, usize)| Boilerplate {
            range: start..end,
            articles: 37,
            of_articles: 120,
        };
        ComparedVersion {
            article: ArticleId(4),
            key: "news/ferry.txt".to_owned(),
            version: VersionNumber(1),
            added_at: "2024-05-01T12:00:00.000Z".to_owned().into(),
            sha256: Sha256::of(b""),
            size: 0,
            title: None,
            outlet: Some("Quay Courier".to_owned()),
            published: None,
            language: None,
            boilerplate: Some(boilerplate.iter().map(passage).collect()),
        }
    }

    #[test]
    fn a_change_is_boilerplate_when_all_of_it_is_in_both_texts() {
        let old = "Advert.\n\nFares rise.\n\nRead more.\n\nFollow us.\n";
        let new = "Fares fall.\n\nRead on.\n";
        let from = side(&[(0, 9), (22, 34), (34, old.len())]);
        let comparison = compare((from, old.to_owned()), (side(&[(13, new.len())]), new.to_owned()));
        let changes: Vec<(&str, &str, bool)> = comparison
            .changes
            .iter()
            .filter(|change| change.kind != ChangeKind::Equal)
            .map(|change| {
                let is_boilerplate = comparison.boilerplate(change).is_some();
                (&old[change.old.clone()], &new[change.new.clone()], is_boilerplate)
            })
            .collect();
        assert_eq!(
            changes,
            [("Advert.\n\n", "", true), ("rise", "fall", false), ("more.\n\nFollow us", "on", true),]
        );
        let whole =
            Change { kind: ChangeKind::Delete, old: 0..old.len(), new: 0..0, moved: None, inside: None };
        assert_eq!(comparison.boilerplate(&whole), None, "a paragraph between isn't");
        let rest = comparison.without_boilerplate();
        assert_eq!((rest.old.as_str(), rest.new.as_str()), ("Fares rise.\n", "Fares fall.\n"));
        assert_eq!(rest.judgements.len(), 1);
    }
}
