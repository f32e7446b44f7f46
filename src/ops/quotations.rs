//! Quotations: who says what in which article.
//!
//! Texts are read anew each time, in the requested state of the corpus. Nothing is stored.

use super::select::Selection;
use super::texts;
use crate::Result;
use crate::model::{ArticleId, VersionNumber};
use crate::quotations::{QuotationKind, QuotationLanguage, quotations as find};
use crate::store::tables::current::CurrentArticle;
use crate::store::{Corpus, Reader};
use serde::Serialize;

/// A statement in an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleQuotation {
    /// The article.
    pub article: ArticleId,
    /// Its version.
    pub version: VersionNumber,
    /// The first byte of the statement in the text, without its quotation mark.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
    /// Whether it is in quotation marks.
    pub marked: bool,
    /// How it is given.
    pub kind: QuotationKind,
    /// The name of the speaker: what a pronoun or a family name stands for, or else the mention itself.
    pub speaker: Option<String>,
    /// Whether that name isn't in the mention, but from another place of the text.
    pub resolved: bool,
    /// The first byte of the mention of the speaker.
    pub speaker_start: Option<usize>,
    /// The byte behind it.
    pub speaker_end: Option<usize>,
    /// The words that introduce the statement, such as `said`.
    pub cue: Option<String>,
    /// The statement.
    pub text: String,
    /// The key of the article.
    pub key: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its date of publication.
    pub published: Option<String>,
}

/// Finds the statements in the selected articles, by article and place. An open selection means all live articles.
///
/// # Errors
/// Errors of the selection; [`crate::Error::Database`].
pub fn quotations(corpus: &Corpus, selection: &Selection) -> Result<Vec<ArticleQuotation>> {
    corpus.read(|reader| {
        let articles = texts::articles(reader, selection)?;
        let mut found: Vec<ArticleQuotation> = of(reader, &articles)?.into_iter().flatten().collect();
        found.sort_by_key(|quotation| (quotation.article, quotation.start, quotation.end));
        Ok(found)
    })
}

/// The statements of each article, in the order of the articles.
pub(super) fn of(reader: &Reader, articles: &[CurrentArticle]) -> Result<Vec<Vec<ArticleQuotation>>> {
    let texts = texts::by_text(articles);
    let ids: Vec<i64> = texts.iter().map(|(text, _)| *text).collect();
    let parts = texts::read_on_all_cores(reader, &ids, Vec::new, |part: &mut Vec<_>, place, text| {
        for number in &texts[place].1 {
            part.push((*number, in_article(&articles[*number], text)));
        }
    })?;
    let mut found = vec![Vec::new(); articles.len()];
    for (number, quotations) in parts.into_iter().flatten() {
        found[number] = quotations;
    }
    Ok(found)
}

fn in_article(article: &CurrentArticle, text: &str) -> Vec<ArticleQuotation> {
    // A stated language counts, also one without rules. Otherwise the text tells.
    let language = match &article.language {
        Some(tag) => QuotationLanguage::of_tag(tag),
        None => QuotationLanguage::of_text(text),
    };
    let quotation = |found: crate::quotations::Quotation| {
        let speaker = found.speaker.as_ref();
        let mention = speaker.map(|speaker| text[speaker.range.clone()].to_owned());
        let name = speaker.and_then(|speaker| speaker.resolved.clone());
        ArticleQuotation {
            article: article.id,
            version: article.version,
            start: found.range.start,
            end: found.range.end,
            marked: found.is_marked(),
            kind: found.kind,
            resolved: name
                .as_ref()
                .zip(mention.as_ref())
                .is_some_and(|(name, mention)| !mention.contains(name)),
            speaker: name.or(mention),
            speaker_start: speaker.map(|speaker| speaker.range.start),
            speaker_end: speaker.map(|speaker| speaker.range.end),
            cue: found.cue.map(|cue| text[cue].to_owned()),
            text: text[found.range].to_owned(),
            key: article.key.clone(),
            outlet: article.outlet.clone(),
            published: article.published.clone(),
        }
    };
    find(text, language).into_iter().map(quotation).collect()
}
