//! Searching the current texts.

use crate::model::SearchHit;
use crate::store::{Corpus, Reader, search};
use crate::{Error, Result};
use serde::Serialize;

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

/// What a search found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// The articles: best first, or when more than [`MOST_RANKED`] texts fit those whose text was added last.
    pub hits: Vec<SearchHit>,
    /// How many articles fit in all, where that was asked for and they are ranked.
    pub total: Option<u64>,
    /// Whether they are ranked.
    pub ranked: bool,
}

/// Finds articles by the words of their current text.
///
/// In a plain query all words must be there; `"two words"` is a phrase, `word*` a beginning, and `-word` must not
/// be there.
///
/// # Errors
/// [`Error::Invalid`] for a query that can't be read.
pub fn search(corpus: &Corpus, query: &str, options: &Options) -> Result<Found> {
    let query = if options.raw { query.to_owned() } else { plain(query)? };
    corpus.read(|reader| {
        let ranked = options.rank_all
            || search::latest(reader, &query, MOST_RANKED + 1)?.len() <= MOST_RANKED as usize;
        let hits = if ranked { best(reader, &query, options)? } else { latest(reader, &query, options)? };
        let count = options.count && ranked;
        let total = if count { Some(search::count(reader, &query)?) } else { None };
        Ok(Found { hits, total, ranked })
    })
}

fn best(reader: &Reader, query: &str, options: &Options) -> Result<Vec<SearchHit>> {
    let texts = search::ranked(reader, query)?;
    page(reader, query, options, texts.into_iter().map(|(text, score)| (text, Some(score))))
}

/// Looks at as many texts as it takes: some belong to removed articles or earlier versions.
fn latest(reader: &Reader, query: &str, options: &Options) -> Result<Vec<SearchHit>> {
    let wanted = options.offset.saturating_add(options.limit);
    let mut looked_at = wanted.saturating_mul(2);
    loop {
        let texts = search::latest(reader, query, looked_at)?;
        let all = texts.len() < looked_at as usize;
        let hits = page(reader, query, options, texts.into_iter().map(|text| (text, None)))?;
        if all || hits.len() == options.limit as usize {
            return Ok(hits);
        }
        looked_at = looked_at.saturating_mul(4);
    }
}

/// The live articles of `texts`, without the first `offset`, at most `limit`.
fn page(
    reader: &Reader,
    query: &str,
    options: &Options,
    texts: impl Iterator<Item = (i64, Option<f64>)>,
) -> Result<Vec<SearchHit>> {
    let (mut skip, limit) = (options.offset as usize, options.limit as usize);
    let mut hits = Vec::new();
    for (text, score) in texts {
        if hits.len() >= limit {
            break;
        }
        let articles = search::articles_with(reader, query, text, score)?;
        let skipped = skip.min(articles.len());
        skip -= skipped;
        hits.extend(articles.into_iter().skip(skipped));
    }
    hits.truncate(limit);
    Ok(hits)
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
