//! Selection of articles and versions: references and SQL conditions.

use super::search::query;
use crate::model::{ArticleId, ArticleRef, Moment, PartialDate, Selector, UtcTime, VersionNumber};
use crate::store::tables::articles::{self, Visibility};
use crate::store::tables::references::{self, Candidate, Endings};
use crate::store::tables::versions;
use crate::store::tables::{filters, outlets};
use crate::store::{Corpus, Reader};
use crate::{Error, Hint, Result};
use std::collections::HashSet;

/// A version of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The article.
    pub article: ArticleId,
    /// Its key.
    pub key: String,
    /// The selected version.
    pub version: VersionNumber,
}

/// A set of articles: the union of references and of those that meet an SQL condition.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// References. An empty list selects nothing, unlike no list.
    pub references: Option<Vec<ArticleRef>>,
    /// An SQL expression over the columns of the view `articles`. It selects live articles, or removed ones in verbs that
    /// concern these.
    pub expression: Option<String>,
}

impl Selection {
    /// Whether there are neither references nor a condition.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.references.is_none() && self.expression.is_none()
    }
}

/// Finds the version that `reference` names.
///
/// For example, `a.txt@2` is the second version of the article whose key is, or ends with, `a.txt`.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] with the candidates when the reference is ambiguous.
pub fn resolve(corpus: &Corpus, reference: &ArticleRef) -> Result<Resolved> {
    corpus.read(|reader| resolve_in(reader, reference))
}

/// Finds the articles of a selection: those of the references in their order, then the others by id.
///
/// # Errors
/// As [`resolve()`]; [`Error::Invalid`] for an invalid expression.
pub fn articles(corpus: &Corpus, selection: &Selection) -> Result<Vec<ArticleId>> {
    corpus.read(|reader| articles_in(reader, selection, Visibility::Live))
}

/// What a text is that is neither a filter nor the name of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Others {
    /// A mistyped reference.
    AreReferences,
    /// A condition.
    AreConditions,
}

/// Reads a selection as it is typed: filters such as `outlet:RT`, references, and SQL conditions over the view `articles`.
/// Filters and conditions must all hold, also those of `narrowed`.
///
/// For example, `outlet:RT published:2023-04` selects the articles of an outlet in a month.
///
/// # Errors
/// [`Error::Invalid`] for a filter with an invalid value.
pub fn read(corpus: &Corpus, given: &[String], others: Others, narrowed: &Selection) -> Result<Selection> {
    corpus.read(|reader| {
        let mut selection = narrowed.clone();
        let mut conditions: Vec<String> = selection.expression.take().into_iter().collect();
        for text in given {
            if let Some(filters) = query::filters(text, &|name| filters::is_field(reader, name))? {
                for filter in filters {
                    if filter.field == "outlet" && outlets::find(reader, &filter.value)?.is_none() {
                        return Err(unknown_outlet(&filter.value));
                    }
                    conditions.push(filter.expression()?);
                }
                continue;
            }
            match text.parse::<ArticleRef>() {
                Ok(reference) if others == Others::AreReferences || is_known(reader, &reference)? => {
                    selection.references.get_or_insert_default().push(reference);
                }
                _ => conditions.push(text.clone()),
            }
        }
        if !conditions.is_empty() {
            // The line break ends a comment in a condition.
            selection.expression = Some(
                conditions
                    .iter()
                    .map(|condition| format!("({condition}\n)"))
                    .collect::<Vec<_>>()
                    .join(" AND "),
            );
        }
        Ok(selection)
    })
}

fn is_known(reader: &Reader, reference: &ArticleRef) -> Result<bool> {
    Ok(!references::find(reader, &reference.selector, &Endings::default())?.is_empty())
}

/// The articles of a selection. An open one is refused.
pub(super) fn named_in(
    reader: &Reader,
    selection: &Selection,
    visibility: Visibility,
) -> Result<Vec<ArticleId>> {
    if selection.is_open() {
        return Err(Error::invalid("no article is named").with_hint(Hint::SelectArticles));
    }
    articles_in(reader, selection, visibility)
}

/// The articles of a selection, or all live ones if it is open.
pub(super) fn live_in(reader: &Reader, selection: &Selection) -> Result<Vec<ArticleId>> {
    if selection.is_open() {
        return articles::with(reader, "TRUE", Visibility::Live);
    }
    articles_in(reader, selection, Visibility::Live)
}

/// The articles of a selection. Its expression applies to the live or to the removed articles, depending on `visibility`.
pub(super) fn articles_in(
    reader: &Reader,
    selection: &Selection,
    visibility: Visibility,
) -> Result<Vec<ArticleId>> {
    // One `Endings` for all references: it caches the keys after several look-ups.
    let (mut found, mut known, endings) = (Vec::new(), HashSet::new(), Endings::default());
    let mut add = |article| {
        if known.insert(article) {
            found.push(article);
        }
    };
    for reference in selection.references.iter().flatten() {
        match (&reference.selector, &reference.moment) {
            (Selector::Ids(ranges), Moment::Latest) => {
                let several = references::in_ranges(reader, ranges)?;
                if several.is_empty() {
                    return Err(unknown_article(reference, &[]));
                }
                for found in several {
                    add(found.id);
                }
            }
            _ => add(whole(one(reader, reference, &endings)?, reference)?.id),
        }
    }
    if let Some(expression) = &selection.expression {
        let found = articles::with(reader, expression, visibility)
            .map_err(|error| expression_error(error, expression))?;
        found.into_iter().for_each(&mut add);
    }
    Ok(found)
}

/// The article that a reference without a version names.
pub(super) fn article_in(reader: &Reader, reference: &ArticleRef) -> Result<Candidate> {
    whole(one_by_part(reader, reference)?, reference)
}

fn whole(found: Candidate, reference: &ArticleRef) -> Result<Candidate> {
    // `a.txt@2` for a verb about the whole article is a misunderstanding, not a longer name for it.
    if reference.moment != Moment::Latest {
        return Err(Error::invalid(format!(
            "{reference} is one version, and this concerns the whole article"
        ))
        .with_hint(format!("name the article alone: {}", found.id)));
    }
    Ok(found)
}

pub(super) fn resolve_in(reader: &Reader, reference: &ArticleRef) -> Result<Resolved> {
    let Candidate { id, key, version } = one_by_part(reader, reference)?;
    let version = match (&reference.moment, version) {
        // A hash names a version by itself.
        (Moment::Latest, Some(version)) => version,
        (moment, _) => version_at(reader, id, moment, reference)?,
    };
    Ok(Resolved { article: id, key, version })
}

fn one(reader: &Reader, reference: &ArticleRef, endings: &Endings) -> Result<Candidate> {
    single(reader, reference, references::find(reader, &reference.selector, endings)?)
}

/// The same, or else the only article with this text in its key or title.
///
/// For verbs that read one article. A slip in a list, or before a change, must not become another article.
fn one_by_part(reader: &Reader, reference: &ArticleRef) -> Result<Candidate> {
    let found = references::find(reader, &reference.selector, &Endings::default())?;
    if found.is_empty()
        && let [only] = similar(reader, reference)?.as_slice()
    {
        return Ok(only.clone());
    }
    single(reader, reference, found)
}

/// The only one of the articles that a reference may mean.
fn single(reader: &Reader, reference: &ArticleRef, mut candidates: Vec<Candidate>) -> Result<Candidate> {
    match (candidates.pop(), candidates.is_empty()) {
        (Some(only), true) => Ok(only),
        (None, _) => Err(unknown_article(reference, &similar(reader, reference)?)),
        (Some(last), false) => {
            candidates.push(last);
            Err(Error::invalid(format!("{reference} could be several articles"))
                .with_hint(format!("name one of them by its id: {}", listed(&candidates))))
        }
    }
}

/// The articles that have a mistyped or shortened key in their key or title.
fn similar(reader: &Reader, reference: &ArticleRef) -> Result<Vec<Candidate>> {
    match &reference.selector {
        Selector::Key(part) if part.chars().count() >= SHORTEST_PART => references::containing(reader, part),
        _ => Ok(Vec::new()),
    }
}

/// Fewer characters than these are in too many keys to mean one.
const SHORTEST_PART: usize = 3;

fn unknown_article(reference: &ArticleRef, similar: &[Candidate]) -> Error {
    let error = Error::not_found(format!("there is no article {reference}"));
    match (&reference.selector, similar) {
        (_, [_, ..]) => error.with_hint(format!("similar: {}", listed(similar))),
        (Selector::Key(_), _) => error.with_hint(Hint::ListKeys),
        _ => error.with_hint(Hint::ListArticles),
    }
}

/// For example, `3 (news/a.txt), 5 (news/b.txt) and more`.
fn listed(candidates: &[Candidate]) -> String {
    let shown: Vec<String> =
        candidates.iter().take(10).map(|found| format!("{} ({})", found.id, found.key)).collect();
    let more = if candidates.len() > 10 { " and more" } else { "" };
    format!("{}{more}", shown.join(", "))
}

fn version_at(
    reader: &Reader,
    article: ArticleId,
    moment: &Moment,
    reference: &ArticleRef,
) -> Result<VersionNumber> {
    let number = match moment {
        Moment::First | Moment::Number(_) | Moment::Latest => {
            let numbers: Vec<VersionNumber> =
                versions::list(reader, article)?.into_iter().map(|version| version.number).collect();
            match moment {
                Moment::First => numbers.first().copied(),
                Moment::Number(number) => numbers.into_iter().find(|found| found == number),
                _ => numbers.last().copied(),
            }
        }
        Moment::AsOf(date) => versions::number_before(reader, article, &end_of(date))?,
    };
    number.ok_or_else(|| {
        Error::not_found(format!("there is no version {reference}"))
            .with_hint(Hint::ListVersions { article: article.0 })
    })
}

/// A string that sorts after every recorded time within `date`. The default time zone is UTC.
pub(super) fn end_of(date: &PartialDate) -> String {
    match date.as_str().parse::<UtcTime>() {
        Ok(time) => format!("{time}~"),
        Err(_) => date.end(),
    }
}

/// The error for an unknown outlet.
pub(super) fn unknown_outlet(name: &str) -> Error {
    Error::not_found(format!("there is no outlet '{name}'")).with_hint(Hint::ListOutlets)
}

/// Turns an error of SQLite into one about the user's expression.
pub(super) fn expression_error(error: Error, expression: &str) -> Error {
    let Error::Database { message } = error else { return error };
    let what = if expression.trim().is_empty() {
        "the condition is empty".to_owned()
    } else {
        // The line break that ends a comment in a condition of several.
        format!("the condition {} can't be read: {message}", expression.replace("\n)", ")"))
    };
    Error::invalid(what)
        .with_hint("write an SQL expression over the columns of articles: outlet = 'RT' AND words > 300")
}
