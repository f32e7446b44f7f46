//! Encodings of transfer (RFC 2045, 6). Mistakes in them stay as they are or are passed over, as in browsers: a page with a
//! stray character is still a page.

/// The bytes of quoted-printable text.
pub(super) fn from_quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let quoted = after.first_chunk::<2>().filter(|_| byte == b'=');
        if let Some(value) = quoted.and_then(|&[high, low]| Some(digit(high)? << 4 | digit(low)?)) {
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

/// The value of a hexadecimal digit.
fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// The text after the end of a line that is continued. Before that end there may be a blank that was added on the way.
fn soft_break(after: &[u8]) -> Option<&[u8]> {
    let line_end = after.strip_prefix(b" ").or_else(|| after.strip_prefix(b"\t")).unwrap_or(after);
    line_end.strip_prefix(b"\r\n").or_else(|| line_end.strip_prefix(b"\n"))
}

/// The bytes of Base64 (RFC 4648). Bytes that aren't of its alphabet are passed over.
pub(super) fn from_base64(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for value in text.iter().filter_map(|&byte| sextet(byte)) {
        bits = bits << 6 | value;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).unwrap_or_default());
            bits &= (1 << count) - 1;
        }
    }
    bytes
}

fn sextet(byte: u8) -> Option<u32> {
    Some(u32::from(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_bytes_and_soft_line_breaks_are_undone() {
        assert_eq!(from_quoted_printable(b"a=3Db=\r\nc=FC =\nd= \ne"), b"a=bc\xFC de");
        assert_eq!(from_quoted_printable(b"x?y=z&a== =3"), b"x?y=z&a== =3");
    }

    #[test]
    fn base64_of_any_length_is_undone() {
        for (text, bytes) in
            [(&b"Zm8="[..], &b"fo"[..]), (b"Zg==", b"f"), (b"Zm9v\r\nYg==", b"foob"), (b"!Zm9v", b"foo")]
        {
            assert_eq!(from_base64(text), bytes);
        }
    }
}
