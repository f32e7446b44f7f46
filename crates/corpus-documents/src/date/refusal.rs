//! Why a text is no date.

use super::{DayOrder, iso, numeric};
use crate::Field;
use std::fmt;

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateRefusal {
    /// Day and month could be exchanged: `03/08/2021`.
    Ambiguous,
    /// The year has two digits, and the order isn't known: `3/8/21`.
    ShortYear,
    /// The day and month aren't in the order of the other dates: `13/08/2021` where the month comes first.
    OtherOrder,
    /// There is no such day: `31.02.2021`.
    NoSuchDay,
    /// It has none of the known forms.
    UnknownForm,
}

impl DateRefusal {
    /// The reason why `text` is no date in this order; `None` if it is one.
    ///
    /// For example, `03/08/2021` is ambiguous in an unknown order.
    #[must_use]
    pub fn of(text: &str, order: DayOrder) -> Option<Self> {
        let reads = |order| iso(text, order).is_some();
        if reads(order) {
            return None;
        }
        let is_date = [DayOrder::Unknown, DayOrder::DayFirst, DayOrder::MonthFirst, DayOrder::YearFirst]
            .into_iter()
            .any(reads);
        Some(match order {
            DayOrder::Unknown if is_date && has_whole_year(text) => Self::Ambiguous,
            DayOrder::Unknown if is_date => Self::ShortYear,
            _ if is_date => Self::OtherOrder,
            _ if numeric::has_three_numbers(text.trim()) => Self::NoSuchDay,
            _ => Self::UnknownForm,
        })
    }
}

fn has_whole_year(text: &str) -> bool {
    let date = text.trim().split(|c: char| c.is_whitespace() || c == 'T').next().unwrap_or_default();
    date.split(['-', '/', '.']).any(|number| number.len() == 4)
}

impl fmt::Display for DateRefusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Ambiguous => "day and month could be exchanged",
            Self::ShortYear => "the year has two digits",
            Self::OtherOrder => "day and month aren't in the order of the other dates",
            Self::NoSuchDay => "there is no such day",
            Self::UnknownForm => "the form of the date isn't known",
        })
    }
}

/// A value of a column or key of dates that couldn't be read, in a document that states no other one for the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadDate {
    /// The field that it would have.
    pub field: Field,
    /// The column or key.
    pub column: String,
    /// The value as written.
    pub value: String,
    /// Why it is no date.
    pub reason: DateRefusal,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_its_reason() {
        for (text, order, reason) in [
            ("03/08/2021", DayOrder::Unknown, Some(DateRefusal::Ambiguous)),
            ("03.08.2021 10:00", DayOrder::Unknown, Some(DateRefusal::Ambiguous)),
            ("3/8/21", DayOrder::Unknown, Some(DateRefusal::ShortYear)),
            ("13/08/2021", DayOrder::MonthFirst, Some(DateRefusal::OtherOrder)),
            ("03/08/2021", DayOrder::YearFirst, Some(DateRefusal::OtherOrder)),
            ("31.02.2021", DayOrder::Unknown, Some(DateRefusal::NoSuchDay)),
            ("2021-13-01", DayOrder::DayFirst, Some(DateRefusal::NoSuchDay)),
            ("soon", DayOrder::Unknown, Some(DateRefusal::UnknownForm)),
            ("8. März 2021", DayOrder::DayFirst, Some(DateRefusal::UnknownForm)),
            ("2021-03-08", DayOrder::MonthFirst, None),
        ] {
            assert_eq!(DateRefusal::of(text, order), reason, "{text}");
        }
    }
}
