//! Full-text search in the current texts.

mod passage;
mod query;
mod terms;

use super::select::{self, Selection};
use crate::Result;
use crate::model::{ArticleId, SearchHit, Snippet};
use crate::store::tables::articles::Visibility;
use crate::store::tables::search;
use crate::store::{Corpus, Reader};
use passage::PassageFinder;
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
    /// Maximum number of articles.
    pub limit: u32,
    /// Number of articles to skip (offset).
    pub offset: u32,
    /// Also count all matching articles, unless more than [`MOST_COUNTED`] texts match.
    pub count: bool,
    /// Maximum number of matching texts to rank; [`MOST_RANKED`] is a good limit.
    pub most_ranked: u32,
    /// Only these articles; all if the selection is open.
    pub selection: Selection,
}

/// The summary of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchSummary {
    /// Number of matching articles, if requested and below the limit.
    pub total: Option<u64>,
    /// Whether the articles were ranked.
    pub ranked: bool,
    /// Possible reasons for an empty result, with better queries.
    pub hints: Vec<&'static str>,
}

/// Passes the articles whose current text matches to `visit`, best first. If more than `most_ranked` texts match, the
/// order is that of adding, newest first.
///
/// A plain query requires all its words. `"two words"` in any pair of quotation marks is a phrase, `word*` a prefix, and
/// `-word` is excluded. `OR`, `AND`, `NOT` and `NEAR` in capitals are operators; parentheses group. The index contains
/// folded texts (see [`crate::text::fold`]), so words are found in any spelling.
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
    let asked = if options.raw { query::raw(query) } else { query::plain(query)? };
    let query = asked.fts5.clone();
    let hints = hints(&asked);
    corpus.read(|reader| {
        // Counted without ranks, which is cheap, to find out whether ranking is affordable.
        let ranked = !are_more(reader, &query, options.most_ranked)?;
        let among = Among::new(reader, &options.selection)?;
        let mut page = ResultPage {
            reader,
            finder: PassageFinder::new(&query)?,
            among: among.as_ref(),
            skip: options.offset,
            left: options.limit,
            visit,
        };
        let mut total = None;
        if ranked {
            let texts = search::ranked(reader, &query)?;
            if options.count && texts.len() <= MOST_COUNTED {
                total = Some(match &among {
                    // Several articles may share a text, so texts can't be counted instead.
                    Some(among) => texts.iter().map(|(text, _)| among.with(*text)).sum(),
                    None => search::count(reader, &query)?,
                });
            }
            for (text, score) in texts {
                if page.add(text, Some(score))?.is_break() {
                    break;
                }
            }
        } else {
            search::latest(reader, &query, &mut |text| page.add(text, None))?;
        }
        Ok(SearchSummary { total, ranked, hints })
    })
}

/// Possible reasons why a query finds nothing.
fn hints(query: &query::Query) -> Vec<&'static str> {
    let mut hints = Vec::new();
    if query.without_spaces {
        hints.push(
            "Chinese, Japanese, Thai, Lao, Burmese and Khmer have no spaces between words, so search only finds a whole \
             run of characters between two punctuation marks, or its beginning: word*",
        );
    }
    if query.stray.is_some() {
        hints.push(
            "AND, OR, NOT and NEAR in capitals are operators between two words; where one isn't, it is searched as a word",
        );
    }
    if query.phrase {
        hints.push("a phrase in quotation marks is found only in exactly this order; without them its words may be anywhere");
    } else if query.terms > 1 && !query.without_spaces {
        hints.push("all words must be in the same text; use OR in capitals for any of them: peace OR talks");
    }
    hints
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

/// The live articles to which a search is restricted.
struct Among {
    articles: HashSet<ArticleId>,
    /// Number of these articles by text.
    by_text: HashMap<i64, u64>,
}

impl Among {
    fn new(reader: &Reader, selection: &Selection) -> Result<Option<Self>> {
        if selection.is_open() {
            return Ok(None);
        }
        let mut among = Self { articles: HashSet::new(), by_text: HashMap::new() };
        for article in select::articles_in(reader, selection, Visibility::Live)? {
            if let Some(text) = search::current_text(reader, article)? {
                among.articles.insert(article);
                *among.by_text.entry(text).or_default() += 1;
            }
        }
        Ok(Some(among))
    }

    fn with(&self, text: i64) -> u64 {
        self.by_text.get(&text).copied().unwrap_or(0)
    }
}

/// The requested part of the matching articles.
struct ResultPage<'a> {
    reader: &'a Reader,
    finder: PassageFinder,
    among: Option<&'a Among>,
    skip: u32,
    left: u32,
    visit: &'a mut dyn FnMut(SearchHit) -> Result<()>,
}

impl ResultPage<'_> {
    fn add(&mut self, text: i64, score: Option<f64>) -> Result<ControlFlow<()>> {
        if self.left == 0 {
            return Ok(ControlFlow::Break(()));
        }
        // Checked by text first, which saves the query for its articles.
        if self.among.is_some_and(|among| among.with(text) == 0) {
            return Ok(ControlFlow::Continue(()));
        }
        // Articles with the same text share the passage, which is computed only if one of them is on the page.
        let mut snippet: Option<Snippet> = None;
        for mut hit in search::articles_with(self.reader, text, score)? {
            if self.among.is_some_and(|among| !among.articles.contains(&hit.id)) {
                continue;
            }
            if self.skip > 0 {
                self.skip -= 1;
            } else if self.left > 0 {
                self.left -= 1;
                if snippet.is_none() {
                    let (body, folded) = search::text(self.reader, text)?;
                    snippet = Some(self.finder.best(&body, folded.as_deref())?);
                }
                hit.snippet = snippet.clone().unwrap_or_default();
                (self.visit)(hit)?;
            }
        }
        Ok(ControlFlow::Continue(()))
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
        let options =
            Options { raw: false, limit, offset, count: true, most_ranked, selection: Selection::default() };
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
