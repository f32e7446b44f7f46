//! TOML as named values.

use crate::fields::{Cells, Value};

/// Reads a table. The error is the reason, on one line.
pub(super) fn read(text: &str) -> Result<Cells, String> {
    let table: toml::Table = toml::from_str(text).map_err(|error| error.message().to_owned())?;
    Ok(cells(table))
}

// The crate limits the nesting of values, which limits this recursion.
fn cells(table: toml::Table) -> Cells {
    table.into_iter().map(|(name, item)| (name, value(item))).collect()
}

fn value(item: toml::Value) -> Value {
    match item {
        toml::Value::String(text) => Value::Text(text.replace('\0', "\u{FFFD}")),
        toml::Value::Datetime(date) => Value::Text(date.to_string()),
        toml::Value::Integer(number) => Value::Literal(number.to_string()),
        toml::Value::Float(number) => Value::Literal(number.to_string()),
        toml::Value::Boolean(flag) => Value::Literal(flag.to_string()),
        toml::Value::Array(items) => Value::List(items.into_iter().map(value).collect()),
        toml::Value::Table(table) => Value::Object(cells(table)),
    }
}
