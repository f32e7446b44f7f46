//! Parser for dates in the notation of programs and people. The result is in the form of the corpus.
//!
//! A date is never guessed. An ambiguous date needs a [`DateOrder`], and a date with a wrong weekday is refused.

mod clock;
mod names;

use self::clock::{read_time, spelled, split_time};
use self::names::SEASONS;
use super::PartialDate;
use super::date::InvalidDate;
use jiff::civil;
use std::str::FromStr;

/// The order of the parts of a numeric date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// `7.3.2017` is in March.
    DayMonthYear,
    /// `3/7/2017` is in March.
    MonthDayYear,
    /// `17/3/7` is in March 2017.
    YearMonthDay,
}

impl FromStr for DateOrder {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "dmy" => Ok(Self::DayMonthYear),
            "mdy" => Ok(Self::MonthDayYear),
            "ymd" => Ok(Self::YearMonthDay),
            _ => Err("write dmy, mdy or ymd".to_owned()),
        }
    }
}

/// The reason of a refusal if only the order of day and month is unknown.
const AMBIGUOUS: &str = ": its day and month could be exchanged";

/// Parses a date. For example, `2017-07-17 17:03:00` becomes `2017-07-17T17:03:00`, `March 7, 2017` becomes
/// `2017-03-07`.
/// `order` resolves an ambiguous numeric date.
///
/// # Errors
/// [`InvalidDate`] with the reason: a range, a season, no such day, another weekday, or a day and month that could be
/// exchanged.
pub fn read_date(text: &str, order: Option<DateOrder>) -> Result<PartialDate, InvalidDate> {
    let text = text.trim();
    let strict: Result<PartialDate, InvalidDate> = text.parse();
    // The form of the corpus is never read in another way.
    if strict.is_ok() {
        return strict;
    }
    let refused = |reason: String| InvalidDate::new(text, reason);
    let vague = vague(text);
    let read = DateParts::of(&spelled(text)).and_then(|parts| parts.read(order));
    match (read, vague) {
        (Ok(date), None) => date.parse().map_err(|error: InvalidDate| refused(error.reason().to_owned())),
        (_, Some(reason)) => Err(refused(reason.to_owned())),
        (Err(Some(reason)), None) => Err(refused(reason)),
        // The reason of the strict parser is the most precise.
        (Err(None), None) => strict,
    }
}

/// Whether the date is refused only because its order is unknown.
#[must_use]
pub fn is_ambiguous(error: &InvalidDate) -> bool {
    error.reason() == AMBIGUOUS
}

/// The reason that the text stands for several dates or for no exact one.
fn vague(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|character: char| !character.is_alphanumeric()).collect();
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(word));
    let is_date = |part: &str| part.trim().parse::<PartialDate>().is_ok();
    // Both halves have to be dates, because a single date may contain the same marks.
    let is_range = ["/", "..", " - ", " – ", "–", " to "]
        .iter()
        .any(|mark| lower.split_once(mark).is_some_and(|(from, to)| is_date(from) && is_date(to)));
    let digits = || words.iter().any(|word| word.starts_with(|first: char| first.is_ascii_digit()));
    let is_decade = words.iter().any(|word| {
        let (start, end) = word.split_at_checked(3).unwrap_or((word, ""));
        start.len() == 3 && start.bytes().all(|byte| byte.is_ascii_digit()) && (end == "x" || end == "0s")
    });
    match () {
        () if is_range => Some(": it is a range, and the field holds one date"),
        () if is_decade => Some(": it is a decade, and the field holds one date"),
        () if has(&SEASONS) && digits() => Some(": it is a season, and the field holds one date"),
        () if words.iter().any(|word| names::is_two_months(word)) => {
            Some(": that month is November in Polish and October in Croatian")
        }
        () if has(&["circa", "ca", "about", "around", "before", "after"])
            || lower.starts_with("c. ")
            || lower.starts_with('~')
            || lower.ends_with(['?', '~']) =>
        {
            Some(": it is uncertain, and the field holds what the source says for sure")
        }
        () if lower.starts_with('-') && lower[1..].starts_with(|first: char| first.is_ascii_digit())
            || has(&["bc", "bce"]) =>
        {
            Some(": the year must be between 1000 and 2999")
        }
        () => None,
    }
}

/// The parts of a date: numbers, words and time.
struct DateParts<'a> {
    figures: Vec<&'a str>,
    month: Option<u8>,
    weekday: Option<u8>,
    /// Whether the month comes before all numbers.
    month_is_first: bool,
    /// As in `T17:03:00+02:00`, or empty.
    time: String,
}

impl<'a> DateParts<'a> {
    /// Splits the text. The error has no reason if the text isn't a date at all.
    fn of(text: &'a str) -> Result<Self, Option<String>> {
        let (day, time) = split_time(text);
        let mut parts = DateParts {
            figures: Vec::new(),
            month: None,
            weekday: None,
            month_is_first: false,
            time: read_time(time).ok_or_else(|| Some(": its time can't be read".to_owned()))?,
        };
        // All these marks occur between the parts of a date in some language.
        let is_mark = |character: char| character.is_whitespace() || ",./-()（）、，".contains(character);
        for word in day.split(is_mark).filter(|word| !word.is_empty()) {
            parts.add(word).ok_or(None)?;
        }
        Ok(parts)
    }

    fn add(&mut self, word: &'a str) -> Option<()> {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let lower = word.to_lowercase();
        if digits > 0 {
            let is_plain = matches!(&lower[digits..], "" | "st" | "nd" | "rd" | "th" | "er" | "º");
            // The digits are kept as text: 07 and 7 differ in length, which tells years from days.
            self.figures.push(&word[..digits]);
            return is_plain.then_some(());
        }
        if let Some(month) = names::month(&lower) {
            self.month_is_first = self.figures.is_empty();
            // A second month means two dates.
            return self.month.replace(month).is_none().then_some(());
        }
        if let Some(weekday) = names::weekday(&lower) {
            return self.weekday.replace(weekday).is_none().then_some(());
        }
        names::is_filler(&lower).then_some(())
    }

    /// The date in the form that the corpus keeps.
    fn read(&self, order: Option<DateOrder>) -> Result<String, Option<String>> {
        let (year, month, day) = match (&self.figures[..], self.month) {
            ([year], Some(month)) if year.len() == 4 && self.time.is_empty() => {
                return Ok(format!("{year}-{month:02}"));
            }
            (&[year, month] | &[month, year], None)
                if (year.len(), self.weekday) == (4, None)
                    && month.len() <= 2
                    && (1..=12).contains(&number(month))
                    && self.time.is_empty() =>
            {
                return Ok(format!("{year}-{:02}", number(month)));
            }
            (&[day, year], Some(month)) => (year, u32::from(month), number(day)),
            (&[figures], None) if figures.len() == 8 => {
                (&figures[..4], number(&figures[4..6]), number(&figures[6..]))
            }
            (&[first, second, third], None) => in_figures(first, second, third, order)?,
            _ => return Err(None),
        };
        let year = match year.len() {
            4 => number(year),
            // POSIX: 69 to 99 are in the last century. Without an order, it could be the day as well.
            2 if order.is_some() => number(year) + if number(year) < 69 { 2000 } else { 1900 },
            2 => return Err(Some(": its year has two figures".to_owned())),
            _ => return Err(None),
        };
        let date = (i16::try_from(year).ok().zip(i8::try_from(month).ok()).zip(i8::try_from(day).ok()))
            .and_then(|((year, month), day)| civil::Date::new(year, month, day).ok())
            .ok_or_else(|| Some(": there is no such day".to_owned()))?;
        // A wrong weekday shows that the date was misread or mistyped.
        let weekday = date.weekday().to_monday_one_offset();
        if self.weekday.is_some_and(|told| i8::try_from(told) != Ok(weekday)) {
            return Err(Some(format!(": {date} was a {}", names::english_weekday(weekday))));
        }
        Ok(format!("{date}{}", self.time))
    }
}

fn number(figures: &str) -> u32 {
    figures.parse().unwrap_or(u32::MAX)
}

/// Year, month and day from three numbers.
fn in_figures<'a>(
    first: &'a str,
    second: &'a str,
    third: &'a str,
    order: Option<DateOrder>,
) -> Result<(&'a str, u32, u32), Option<String>> {
    // After a year, the month comes before the day.
    if first.len() == 4 {
        return Ok((first, number(second), number(third)));
    }
    let (one, two) = (number(first), number(second));
    let day_first = (third, two, one);
    let month_first = (third, one, two);
    match order {
        Some(DateOrder::DayMonthYear) => Ok(day_first),
        Some(DateOrder::MonthDayYear) => Ok(month_first),
        Some(DateOrder::YearMonthDay) => Ok((first, two, number(third))),
        None if third.len() != 4 => Err(Some(": its year has two figures".to_owned())),
        // Equal numbers give the same date in both orders.
        None if one == two || two > 12 => Ok(month_first),
        None if one > 12 => Ok(day_first),
        None => Err(Some(AMBIGUOUS.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, String> {
        read_date(text, None).map(|date| date.to_string()).map_err(|error| error.reason().to_owned())
    }

    #[test]
    fn what_programs_and_people_write() {
        for (written, kept) in [
            ("2017-07-17 17:03:00", "2017-07-17T17:03:00"),
            ("2023-03-07 00:00:00", "2023-03-07T00:00:00"),
            ("2017-07-17 17:03", "2017-07-17T17:03"),
            ("2017-07-17 17:03:00.250", "2017-07-17T17:03:00.250"),
            ("2017-07-17 17:03:00+0000", "2017-07-17T17:03:00Z"),
            ("2017-07-17T17:03:00 +0200", "2017-07-17T17:03:00+02:00"),
            ("2017-07-17 17:03:00 UTC", "2017-07-17T17:03:00Z"),
            ("2017-07-17 5:03 PM", "2017-07-17T17:03"),
            ("2017-07-17 12:03 a.m.", "2017-07-17T00:03"),
            ("13.03.2017", "2017-03-13"),
            ("3/13/2017", "2017-03-13"),
            ("13/3/2017 09:30", "2017-03-13T09:30"),
            ("4.4.2017", "2017-04-04"),
            ("2017/03/07", "2017-03-07"),
            ("2017.3.7", "2017-03-07"),
            ("2017-3-7", "2017-03-07"),
            ("20170307", "2017-03-07"),
            ("March 7, 2017", "2017-03-07"),
            ("7 March 2017", "2017-03-07"),
            ("7th of March 2017", "2017-03-07"),
            ("Mar. 7, 2017", "2017-03-07"),
            ("Sept 7 2017", "2017-09-07"),
            ("March 2017", "2017-03"),
            ("January 11, 2010 Monday", "2010-01-11"),
            ("Mon, 03 Sep 2018 20:00:00 GMT", "2018-09-03T20:00:00Z"),
            ("Mon, 03 Sep 2018 20:00:00 -0500", "2018-09-03T20:00:00-05:00"),
            ("7. März 2017", "2017-03-07"),
            ("mardi 7 mars 2017", "2017-03-07"),
            ("7 de marzo de 2017", "2017-03-07"),
            ("7 марта 2017 г.", "2017-03-07"),
            ("вторник, 7 марта 2017", "2017-03-07"),
            ("7 березня 2017 року", "2017-03-07"),
            ("dinsdag 7 maart 2017", "2017-03-07"),
            ("7 mrt. 2017", "2017-03-07"),
            ("martedì 7 marzo 2017", "2017-03-07"),
            ("terça-feira, 7 de março de 2017", "2017-03-07"),
            ("wtorek, 7 marca 2017 r.", "2017-03-07"),
            ("tisdag den 7 mars 2017", "2017-03-07"),
            ("7 Mart 2017, Salı", "2017-03-07"),
            ("10 Mart 2017 Cuma", "2017-03-10"),
            ("12 Mart 2017 Pazar", "2017-03-12"),
            ("2017年3月7日", "2017-03-07"),
            ("2017年3月7日（火） 09:30", "2017-03-07T09:30"),
            ("2017年3月7日 星期二", "2017-03-07"),
            ("2017년 3월 7일 화요일", "2017-03-07"),
            ("2017年3月", "2017-03"),
            ("2017/3", "2017-03"),
            ("03/2017", "2017-03"),
            ("Tue Mar  7 09:30:00 2017", "2017-03-07T09:30:00"),
            ("20170307T093000Z", "2017-03-07T09:30:00Z"),
            ("20170307T0930+0200", "2017-03-07T09:30+02:00"),
            ("20170307093000", "2017-03-07T09:30:00"),
            (" 2017 ", "2017"),
        ] {
            assert_eq!(read(written).as_deref(), Ok(kept), "{written}");
        }
    }

    #[test]
    fn nothing_is_guessed_and_the_reason_is_true() {
        for (written, reason) in [
            ("07.03.2017", ": its day and month could be exchanged"),
            ("3/4/2017 10:00", ": its day and month could be exchanged"),
            ("9/5/18", ": its year has two figures"),
            ("2017-13-03", ": there is no such day"),
            ("31.04.2017", ": there is no such day"),
            ("30 February 2023", ": there is no such day"),
            ("January 11, 2010 Tuesday", ": 2010-01-11 was a Monday"),
            ("1990/1995", ": it is a range, and the field holds one date"),
            ("2017-03/2017-04", ": it is a range, and the field holds one date"),
            ("1990 - 1995", ": it is a range, and the field holds one date"),
            ("1990s", ": it is a decade, and the field holds one date"),
            ("199X", ": it is a decade, and the field holds one date"),
            ("7. listopada 2017", ": that month is November in Polish and October in Croatian"),
            ("13/2017", ""),
            ("Spring 2017", ": it is a season, and the field holds one date"),
            ("circa 1990", ": it is uncertain, and the field holds what the source says for sure"),
            ("1984?", ": it is uncertain, and the field holds what the source says for sure"),
            ("-0343", ": the year must be between 1000 and 2999"),
            ("0345-03-07", ": the year must be between 1000 and 2999"),
            ("2017-07-17 25:03:00", ": the time is not like T09:30:00+08:00"),
            ("yesterday", ""),
            ("bad", ""),
            ("", ""),
            ("7 March", ""),
            ("Monday", ""),
        ] {
            assert_eq!(read(written).unwrap_err(), reason, "{written}");
        }
    }

    #[test]
    fn the_order_is_what_the_user_says() {
        let read = |text, order: &str| {
            read_date(text, Some(order.parse().unwrap())).map(|date| date.to_string()).ok()
        };
        assert_eq!(read("07.03.2017", "dmy").as_deref(), Some("2017-03-07"));
        assert_eq!(read("07.03.2017", "mdy").as_deref(), Some("2017-07-03"));
        assert_eq!(read("9/5/18 10:30", "mdy").as_deref(), Some("2018-09-05T10:30"));
        assert_eq!(read("17/3/7", "ymd").as_deref(), Some("2017-03-07"));
        assert_eq!(read("17/03/07", "ymd").as_deref(), Some("2017-03-07"));
        assert_eq!(read("13.03.2017", "mdy"), None, "a table that breaks its own order isn't guessed at");
        assert_eq!(read("2017-03-07", "dmy").as_deref(), Some("2017-03-07"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in proptest::prelude::any::<String>(), order in 0..4usize) {
            let order = [None, Some("dmy"), Some("mdy"), Some("ymd")][order].map(|order| order.parse().unwrap());
            if let Ok(date) = read_date(&text, order) {
                proptest::prop_assert!(date.as_str().parse::<PartialDate>().is_ok());
            }
        }

        #[test]
        fn any_date_comes_back(year in 1000..2999i16, month in 1..=12i8, day in 1..=28i8) {
            let date = civil::date(year, month, day);
            for form in ["%Y/%m/%d", "%d %B %Y", "%B %d, %Y", "%A, %d %b %Y", "%Y%m%d"] {
                proptest::prop_assert_eq!(read(&date.strftime(form).to_string()), Ok(date.to_string()));
            }
        }
    }
}
