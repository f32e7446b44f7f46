//! Bytes read as text.

use corpusdb::text::charset::{Charset, decode};
use corpusdb::text::read;
use std::borrow::Cow;

/// A text never holds NUL or a byte order mark at its start; UTF-8 comes back as it is, and as UTF-16 too; the charset that
/// was found is one that can be named, and gives the same text when it is named.
pub(crate) fn check(input: &[u8]) {
    if let Ok(decoded) = decode(input, None) {
        assert!(!decoded.text.contains('\0'));
        let label = decoded.charset.to_string();
        assert_eq!(label.parse::<Charset>().ok(), Some(decoded.charset), "{label}");
        let named = decode(input, Some(decoded.charset));
        let named = named.unwrap_or_else(|error| panic!("with {label} it is {error}"));
        assert_eq!(
            (&named.text, named.charset, named.lossy),
            (&decoded.text, decoded.charset, decoded.lossy)
        );
        let reading = read(input, None);
        let reading = reading.unwrap_or_else(|error| panic!("an article of it is {error}"));
        assert_eq!(reading.text, decoded.text);
    }
    if let Ok(text) = str::from_utf8(input) {
        check_utf8(text);
    }
}

fn check_utf8(text: &str) {
    let has_mark = text.starts_with('\u{feff}');
    let is_plain = !has_mark && !text.contains(['\0', '\u{1b}']);
    if is_plain && let Ok(decoded) = decode(text.as_bytes(), None) {
        assert!(matches!(decoded.text, Cow::Borrowed(same) if same == text), "it became {:?}", decoded.text);
        assert!(!decoded.lossy);
    }
    if !has_mark && !text.contains('\0') {
        let marked: Vec<u8> =
            [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        let decoded = decode(&marked, None).unwrap_or_else(|error| panic!("as UTF-16 it is {error}"));
        assert_eq!((&*decoded.text, decoded.lossy), (text, false));
    }
}
