//! Concordance: each hit of a query with the words around it (keyword in context).

use super::hits::{self, QueryLanguage};
use crate::diff::sentences;
use crate::model::{ArticleId, VersionNumber};
use crate::ops::select::Selection;
use crate::store::Corpus;
use crate::store::tables::current::{self, CurrentArticle};
use crate::text::word;
use crate::{Error, Result};
use serde::Serialize;
use std::ops::Range;
use std::str::FromStr;

/// The context that is read for the words that lines are sorted by, in bytes on each side.
const SORTED_CONTEXT: usize = 400;

/// Maximum number of words that lines are sorted by.
const MOST_KEYS: usize = 6;

/// How to make a concordance.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How the query is read.
    pub language: QueryLanguage,
    /// Only these articles; all if the selection is open.
    pub selection: Selection,
    /// The order of the lines.
    pub order: LineOrder,
    /// How much context there is.
    pub width: ContextWidth,
    /// Only a random sample of this many lines, by a seed.
    pub sample: Option<(usize, u64)>,
    /// Maximum number of lines.
    pub limit: Option<usize>,
}

/// The order of the lines of a concordance.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum LineOrder {
    /// By article and position.
    #[default]
    Text,
    /// By date of publication.
    Date,
    /// By outlet.
    Outlet,
    /// By words around the hit: -1 is the one before it, 1 the one after it, 0 the hit itself.
    Words(Vec<i8>),
}

impl FromStr for LineOrder {
    type Err = Error;

    /// Reads `text`, `date`, `outlet`, `left`, `right`, or positions such as `1L,2L,1R`.
    fn from_str(text: &str) -> Result<Self> {
        let lower = text.to_ascii_lowercase();
        Ok(match lower.as_str() {
            "text" => Self::Text,
            "date" => Self::Date,
            "outlet" => Self::Outlet,
            "left" => Self::Words(vec![-1, -2, -3]),
            "right" => Self::Words(vec![1, 2, 3]),
            "match" | "node" => Self::Words(vec![0, 1, 2]),
            _ => {
                let keys: Option<Vec<i8>> = lower.split(',').map(|key| position(key.trim())).collect();
                match keys {
                    Some(keys) if keys.len() <= MOST_KEYS => Self::Words(keys),
                    _ => {
                        return Err(Error::invalid(format!("'{text}' is no order of lines")).with_hint(
                            "left, right, match, text, date, outlet, or positions such as 1L,2L,1R",
                        ));
                    }
                }
            }
        })
    }
}

/// Reads `1l`, `l1`, `2r` or `0`.
fn position(key: &str) -> Option<i8> {
    if key == "0" || key == "c" {
        return Some(0);
    }
    let digits: String = key.chars().filter(char::is_ascii_digit).collect();
    let distance: i8 = digits.parse().ok().filter(|distance| (1..=9).contains(distance))?;
    match key.replace(&digits, "").as_str() {
        "l" => Some(-distance),
        "r" => Some(distance),
        _ => None,
    }
}

/// The context of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContextWidth {
    /// This many characters on each side.
    Characters(usize),
    /// This many words on each side.
    Words(usize),
    /// The sentence.
    Sentence,
    /// The paragraph.
    Paragraph,
}

impl Default for ContextWidth {
    fn default() -> Self {
        Self::Characters(60)
    }
}

impl FromStr for ContextWidth {
    type Err = Error;

    /// Reads `60`, `60c`, `10w`, `sentence` or `paragraph`.
    fn from_str(text: &str) -> Result<Self> {
        let lower = text.to_ascii_lowercase();
        let number = |digits: &str| digits.trim().parse().ok();
        let width = match lower.as_str() {
            "sentence" => Some(Self::Sentence),
            "paragraph" => Some(Self::Paragraph),
            _ => {
                let lower = lower.trim_end_matches("ords").trim_end_matches("haracters");
                match lower.strip_suffix('w') {
                    Some(words) => number(words).map(Self::Words),
                    None => number(lower.trim_end_matches('c')).map(Self::Characters),
                }
            }
        };
        width.ok_or_else(|| {
            Error::invalid(format!("'{text}' is no width of a context"))
                .with_hint("60 characters: 60; 10 words: 10w; or sentence, paragraph")
        })
    }
}

/// A line of a concordance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The article.
    pub id: ArticleId,
    /// Its version.
    pub version: VersionNumber,
    /// Its key.
    pub key: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its date of publication.
    pub published: Option<String>,
    /// The offset of the hit in the text, in bytes.
    pub position: usize,
    /// The text before the hit.
    pub left: String,
    /// The hit.
    #[serde(rename = "match")]
    pub hit: String,
    /// The text after the hit.
    pub right: String,
}

/// The summary of a concordance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ConcordanceSummary {
    /// Number of hits.
    pub hits: usize,
    /// Number of articles with a hit.
    pub articles: usize,
}

/// A hit before its line is made.
struct Hit {
    /// The number of the article in the selection.
    article: usize,
    text: i64,
    range: Range<usize>,
    /// Folded words to sort by.
    keys: Vec<String>,
}

/// Passes the lines of a concordance to `visit`, in order. Returns the number of all hits.
///
/// A hit in a text of several articles has a line for each.
///
/// # Errors
/// [`Error::Invalid`] for an invalid query; errors of the selection and of `visit`.
pub fn concordance(
    corpus: &Corpus,
    query: &str,
    options: &Options,
    visit: &mut dyn FnMut(Line) -> Result<()>,
) -> Result<ConcordanceSummary> {
    corpus.read(|reader| {
        let found = hits::find(reader, query, options.language, &options.selection)?;
        let keys: &[i8] = match &options.order {
            LineOrder::Words(keys) => keys,
            LineOrder::Text | LineOrder::Date | LineOrder::Outlet => &[],
        };
        let parts = found.each(reader, Vec::new, |hits: &mut Vec<Hit>, place, text, ranges| {
            let (id, articles) = &found.texts[place];
            for range in ranges {
                let words = sort_words(text, range, keys);
                for article in articles {
                    hits.push(Hit {
                        article: *article,
                        text: *id,
                        range: range.clone(),
                        keys: words.clone(),
                    });
                }
            }
        })?;
        let mut hits: Vec<Hit> = parts.into_iter().flatten().collect();
        // Text order first, so that equal keys stay in it, and so that a sample is the same for any number of threads.
        hits.sort_unstable_by_key(|hit| (hit.article, hit.range.start));
        let mut articles: Vec<usize> = hits.iter().map(|hit| hit.article).collect();
        articles.dedup();
        let summary = ConcordanceSummary { hits: hits.len(), articles: articles.len() };
        if let Some((number, seed)) = options.sample {
            hits = sample(hits, number, seed);
        }
        sort(&mut hits, &found.articles, &options.order);
        hits.truncate(options.limit.unwrap_or(usize::MAX));
        let mut text = (0, String::new());
        for hit in hits {
            if text.0 != hit.text {
                text = (hit.text, current::text(reader, hit.text)?);
            }
            visit(line(&found.articles[hit.article], &text.1, &hit.range, options.width))?;
        }
        Ok(summary)
    })
}

fn sort(hits: &mut [Hit], articles: &[CurrentArticle], order: &LineOrder) {
    match order {
        LineOrder::Text => {}
        LineOrder::Words(_) => hits.sort_by(|one, other| one.keys.cmp(&other.keys)),
        LineOrder::Date => hits.sort_by(|one, other| {
            let (one, other) = (&articles[one.article].published, &articles[other.article].published);
            one.is_none().cmp(&other.is_none()).then_with(|| one.cmp(other))
        }),
        LineOrder::Outlet => hits.sort_by(|one, other| {
            let (one, other) = (&articles[one.article].outlet, &articles[other.article].outlet);
            one.is_none().cmp(&other.is_none()).then_with(|| one.cmp(other))
        }),
    }
}

/// The folded words at these positions around a hit; empty where there are none.
fn sort_words(text: &str, hit: &Range<usize>, positions: &[i8]) -> Vec<String> {
    if positions.is_empty() {
        return Vec::new();
    }
    let after =
        &text[hit.end..text.floor_char_boundary(hit.end.saturating_add(SORTED_CONTEXT).min(text.len()))];
    let before = &text[text.ceil_char_boundary(hit.start.saturating_sub(SORTED_CONTEXT))..hit.start];
    let left: Vec<&str> = word::words(before).map(|word| word.text).collect();
    let right: Vec<&str> = word::words(after).map(|word| word.text).take(MOST_KEYS + 3).collect();
    positions
        .iter()
        .map(|position| {
            let distance = usize::from(position.unsigned_abs());
            let word = match position.signum() {
                -1 => left.len().checked_sub(distance).map(|at| left[at]),
                1 => right.get(distance - 1).copied(),
                _ => Some(&text[hit.clone()]),
            };
            word.map(|word| word::folded(word).into_owned()).unwrap_or_default()
        })
        .collect()
}

/// A random sample in the order of the whole: those with the lowest of the random numbers of a generator that is
/// `SplitMix64` (Steele, Lea and Flood, 2014), whose sequence will be the same in every later version.
fn sample(hits: Vec<Hit>, number: usize, seed: u64) -> Vec<Hit> {
    let mut state = seed;
    let mut drawn: Vec<(u64, usize)> = (0..hits.len())
        .map(|at| {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            (mixed ^ (mixed >> 31), at)
        })
        .collect();
    drawn.sort_unstable();
    drawn.truncate(number);
    let mut chosen = vec![false; hits.len()];
    for (_, at) in drawn {
        chosen[at] = true;
    }
    hits.into_iter().zip(chosen).filter(|(_, chosen)| *chosen).map(|(hit, _)| hit).collect()
}

fn line(article: &CurrentArticle, text: &str, hit: &Range<usize>, width: ContextWidth) -> Line {
    let context = context(text, hit, width);
    let CurrentArticle { id, version, key, title, outlet, published, .. } = article.clone();
    Line {
        id,
        version,
        key,
        title,
        outlet,
        published,
        position: hit.start,
        left: text[context.start..hit.start].to_owned(),
        hit: text[hit.clone()].to_owned(),
        right: text[hit.end..context.end].to_owned(),
    }
}

/// The range of a hit with its context.
fn context(text: &str, hit: &Range<usize>, width: ContextWidth) -> Range<usize> {
    let (before, after) = (&text[..hit.start], &text[hit.end..]);
    match width {
        ContextWidth::Characters(number) => {
            let start = match number {
                0 => hit.start,
                number => before.char_indices().rev().nth(number - 1).map_or(0, |(at, _)| at),
            };
            start..after.char_indices().nth(number).map_or(text.len(), |(at, _)| hit.end + at)
        }
        ContextWidth::Words(number) => {
            // Words are short, so that a part of the text is enough to find them.
            let near = before.ceil_char_boundary(before.len().saturating_sub(number.saturating_mul(64) + 64));
            let left: Vec<_> = word::words(&before[near..]).map(|word| near + word.range.start).collect();
            let start = match number {
                0 => hit.start,
                number => {
                    left.len().checked_sub(number).map_or(if near == 0 { 0 } else { near }, |at| left[at])
                }
            };
            let end = match number {
                0 => hit.end,
                number => {
                    word::words(after).nth(number - 1).map_or(text.len(), |word| hit.end + word.range.end)
                }
            };
            start..end
        }
        ContextWidth::Sentence => {
            let found = sentences(text)
                .into_iter()
                .filter(|sentence| sentence.start < hit.end && sentence.end > hit.start);
            let around = found.reduce(|one, other| one.start..other.end).unwrap_or_else(|| hit.clone());
            around.start.min(hit.start)..(around.start + text[around.clone()].trim_end().len()).max(hit.end)
        }
        ContextWidth::Paragraph => {
            let start = before.rfind("\n\n").map_or(0, |at| at + 2);
            start..after.find("\n\n").map_or(text.len(), |at| hit.end + at)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_in_words_or_positions() {
        for (text, expected) in [
            ("left", Some(LineOrder::Words(vec![-1, -2, -3]))),
            ("1R,2r,1L", Some(LineOrder::Words(vec![1, 2, -1]))),
            ("L2,0", Some(LineOrder::Words(vec![-2, 0]))),
            ("date", Some(LineOrder::Date)),
            ("up", None),
            ("0L", None),
        ] {
            assert_eq!(text.parse::<LineOrder>().ok(), expected, "{text}");
        }
    }

    #[test]
    fn a_context_is_as_wide_as_asked() {
        let text = "One two. Three four five, six. Seven\n\nEight";
        let at = text.find("four").unwrap();
        for (width, expected) in [
            ("3", "ee four fi"),
            ("0", "four"),
            ("1w", "Three four five"),
            ("2words", "two. Three four five, six"),
            ("sentence", "Three four five, six."),
            ("paragraph", "One two. Three four five, six. Seven"),
            ("99", text),
            ("99w", text),
        ] {
            assert_eq!(&text[context(text, &(at..at + 4), width.parse().unwrap())], expected, "{width}");
        }
        assert!("wide".parse::<ContextWidth>().is_err());
    }

    #[test]
    fn a_line_is_sorted_by_the_words_around_it() {
        let text = "Peace TALKS, again";
        assert_eq!(sort_words(text, &(6..11), &[-1, 0, 1, 2]), ["peace", "talks", "again", ""]);
    }
}
