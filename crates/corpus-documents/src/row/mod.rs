//! Files whose rows are articles: JSON lines, JSON arrays, and separated columns (CSV, TSV).
//!
//! [`recognise`] says which format a file has, [`Table::of`] whether its rows are articles, and which roles its columns have.
//! [`documents`] takes the rows apart. The bytes of a row are exact and enough to [`read`] it again, together with its kind and
//! [`Mapping`]. One row is in memory at a time.
//!
//! Values in objects are used where tools are known to put standard fields (`title.rendered`, `source.name`, the names and dates of
//! CSL-JSON). All others in objects are skipped: they would become fields that nobody can name.

mod identity;
mod json;
mod json_pieces;
mod kind;
mod long;
mod mapping;
mod pieces;
#[cfg(test)]
mod properties;
mod reading;
mod recognition;
mod separated;
mod separated_pieces;
mod source;
mod table;
#[cfg(test)]
mod tests;
mod types;

pub use kind::{RowsFormat, RowsKind};
pub use mapping::Mapping;
pub use recognition::{recognise, recognise_with};
pub use table::Table;
pub use types::{GuessedType, guess_types};

use crate::date::UnreadDate;
use crate::fields::Cells;
use crate::{Context, Document, Field, Finding, Limits, Refusal};
use pieces::{RowPiece, RowPieces};
use std::io::Read;
use std::ops::ControlFlow;

/// A row as an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The headline, an empty line, and the text. A fragment of HTML stands alone, so that it can be read as a page. Empty for a row
    /// of metadata, otherwise never.
    pub text: String,
    /// Whether the text is HTML.
    pub is_html: bool,
    /// The metadata: standard fields by rank, then the other columns in order. The rule names the column: `row:date_publish`.
    pub findings: Vec<Finding>,
    /// The dates that can't be read, of fields without another value.
    pub unread_dates: Vec<UnreadDate>,
}

/// A row that was taken out of a file, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number from 1. For JSON lines it is the line, for an array the element, for separated columns the record after the header.
    pub position: u64,
    /// The line on which it begins, counted from 1 as editors do.
    pub line: u64,
    /// The document, or why there is none.
    pub document: Result<Document, Refusal>,
}

/// Takes a file apart into one document per row.
///
/// The bytes of a document are the exact JSON value, or the exact record after the exact header: a small table by itself. Its name is the id
/// or the address of the row, or else a hash of its text, so that reordered rows keep their names. A row that can't be read is
/// refused with its number as the member, and its line in the reason, for example `line 6: no text`. The rest continues.
///
/// # Errors
/// A refusal without a member if the rest of the file can't be read: it was cut off, or exceeds a limit.
pub fn documents<R: Read>(
    kind: RowsKind,
    mapping: &Mapping,
    source: R,
    limits: &Limits,
    found: &mut dyn FnMut(Result<Document, Refusal>) -> ControlFlow<()>,
) -> Result<(), Refusal> {
    entries(kind, mapping, source, limits, &mut |entry| found(entry.document))
}

/// Like [`documents`], with the place of each row.
///
/// # Errors
/// As for [`documents`].
pub fn entries<R: Read>(
    kind: RowsKind,
    mapping: &Mapping,
    source: R,
    limits: &Limits,
    found: &mut dyn FnMut(Entry) -> ControlFlow<()>,
) -> Result<(), Refusal> {
    let mut pieces = RowPieces::new(source, kind, limits);
    let (mut count, mut total) = (0_u64, 0_u64);
    while let Some(piece) = pieces.next()? {
        count += 1;
        total = total.saturating_add(piece.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64));
        if count > limits.members {
            return Err(pieces.end(&format!("more than {} rows", limits.members)));
        }
        if total > limits.total {
            return Err(pieces.end(&format!("more than {} bytes of rows", limits.total)));
        }
        let (position, line) = (piece.position, piece.line);
        if found(Entry { position, line, document: document(piece, kind, mapping) }).is_break() {
            break;
        }
    }
    Ok(())
}

fn document(piece: RowPiece, kind: RowsKind, mapping: &Mapping) -> Result<Document, Refusal> {
    let refused = |reason: String| Refusal {
        member: Some(piece.position.to_string()),
        reason: format!("line {}: {reason}", piece.line),
    };
    let bytes = piece.bytes.map_err(refused)?;
    let cells = reading::cells(&bytes, kind).map_err(refused)?;
    let name = name(&cells, &bytes, mapping).map_err(refused)?;
    let context = Context {
        media_type: Some(kind.media_type().to_owned()),
        charset: Some(kind.charset.name().to_owned()),
        ..Context::default()
    };
    Ok(Document { name, bytes, context })
}

/// The name of a row. The error is a reason without its line.
fn name(cells: &Cells, bytes: &[u8], mapping: &Mapping) -> Result<String, String> {
    let text = reading::text(cells, mapping);
    if text.is_none() && !mapping.texts.is_empty() {
        return Err("no text".to_owned());
    }
    if let Some(identity) = reading::identity(cells, mapping) {
        return Ok(identity::harmless(identity));
    }
    let Some((text, _)) = text else { return Ok(identity::hash(bytes)) };
    // With the headline: two articles may have the same short text.
    let findings = reading::findings(cells, mapping);
    Ok(identity::hash(reading::with_headline(title(&findings), &text).as_bytes()))
}

fn title(findings: &[Finding]) -> Option<&str> {
    findings.iter().find(|finding| finding.field == Field::Title).map(|finding| finding.value.as_str())
}

/// Reads the bytes of a document that [`documents`] gave, with the same kind and mapping.
///
/// # Errors
/// A refusal if the bytes are no such row, or if they have no text although the mapping has columns of texts.
pub fn read(bytes: &[u8], kind: RowsKind, mapping: &Mapping) -> Result<Row, Refusal> {
    let refused = |reason| Refusal { member: None, reason };
    let cells = reading::cells(bytes, kind).map_err(refused)?;
    let (findings, unread_dates) = reading::statements(&cells, mapping);
    let Some((text, is_html)) = reading::text(&cells, mapping) else {
        if mapping.texts.is_empty() {
            return Ok(Row { text: String::new(), is_html: false, findings, unread_dates });
        }
        return Err(refused("no text".to_owned()));
    };
    let title = title(&findings);
    let text = if is_html { text.into_owned() } else { reading::with_headline(title, &text) };
    Ok(Row { text, is_html, findings, unread_dates })
}
