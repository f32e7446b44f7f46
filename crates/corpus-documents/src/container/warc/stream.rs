//! The bytes of a web archive as a stream that knows where it is, so that a record can be found again.

use std::cell::{Cell, RefCell};
use std::io::{self, BufRead, Read, SeekFrom};
use std::rc::Rc;

use flate2::bufread::GzDecoder;

use crate::container::budget::Counted;
use crate::container::unpack::ReadSeek;

/// A source that is read at several places by turns.
pub(super) struct Shared<'a> {
    source: Rc<RefCell<Box<dyn ReadSeek + 'a>>>,
}

impl<'a> Shared<'a> {
    pub(super) fn new(source: Box<dyn ReadSeek + 'a>) -> Self {
        Self { source: Rc::new(RefCell::new(source)) }
    }

    /// A reader from `offset` on, with its own place.
    pub(super) fn at(&self, offset: u64) -> At<'a> {
        At { source: Rc::clone(&self.source), offset }
    }
}

/// A reader of a shared source.
pub(super) struct At<'a> {
    source: Rc<RefCell<Box<dyn ReadSeek + 'a>>>,
    offset: u64,
}

impl Read for At<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut source = self.source.borrow_mut();
        // Another reader may have moved the source since.
        source.seek(SeekFrom::Start(self.offset))?;
        let count = source.read(buffer)?;
        self.offset += count as u64;
        Ok(count)
    }
}

/// Where a record begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RecordPosition {
    /// The offset in the file: of the gzip member with the record, or else of the record itself.
    pub file: u64,
    /// The offset of the record in the unpacked gzip member, or the largest number if it is farther. Usually zero.
    pub member: u32,
}

/// The bytes of a web archive.
pub(super) struct ArchiveStream<'a> {
    source: ArchiveSource<'a>,
    /// The offset at which reading began.
    base: u64,
}

enum ArchiveSource<'a> {
    Plain(Counted<'a>),
    Gzip(Box<Gunzip<'a>>),
}

impl<'a> ArchiveStream<'a> {
    /// A stream of bytes that aren't compressed. `base` is their offset in the file.
    pub(super) fn plain(source: Box<dyn Read + 'a>, base: u64) -> Self {
        Self { source: ArchiveSource::Plain(Counted::new(source)), base }
    }

    /// A stream of gzip members, one after another.
    pub(super) fn gzip(source: Box<dyn Read + 'a>, base: u64) -> Self {
        Self { source: ArchiveSource::Gzip(Box::new(Gunzip::new(Counted::new(source)))), base }
    }

    /// The place of the next byte. The buffer must have been filled.
    pub(super) fn position(&self) -> RecordPosition {
        match &self.source {
            ArchiveSource::Plain(source) => {
                RecordPosition { file: self.base + source.counter().get(), member: 0 }
            }
            ArchiveSource::Gzip(source) => RecordPosition {
                file: self.base + source.buffer_start,
                member: u32::try_from(source.buffer_offset + source.at as u64).unwrap_or(u32::MAX),
            },
        }
    }

    /// Looks for the next record after damage; `false` if there is none.
    pub(super) fn recover(&mut self) -> io::Result<bool> {
        match &mut self.source {
            ArchiveSource::Plain(source) => skip_to_line(source, b"WARC/1."),
            ArchiveSource::Gzip(source) => source.recover(),
        }
    }

    /// The number of packed bytes taken so far, if the stream is compressed.
    pub(super) fn counter(&self) -> Option<&Rc<Cell<u64>>> {
        match &self.source {
            ArchiveSource::Plain(_) => None,
            ArchiveSource::Gzip(source) => Some(&source.counter),
        }
    }
}

impl Read for ArchiveStream<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(buffer.len());
        buffer[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for ArchiveStream<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match &mut self.source {
            ArchiveSource::Plain(source) => source.fill_buf(),
            ArchiveSource::Gzip(source) => source.fill(),
        }
    }

    fn consume(&mut self, count: usize) {
        match &mut self.source {
            ArchiveSource::Plain(source) => source.consume(count),
            ArchiveSource::Gzip(source) => source.at += count,
        }
    }
}

/// Passes over bytes up to a line that begins so; `false` if there is none.
fn skip_to_line(source: &mut impl BufRead, beginning: &[u8]) -> io::Result<bool> {
    loop {
        let available = source.fill_buf()?;
        if available.is_empty() || available.starts_with(beginning) {
            return Ok(!available.is_empty());
        }
        let skipped = memchr::memchr(b'\n', available).map_or(available.len(), |at| at + 1);
        source.consume(skipped);
    }
}

/// A decoder of gzip members that knows in which of them it is.
struct Gunzip<'a> {
    /// `None` at the end.
    decoder: Option<GzDecoder<Counted<'a>>>,
    counter: Rc<Cell<u64>>,
    /// Where the current member begins in the file, and how much of it is unpacked.
    start: u64,
    unpacked: u64,
    buffer: Vec<u8>,
    at: usize,
    length: usize,
    /// Where the member of the buffer begins in the file, and the offset of the buffer in it.
    buffer_start: u64,
    buffer_offset: u64,
}

impl<'a> Gunzip<'a> {
    fn new(source: Counted<'a>) -> Self {
        let counter = source.counter();
        Self {
            decoder: Some(GzDecoder::new(source)),
            counter,
            start: 0,
            unpacked: 0,
            buffer: vec![0; 64 << 10],
            at: 0,
            length: 0,
            buffer_start: 0,
            buffer_offset: 0,
        }
    }

    fn fill(&mut self) -> io::Result<&[u8]> {
        while self.at == self.length {
            let Some(decoder) = &mut self.decoder else { return Ok(&[]) };
            // A decoder never reads across the end of a member, so all of the buffer is from one.
            let count = decoder.read(&mut self.buffer)?;
            if count > 0 {
                (self.buffer_start, self.buffer_offset) = (self.start, self.unpacked);
                self.unpacked += count as u64;
                (self.at, self.length) = (0, count);
            } else {
                self.next_member()?;
            }
        }
        Ok(&self.buffer[self.at..self.length])
    }

    fn next_member(&mut self) -> io::Result<()> {
        let Some(decoder) = self.decoder.take() else { return Ok(()) };
        let mut source = decoder.into_inner();
        // Zeros may follow, which fill a block of a tape.
        while source.fill_buf()?.first() == Some(&0) {
            let zeros = source.fill_buf()?.iter().take_while(|&&byte| byte == 0).count();
            source.consume(zeros);
        }
        if !source.fill_buf()?.is_empty() {
            (self.start, self.unpacked) = (self.counter.get(), 0);
            self.decoder = Some(GzDecoder::new(source));
        }
        Ok(())
    }

    /// Looks for the next member after damage. A signature may be there by chance, which the next record shows.
    fn recover(&mut self) -> io::Result<bool> {
        const SIGNATURE: &[u8] = b"\x1F\x8B\x08";
        let Some(decoder) = self.decoder.take() else { return Ok(false) };
        let mut source = decoder.into_inner();
        (self.at, self.length) = (0, 0);
        // The damaged member itself begins here, and must not be found again.
        if self.counter.get() == self.start {
            source.consume(1);
        }
        loop {
            let available = source.fill_buf()?;
            if available.is_empty() {
                return Ok(false);
            }
            if available.starts_with(SIGNATURE) {
                (self.start, self.unpacked) = (self.counter.get(), 0);
                self.decoder = Some(GzDecoder::new(source));
                return Ok(true);
            }
            // One byte further at least, then to the next byte that a signature may begin with.
            let skipped = memchr::memchr(SIGNATURE[0], &available[1..]).map_or(available.len(), |at| at + 1);
            source.consume(skipped);
        }
    }
}
