//! Layout: where the paragraphs of a text are, whichever way it sets them apart.
//!
//! Blank lines always do. A line break between two other lines does too, unless the lines were wrapped to a
//! width: then it is there because the next word would not have fitted.
//!
//! A wrong guess costs little: words are compared across all paragraphs that belong together.

use std::hash::BuildHasher;
use std::ops::Range;

use rustc_hash::FxBuildHasher;

use crate::units::words::{ends_sentence, is_dense, is_space};

/// Nobody wraps prose to more columns than this; longer lines are paragraphs.
const WIDEST_WRAP: usize = 120;

/// Nobody wraps prose to fewer columns; shorter lines are lists or verse.
const NARROWEST_WRAP: usize = 40;

/// A wrapped line may be this part of the width shorter than it could be: one in so many.
const RAGGED_PART: usize = 5;

/// A longer paragraph is no prose, or has lost its line breaks; in bytes.
const LONGEST_PARAGRAPH: usize = 64 * 1024;

/// How long the pieces of such a paragraph are, in bytes.
const SHORTEST_PIECE: usize = 256;
const LONGEST_PIECE: usize = 4 * 1024;

/// How many bytes before a place decide whether it is cut there.
const HASHED: usize = 16;

/// Marks that a line of prose may start with.
const OPENING: &str = "\"'([„“‚‘«»「『《（";

/// A text and where its paragraphs start. Each has the white space after it; together they cover the text.
pub(crate) struct Layout<'a> {
    pub(crate) text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Layout<'a> {
    /// Finds the paragraphs of `text`.
    pub(crate) fn of(text: &'a str) -> Self {
        let mut starts = paragraph_starts(text);
        match starts.first_mut() {
            Some(first) => *first = 0,
            None if text.is_empty() => {}
            None => starts.push(0),
        }
        Layout { text, starts }
    }

    /// The same for a text of many megabytes, whose longest paragraphs are cut into pieces, so that words need only be
    /// compared in those pieces that differ. Equal passages are cut alike wherever they stand: where to cut depends on
    /// the words before it.
    pub(crate) fn in_pieces(text: &'a str) -> Self {
        let Layout { text, starts } = Self::of(text);
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let mut pieces = Vec::with_capacity(starts.len());
        for (&start, end) in starts.iter().zip(ends) {
            pieces.push(start);
            if end - start > LONGEST_PARAGRAPH {
                pieces.extend(cuts(&text[start..end]).map(|cut| start + cut));
            }
        }
        Layout { text, starts: pieces }
    }

    /// How many paragraphs the text has.
    pub(crate) fn count(&self) -> usize {
        self.starts.len()
    }

    /// The number of the paragraph that holds this byte, from 1.
    pub(crate) fn paragraph_at(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start <= byte)
    }

    /// The byte where this paragraph starts, the end of the text behind the last one.
    pub(crate) fn start(&self, paragraph: usize) -> usize {
        self.starts.get(paragraph).copied().unwrap_or(self.text.len())
    }

    /// Whether a paragraph, or the text, ends at this byte.
    pub(crate) fn ends_at(&self, byte: usize) -> bool {
        byte == self.text.len() || self.starts.binary_search(&byte).is_ok()
    }

    /// These bytes, cut where paragraphs end. At least one piece.
    pub(crate) fn cut(&self, range: &Range<usize>) -> Vec<Range<usize>> {
        let inside = |byte: &usize| *byte > range.start && *byte < range.end;
        let first = self.starts.partition_point(|&start| start <= range.start);
        let cuts: Vec<usize> = self.starts[first..].iter().copied().take_while(inside).collect();
        let starts = [range.start].into_iter().chain(cuts.iter().copied());
        starts.zip(cuts.iter().copied().chain([range.end])).map(|(start, end)| start..end).collect()
    }

    /// The text of each paragraph without the white space around it.
    pub(crate) fn contents(&self) -> impl Iterator<Item = &'a str> {
        (0..self.count()).map(|paragraph| &self.text[self.content(paragraph)])
    }

    /// The bytes of one paragraph without the white space around it.
    pub(crate) fn content(&self, paragraph: usize) -> Range<usize> {
        let start = self.start(paragraph);
        let whole = &self.text[start..self.start(paragraph + 1)];
        let start = start + whole.len() - whole.trim_start().len();
        start..start + whole.trim().len()
    }
}

/// Where a long paragraph is cut: behind a space or an ideographic full stop, where the bytes before it have a hash
/// that about every 30th has, or where a piece becomes too long. (This is content-defined chunking, as in "A
/// low-bandwidth network file system", Muthitacharoen and others, 2001.)
fn cuts(paragraph: &str) -> impl Iterator<Item = usize> {
    const FULL_STOP: &[u8] = "。".as_bytes();
    let bytes = paragraph.as_bytes();
    let is_place = |&at: &usize| bytes[at - 1] == b' ' || bytes[..at].ends_with(FULL_STOP);
    let places = memchr::memchr2_iter(b' ', FULL_STOP[2], bytes).map(|at| at + 1);
    let mut last = 0;
    places.filter(is_place).filter(move |&at| {
        let length = at - last;
        let is_cut = length >= SHORTEST_PIECE
            && (length >= LONGEST_PIECE || FxBuildHasher.hash_one(&bytes[at - HASHED..at]) >> 59 == 0);
        if is_cut {
            last = at;
        }
        is_cut
    })
}

/// Where the lines start that begin a paragraph.
fn paragraph_starts(text: &str) -> Vec<usize> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut starts = Vec::new();
    let mut position = 0;
    for block in lines.chunk_by(|line, next| is_space(line) == is_space(next)) {
        let width = if block.len() > 1 { wrap_width(block) } else { None };
        for (index, line) in block.iter().enumerate() {
            let continues = index > 0 && width.is_some_and(|width| goes_on(block[index - 1], line, width));
            if !continues && !is_space(line) {
                starts.push(position);
            }
            position += line.len();
        }
    }
    starts
}

/// The width that a block of lines is wrapped to: that of its widest line, if it explains half of the breaks.
///
/// Breaks behind a sentence or an overlong line would be there anyway, so it does not explain them.
fn wrap_width(block: &[&str]) -> Option<usize> {
    let widths = block.iter().map(|line| columns(line));
    let width = widths.filter(|&width| width <= WIDEST_WRAP).max()?;
    let is_explained = |pair: &&[&str]| {
        columns(pair[0]) <= width && !ends_sentence(pair[0].trim_end()) && goes_on(pair[0], pair[1], width)
    };
    let explained = block.windows(2).filter(is_explained).count();
    (width >= NARROWEST_WRAP && 2 * explained >= block.len() - 1).then_some(width)
}

/// Whether `next` goes on what `line` says, in lines of this width: its first word would hardly have fitted, or a sentence
/// stops in the middle, as where the text of a link had a line of its own.
fn goes_on(line: &str, next: &str, width: usize) -> bool {
    let is_midway = || {
        next.trim_start().starts_with(char::is_lowercase)
            && line.trim_end().ends_with(|last: char| last.is_alphabetic() || last == ',')
            && !starts_entry(next)
    };
    wraps(line, next, width) || is_midway()
}

/// Whether the line starts with a name and its value: `layout: post`, `draft = true`.
fn starts_entry(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.next().is_some_and(|first| first.ends_with(':')) || words.next() == Some("=")
}

/// Whether the first word of `next` would hardly have fitted on `line`.
fn wraps(line: &str, next: &str, width: usize) -> bool {
    columns(line) + 1 + first_word_columns(next) + width / RAGGED_PART > width && !starts_item(next)
}

fn columns(line: &str) -> usize {
    let line = line.trim_end();
    if line.is_ascii() { line.len() } else { line.chars().map(columns_of).sum() }
}

fn columns_of(character: char) -> usize {
    if is_dense(character) { 2 } else { 1 }
}

/// Scripts without spaces break anywhere, so there a single character has to fit.
fn first_word_columns(line: &str) -> usize {
    let breaks = |character: &char| character.is_whitespace() || is_dense(*character);
    line.trim_start().chars().skip(1).take_while(|character| !breaks(character)).count() + 1
}

/// Whether the line starts with the mark of a list item, a heading or a quotation.
fn starts_item(line: &str) -> bool {
    let opens = |character: char| character.is_alphanumeric() || OPENING.contains(character);
    !line.trim_start().starts_with(opens)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_words(text: &str) -> Vec<&str> {
        Layout::of(text).contents().map(|text| text.split_whitespace().next().unwrap_or("")).collect()
    }

    #[test]
    fn blank_lines_separate() {
        assert_eq!(
            first_words("\n\nOne line\nand more.\n \t\nTwo.\r\n\r\n\r\nThree."),
            ["One", "and", "Two.", "Three."]
        );
        assert_eq!(Layout::of("").count(), 0);
        assert_eq!(Layout::of(" \n").count(), 1);
    }

    #[test]
    fn wrapped_lines_do_not() {
        let text = "The committee will meet again on Thursday to hear from the\n\
            witnesses who could not be found last week. It has asked the\n\
            police for help.\n\
            Nobody knows when it will be done with its work, or whether\n\
            it ever will.\n";
        assert_eq!(first_words(text), ["The", "Nobody"]);
    }

    #[test]
    fn a_sentence_goes_on_behind_a_short_line() {
        let text = "The Quay\n\
            ferry will not run on Sunday, the harbour council said, while\n\
            the landing stage is mended. Passengers\n\
            may take the bus instead, which leaves from the station at\n\
            six. It costs\n\
            the same.\n\
            Nobody knows when it will run again.\n";
        assert_eq!(first_words(text), ["The", "Nobody"]);
    }

    #[test]
    fn lists_and_long_lines_do() {
        assert_eq!(
            first_words("Apples\nPears\nPlums from the south\nNuts"),
            ["Apples", "Pears", "Plums", "Nuts"]
        );
        let item = "- An item that is about as wide as the lines of a text that was wrapped";
        assert_eq!(first_words(&[item, item, item].join("\n")), ["-", "-", "-"]);
        let long = "Word ".repeat(40);
        assert_eq!(first_words(&[long.as_str(), "Short.", &long].join("\n")), ["Word", "Short.", "Word"]);
    }

    #[test]
    fn paragraphs_cover_the_text() {
        let text = "  One.\n\nTwo.\n\n";
        let layout = Layout::of(text);
        assert_eq!((layout.start(0), layout.start(1), layout.start(2)), (0, 8, text.len()));
        assert_eq!((layout.content(0), layout.content(1)), (2..6, 8..12));
        assert_eq!(layout.cut(&(3..10)), [3..8, 8..10]);
        assert_eq!(layout.cut(&(8..8)).len(), 1);
        assert!(layout.ends_at(8) && layout.ends_at(text.len()) && !layout.ends_at(9));
    }
}
