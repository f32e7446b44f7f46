//! Guessed types of other fields, for the report before an import.

use crate::{Field, Finding};
use std::collections::BTreeMap;

/// The type that all values of a field have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuessedType {
    /// Integers as they are written canonically. A leading zero is part of a code, so that it makes a text.
    Integer,
    /// Days or times in ISO 8601, at least as precise as a day.
    Date,
    /// Anything else.
    Text,
}

/// Guesses the types of the other fields among the findings of all rows.
///
/// For example, `12` and `-3` are integers, `007` is a text, `2021-03-08` is a date, and `2021` is an integer.
#[must_use]
pub fn guess_types<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> BTreeMap<String, GuessedType> {
    let mut types = BTreeMap::new();
    for finding in findings {
        let Field::Other(name) = &finding.field else { continue };
        let guess = of_value(&finding.value);
        types
            .entry(name.clone())
            .and_modify(|known| {
                if *known != guess {
                    *known = GuessedType::Text;
                }
            })
            .or_insert(guess);
    }
    types
}

fn of_value(value: &str) -> GuessedType {
    if value.parse::<i64>().is_ok_and(|number| number.to_string() == value) {
        return GuessedType::Integer;
    }
    // A value that stays the same when it is read as a date was ISO 8601 before.
    let is_date = value.get(4..5) == Some("-") && value.len() >= 10;
    let same =
        is_date && crate::date::iso(value, crate::date::DayOrder::Unknown).is_some_and(|date| date == value);
    if same { GuessedType::Date } else { GuessedType::Text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(values: &[&str]) -> GuessedType {
        let finding = |value: &&str| Finding {
            field: Field::Other("a".to_owned()),
            value: (*value).to_owned(),
            rule: "row:a".to_owned(),
        };
        let findings: Vec<Finding> = values.iter().map(finding).collect();
        guess_types(&findings)["a"]
    }

    #[test]
    fn types_are_guessed_conservatively() {
        assert_eq!(guess(&["1", "-20", "0"]), GuessedType::Integer);
        for values in [
            &["1", "007"][..],
            &["+1"],
            &["1.0"],
            &["1", "2021-03-08"],
            &["99999999999999999999"],
            &["1e3"],
            &["１"],
        ] {
            assert_eq!(guess(values), GuessedType::Text, "{values:?}");
        }
        assert_eq!(guess(&["2021-03-08", "2021-03-08T10:00:00Z"]), GuessedType::Date);
        assert_eq!(guess(&["2021-03-08", "08.03.2021"]), GuessedType::Text);
    }
}
