//! Responses of HTTP as they are archived: status, fields, body (RFC 9112).

use crate::container::fields::Fields;

/// The head of a response.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// The status code, such as 200.
    pub status: u16,
    pub fields: Fields,
    /// Where the body begins, in bytes.
    pub length: usize,
}

impl Head {
    /// Reads the head at the beginning of `block`; `None` if that isn't a response, as in ARC before HTTP/1.0.
    ///
    /// Of several heads the last counts: a server says `100 Continue` before, and a proxy `200 Connection established`.
    pub(super) fn read(block: &[u8]) -> Option<Self> {
        let mut head = Self::first(block)?;
        while let Some(next) = Self::first(&block[head.length..]) {
            head = Self { length: head.length + next.length, ..next };
        }
        Some(head)
    }

    fn first(block: &[u8]) -> Option<Self> {
        if !block.starts_with(b"HTTP/") {
            return None;
        }
        let length = end(block).unwrap_or(block.len());
        let head = String::from_utf8_lossy(&block[..length]);
        let (first, lines) = head.split_once('\n').unwrap_or((&head, ""));
        let status = first.split_whitespace().nth(1)?.parse().ok()?;
        Some(Self { status, fields: Fields::read(lines), length })
    }
}

/// Where the empty line after the head ends. Servers send line ends of either kind.
fn end(block: &[u8]) -> Option<usize> {
    let mut line_start = 0;
    for at in memchr::memchr_iter(b'\n', block) {
        if block[line_start..at].iter().all(|&byte| byte == b'\r') {
            return Some(at + 1);
        }
        line_start = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_end_with_an_empty_line_of_either_kind() {
        for (block, length) in [
            (&b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody"[..], 25),
            (b"HTTP/1.0 200\nA: b\n\nbody\n\n", 19),
            (b"HTTP/2 200\r\n\r\n", 14),
            (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nbody", 44),
        ] {
            let head = Head::read(block).unwrap();
            assert_eq!((head.status, head.length), (200, length));
        }
    }

    #[test]
    fn bytes_that_are_no_response_have_no_head() {
        assert_eq!(Head::read(b"<!doctype html>"), None);
        assert_eq!(Head::read(b"HTTP/1.1\r\n\r\n"), None);
    }
}
