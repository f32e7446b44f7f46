//! Searching the current texts.

mod passage;
mod query;
mod terms;

use super::select::{self, Selection};
use crate::Result;
use crate::model::{ArticleId, SearchHit, Snippet};
use crate::store::tables::articles::View;
use crate::store::tables::search;
use crate::store::{Corpus, Reader};
use passage::Passages;
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

/// Past so many texts the words say too little for a ranking to mean anything, and ranking takes a hundred times as
/// long as finding.
pub const MOST_RANKED: u32 = 10_000;

/// Past so many texts it isn't counted how many of them are the current texts of live articles.
pub const MOST_COUNTED: usize = 2_000;

/// How to search.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether the query is in FTS5's own language.
    pub raw: bool,
    /// At most so many.
    pub limit: u32,
    /// Leave out so many of the best.
    pub offset: u32,
    /// Count all articles that fit as well, unless more than [`MOST_COUNTED`] texts do.
    pub count: bool,
    /// Rank when at most so many texts fit; [`MOST_RANKED`] is a good limit.
    pub most_ranked: u32,
    /// Only these articles; all when it is open.
    pub selection: Selection,
}

/// What became of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How many articles fit in all, where that was asked for and they were counted.
    pub total: Option<u64>,
    /// Whether they were ranked.
    pub ranked: bool,
    /// Why nothing may have been found, and how to ask otherwise.
    pub hints: Vec<&'static str>,
}

/// Gives articles to `visit` by the words of their current text: the best first, or when more than `most_ranked`
/// texts fit those whose text was added last.
///
/// In a plain query all words must be there. `"two words"` is a phrase, in any pair of quotation marks, `word*` a
/// beginning, and `-word` must not be there. In capitals `OR`, `AND`, `NOT` and `NEAR` are operators, and parentheses
/// group. The index holds folded texts (see [`crate::text::fold`]), and so words are found in any spelling.
///
/// # Errors
/// [`Error::Invalid`](crate::Error::Invalid) for a query that can't be read, errors of the selection, and what `visit` returns.
pub fn search(
    corpus: &Corpus,
    query: &str,
    options: &Options,
    visit: &mut dyn FnMut(SearchHit) -> Result<()>,
) -> Result<Found> {
    let asked = if options.raw { query::raw(query) } else { query::plain(query)? };
    let query = asked.fts5.clone();
    let hints = hints(&asked);
    corpus.read(|reader| {
        let ranked = !are_more(reader, &query, options.most_ranked)?;
        let among = Among::new(reader, &options.selection)?;
        let mut page = Page {
            reader,
            passages: Passages::new(&query)?,
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
        Ok(Found { total, ranked, hints })
    })
}

/// Why a query may find nothing.
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

/// Whether more texts fit than this.
fn are_more(reader: &Reader, query: &str, most: u32) -> Result<bool> {
    let mut found = 0_u64;
    search::latest(reader, query, &mut |_| {
        found += 1;
        Ok(if found > u64::from(most) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    Ok(found > u64::from(most))
}

/// The live articles that a search is narrowed to.
struct Among {
    articles: HashSet<ArticleId>,
    /// How many of them have this text.
    by_text: HashMap<i64, u64>,
}

impl Among {
    fn new(reader: &Reader, selection: &Selection) -> Result<Option<Self>> {
        if selection.is_open() {
            return Ok(None);
        }
        let mut among = Self { articles: HashSet::new(), by_text: HashMap::new() };
        for article in select::articles_in(reader, selection, View::In)? {
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

/// The part of the live articles that was asked for.
struct Page<'a> {
    reader: &'a Reader,
    passages: Passages,
    among: Option<&'a Among>,
    skip: u32,
    left: u32,
    visit: &'a mut dyn FnMut(SearchHit) -> Result<()>,
}

impl Page<'_> {
    fn add(&mut self, text: i64, score: Option<f64>) -> Result<ControlFlow<()>> {
        if self.left == 0 {
            return Ok(ControlFlow::Break(()));
        }
        if self.among.is_some_and(|among| among.with(text) == 0) {
            return Ok(ControlFlow::Continue(()));
        }
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
                    snippet = Some(self.passages.best(&body, folded.as_deref())?);
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
    use crate::model::{NewOperation, UtcTime};
    use crate::ops::import::{self, Input};

    /// The articles found, by id, and what became of the search.
    fn found(
        corpus: &Corpus,
        query: &str,
        (most_ranked, limit, offset): (u32, u32, u32),
    ) -> (Vec<i64>, Found) {
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
        let operation = NewOperation { kind: "import", at, arguments: serde_json::json!({}), message: None };
        let options = import::Options { max_size: 1000, ..import::Options::default() };
        import::import(&mut corpus, &plan, &operation, &options, &|| at, &mut ()).unwrap();

        assert_eq!(
            found(&corpus, "peace", (3, 9, 0)),
            (vec![1, 3, 2], Found { total: Some(3), ranked: true, hints: Vec::new() })
        );
        let unranked = Found { total: None, ranked: false, hints: Vec::new() };
        assert_eq!(found(&corpus, "peace", (2, 9, 0)), (vec![3, 2, 1], unranked.clone()));
        assert_eq!(found(&corpus, "peace", (2, 1, 1)), (vec![2], unranked));
    }
}
