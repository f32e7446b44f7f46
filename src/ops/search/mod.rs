//! Full-text search.

pub(in crate::ops) mod matches;
mod passage;
pub(in crate::ops) mod query;
pub(in crate::ops) mod terms;

use super::select::{self, Selection};
use crate::Result;
use crate::model::{ArticleId, SearchHit, Snippet};
use crate::store::tables::articles::{self, Visibility};
use crate::store::tables::current::{self, CurrentArticle, Searched};
use crate::store::tables::{filters, outlets, search};
use crate::store::{Corpus, Reader};
use matches::Matcher;
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

/// Maximum number of ranked texts. Above it, a query is too unspecific for a useful ranking, and ranking takes a hundred
/// times as long as finding.
pub const MOST_RANKED: u32 = 10_000;

/// Maximum number of matching texts whose live articles are counted.
pub const MOST_COUNTED: usize = 2_000;

/// How to search.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether the query is in FTS5's language.
    pub raw: bool,
    /// The order of the results.
    pub order: Order,
    /// Search all versions, instead of the current one of each article.
    pub all_versions: bool,
    /// Maximum number of results.
    pub limit: u32,
    /// Number of results to skip (offset).
    pub offset: u32,
    /// Also count all results, unless more than [`MOST_COUNTED`] texts match.
    pub count: bool,
    /// Maximum number of matching texts to rank; [`MOST_RANKED`] is a good limit.
    pub most_ranked: u32,
    /// Only these articles; all if the selection is open.
    pub selection: Selection,
}

/// The order of results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Best first.
    #[default]
    Rank,
    /// By date of publication; articles without one are last.
    Oldest,
    /// By date of publication, descending; articles without one are last.
    Newest,
}

/// The summary of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchSummary {
    /// Number of matching articles, or of versions if all are searched, if requested and below the limit.
    pub total: Option<u64>,
    /// Whether the articles were ranked, or sorted as requested.
    pub ranked: bool,
    /// Possible reasons for an empty result, with better queries.
    pub hints: Vec<String>,
}

/// A query and the articles that it is about.
pub(super) struct Asked {
    /// In FTS5's language.
    pub(super) fts5: String,
    pub(super) matcher: Matcher,
    /// `None`: all live articles.
    pub(super) among: Option<HashSet<ArticleId>>,
    hints: Vec<String>,
}

/// What words beside each other mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Juxtaposed {
    /// All must be in the text.
    All,
    /// They are a phrase.
    Phrase,
    /// The query is in FTS5's language.
    Raw,
}

/// Reads a query. Its filters narrow the selection.
pub(super) fn ask(reader: &Reader, query: &str, words: Juxtaposed, selection: &Selection) -> Result<Asked> {
    let is_field = |name: &str| filters::is_field(reader, name);
    let asked = match words {
        Juxtaposed::Raw => query::raw(query),
        Juxtaposed::All => query::plain(query, &is_field)?,
        Juxtaposed::Phrase => query::phrase(query, &is_field)?,
    };
    if asked.fts5.is_empty() && asked.filters.is_empty() {
        return Err(query::no_word(query));
    }
    let mut among: Option<HashSet<ArticleId>> = if selection.is_open() {
        None
    } else {
        Some(select::articles_in(reader, selection, Visibility::Live)?.into_iter().collect())
    };
    for filter in &asked.filters {
        let found: HashSet<_> =
            articles::with(reader, &filter.expression()?, Visibility::Live)?.into_iter().collect();
        among = Some(match among {
            None => found,
            Some(among) => among.intersection(&found).copied().collect(),
        });
    }
    let hints = hints(reader, &asked)?;
    Ok(Asked { fts5: asked.fts5, matcher: Matcher::new(asked.phrases, asked.near), among, hints })
}

/// Passes the articles whose text matches to `visit`, best first. If more than `most_ranked` texts match, the order is
/// that of adding, newest first.
///
/// A plain query requires all its words. `"two words"` in any pair of quotation marks is a phrase, `word*` a prefix, and
/// `-word` is excluded. `OR`, `AND`, `NOT` and `NEAR` in capitals are operators; parentheses group. `outlet:RT` and
/// `published:2023-03..2023-04` narrow the search by the values of any field; filters alone list articles, newest first. The
/// index contains folded words (see [`crate::text::word`]), so words are found in any spelling, and in scripts without
/// spaces anywhere.
///
/// For example, `(strike OR walkout) -baseball` finds texts with one of the first two words and without the third.
///
/// # Errors
/// [`Error::Invalid`](crate::Error::Invalid) for an invalid query; errors of the selection and of `visit`.
pub fn search(
    corpus: &Corpus,
    query: &str,
    options: &Options,
    visit: &mut dyn FnMut(SearchHit) -> Result<()>,
) -> Result<SearchSummary> {
    corpus.read(|reader| {
        let words = if options.raw { Juxtaposed::Raw } else { Juxtaposed::All };
        let Asked { fts5, matcher, among, hints } = ask(reader, query, words, &options.selection)?;
        let searched = if options.all_versions { Searched::All } else { Searched::Current };
        let mut page =
            ResultPage { reader, searched, matcher, skip: options.offset, left: options.limit, visit };
        if options.order != Order::Rank || fts5.is_empty() {
            let total = page.by_date(&fts5, among.as_ref(), options.order)?;
            return Ok(SearchSummary { total: Some(total), ranked: true, hints });
        }
        // Counted without ranks, which is cheap, to find out whether ranking is affordable.
        let ranked = !are_more(reader, &fts5, options.most_ranked)?;
        let among = Among::new(reader, among, searched)?;
        let mut total = None;
        if ranked {
            let texts = search::ranked(reader, &fts5)?;
            if options.count && texts.len() <= MOST_COUNTED {
                total = Some(match &among {
                    // Several articles may share a text, so texts can't be counted instead.
                    Some(among) => among.count(texts.iter().map(|(text, _)| *text)),
                    None => search::count(reader, &fts5, searched)?,
                });
            }
            for (text, score) in texts {
                if page.add(text, Some(score), among.as_ref())?.is_break() {
                    break;
                }
            }
        } else {
            search::latest(reader, &fts5, &mut |text| page.add(text, None, among.as_ref()))?;
        }
        Ok(SearchSummary { total, ranked, hints })
    })
}

/// Possible reasons why a query finds nothing.
fn hints(reader: &Reader, query: &query::Query) -> Result<Vec<String>> {
    let mut hints: Vec<&str> = Vec::new();
    if query.stray.is_some() {
        hints.push(
            "AND, OR, NOT and NEAR in capitals are operators between two words; where one isn't, it is searched as a word",
        );
    }
    if query.phrase {
        hints.push("a phrase in quotation marks is found only in exactly this order; without them its words may be anywhere");
    } else if query.terms > 1 {
        hints.push("all words must be in the same text; use OR in capitals for any of them: peace OR talks");
    }
    let mut hints: Vec<String> = hints.into_iter().map(str::to_owned).collect();
    for filter in query.filters.iter().filter(|filter| !filter.excluded) {
        if filter.field == "outlet" && outlets::find(reader, &filter.value)?.is_none() {
            hints.push(format!("there is no outlet '{}'", filter.value));
        } else {
            hints.push(format!(
                "{}:{} leaves out articles without a value of this field",
                filter.field, filter.value
            ));
        }
    }
    Ok(hints)
}

/// Whether more than `most` texts match.
fn are_more(reader: &Reader, query: &str, most: u32) -> Result<bool> {
    let mut found = 0_u64;
    search::latest(reader, query, &mut |_| {
        found += 1;
        Ok(if found > u64::from(most) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    Ok(found > u64::from(most))
}

/// The texts that match.
pub(super) fn texts(reader: &Reader, query: &str) -> Result<HashSet<i64>> {
    let mut texts = HashSet::new();
    search::latest(reader, query, &mut |text| {
        texts.insert(text);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(texts)
}

/// The live articles to which a search is restricted.
struct Among {
    articles: HashSet<ArticleId>,
    /// These articles by text.
    by_text: HashMap<i64, Vec<ArticleId>>,
}

impl Among {
    fn new(
        reader: &Reader,
        articles: Option<HashSet<ArticleId>>,
        searched: Searched,
    ) -> Result<Option<Self>> {
        let Some(articles) = articles else { return Ok(None) };
        let mut by_text: HashMap<i64, Vec<ArticleId>> = HashMap::new();
        current::articles(reader, searched, &mut |article| {
            if articles.contains(&article.id) {
                by_text.entry(article.text).or_default().push(article.id);
            }
            Ok(())
        })?;
        Ok(Some(Self { articles, by_text }))
    }

    /// The number of articles, or of their versions, that have one of these texts.
    fn count(&self, texts: impl Iterator<Item = i64>) -> u64 {
        texts.filter_map(|text| self.by_text.get(&text)).map(|articles| articles.len() as u64).sum()
    }
}

/// The requested part of the matching articles.
struct ResultPage<'a> {
    reader: &'a Reader,
    searched: Searched,
    matcher: Matcher,
    skip: u32,
    left: u32,
    visit: &'a mut dyn FnMut(SearchHit) -> Result<()>,
}

impl ResultPage<'_> {
    fn add(&mut self, text: i64, score: Option<f64>, among: Option<&Among>) -> Result<ControlFlow<()>> {
        if self.left == 0 {
            return Ok(ControlFlow::Break(()));
        }
        // Checked by text first, which saves the query for its articles.
        if among.is_some_and(|among| !among.by_text.contains_key(&text)) {
            return Ok(ControlFlow::Continue(()));
        }
        // Articles with the same text share the passage, which is computed only if one of them is on the page.
        let mut snippet: Option<Snippet> = None;
        for mut hit in search::articles_with(self.reader, text, self.searched, score)? {
            if among.is_some_and(|among| !among.articles.contains(&hit.id)) {
                continue;
            }
            if self.skip > 0 {
                self.skip -= 1;
            } else if self.left > 0 {
                self.left -= 1;
                let snippet = match &snippet {
                    Some(snippet) => snippet.clone(),
                    None => snippet.insert(self.snippet(text)?).clone(),
                };
                hit.snippet = snippet;
                (self.visit)(hit)?;
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn snippet(&self, text: i64) -> Result<Snippet> {
        Ok(passage::best(&self.matcher, &current::text(self.reader, text)?))
    }

    /// Passes the results on by date, the newest first unless the oldest are asked for. Returns their number.
    fn by_date(&mut self, query: &str, among: Option<&HashSet<ArticleId>>, order: Order) -> Result<u64> {
        // Filters alone select articles of any text.
        let texts = if query.is_empty() { None } else { Some(texts(self.reader, query)?) };
        let mut found = Vec::new();
        current::articles(self.reader, self.searched, &mut |article| {
            if texts.as_ref().is_none_or(|texts| texts.contains(&article.text))
                && among.is_none_or(|among| among.contains(&article.id))
            {
                found.push(article);
            }
            Ok(())
        })?;
        // Stable, so that equal dates stay in the order of ids.
        found.sort_by(|one, other| match (&one.published, &other.published) {
            (Some(one), Some(other)) if order != Order::Oldest => other.cmp(one),
            (Some(one), Some(other)) => one.cmp(other),
            (one, other) => one.is_none().cmp(&other.is_none()),
        });
        let total = found.len() as u64;
        for article in found.into_iter().skip(self.skip as usize).take(self.left as usize) {
            let snippet = self.snippet(article.text)?;
            let CurrentArticle { id, key, version, title, outlet, published, .. } = article;
            (self.visit)(SearchHit { id, key, version, title, outlet, published, score: None, snippet })?;
        }
        Ok(total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{NewOperation, OperationKind, UtcTime};
    use crate::ops::import::{self, Input};

    /// The ids of the found articles, and the summary.
    fn found(
        corpus: &Corpus,
        query: &str,
        (most_ranked, limit, offset): (u32, u32, u32),
    ) -> (Vec<i64>, SearchSummary) {
        let options = Options {
            raw: false,
            order: Order::Rank,
            all_versions: false,
            limit,
            offset,
            count: true,
            most_ranked,
            selection: Selection::default(),
        };
        let mut ids = Vec::new();
        let found = search(corpus, query, &options, &mut |hit| {
            assert_eq!(hit.score.is_some(), most_ranked >= 3);
            ids.push(hit.id.0);
            Ok(())
        });
        (ids, found.unwrap())
    }

    #[test]
    fn past_a_number_of_texts_those_added_last_come_first() {
        let mut corpus = Corpus::temporary().unwrap();
        let texts = ["peace peace peace", "war and a long way from it to any peace", "peace talks", "war"];
        let inputs = (1..)
            .zip(texts)
            .map(|(number, text)| Input::Bytes { name: format!("{number}.txt"), bytes: text.into() });
        let plan = import::plan(inputs.collect(), Some("s")).unwrap();
        let at: UtcTime = "2024-05-01T09:00:00Z".parse().unwrap();
        let operation =
            NewOperation { kind: OperationKind::Import, at, arguments: serde_json::json!({}), message: None };
        let options = import::Options { max_size: 1000, ..import::Options::default() };
        import::import(&mut corpus, &plan, &operation, &options, &|| at, &mut ()).unwrap();

        assert_eq!(
            found(&corpus, "peace", (3, 9, 0)),
            (vec![1, 3, 2], SearchSummary { total: Some(3), ranked: true, hints: Vec::new() })
        );
        let unranked = SearchSummary { total: None, ranked: false, hints: Vec::new() };
        assert_eq!(found(&corpus, "peace", (2, 9, 0)), (vec![3, 2, 1], unranked.clone()));
        assert_eq!(found(&corpus, "peace", (2, 1, 1)), (vec![2], unranked));
    }
}
