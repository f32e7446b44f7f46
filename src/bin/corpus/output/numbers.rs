//! Numbers and sizes, for people.

use indicatif::{DecimalBytes, HumanCount};

/// A number with a separator between thousands. For example, `5,000`.
pub(crate) fn number(number: u64) -> String {
    HumanCount(number).to_string()
}

/// A number and its noun, which gets an `s` unless the number is one. For example, `1 row`, `5,000 rows`.
pub(crate) fn count(count: impl TryInto<u64>, one: &str) -> String {
    // Neither a length nor a sum comes near the largest number.
    let count = count.try_into().unwrap_or(u64::MAX);
    let ending = if count == 1 { "" } else { "s" };
    format!("{} {one}{ending}", number(count))
}

/// A size in decimal units. For example, `30.81 MB`.
pub(crate) fn size(bytes: u64) -> String {
    DecimalBytes(bytes).to_string()
}
