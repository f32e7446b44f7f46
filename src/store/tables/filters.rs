//! Conditions on fields as a query states them, such as `outlet:RT`, in SQL.

use super::metadata;
use crate::model::{FieldName, PartialDate, STANDARD_FIELDS};
use crate::store::Reader;
use crate::{Error, Result};

/// Columns of `articles` that aren't fields, but can be filtered by.
const OTHER_COLUMNS: [&str; 2] = ["key", "source"];

/// A condition on a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FieldFilter {
    pub(crate) field: String,
    /// A value, or a range such as `2023-03..2023-04`.
    pub(crate) value: String,
    /// Whether the articles with this value are left out.
    pub(crate) excluded: bool,
}

/// Whether a filter by this name is possible.
pub(crate) fn is_field(reader: &Reader, name: &str) -> Result<bool> {
    if STANDARD_FIELDS.contains(&name) || OTHER_COLUMNS.contains(&name) {
        return Ok(true);
    }
    match name.parse::<FieldName>() {
        Ok(field) => Ok(metadata::field(reader, &field)?.is_some()),
        Err(_) => Ok(false),
    }
}

impl FieldFilter {
    /// The condition as an SQL expression over the columns of `articles`.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a date that isn't one.
    pub(crate) fn expression(&self) -> Result<String> {
        let Self { field, value, excluded } = self;
        let equal = format!("{} COLLATE NOCASE", quoted(value));
        let condition = match field.as_str() {
            "published" | "modified" => self.period()?,
            "outlet" => format!(
                "
                outlet = {equal}
                OR outlet IN (
                    SELECT outlet.name
                    FROM outlet_alias
                    JOIN outlet ON outlet.id = outlet_alias.outlet
                    WHERE outlet_alias.alias = {equal}
                )
                "
            ),
            "language" => format!("language = {equal} OR language LIKE {}", quoted(&format!("{value}-%"))),
            "title" | "subtitle" | "author" | "url" => {
                format!("instr(lower({field}), lower({})) > 0", quoted(value))
            }
            "section" | "key" | "source" => format!("{field} = {equal}"),
            _ => format!(
                "id IN (SELECT article FROM metadata WHERE field = {} AND ({}))",
                quoted(field),
                match self.ends() {
                    Some((from, to)) => format!(
                        "value + 0.0 >= {} + 0.0 AND value + 0.0 <= {} + 0.0",
                        quoted(from),
                        quoted(if to.is_empty() { "9e999" } else { to })
                    ),
                    None => format!("value = {equal}"),
                }
            ),
        };
        // NULL is neither this value nor excluded by it.
        Ok(if *excluded { format!("NOT coalesce({condition}, FALSE)") } else { format!("({condition})") })
    }

    fn ends(&self) -> Option<(&str, &str)> {
        self.value.split_once("..")
    }

    /// The condition that a date lies in a period, with both ends.
    fn period(&self) -> Result<String> {
        let (from, to) = self.ends().unwrap_or((&self.value, &self.value));
        let mut conditions = Vec::new();
        if !from.is_empty() {
            conditions.push(format!("{} >= {}", self.field, quoted(date(from)?.as_str())));
        }
        if !to.is_empty() {
            conditions.push(format!("{} < {}", self.field, quoted(&date(to)?.end())));
        }
        if conditions.is_empty() {
            conditions.push(format!("{} IS NOT NULL", self.field));
        }
        Ok(conditions.join(" AND "))
    }
}

fn date(text: &str) -> Result<PartialDate> {
    text.parse().map_err(|error: crate::model::InvalidDate| Error::invalid(error.to_string()))
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_has_both_ends() {
        for (value, expected) in [
            ("2023-03..2023-04", "(published >= '2023-03' AND published < '2023-04~')"),
            ("2023", "(published >= '2023' AND published < '2023~')"),
            ("2023-03..", "(published >= '2023-03')"),
            ("..2023", "(published < '2023~')"),
        ] {
            let filter =
                FieldFilter { field: "published".to_owned(), value: value.to_owned(), excluded: false };
            assert_eq!(filter.expression().unwrap(), expected, "{value}");
        }
        let wrong = FieldFilter { field: "published".to_owned(), value: "May".to_owned(), excluded: false };
        assert!(wrong.expression().is_err());
    }
}
