//! The hits of a query in the current texts of a selection.

use crate::ops::search::matches::{Matcher, PhraseMatch};
use crate::ops::search::query::no_word;
use crate::ops::search::{self, Juxtaposed};
use crate::ops::select::Selection;
use crate::ops::texts::{self, by_text};
use crate::store::Reader;
use crate::store::tables::current::CurrentArticle;
use crate::text::word;
use crate::{Error, Result};
use regex::Regex;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How a query is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum QueryLanguage {
    /// Words beside each other are a phrase; operators and filters are those of a search.
    #[default]
    Plain,
    /// As in a search: all words must be in the text.
    Words,
    /// The language of SQLite's FTS5.
    Raw,
    /// A regular expression that a whole word must match, as it is written or in its folded form. Case is ignored.
    Regex,
}

/// The selected articles, and where the query is in their texts.
pub(super) struct Found {
    /// All live articles of the selection, by id.
    pub(super) articles: Vec<CurrentArticle>,
    /// The texts with a hit: id, the numbers of their articles, and the hits in order.
    pub(super) texts: Vec<(i64, Vec<usize>)>,
    pub(super) finder: Finder,
}

/// Finds the hits in a text.
pub(super) enum Finder {
    Phrases(Matcher),
    Words(Regex),
}

/// Looks for the articles with a hit.
///
/// # Errors
/// [`Error::Invalid`] for an invalid query or regular expression; errors of the selection.
pub(super) fn find(
    reader: &Reader,
    query: &str,
    language: QueryLanguage,
    selection: &Selection,
) -> Result<Found> {
    let (asked, finder) = match language {
        QueryLanguage::Regex => (None, Finder::Words(regex(query)?)),
        QueryLanguage::Plain | QueryLanguage::Words | QueryLanguage::Raw => {
            let words = match language {
                QueryLanguage::Raw => Juxtaposed::Raw,
                QueryLanguage::Words => Juxtaposed::All,
                QueryLanguage::Plain | QueryLanguage::Regex => Juxtaposed::Phrase,
            };
            let asked = search::ask(reader, query, words, selection)?;
            if asked.fts5.is_empty() {
                return Err(no_word(query));
            }
            let finder = Finder::Phrases(asked.matcher.clone());
            (Some(asked), finder)
        }
    };
    let articles = match &asked {
        Some(asked) => texts::among(reader, asked.among.as_ref())?,
        None => texts::articles(reader, selection)?,
    };
    let mut texts = by_text(&articles);
    if let Some(asked) = &asked {
        let matching = search::texts(reader, &asked.fts5)?;
        texts.retain(|(id, _)| matching.contains(id));
    }
    Ok(Found { articles, texts, finder })
}

impl Found {
    /// Calls `work` for each text that may have hits, with its place in `texts`, the text and its hits by position, on all
    /// cores. Returns the state of each thread.
    pub(super) fn each<T: Send>(
        &self,
        reader: &Reader,
        start: impl Fn() -> T + Sync,
        work: impl Fn(&mut T, usize, &str, &[Range<usize>]) + Sync,
    ) -> Result<Vec<T>> {
        let ids: Vec<i64> = self.texts.iter().map(|(id, _)| *id).collect();
        let states = texts::read_on_all_cores(
            reader,
            &ids,
            || (start(), FxHashMap::default()),
            |(state, known), place, text| {
                let hits = self.finder.hits(text, known);
                if !hits.is_empty() {
                    work(state, place, text, &hits);
                }
            },
        )?;
        Ok(states.into_iter().map(|(state, _)| state).collect())
    }
}

impl Finder {
    /// The ranges of the hits in a text, in order. Overlapping hits are one. `known` remembers which words match.
    fn hits(&self, text: &str, known: &mut FxHashMap<Box<str>, bool>) -> Vec<Range<usize>> {
        let mut hits: Vec<Range<usize>> = Vec::new();
        match self {
            Self::Phrases(matcher) => {
                hits.extend(matcher.found(text).into_iter().map(|PhraseMatch { range, .. }| range));
            }
            Self::Words(regex) => {
                for word in word::words(text) {
                    let matches = match known.get(word.text) {
                        Some(matches) => *matches,
                        None => *known.entry(word.text.into()).or_insert_with(|| {
                            regex.is_match(word.text) || regex.is_match(&word::folded(word.text))
                        }),
                    };
                    if matches {
                        hits.push(word.range);
                    }
                }
            }
        }
        hits.dedup_by(|next, before| {
            let overlaps = next.start < before.end;
            if overlaps {
                before.end = before.end.max(next.end);
            }
            overlaps
        });
        hits
    }
}

/// The regular expression for whole words. It is built as given first, so that an error shows nothing else.
fn regex(pattern: &str) -> Result<Regex> {
    let build = |pattern: &str| regex::RegexBuilder::new(pattern).case_insensitive(true).build();
    build(pattern).and_then(|_| build(&format!("^(?:{pattern})$"))).map_err(|error| {
        Error::invalid(format!("'{pattern}' is no regular expression: {error}"))
            .with_hint("a whole word must match: negotiat(e|ed|ion)s?")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::search::Juxtaposed;
    use crate::store::Corpus;

    #[test]
    fn words_that_have_to_be_near_are_hits_only_where_they_are() {
        let text = "climate a b c d e f g h i j k l warming m n climate";
        for (query, language, expected) in [
            ("climate NEAR warming", Juxtaposed::Phrase, vec!["warming", "climate"]),
            ("NEAR(climate warming, 1)", Juxtaposed::Raw, vec![]),
            ("NEAR(climate warming, 12)", Juxtaposed::Raw, vec!["climate", "warming", "climate"]),
            ("climate NEAR warming OR b", Juxtaposed::Phrase, vec!["b", "warming", "climate"]),
        ] {
            let corpus = Corpus::temporary().unwrap();
            let asked =
                corpus.read(|reader| search::ask(reader, query, language, &Selection::default())).unwrap();
            let found: Vec<&str> =
                asked.matcher.found(text).into_iter().map(|found| &text[found.range]).collect();
            assert_eq!(found, expected, "{query}");
        }
    }
}
