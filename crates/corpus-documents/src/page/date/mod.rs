//! Dates as pages write them, as ISO 8601.
//!
//! A date is as precise as its source: without a time if none is given, without an offset if none is given.

mod clock;
mod months;
mod token;

use jiff::civil;

use token::{DateToken, tokens};

/// How a page writes the day and the month of a date such as `3/4/2023`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// As in most of the world.
    DayFirst,
    /// As in the United States.
    MonthFirst,
}

/// The date that a value states, such as `2023-04-13T09:30:00+02:00`, `13 avril 2023` or `1681378200`; `None` if it is none.
pub(super) fn stated(value: &str, order: Order) -> Option<String> {
    let value = value.trim();
    // Neither a year nor the seconds since 1970 begin so: it is an identifier.
    if value.len() >= 10 && value.bytes().all(|byte| byte.is_ascii_digit()) && !value.starts_with(['1', '2'])
    {
        return None;
    }
    epoch(value).or_else(|| found(value, order)).filter(|date| !is_unset(date))
}

/// Whether a date is the beginning of 1970, which programs write where they have none.
fn is_unset(date: &str) -> bool {
    let is_zero = date.parse::<jiff::Timestamp>().is_ok_and(|moment| moment.as_second() == 0);
    is_zero || date == "1970-01-01" || date.starts_with("1970-01-01T00:00")
}

/// Seconds or milliseconds since 1970, for the years from 1990 to 2286.
fn epoch(value: &str) -> Option<String> {
    let seconds = match value.len() {
        10 => value.parse::<i64>().ok()?,
        13 => value.parse::<i64>().ok()? / 1000,
        _ => return None,
    };
    let timestamp = jiff::Timestamp::from_second(seconds).ok()?;
    (seconds > 631_152_000).then(|| timestamp.to_string())
}

/// Whether `other` is the moment `universal`, which is given in universal time, in local time: with its offset, or without but a number of
/// half hours away.
pub(super) fn is_local_form(universal: &str, other: &str) -> bool {
    let Some(moment) = universal.strip_suffix('Z').or_else(|| universal.strip_suffix("+00:00")) else {
        return false;
    };
    let Ok(moment) = moment.parse::<civil::DateTime>() else { return false };
    if other.len() == 10
        && let Ok(day) = other.parse::<civil::Date>()
    {
        // Late in the evening it is the next day in Europe, and early in the morning the day before in America.
        let is_next = moment.hour() >= 22 && moment.date().tomorrow().is_ok_and(|next| next == day);
        return is_next || moment.hour() < 6 && moment.date().yesterday().is_ok_and(|before| before == day);
    }
    if other.ends_with('Z') || other.ends_with("+00:00") {
        return false;
    }
    match other.get(..19).map(str::parse::<civil::DateTime>) {
        Some(Ok(local)) => is_offset(moment, local),
        _ => minutes_only(moment, other),
    }
}

/// A visible time has no seconds, such as `2023-04-13T09:30`.
fn minutes_only(moment: civil::DateTime, other: &str) -> bool {
    let Some(Ok(local)) = other.get(..16).map(str::parse::<civil::DateTime>) else { return false };
    moment.with().second(0).build().is_ok_and(|moment| is_offset(moment, local))
}

fn is_offset(moment: civil::DateTime, local: civil::DateTime) -> bool {
    let distance = local.duration_since(moment).as_secs();
    distance != 0 && distance % 1800 == 0 && distance.abs() <= 14 * 3600
}

/// The first date in a text, with the time that follows it.
pub(super) fn found(text: &str, order: Order) -> Option<String> {
    if !text.contains(char::is_numeric) {
        return None;
    }
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|at| {
        let (day, length) = day(&tokens[at..], order)?;
        let time = clock::after(&tokens[at + length..]).unwrap_or_default();
        Some(format!("{day}{time}"))
    })
}

/// A day at the beginning of the tokens, and how many of them it takes.
fn day(tokens: &[DateToken], order: Order) -> Option<(civil::Date, usize)> {
    packed(tokens).or_else(|| with_signs(tokens)).or_else(|| numbers(tokens, order)).or_else(|| named(tokens))
}

/// `20230413`
fn packed(tokens: &[DateToken]) -> Option<(civil::Date, usize)> {
    let Some(DateToken::Number { value, digits: 8 | 14 | 12, .. }) = tokens.first() else { return None };
    // The time at the end is cut off: six digits, or four.
    let value = if *value > 99_991_231 {
        value / if *value > 999_912_312_359 { 1_000_000 } else { 10_000 }
    } else {
        *value
    };
    Some((date(value / 10_000, value / 100 % 100, value % 100)?, 1))
}

/// `2023年4月13日`, `2023년 4월 13일`
fn with_signs(tokens: &[DateToken]) -> Option<(civil::Date, usize)> {
    let mut parts = [0; 3];
    let mut at = 0;
    for (part, signs) in parts.iter_mut().zip([["年", "년"], ["月", "월"], ["日", "일"]]) {
        let Some(DateToken::Number { value, .. }) = tokens.get(at) else { return None };
        *part = *value;
        at += 1;
        match tokens.get(at) {
            Some(DateToken::Word(word)) if signs.iter().any(|sign| word.starts_with(sign)) => at += 1,
            _ => return None,
        }
    }
    Some((date(parts[0], parts[1], parts[2])?, at))
}

/// Three numbers with the same sign between them: `2023-04-13`, `13.4.2023`, `4/13/23`.
fn numbers(tokens: &[DateToken], order: Order) -> Option<(civil::Date, usize)> {
    let [
        DateToken::Number { value: first, digits, .. },
        DateToken::Sign(sign),
        DateToken::Number { value: second, .. },
        DateToken::Sign(other),
        DateToken::Number { value: third, digits: last, .. },
        ..,
    ] = tokens
    else {
        return None;
    };
    if sign != other || !matches!(sign, '-' | '/' | '.' | '‐' | '–' | '،') {
        return None;
    }
    let date = if *digits == 4 {
        date(*first, *second, *third)
    } else if matches!(last, 2 | 4) {
        let year = if *last == 2 { 2000 + third } else { *third };
        let month_first = order == Order::MonthFirst && *sign != '.';
        let (day, month) = if month_first { (second, first) } else { (first, second) };
        // `13/4` can't be meant the other way round.
        date(year, *month, *day).or_else(|| date(year, *day, *month))
    } else {
        None
    };
    Some((date?, 5))
}

/// A day, the name of a month, and a year: `13 April 2023`, `April 13th, 2023`, `13 de abril de 2023`, `2023. április 13.`.
fn named(tokens: &[DateToken]) -> Option<(civil::Date, usize)> {
    let (mut day, mut month, mut year) = (None, None, None);
    for (at, token) in tokens.iter().enumerate().take(12) {
        match token {
            DateToken::Number { value, digits: 4 } if year.is_none() => year = Some(*value),
            DateToken::Number { value, digits: 1 | 2, .. } if day.is_none() && (1..=31).contains(value) => {
                day = Some(*value);
            }
            // `Apr 13 '23`: only after a day and a month.
            DateToken::Number { value, digits: 2, .. }
                if year.is_none()
                    && month.is_some()
                    && at > 1
                    && matches!(tokens[at - 1], DateToken::Sign('\'' | '’' | '-' | ' ')) =>
            {
                year = Some(2000 + value);
            }
            DateToken::Word(word) => match months::month(word) {
                Some(found) if month.is_none() => month = Some(u64::from(found)),
                // `tháng 4` is April.
                None if word == "tháng" && month.is_none() => {
                    let Some(DateToken::Number { value, .. }) = tokens.get(at + 1) else { return None };
                    month = Some(*value);
                }
                None if is_filler(word) => {}
                _ => return None,
            },
            DateToken::Sign('.' | ',' | '-' | '/' | ' ' | '\'' | '’' | '،') => {}
            _ if month.is_some() && word_is_month_number(tokens, at) => {}
            _ => return None,
        }
        // A date begins with one of its parts, as every place in the text is tried.
        if at == 0 && day.is_none() && month.is_none() && year.is_none() {
            return None;
        }
        if let (Some(day), Some(month), Some(year)) = (day, month, year) {
            return Some((date(year, month, day)?, at + 1));
        }
    }
    None
}

fn word_is_month_number(tokens: &[DateToken], at: usize) -> bool {
    at > 0 && matches!(&tokens[at - 1], DateToken::Word(word) if word == "tháng")
}

/// Words between the parts of a date, and endings of ordinal numbers.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "de" | "del"
            | "d"
            | "di"
            | "do"
            | "den"
            | "der"
            | "of"
            | "the"
            | "st"
            | "nd"
            | "rd"
            | "th"
            | "er"
            | "ro"
            | "año"
            | "г"
            | "р"
            | "року"
            | "года"
            | "m"
            | "năm"
            | "พ.ศ"
            | "e"
            | "a"
            | "ta"
            | "º"
            | "ª"
            | "o"
            | "i"
    )
}

/// A day that exists. Thai years count from 543 before our era.
fn date(year: u64, month: u64, day: u64) -> Option<civil::Date> {
    let year = if (2400..2700).contains(&year) { year - 543 } else { year };
    if !(1600..2200).contains(&year) {
        return None;
    }
    civil::Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> String {
        found(text, Order::DayFirst).unwrap_or_default()
    }

    #[test]
    fn dates_are_as_precise_as_their_source() {
        for (text, date) in [
            ("2023-04-13T09:30:00+02:00", "2023-04-13T09:30:00+02:00"),
            ("2023-04-13T09:30:00.123Z", "2023-04-13T09:30:00Z"),
            ("2023-04-13 09:30", "2023-04-13T09:30"),
            ("2023-04-13", "2023-04-13"),
            ("20230413", "2023-04-13"),
            ("Thu, 13 Apr 2023 09:30:00 +0200", "2023-04-13T09:30:00+02:00"),
            ("1681378200", "2023-04-13T09:30:00Z"),
        ] {
            assert_eq!(stated(text, Order::DayFirst).as_deref(), Some(date), "{text}");
        }
    }

    #[test]
    fn the_beginning_of_1970_is_no_date() {
        for text in [
            "1970-01-01T00:00:00",
            "1970-01-01T00:00:00Z",
            "1970-01-01T01:00:00+01:00",
            "1970-01-01",
            "1970-01-01 00:00",
        ] {
            assert_eq!(stated(text, Order::DayFirst), None, "{text}");
        }
        assert!(stated("1970-01-02", Order::DayFirst).is_some());
    }

    #[test]
    fn months_are_known_in_many_languages() {
        for text in [
            "13. März 2023",
            "March 13th, 2023",
            "13 mars 2023",
            "13 de marzo de 2023",
            "13 marca 2023",
            "13 марта 2023 г.",
            "13 березня 2023 року",
            "13 Μαρτίου 2023",
            "13 Mart 2023",
            "2023年3月13日",
            "2023년 3월 13일",
            "13 مارس 2023",
            "١٣ مارس ٢٠٢٣",
            "13 मार्च 2023",
            "13 มีนาคม 2566",
            "Ngày 13 tháng 3 năm 2023",
            "2023. március 13.",
            "13. maaliskuuta 2023",
            "13-Mar-2023",
            "Mon 13 Mar 2023",
        ] {
            assert_eq!(first(text), "2023-03-13", "{text}");
        }
    }

    #[test]
    fn times_follow_days() {
        for (text, date) in [
            ("13. April 2023 um 9:30 Uhr", "2023-04-13T09:30"),
            ("April 13, 2023 at 9:30 p.m.", "2023-04-13T21:30"),
            ("Apr 13, 2023 12:05 AM", "2023-04-13T00:05"),
            ("13/04/2023 à 9h30", "2023-04-13T09:30"),
            ("13.04.2023, 10:00-11:30", "2023-04-13T10:00"),
            ("13.04.2023 - 9 others", "2023-04-13"),
        ] {
            assert_eq!(first(text), date, "{text}");
        }
    }

    #[test]
    fn the_order_of_numbers_depends_on_the_page() {
        assert_eq!(found("3/4/2023", Order::MonthFirst).as_deref(), Some("2023-03-04"));
        assert_eq!(found("3/4/2023", Order::DayFirst).as_deref(), Some("2023-04-03"));
        assert_eq!(found("3/14/2023", Order::DayFirst).as_deref(), Some("2023-03-14"));
        assert_eq!(found("3.4.2023", Order::MonthFirst).as_deref(), Some("2023-04-03"));
    }

    #[test]
    fn what_is_no_date_gives_none() {
        for text in [
            "",
            "31 February 2023",
            "2023-13-40",
            "room 12, 14 people",
            "version 1.2.3",
            "May we?",
            "0301 234567",
            "3 days ago",
        ] {
            assert_eq!(found(text, Order::DayFirst), None, "{text}");
        }
    }

    #[test]
    fn a_moment_in_universal_time_has_a_local_form() {
        assert!(is_local_form("2023-04-13T22:30:00Z", "2023-04-14T00:30:00+02:00"));
        assert!(is_local_form("2023-04-13T22:30:00Z", "2023-04-14T00:30"));
        assert!(is_local_form("2023-04-13T22:00:00Z", "2023-04-14"));
        assert!(!is_local_form("2023-04-13T22:30:00Z", "2023-04-14T00:31"));
        assert!(!is_local_form("2023-04-13T12:00:00Z", "2023-04-14"));
        assert!(!is_local_form("2023-04-13T22:30:00+02:00", "2023-04-14T00:30"));
    }
}
