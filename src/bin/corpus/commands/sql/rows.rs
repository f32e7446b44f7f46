//! Results of SQL on their way to the output.

use super::deadline::Deadline;
use crate::output::output_failed;
use crate::output::{Column, Format, Listing, Output};
use corpusdb::ops::sql::{Cell, Rows};
use corpusdb::{Error, Result};
use serde::{Serialize, Serializer};

/// How many characters of a value a table shows: whole texts would bury the other columns.
const LONGEST_CELL: usize = 200;

/// Prints the rows of each statement as a listing of its own.
pub(super) struct Printer<'a> {
    output: &'a mut Output,
    max_rows: Option<u64>,
    names: Vec<String>,
    listing: Option<Listing>,
    rows: u64,
    deadline: Option<Deadline>,
}

impl<'a> Printer<'a> {
    pub(super) fn new(output: &'a mut Output, max_rows: Option<u64>) -> Self {
        Self { output, max_rows, names: Vec::new(), listing: None, rows: 0, deadline: None }
    }

    /// Lifts the deadline before the changes of the statements are committed.
    pub(super) fn until(mut self, deadline: Option<Deadline>) -> Self {
        self.deadline = deadline;
        self
    }

    /// Ends the output after a failed statement. Rows found so far are shown. An empty result is not printed and a JSON
    /// array not closed, because either would look like a complete result.
    pub(super) fn cut_short(&mut self) -> anyhow::Result<()> {
        match self.output.format() {
            _ if self.rows == 0 => Ok(()),
            // The array stays open, so that a truncated result can't be taken for a whole one.
            Format::Json => Ok(self.output.line("")?),
            _ => self.finish(),
        }
    }

    /// Ends the last listing.
    pub(super) fn finish(&mut self) -> anyhow::Result<()> {
        if let Some(listing) = self.listing.take() {
            listing.finish(self.output)?;
        }
        Ok(())
    }
}

impl Rows for Printer<'_> {
    fn columns(&mut self, names: &[String]) -> Result<()> {
        if self.listing.is_some() && self.output.format() == Format::Json {
            return Err(Error::invalid("two statements have results, which can't be one JSON document")
                .with_hint("use --format jsonl, or give one of the statements"));
        }
        // The rows of the statement before may still wait for their column widths.
        self.finish().map_err(output_failed)?;
        self.names = distinct(names);
        self.rows = 0;
        let columns = self.names.iter().map(|name| Column::long(name)).collect();
        self.listing = Some(Listing::new(columns));
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> Result<bool> {
        // The check comes with the first surplus row, so the note is only shown where rows are missing.
        if self.max_rows == Some(self.rows) {
            self.output.note(format!("only the first {} rows are shown: --max-rows 0 shows all", self.rows));
            return Ok(false);
        }
        self.rows += 1;
        let row = ResultRow { names: &self.names, cells };
        if let Some(listing) = &mut self.listing {
            // For people: a text of thousands of words would hide the other columns.
            let longest = if self.output.is_for_people() { LONGEST_CELL } else { usize::MAX };
            let shown = || cells.iter().map(|cell| plain(cell, longest)).collect();
            listing.whole(self.output, &row, shown).map_err(output_failed)?;
        }
        Ok(true)
    }

    fn statements_done(&mut self) {
        // The commit comes next. Interrupting it would leave open whether it was done.
        if let Some(deadline) = self.deadline.take() {
            deadline.lift();
        }
    }
}

/// The names of the columns; one that is there already gets a number, because JSON wants each once.
fn distinct(names: &[String]) -> Vec<String> {
    let mut distinct: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        let candidates =
            (1..).map(|number| if number == 1 { name.clone() } else { format!("{name}:{number}") });
        // The search is without end and always finds a name, because only finitely many are taken.
        distinct.extend(candidates.into_iter().find(|candidate| !distinct.contains(candidate)));
    }
    distinct
}

/// Text of a value, cut after about `longest` characters.
fn plain(cell: &Cell, longest: usize) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Integer(number) => number.to_string(),
        Cell::Real(number) => number.to_string(),
        Cell::Text(text) => match text.char_indices().nth(longest) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.to_string(),
        },
        // Two digits for each byte, so half as many bytes fit.
        Cell::Blob(bytes) => match bytes.get(..longest / 2) {
            Some(start) if start.len() < bytes.len() => hexadecimal(start) + "…",
            _ => hexadecimal(bytes),
        },
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        text.extend([byte >> 4, byte & 15].map(|digit| char::from_digit(digit.into(), 16).unwrap_or('0')));
        text
    })
}

/// A row as a JSON object.
struct ResultRow<'a> {
    names: &'a [String],
    cells: &'a [Cell<'a>],
}

impl Serialize for ResultRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_map(self.names.iter().zip(self.cells.iter().map(Json)))
    }
}

/// A value in JSON: bytes are hexadecimal text.
struct Json<'a>(&'a Cell<'a>);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Null => serializer.serialize_none(),
            Cell::Integer(number) => serializer.serialize_i64(*number),
            // JSON has no infinity.
            Cell::Real(number) if !number.is_finite() => serializer.serialize_none(),
            Cell::Real(number) => serializer.serialize_f64(*number),
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Blob(bytes) => serializer.serialize_str(&hexadecimal(bytes)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_the_same_name_are_told_apart() {
        let names = ["id", "key", "id", "id"].map(str::to_owned);
        assert_eq!(distinct(&names), ["id", "key", "id:2", "id:3"]);
    }
}
