//! Parts of a message (RFC 2045, RFC 2046), as slices of its bytes.
//!
//! The crate mail-parser isn't used: a message of 10 MB with messages inside one another ends the program by a stack overflow.

use memchr::memmem;

use super::encoding::{from_base64, from_quoted_printable};
use crate::container::fields::{Fields, parameter};

/// The largest header of a part, in bytes. Later lines are no fields.
const LARGEST_HEADER: usize = 1 << 20;
/// The deepest part in parts that is looked at: a page may be in an alternative of a related part.
const DEPTH: u32 = 4;

/// A message or a part of one.
pub(super) struct BodyPart<'m> {
    pub fields: Fields,
    body: &'m [u8],
}

impl<'m> BodyPart<'m> {
    /// Reads the header at the beginning of `bytes`; the body begins after the first empty line.
    pub(super) fn read(bytes: &'m [u8]) -> Self {
        let length = header_length(bytes);
        let header = String::from_utf8_lossy(&bytes[..length.min(LARGEST_HEADER)]);
        Self { fields: Fields::read(&header), body: &bytes[length..] }
    }

    pub(super) fn content_type(&self) -> &str {
        self.fields.get("Content-Type").unwrap_or_default()
    }

    /// The part with the page: the one that the message names as its start, or else the first page in it, or else a text.
    pub(super) fn main_page(&self) -> Option<BodyPart<'m>> {
        let start = parameter(self.content_type(), "start");
        let mut best = Best { start: start.as_deref().map(without_brackets), rank: Rank::None, part: None };
        best.look_at(BodyPart { fields: self.fields.clone(), body: self.body }, DEPTH);
        best.part
    }

    /// The bytes of the part as they were before transfer. Their charset is decoded later, as that of any page is.
    pub(super) fn content(&self) -> Vec<u8> {
        match self.fields.get("Content-Transfer-Encoding").unwrap_or_default().to_ascii_lowercase().as_str() {
            "quoted-printable" => from_quoted_printable(self.body),
            "base64" => from_base64(self.body),
            _ => self.body.to_vec(),
        }
    }

    fn is(&self, media_type: &str) -> bool {
        let content_type = self.content_type();
        content_type.get(..media_type.len()).is_some_and(|start| start.eq_ignore_ascii_case(media_type))
    }

    /// The parts of a multipart body, one after another.
    fn parts(&self) -> impl Iterator<Item = BodyPart<'m>> + use<'m> {
        let boundary = parameter(self.content_type(), "boundary").unwrap_or_default();
        let delimiter = format!("--{boundary}");
        let body = self.body;
        // Without a boundary, every line with two dashes would begin a part.
        let mut next =
            if boundary.is_empty() { None } else { after_delimiter(body, 0, delimiter.as_bytes()) };
        std::iter::from_fn(move || {
            let (_, start) = next?;
            next = after_delimiter(body, start, delimiter.as_bytes());
            let end = next.map_or(body.len(), |(end, _)| end);
            Some(BodyPart::read(&body[start..end]))
        })
    }
}

/// How well a part fits.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
enum Rank {
    None,
    Text,
    Page,
    Start,
}

/// The best part that was seen so far.
struct Best<'s, 'm> {
    start: Option<&'s str>,
    rank: Rank,
    part: Option<BodyPart<'m>>,
}

impl<'m> Best<'_, 'm> {
    /// Looks at a part and those in it, to a bounded depth.
    fn look_at(&mut self, part: BodyPart<'m>, depth: u32) {
        if part.is("multipart/") {
            for inner in part.parts().take_while(|_| depth > 0) {
                self.look_at(inner, depth - 1);
            }
            return;
        }
        let is_page = part.is("text/html") || part.is("application/xhtml+xml");
        let is_start =
            self.start.is_some() && part.fields.get("Content-ID").map(without_brackets) == self.start;
        let rank = match (is_page, is_start) {
            (true, true) => Rank::Start,
            (true, false) => Rank::Page,
            (false, _) if part.is("text/plain") => Rank::Text,
            (false, _) => Rank::None,
        };
        // Not if they are equal: of several pages, the first is the one that was saved.
        if rank > self.rank {
            (self.rank, self.part) = (rank, Some(part));
        }
    }
}

fn without_brackets(identifier: &str) -> &str {
    identifier.trim_matches(['<', '>'])
}

/// Where the part before the next line with the delimiter ends, and where the line after it begins.
///
/// The text after the last delimiter, which ends with two dashes, counts as a part too: it has no page in it.
fn after_delimiter(body: &[u8], from: usize, delimiter: &[u8]) -> Option<(usize, usize)> {
    for found in memmem::find_iter(&body[from..], delimiter) {
        let at = from + found;
        let rest = &body[at + delimiter.len()..];
        let is_line = at == 0 || body[at - 1] == b'\n';
        // A delimiter of inner parts may begin as this one.
        let is_whole =
            rest.starts_with(b"--") || matches!(rest.first(), None | Some(b'\r' | b'\n' | b' ' | b'\t'));
        if is_line && is_whole {
            // The line end before a delimiter belongs to the delimiter (RFC 2046, 5.1.1).
            let before = body[..at].strip_suffix(b"\n").unwrap_or(&body[..at]);
            let end = before.strip_suffix(b"\r").unwrap_or(before).len();
            let line = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
            // Two delimiters in a row share a line end, so the part between them would end before it begins.
            return Some((end.max(from), at + delimiter.len() + line));
        }
    }
    None
}

/// The length of a header with the empty line that ends it.
fn header_length(bytes: &[u8]) -> usize {
    let mut line_start = 0;
    let mut has_field = false;
    for at in memchr::memchr_iter(b'\n', bytes) {
        let is_blank = matches!(&bytes[line_start..at], b"" | b"\r");
        line_start = at + 1;
        // Empty lines before the first field are passed over.
        if is_blank && has_field {
            return line_start;
        }
        has_field |= !is_blank;
    }
    bytes.len()
}
