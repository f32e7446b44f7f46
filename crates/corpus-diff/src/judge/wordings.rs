//! Wordings: how often the words of a fact occur in a sentence and in the whole text, as a fact or not.
//!
//! Only the words of those facts are looked for that one side seems to lack, all in one walk through each text.

use std::ops::Range;

use foldhash::{HashMap, HashSet};

use super::Flag;
use super::reading::{Fact, Reading};
use super::tokens::Token;

/// Longer wordings are found as facts only, so that the walk stays short.
const LONGEST: usize = 12;

/// Where wordings stand in one text.
pub(super) struct Wordings {
    places: HashMap<String, Occurrences>,
}

#[derive(Default)]
struct Occurrences {
    all: Vec<usize>,
    /// Occurrences inside a longer fact, with the flag of that fact: the `5` of `-5`.
    parts: HashMap<Flag, Vec<usize>>,
}

impl Wordings {
    /// Looks for each of `wanted`. `touching` gives the facts that overlap some bytes.
    pub(super) fn of<'a>(
        reading: &Reading,
        wanted: &HashSet<String>,
        touching: impl Fn(&Range<usize>) -> &'a [Fact],
    ) -> Self {
        let mut places: HashMap<String, Occurrences> = HashMap::default();
        let lengths: HashSet<usize> = wanted.iter().map(|wording| wording.split(' ').count()).collect();
        let firsts: HashSet<&str> = wanted.iter().filter_map(|wording| wording.split(' ').next()).collect();
        let mut wording = String::new();
        let starts = reading.tokens.iter().enumerate().filter(|(_, token)| firsts.contains(form(token)));
        for (at, token) in starts {
            for length in lengths.iter().filter(|&&length| at + length <= reading.tokens.len()) {
                write(reading, at..at + length, &mut wording);
                if !wanted.contains(&wording) {
                    continue;
                }
                let range = reading.range(at, at + length);
                let found = places.entry(wording.clone()).or_default();
                found.all.push(token.start);
                let is_longer = |fact: &&Fact| {
                    fact.range.len() > range.len()
                        && fact.range.start <= range.start
                        && range.end <= fact.range.end
                };
                let longer = touching(&range).iter().filter(is_longer);
                longer.for_each(|fact| found.parts.entry(fact.flag).or_default().push(token.start));
            }
        }
        Wordings { places }
    }

    /// How often a wording stands within these bytes.
    pub(super) fn within(&self, wording: &str, bytes: &Range<usize>) -> usize {
        self.places.get(wording).map_or(0, |places| count(&places.all, bytes))
    }

    /// How often it is there a part of a longer fact of this kind.
    pub(super) fn parts(&self, flag: Flag, wording: &str, bytes: &Range<usize>) -> usize {
        let parts = self.places.get(wording).and_then(|places| places.parts.get(&flag));
        parts.map_or(0, |parts| count(parts, bytes))
    }
}

fn count(places: &[usize], bytes: &Range<usize>) -> usize {
    places.partition_point(|&place| place < bytes.end) - places.partition_point(|&place| place < bytes.start)
}

/// The words of a fact, folded, with a space between them; `None` of a long one.
pub(super) fn wording(reading: &Reading, fact: &Fact) -> Option<String> {
    let first = reading.tokens.partition_point(|token| token.start < fact.range.start);
    let end = reading.tokens.partition_point(|token| token.start < fact.range.end);
    let mut wording = String::new();
    (first < end && end - first <= LONGEST).then(|| write(reading, first..end, &mut wording))?;
    Some(wording)
}

fn write(reading: &Reading, tokens: Range<usize>, wording: &mut String) {
    wording.clear();
    for token in &reading.tokens[tokens] {
        if !wording.is_empty() {
            wording.push(' ');
        }
        wording.push_str(form(token));
    }
}

/// The form in which a word is looked for: the same for a name and its genitive. Capitals count behind digits: `10mW` is
/// not `10MW`.
fn form<'a>(token: &'a Token) -> &'a str {
    if token.text.starts_with(char::is_numeric) {
        return token.text;
    }
    token.folded.trim_end_matches("'s").trim_end_matches('\'')
}
