//! Named values of rows and front matter, and the fields that they stand for.
//!
//! The names are those of other tools ([`names`]), the values are cleaned ([`values`]). Where the values come from is not known here.

pub(crate) mod address;
pub(crate) mod language;
pub(crate) mod names;
pub(crate) mod people;
mod value;
pub(crate) mod values;

pub(crate) use value::{Cells, Value};

use crate::date::{self, DateRefusal, DayOrder, UnreadDate};
use crate::{Field, Finding};
use std::borrow::Cow;

/// Maximum number of columns, as in Excel. It bounds the cost of a hostile row where columns are compared.
pub(crate) const COLUMNS: usize = 16_384;

/// The longest value that becomes another field, in bytes. Longer ones are texts of their own, such as comments.
const LONGEST: usize = 4096;

/// The columns of a row, with those in its objects: `title.rendered`.
pub(crate) fn flattened(row: &Cells) -> impl Iterator<Item = (Cow<'_, str>, &Value)> {
    row.iter().flat_map(|(name, value)| {
        let inner: &[(String, Value)] = if let Value::Object(cells) = value { cells } else { &[] };
        let inner = inner.iter().map(move |(inner, value)| (Cow::Owned(format!("{name}.{inner}")), value));
        std::iter::once((Cow::Borrowed(name.as_str()), value)).chain(inner)
    })
}

/// The value of a column, also of one in an object.
pub(crate) fn column<'a>(row: &'a Cells, name: &str) -> Option<&'a Value> {
    // The whole name first, as it may hold a point itself.
    row.iter().find(|(other, _)| other == name).map(|(_, value)| value).or_else(|| {
        let (outer, inner) = name.split_once('.')?;
        row.iter().find(|(other, _)| other == outer)?.1.get(inner)
    })
}

/// Findings that aren't ranked yet.
pub(crate) struct FieldFindings {
    /// The beginning of the rules of the findings.
    source: &'static str,
    order: DayOrder,
    /// Whether the names are those of Zotero, which writes when its own record was modified. That says nothing about the article.
    is_record: bool,
    /// The rank of the field, the place of the column's name among those of the field, and the finding.
    standard: Vec<(usize, usize, Finding)>,
    others: Vec<Finding>,
    /// The values of dates that can't be read, with the place of the column's name.
    unread: Vec<(usize, UnreadDate)>,
}

impl FieldFindings {
    /// `source` is the beginning of the rules of the findings: `row` gives `row:title`.
    pub(crate) fn new(source: &'static str, order: DayOrder, cells: &Cells) -> Self {
        let is_record = cells.iter().any(|(name, _)| names::folded(name) == "dateadded");
        Self { source, order, is_record, standard: Vec::new(), others: Vec::new(), unread: Vec::new() }
    }

    /// Adds the values of a column to a field. `false` if none fits the field.
    fn add(&mut self, field: &Field, place: usize, name: &str, value: &Value) -> bool {
        let values = values::of(field, name, value, self.order);
        let has_values = !values.is_empty();
        if !has_values && matches!(field, Field::Published | Field::Modified) {
            self.unread.extend(unread(field, name, value, self.order).map(|unread| (place, unread)));
        }
        let rank = names::rank(field);
        let source = self.source;
        let finding = |value| Finding { field: field.clone(), value, rule: format!("{source}:{name}") };
        self.standard.extend(values.into_iter().map(|value| (rank, place, finding(value))));
        has_values
    }

    /// A column that the user assigned to a field. A value that doesn't fit isn't lost.
    pub(crate) fn assigned(&mut self, field: &Field, name: &str, value: &Value) {
        if !self.add(field, 0, name, value) {
            self.other(name, value);
        }
    }

    /// A column with a name that is known from other tools. `false` if it isn't, or if its values don't fit.
    pub(crate) fn named(&mut self, name: &str, value: &Value) -> bool {
        let meaning = names::meaning(name).map_or(&[][..], |meaning| &meaning.fields);
        let mut is_used = false;
        for (rank, place) in meaning {
            let Some(field) = names::standard_fields().nth(*rank) else { continue };
            let is_of_record = self.is_record && *field == Field::Modified;
            // Columns that the user assigned have place 0.
            is_used |= !is_of_record && self.add(field, place + 1, name, value);
        }
        is_used
    }

    /// Another field. Its values are scalars; those of a list are joined. A value that doesn't fit the standard field of its name gets another
    /// name: `published_as_written`. The numbers of rows that pandas writes are none.
    pub(crate) fn other(&mut self, name: &str, value: &Value) {
        let value = value.scalars().join("; ");
        let is_index = name.trim().is_empty() || name.starts_with("Unnamed: ");
        if !is_index && !value.is_empty() && value.len() <= LONGEST {
            let is_standard = names::standard_fields().any(|field| field.name().eq_ignore_ascii_case(name));
            let field =
                Field::Other(if is_standard { format!("{name}_as_written") } else { name.to_owned() });
            self.others.push(Finding { field, value, rule: format!("{}:{name}", self.source) });
        }
    }

    /// The findings: standard fields by rank, the best name of each first, then the others in their order. Beside them the dates
    /// that can't be read, one for each field that has no other value.
    ///
    /// Sorting is stable, so that the authors of a column stay in their order.
    pub(crate) fn ranked(mut self) -> (Vec<Finding>, Vec<UnreadDate>) {
        self.standard.sort_by_key(|(rank, place, _)| (*rank, *place));
        self.unread.sort_by_key(|(place, _)| *place);
        let mut unread: Vec<UnreadDate> = Vec::new();
        for (_, date) in self.unread {
            let is_known = self.standard.iter().any(|(_, _, finding)| finding.field == date.field)
                || unread.iter().any(|other| other.field == date.field);
            if !is_known {
                unread.push(date);
            }
        }
        let standard = self.standard.into_iter().map(|(_, _, finding)| finding);
        (standard.chain(self.others).collect(), unread)
    }
}

/// Why a value of a column of dates can't be read as a date. `None` if it can, if there is none, or if it is longer than any date.
fn unread(field: &Field, column: &str, value: &Value, order: DayOrder) -> Option<UnreadDate> {
    let value = *value.scalars().first()?;
    let reason = DateRefusal::of(value, order).filter(|_| value.len() <= date::LONGEST)?;
    Some(UnreadDate { field: field.clone(), column: column.to_owned(), value: value.to_owned(), reason })
}
