//! Listings: rows of one kind, in every format. Machine formats are written row by row; a table for people is
//! laid out when all its rows are known.

use super::escape::{one_line, visible};
use super::{Format, Output, json};
use serde::Serialize;
use serde_json::{Map, Value};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// The narrowest that a column is made to fit a terminal.
const NARROWEST: usize = 12;

/// A column of a listing.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Its name, which is also that of the value in the row.
    pub(crate) name: String,
    /// Whether it may be cut to fit the terminal.
    pub(crate) flexible: bool,
    /// Whether it holds numbers.
    pub(crate) right: bool,
}

impl Column {
    /// A column of text that is shown whole.
    pub(crate) fn text(name: &str) -> Self {
        Self { name: name.to_owned(), flexible: false, right: false }
    }

    /// A column of text that may be cut.
    pub(crate) fn long(name: &str) -> Self {
        Self { flexible: true, ..Self::text(name) }
    }

    /// A column of numbers.
    pub(crate) fn number(name: &str) -> Self {
        Self { right: true, ..Self::text(name) }
    }
}

/// A listing under way.
pub(crate) struct Listing {
    columns: Vec<Column>,
    rows: Vec<Vec<String>>,
    count: u64,
    begun: bool,
}

impl Listing {
    /// A listing with these columns. Nothing is written before the first row or the end, so that a command that
    /// fails at once prints nothing.
    pub(crate) fn new(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new(), count: 0, begun: false }
    }

    fn begin(&mut self, output: &mut Output) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        match output.format() {
            Format::Json => output.write_all(b"["),
            Format::Csv | Format::Tsv => {
                let names: Vec<String> = self.columns.iter().map(|column| column.name.clone()).collect();
                record(output, &names)
            }
            Format::Table | Format::Jsonl => Ok(()),
        }
    }

    /// Adds a row: the whole value in JSON, its columns in CSV, and what `cells` says in a table.
    pub(crate) fn row<T: Serialize>(
        &mut self,
        output: &mut Output,
        row: &T,
        cells: impl FnOnce() -> Vec<String>,
    ) -> anyhow::Result<()> {
        if !matches!(output.format(), Format::Csv | Format::Tsv) {
            return self.whole(output, row, cells);
        }
        let Value::Object(fields) = serde_json::to_value(row)? else { return Ok(()) };
        let cells: Vec<String> = self.columns.iter().map(|column| plain(fields.get(&column.name))).collect();
        self.whole(output, row, || cells)
    }

    /// Adds a row whose cells are the same in a table and in CSV.
    pub(crate) fn whole<T: Serialize>(
        &mut self,
        output: &mut Output,
        row: &T,
        cells: impl FnOnce() -> Vec<String>,
    ) -> anyhow::Result<()> {
        self.begin(output)?;
        match output.format() {
            Format::Table => self.rows.push(cells()),
            Format::Json => {
                output.write_all(if self.count == 0 { b"\n" } else { b",\n" })?;
                let mut element = Vec::new();
                json::line(&mut element, row)?;
                output.write_all(element.trim_ascii_end())?;
            }
            Format::Jsonl => json::line(output, row)?,
            Format::Csv | Format::Tsv => record(output, &cells())?,
        }
        self.count += 1;
        Ok(())
    }

    /// Ends the listing; gives how many rows it has.
    pub(crate) fn finish(mut self, output: &mut Output) -> io::Result<u64> {
        self.begin(output)?;
        match output.format() {
            Format::Json => output.write_all(if self.count == 0 { b"]\n" } else { b"\n]\n" })?,
            Format::Table if !self.rows.is_empty() => {
                let table = lay_out(&self.columns, &self.rows, output.width());
                output.write_all(table.as_bytes())?;
            }
            _ => {}
        }
        Ok(self.count)
    }
}

fn record(output: &mut Output, cells: &[String]) -> io::Result<()> {
    let delimiter = if output.format() == Format::Tsv { b'\t' } else { b',' };
    let mut record = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    if output.is_terminal() {
        record.write_record(cells.iter().map(|cell| visible(cell).into_owned()))?;
    } else {
        record.write_record(cells)?;
    }
    output.write_all(&record.into_inner().map_err(csv::IntoInnerError::into_error)?)
}

/// A value as the text of a cell: nothing for null, JSON for what has parts.
fn plain(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    }
}

/// Prints one value with columns as a listing of one row.
pub(super) fn single(output: &mut Output, value: &Value) -> anyhow::Result<()> {
    let empty = Map::new();
    let columns = value.as_object().unwrap_or(&empty).keys().map(|name| Column::text(name)).collect();
    let mut listing = Listing::new(columns);
    listing.row(output, value, Vec::new)?;
    listing.finish(output)?;
    Ok(())
}

/// The lines of a table: a head in capitals, two spaces between columns.
fn lay_out(columns: &[Column], rows: &[Vec<String>], width: Option<usize>) -> String {
    let head = columns.iter().map(|column| one_line(&column.name.to_uppercase())).collect();
    let rows = rows.iter().map(|row| row.iter().map(|cell| one_line(cell)).collect());
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    let widths = fit(columns, &rows, width);
    let mut table = String::new();
    for row in &rows {
        let mut line = String::new();
        for ((cell, width), column) in row.iter().zip(&widths).zip(columns) {
            let cell = cut(cell, *width);
            let space = " ".repeat(width.saturating_sub(cell.width()));
            line += &if column.right { format!("{space}{cell}  ") } else { format!("{cell}{space}  ") };
        }
        table += line.trim_end();
        table.push('\n');
    }
    table
}

/// How wide each column may be: as wide as its widest cell, flexible ones less where the terminal is narrower.
fn fit(columns: &[Column], rows: &[Vec<String>], width: Option<usize>) -> Vec<usize> {
    let mut widths: Vec<usize> = (0..columns.len())
        .map(|index| rows.iter().filter_map(|row| row.get(index)).map(|cell| cell.width()).max().unwrap_or(0))
        .collect();
    let Some(width) = width else { return widths };
    loop {
        let total: usize = widths.iter().map(|width| width + 2).sum();
        let widest = (0..columns.len())
            .filter(|&index| columns[index].flexible && widths[index] > NARROWEST)
            .max_by_key(|&index| widths[index]);
        match widest {
            Some(index) if total > width + 2 => widths[index] -= 1,
            _ => return widths,
        }
    }
}

/// The text, or as much of its beginning as fits, with an ellipsis.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    for character in text.chars() {
        kept.push(character);
        // Some characters change the width of those before them, so the whole is measured.
        if kept.width() >= width {
            kept.pop();
            break;
        }
    }
    kept.push('…');
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_fits_the_terminal_by_cutting_what_may_be_cut() {
        let columns = [Column::number("id"), Column::long("title"), Column::text("key")];
        let row = |id: &str, title: &str| vec![id.to_owned(), title.to_owned(), "a.txt".to_owned()];
        let rows = [row("1", "A very long headline that can't fit\nhere"), row("12", "短い見出し")];
        insta::assert_snapshot!(lay_out(&columns, &rows, Some(32)), @r"
        ID  TITLE                  KEY
         1  A very long headline…  a.txt
        12  短い見出し             a.txt
        ");
        let whole = lay_out(&columns, &rows, None);
        assert!(whole.contains("A very long headline that can't fit here  a.txt"), "{whole}");
    }
}
