//! Comparison of reports: which have which statement, in which words, and who says it.
//!
//! Texts are compared anew each time, in the requested state of the corpus. Nothing is stored.

mod passages;
mod words;

use super::quotations::{self, ArticleQuotation};
use super::select::{self, Selection};
use super::texts;
use crate::comparison::{self, FactDifference, Matrix, WordingPlace};
use crate::model::{ArticleId, VersionNumber};
use crate::store::tables::current::{self, CurrentArticle};
use crate::store::{Corpus, Reader};
use crate::text::Opening;
use crate::{Error, Result};
use serde::Serialize;
use std::ops::Range;

pub use passages::ArticlePassage;

/// The most reports that are compared: more columns can't be read, and the time grows with their square.
pub const MOST: usize = 100;

/// Several reports, side by side.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coverage {
    /// The reports by their date of publication, then by outlet and key. Those without a date come last.
    pub articles: Vec<ComparedReport>,
    /// Their headlines, in the same order.
    pub headlines: Vec<Headline>,
    /// The statements that several of them have.
    pub statements: Vec<SharedStatement>,
    /// The passages that two of them have word for word.
    pub passages: Vec<ArticlePassage>,
    /// The sentences that only one of them has, report by report.
    pub only: Vec<OwnSentences>,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ComparedReport {
    /// The article.
    pub article: ArticleId,
    /// Its version.
    pub version: VersionNumber,
    /// Its key.
    pub key: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its outlet or key, with its id if others of the same outlet are compared.
    pub label: String,
    /// Its date of publication.
    pub published: Option<String>,
    /// The number of its words.
    pub words: u64,
    /// Who is quoted how often, most often first.
    pub speakers: Vec<SpeakerCount>,
    /// Words that are more frequent in it than in the other reports, most typical first.
    pub typical: Vec<String>,
    /// Its text.
    #[serde(skip)]
    pub text: String,
}

/// How often somebody is quoted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpeakerCount {
    /// The name.
    pub speaker: String,
    /// The number of statements, in quotation marks and reported.
    pub statements: usize,
    /// The number of those in quotation marks.
    pub marked: usize,
}

/// A headline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Headline {
    /// The article.
    pub article: ArticleId,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its date of publication.
    pub published: Option<String>,
    /// Its title, or the headline in its text.
    pub headline: Option<String>,
}

/// A statement that several reports have.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SharedStatement {
    /// Its number, from 1.
    pub id: usize,
    /// For each report its wording, if it has one.
    pub columns: Vec<Option<ReportWording>>,
    /// For each report without a wording the most similar sentence, which may say something else.
    pub nearest: Vec<Option<ReportWording>>,
    /// In which facts the wordings differ.
    pub flags: Vec<FactDifference>,
}

/// The words of one report for a statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportWording {
    /// The article.
    pub article: ArticleId,
    /// The first byte in its text.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
    /// The words.
    pub text: String,
    /// Who says it, if it is somebody's statement.
    pub speaker: Option<String>,
    /// The similarity with the other wordings, from 0 to 1.
    pub score: f64,
}

/// The sentences that only one report has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnSentences {
    /// The article.
    pub article: ArticleId,
    /// The sentences.
    pub sentences: Vec<OwnSentence>,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnSentence {
    /// The first byte in the text.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// Compares the selected articles.
///
/// # Errors
/// Errors of the selection; [`Error::Invalid`] for fewer than two articles, or more than [`MOST`].
pub fn compare(corpus: &Corpus, selection: &Selection) -> Result<Coverage> {
    corpus.read(|reader| {
        let ids = select::live_in(reader, selection)?;
        if !(2..=MOST).contains(&ids.len()) {
            return Err(Error::invalid(format!(
                "{} selected, and a comparison takes 2 to {MOST}",
                if ids.len() == 1 {
                    "1 article is".to_owned()
                } else {
                    format!("{} articles are", ids.len())
                }
            ))
            .with_hint("name reports of one event, by their ids or by a condition"));
        }
        let mut articles = texts::among(reader, Some(&ids.into_iter().collect()))?;
        articles.sort_by(|a, b| order(a).cmp(&order(b)));
        let quotations = quotations::of(reader, &articles)?;
        coverage(reader, articles, &quotations)
    })
}

fn order(article: &CurrentArticle) -> (bool, Option<&str>, Option<&str>, &str) {
    (article.published.is_none(), article.published.as_deref(), article.outlet.as_deref(), &article.key)
}

fn coverage(
    reader: &Reader,
    articles: Vec<CurrentArticle>,
    quotations: &[Vec<ArticleQuotation>],
) -> Result<Coverage> {
    let bodies: Vec<String> =
        articles.iter().map(|article| current::text(reader, article.text)).collect::<Result<_>>()?;
    let texts: Vec<&str> = bodies.iter().map(String::as_str).collect();
    let Matrix { statements, only } = comparison::matrix(&texts);
    let column =
        |place: usize, cell: &WordingPlace| wording(&articles[place], texts[place], &quotations[place], cell);
    let columns = |cells: &[Option<WordingPlace>]| {
        cells.iter().enumerate().map(|(place, cell)| Some(column(place, cell.as_ref()?))).collect()
    };
    let statements = statements
        .into_iter()
        .enumerate()
        .map(|(number, statement)| SharedStatement {
            id: number + 1,
            columns: columns(&statement.cells),
            nearest: columns(&statement.nearest),
            flags: statement.differences,
        })
        .collect();
    let only =
        articles.iter().zip(&texts).zip(only).map(|((article, text), ranges)| own(article, text, ranges));
    let only = only.collect();
    let headlines = articles.iter().zip(&texts).map(|(article, text)| headline(article, text)).collect();
    let passages = passages::passages(&articles, &texts);
    let typical = words::typical(&texts);
    let labels = labels(&articles);
    let articles = articles
        .into_iter()
        .zip(bodies)
        .zip(quotations)
        .zip(typical)
        .zip(labels)
        .map(|((((article, text), quotations), typical), label)| ComparedReport {
            article: article.id,
            version: article.version,
            key: article.key,
            outlet: article.outlet,
            label,
            published: article.published,
            words: article.words,
            speakers: speakers(quotations),
            typical,
            text,
        })
        .collect();
    Ok(Coverage { articles, headlines, statements, passages, only })
}

/// The names of the columns, each another one.
fn labels(articles: &[CurrentArticle]) -> Vec<String> {
    let name = |article: &CurrentArticle| article.outlet.as_ref().unwrap_or(&article.key).clone();
    let is_alone =
        |one: &CurrentArticle| articles.iter().filter(|other| name(other) == name(one)).count() == 1;
    let label =
        |article| if is_alone(article) { name(article) } else { format!("{} {}", name(article), article.id) };
    articles.iter().map(label).collect()
}

fn wording(
    article: &CurrentArticle,
    text: &str,
    quotations: &[ArticleQuotation],
    cell: &WordingPlace,
) -> ReportWording {
    let Range { start, end } = cell.range.clone();
    // The speaker of the longest statement in it.
    let inside = quotations.iter().filter(|quotation| quotation.start < end && start < quotation.end);
    let longest = inside
        .max_by_key(|quotation| (quotation.end.min(end) - quotation.start.max(start), quotation.marked));
    ReportWording {
        article: article.id,
        start,
        end,
        text: text[start..end].to_owned(),
        speaker: longest.and_then(|quotation| quotation.speaker.clone()),
        score: cell.score,
    }
}

fn own(article: &CurrentArticle, text: &str, ranges: Vec<Range<usize>>) -> OwnSentences {
    let sentence = |Range { start, end }| OwnSentence { start, end, text: text[start..end].to_owned() };
    OwnSentences { article: article.id, sentences: ranges.into_iter().map(sentence).collect() }
}

fn headline(article: &CurrentArticle, text: &str) -> Headline {
    Headline {
        article: article.id,
        outlet: article.outlet.clone(),
        published: article.published.clone(),
        headline: article.title.clone().or_else(|| Opening::of(text).title),
    }
}

/// Who makes how many statements. Pronouns that nothing resolves are nobody.
fn speakers(quotations: &[ArticleQuotation]) -> Vec<SpeakerCount> {
    let mut counts: Vec<SpeakerCount> = Vec::new();
    for quotation in quotations {
        let Some(speaker) = &quotation.speaker else { continue };
        let is_name = speaker.chars().next().is_some_and(|first| !first.is_lowercase());
        if !is_name {
            continue;
        }
        let marked = usize::from(quotation.marked);
        match counts.iter_mut().find(|count| count.speaker == *speaker) {
            Some(count) => {
                count.statements += 1;
                count.marked += marked;
            }
            None => counts.push(SpeakerCount { speaker: speaker.clone(), statements: 1, marked }),
        }
    }
    counts.sort_by(|a, b| b.statements.cmp(&a.statements).then_with(|| a.speaker.cmp(&b.speaker)));
    counts
}
