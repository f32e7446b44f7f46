//! Sentences and clauses with their terms.

use corpus_diff::sentences;
use corpus_text::word::{fold, words};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Number of letters of a word that are compared, so that inflected and derived forms are alike: `democracy`, `democratisation`.
const STEM: usize = 6;

/// Minimum number of words in a clause that may be a statement of its own.
const CLAUSE: usize = 5;

/// A term is rare if it weighs more than this share of what a term of a single sentence weighs.
const RARE: f64 = 0.3;

/// Number of words in quotation marks that make a sentence a quotation.
const QUOTATION: usize = 5;

/// How much the words around a quotation weigh, beside those in it: who says it is no part of the statement.
const AROUND: f64 = 0.4;

/// Maximum number of words in a sentence. A list of names without a full stop is no statement.
const LONGEST: usize = 120;

/// A sentence or clause.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// Its text, by its place in the list.
    pub(crate) text: usize,
    /// Its bytes, without white space around it.
    pub(crate) range: Range<usize>,
    /// The bytes of the sentence that it is, or is a part of.
    pub(crate) sentence: Range<usize>,
    /// Its words in order, as numbers of their folded forms.
    pub(crate) words: Vec<u32>,
    /// Its passages in quotation marks, as ranges of words.
    pub(crate) quoted: Vec<Range<usize>>,
    /// Its terms, ascending, each once, with their weights.
    pub(crate) terms: Vec<(u32, f64)>,
    /// The length of the vector of its weights.
    pub(crate) norm: f64,
    /// The weight above which a term is rare among these texts.
    pub(crate) rare: f64,
}

/// The sentences and clauses of all texts. A term weighs more the fewer sentences have it.
pub(crate) fn units(texts: &[&str]) -> Vec<Unit> {
    let mut vocabulary = StatementTerms::default();
    let mut units = Vec::new();
    let mut sentences_with: FxHashMap<u32, u32> = FxHashMap::default();
    let mut count = 0_u32;
    for (number, text) in texts.iter().enumerate() {
        for sentence in sentences(text) {
            let whole = trimmed(text, sentence);
            let mut unit = vocabulary.unit(number, text, whole.clone(), &whole);
            if unit.words.len() > LONGEST || !is_statement(&text[whole.clone()]) {
                continue;
            }
            count += 1;
            unit.terms.iter().for_each(|(term, _)| *sentences_with.entry(*term).or_default() += 1);
            let clauses = clauses(text, &whole);
            if clauses.len() > 1 {
                units.extend(clauses.into_iter().map(|clause| vocabulary.unit(number, text, clause, &whole)));
            }
            unit.range = whole;
            units.push(unit);
        }
    }
    for unit in &mut units {
        for (term, weight) in &mut unit.terms {
            let with = sentences_with.get(term).copied().unwrap_or(1);
            // The weight so far is a factor, see `StatementTerms::unit`.
            *weight *= (f64::from(count + 1) / f64::from(with)).ln();
        }
        unit.rare = RARE * f64::from(count + 1).ln();
        unit.norm = unit.terms.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
    }
    units
}

/// Numbers for words and for terms.
#[derive(Default)]
struct StatementTerms {
    words: FxHashMap<String, u32>,
    terms: FxHashMap<String, u32>,
}

impl StatementTerms {
    fn unit(&mut self, number: usize, text: &str, range: Range<usize>, sentence: &Range<usize>) -> Unit {
        let mut found = Vec::new();
        let mut terms = Vec::new();
        let mut folded = String::new();
        let body = &text[range.clone()];
        let quoted = quoted(body);
        let is_quotation = quoted.iter().map(Range::len).sum::<usize>() >= QUOTATION;
        for (number, word) in words(body).enumerate() {
            folded.clear();
            fold(word.text, &mut folded);
            let bare = folded.trim_end_matches("'s");
            found.push(numbered(&mut self.words, bare));
            let stem = bare.char_indices().nth(STEM).map_or(bare, |(end, _)| &bare[..end]);
            let is_around = is_quotation && !quoted.iter().any(|passage| passage.contains(&number));
            terms.push((numbered(&mut self.terms, stem), if is_around { AROUND } else { 1.0 }));
        }
        // Of a term inside and around a quotation, the one inside counts.
        terms.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| other.total_cmp(one)));
        terms.dedup_by_key(|(term, _)| *term);
        Unit {
            text: number,
            range,
            sentence: sentence.clone(),
            words: found,
            quoted,
            terms,
            norm: 0.0,
            rare: 0.0,
        }
    }
}

fn numbered(numbers: &mut FxHashMap<String, u32>, text: &str) -> u32 {
    if let Some(number) = numbers.get(text) {
        return *number;
    }
    let number = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    numbers.insert(text.to_owned(), number);
    number
}

/// The passages of a sentence between quotation marks, as ranges of its words. A sentence of a longer quotation may have only
/// the mark at its end or at its beginning.
fn quoted(body: &str) -> Vec<Range<usize>> {
    let mut passages = Vec::new();
    let mut start = None;
    let (mut end, mut number) = (0, 0);
    for word in words(body) {
        for mark in body[end..word.range.start].chars() {
            match mark {
                '“' | '«' | '„' | '「' | '‘' => start = start.or(Some(number)),
                '”' | '»' | '」' | '’' => {
                    passages.extend(start.take().or((mark != '’').then_some(0)).map(|first| first..number));
                }
                '"' => match start.take() {
                    Some(first) => passages.push(first..number),
                    None => start = Some(number),
                },
                _ => {}
            }
        }
        end = word.range.end;
        number += 1;
    }
    let is_closed = body[end..].contains(['”', '"', '»', '」', '’']);
    passages.extend(start.or((is_closed && passages.is_empty()).then_some(0)).map(|first| first..number));
    passages.retain(|passage| !passage.is_empty());
    passages
}

/// Words that join clauses, each of which can be a statement of its own.
const JOINS: [&str; 16] = [
    ", and ",
    ", but ",
    "; ",
    ", while ",
    ", und ",
    ", aber ",
    ", et ",
    ", mais ",
    ", y ",
    ", pero ",
    ", а ",
    ", но ",
    ", и ",
    "；",
    ": ",
    ", adding ",
];

/// The clauses of a sentence, if all have enough words.
fn clauses(text: &str, sentence: &Range<usize>) -> Vec<Range<usize>> {
    let body = &text[sentence.clone()];
    let mut joins: Vec<(usize, usize)> = JOINS
        .iter()
        .flat_map(|join| body.match_indices(join).map(|(place, join)| (place, place + join.len())))
        .collect();
    joins.sort_unstable();
    let mut clauses: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for (end, next) in joins.into_iter().chain([(body.len(), body.len())]) {
        // Two joins may overlap.
        if end >= start {
            clauses.push(trimmed(text, sentence.start + start..sentence.start + end));
            start = next;
        }
    }
    // A clause that is too short belongs to the one before.
    let mut joined: Vec<Range<usize>> = Vec::new();
    for clause in clauses {
        let is_short = words(&text[clause.clone()]).take(CLAUSE).count() < CLAUSE;
        match joined.last_mut() {
            Some(last) if is_short => last.end = clause.end,
            _ => joined.push(clause),
        }
    }
    joined
}

/// Whether a sentence may state something: not an address, a date or a row of numbers.
fn is_statement(sentence: &str) -> bool {
    let (mut all, mut numbers) = (0, 0);
    for word in words(sentence) {
        all += 1;
        numbers += usize::from(word.text.contains(|character: char| character.is_ascii_digit()));
    }
    all > 1 && 2 * numbers < all && !sentence.contains("://") && !sentence.contains("http")
}

/// Without white space at both ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let body = &text[range.clone()];
    let start = range.start + (body.len() - body.trim_start().len());
    start..start + body.trim().len()
}
