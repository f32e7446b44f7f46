//! Dates that begin with a number.

use super::{DayOrder, Parts, time};

/// Reads a date of numbers, with a time or without.
pub(super) fn read(text: &str, order: DayOrder) -> Option<Parts> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if let Some(parts) = compact(text, end) {
        return Some(parts);
    }
    let (parts, rest) = separated(text, order).or_else(|| eastern(text))?;
    with_time(parts, rest)
}

fn with_time(parts: Parts, rest: &str) -> Option<Parts> {
    if rest.is_empty() {
        return Some(parts);
    }
    let rest = rest.strip_prefix(['T', 't', ' ', '_']).or_else(|| rest.strip_prefix(", "))?;
    Some(Parts { time: Some(time::read(rest)?), ..parts })
}

/// Dates without separators, and seconds since 1970. `end` is the length of the first number.
fn compact(text: &str, end: usize) -> Option<Parts> {
    let (number, rest) = text.split_at(end);
    let digits = |at: std::ops::Range<usize>| number.get(at)?.parse::<i8>().ok();
    let day = || {
        Some(Parts { year: number[..4].parse().ok()?, month: digits(4..6), day: digits(6..8), time: None })
    };
    match number.len() {
        4 if rest.is_empty() => Some(Parts { year: number.parse().ok()?, ..Parts::default() }),
        8 => with_time(day()?, rest),
        12 | 14 if rest.is_empty() || rest == "Z" => {
            Some(Parts { time: Some(time::read(&text[8..])?), ..day()? })
        }
        10 | 13 | 16 | 19 if is_fraction(rest) => since_1970(number),
        _ => None,
    }
}

/// Nothing, or a point and digits, as in numbers that a program wrote as fractions.
fn is_fraction(rest: &str) -> bool {
    rest.is_empty()
        || rest.strip_prefix('.').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Seconds, milliseconds, microseconds or nanoseconds, depending on the number of digits: ten digits of seconds last from 2001
/// to 2286.
fn since_1970(number: &str) -> Option<Parts> {
    let seconds: i64 = number[..10].parse().ok()?;
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    numeric_iso(&moment.to_string())
}

/// Reads the text of a moment in UTC, such as `2021-03-08T10:00:00Z`.
fn numeric_iso(text: &str) -> Option<Parts> {
    let (parts, rest) = separated(text, DayOrder::Unknown)?;
    with_time(parts, rest)
}

/// A date with `-`, `/` or `.` between its numbers, and the text after it.
fn separated(text: &str, order: DayOrder) -> Option<(Parts, &str)> {
    let end = text.find(|c: char| !matches!(c, '0'..='9' | '-' | '/' | '.')).unwrap_or(text.len());
    let (date, rest) = text.split_at(end);
    let separator = date.find(['-', '/', '.']).map(|at| &date[at..=at])?;
    let numbers: Vec<&str> = date.split(separator).collect();
    if numbers.iter().any(|number| number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let parts = match numbers[..] {
        [year, month] if year.len() == 4 && month.len() == 2 && separator == "-" => {
            Parts { year: year.parse().ok()?, month: month.parse().ok(), ..Parts::default() }
        }
        [year, month, day] if year.len() == 4 && month.len() <= 2 && day.len() <= 2 => {
            Parts { year: year.parse().ok()?, month: month.parse().ok(), day: day.parse().ok(), time: None }
        }
        [first, second, year] if year.len() == 4 && first.len() <= 2 && second.len() <= 2 => {
            let (day, month) = ordered(first.parse().ok()?, second.parse().ok()?, order)?;
            Parts { year: year.parse().ok()?, month: Some(month), day: Some(day), time: None }
        }
        [first, second, third] => {
            let (year, month, day) = match order {
                DayOrder::Unknown => return None,
                DayOrder::DayFirst => (third, second, first),
                DayOrder::MonthFirst => (third, first, second),
                DayOrder::YearFirst => (first, second, third),
            };
            let parts = [month, day].map(|part| part.parse().ok().filter(|_| part.len() <= 2));
            Parts { year: of_two_digits(year)?, month: Some(parts[0]?), day: Some(parts[1]?), time: None }
        }
        _ => return None,
    };
    Some((parts, rest))
}

/// A year of two digits, as POSIX has it: 69 to 99 are in the last century.
fn of_two_digits(year: &str) -> Option<i16> {
    let number: i16 = year.parse().ok().filter(|_| year.len() == 2)?;
    Some(if number < 69 { 2000 + number } else { 1900 + number })
}

/// Day and month. Without an order, `13/05` and `05/13` prove theirs, and `05/05` is the same day in both.
fn ordered(first: i8, second: i8, order: DayOrder) -> Option<(i8, i8)> {
    match order {
        DayOrder::DayFirst => Some((first, second)),
        DayOrder::MonthFirst => Some((second, first)),
        DayOrder::Unknown if first > 12 || first == second => Some((first, second)),
        DayOrder::Unknown if second > 12 => Some((second, first)),
        DayOrder::Unknown | DayOrder::YearFirst => None,
    }
}

/// Whether a text begins with three numbers between `-`, `/` or `.`.
pub(super) fn has_three_numbers(text: &str) -> bool {
    let end = text.find(|c: char| !matches!(c, '0'..='9' | '-' | '/' | '.')).unwrap_or(text.len());
    let numbers: Vec<&str> = text[..end].split(['-', '/', '.']).collect();
    numbers.len() == 3 && numbers.iter().all(|number| (1..=4).contains(&number.len()))
}

/// The first two numbers of a date whose year comes last and whose order isn't certain from its form.
pub(super) fn year_last(text: &str) -> Option<(u8, u8)> {
    let separator = text.find(['/', '-', '.']).map(|at| &text[at..=at])?;
    let mut numbers = text.split(separator);
    let short = |number: &str| (number.len() <= 2).then(|| number.parse().ok()).flatten();
    let (first, second) = (short(numbers.next()?)?, short(numbers.next()?)?);
    let year = numbers.next()?.get(..4)?;
    // Without a year the numbers may be anything, such as a fraction.
    year.parse::<u16>().ok()?;
    Some((first, second))
}

/// `2021年3月8日` and `2021년 3월 8일`.
fn eastern(text: &str) -> Option<(Parts, &str)> {
    // Rust reads a minus sign, which a date never has.
    let number = |text: &str| text.trim().parse::<i16>().ok().filter(|number| *number >= 0);
    let (year, rest) = text.split_once(['年', '년'])?;
    let (month, rest) = rest.split_once(['月', '월'])?;
    let month = i8::try_from(number(month)?).ok();
    let Some((day, rest)) = rest.split_once(['日', '일']) else {
        return rest
            .trim()
            .is_empty()
            .then_some((Parts { year: number(year)?, month, ..Parts::default() }, ""));
    };
    Some((Parts { year: number(year)?, month, day: i8::try_from(number(day)?).ok(), time: None }, rest))
}
