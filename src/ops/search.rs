//! Searching the current texts.

use crate::model::SearchHit;
use crate::store::{Corpus, Reader, search};
use crate::{Error, Result};
use std::ops::ControlFlow;

/// Past so many texts the words say too little for a ranking to mean anything, and ranking takes a hundred times as
/// long as finding.
pub const MOST_RANKED: u32 = 20_000;

/// How to search.
#[derive(Debug, Clone)]
pub struct Options {
    /// Whether the query is in FTS5's own language.
    pub raw: bool,
    /// At most so many.
    pub limit: u32,
    /// Leave out so many of the best.
    pub offset: u32,
    /// Count all articles that fit as well.
    pub count: bool,
    /// Rank however many fit.
    pub rank_all: bool,
}

/// What became of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// How many articles fit in all, where that was asked for and they are ranked.
    pub total: Option<u64>,
    /// Whether they were ranked.
    pub ranked: bool,
}

/// Gives articles to `visit` by the words of their current text: the best first, or when more than [`MOST_RANKED`]
/// texts fit those whose text was added last.
///
/// In a plain query all words must be there; `"two words"` is a phrase, `word*` a beginning, and `-word` must not
/// be there.
///
/// # Errors
/// [`Error::Invalid`] for a query that can't be read, and what `visit` returns.
pub fn search(
    corpus: &Corpus,
    query: &str,
    options: &Options,
    visit: &mut dyn FnMut(SearchHit) -> Result<()>,
) -> Result<Found> {
    let query = if options.raw { query.to_owned() } else { plain(query)? };
    corpus.read(|reader| {
        let ranked = options.rank_all || !is_common(reader, &query)?;
        let mut page = Page { reader, query: &query, skip: options.offset, left: options.limit, visit };
        if ranked {
            for (text, score) in search::ranked(reader, &query)? {
                if page.add(text, Some(score))?.is_break() {
                    break;
                }
            }
        } else {
            search::latest(reader, &query, &mut |text| page.add(text, None))?;
        }
        let count = options.count && ranked;
        Ok(Found { total: count.then(|| search::count(reader, &query)).transpose()?, ranked })
    })
}

/// Whether more texts fit than are ranked.
fn is_common(reader: &Reader, query: &str) -> Result<bool> {
    let mut found = 0;
    search::latest(reader, query, &mut |_| {
        found += 1;
        Ok(if found > MOST_RANKED { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    Ok(found > MOST_RANKED)
}

/// The part of the live articles that was asked for.
struct Page<'a> {
    reader: &'a Reader,
    query: &'a str,
    skip: u32,
    left: u32,
    visit: &'a mut dyn FnMut(SearchHit) -> Result<()>,
}

impl Page<'_> {
    fn add(&mut self, text: i64, score: Option<f64>) -> Result<ControlFlow<()>> {
        if self.left == 0 {
            return Ok(ControlFlow::Break(()));
        }
        for hit in search::articles_with(self.reader, self.query, text, score)? {
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
