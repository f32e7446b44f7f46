//! The rows of a file as exact bytes, one after the other, in memory for one row.

use super::kind::{RowsFormat, RowsKind};
use super::source::RowSource;
use crate::{Limits, Refusal};
use std::io::Read;

/// A row of a file, not yet read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowPiece {
    /// Its number from 1. For JSON lines it is the line, for an array the element, for separated columns the record after the
    /// header.
    pub position: u64,
    /// The line on which it begins, counted from 1 as editors do.
    pub line: u64,
    /// Its exact bytes, after the header for separated columns; or the reason why it is left out.
    pub bytes: Result<Vec<u8>, String>,
}

/// Splits a file into its rows.
pub(super) struct RowPieces<R> {
    pub(super) source: RowSource<R>,
    pub(super) kind: RowsKind,
    pub(super) state: ReadingState,
    /// The number of rows so far.
    pub(super) count: u64,
    /// Whether the end of an array was seen, and stands next.
    pub(super) is_closing: bool,
    /// Whether the array is a member of an object.
    pub(super) is_wrapped: bool,
    /// The bytes of the header of separated columns, with the end of its line.
    pub(super) header: Vec<u8>,
}

/// How far the file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReadingState {
    /// Before the first row.
    Start,
    /// Between rows.
    Rows,
    /// Nothing follows, or nothing that can be read.
    End,
}

impl<R: Read> RowPieces<R> {
    pub(super) fn new(reader: R, kind: RowsKind, limits: &Limits) -> Self {
        let source = RowSource::new(reader, kind.charset, limits.member);
        Self {
            source,
            kind,
            state: ReadingState::Start,
            count: 0,
            is_closing: false,
            is_wrapped: false,
            header: Vec::new(),
        }
    }

    /// The next row; `None` at the end. After an error, nothing more can be read.
    pub(super) fn next(&mut self) -> Result<Option<RowPiece>, Refusal> {
        if self.state == ReadingState::End {
            return Ok(None);
        }
        let piece = match self.kind.format {
            RowsFormat::JsonLines => self.next_line(),
            RowsFormat::JsonArray => self.next_element(),
            RowsFormat::JsonObjects => self.next_object(),
            RowsFormat::Separated(delimiter) => self.next_record(delimiter),
        };
        if !matches!(piece, Ok(Some(_))) {
            self.state = ReadingState::End;
        }
        piece
    }

    /// The row that was kept, with its first line.
    pub(super) fn piece(&mut self, line: u64) -> RowPiece {
        self.count += 1;
        RowPiece { position: self.count, line, bytes: self.source.take() }
    }

    /// The end of the whole file, for this reason.
    pub(super) fn end(&self, reason: &str) -> Refusal {
        Refusal { member: None, reason: format!("line {}: {reason}", self.source.line()) }
    }
}
