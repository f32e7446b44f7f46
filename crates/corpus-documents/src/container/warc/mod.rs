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
use super::unpack::{Halt, Input, Level, ReadSeek, Unpacking, halt};
use crate::{Context, Document, Field, Finding};
use capture::{Capture, Judgement};
use record::Record;
use revisits::Revisits;
use stream::{Shared, Stream};

/// Takes a web archive apart that isn't compressed, or whose compression another level has removed.
pub(super) fn take_apart(unpacking: &mut Unpacking<'_>, level: &Level, input: Input<'_>) -> Result<(), Halt> {
    match input {
        Input::Seekable(source) => {
            let shared = Shared::new(source);
            let stream = Stream::plain(Box::new(shared.at(0)), 0);
            records(unpacking, level, stream, Some(&shared))
        }
        Input::Stream(source) => records(unpacking, level, Stream::plain(source, 0), None),
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
    let stream = Stream::gzip(Box::new(shared.at(0)), 0);
    records(unpacking, level, stream, Some(&shared)).map(|()| None)
}

/// Handles the records of an archive, one after another. `shared` allows to look at earlier ones.
fn records<'a>(
    unpacking: &mut Unpacking<'_>,
    level: &Level,
    mut stream: Stream<'a>,
    shared: Option<&Shared<'a>>,
) -> Result<(), Halt> {
    let mut revisits = Revisits::new(stream.counter().is_some());
    while let Some(record) = Record::next(&mut stream).map_err(|error| broken_off(&error))? {
        let mut block = Exactly::new(&mut stream, record.length);
        if record.holds_page() {
            unpacking.count()?;
            one(unpacking, level, &record, &mut block, shared, &mut revisits)?;
        }
        block.skip().map_err(|error| broken_off(&error))?;
    }
    Ok(())
}

/// Handles one record that may be a page.
fn one<'a>(
    unpacking: &mut Unpacking<'_>,
    level: &Level,
    record: &Record,
    block: &mut Exactly<&mut Stream<'a>>,
    shared: Option<&Shared<'a>>,
    revisits: &mut Revisits,
) -> Result<(), Halt> {
    let name = name::of_address(record.address());
    let packed = Packed::from_now(block.inner.counter().or(level.counter.as_ref()));
    let mut block = Metered::new(block, &unpacking.budget, packed);
    let judged = Capture::read(record, &mut block, unpacking.limits);
    // A record that is cut off is no fault of this page alone: nothing follows it.
    let judged = match judged {
        Ok(judged) => judged,
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Err(broken_off(&error)),
        Err(error) => return unpacking.fail(level, &name, &error),
    };
    let capture = match judged {
        Judgement::Page(capture) => {
            if shared.is_some() {
                revisits.remember(record);
            }
            capture
        }
        Judgement::Repeats => {
            let found = shared
                .and_then(|shared| revisits.original(record, shared, &unpacking.budget, unpacking.limits));
            let Some(capture) = found else {
                let reason = "repeats a page that this file doesn't have before it".to_owned();
                return unpacking.refuse(level, &name, reason);
            };
            capture
        }
        Judgement::Refused(reason) => return unpacking.refuse(level, &name, reason),
        Judgement::LeftOut(reason) => return unpacking.leave_out(level, &name, reason),
    };
    unpacking.document(level, document(name, record, capture))
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

fn broken_off(error: &std::io::Error) -> Halt {
    match halt(error) {
        Halt::Refused(reason) => Halt::Refused(format!("{reason}; what comes after the damage is lost")),
        other => other,
    }
}
