//! Times of the day, as hours and minutes from midnight: `9 p.m.` is `21:00`. A time zone belongs to its time.
//!
//! `9:00` in a language that says “p.m.” may be either half of the day, and is not the same as `09:00` or `9 a.m.`.

use super::halves;
use super::numerals::chinese;
use super::units;
use crate::judge::languages::Meaning;
use crate::judge::reading::Reading;

/// Time zones that stand behind a time, in small letters.
const ZONES: [&str; 34] = [
    "gmt", "utc", "bst", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "et", "ct", "mt", "pt",
    "cet", "cest", "eet", "eest", "wet", "west", "msk", "ist", "jst", "kst", "hkt", "sgt", "aest", "aedt",
    "mez", "mesz", "мск", "brt", "hst",
];

/// Words that stand before a time and before no number of anything else.
const CLOCK_BEFORE: [&str; 9] =
    ["klockan", "kl", "godzinie", "godziną", "godz", "ore", "saat", "klokken", "kell"];

/// Words before a time that has minutes, and before other numbers.
const PREPOSITIONS: [&str; 14] =
    ["à", "vers", "dès", "avant", "après", "depuis", "às", "las", "alle", "dalle", "om", "um", "o", "till"];

/// Words before a time whose minutes stand behind a full stop.
const BEFORE_MINUTES: [&str; 12] =
    ["в", "с", "к", "до", "после", "около", "o", "od", "om", "las", "dalle", "från"];

/// Hours, which are a time behind a preposition and a duration elsewhere.
const HOURS: [&str; 5] = ["heures", "heure", "horas", "hora", "h"];

/// A time whose hour and minutes are read.
struct Clock {
    hour: u32,
    minutes: Option<u32>,
    /// Whether the hour has two digits, as of a day of 24 hours.
    is_padded: bool,
    end: usize,
}

/// “Noon” and the like, and the token behind them.
pub(super) fn named(reading: &Reading, at: usize, hour: u8) -> (String, usize) {
    with_zone(reading, format!("{hour:02}:00"), at + 1)
}

/// Whether this word can only stand before a time.
pub(super) fn is_clock_word(folded: &str) -> bool {
    CLOCK_BEFORE.contains(&folded) || halves::is_word(folded)
}

/// A time, together with the half of the day beside it and the word for a clock before it.
pub(super) fn time(reading: &Reading, at: usize) -> Option<(String, usize)> {
    if let Some((half, start)) = halves::before(reading, at) {
        let (key, end) = on_clock(reading, start).or_else(|| in_numerals(reading, start))?;
        return Some((half.of(&key), end));
    }
    if CLOCK_BEFORE.contains(&reading.folded(at)) {
        let is_short = reading.folded(at + 1) == "." && reading.is_joined(at + 1);
        let start = at + 1 + usize::from(is_short);
        let is_number = reading.folded(start).starts_with(char::is_numeric);
        return if is_number { time(reading, start) } else { None };
    }
    let alone = || {
        let hour = reading.number(at, 12).filter(|_| reading.folded(at).len() <= 2)?;
        let is_time = |&(_, end): &(String, usize)| {
            halves::behind(reading, end).is_some() || hour == 12 && twelve(reading, end).is_some()
        };
        Some((format!("{hour:02}:00"), at + 1)).filter(is_time)
    };
    let (key, end) = on_clock(reading, at).or_else(alone)?;
    // “12 noon” is noon.
    if key == "12:00"
        && let Some(hour) = twelve(reading, end)
    {
        return Some(named(reading, end, hour));
    }
    Some(match halves::behind(reading, end) {
        Some((half, end)) => (half.of(&key), end),
        None => (key, end),
    })
}

/// The hour of the word that says which twelve it is: noon, midnight.
fn twelve(reading: &Reading, at: usize) -> Option<u8> {
    match reading.meaning(at) {
        Some(Meaning::Time(hour)) => Some(hour),
        _ => None,
    }
}

/// 三点, 九点半, behind the half of the day.
fn in_numerals(reading: &Reading, at: usize) -> Option<(String, usize)> {
    let (hour, end) = chinese(reading, at, true)?;
    let hour = hour.small().filter(|&hour| hour <= 24)?;
    let is_hour = matches!(reading.folded(end), "点" | "點" | "时" | "時");
    let is_half = reading.folded(end + 1) == "半";
    let minutes = if is_half { 30 } else { 0 };
    is_hour.then(|| (format!("{hour:02}:{minutes:02}"), end + 1 + usize::from(is_half)))
}

/// 10:30, 21.30 Uhr, 10h30, 10 h 30, 3 p.m., 18 Uhr, 10:30 GMT.
fn on_clock(reading: &Reading, at: usize) -> Option<(String, usize)> {
    if let Some(found) = attached(reading, at).or_else(|| in_four_digits(reading, at)) {
        return Some(found);
    }
    let clock = digits(reading, at)?;
    if let Some((minutes, end)) = hours_behind(reading, at, &clock) {
        return Some(with_zone(reading, format!("{:02}:{minutes:02}", clock.hour), end));
    }
    let after = reading.entry(clock.end).filter(|entry| entry.meaning == Meaning::Clock);
    let Some(word) = after else {
        if clock.minutes.is_none() && before(reading, at).is_some_and(|word| CLOCK_BEFORE.contains(&word)) {
            return Some(with_zone(reading, format!("{:02}:00", clock.hour), clock.end));
        }
        let minutes = clock.minutes?;
        let is_day_of_24 = clock.is_padded || clock.hour > 12 || !has_halves(reading);
        let hour = clock.hour;
        let key =
            if is_day_of_24 { format!("{hour:02}:{minutes:02}") } else { format!("{hour}:{minutes:02}") };
        return Some(with_zone(reading, key, clock.end));
    };
    let mut end = clock.end + word.length();
    let minutes = clock.minutes.unwrap_or(0);
    let key = match word.key {
        "pm" | "am" => {
            end += usize::from(reading.folded(end) == "." && reading.is_joined(end));
            halved(clock.hour, minutes, reading.folded(clock.end).starts_with('p'))?
        }
        "o'" => format!("{}:{minutes:02}", clock.hour),
        _ => format!("{:02}:{minutes:02}", clock.hour),
    };
    Some(with_zone(reading, key, end))
}

/// 1400 GMT, 1400 hours. Four digits alone are any number.
fn in_four_digits(reading: &Reading, at: usize) -> Option<(String, usize)> {
    let folded = reading.folded(at);
    let is_four = folded.len() == 4 && folded.bytes().all(|byte| byte.is_ascii_digit());
    let (hour, minutes) = is_four.then(|| folded.split_at(2))?;
    let is_time = hour.parse::<u32>().is_ok_and(|hour| hour <= 24)
        && minutes.parse::<u32>().is_ok_and(|most| most < 60);
    let key = is_time.then(|| format!("{hour}:{minutes}"))?;
    // “At 1400 hours”, but not “1400 hours of work”.
    let is_introduced =
        before(reading, at).is_some_and(|word| matches!(word, "at" | "by" | "until" | "from" | "about"));
    if is_introduced && matches!(reading.folded(at + 1), "hours" | "hrs") {
        return Some((key, at + 2));
    }
    Some(with_zone(reading, key, at + 1)).filter(|(_, end)| *end > at + 1)
}

/// The word before a token, an abbreviation's full stop aside.
fn before<'a>(reading: &'a Reading, at: usize) -> Option<&'a str> {
    let before = at.checked_sub(1)?;
    let is_stop = reading.folded(before) == "." && reading.is_joined(before);
    Some(reading.folded(if is_stop { before.checked_sub(1)? } else { before }))
}

/// The minutes and the end of a time whose hours stand behind the number: à 6 heures, 9時30分.
fn hours_behind(reading: &Reading, at: usize, clock: &Clock) -> Option<(u32, usize)> {
    let end = clock.end;
    let word = reading.folded(end);
    if HOURS.contains(&word) && clock.minutes.is_none() {
        // “20 heures 30”
        let minutes = reading.number(end + 1, 59).filter(|_| reading.folded(end + 1).len() == 2);
        if let Some(minutes) = minutes.filter(|_| word.starts_with("heure")) {
            return Some((minutes, end + 2));
        }
        let is_introduced = before(reading, at).is_some_and(|word| PREPOSITIONS.contains(&word));
        return is_introduced.then_some((0, end + 1));
    }
    let is_hour = matches!(word, "時" | "时" | "点" | "點") && reading.is_joined(end);
    // 3時間 is a duration, 3点以上 a score.
    if !is_hour || matches!(reading.folded(end + 1), "間" | "间" | "差" | "以") {
        return None;
    }
    match reading.number(end + 1, 59).filter(|_| reading.folded(end + 2) == "分") {
        Some(minutes) => Some((minutes, end + 3)),
        None if reading.folded(end + 1) == "半" => Some((30, end + 2)),
        None => Some((0, end + 1)),
    }
}

/// The hour of a half of the day; there is none above 12.
fn halved(hour: u32, minutes: u32, is_afternoon: bool) -> Option<String> {
    let hour = match (hour, is_afternoon) {
        (13.., _) => return None,
        (hour, true) => hour % 12 + 12,
        (hour, false) => hour % 12,
    };
    Some(format!("{hour:02}:{minutes:02}"))
}

/// Whether the language counts hours to twelve.
fn has_halves(reading: &Reading) -> bool {
    reading.language.word("pm").is_some()
}

/// 10h30, 21h, 9pm.
fn attached(reading: &Reading, at: usize) -> Option<(String, usize)> {
    let folded = reading.folded(at);
    let hours = |text: &str| -> Option<u32> {
        let is_short = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|&hour| is_short && hour <= 24)
    };
    if let Some((hour, minutes)) = folded.split_once('h') {
        let hour = hours(hour)?;
        if minutes.is_empty() && before(reading, at).is_some_and(|word| PREPOSITIONS.contains(&word)) {
            let minutes = reading.number(at + 1, 59).filter(|_| reading.folded(at + 1).len() == 2);
            let end = at + 1 + usize::from(minutes.is_some());
            return Some(with_zone(reading, format!("{hour:02}:{:02}", minutes.unwrap_or(0)), end));
        }
        if minutes.is_empty() {
            // “21 h” may be a duration as well; with minutes it is a time.
            let minutes = reading.number(at + 1, 59).filter(|_| reading.folded(at + 1).len() == 2)?;
            return Some(with_zone(reading, format!("{hour:02}:{minutes:02}"), at + 2));
        }
        let minutes = minutes.parse::<u32>().ok().filter(|&most| minutes.len() == 2 && most < 60)?;
        return Some(with_zone(reading, format!("{hour:02}:{minutes:02}"), at + 1));
    }
    if let Some((hour, rest)) = folded.split_once('시')
        && !rest.starts_with(['간', '즌'])
        && let Some(hour) = hours(hour)
    {
        let minutes =
            reading.folded(at + 1).split_once('분').and_then(|(minutes, _)| minutes.parse::<u32>().ok());
        let end = at + 1 + usize::from(minutes.is_some());
        return Some((format!("{hour:02}:{:02}", minutes.unwrap_or(0)), end));
    }
    let half = folded.strip_suffix("pm").or_else(|| folded.strip_suffix("am"))?;
    let (hour, minutes) = half.split_once(['.', ':']).unwrap_or((half, "00"));
    let minutes = minutes.parse::<u32>().ok().filter(|&minutes| minutes < 60)?;
    let key = halved(hours(hour)?, minutes, folded.ends_with("pm"))?;
    Some(with_zone(reading, key, at + 1))
}

/// The hour, and minutes behind a colon, a full stop or `h`.
fn digits(reading: &Reading, at: usize) -> Option<Clock> {
    let folded = reading.folded(at);
    if let Some((hour, minutes)) = folded.split_once('.') {
        let is_introduced = before(reading, at)
            .is_some_and(|word| CLOCK_BEFORE.contains(&word) || matches!(word, "alle" | "dalle" | "às"));
        let is_behind = |words: &[&str]| before(reading, at).is_some_and(|word| words.contains(&word));
        let has_clock = reading.entry(at + 1).is_some_and(|entry| entry.meaning == Meaning::Clock)
            || is_behind(&PREPOSITIONS) && HOURS.contains(&reading.folded(at + 1))
            || halves::behind(reading, at + 1).is_some();
        // Where decimals have a comma, two digits behind a full stop are minutes, if they count nothing.
        let is_likely = || {
            let counts = units::behind(reading, at + 1).is_some()
                || matches!(reading.meaning(at + 1), Some(Meaning::Times(_)));
            reading.decimal == Some(',') && is_behind(&BEFORE_MINUTES) && !counts
        };
        let is_time = minutes.len() == 2 && (is_introduced || has_clock || is_likely());
        let (hour, rest) = (hour.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
        return (is_time && hour <= 24 && rest < 60).then(|| Clock {
            hour,
            minutes: Some(rest),
            is_padded: folded.starts_with('0'),
            end: at + 1,
        });
    }
    if let Some(Meaning::Number(hour @ 0..=24)) = reading.meaning(at)
        && reading.entry(at + 1).is_some_and(|entry| entry.meaning == Meaning::Clock)
    {
        let hour = u32::try_from(hour).ok()?;
        return Some(Clock { hour, minutes: None, is_padded: false, end: at + 1 });
    }
    let hour = reading.number(at, 24).filter(|_| folded.chars().count() <= 2)?;
    let is_padded = folded.starts_with(['0', '٠', '०']);
    let with = |minutes, end| Some(Clock { hour, minutes: Some(minutes), is_padded, end });
    let mark = reading.folded(at + 1);
    let is_joined = reading.is_joined(at + 1) && reading.is_joined(at + 2);
    let has_two_digits = reading.folded(at + 2).len() == 2;
    let minutes = reading.number(at + 2, 59).filter(|_| has_two_digits);
    match minutes {
        Some(minutes) if mark == ":" && is_joined || mark == "h" => with(minutes, at + 3),
        _ => match mark.strip_prefix('h').and_then(|minutes| minutes.parse::<u32>().ok()) {
            Some(minutes) if minutes < 60 && mark.len() == 3 => with(minutes, at + 2),
            _ => Some(Clock { hour, minutes: None, is_padded, end: at + 1 }),
        },
    }
}

/// A time with the zone that follows it.
fn with_zone(reading: &Reading, key: String, end: usize) -> (String, usize) {
    let zone = reading.folded(end);
    let is_zone = ZONES.contains(&zone) && reading.tokens[end].is_capitalised();
    if is_zone { (format!("{key} {zone}"), end + 1) } else { (key, end) }
}
