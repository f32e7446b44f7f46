//! Listings: rows of one kind, in every format. However many they are, none or only the first are kept.

use super::escape::visible;
use super::table::{Column, TableWriter};
use super::{Format, Output, json};
use serde::Serialize;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::io::{self, Write};

/// A listing under way.
pub(crate) struct Listing {
    columns: Vec<Column>,
    table: TableWriter,
    count: u64,
    begun: bool,
}

impl Listing {
    /// A listing with these columns. Nothing is written before the first row or the end, so that a command that
    /// fails at once prints nothing.
    pub(crate) fn new(columns: Vec<Column>) -> Self {
        Self { table: TableWriter::new(&columns), columns, count: 0, begun: false }
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

    /// Adds a row: the whole value in JSON, its columns in CSV, the result of `cells` in a table.
    pub(crate) fn row<T: Serialize>(
        &mut self,
        output: &mut Output,
        row: &T,
        cells: impl FnOnce() -> Vec<String>,
    ) -> anyhow::Result<()> {
        if !matches!(output.format(), Format::Csv | Format::Tsv) {
            return self.whole(output, row, cells);
        }
        // The cells of a record come from the JSON, so that both formats have the same values.
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
            Format::Table => self.table.row(output, output.width(), &cells())?,
            Format::Json => {
                // The comma comes before each further element, because the last one isn't known as such.
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

    /// Finishes the listing and returns its number of rows.
    pub(crate) fn finish(mut self, output: &mut Output) -> io::Result<u64> {
        // An empty listing still has its head or its brackets.
        self.begin(output)?;
        match output.format() {
            Format::Json => output.write_all(if self.count == 0 { b"]\n" } else { b"\n]\n" })?,
            Format::Table if self.count > 0 => self.table.finish(output, output.width())?,
            _ => {}
        }
        Ok(self.count)
    }
}

fn record(output: &mut Output, cells: &[String]) -> io::Result<()> {
    let delimiter = if output.format() == Format::Tsv { b'\t' } else { b',' };
    let mut record = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    for cell in cells {
        // A file keeps the exact characters. A terminal would obey control characters.
        let shown = if output.is_terminal() { visible(cell) } else { Cow::Borrowed(cell.as_str()) };
        if output.is_spreadsheet_safe() && is_formula(&shown) {
            record.write_field(format!("'{shown}"))?;
        } else {
            record.write_field(shown.as_bytes())?;
        }
    }
    record.write_record(None::<&[u8]>)?;
    output.write_all(&record.into_inner().map_err(csv::IntoInnerError::into_error)?)
}

/// Whether a spreadsheet would calculate the cell. For example, `=1+2` and `-A1` are formulas, `-5` is a number.
fn is_formula(cell: &str) -> bool {
    // A negative number begins like a formula, but a spreadsheet computes nothing with it.
    cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && cell.parse::<f64>().is_err()
}

/// Text of a cell: empty for null, JSON for arrays and objects.
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
