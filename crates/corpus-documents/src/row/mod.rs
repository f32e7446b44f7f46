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
pub use pieces::RowPiece;
pub use recognition::{recognise, recognise_with};
pub use table::Table;
pub use types::{GuessedType, guess_types};

use crate::date::UnreadDate;
use crate::fields::Cells;
use crate::{Context, Document, Field, Finding, Limits, Refusal};
use pieces::RowPieces;
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

/// A row with the name that it has in its table, and its exact bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedRow {
    /// Its id or address, or a hash of its text.
    pub name: String,
    /// The bytes of its document.
    pub bytes: Vec<u8>,
    /// What they say.
    pub row: Row,
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
    pieces(kind, source, limits, &mut |piece| {
        found(named(piece, kind, mapping).map(|NamedRow { name, bytes, .. }| {
            let context = Context {
                media_type: Some(kind.media_type().to_owned()),
                charset: Some(kind.charset.name().to_owned()),
                ..Context::default()
            };
            Document { name, bytes, context }
        }))
    })
}

/// Takes a file apart into its rows without reading them, which [`named`] does, in any order and on any thread.
///
/// # Errors
/// As for [`documents`].
pub fn pieces<R: Read>(
    kind: RowsKind,
    source: R,
    limits: &Limits,
    found: &mut dyn FnMut(RowPiece) -> ControlFlow<()>,
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
        if found(piece).is_break() {
            break;
        }
    }
    Ok(())
}

/// Reads a row that [`pieces()`] gave, with the same kind.
///
/// # Errors
/// A refusal with the number of the row as the member, and its line in the reason, if it can't be read or has no text.
pub fn named(piece: RowPiece, kind: RowsKind, mapping: &Mapping) -> Result<NamedRow, Refusal> {
    let RowPiece { position, line, bytes } = piece;
    let refused = |reason: String| Refusal {
        member: Some(position.to_string()),
        reason: format!("line {line}: {reason}"),
    };
    let bytes = bytes.map_err(refused)?;
    let cells = reading::cells(&bytes, kind).map_err(refused)?;
    let row = of_cells(&cells, mapping).map_err(refused)?;
    let name = match reading::identity(&cells, mapping) {
        Some(identity) => identity::harmless(identity),
        None if row.text.is_empty() => identity::hash(&bytes),
        // With the headline: two articles may have the same short text.
        None if row.is_html => {
            identity::hash(reading::with_headline(title(&row.findings), &row.text).as_bytes())
        }
        None => identity::hash(row.text.as_bytes()),
    };
    Ok(NamedRow { name, bytes, row })
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
    of_cells(&cells, mapping).map_err(refused)
}

/// The error is a reason without its line.
fn of_cells(cells: &Cells, mapping: &Mapping) -> Result<Row, String> {
    let (findings, unread_dates) = reading::statements(cells, mapping);
    let Some((text, is_html)) = reading::text(cells, mapping) else {
        if mapping.texts.is_empty() {
            return Ok(Row { text: String::new(), is_html: false, findings, unread_dates });
        }
        return Err("no text".to_owned());
    };
    let title = title(&findings);
    let text = if is_html { text.into_owned() } else { reading::with_headline(title, &text) };
    Ok(Row { text, is_html, findings, unread_dates })
}
