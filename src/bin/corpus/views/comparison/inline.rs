//! A comparison as one text with deletions and insertions. The other forms for terminals mark spans in the same way.

use super::marks::Marks;
use crate::output::{Output, count, one_line, visible};
use anstyle::{AnsiColor, Style};
use corpusdb::diff::{ChangeKind, Excerpt, Move, Paragraph, Span, excerpts, paragraphs};
use corpusdb::ops::diff::Comparison;
use std::io;

pub(crate) const INSERTED: Style = AnsiColor::Green.on_default();
const MOVED: Style = AnsiColor::Magenta.on_default();
const DELETED: Style = AnsiColor::Red.on_default().strikethrough();
pub(crate) const ASIDE: Style = Style::new().dimmed();

/// Amount of unchanged text to show.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ExcerptOptions {
    /// Unchanged paragraphs around each change.
    pub(crate) context: usize,
    /// Whether hidden paragraphs are hidden silently, without a line that counts them.
    pub(crate) changes_only: bool,
}

impl ExcerptOptions {
    /// Visible excerpts of a comparison.
    pub(crate) fn of<'a>(self, comparison: &'a Comparison, marks: &Marks) -> Vec<Excerpt<'a>> {
        let all = paragraphs(&comparison.old, &comparison.new, &comparison.changes);
        let is_shown = |paragraph: &Paragraph| !paragraph.is_unchanged() && !marks.is_wrapped_anew(paragraph);
        let mut shown = excerpts(all, self.context, is_shown);
        shown.retain(|excerpt| !self.changes_only || matches!(excerpt, Excerpt::Paragraph(_)));
        shown
    }
}

/// Prints the paragraphs, a blank line before each.
pub(crate) fn print(output: &mut Output, comparison: &Comparison, extent: ExcerptOptions) -> io::Result<()> {
    let marks = Marks::of(comparison);
    for excerpt in extent.of(comparison, &marks) {
        output.line("")?;
        match excerpt {
            Excerpt::Skipped(skipped) => output.line(output.paint(ASIDE, &skipped_note(&skipped)))?,
            Excerpt::Paragraph(paragraph) => {
                let text: String = paragraph.spans.iter().map(|span| painted(output, span)).collect();
                output.line(text.trim_end())?;
                for note in notes(&marks, &paragraph) {
                    output.line(output.paint(ASIDE, &note))?;
                }
            }
        }
    }
    Ok(())
}

/// `… 3 paragraphs the same, 2 more but for white space …`
pub(crate) fn skipped_note(skipped: &[Paragraph]) -> String {
    format!("… {} …", skipped_in_words(skipped))
}

/// `3 paragraphs the same`
pub(crate) fn skipped_in_words(skipped: &[Paragraph]) -> String {
    let same = skipped.iter().filter(|paragraph| paragraph.is_unchanged()).count();
    match (same, skipped.len() - same) {
        (same, 0) => format!("{} the same", count(same, "paragraph")),
        (0, wrapped) => format!("{} the same but for white space", count(wrapped, "paragraph")),
        (same, wrapped) => {
            format!("{} the same, {wrapped} more but for white space", count(same, "paragraph"))
        }
    }
}

/// Notes below a paragraph, one per line.
pub(crate) fn notes(marks: &Marks, paragraph: &Paragraph) -> Vec<String> {
    marks.notes(paragraph).iter().map(|note| format!("  ({})", one_line(note))).collect()
}

/// Changed white space is shown as it is.
fn painted(output: &Output, span: &Span) -> String {
    let [old, new] = sides(span, output.is_colored());
    if span.kind == ChangeKind::Equal || span.is_space() {
        return new.1;
    }
    output.paint(old.0, &old.1) + &output.paint(new.0, &new.1)
}

/// Old and new text of a span, marked by signs, or by style if colours are used.
pub(crate) fn sides(span: &Span, is_colored: bool) -> [(Style, String); 2] {
    let (old, new) = (visible(span.old).into_owned(), visible(span.new).into_owned());
    if span.kind == ChangeKind::Equal || span.is_space() {
        return [(Style::new(), old), (Style::new(), new)];
    }
    // Moves keep their brackets in colour, because only these have the number.
    let marked = |text: String, style, open: &str, close: &str| match text.as_str() {
        "" => (style, text),
        _ if is_colored && span.moved.is_none() => (style, text),
        _ => (style, format!("{open}{text}{close}")),
    };
    match span.moved {
        Some(Move { number }) => [
            marked(old, MOVED, &format!("[→{number}: "), "]"),
            marked(new, MOVED, &format!("{{{number}→: "), "}"),
        ],
        None => [marked(old, DELETED, "[-", "-]"), marked(new, INSERTED, "{+", "+}")],
    }
}
