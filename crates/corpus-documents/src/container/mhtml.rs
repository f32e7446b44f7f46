//! Saved pages with their images (MHTML, RFC 2557), with the crate mail-parser for the parts of the message.

use std::io::Read;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders};

use super::unpack::{Halt, Level, Unpacking, halt};
use crate::{Context, Document, Field, Finding};

/// Takes the page out of its message. It is one document, named as the file.
pub(super) fn take_apart(
    unpacking: &mut Unpacking<'_>,
    level: &Level,
    source: &mut dyn Read,
) -> Result<(), Halt> {
    let limit = unpacking.limits.member;
    let mut bytes = Vec::new();
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
    let message = MessageParser::default().parse(bytes)?;
    let part = main_part(&message)?;
    let content_type = part.content_type();
    let charset = content_type.and_then(|content_type| content_type.attribute("charset")).map(str::to_owned);
    let address = part
        .content_location()
        .or_else(|| message.content_location())
        .or_else(|| message.header("Snapshot-Content-Location").and_then(|value| value.as_text()));
    let address = address.map(str::trim).filter(|address| !address.is_empty());
    let url = address.map(|address| Finding {
        field: Field::Url,
        value: address.to_owned(),
        rule: "mhtml".to_owned(),
    });
    let context = Context {
        media_type: content_type.and_then(|kind| {
            kind.subtype().map(|sub| format!("{}/{sub}", kind.ctype()).to_ascii_lowercase())
        }),
        charset,
        captured: message.date().filter(|date| date.is_valid()).map(mail_parser::DateTime::to_rfc3339),
        findings: url.into_iter().collect(),
    };
    Some(Document { name: String::new(), bytes: content(&message, part)?, context })
}

/// The part with the page: the one that the message names as its start, or else the first page in it.
fn main_part<'m, 'x>(message: &'m Message<'x>) -> Option<&'m MessagePart<'x>> {
    let is_page = |part: &&MessagePart<'_>| {
        part.is_content_type("text", "html") || part.is_content_type("application", "xhtml+xml")
    };
    let start = message.content_type().and_then(|content_type| content_type.attribute("start"));
    let start = start.map(|start| start.trim_matches(['<', '>']));
    let named =
        message.parts.iter().filter(is_page).find(|part| start.is_some() && part.content_id() == start);
    named
        .or_else(|| message.parts.iter().find(is_page))
        .or_else(|| message.parts.iter().find(|part| part.is_content_type("text", "plain")))
}

/// The bytes of a part as they were before transfer: its charset is decoded later, as that of any page is.
fn content(message: &Message<'_>, part: &MessagePart<'_>) -> Option<Vec<u8>> {
    let raw = message.raw_message().get(part.offset_body as usize..part.offset_end as usize)?;
    Some(match part.encoding {
        Encoding::QuotedPrintable => quoted_printable_decode(raw)?,
        Encoding::Base64 => base64_decode(raw)?,
        Encoding::None => raw.to_vec(),
    })
}
