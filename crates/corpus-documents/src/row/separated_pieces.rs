//! Records of separated columns in a file. A record ends with a line, unless the line end stands between quotes.

use super::pieces::{ReadingState, RowPiece, RowPieces};
use crate::Refusal;
use std::io::Read;

const QUOTE: u16 = b'"' as u16;

/// Where in a record the scanner is. Like that of the crate `csv`, which reads the columns of the record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ScannerPlace {
    /// At the start of a column.
    Start,
    /// In a column without quotes, where a quote is a character.
    Plain,
    /// Between quotes.
    Quoted,
    /// After a quote that ends the column, or is the first half of a doubled one.
    AfterQuote,
}

impl ScannerPlace {
    fn after(self, unit: u16, delimiter: u16) -> Self {
        match self {
            Self::Quoted if unit == QUOTE => Self::AfterQuote,
            Self::Quoted => Self::Quoted,
            // A doubled quote goes on with its column.
            Self::Start | Self::AfterQuote if unit == QUOTE => Self::Quoted,
            _ if unit == delimiter => Self::Start,
            _ => Self::Plain,
        }
    }
}

impl<R: Read> RowPieces<R> {
    /// The next record, with the header before it.
    pub(super) fn next_record(&mut self, delimiter: u8) -> Result<Option<RowPiece>, Refusal> {
        if self.state == ReadingState::Start {
            self.read_header(delimiter)?;
            self.state = ReadingState::Rows;
        }
        let Some((line, is_closed)) = self.keep_record(delimiter)? else { return Ok(None) };
        let mut piece = self.piece(line);
        piece.bytes = piece.bytes.and_then(|record| {
            let unclosed = "a quotation mark is not closed: everything after it was left out";
            if !is_closed {
                return Err(unclosed.to_owned());
            }
            // Moved within the record, since a second one of its size would count against the memory.
            let mut bytes = record;
            bytes.splice(..0, self.header.iter().copied());
            Ok(bytes)
        });
        Ok(Some(piece))
    }

    fn read_header(&mut self, delimiter: u8) -> Result<(), Refusal> {
        loop {
            let Some((line, is_closed)) = self.keep_record(delimiter)? else {
                return Err(self.end("the table is empty"));
            };
            let header = self.source.take();
            let header = header.ok().filter(|_| is_closed).ok_or_else(|| Refusal {
                member: None,
                reason: format!("line {line}: the names of the columns can't be read"),
            })?;
            if !declares_separator(&header) {
                self.header = header;
                return Ok(());
            }
        }
    }

    /// Keeps the next record that isn't blank, with the end of its line. Returns its first line, and whether its quotes are
    /// closed; `None` at the end.
    fn keep_record(&mut self, delimiter: u8) -> Result<Option<(u64, bool)>, Refusal> {
        let (byte, delimiter) = (delimiter, u16::from(delimiter));
        let mut place = ScannerPlace::Start;
        let mut line = self.source.line();
        let mut is_blank = true;
        while let Some(unit) = self.source.next()? {
            self.source.keep();
            let is_end = matches!(unit, 0x0A | 0x0D);
            if is_end && place != ScannerPlace::Quoted {
                if unit == 0x0D && self.source.peek()? == Some(0x0A) {
                    self.source.next()?;
                    self.source.keep();
                }
                if !is_blank {
                    return Ok(Some((line, true)));
                }
                // A byte order mark before blank lines goes with them.
                self.source.take().ok();
                line = self.source.line();
                continue;
            }
            // Spreadsheets write rows of separators below their last row.
            is_blank &= unit == delimiter || matches!(unit, 0x20 | 0xFEFF);
            place = if self.is_mark(unit) { place } else { place.after(unit, delimiter) };
            match place {
                ScannerPlace::Quoted => self.source.keep_until([b'"', b'\n', b'\r']),
                ScannerPlace::Plain if !is_blank => self.source.keep_until([byte, b'\n', b'\r']),
                _ => {}
            }
        }
        if self.source.is_empty() || is_blank {
            return Ok(None);
        }
        Ok(Some((line, place != ScannerPlace::Quoted)))
    }

    /// Whether the unit is part of a byte order mark at the start, after which a column still begins.
    fn is_mark(&self, unit: u16) -> bool {
        self.state == ReadingState::Start
            && matches!(unit, 0xFEFF | 0xEF | 0xBB | 0xBF)
            && self.source.kept() <= 3
    }
}

/// Whether a line is the `sep=;` of Excel. UTF-16 has zeros between the characters.
fn declares_separator(line: &[u8]) -> bool {
    let plain: Vec<u8> = line.iter().copied().filter(|byte| byte.is_ascii() && *byte != 0).take(8).collect();
    let text = plain.trim_ascii_end();
    text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"sep=")) && (4..=5).contains(&text.len())
}
