//! JSON values in a file: one per line, as elements of an array, or one after the other.
//!
//! Values are only told apart here, by quotes and brackets. Whether each is valid is decided when it is read, so that a broken
//! one is left out and the others remain.

use super::pieces::{ReadingState, RowPiece, RowPieces};
use crate::Refusal;
use crate::fields::names::{self, TextName};
use std::io::Read;

const QUOTE: u16 = b'"' as u16;
const ESCAPE: u16 = b'\\' as u16;
const COMMA: u16 = b',' as u16;
const OPEN_ARRAY: u16 = b'[' as u16;
const CLOSE_ARRAY: u16 = b']' as u16;
const OPEN_OBJECT: u16 = b'{' as u16;
const CLOSE_OBJECT: u16 = b'}' as u16;

/// The names of lists of articles in the answers of `NewsAPI`, GDELT, Solr and others.
const LISTS: [&str; 12] = [
    "articles",
    "results",
    "items",
    "data",
    "docs",
    "posts",
    "records",
    "stories",
    "entries",
    "news",
    "documents",
    "hits",
];

/// The longest name that is compared, in characters.
const LONGEST_NAME: usize = 40;

fn is_space(unit: u16) -> bool {
    matches!(unit, 0x20 | 0x09 | 0x0A | 0x0D)
}

/// Where in a value the scanner is.
#[derive(Default)]
struct Nesting {
    depth: u64,
    in_string: bool,
    is_escaped: bool,
}

impl Nesting {
    fn step(&mut self, unit: u16) {
        if self.in_string {
            self.in_string = match unit {
                _ if std::mem::take(&mut self.is_escaped) => true,
                ESCAPE => {
                    self.is_escaped = true;
                    true
                }
                // No string of JSON spans lines. Its end there limits the damage of a missing quote to its own row.
                QUOTE | 0x0A | 0x0D => false,
                _ => true,
            };
            return;
        }
        match unit {
            QUOTE => self.in_string = true,
            OPEN_ARRAY | OPEN_OBJECT => self.depth += 1,
            CLOSE_ARRAY | CLOSE_OBJECT => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    fn is_outside(&self) -> bool {
        self.depth == 0 && !self.in_string
    }
}

impl<R: Read> RowPieces<R> {
    /// The next line that isn't blank.
    pub(super) fn next_line(&mut self) -> Result<Option<RowPiece>, Refusal> {
        self.start()?;
        loop {
            let line = self.source.line();
            if !self.source.keep_line()? {
                return Ok(None);
            }
            if !self.source.is_blank() {
                return Ok(Some(RowPiece { position: line, ..self.piece(line) }));
            }
            // Blank lines separate nothing from nothing.
            self.source.take().ok();
        }
    }

    /// The next value that begins with a brace. Text between values is left out as a row of its own.
    pub(super) fn next_object(&mut self) -> Result<Option<RowPiece>, Refusal> {
        self.start()?;
        let Some(first) = self.skip_spaces()? else { return Ok(None) };
        let line = self.source.line();
        if first != OPEN_OBJECT {
            self.source.keep_line()?;
            return Ok(Some(self.piece(line)));
        }
        let mut nesting = Nesting::default();
        while let Some(unit) = self.source.next()? {
            self.source.keep();
            nesting.step(unit);
            if nesting.is_outside() {
                break;
            }
            self.keep_string(&nesting);
        }
        Ok(Some(self.piece(line)))
    }

    /// The next element of an array.
    pub(super) fn next_element(&mut self) -> Result<Option<RowPiece>, Refusal> {
        if self.state == ReadingState::Start {
            self.start()?;
            if !self.enter_array()? {
                return Err(self.end("not an array"));
            }
        }
        let first = self.skip_spaces()?;
        let line = self.source.line();
        // An empty array. Later, this bracket would follow a comma.
        if first == Some(CLOSE_ARRAY) && self.count == 0 {
            self.source.next()?;
            return self.after_array();
        }
        let mut nesting = Nesting::default();
        loop {
            let Some(unit) = self.source.peek()? else {
                // An element may be whole although its array isn't, so it is given out first.
                self.source.trim_end();
                return if self.source.is_empty() {
                    Err(self.unclosed())
                } else {
                    Ok(Some(self.piece(line)))
                };
            };
            if nesting.is_outside() && unit == CLOSE_ARRAY {
                return self.last_element(line);
            }
            self.source.next()?;
            if nesting.is_outside() && unit == COMMA {
                self.source.trim_end();
                return Ok(Some(self.piece(line)));
            }
            self.source.keep();
            nesting.step(unit);
            self.keep_string(&nesting);
        }
    }

    /// Goes to the first element of the array, which may be a member of an object. `false` if there is none.
    pub(super) fn enter_array(&mut self) -> Result<bool, Refusal> {
        match self.skip_spaces()? {
            Some(OPEN_ARRAY) => {
                self.source.next()?;
                Ok(true)
            }
            Some(OPEN_OBJECT) => self.enter_member(),
            _ => Ok(false),
        }
    }

    /// Goes to the first element of a list of articles in an object, as interfaces of news send it. `false` if there is none, or if the object
    /// has a text and so is an article itself.
    fn enter_member(&mut self) -> Result<bool, Refusal> {
        let mut nesting = Nesting::default();
        let mut name = String::new();
        while let Some(unit) = self.source.next()? {
            let is_member = nesting.depth == 1 && !nesting.in_string;
            if is_member
                && unit == OPEN_ARRAY
                && LISTS.contains(&name.as_str())
                && self.skip_spaces()? == Some(OPEN_OBJECT)
            {
                self.is_wrapped = true;
                return Ok(true);
            }
            if is_member && unit == u16::from(b':') && names::text(&name) == Some(TextName::Certain) {
                return Ok(false);
            }
            if is_member && unit == QUOTE {
                name.clear();
            } else if nesting.in_string && nesting.depth == 1 && unit != QUOTE && name.len() < LONGEST_NAME {
                name.extend(char::from_u32(unit.into()));
            }
            nesting.step(unit);
            if nesting.is_outside() {
                break;
            }
        }
        Ok(false)
    }

    /// Within a string, only its end and escapes matter. A carriage return makes it invalid anyway.
    fn keep_string(&mut self, nesting: &Nesting) {
        if nesting.in_string && !nesting.is_escaped {
            self.source.keep_until([b'"', b'\\', b'\n']);
        }
    }

    /// The last element, whose bracket stays for the next call. An empty one follows a comma, or is the end.
    fn last_element(&mut self, line: u64) -> Result<Option<RowPiece>, Refusal> {
        self.source.trim_end();
        if !self.source.is_empty() {
            self.is_closing = true;
            return Ok(Some(self.piece(line)));
        }
        self.source.next()?;
        if !std::mem::take(&mut self.is_closing) {
            return Err(self.end("not JSON: a comma without a value after it"));
        }
        self.after_array()
    }

    fn after_array(&mut self) -> Result<Option<RowPiece>, Refusal> {
        match self.skip_spaces()? {
            None => Ok(None),
            // The rest of the object around the array says nothing about its rows.
            Some(_) if self.is_wrapped => Ok(None),
            Some(_) => Err(self.end("something follows the end of the array")),
        }
    }

    fn unclosed(&self) -> Refusal {
        self.end("the array has no end: was the file cut off?")
    }

    fn start(&mut self) -> Result<(), Refusal> {
        if self.state == ReadingState::Start {
            self.source.skip_mark()?;
            self.state = ReadingState::Rows;
        }
        Ok(())
    }

    /// The next unit that isn't white space, without taking it.
    fn skip_spaces(&mut self) -> Result<Option<u16>, Refusal> {
        while let Some(unit) = self.source.peek()? {
            if !is_space(unit) {
                return Ok(Some(unit));
            }
            self.source.next()?;
        }
        Ok(None)
    }
}
