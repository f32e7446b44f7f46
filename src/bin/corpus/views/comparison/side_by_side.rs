//! A comparison in two columns, the old text on the left. Corresponding paragraphs begin on the same line.

use super::inline::{self, ASIDE, ExcerptOptions, sides, skipped_note};
use super::marks::Marks;
use super::summary::label;
use crate::output::{Line, Output, wrap};
use anstyle::Style;
use corpusdb::diff::{ChangeKind, Excerpt, Paragraph};
use corpusdb::ops::diff::Comparison;
use std::collections::VecDeque;
use std::io;

const BETWEEN: &str = " │ ";

/// Content of one column, in parts with a style.
type ColumnText = Vec<(Style, String)>;

/// A line of the table, before it is wrapped.
#[derive(Debug, Default, PartialEq, Eq)]
struct SideBySideRow {
    old: ColumnText,
    new: ColumnText,
    /// Over both columns, below them.
    notes: Vec<String>,
}

/// Prints the versions' names and the paragraphs, no line wider than `width`.
pub(crate) fn print(
    output: &mut Output,
    comparison: &Comparison,
    extent: ExcerptOptions,
    width: usize,
) -> io::Result<()> {
    let name = |side| vec![(ASIDE, label(side))];
    let head = SideBySideRow { old: name(&comparison.from), new: name(&comparison.to), notes: Vec::new() };
    let marks = Marks::of(comparison);
    let body = rows(extent.of(comparison, &marks), &marks, output.is_colored());
    for row in std::iter::once(head).chain(body) {
        output.line("")?;
        let lines = lines(&row, width, &|style, text| output.paint(style, text));
        for line in lines {
            output.line(line)?;
        }
    }
    Ok(())
}

fn rows(excerpts: Vec<Excerpt>, marks: &Marks, is_colored: bool) -> Vec<SideBySideRow> {
    let mut rows = Vec::new();
    // Paragraphs that are gone wait for those that came in their place.
    let mut waiting: VecDeque<SideBySideRow> = VecDeque::new();
    for excerpt in excerpts {
        let paragraph = match excerpt {
            Excerpt::Paragraph(paragraph) => paragraph,
            Excerpt::Skipped(skipped) => {
                rows.extend(waiting.drain(..));
                rows.push(SideBySideRow { notes: vec![skipped_note(&skipped)], ..SideBySideRow::default() });
                continue;
            }
        };
        let (old, new) = cells(&paragraph, is_colored);
        let notes = inline::notes(marks, &paragraph);
        match paragraph.kind {
            ChangeKind::Delete if !paragraph.is_moved() => {
                waiting.push_back(SideBySideRow { old, new, notes });
            }
            ChangeKind::Insert if !paragraph.is_moved() => {
                let mut row = waiting.pop_front().unwrap_or_default();
                row.new = new;
                row.notes.extend(notes);
                rows.push(row);
            }
            _ => {
                rows.extend(waiting.drain(..));
                rows.push(SideBySideRow { old, new, notes });
            }
        }
    }
    rows.extend(waiting);
    rows
}

fn cells(paragraph: &Paragraph, is_colored: bool) -> (ColumnText, ColumnText) {
    let (mut old, mut new) = (ColumnText::new(), ColumnText::new());
    for span in &paragraph.spans {
        let [left, right] = sides(span, is_colored);
        old.push(left);
        new.push(right);
    }
    (old, new)
}

fn lines(row: &SideBySideRow, width: usize, paint: &dyn Fn(Style, &str) -> String) -> Vec<String> {
    let painted = |line: &Line<Style>| -> String {
        line.parts.iter().map(|(style, text)| paint(*style, text)).collect()
    };
    let column = width.saturating_sub(BETWEEN.chars().count()) / 2;
    let (old, new) = (wrap(&row.old, column), wrap(&row.new, column));
    let line = |index: usize| {
        let (left, taken) = old.get(index).map_or((String::new(), 0), |line| (painted(line), line.width));
        let right = new.get(index).map(painted).unwrap_or_default();
        let space = " ".repeat(column.saturating_sub(taken));
        format!("{left}{space}{BETWEEN}{right}").trim_end().to_owned()
    };
    // A row of notes alone has no text, not an empty line of text.
    let height = if row.old.is_empty() && row.new.is_empty() { 0 } else { old.len().max(new.len()) };
    let notes = row.notes.iter().flat_map(|note| wrap(&[(ASIDE, note.clone())], width));
    (0..height).map(line).chain(notes.map(|line| painted(&line))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn rendered(comparison: &Comparison, width: usize) -> String {
        let extent = ExcerptOptions { context: 1, changes_only: false };
        let marks = Marks::of(comparison);
        let rows = rows(extent.of(comparison, &marks), &marks, false);
        let text = |row: &SideBySideRow| lines(row, width, &|_, text| text.to_owned()).join("\n");
        rows.iter().map(text).collect::<Vec<_>>().join("\n\n")
    }

    #[test]
    fn what_belongs_together_begins_on_the_same_line() {
        insta::assert_snapshot!("side-by-side", rendered(&sample::report(), 72));
    }

    #[test]
    fn no_line_is_wider_than_asked_for() {
        use unicode_width::UnicodeWidthStr;
        for width in [20, 31, 80] {
            let rendered = rendered(&sample::report(), width);
            assert!(rendered.lines().all(|line| line.width() <= width), "{rendered}");
        }
    }
}
