//! Numerals: numbers in words, also those in one word, and in Chinese characters.

use crate::judge::languages::quantities::DENSE_MEASURES;
use crate::judge::languages::{Entry, Language, Meaning};
use crate::judge::literals::NumberValue;
use crate::judge::reading::Reading;

/// “Twenty-four”, “two hundred and ten”, “vierundzwanzig”, “three million”.
pub(super) fn in_words(reading: &Reading, at: usize) -> Option<(NumberValue, usize)> {
    let (mut total, mut current, mut end) = (0_u64, None::<u64>, at);
    loop {
        let joins = matches!(reading.folded(end), "-" | "and" | "et" | "y" | "e");
        let next = if current.is_some() && joins { end + 1 } else { end };
        let length = reading.entry(next).map_or(1, Entry::length);
        match (word(reading, next), current) {
            (Some(Word::Number(number)), None) => current = Some(number),
            (Some(Word::Number(number)), Some(sum)) if fits(sum, number) => current = Some(sum + number),
            // Turkish says “on iki” for twelve.
            (Some(Word::Number(number)), Some(10)) if number < 10 && reading.folded(end - 1) == "on" => {
                current = Some(10 + number);
            }
            (Some(Word::Times(2)), Some(sum)) if next == end && sum < 100 => current = Some(sum.max(1) * 100),
            (Some(Word::Times(2)), None) => current = Some(100),
            (Some(Word::Times(power)), Some(_) | None)
                if next == end && (current.is_some() || total == 0) =>
            {
                let factor = 10_u64.pow(u32::from(power));
                total = total.saturating_add(current.take().unwrap_or(1).saturating_mul(factor));
            }
            // “Tres mil millones”
            (Some(Word::Times(power @ 6..)), None) if next == end && total < 10_u64.pow(u32::from(power)) => {
                total = total.saturating_mul(10_u64.pow(u32::from(power)));
            }
            _ => break,
        }
        end = next + length;
    }
    (end > at).then(|| (NumberValue::new(&total.saturating_add(current.unwrap_or(0)).to_string(), 0), end))
}

/// Whether `number` continues the sum so far: twenty, four.
fn fits(sum: u64, number: u64) -> bool {
    let is_hundreds = sum.is_multiple_of(100);
    let is_tens = sum.is_multiple_of(10) && sum % 100 >= 20;
    sum > 0 && (is_hundreds && number < 100 || is_tens && number < 10)
}

enum Word {
    Number(u64),
    Times(u8),
}

fn word(reading: &Reading, at: usize) -> Option<Word> {
    match reading.meaning(at) {
        // “Neuf” is “new” as well.
        Some(Meaning::Number(9)) if reading.folded(at) == "neuf" && !counts(reading, at + 1) => None,
        Some(Meaning::Number(number)) => Some(Word::Number(number)),
        Some(Meaning::Times(power)) => Some(Word::Times(power)),
        Some(_) => None,
        None => in_one_word(reading.language, reading.folded(at)).map(Word::Number),
    }
}

/// Whether a plural, a unit or a month stands here, which a number may stand before.
fn counts(reading: &Reading, at: usize) -> bool {
    match reading.meaning(at) {
        Some(meaning) => meaning.is_month() || matches!(meaning, Meaning::Unit | Meaning::Times(_)),
        None => reading.folded(at).ends_with(['s', 'x']),
    }
}

/// A longer word is no number.
const LONGEST: usize = 48;

/// Whether a word may be a number of several parts: a quick look, since most words aren't.
pub(super) fn may_be_compound(folded: &str) -> bool {
    const PARTS: [&str; 9] =
        ["und", "hundert", "tausend", "honderd", "duizend", "hundra", "tusen", "cento", "mila"];
    (7..=LONGEST).contains(&folded.len()) && PARTS.iter().any(|part| folded.contains(part))
}

/// “Vierundzwanzig”, “fünftausend”, “tweehonderd”, “trehundra”, “tremila”.
fn in_one_word(language: &Language, folded: &str) -> Option<u64> {
    if !may_be_compound(folded) {
        return None;
    }
    let (mut total, mut current, mut rest, mut is_joined) = (0_u64, None::<u64>, folded, false);
    while !rest.is_empty() {
        if let Some(behind) = rest.strip_prefix("und").filter(|_| current.is_some() && !is_joined) {
            (rest, is_joined) = (behind, true);
            continue;
        }
        let (meaning, end) = part(language, rest)?;
        (current, total) = match (meaning, current) {
            (Meaning::Number(number), None) => (Some(number), total),
            (Meaning::Number(tens), Some(sum)) if is_joined && tens % 10 == 0 && sum % 100 < 10 => {
                (Some(sum + tens), total)
            }
            (Meaning::Number(number), Some(sum)) if !is_joined && fits(sum, number) => {
                (Some(sum + number), total)
            }
            // “Dreihundertvierundzwanzig”
            (Meaning::Number(number), Some(sum)) if !is_joined && sum % 100 == 0 && number < 100 => {
                (Some(sum + number), total)
            }
            (Meaning::Times(2), sum) if !is_joined && sum.is_none_or(|sum| (1..100).contains(&sum)) => {
                (Some(sum.unwrap_or(1) * 100), total)
            }
            (Meaning::Times(3), sum) if !is_joined && total == 0 && sum != Some(0) => {
                (None, sum.unwrap_or(1) * 1_000)
            }
            _ => return None,
        };
        (rest, is_joined) = (&rest[end..], false);
    }
    (!is_joined).then_some(total + current.unwrap_or(0))
}

/// The longest part of a number that a word begins with, and its length in bytes.
fn part(language: &Language, word: &str) -> Option<(Meaning, usize)> {
    let ends = word.char_indices().map(|(at, _)| at).skip(1).chain([word.len()]);
    let parts = ends.filter_map(|end| {
        let meaning = language.word(&word[..end])?;
        matches!(meaning, Meaning::Number(_) | Meaning::Times(2 | 3)).then_some((meaning, end))
    });
    parts.last()
}

/// Chinese numerals: 三, 二十四, 三万五千. One alone is a number if it counts something, or with a unit before it.
pub(super) fn chinese(reading: &Reading, at: usize, has_unit: bool) -> Option<(NumberValue, usize)> {
    let character = |at: usize| reading.folded(at).chars().next();
    let numeral = |at: &usize| {
        character(*at).is_some_and(|numeral| "零〇一二三四五六七八九两十百千万亿".contains(numeral))
    };
    // A run of numerals is read as a whole.
    if at > 0 && numeral(&(at - 1)) {
        return None;
    }
    let length = (at..reading.tokens.len()).take_while(numeral).count();
    let is_ordinal = at > 0 && reading.folded(at - 1) == "第";
    let next = character(at + length);
    let is_counted = has_unit || next.is_some_and(|next| DENSE_MEASURES.contains(next));
    let is_article =
        length == 1 && character(at) == Some('一') && matches!(next, Some('个' | '种' | '次' | '件'));
    let has_digit =
        (at..at + length).any(|at| character(at).is_some_and(|numeral| !"百千万亿".contains(numeral)));
    if length == 0 || !has_digit || is_ordinal || is_article || length == 1 && !is_counted {
        return None;
    }
    let (mut total, mut section, mut last) = (0_u64, 0_u64, 0_u64);
    for numeral in (at..at + length).filter_map(character) {
        match numeral {
            '十' => (section, last) = (section.saturating_add(last.max(1) * 10), 0),
            '百' => (section, last) = (section.saturating_add(last * 100), 0),
            '千' => (section, last) = (section.saturating_add(last * 1_000), 0),
            '万' | '亿' => {
                let factor = if numeral == '万' { 10_000 } else { 100_000_000 };
                total = total.saturating_add(section.saturating_add(last)).saturating_mul(factor);
                (section, last) = (0, 0);
            }
            // Digits in a row are read as such, as in a year.
            numeral => last = last.saturating_mul(10).saturating_add(chinese_digit(numeral)),
        }
        last = last.min(u64::MAX / 10_000);
    }
    Some((NumberValue::new(&total.saturating_add(section).saturating_add(last).to_string(), 0), at + length))
}

fn chinese_digit(numeral: char) -> u64 {
    let place = "零一二三四五六七八九".chars().position(|digit| digit == numeral);
    place.map_or(if numeral == '两' { 2 } else { 0 }, |place| place as u64)
}
