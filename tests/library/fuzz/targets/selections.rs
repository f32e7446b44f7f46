//! Which articles are meant: references, and conditions in SQL.

use super::articles::corpus;
use corpusdb::model::ArticleRef;
use corpusdb::ops::fingerprint::fingerprint;
use corpusdb::ops::select::{Selection, articles, resolve};
use corpusdb::{Corpus, Error};
use std::collections::BTreeSet;

thread_local! {
    static CORPUS: Corpus = corpus();
}

/// A selection is of articles that are there, each once, and nothing is changed by it; an error says what was given.
///
/// The lines are references, and what follows `?` is a condition.
pub(crate) fn check(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    let (lines, expression) = match text.split_once('?') {
        Some((lines, expression)) => (lines, Some(expression)),
        None => (text, None),
    };
    let references: Vec<ArticleRef> = lines.lines().filter_map(|line| line.parse().ok()).collect();
    CORPUS.with(|corpus| {
        for reference in &references {
            match resolve(corpus, reference) {
                Ok(found) => assert!((1..=3).contains(&found.article.0) && found.version.0 == 1, "{found:?}"),
                Err(error) => check_error(&error),
            }
        }
        let before = fingerprint(corpus, &Selection::default(), true).unwrap();
        let selection = Selection { references: Some(references), expression: expression.map(str::to_owned) };
        match articles(corpus, &selection) {
            Ok(found) => {
                let different: BTreeSet<i64> = found.iter().map(|article| article.0).collect();
                assert_eq!(different.len(), found.len());
                assert!(different.iter().all(|article| (1..=3).contains(article)), "{different:?}");
            }
            Err(error) => check_error(&error),
        }
        assert_eq!(fingerprint(corpus, &Selection::default(), true).unwrap(), before);
    });
}

fn check_error(error: &Error) {
    assert!(matches!(error, Error::NotFound { .. } | Error::Invalid { .. }), "{error:?}");
}
