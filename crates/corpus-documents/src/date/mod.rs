//! Dates as programs write them, read as ISO 8601 in the precision of the source.
//!
//! Nothing is guessed: neither `03/08/2021` nor `03.08.2021` is a date until something else says whether its day or its month
//! comes first. The names of months are English, as in the formats of programs (RFC 2822, asctime, HTTP).

mod numeric;
mod refusal;
mod time;
mod worded;

pub use refusal::{DateRefusal, UnreadDate};
pub(crate) use worded::MONTHS;

use jiff::civil;

/// The part that comes first in a date of numbers, such as `03/08/2021` or `17/3/8`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayOrder {
    /// Not known: such a date is read only if one of its numbers can't be a month.
    #[default]
    Unknown,
    /// The day, as in most countries.
    DayFirst,
    /// The month, as in the United States.
    MonthFirst,
    /// The year: `17/3/8` is in 2017.
    YearFirst,
}

/// The longest text that is looked at, in bytes. `Wednesday, 30 September 2020 10:00:00.123456789 +0000` has fewer.
pub(crate) const LONGEST: usize = 80;

/// The date in `text` as ISO 8601; `None` if there is none, if there is more than a date, or if it is ambiguous.
///
/// Read are ISO 8601 (extended, basic, with a space for the `T`), RFC 2822, asctime, dates by numbers with the year first or
/// last, dates with English months, `2021年3月8日`, and seconds, milliseconds, microseconds or nanoseconds since 1970.
///
/// For example, `2014-05-01 10:00:00 -0400` is `2014-05-01T10:00:00-04:00`, and `18.03.2021` is `2021-03-18`. A known order
/// holds for all numeric dates: one that contradicts it is none. Only then a year may have two digits, of which 69 to 99 are in
/// the last century, as in POSIX.
#[must_use]
pub fn iso(text: &str, order: DayOrder) -> Option<String> {
    let text = without_comment(text.trim());
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let date = numeric::read(text, order).or_else(|| worded::read(text))?;
    date.to_iso()
}

/// Whether a text is a date in any order.
pub(crate) fn is_date(text: &str) -> bool {
    [DayOrder::Unknown, DayOrder::DayFirst, DayOrder::MonthFirst]
        .into_iter()
        .any(|order| iso(text, order).is_some())
}

/// Without the comment that RFC 2822 allows at the end: `(CET)`. People write others: `(optional)`.
fn without_comment(text: &str) -> &str {
    let start = text.strip_suffix(')').and_then(|text| text.rfind('('));
    start.map_or(text, |start| text[..start].trim_end())
}

/// The order that a date proves: `13/08/2021` has its day first. `None` for dates of other shapes, and for those that prove
/// nothing.
#[must_use]
pub fn proven_order(text: &str) -> Option<DayOrder> {
    let (first, second) = numeric::year_last(text.trim().get(..10).unwrap_or(text.trim()))?;
    let order = match (first > 12, second > 12) {
        (true, false) => DayOrder::DayFirst,
        (false, true) => DayOrder::MonthFirst,
        _ => return None,
    };
    iso(text, order).is_some().then_some(order)
}

/// The parts that were read, not yet checked.
#[derive(Debug, Default)]
struct Parts {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
    time: Option<time::TimeOfDay>,
}

impl Parts {
    /// The date as text, if there is such a day and time.
    fn to_iso(&self) -> Option<String> {
        // The range of years in a corpus: other numbers of four digits are numbers.
        if !(1000..3000).contains(&self.year) {
            return None;
        }
        let (Some(month), day) = (self.month, self.day) else { return Some(format!("{:04}", self.year)) };
        let exists = civil::Date::new(self.year, month, day.unwrap_or(1)).ok()?;
        match (day, &self.time) {
            (None, _) => Some(exists.strftime("%Y-%m").to_string()),
            (Some(_), None) => Some(exists.to_string()),
            (Some(_), Some(time)) => Some(format!("{exists}T{}", time.to_iso()?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> Option<String> {
        iso(text, DayOrder::Unknown)
    }

    #[test]
    fn dates_of_programs() {
        for (text, date) in [
            ("2021", "2021"),
            ("2021-03", "2021-03"),
            ("2021-03-08", "2021-03-08"),
            ("2021/3/8", "2021-03-08"),
            ("2021.03.08", "2021-03-08"),
            ("20210308", "2021-03-08"),
            ("20210308T073000Z", "2021-03-08T07:30:00Z"),
            ("20210308073000", "2021-03-08T07:30:00"),
            ("2021-03-08 10:00", "2021-03-08T10:00"),
            ("2021-03-08 10:00:00", "2021-03-08T10:00:00"),
            ("2021-03-08T10:00:00.123Z", "2021-03-08T10:00:00.123Z"),
            ("2021-03-08T10:00:00+0100", "2021-03-08T10:00:00+01:00"),
            ("2014-05-01 10:00:00 -0400", "2014-05-01T10:00:00-04:00"),
            ("2014-05-01 10:00:00 -4", "2014-05-01T10:00:00-04:00"),
            ("2014-05-01 10:00-400", "2014-05-01T10:00-04:00"),
            ("2014-05-01 10:00:00 UTC", "2014-05-01T10:00:00Z"),
            ("2021-03-08T10:00:00+01:00[Europe/Paris]", "2021-03-08T10:00:00+01:00"),
            ("Mon, 08 Mar 2021 10:00:00 +0100", "2021-03-08T10:00:00+01:00"),
            ("Mon, 8 Mar 2021 10:00:00 +0000 (UTC)", "2021-03-08T10:00:00+00:00"),
            ("2021-03-08 (optional)", "2021-03-08"),
            ("Mon, 8 Mar 2021 10:00:00 GMT", "2021-03-08T10:00:00Z"),
            ("Mon Mar  8 10:00:00 2021", "2021-03-08T10:00:00"),
            ("Mon Mar 08 10:00:00 +0000 2021", "2021-03-08T10:00:00+00:00"),
            ("March 8, 2021", "2021-03-08"),
            ("March 8th, 2021 9:05 PM", "2021-03-08T21:05"),
            ("8 Sept. 2021", "2021-09-08"),
            ("08-Mar-2021", "2021-03-08"),
            ("March 2021", "2021-03"),
            ("18.03.2021", "2021-03-18"),
            ("18.3.2021 14:05", "2021-03-18T14:05"),
            ("3.3.2021", "2021-03-03"),
            ("31/12/2021", "2021-12-31"),
            ("12/31/2021 11:15 PM", "2021-12-31T23:15"),
            ("05/05/2021", "2021-05-05"),
            ("2021年3月8日", "2021-03-08"),
            ("2021년 3월 8일", "2021-03-08"),
            ("1615197600", "2021-03-08T10:00:00Z"),
            ("1615197600.0", "2021-03-08T10:00:00Z"),
            ("1615197600000", "2021-03-08T10:00:00Z"),
            ("1615197600000000000", "2021-03-08T10:00:00Z"),
        ] {
            assert_eq!(read(text).as_deref(), Some(date), "{text}");
        }
    }

    #[test]
    fn no_date_is_invented() {
        for text in [
            "",
            "soon",
            "None",
            "12",
            "123456",
            "03/08/2021",
            "08.03.2021",
            "8.3.21",
            "2021-13-01",
            "2021-02-30",
            "30.02.2021",
            "0999",
            "3000",
            "2021-03-08T25:00",
            "May",
            "8 March",
            "8 March 2021 and later",
            "2021-03-08-05",
            "1.2.3",
            "10:00",
            "2021-03-08T10:00+99:00",
            "March March 2021",
            "1 2 March 2021",
            "２０２１",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_order_of_a_column_decides() {
        assert_eq!(iso("03/08/2021", DayOrder::DayFirst).as_deref(), Some("2021-08-03"));
        assert_eq!(iso("03/08/2021", DayOrder::MonthFirst).as_deref(), Some("2021-03-08"));
        for (text, order, date) in [
            ("03.08.2021", DayOrder::DayFirst, Some("2021-08-03")),
            ("03.08.2021 10:00", DayOrder::MonthFirst, Some("2021-03-08T10:00")),
            ("3/8/21", DayOrder::DayFirst, Some("2021-08-03")),
            ("3/8/69", DayOrder::MonthFirst, Some("1969-03-08")),
            ("21/3/8", DayOrder::YearFirst, Some("2021-03-08")),
            ("13.03.2021", DayOrder::MonthFirst, None),
            ("03/08/2021", DayOrder::YearFirst, None),
            ("2021-03-08", DayOrder::MonthFirst, Some("2021-03-08")),
        ] {
            assert_eq!(iso(text, order).as_deref(), date, "{text}");
        }
        assert_eq!(proven_order("13.08.2021"), Some(DayOrder::DayFirst));
        assert_eq!(proven_order("13/08/2021"), Some(DayOrder::DayFirst));
        assert_eq!(proven_order("08/13/2021 10:00"), Some(DayOrder::MonthFirst));
        assert_eq!(proven_order("8/1/2021"), None);
        assert_eq!(proven_order("31/02/2021"), None);
        assert_eq!(proven_order("2021-08-13"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "\\PC{0,40}") {
            let _ = read(&text);
            let _ = proven_order(&text);
        }

        #[test]
        fn what_is_read_stays_the_same(seconds in 1_000_000_000_i64..4_000_000_000) {
            let date = read(&seconds.to_string()).unwrap();
            prop_assert_eq!(read(&date), Some(date));
        }
    }
}
