//! Saved pages with their images (MHTML, RFC 2557), with the crate mail-parser for the parts of the message.

use std::io::Read;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode_char;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders};

use super::name;
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
    let address = address.map(str::trim).filter(|address| name::is_of_web(address));
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
    // The header is asked, since the crate forgets an encoding that it finds broken.
    let encoding = part.content_transfer_encoding().unwrap_or_default().trim().to_ascii_lowercase();
    Some(match encoding.as_str() {
        "quoted-printable" => unquoted(raw),
        "base64" => base64_decode(raw).or_else(|| base64_decode(&only_base64(raw)))?,
        _ => raw.to_vec(),
    })
}

/// The bytes of quoted-printable text (RFC 2045, 6.7). What is wrong stays as it is, as in browsers.
fn unquoted(raw: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let quoted = after.first_chunk::<2>().filter(|_| byte == b'=');
        if let Some(value) = quoted.and_then(|&[high, low]| quoted_printable_decode_char(high, low)) {
            bytes.push(value);
            rest = &after[2..];
        } else if let Some(next_line) = soft_break(after).filter(|_| byte == b'=') {
            rest = next_line;
        } else {
            bytes.push(byte);
        }
    }
    bytes
}

/// What follows the end of a line that is continued, after blanks that may have been added on the way.
fn soft_break(after: &[u8]) -> Option<&[u8]> {
    let blanks = after.iter().take_while(|&&byte| byte == b' ' || byte == b'\t').count();
    let line_end = &after[blanks..];
    line_end.strip_prefix(b"\r\n").or_else(|| line_end.strip_prefix(b"\n"))
}

/// Base64 without bytes that don't belong there.
fn only_base64(raw: &[u8]) -> Vec<u8> {
    raw.iter()
        .copied()
        .filter(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='))
        .collect()
}
