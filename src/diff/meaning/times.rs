//! Times of the day, as hours and minutes from midnight: `9 p.m.` is `21:00`. A time zone belongs to its time.
//!
//! `9:00` in a language that says “p.m.” may be either half of the day, and is not the same as `09:00` or `9 a.m.`.

use super::dates::number;
use super::facts::Reading;
use super::languages::Meaning;

/// Time zones that stand behind a time, in small letters.
const ZONES: [&str; 34] = [
    "gmt", "utc", "bst", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "et", "ct", "mt", "pt",
    "cet", "cest", "eet", "eest", "wet", "west", "msk", "ist", "jst", "kst", "hkt", "sgt", "aest", "aedt",
    "mez", "mesz", "мск", "brt", "hst",
];

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

/// 10:30, 21.30 Uhr, 10h30, 10 h 30, 3 p.m., 18 Uhr, 10:30 GMT.
pub(super) fn time(reading: &Reading, at: usize) -> Option<(String, usize)> {
    if let Some(found) = attached(reading, at) {
        return Some(found);
    }
    let clock = digits(reading, at)?;
    let after = reading.entry(clock.end).filter(|entry| entry.meaning == Meaning::Clock);
    let Some(word) = after else {
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
        if minutes.is_empty() {
            // “21 h” may be a duration as well; with minutes it is a time.
            let minutes = number(reading, at + 1, 59).filter(|_| reading.folded(at + 1).len() == 2)?;
            return Some(with_zone(reading, format!("{hour:02}:{minutes:02}"), at + 2));
        }
        let minutes = minutes.parse::<u32>().ok().filter(|&most| minutes.len() == 2 && most < 60)?;
        return Some(with_zone(reading, format!("{hour:02}:{minutes:02}"), at + 1));
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
        let is_time =
            minutes.len() == 2 && reading.entry(at + 1).is_some_and(|entry| entry.meaning == Meaning::Clock);
        let (hour, rest) = (hour.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
        return (is_time && hour <= 24 && rest < 60).then(|| Clock {
            hour,
            minutes: Some(rest),
            is_padded: folded.starts_with('0'),
            end: at + 1,
        });
    }
    let hour = number(reading, at, 24).filter(|_| folded.chars().count() <= 2)?;
    let is_padded = folded.starts_with(['0', '٠', '०']);
    let with = |minutes, end| Some(Clock { hour, minutes: Some(minutes), is_padded, end });
    let mark = reading.folded(at + 1);
    let is_joined = reading.is_joined(at + 1) && reading.is_joined(at + 2);
    let has_two_digits = reading.folded(at + 2).len() == 2;
    let minutes = number(reading, at + 2, 59).filter(|_| has_two_digits);
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
