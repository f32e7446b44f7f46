//! The type of a file or member: first by its content, then by its name, never by its name alone.
//!
//! When in doubt it is a text: an article must not be lost because its first words look like something else. Only a text that is
//! named like an archive is refused by its name: mostly it is a message that a server sent in the place of the archive.

mod code;
mod file_type;
mod mail;
mod markup;
mod office;

use corpus_text::charset::{NotText, decode};
use corpus_text::{Charset, Form};

pub use file_type::FileType;

use crate::container::ContainerKind;

/// The number of bytes at the beginning of a file that [`recognise`] wants to see.
pub const BEGINNING: usize = 64 << 10;
/// The number of bytes that are read as text, to look for markup.
const OPENING: usize = 8 << 10;

/// The type of a file or member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text, also in Markdown or with front matter; JSON, CSV and TSV too.
    Text,
    /// A web page: HTML or XHTML.
    Page,
    /// A file that holds documents.
    Container(ContainerKind),
    /// A format that isn't read.
    NotRead(FileType),
}

/// Recognises a file by its first [`BEGINNING`] bytes (all of it, if it is shorter) and its `name`.
///
/// The name decides only where the content leaves it open: a ZIP named `.docx` is a Word document, and a text that begins with
/// a tag is a page if it is named `.html`.
///
/// For example, bytes that begin with `PK` and a ZIP header are [`ContainerKind::Zip`], unless an office program wrote them.
#[must_use]
pub fn recognise(beginning: &[u8], name: &str) -> Kind {
    if let Some(kind) = by_signature(beginning, name) {
        return kind;
    }
    match decode(whole_characters(&beginning[..beginning.len().min(OPENING)]), None) {
        Err(NotText::Format { .. } | NotText::Controls) => Kind::NotRead(file_type::of_binary(beginning)),
        // Control bytes may come after the first lines; a whole text has none of them either.
        Ok(decoded) if !is_wide(decoded.charset) && is_binary_later(beginning) => {
            Kind::NotRead(file_type::of_binary(beginning))
        }
        Ok(decoded) => by_text(&decoded.text, name),
    }
}

fn by_signature(beginning: &[u8], name: &str) -> Option<Kind> {
    let starts = |signature: &[u8]| beginning.starts_with(signature);
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") || starts(b"PK\x07\x08PK\x03\x04") {
        return Some(
            office::in_zip(beginning, name).map_or(Kind::Container(ContainerKind::Zip), Kind::NotRead),
        );
    }
    let container = if starts(b"\x1F\x8B\x08") {
        ContainerKind::Gzip
    } else if is_zstandard(beginning) {
        ContainerKind::Zstandard
    } else if starts(b"BZh") && beginning.get(4..10) == Some(b"1AY&SY") {
        ContainerKind::Bzip2
    } else if starts(b"\xFD7zXZ\0") {
        ContainerKind::Xz
    } else if starts(b"WARC/0.") || starts(b"WARC/1.") {
        ContainerKind::Warc
    } else if starts(b"filedesc://") {
        ContainerKind::Arc
    } else if crate::container::is_tar(beginning) {
        ContainerKind::Tar
    } else {
        return file_type::by_signature(beginning).map(Kind::NotRead);
    };
    Some(Kind::Container(container))
}

/// A frame, or frames to be skipped before one (RFC 8878, 3.1).
fn is_zstandard(beginning: &[u8]) -> bool {
    let magic = beginning.first_chunk::<4>().map(|bytes| u32::from_le_bytes(*bytes));
    matches!(magic, Some(0xFD2F_B528 | 0x184D_2A50..=0x184D_2A5F))
}

fn by_text(text: &str, name: &str) -> Kind {
    if let Some(kind) = mail::recognise(text) {
        return kind;
    }
    match Form::of(text) {
        Some(Form::Html) => Kind::Page,
        Some(Form::Rtf) => Kind::NotRead(FileType::Rtf),
        Some(Form::Latex) => Kind::NotRead(FileType::Latex),
        // A WARC that doesn't begin with its signature has lost its beginning, or is quoted.
        Some(Form::Mail | Form::Json | Form::Warc) | None => match markup::recognise(text, name) {
            Kind::Text => code::recognise(text, name).map_or(Kind::Text, Kind::NotRead),
            kind => kind,
        },
    }
}

/// The bytes without a character of UTF-8 that is cut in two at the end.
fn whole_characters(bytes: &[u8]) -> &[u8] {
    let start = bytes.len().saturating_sub(4);
    let last_first = bytes[start..].iter().rposition(|byte| !(0x80..0xC0).contains(byte));
    match last_first.map(|at| start + at) {
        Some(at) if bytes[at] >= 0xC0 && std::str::from_utf8(&bytes[at..]).is_err() => &bytes[..at],
        _ => bytes,
    }
}

/// Whether characters take two bytes or four, which may have any value.
fn is_wide(charset: Charset) -> bool {
    charset.name().starts_with("UTF-16") || charset.name().starts_with("UTF-32")
}

/// Whether there are many control bytes after the first lines: more than a thirtieth.
fn is_binary_later(beginning: &[u8]) -> bool {
    let later = &beginning[beginning.len().min(OPENING)..];
    let controls = later.iter().filter(|&&byte| byte < b' ' && !matches!(byte, 0x08..=0x0D | 0x1B)).count();
    controls > later.len() / 32
}

#[cfg(test)]
mod tests;
