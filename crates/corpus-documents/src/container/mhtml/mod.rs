//! Saved pages with their images (MHTML, RFC 2557).

mod encoding;
mod part;

use std::io::Read;

use jiff::fmt::rfc2822::DateTimeParser;

use super::fields::{charset, media_type};
use super::name;
use super::unpack::{Halt, Level, Unpacking, halt};
use crate::{Context, Document, Field, Finding};
use part::BodyPart;

/// Takes the page out of its message. It is one document, named as the file.
pub(super) fn take_apart(
    unpacking: &mut Unpacking<'_>,
    level: &Level,
    source: &mut dyn Read,
) -> Result<(), Halt> {
    let limit = unpacking.limits.member;
    let mut bytes = Vec::new();
    // One byte beyond the limit tells a message that is too large.
    source.take(limit + 1).read_to_end(&mut bytes).map_err(|error| halt(&error))?;
    if bytes.len() as u64 > limit {
        return Err(Halt::Refused("is larger than the limit for one document".to_owned()));
    }
    let document = page(&bytes)
        .ok_or_else(|| Halt::Refused("is a saved page (MHTML) without a page in it".to_owned()))?;
    unpacking.document(level, document)
}

/// The page of a message.
fn page(bytes: &[u8]) -> Option<Document> {
    let message = BodyPart::read(bytes);
    let part = message.main_page()?;
    let content_type = part.content_type();
    let context = Context {
        media_type: media_type(content_type),
        charset: charset(content_type),
        captured: message.fields.get("Date").and_then(timestamp),
        findings: address(&part).or_else(|| address(&message)).into_iter().collect(),
    };
    Some(Document { name: String::new(), bytes: part.content(), context })
}

/// The address that a part or message was saved from.
fn address(part: &BodyPart<'_>) -> Option<Finding> {
    let written =
        part.fields.get("Content-Location").or_else(|| part.fields.get("Snapshot-Content-Location"))?;
    // A long address is folded, and has no blanks of its own.
    let value: String = written.split_whitespace().collect();
    name::is_of_web(&value).then(|| Finding { field: Field::Url, value, rule: "mhtml".to_owned() })
}

/// The date of a header in RFC 3339.
fn timestamp(date: &str) -> Option<String> {
    // A wrong weekday doesn't make the date wrong.
    let parsed = DateTimeParser::new().relaxed_weekday(true).parse_zoned(date).ok()?;
    let zone = if parsed.offset().is_zero() { "Z".to_owned() } else { parsed.strftime("%:z").to_string() };
    Some(format!("{}{zone}", parsed.strftime("%Y-%m-%dT%H:%M:%S")))
}
