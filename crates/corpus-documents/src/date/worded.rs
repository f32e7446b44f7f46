//! Dates with an English month: RFC 2822, asctime, and those of prose.

use super::{Parts, time};

/// The English names of the months. Other languages have too many forms to be read without mistakes.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Reads a date whose parts stand in any order, each at most once. Any other word makes it no date.
pub(super) fn read(text: &str) -> Option<Parts> {
    let mut found = WordedParts::default();
    // The year of asctime follows the offset, so that times are collected and read at the end.
    let mut clock = String::new();
    for word in text.split([' ', ',', '\u{A0}']).filter(|word| !word.is_empty()) {
        // `13-Apr-2023` is a date, `-0400` an offset.
        let is_date = word.contains('-') && word.contains(|c: char| c.is_ascii_alphabetic());
        let parts: Vec<&str> = if is_date { word.split('-').collect() } else { vec![word] };
        for part in parts {
            if !found.take(part)? {
                clock.push_str(part);
                clock.push(' ');
            }
        }
    }
    let time = if clock.is_empty() { None } else { Some(time::read(&clock)?) };
    Some(Parts { year: found.year?, month: Some(found.month?), day: found.day, time })
}

#[derive(Default)]
struct WordedParts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<i8>,
}

impl WordedParts {
    /// Whether the word is a part of the date, otherwise it belongs to the time. `None` if a part comes twice.
    fn take(&mut self, word: &str) -> Option<bool> {
        let plain = word.trim_end_matches('.').to_ascii_lowercase();
        if let Some(month) = position(&MONTHS, &plain) {
            return set(&mut self.month, month);
        }
        if let Some(weekday) = position(&DAYS, &plain) {
            return set(&mut self.weekday, weekday);
        }
        let ordinal = ["st", "nd", "rd", "th"].iter().find_map(|ending| plain.strip_suffix(ending));
        let number = ordinal.unwrap_or(&plain);
        match number.len() {
            _ if !number.bytes().all(|byte| byte.is_ascii_digit()) => Some(false),
            1 | 2 => set(&mut self.day, number.parse().ok()?),
            4 if ordinal.is_none() => set(&mut self.year, number.parse().ok()?),
            _ => None,
        }
    }
}

fn set<T>(place: &mut Option<T>, value: T) -> Option<bool> {
    place.replace(value).is_none().then_some(true)
}

/// The number from 1 of a name or its abbreviation to three letters. `sept`, `tues` and `thurs` are others in use.
fn position(names: &[&str], word: &str) -> Option<i8> {
    let is_named = |name: &&str| *name == word || name[..3] == *word || is_longer(name, word);
    names.iter().position(is_named).and_then(|at| i8::try_from(at + 1).ok())
}

fn is_longer(name: &str, word: &str) -> bool {
    matches!(word, "sept" | "tues" | "thur" | "thurs") && name.starts_with(word)
}
