//! What people search for.

use super::articles::{corpus, import};
use corpusdb::model::{SearchHit, Snippet};
use corpusdb::ops::search::{MOST_RANKED, Options, Order, SearchSummary, search};
use corpusdb::ops::select::Selection;
use corpusdb::ops::show::show;
use corpusdb::{Corpus, Error, Result};
use std::fs;

thread_local! {
    static CORPUS: Corpus = corpus();
}

/// A plain query is never an error of the database, finds the same articles by rank and by age, and as many as it says.
/// One in FTS5's language may be an error. A passage that is shown is one of the text, with words marked in it.
///
/// After the byte 0xFF, which no query holds, may stand the text of another article, for which a corpus is made.
pub(crate) fn check(input: &[u8]) {
    let (query, text) = match input.iter().position(|byte| *byte == 0xff) {
        Some(at) => (&input[..at], Some(&input[at + 1..])),
        None => (input, None),
    };
    let Ok(query) = str::from_utf8(query) else { return };
    match text {
        Some(text) => check_passages(query, text),
        None => CORPUS.with(|corpus| check_query(corpus, query)),
    }
}

fn check_query(corpus: &Corpus, query: &str) {
    match found(corpus, query, false, MOST_RANKED) {
        Ok((told, hits)) => {
            assert_eq!(told.total, Some(hits.len() as u64));
            let by_age = found(corpus, query, false, 0).unwrap_or_else(|error| panic!("by age: {error}"));
            assert_eq!(ids(&by_age.1), ids(&hits));
        }
        Err(Error::Invalid { .. }) => {}
        Err(error) => panic!("{query:?}: {error}"),
    }
    match found(corpus, query, true, MOST_RANKED) {
        Ok(_) | Err(Error::Invalid { .. } | Error::Database { .. }) => {}
        Err(error) => panic!("{query:?} in the language of FTS5: {error}"),
    }
}

fn check_passages(query: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), bytes).unwrap();
    let mut corpus = Corpus::temporary().unwrap();
    if import(&mut corpus, folder.path(), false).added == 0 {
        return;
    }
    let text = show(&corpus, &"1".parse().unwrap()).unwrap().article.text.unwrap();
    // Unicode keeps the marks out of texts; in one that has them, other words seem to be marked.
    if text.contains([Snippet::OPEN, Snippet::CLOSE]) {
        return;
    }
    let hits = match found(&corpus, query, false, MOST_RANKED) {
        Ok((_, hits)) => hits,
        Err(Error::Invalid { .. }) => return,
        Err(error) => panic!("{query:?}: {error}"),
    };
    for SearchHit { snippet, .. } in hits {
        let mut open = false;
        for mark in snippet.0.chars().filter(|mark| matches!(*mark, Snippet::OPEN | Snippet::CLOSE)) {
            assert_eq!(mark == Snippet::CLOSE, open, "{snippet:?}");
            open = !open;
        }
        assert!(!open, "{snippet:?}");
        let passage = snippet.marked("", "");
        // The text may itself begin or end with the sign of what was left out.
        let is_whole = text.contains(&passage) || text.contains(passage.trim_matches('…'));
        assert!(is_whole, "{passage:?} is not in {text:?}");
    }
}

fn found(
    corpus: &Corpus,
    query: &str,
    raw: bool,
    most_ranked: u32,
) -> Result<(SearchSummary, Vec<SearchHit>)> {
    let selection = Selection::default();
    let options = Options {
        raw,
        order: Order::Rank,
        all_versions: false,
        limit: 10,
        offset: 0,
        count: true,
        most_ranked,
        selection,
    };
    let mut hits = Vec::new();
    let told = search(corpus, query, &options, &mut |hit| {
        hits.push(hit);
        Ok(())
    })?;
    Ok((told, hits))
}

fn ids(hits: &[SearchHit]) -> Vec<i64> {
    let mut ids: Vec<i64> = hits.iter().map(|hit| hit.id.0).collect();
    ids.sort_unstable();
    ids
}
