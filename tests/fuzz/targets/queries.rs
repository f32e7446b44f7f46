//! What people search for.

use super::articles::corpus;
use corpusdb::model::SearchHit;
use corpusdb::ops::search::{Found, MOST_RANKED, Options, search};
use corpusdb::ops::select::Selection;
use corpusdb::{Corpus, Error, Result};

thread_local! {
    static CORPUS: Corpus = corpus();
}

/// A plain query is never an error of the database, and an article that is found once is found by rank as well as by age. One in FTS5's
/// language may be.
pub(crate) fn check(input: &[u8]) {
    let Ok(query) = str::from_utf8(input) else { return };
    CORPUS.with(|corpus| {
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
    });
}

fn found(corpus: &Corpus, query: &str, raw: bool, most_ranked: u32) -> Result<(Found, Vec<SearchHit>)> {
    let selection = Selection::default();
    let options = Options { raw, limit: 10, offset: 0, count: true, most_ranked, selection };
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
