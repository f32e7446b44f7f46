//! Tables for people. The columns are fitted to the first rows, and no more than those are ever kept: a later cell
//! that is wider than its column pushes the rest of its line on, and is cut only where the terminal ends.

use super::escape::one_line;
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Number of rows that determine the widths.
const FITTED: usize = 1000;

/// Minimum width of a shortened column.
const NARROWEST: usize = 12;

/// A column of a listing.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// Name of the column, and of the value in the row.
    pub(crate) name: String,
    /// Whether it may be cut to fit the terminal.
    pub(crate) flexible: bool,
    /// Whether it contains numbers, aligned right.
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

/// A table under way: a head in capitals, two spaces between columns.
pub(super) struct TableWriter {
    columns: Vec<Column>,
    /// The head, and the rows that the columns will be fitted to; empty once they are.
    waiting: Vec<Vec<String>>,
    /// How wide each column is, once they are fitted.
    widths: Vec<usize>,
}

impl TableWriter {
    pub(super) fn new(columns: &[Column]) -> Self {
        let head = columns.iter().map(|column| one_line(&column.name.to_uppercase())).collect();
        Self { columns: columns.to_vec(), waiting: vec![head], widths: Vec::new() }
    }

    /// Adds a row; `terminal` is how wide the terminal is, if there is one.
    pub(super) fn row(
        &mut self,
        to: &mut impl Write,
        terminal: Option<usize>,
        cells: &[String],
    ) -> io::Result<()> {
        let row: Vec<String> = cells.iter().map(|cell| one_line(cell)).collect();
        // The waiting rows include the head, so that it is fitted too.
        if (1..=FITTED).contains(&self.waiting.len()) {
            self.waiting.push(row);
            return Ok(());
        }
        self.finish(to, terminal)?;
        to.write_all(self.later(&row, terminal).as_bytes())
    }

    /// Writes the rows that are still waiting.
    pub(super) fn finish(&mut self, to: &mut impl Write, terminal: Option<usize>) -> io::Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        if waiting.is_empty() {
            return Ok(());
        }
        let none = vec![0; self.columns.len()];
        let widths = waiting.iter().fold(none, |widths, row| widened(&widths, row));
        self.widths = squeezed(&self.columns, widths, &vec![NARROWEST; self.columns.len()], terminal);
        waiting.iter().try_for_each(|row| to.write_all(line(&self.columns, row, &self.widths).as_bytes()))
    }

    /// A row that the columns weren't fitted to: where it is wider than they are, it may fill the terminal.
    fn later(&self, row: &[String], terminal: Option<usize>) -> String {
        // A column never gets narrower than it was, so that later rows still align with earlier ones.
        let narrowest: Vec<usize> = self.widths.iter().map(|width| *width.max(&NARROWEST)).collect();
        let widths = squeezed(&self.columns, widened(&self.widths, row), &narrowest, terminal);
        line(&self.columns, row, &widths)
    }
}

/// The widths, or those of the cells where these are wider.
fn widened(widths: &[usize], row: &[String]) -> Vec<usize> {
    let cells = row.iter().map(|cell| cell.width()).chain(std::iter::repeat(0));
    widths.iter().zip(cells).map(|(width, cell)| cell.max(*width)).collect()
}

/// The widths, of flexible columns as much less as the terminal demands, but no less than `narrowest`.
fn squeezed(
    columns: &[Column],
    mut widths: Vec<usize>,
    narrowest: &[usize],
    terminal: Option<usize>,
) -> Vec<usize> {
    let Some(terminal) = terminal else { return widths };
    let flexible: Vec<usize> = (0..columns.len()).filter(|&index| columns[index].flexible).collect();
    for &index in &flexible {
        widths[index] = widths[index].min(terminal.max(narrowest[index]));
    }
    // Two spaces follow each column except the last, hence `terminal + 2`.
    while widths.iter().map(|width| width + 2).sum::<usize>() > terminal + 2 {
        let may_shrink = flexible.iter().copied().filter(|&index| widths[index] > narrowest[index]);
        let Some(widest) = may_shrink.max_by_key(|&index| widths[index]) else { break };
        widths[widest] -= 1;
    }
    widths
}

fn line(columns: &[Column], row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for ((cell, width), column) in row.iter().zip(widths).zip(columns) {
        let cell = cut(cell, *width);
        let space = " ".repeat(width.saturating_sub(cell.width()));
        line += &if column.right { format!("{space}{cell}  ") } else { format!("{cell}{space}  ") };
    }
    // Trailing spaces would wrap on a narrow terminal.
    line.truncate(line.trim_end().len());
    line.push('\n');
    line
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

    fn table(columns: &[Column], terminal: Option<usize>, rows: &[Vec<String>]) -> String {
        let (mut table, mut written) = (TableWriter::new(columns), Vec::new());
        for row in rows {
            table.row(&mut written, terminal, row).unwrap();
        }
        table.finish(&mut written, terminal).unwrap();
        String::from_utf8(written).unwrap()
    }

    fn cells(cells: [&str; 3]) -> Vec<String> {
        cells.map(str::to_owned).to_vec()
    }

    #[test]
    fn a_table_fits_the_terminal_by_cutting_what_may_be_cut() {
        let columns = [Column::number("id"), Column::long("title"), Column::text("key")];
        let rows = [
            cells(["1", "A very long headline that can't fit\nhere", "a.txt"]),
            cells(["12", "短い見出し", "a.txt"]),
        ];
        insta::assert_snapshot!(table(&columns, Some(32), &rows), @r"
        ID  TITLE                  KEY
         1  A very long headline…  a.txt
        12  短い見出し             a.txt
        ");
        let whole = table(&columns, None, &rows);
        assert!(whole.contains("A very long headline that can't fit here  a.txt"), "{whole}");
    }

    /// A table that was fitted to narrow rows, without them, and with wide ones after them.
    fn late(terminal: Option<usize>) -> String {
        let columns = [Column::number("id"), Column::long("title"), Column::text("key")];
        let mut rows = vec![cells(["1", "Short", "a.txt"]); FITTED];
        rows.push(cells(["123", "The one row that is wide", "b.txt"]));
        rows.push(cells(["4", "Short again", "c.txt"]));
        let table = table(&columns, terminal, &rows);
        let (head, rows) = table.split_once('\n').unwrap();
        let narrow = " 1  Short  a.txt\n";
        format!("{head}\n{}", rows.strip_prefix(&narrow.repeat(FITTED)).unwrap())
    }

    #[test]
    fn a_wide_cell_that_comes_late_pushes_its_line_and_no_other() {
        insta::assert_snapshot!(late(None), @r"
        ID  TITLE  KEY
        123  The one row that is wide  b.txt
         4  Short again  c.txt
        ");
    }

    #[test]
    fn a_wide_cell_that_comes_late_is_cut_where_the_terminal_ends() {
        insta::assert_snapshot!(late(Some(28)), @r"
        ID  TITLE  KEY
        123  The one row tha…  b.txt
         4  Short again  c.txt
        ");
    }

    #[test]
    fn rows_are_written_as_they_come_once_the_columns_are_fitted() {
        let (mut table, mut written) = (TableWriter::new(&[Column::text("key")]), Vec::new());
        for _ in 0..FITTED {
            table.row(&mut written, None, &["a.txt".to_owned()]).unwrap();
        }
        assert!(written.is_empty());
        table.row(&mut written, None, &["b.txt".to_owned()]).unwrap();
        assert_eq!(String::from_utf8(written).unwrap().lines().count(), 1 + FITTED + 1);
        assert!(table.waiting.is_empty());
    }
}
