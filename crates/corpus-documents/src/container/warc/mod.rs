//! Web archives: WARC 1.0 and 1.1 (ISO 28500), and the older ARC of the Internet Archive.
//!
//! Each capture of a page is a document named by its address, with the date of the capture. Records about the crawl itself
//! are passed over.

mod body;
mod capture;
mod http;
mod record;
mod revisits;
mod stream;

use std::io::Read;

use super::budget::{Metered, Packed};
use super::exactly::Exactly;
use super::name;
use super::unpack::{ContainerInput, Halt, Level, ReadSeek, Unpacking, halt};
use crate::{Context, Document, Field, Finding};
use capture::{Capture, CaptureUse};
use record::Record;
use revisits::Revisits;
use stream::{ArchiveStream, Shared};

/// Takes a web archive apart that isn't compressed, or whose compression another level has removed.
pub(super) fn take_apart(
    unpacking: &mut Unpacking<'_>,
    level: &Level,
    input: ContainerInput<'_>,
) -> Result<(), Halt> {
    match input {
        ContainerInput::Seekable(source) => {
            let shared = Shared::new(source);
            let stream = ArchiveStream::plain(Box::new(shared.at(0)), 0);
            WebArchive::new(unpacking, level, Some(&shared), false).records(stream)
        }
        ContainerInput::Stream(source) => {
            WebArchive::new(unpacking, level, None, false).records(ArchiveStream::plain(source, 0))
        }
    }
}

/// Takes a web archive apart that is compressed with gzip, record by record or as a whole. Gives any other source back.
pub(super) fn take_apart_if_compressed<'a>(
    unpacking: &mut Unpacking<'_>,
    level: &Level,
    mut source: Box<dyn ReadSeek + 'a>,
) -> Result<Option<Box<dyn ReadSeek + 'a>>, Halt> {
    let mut beginning = [0; 12];
    let mut peeked = flate2::read::GzDecoder::new(&mut source);
    // Damage here is met again by those who read the source from its beginning.
    let is_archive = peeked.read_exact(&mut beginning).is_ok() && record::begins(&beginning);
    source.rewind().map_err(|error| halt(&error))?;
    if !is_archive {
        return Ok(Some(source));
    }
    let shared = Shared::new(source);
    let stream = ArchiveStream::gzip(Box::new(shared.at(0)), 0);
    WebArchive::new(unpacking, level, Some(&shared), true).records(stream).map(|()| None)
}

/// A web archive that is being taken apart.
struct WebArchive<'u, 'l, 'a> {
    unpacking: &'u mut Unpacking<'l>,
    level: &'u Level,
    /// The source of the archive, if earlier records can be looked up in it.
    shared: Option<&'u Shared<'a>>,
    revisits: Revisits,
}

impl<'u, 'l, 'a> WebArchive<'u, 'l, 'a> {
    fn new(
        unpacking: &'u mut Unpacking<'l>,
        level: &'u Level,
        shared: Option<&'u Shared<'a>>,
        is_gzip: bool,
    ) -> Self {
        Self { unpacking, level, shared, revisits: Revisits::new(is_gzip) }
    }

    /// Handles the records, one after another. Damage is reported once, and the next record is looked for.
    fn records(&mut self, mut stream: ArchiveStream<'_>) -> Result<(), Halt> {
        // A signature that was found by chance fails as a record, which is no further damage.
        let mut is_lost = false;
        loop {
            let error = match Record::next(&mut stream) {
                Ok(None) => return Ok(()),
                Ok(Some(record)) => {
                    is_lost = false;
                    let mut block = Exactly::new(&mut stream, record.length);
                    if record.holds_page() {
                        self.record(&record, &mut block)?;
                    }
                    match block.skip() {
                        Ok(()) => continue,
                        Err(error) => error,
                    }
                }
                Err(error) => error,
            };
            if !is_lost {
                self.report_damage(&error)?;
            }
            is_lost = true;
            if !stream.recover().map_err(|error| halt(&error))? {
                return Ok(());
            }
        }
    }

    /// Reports damage, unless it is the end of the file: then nothing can follow.
    fn report_damage(&mut self, error: &std::io::Error) -> Result<(), Halt> {
        match halt(error) {
            Halt::Refused(reason) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                Err(Halt::Refused(format!("{reason}: its last record is incomplete")))
            }
            Halt::Refused(reason) => {
                let reason = format!("{reason}; a part of it was passed over");
                self.unpacking.refuse(self.level, "", reason)
            }
            other => Err(other),
        }
    }

    /// Handles a record that may be a page.
    fn record(&mut self, record: &Record, block: &mut Exactly<&mut ArchiveStream<'_>>) -> Result<(), Halt> {
        self.unpacking.count()?;
        let name = name::of_address(record.address());
        // The compression of the records, or else that of the archive around them.
        let packed = Packed::from_now(block.inner.counter().or(self.level.counter.as_ref()));
        let mut block = Metered::new(block, &self.unpacking.budget, packed);
        let capture = match Capture::read(record, &mut block, self.unpacking.limits) {
            Ok(CaptureUse::Page(capture)) => {
                // A stream can't go back to an original.
                if self.shared.is_some() {
                    self.revisits.remember(record);
                }
                capture
            }
            Ok(CaptureUse::Repeats) => match self.original(record) {
                Ok(capture) => capture,
                Err(reason) => return self.unpacking.refuse(self.level, &name, reason.to_owned()),
            },
            Ok(CaptureUse::Refused(reason)) => return self.unpacking.refuse(self.level, &name, reason),
            Ok(CaptureUse::LeftOut(reason)) => return self.unpacking.leave_out(self.level, &name, reason),
            // The end of the file is met again, and reported, when the rest of the record is passed over.
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return self.unpacking.fail(self.level, &name, &error),
        };
        // A body may be compressed once more, and a revisit costs as much as its original.
        self.unpacking.spend(capture.bytes.len())?;
        self.unpacking.document(self.level, document(name, record, capture))
    }

    /// The capture that a revisit repeats, or why there is none.
    fn original(&self, revisit: &Record) -> Result<Capture, &'static str> {
        let Some(shared) = self.shared else {
            return Err(
                "repeats an earlier page, which can't be looked up in an archive inside another; unpack that first",
            );
        };
        self.revisits
            .original(revisit, shared, &self.unpacking.budget, self.unpacking.limits)
            .ok_or("repeats a page that this file doesn't have before it")
    }
}

fn document(name: String, record: &Record, capture: Capture) -> Document {
    let url = name::is_of_web(record.address()).then(|| Finding {
        field: Field::Url,
        value: record.address().to_owned(),
        rule: "warc".to_owned(),
    });
    let context = Context {
        media_type: capture.media_type,
        charset: capture.charset,
        captured: record.captured(),
        findings: url.into_iter().collect(),
    };
    Document { name, bytes: capture.bytes, context }
}
