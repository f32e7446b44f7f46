//! Dates: days, months and years, weekdays and “yesterday”; `times` reads those of the day.

use super::numerals::chinese as chinese_numerals;
use super::times::{named as named_time, time};
use crate::judge::Flag;
use crate::judge::languages::Meaning;
use crate::judge::literals::literal;
use crate::judge::reading::{Fact, Reading};

/// Years, as numbers of four digits.
const YEARS: std::ops::RangeInclusive<u32> = 1500..=2199;

/// The date that begins with this token, and the token behind it.
pub(super) fn read(reading: &Reading, at: usize) -> Option<(Fact, usize)> {
    let (key, end) = named(reading, at)
        .or_else(|| in_digits(reading, at))
        .or_else(|| with_month(reading, at))
        .or_else(|| chinese(reading, at))
        .or_else(|| korean(reading, at))
        .or_else(|| time(reading, at))
        .or_else(|| year_alone(reading, at))?;
    Some((Fact::new(Flag::Date, key, reading.range(at, end)), end))
}

fn named(reading: &Reading, at: usize) -> Option<(String, usize)> {
    let entry = reading.entry(at)?;
    let key = match entry.meaning {
        // “On Mondays” is not “on Monday”.
        Meaning::Weekday(day) if reading.folded(at).strip_suffix('s') == Some(entry.key) => {
            format!("weekday {day}s")
        }
        Meaning::Weekday(day) => format!("weekday {day}"),
        Meaning::PerhapsWeekday(day) => {
            let end = short_weekday(reading, at)?;
            return Some((format!("weekday {day}"), end));
        }
        Meaning::Time(hour) => return Some(named_time(reading, at, hour)),
        Meaning::Day => entry.key.to_owned(),
        _ => return None,
    };
    Some((key, at + entry.length()))
}

/// The token behind “Tue.”. Some of these are words without their capital, or behind which no day follows.
fn short_weekday(reading: &Reading, at: usize) -> Option<usize> {
    let is_short = reading.folded(at + 1) == "." && reading.is_joined(at + 1);
    let is_followed = || {
        let next = reading.folded(at + 2);
        next == "," || next.starts_with(|first: char| first.is_ascii_digit())
    };
    let is_capitalised = reading.tokens[at].is_capitalised();
    // In German every noun has a capital, but no noun is so short: “am Mo.”.
    let is_introduced = || {
        at.checked_sub(1).is_some_and(|before| {
            matches!(
                reading.folded(before),
                "am" | "vom" | "bis" | "ab" | "seit" | "jeden" | "kommenden" | "vergangenen"
            )
        })
    };
    let is_certain = is_capitalised && (!reading.language.has_capital_nouns || is_introduced());
    (is_short && (is_certain || is_followed())).then_some(at + 2)
}

fn year(reading: &Reading, at: usize) -> Option<u32> {
    let is_year = reading.folded(at).len() == 4;
    reading.number(at, *YEARS.end()).filter(|year| is_year && YEARS.contains(year))
}

/// 2023-03-07, 7.3.2023, 7/3/2023. Which number is the day isn't known, so the order is kept.
fn in_digits(reading: &Reading, at: usize) -> Option<(String, usize)> {
    if let Some(key) = dotted(reading.folded(at)) {
        return Some((key, at + 1));
    }
    let mark = reading.folded(at + 1);
    let is_joined = (at + 1..at + 5).all(|at| reading.is_joined(at)) && reading.folded(at + 3) == mark;
    if !is_joined || !matches!(mark, "-" | "/") {
        return None;
    }
    let (first, second) = (reading.number(at, 9999)?, reading.number(at + 2, 31)?);
    let third = reading.number(at + 4, 9999)?;
    let key = if year(reading, at).is_some() {
        date(Some(first), Some(second), Some(third))
    } else {
        format!("{first}/{second}/{}", year(reading, at + 4)?)
    };
    Some((key, at + 5))
}

/// 7.3.2023, the day first, as wherever dates have full stops.
fn dotted(folded: &str) -> Option<String> {
    let mut parts = folded.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_date = parts.next().is_none() && day.len() <= 2 && month.len() <= 2 && year.len() == 4;
    let number = |part: &str| part.parse::<u32>().ok();
    is_date.then_some(())?;
    Some(date(Some(number(year)?), Some(number(month)?), Some(number(day)?)))
}

/// A key, in which unknown parts are empty.
fn date(year: Option<u32>, month: Option<u32>, day: Option<u32>) -> String {
    [year, month, day].map(|part| part.map(|part| part.to_string()).unwrap_or_default()).join("-")
}

/// 7 March 2023, March 7, 3 de mayo de 2023, 7. März, May.
fn with_month(reading: &Reading, at: usize) -> Option<(String, usize)> {
    let mut day = reading.number(at, 31).or_else(|| ordinal(reading, at));
    let at_month = if day.is_some() { skip(reading, at + 1, &[".", "of", "de"]) } else { at };
    // In French “sept” is seven, and with a full stop behind a day September.
    let is_september =
        day.is_some() && reading.folded(at_month) == "sept" && reading.folded(at_month + 1) == ".";
    let (month, is_certain) = match reading.meaning(at_month)? {
        Meaning::Number(7) if is_september => (9, false),
        Meaning::Month(month) => (month, true),
        Meaning::PerhapsMonth(month) => (month, false),
        _ => return None,
    };
    let mut end = at_month + 1;
    // “Sept. 7”, not “in September. 7 people”.
    let is_short = reading.folded(at_month).chars().count() < 5 && reading.is_joined(end);
    let behind = skip(reading, end + 1, &["de", "del"]);
    if is_short && reading.number(behind, 9999).is_some() {
        end = skip(reading, end, &["."]);
    }
    if day.is_none() && year(reading, end).is_none() {
        day = reading.number(end, 31);
        end += usize::from(day.is_some());
    }
    let at_year = skip(reading, end, &[",", "de", "del"]);
    let year = year(reading, at_year);
    if year.is_some() {
        end = behind_year(reading, at_year + 1);
    }
    let is_introduced = at > 0 && reading.meaning(at - 1) == Some(Meaning::When);
    let is_month = is_certain || day.is_some() || year.is_some() || is_introduced;
    is_month.then(|| (date(year, Some(month.into()), day), end))
}

/// The token behind the word for “year” that Polish, Russian and Ukrainian put behind its number, also in short.
fn behind_year(reading: &Reading, at: usize) -> usize {
    match reading.folded(at) {
        "roku" | "года" | "году" | "год" | "року" => at + 1,
        "r" | "г" | "р" if reading.folded(at + 1) == "." && reading.is_joined(at + 1) => at + 2,
        _ => at,
    }
}

/// “The first of May”.
fn ordinal(reading: &Reading, at: usize) -> Option<u32> {
    match reading.meaning(at)? {
        Meaning::Ordinal(place) => u32::try_from(place).ok().filter(|place| *place <= 31),
        Meaning::First => Some(1),
        _ => None,
    }
}

/// The token behind one of `words`, if there is one.
fn skip(reading: &Reading, at: usize, words: &[&str]) -> usize {
    at + usize::from(words.contains(&reading.folded(at)))
}

/// 2023年3月7日, 六月, and other parts of such a date.
fn chinese(reading: &Reading, at: usize) -> Option<(String, usize)> {
    let (mut key, mut end) = (String::new(), at);
    while let Some((value, at_unit)) = chinese_number(reading, end) {
        let unit = reading.folded(at_unit);
        let fits = match unit {
            "年" => value > 1000,
            "月" => value <= 12,
            "日" | "号" => value <= 31,
            _ => false,
        };
        if !fits {
            break;
        }
        key += &format!("{value}{unit}");
        end = at_unit + 1;
    }
    (end > at).then_some((key, end))
}

/// 2023년 3월 7일 and parts of it, also with a particle: 7일에. A duration (7일간) is no date.
fn korean(reading: &Reading, at: usize) -> Option<(String, usize)> {
    let (mut key, mut end) = (String::new(), at);
    while let Some((value, suffix)) = literal(reading.folded(end)) {
        let (Some(value), Some(unit)) = (value.small(), suffix.chars().next()) else { break };
        let most = match unit {
            '년' => *YEARS.end(),
            '월' => 12,
            '일' => 31,
            _ => break,
        };
        let lasts = suffix[unit.len_utf8()..].starts_with(['간', '째', '반']);
        if lasts || value > most || unit == '년' && !YEARS.contains(&value) {
            break;
        }
        key += &format!("{value}{unit}");
        end += 1;
    }
    (end > at).then_some((key, end))
}

/// A number in digits or numerals, and the token behind it.
fn chinese_number(reading: &Reading, at: usize) -> Option<(u32, usize)> {
    let numerals = || {
        let (value, end) = chinese_numerals(reading, at, false)?;
        Some((value.small()?, end))
    };
    reading.number(at, 9999).map(|value| (value, at + 1)).or_else(numerals)
}

/// In 2017, (2017).
fn year_alone(reading: &Reading, at: usize) -> Option<(String, usize)> {
    let folded = reading.folded(at);
    if let Some(decade) = folded.strip_suffix('s')
        && decade.len() == 4
        && decade.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Some((format!("{decade}s"), at + 1));
    }
    let year = year(reading, at)?;
    let before = at.checked_sub(1)?;
    let is_introduced = reading.folded(before) == "(" || reading.meaning(before) == Some(Meaning::When);
    let is_counted = matches!(reading.meaning(at + 1), Some(Meaning::Unit | Meaning::Times(_)));
    // The key of the same number, since `1990` may be told as a year on one side only.
    let (value, _) = literal(folded).filter(|_| is_introduced && !is_counted && year > 0)?;
    Some((value.key(""), behind_year(reading, at + 1)))
}
