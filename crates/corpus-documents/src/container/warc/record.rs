//! Records of web archives: their headers. Those of ARC are read as if they were of WARC.

use std::io::{self, BufRead, Read};

use super::stream::{ArchiveStream, RecordPosition};
use crate::container::fields::Fields;

/// The largest header of a record. Addresses of a hundred kilobytes occur: those with the page in them.
const LARGEST_HEADER: u64 = 1 << 20;

/// A record without its block.
#[derive(Debug)]
pub(super) struct Record {
    /// Its fields; those of WARC, also for ARC.
    pub fields: Fields,
    /// The length of its block, in bytes.
    pub length: u64,
    /// Where it begins.
    pub position: RecordPosition,
}

/// Whether bytes are the beginning of a web archive.
pub(crate) fn begins(beginning: &[u8]) -> bool {
    beginning.starts_with(b"WARC/0.")
        || beginning.starts_with(b"WARC/1.")
        || beginning.starts_with(b"filedesc://")
}

impl Record {
    /// The next record; `None` at the end of the archive.
    pub(super) fn next(stream: &mut ArchiveStream<'_>) -> io::Result<Option<Self>> {
        skip_blank_lines(stream)?;
        if stream.fill_buf()?.is_empty() {
            return Ok(None);
        }
        let position = stream.position();
        let mut header = stream.take(LARGEST_HEADER);
        let first = line(&mut header)?;
        let fields = if first.starts_with("WARC/") {
            let mut lines = String::new();
            loop {
                let line = line(&mut header)?;
                if line.trim_end_matches(['\r', '\n']).is_empty() {
                    break;
                }
                lines.push_str(&line);
            }
            Fields::read(&lines)
        } else {
            Fields::read(&of_arc(&first).ok_or_else(|| damaged("what follows isn't a record"))?)
        };
        let length = fields.get("Content-Length").and_then(|length| length.parse().ok());
        let length = length.ok_or_else(|| damaged("a record doesn't say how long it is"))?;
        Ok(Some(Self { fields, length, position }))
    }

    /// The type of the record: `response`, `request` and so on, in lower case.
    pub(super) fn kind(&self) -> String {
        self.fields.get("WARC-Type").unwrap_or_default().to_ascii_lowercase()
    }

    /// Whether the record may be a page. All others are about the crawl.
    pub(super) fn holds_page(&self) -> bool {
        matches!(self.kind().as_str(), "response" | "resource" | "conversion" | "revisit" | "continuation")
    }

    /// The address of the page. Some programs write it between `<` and `>`, as the grammar of WARC 1.0 has it.
    pub(super) fn address(&self) -> &str {
        self.fields.get("WARC-Target-URI").unwrap_or_default().trim_matches(['<', '>'])
    }

    /// The time of the capture in RFC 3339; `None` if it isn't stated to the second.
    pub(super) fn captured(&self) -> Option<String> {
        let date = self.fields.get("WARC-Date")?;
        is_timestamp(date).then(|| date.to_owned())
    }
}

/// Whether a date is of the form `2023-04-13T09:30:00Z`, maybe with a fraction or an offset from UTC.
fn is_timestamp(date: &str) -> bool {
    let Some((seconds, rest)) = date.split_at_checked(19) else { return false };
    let pattern = b"dddd-dd-ddTdd:dd:dd";
    let matches = |(&byte, &expected): (&u8, &u8)| {
        if expected == b'd' { byte.is_ascii_digit() } else { byte == expected }
    };
    let zone = rest
        .strip_prefix('.')
        .map_or(rest, |rest| rest.trim_start_matches(|char: char| char.is_ascii_digit()));
    let is_offset = zone.len() == 6 && zone.starts_with(['+', '-']) && zone.as_bytes()[3] == b':';
    seconds.as_bytes().iter().zip(pattern).all(matches) && (zone == "Z" || is_offset)
}

/// The header of an ARC record as fields of WARC: `address IP date type length`, in version 2 with more before the length.
fn of_arc(line: &str) -> Option<String> {
    let parts: Vec<&str> = line.trim_end().split(' ').collect();
    // From the right, since a part of the address may look like a date.
    let at =
        parts.iter().rposition(|part| part.len() == 14 && part.bytes().all(|byte| byte.is_ascii_digit()))?;
    // An address may have blanks, so the other parts are cut off from the end.
    let address = parts.get(..at.checked_sub(1)?)?.join(" ");
    let (date, media_type, length) = (parts[at], *parts.get(at + 1)?, parts.get(at + 2..)?.last()?);
    // A line after damage may have a number in such a place, but hardly an address as well.
    length.parse::<u64>().ok().filter(|_| address.contains(':'))?;
    let [year, month, day, hour, minute, second] =
        [0..4, 4..6, 6..8, 8..10, 10..12, 12..14].map(|range| &date[range]);
    // The first record describes the archive.
    let kind = if address.starts_with("filedesc:") { "warcinfo" } else { "response" };
    Some(format!(
        "WARC-Type: {kind}\nWARC-Target-URI: {address}\nContent-Length: {length}\nContent-Type: {media_type}\n\
         WARC-Date: {year}-{month}-{day}T{hour}:{minute}:{second}Z\n"
    ))
}

/// Two empty lines follow each record, in one dialect or the other.
fn skip_blank_lines(stream: &mut ArchiveStream<'_>) -> io::Result<()> {
    loop {
        let blank = stream.fill_buf()?.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        if blank == 0 {
            return Ok(());
        }
        stream.consume(blank);
    }
}

fn line(header: &mut io::Take<&mut ArchiveStream<'_>>) -> io::Result<String> {
    let mut bytes = Vec::new();
    header.read_until(b'\n', &mut bytes)?;
    if bytes.last() == Some(&b'\n') {
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    // A line without an end exceeds the limit, or the file ends.
    if header.limit() == 0 {
        Err(damaged("the header of a record is too long"))
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

fn damaged(reason: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, reason)
}
