//! The capture of a page: the statements of a record about it, and its bytes. Most records of a crawl are no pages.

use std::io::{self, Read};

use corpus_text::Form;

use super::body;
use super::http::Head;
use super::record::Record;
use crate::Limits;
use crate::container::fields::{Fields, charset, media_type};
use crate::container::name;
use crate::recognise::{BEGINNING, FileType, Kind, recognise};

/// A page or text that was captured.
#[derive(Debug)]
pub(super) struct Capture {
    /// The media type that a header declares.
    pub media_type: Option<String>,
    /// The charset that a header declares.
    pub charset: Option<String>,
    /// The body without codings.
    pub bytes: Vec<u8>,
}

/// The judgement of a record.
#[derive(Debug)]
pub(super) enum CaptureUse {
    /// A page or text.
    Page(Capture),
    /// A capture with the same bytes as an earlier one.
    Repeats,
    /// No article by its nature.
    LeftOut(String),
    /// It may have been an article.
    Refused(String),
}

/// Files for programs, not for readers, that may be declared as texts.
const FOR_PROGRAMS: [&str; 6] =
    ["/robots.txt", "/ads.txt", "/app-ads.txt", "/humans.txt", "/security.txt", "/llms.txt"];

impl Capture {
    /// Reads a record's `block` as far as needed: pictures and films are told by their headers, and passed over.
    pub(super) fn read(record: &Record, block: &mut impl Read, limits: &Limits) -> io::Result<CaptureUse> {
        let kind = record.kind();
        if kind == "continuation" || record.fields.get("WARC-Segment-Number").is_some() {
            return Ok(CaptureUse::Refused("is split into several records, which isn't read".to_owned()));
        }
        if let Some(reason) = no_page_by_address(record.address()) {
            return Ok(CaptureUse::LeftOut(reason));
        }
        let mut bytes = Vec::new();
        block.take(BEGINNING as u64).read_to_end(&mut bytes)?;
        let head = if kind == "response" || kind == "revisit" { Head::read(&bytes) } else { None };
        if let Some(judgement) = head.as_ref().and_then(|head| by_status(head.status, kind == "revisit")) {
            return Ok(judgement);
        }
        let declared = declared_type(record, head.as_ref());
        let type_of_media = declared.as_deref().and_then(media_type);
        if let Some(judgement) = by_media_type(type_of_media.as_deref()) {
            return Ok(judgement);
        }
        // After status and type, so that revisits of pictures aren't looked up.
        if kind == "revisit" {
            return Ok(CaptureUse::Repeats);
        }
        block.read_to_end(&mut bytes)?;
        let none = Fields::default();
        let (body, fields) = match &head {
            Some(head) => (bytes.split_off(head.length), &head.fields),
            // Without a head, as in a resource, all bytes are the page.
            None => (bytes, &none),
        };
        let bytes = match body::decoded(body, fields, limits) {
            Ok(bytes) => bytes,
            Err(reason) => return Ok(CaptureUse::Refused(reason)),
        };
        Ok(by_content(&bytes, type_of_media.as_deref(), record.address()).unwrap_or_else(|| {
            let charset = declared.as_deref().and_then(charset);
            CaptureUse::Page(Self { media_type: type_of_media, charset, bytes })
        }))
    }
}

/// The type that the server declared, or else the record. That of a response is the type of the record itself.
fn declared_type(record: &Record, head: Option<&Head>) -> Option<String> {
    let declared = match head {
        Some(head) => head.fields.get("Content-Type"),
        None => record
            .fields
            .get("Content-Type")
            .filter(|value| !value.to_ascii_lowercase().starts_with("application/http")),
    };
    declared.map(str::to_owned)
}

/// Why an address isn't that of a page: files for crawlers, and addresses outside of the web, such as `dns:` and
/// notes of crawlers (`metadata://gnu.org/…`, `urn:pageinfo:…`).
fn no_page_by_address(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once(':').unwrap_or(("", address));
    if !["http", "https", "ftp", "ftps", "file", "gopher", "gemini"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known))
    {
        return Some("is a note of the crawler, not a page".to_owned());
    }
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    let is_for_programs = FOR_PROGRAMS.iter().any(|file| path.ends_with(file));
    is_for_programs.then(|| "is a file for programs, not an article".to_owned())
}

fn by_status(status: u16, is_revisit: bool) -> Option<CaptureUse> {
    match status {
        200 => None,
        // The server says that nothing changed, as in a revisit.
        304 if is_revisit => None,
        300..=399 => Some(CaptureUse::LeftOut(format!("is a redirect (status {status}), not a page"))),
        _ => Some(CaptureUse::LeftOut(format!("is no page: the server answered with status {status}"))),
    }
}

/// The judgement of a record whose declared type isn't that of a page.
fn by_media_type(media_type: Option<&str>) -> Option<CaptureUse> {
    match media_type {
        // Servers declare these types for pages and for other files, so their content decides.
        None
        | Some(
            "text/html"
            | "application/xhtml+xml"
            | "application/vnd.wap.xhtml+xml"
            | "text/plain"
            | "text/markdown"
            | "text/xml"
            | "application/xml"
            | "application/octet-stream"
            | "unknown/unknown"
            | "no-type/no-type"
            | "application/unknown"
            | "text/*"
            | "content/unknown",
        ) => None,
        Some(other) => Some(match FileType::of_media_type(other) {
            Some(file_type) => CaptureUse::Refused(file_type.to_string()),
            None => CaptureUse::LeftOut(format!("is {other}, not a page")),
        }),
    }
}

/// The judgement of a record whose content isn't that of a page, even if its declared type is.
fn by_content(bytes: &[u8], media_type: Option<&str>, address: &str) -> Option<CaptureUse> {
    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    let is_declared =
        matches!(media_type, Some("text/html" | "application/xhtml+xml" | "text/plain" | "text/markdown"));
    match recognise(beginning, name::last(address)) {
        _ if bytes.is_empty() => Some(CaptureUse::LeftOut("is an empty page".to_owned())),
        Kind::Page => None,
        // Scripts of pages fetch data that servers declare as pages.
        Kind::Text if is_json(bytes) => Some(CaptureUse::LeftOut("is JSON, not a page".to_owned())),
        Kind::Text if is_declared || media_type.is_none() => None,
        Kind::Text => Some(CaptureUse::LeftOut("is neither a page nor a text".to_owned())),
        // A page may begin with words that look like another format, but not with its signature.
        Kind::NotRead(file_type) if is_declared && !file_type.is_binary() && !file_type.is_xml() => None,
        Kind::NotRead(file_type) if file_type.holds_text() => {
            Some(CaptureUse::Refused(file_type.to_string()))
        }
        Kind::NotRead(file_type) => Some(CaptureUse::LeftOut(file_type.to_string())),
        Kind::Container(kind) => Some(CaptureUse::LeftOut(format!("is {kind}, not a page"))),
    }
}

fn is_json(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| Form::of(text) == Some(Form::Json))
}
