//! Searching the current texts.

use super::select::{self, Selection};
use crate::model::{ArticleId, SearchHit};
use crate::store::articles::View;
use crate::store::{Corpus, Reader, search};
use crate::{Error, Result};
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// How many articles fit in all, where that was asked for and they were counted.
    pub total: Option<u64>,
    /// Whether they were ranked.
    pub ranked: bool,
}

/// Gives articles to `visit` by the words of their current text: the best first, or when more than `most_ranked`
/// texts fit those whose text was added last.
///
/// In a plain query all words must be there; `"two words"` is a phrase, `word*` a beginning, and `-word` must not
/// be there.
///
/// # Errors
/// [`Error::Invalid`] for a query that can't be read, errors of the selection, and what `visit` returns.
pub fn search(
    corpus: &Corpus,
    query: &str,
    options: &Options,
    visit: &mut dyn FnMut(SearchHit) -> Result<()>,
) -> Result<Found> {
    let query = if options.raw { query.to_owned() } else { plain(query)? };
    corpus.read(|reader| {
        let ranked = !are_more(reader, &query, options.most_ranked)?;
        let among = Among::new(reader, &options.selection)?;
        let mut page = Page {
            reader,
            query: &query,
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
        Ok(Found { total, ranked })
    })
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
    query: &'a str,
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
        for hit in search::articles_with(self.reader, self.query, text, score)? {
            if self.among.is_some_and(|among| !among.articles.contains(&hit.id)) {
                continue;
            }
            if self.skip > 0 {
                self.skip -= 1;
            } else if self.left > 0 {
                self.left -= 1;
                (self.visit)(hit)?;
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

/// A plain query in FTS5's language.
fn plain(query: &str) -> Result<String> {
    let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
    for Term { text, excluded, beginning } in terms(query) {
        if !text.contains(char::is_alphanumeric) {
            continue;
        }
        let quoted = format!("\"{}\"{}", text.replace('"', "\"\""), if beginning { " *" } else { "" });
        if excluded { unwanted.push(quoted) } else { wanted.push(quoted) }
    }
    if wanted.is_empty() {
        return Err(Error::invalid(format!("'{query}' holds no word to search for"))
            .with_hint("give at least one word: corpus search 'peace talks'"));
    }
    let wanted = wanted.join(" AND ");
    Ok(if unwanted.is_empty() { wanted } else { format!("({wanted}) NOT ({})", unwanted.join(" OR ")) })
}

struct Term {
    text: String,
    excluded: bool,
    beginning: bool,
}

/// The words and phrases of a plain query. A quote that isn't closed reaches to the end.
fn terms(query: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut rest = query.trim_start();
    while !rest.is_empty() {
        let excluded = rest.starts_with('-');
        rest = rest.strip_prefix('-').unwrap_or(rest);
        let (text, after) = if let Some(phrase) = rest.strip_prefix(['"', '“', '”']) {
            phrase.split_once(['"', '“', '”']).unwrap_or((phrase, ""))
        } else {
            rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()))
        };
        let beginning = text.ends_with('*') || after.starts_with('*');
        terms.push(Term { text: text.trim_end_matches('*').to_owned(), excluded, beginning });
        rest = after.trim_start_matches('*').trim_start();
    }
    terms
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
            (vec![1, 3, 2], Found { total: Some(3), ranked: true })
        );
        let unranked = Found { total: None, ranked: false };
        assert_eq!(found(&corpus, "peace", (2, 9, 0)), (vec![3, 2, 1], unranked));
        assert_eq!(found(&corpus, "peace", (2, 1, 1)), (vec![2], unranked));
    }

    #[test]
    fn plain_queries_become_fts5() {
        for (given, expected) in [
            ("peace talks", r#""peace" AND "talks""#),
            ("\"security concerns\"", r#""security concerns""#),
            ("“security concerns” nato", r#""security concerns" AND "nato""#),
            ("peace -war -\"cold war\"", r#"("peace") NOT ("war" OR "cold war")"#),
            ("negotiat*", r#""negotiat" *"#),
            ("AND OR NOT (x) a:b", r#""AND" AND "OR" AND "NOT" AND "(x)" AND "a:b""#),
            ("\"open phrase", r#""open phrase""#),
            ("- 12", r#""12""#),
        ] {
            assert_eq!(plain(given).unwrap(), expected, "{given}");
        }
    }

    #[test]
    fn a_query_without_words_is_refused() {
        for query in ["", "  ", "\"\"", "-war", "*", "…"] {
            assert!(plain(query).is_err(), "{query}");
        }
    }
}
