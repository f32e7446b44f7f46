//! Rows of units that say the same.

use crate::difference::differences;
use crate::similarity::similarity;
use crate::unit::Unit;
use crate::{Matrix, Statement, WordingPlace};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Units that are less similar don't say the same.
const SAME: f64 = 0.34;

/// The mean similarity of all pairs of a row. Lower than that of a pair, as the wordings of three reports differ more.
const SAME_ROW: f64 = 0.28;

/// A sentence that is less similar isn't even the nearest.
const NEAREST: f64 = 0.1;

/// Joins units to rows, the most similar pairs first.
///
/// Two rows are joined if all pairs between them are similar on average, so that a chain of similar sentences doesn't become one
/// statement. Pairs of equal similarity are taken in the order of their words, never in that of the texts.
pub(crate) fn matrix(texts: &[&str], units: &[Unit]) -> Matrix {
    let scores = Scores::of(units);
    let mut rows: Vec<Option<Vec<usize>>> = Vec::new();
    let mut row_of: Vec<Option<usize>> = vec![None; units.len()];
    for (a, b) in scores.pairs(texts, units) {
        let row =
            |unit: usize| row_of[unit].and_then(|row: usize| rows[row].clone()).unwrap_or_else(|| vec![unit]);
        let (one, other) = (row(a), row(b));
        if row_of[a].is_some() && row_of[a] == row_of[b]
            || !can_join(units, &row_of, &rows, &one, &other, &scores)
        {
            continue;
        }
        for old in [row_of[a], row_of[b]].into_iter().flatten() {
            rows[old] = None;
        }
        let joined = [one, other].concat();
        for unit in &joined {
            row_of[*unit] = Some(rows.len());
        }
        rows.push(Some(joined));
    }
    let rows: Vec<Vec<usize>> = rows.into_iter().flatten().collect();
    let mut statements: Vec<Statement> =
        rows.iter().map(|row| statement(texts, units, row, &scores)).collect();
    statements.sort_by_key(|statement| {
        let first = statement
            .cells
            .iter()
            .enumerate()
            .find_map(|(text, cell)| Some((text, cell.as_ref()?.range.start)));
        first.unwrap_or_default()
    });
    Matrix { only: only(texts, units, &rows), statements }
}

/// Whether two rows have no text in common, overlap with no other row, and are similar enough together.
fn can_join(
    units: &[Unit],
    row_of: &[Option<usize>],
    rows: &[Option<Vec<usize>>],
    one: &[usize],
    other: &[usize],
    scores: &Scores,
) -> bool {
    let same_text = one.iter().any(|a| other.iter().any(|b| units[*a].text == units[*b].text));
    // A clause and its sentence can't be in two rows.
    let is_taken = |unit: usize| {
        rows.iter().flatten().flatten().any(|taken| {
            *taken != unit
                && units[*taken].text == units[unit].text
                && overlaps(&units[*taken].range, &units[unit].range)
        })
    };
    let is_new = |unit: &usize| row_of[*unit].is_none() && is_taken(*unit);
    if same_text || one.iter().chain(other).any(is_new) {
        return false;
    }
    let pairs = one.iter().flat_map(|a| other.iter().map(|b| scores.get(*a, *b)));
    mean(pairs) >= if one.len() + other.len() > 2 { SAME_ROW } else { SAME }
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// The mean. The numbers are sorted first, as sums depend on their order.
fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let count = u32::try_from(values.len()).unwrap_or(u32::MAX);
    if count == 0 { 0.0 } else { values.iter().sum::<f64>() / f64::from(count) }
}

/// Similarities of units of different texts.
struct Scores(FxHashMap<(usize, usize), f64>);

impl Scores {
    fn of(units: &[Unit]) -> Self {
        let mut with: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (place, unit) in units.iter().enumerate() {
            // Frequent words pair everything with everything.
            for (term, _) in unit.terms.iter().filter(|(_, weight)| *weight > unit.rare) {
                with.entry(*term).or_default().push(place);
            }
        }
        let mut scores = FxHashMap::default();
        for places in with.values() {
            for (number, a) in places.iter().enumerate() {
                for b in &places[number + 1..] {
                    if units[*a].text != units[*b].text {
                        scores.entry((*a, *b)).or_insert_with(|| similarity(&units[*a], &units[*b]));
                    }
                }
            }
        }
        Self(scores)
    }

    fn get(&self, a: usize, b: usize) -> f64 {
        self.0.get(&(a.min(b), a.max(b))).copied().unwrap_or(0.0)
    }

    /// The pairs that say the same, most similar first.
    fn pairs(&self, texts: &[&str], units: &[Unit]) -> Vec<(usize, usize)> {
        let mut pairs: Vec<(usize, usize, f64)> = self
            .0
            .iter()
            .filter(|(_, score)| **score >= SAME)
            .map(|((a, b), score)| (*a, *b, *score))
            .collect();
        let text = |unit: usize| &texts[units[unit].text][units[unit].range.clone()];
        let words = |a: usize, b: usize| (text(a).min(text(b)), text(a).max(text(b)));
        // Longer statements first among equals; then by their words and places.
        let length = |a: usize, b: usize| units[a].words.len() + units[b].words.len();
        pairs.sort_by(|(a, b, score), (c, d, other)| {
            other
                .total_cmp(score)
                .then_with(|| length(*c, *d).cmp(&length(*a, *b)))
                .then_with(|| words(*a, *b).cmp(&words(*c, *d)))
                .then_with(|| {
                    (units[*a].range.start, units[*b].range.start)
                        .cmp(&(units[*c].range.start, units[*d].range.start))
                })
        });
        pairs.into_iter().map(|(a, b, _)| (a, b)).collect()
    }
}

fn statement(texts: &[&str], units: &[Unit], row: &[usize], scores: &Scores) -> Statement {
    let mut cells = vec![None; texts.len()];
    for unit in row {
        let others = row.iter().filter(|other| *other != unit).map(|other| scores.get(*unit, *other));
        cells[units[*unit].text] =
            Some(WordingPlace { range: units[*unit].range.clone(), score: mean(others) });
    }
    let nearest = (0..texts.len())
        .map(|text| if cells[text].is_some() { None } else { nearest(units, row, text, scores) })
        .collect();
    let wordings: Vec<&str> =
        row.iter().map(|unit| &texts[units[*unit].text][units[*unit].range.clone()]).collect();
    Statement { cells, nearest, differences: differences(&wordings) }
}

/// The sentence of a text that is most similar to a row.
fn nearest(units: &[Unit], row: &[usize], text: usize, scores: &Scores) -> Option<WordingPlace> {
    let of_text = units.iter().enumerate().filter(|(_, unit)| unit.text == text);
    let candidates =
        of_text.map(|(place, unit)| (mean(row.iter().map(|other| scores.get(place, *other))), unit));
    let (score, unit) = candidates.max_by(|(one, a), (other, b)| {
        one.total_cmp(other).then_with(|| b.range.start.cmp(&a.range.start))
    })?;
    (score >= NEAREST).then(|| WordingPlace { range: unit.sentence.clone(), score })
}

/// The sentences of each text of which no part is in a row.
fn only(texts: &[&str], units: &[Unit], rows: &[Vec<usize>]) -> Vec<Vec<Range<usize>>> {
    let taken: Vec<&Unit> = rows.iter().flatten().map(|unit| &units[*unit]).collect();
    (0..texts.len())
        .map(|text| {
            let sentences = units.iter().filter(|unit| unit.text == text && unit.range == unit.sentence);
            let is_free = |unit: &&Unit| {
                !taken.iter().any(|taken| taken.text == text && overlaps(&taken.sentence, &unit.sentence))
            };
            sentences.filter(is_free).map(|unit| unit.range.clone()).collect()
        })
        .collect()
}
