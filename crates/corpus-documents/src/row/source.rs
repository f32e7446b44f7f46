//! The characters of a file as its charset spaces them, read in pieces, with the line of each.

use crate::Refusal;
use corpus_text::Charset;
use std::io::{ErrorKind, Read};

/// How many bytes are read at once.
const CHUNK: usize = 1 << 16;

/// How the bytes of ASCII characters stand. Every other charset that tables come in has them as single bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Width {
    Byte,
    LittleEndian,
    BigEndian,
}

/// A reader that gives one unit at a time and collects those of the current row.
pub(super) struct RowSource<R> {
    reader: R,
    chunk: Vec<u8>,
    at: usize,
    end: usize,
    width: Width,
    line: u64,
    after_return: bool,
    last: [u8; 2],
    row: Vec<u8>,
    limit: usize,
    is_too_long: bool,
}

impl<R: Read> RowSource<R> {
    /// `limit` is the maximum number of bytes in a row.
    pub(super) fn new(reader: R, charset: Charset, limit: u64) -> Self {
        let width = match charset.name() {
            "UTF-16LE" => Width::LittleEndian,
            "UTF-16BE" => Width::BigEndian,
            _ => Width::Byte,
        };
        Self {
            reader,
            chunk: vec![0; CHUNK],
            at: 0,
            end: 0,
            width,
            line: 1,
            after_return: false,
            last: [0; 2],
            row: Vec::new(),
            limit: usize::try_from(limit).unwrap_or(usize::MAX),
            is_too_long: false,
        }
    }

    /// The line of the next unit, counted as editors count: it ends with a line feed, a carriage return, or both.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Skips a byte order mark. Only for the start.
    pub(super) fn skip_mark(&mut self) -> Result<(), Refusal> {
        self.fill(3)?;
        let mark: &[u8] = match self.width {
            Width::Byte => b"\xEF\xBB\xBF",
            Width::LittleEndian => b"\xFF\xFE",
            Width::BigEndian => b"\xFE\xFF",
        };
        if self.chunk[self.at..self.end].starts_with(mark) {
            self.at += mark.len();
        }
        Ok(())
    }

    /// Ensures that this number of bytes is there, unless the file ends. Returns the number that is.
    fn fill(&mut self, wanted: usize) -> Result<usize, Refusal> {
        if self.end - self.at >= wanted {
            return Ok(self.end - self.at);
        }
        // Cheap: only the bytes of a unit or mark that the chunk cuts are left.
        self.chunk.copy_within(self.at..self.end, 0);
        self.end -= self.at;
        self.at = 0;
        while self.end < wanted {
            match self.reader.read(&mut self.chunk[self.end..]) {
                Ok(0) => break,
                Ok(count) => self.end += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    let reason = format!("line {}: can't be read any further: {error}", self.line);
                    return Err(Refusal { member: None, reason });
                }
            }
        }
        Ok(self.end)
    }

    /// The next unit without taking it; `None` at the end of the file.
    pub(super) fn peek(&mut self) -> Result<Option<u16>, Refusal> {
        let wanted = if self.width == Width::Byte { 1 } else { 2 };
        // A single byte at the end of UTF-16 is no character.
        if self.fill(wanted)? < wanted {
            return Ok(None);
        }
        let [first, second] = [self.chunk[self.at], self.chunk[self.at + wanted - 1]];
        self.last = [first, second];
        Ok(Some(match self.width {
            Width::Byte => first.into(),
            Width::LittleEndian => u16::from_le_bytes(self.last),
            Width::BigEndian => u16::from_be_bytes(self.last),
        }))
    }

    /// Takes the next unit; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<u16>, Refusal> {
        let Some(unit) = self.peek()? else { return Ok(None) };
        self.at += if self.width == Width::Byte { 1 } else { 2 };
        let is_return = unit == u16::from(b'\r');
        let is_feed = unit == u16::from(b'\n');
        if is_return || is_feed && !self.after_return {
            self.line += 1;
        }
        self.after_return = is_return;
        Ok(Some(unit))
    }

    /// Adds the unit that was taken last to the row. Bytes beyond the limit are only counted.
    pub(super) fn keep(&mut self) {
        let bytes = if self.width == Width::Byte { &self.last[..1] } else { &self.last[..] };
        if self.row.len() + bytes.len() > self.limit {
            self.is_too_long = true;
        } else {
            self.row.extend_from_slice(bytes);
        }
    }

    /// Adds the units up to the next line end to the row, and takes the line end. `false` at the end of the file.
    pub(super) fn keep_line(&mut self) -> Result<bool, Refusal> {
        if self.peek()?.is_none() {
            return Ok(false);
        }
        loop {
            self.keep_until([b'\n', b'\r', b'\n']);
            match self.next()? {
                Some(0x0A | 0x0D) | None => return Ok(true),
                Some(_) => self.keep(),
            }
        }
    }

    /// Keeps as many units as are there before the next of these characters, among which line ends should be. It may keep none: it only
    /// saves the way of each unit through [`RowSource::next`], because texts are long and most of their characters decide nothing.
    pub(super) fn keep_until(&mut self, [first, second, third]: [u8; 3]) {
        if self.width != Width::Byte {
            return;
        }
        let rest = &self.chunk[self.at..self.end];
        // One search for all of them: with one after the other, the longer one would be repeated for each find of the other.
        let length = memchr::memchr3(first, second, third, rest).unwrap_or(rest.len());
        let kept = length.min(self.limit - self.row.len());
        self.is_too_long |= kept < length;
        self.row.extend_from_slice(&rest[..kept]);
        self.at += length;
        // A line feed after other units ends a line of its own.
        self.after_return &= length == 0;
    }

    /// The number of bytes that were kept of the current row.
    pub(super) fn kept(&self) -> usize {
        self.row.len()
    }

    /// Whether nothing was kept of the current row.
    pub(super) fn is_empty(&self) -> bool {
        self.row.is_empty() && !self.is_too_long
    }

    /// Whether the kept bytes are white space in ASCII. The zeros are those of UTF-16.
    pub(super) fn is_blank(&self) -> bool {
        !self.is_too_long && self.row.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0)
    }

    /// Drops white space from the end of the row that was kept.
    pub(super) fn trim_end(&mut self) {
        let width = if self.width == Width::Byte { 1 } else { 2 };
        let is_space = |unit: &[u8]| unit.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0);
        while self.row.len().checked_sub(width).is_some_and(|start| is_space(&self.row[start..])) {
            self.row.truncate(self.row.len() - width);
        }
    }

    /// Takes the row that was kept, or the reason why it is left out, and begins a new one.
    pub(super) fn take(&mut self) -> Result<Vec<u8>, String> {
        let row = std::mem::take(&mut self.row);
        if std::mem::take(&mut self.is_too_long) {
            return Err(format!("larger than {}", size(self.limit)));
        }
        Ok(row)
    }
}

/// A limit in words.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_048_576 => format!("{bytes} bytes"),
        _ => format!("{} MB", bytes >> 20),
    }
}
