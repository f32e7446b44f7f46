//! Dates as programs and people write them.

use corpusdb::model::{DateOrder, PartialDate, read_date};

const ORDERS: [DateOrder; 3] = [DateOrder::DayMonthYear, DateOrder::MonthDayYear, DateOrder::YearMonthDay];

/// A date that was read is read again as it was written, in whichever order, and lies before its own end. Where a date is
/// certain, to say an order gives the same date or none.
pub(crate) fn check(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    let certain = read_date(text, None);
    if let Ok(date) = &certain {
        check_date(date);
    }
    for order in ORDERS {
        if let Ok(date) = read_date(text, Some(order)) {
            check_date(&date);
            assert!(
                certain.as_ref().is_err() || certain.as_ref() == Ok(&date),
                "{certain:?}, {order:?}: {date}"
            );
        }
    }
}

fn check_date(date: &PartialDate) {
    let written = date.to_string();
    assert_eq!(written.parse::<PartialDate>().as_ref(), Ok(date));
    for order in [None].into_iter().chain(ORDERS.map(Some)) {
        assert_eq!(read_date(&written, order).as_ref(), Ok(date));
    }
    assert!(written < date.end());
    let year = &written[..4];
    assert!(("1000"..="2999").contains(&year), "{written}");
}
