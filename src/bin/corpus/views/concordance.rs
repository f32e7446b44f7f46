//! Lines of a concordance for people: the hits are below each other, in the middle of the line.

use crate::output::{Output, one_line};
use anstyle::{AnsiColor, Style};
use corpusdb::ops::words::concordance::{ContextWidth, Line, LineOrder};
use corpusdb::text::word;
use std::io;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Width of a line where there is no terminal.
const WIDTH: usize = 100;

/// The widths of the columns before the text: id and outlet.
const ID: usize = 5;
const OUTLET: usize = 12;

/// How lines are printed.
pub(crate) struct LineView {
    width: usize,
    /// The positions of the words that lines are sorted by.
    sorted: Vec<i8>,
    /// The context that was asked for, which is shown whole.
    whole: Option<ContextWidth>,
}

impl LineView {
    /// A view for lines in this order.
    pub(crate) fn new(output: &Output, order: &LineOrder, whole: Option<ContextWidth>) -> Self {
        let sorted = match order {
            LineOrder::Words(positions) => positions.clone(),
            LineOrder::Text | LineOrder::Date | LineOrder::Outlet => Vec::new(),
        };
        Self { width: output.width().unwrap_or(WIDTH), sorted, whole }
    }

    /// Prints a line.
    pub(crate) fn print(&self, output: &mut Output, line: &Line) -> io::Result<()> {
        let (left, hit, right) = (flowing(&line.left), one_line(&line.hit), flowing(&line.right));
        let outlet = one_line(line.outlet.as_deref().unwrap_or(&line.key));
        let is_key = line.outlet.is_none();
        let outlet = shortened(&outlet, is_key);
        let head = format!("{:>ID$}  {outlet}{}  ", line.id.0, " ".repeat(OUTLET - outlet.width()));
        let node = output.paint(Style::new().bold().fg_color(Some(AnsiColor::Red.into())), &hit);
        let node = if output.is_colored() { node } else { format!("[{hit}]") };
        let marks = if output.is_colored() { 0 } else { 2 };
        let room = self.width.saturating_sub(head.width() + hit.width() + marks);
        let (before, after) = match self.whole {
            // Letters of some scripts take two columns, so that lines of one script are below each other.
            Some(ContextWidth::Characters(characters)) => {
                let columns = if left.width() > left.chars().count() { characters * 2 } else { characters };
                (columns.max(left.width()), right.width())
            }
            Some(_) => (left.width(), right.width()),
            None => (room / 2, room - room / 2),
        };
        let left = end(&left, before);
        let indent = " ".repeat(before.saturating_sub(left.width()));
        let right = start(&right, after);
        let (left, right) = (self.painted(output, left, -1), self.painted(output, right, 1));
        output.line(format!("{head}{indent}{left}{node}{right}"))
    }

    /// The context with the words that lines are sorted by in colour. `side` is -1 for the left and 1 for the right.
    fn painted(&self, output: &Output, context: &str, side: i8) -> String {
        let words: Vec<Range<usize>> = word::words(context).map(|word| word.range).collect();
        let place = |position: &i8| {
            let distance = usize::from(position.unsigned_abs());
            let at = if side < 0 { words.len().checked_sub(distance) } else { distance.checked_sub(1) };
            at.and_then(|at| words.get(at)).cloned()
        };
        let mut marked: Vec<Range<usize>> =
            self.sorted.iter().filter(|position| position.signum() == side).filter_map(place).collect();
        marked.sort_unstable_by_key(|range| range.start);
        let style = Style::new().fg_color(Some(AnsiColor::Cyan.into()));
        let (mut painted, mut at) = (String::new(), 0);
        for range in marked {
            painted += &context[at..range.start];
            painted += &output.paint(style, &context[range.clone()]);
            at = range.end;
        }
        painted + &context[at..]
    }
}

/// An outlet, or the end of a key, that fits into its column.
fn shortened(name: &str, is_key: bool) -> String {
    match name.width() {
        0..=OUTLET => name.to_owned(),
        _ if is_key => format!("…{}", end(name, OUTLET - 1)),
        _ => format!("{}…", start(name, OUTLET - 1)),
    }
}

/// A text in one line, with a space for each white space, also at its ends.
fn flowing(text: &str) -> String {
    let space = |is_there| if is_there { " " } else { "" };
    let inside = one_line(text);
    if inside.is_empty() {
        return space(!text.is_empty()).to_owned();
    }
    let (starts, ends) = (text.starts_with(char::is_whitespace), text.ends_with(char::is_whitespace));
    format!("{}{inside}{}", space(starts), space(ends))
}

/// The end of a text that fits into this many columns.
fn end(text: &str, columns: usize) -> &str {
    let mut width = 0;
    let kept = text.graphemes(true).rev().take_while(|grapheme| {
        width += grapheme.width();
        width <= columns
    });
    &text[text.len() - kept.map(str::len).sum::<usize>()..]
}

/// The start of a text that fits into this many columns.
fn start(text: &str, columns: usize) -> &str {
    let mut width = 0;
    let kept = text.graphemes(true).take_while(|grapheme| {
        width += grapheme.width();
        width <= columns
    });
    &text[..kept.map(str::len).sum::<usize>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_space_beside_a_hit_stays() {
        for (text, expected) in
            [("for\n ", "for "), (" talks", " talks"), (" ", " "), ("", ""), ("a\n\nb", "a b")]
        {
            assert_eq!(flowing(text), expected);
        }
    }

    #[test]
    fn a_context_is_cut_between_characters() {
        assert_eq!((end("naïve 東京", 5), start("naïve 東京", 7)), (" 東京", "naïve "));
        assert_eq!((end("ab", 9), start("ab", 0)), ("ab", ""));
    }
}
