//! Layout of a text, whichever way it sets them apart.
//!
//! Blank lines always separate. A line break inside a block of lines separates too, unless the block was wrapped to
//! a width: then a line was broken because the next word would not have fitted.
//!
//! A wrong guess here costs little: words are compared across paragraphs that belong together.

use std::ops::Range;

use super::words::{ends_sentence, is_dense, is_space};

/// Nobody wraps prose to more columns than this; longer lines are paragraphs.
const WIDEST_WRAP: usize = 120;

/// Nobody wraps prose to fewer columns; shorter lines are lists or verse.
const NARROWEST_WRAP: usize = 40;

/// A wrapped line may be this part of the width shorter than it could be: one in so many.
const RAGGED_PART: usize = 5;

/// A text and where its paragraphs start. Each has the white space after it; together they cover the text.
pub(super) struct Layout<'a> {
    pub(super) text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Layout<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut starts = paragraph_starts(text);
        match starts.first_mut() {
            Some(first) => *first = 0,
            None if text.is_empty() => {}
            None => starts.push(0),
        }
        Layout { text, starts }
    }

    /// How many paragraphs the text has.
    pub(super) fn count(&self) -> usize {
        self.starts.len()
    }

    /// The byte where this paragraph starts, the end of the text behind the last one.
    pub(super) fn start(&self, paragraph: usize) -> usize {
        self.starts.get(paragraph).copied().unwrap_or(self.text.len())
    }

    /// Whether a paragraph, or the text, ends at this byte.
    pub(super) fn ends_at(&self, byte: usize) -> bool {
        byte == self.text.len() || self.starts.binary_search(&byte).is_ok()
    }

    /// These bytes, cut where paragraphs end. At least one piece.
    pub(super) fn cut(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let inside = |byte: &usize| *byte > range.start && *byte < range.end;
        let first = self.starts.partition_point(|&start| start <= range.start);
        let cuts: Vec<usize> = self.starts[first..].iter().copied().take_while(inside).collect();
        let starts = [range.start].into_iter().chain(cuts.iter().copied());
        starts
            .zip(cuts.iter().copied().chain([range.end]))
            .map(|(start, end)| start..end)
            .collect()
    }

    /// The bytes of one paragraph without the white space around it.
    pub(super) fn content(&self, paragraph: usize) -> Range<usize> {
        let start = self.start(paragraph);
        let whole = &self.text[start..self.start(paragraph + 1)];
        let start = start + whole.len() - whole.trim_start().len();
        start..start + whole.trim().len()
    }
}

/// Where the lines start that begin a paragraph.
fn paragraph_starts(text: &str) -> Vec<usize> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut starts = Vec::new();
    let mut position = 0;
    for block in lines.chunk_by(|line, next| is_space(line) == is_space(next)) {
        let width = wrap_width(block);
        for (index, line) in block.iter().enumerate() {
            let continues = index > 0 && width.is_some_and(|width| wraps(block[index - 1], line, width));
            if !continues && !is_space(line) {
                starts.push(position);
            }
            position += line.len();
        }
    }
    starts
}

/// The width that a block of lines is wrapped to: that of its widest line, if that explains half of its breaks.
///
/// A break behind a sentence needs no explanation, nor does an overlong line.
fn wrap_width(block: &[&str]) -> Option<usize> {
    let widths = block.iter().map(|line| columns(line));
    let width = widths.filter(|&width| width <= WIDEST_WRAP).max()?;
    let is_explained = |pair: &&[&str]| {
        columns(pair[0]) <= width && !ends_sentence(pair[0].trim_end()) && wraps(pair[0], pair[1], width)
    };
    let explained = block.windows(2).filter(is_explained).count();
    (width >= NARROWEST_WRAP && 2 * explained >= block.len() - 1).then_some(width)
}

/// Whether the first word of `next` would hardly have fitted on `line`.
fn wraps(line: &str, next: &str, width: usize) -> bool {
    columns(line) + 1 + first_word_columns(next) + width / RAGGED_PART > width && !starts_item(next)
}

fn columns(line: &str) -> usize {
    line.trim_end().chars().map(columns_of).sum()
}

fn columns_of(character: char) -> usize {
    if is_dense(character) { 2 } else { 1 }
}

/// Scripts without spaces break anywhere, so there one character is what has to fit.
fn first_word_columns(line: &str) -> usize {
    let breaks = |character: &char| character.is_whitespace() || is_dense(*character);
    line.trim_start()
        .chars()
        .skip(1)
        .take_while(|character| !breaks(character))
        .count()
        + 1
}

/// Whether the line starts with the mark of a list item, a heading or a quotation.
fn starts_item(line: &str) -> bool {
    let opens = |character: char| character.is_alphanumeric() || "\"'([„“‚‘«»「『《（".contains(character);
    !line.trim_start().starts_with(opens)
}
