//! Decoding: from bytes to text, with the detection of the charset.
//!
//! The bytes themselves are kept elsewhere, so decoding need not be reversible, only the best available.
//! Every [`Decoded`] names its charset and whether anything was lost.
//! A text never holds NUL, because SQL text ends there. This module knows nothing of files, stores or
//! terminals.

mod alphabets;
mod binary;
mod declared;
mod dos;
mod english;
mod iso2022;
mod label;
mod legacy;
#[cfg(test)]
mod samples;
mod spelling;
mod unicode;
mod viscii;
mod wide;

use std::borrow::Cow;

pub use binary::NotText;
pub use label::{Charset, UnknownCharset};

/// A decoded text with its charset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark and without NULs; borrowed where the bytes are the text.
    pub text: Cow<'a, str>,
    /// The charset that the bytes were read in.
    pub charset: Charset,
    /// Whether something could not be decoded: invalid bytes, or NULs. Each becomes U+FFFD.
    pub lossy: bool,
    /// The number of bytes outside ASCII that the charset was guessed from, if they are too few to be sure: one or two.
    pub guessed_from: Option<usize>,
}

/// Reads bytes as text, in the given charset or else in the one that fits best.
///
/// With no charset given, a byte order mark decides; then escape sequences of ISO 2022; then bytes that
/// are UTF-8 are that, and are not copied; then UTF-16 and UTF-32 are known by their characters, and
/// binary data is refused; then the declaration of an HTML or XML file counts; damaged UTF-8 is still UTF-8; and
/// other texts are in a legacy charset, guessed from its letters.
///
/// # Errors
///
/// [`NotText`] if the bytes are of some binary format. Never when a charset is given: then all bytes are
/// read in it, however poor the result.
pub fn decode(bytes: &[u8], charset: Option<Charset>) -> Result<Decoded<'_>, NotText> {
    match charset.or_else(|| unicode::by_mark(bytes)) {
        Some(charset) => Ok(charset.read(bytes)),
        None => detect(bytes),
    }
}

/// The charset of a byte order mark, if the bytes begin with one.
#[must_use]
pub fn marked(bytes: &[u8]) -> Option<Charset> {
    unicode::by_mark(bytes)
}

fn detect(bytes: &[u8]) -> Result<Decoded<'_>, NotText> {
    // First, since a PDF may be plain ASCII, which the next checks would take for text.
    binary::refuse_pdf(bytes)?;
    let marker = memchr::memchr2(NUL, ESCAPE, bytes);
    if let Some(charset) = marker.and_then(|_| iso2022::by_escapes(bytes)) {
        return Ok(charset.read(bytes));
    }
    let has_nul = marker.is_some_and(|at| memchr::memchr(NUL, &bytes[at..]).is_some());
    // UTF-16 of plain English is valid UTF-8 with NULs, so only texts without NUL are taken here.
    if !has_nul && let Some(text) = unicode::as_utf8(bytes) {
        return Ok(Decoded { text, charset: Charset::UTF_8, lossy: false, guessed_from: None });
    }
    if let Some(charset) = known(bytes)? {
        return Ok(charset.read(bytes));
    }
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).take(FEW + 1).count();
    let guessed_from = (1..=FEW).contains(&high).then_some(high);
    Ok(Decoded { guessed_from, ..legacy::by_letters(bytes).read(bytes) })
}

/// The charset, unless it has to be guessed from letters.
fn known(bytes: &[u8]) -> Result<Option<Charset>, NotText> {
    if let Some(charset) = wide::by_characters(bytes) {
        return Ok(Some(charset));
    }
    binary::refuse(bytes)?;
    let declared = declared::by_declaration(bytes);
    Ok(declared.or_else(|| unicode::is_damaged_utf8(bytes).then_some(Charset::UTF_8)))
}

/// A guess from this many bytes outside ASCII, or fewer, is reported.
const FEW: usize = 2;

const NUL: u8 = 0;
const ESCAPE: u8 = 0x1B;

impl Charset {
    /// Reads bytes in this charset, dropping its own byte order mark.
    fn read(self, bytes: &[u8]) -> Decoded<'_> {
        let charset = self.as_marked(bytes);
        let after_mark = bytes.strip_prefix(unicode::mark(charset)).unwrap_or(bytes);
        let (text, lossy) = charset.characters(after_mark);
        if memchr::memchr(NUL, text.as_bytes()).is_some() {
            let text = Cow::Owned(text.replace('\0', "\u{FFFD}"));
            return Decoded { text, charset, lossy: true, guessed_from: None };
        }
        Decoded { text, charset, lossy, guessed_from: None }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::samples::{ENGLISH, FRENCH, JAPANESE, RUSSIAN, encode};
    use super::*;

    #[test]
    fn utf8_is_borrowed() {
        for text in ["", "plain", ENGLISH, FRENCH, JAPANESE, RUSSIAN] {
            let decoded = decode(text.as_bytes(), None).unwrap();
            assert!(matches!(decoded.text, Cow::Borrowed(same) if same == text));
            assert_eq!((decoded.charset, decoded.lossy), (Charset::UTF_8, false));
        }
    }

    #[test]
    fn a_mark_decides_and_is_no_text() {
        for label in ["UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"] {
            let bytes = encode("\u{FEFF}Aé", label);
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!((decoded.charset.name(), &*decoded.text, decoded.lossy), (label, "Aé", false));
        }
        let decoded = decode(b"\xEF\xBB\xBFcaf\xE9", None).unwrap();
        assert_eq!((decoded.charset, &*decoded.text, decoded.lossy), (Charset::UTF_8, "caf\u{FFFD}", true));
    }

    #[test]
    fn a_given_charset_is_obeyed() {
        let decoded = decode("é".as_bytes(), Some("latin1".parse().unwrap())).unwrap();
        assert_eq!((decoded.charset.name(), &*decoded.text), ("windows-1252", "Ã©"));
        let decoded = decode(b"\xEF\xBB\xBFa", Some("cp855".parse().unwrap())).unwrap();
        assert_eq!((decoded.charset.name(), &*decoded.text), ("IBM855", "№╗┐a"));
        let decoded = decode(b"\xEF\xBB\xBFa", Some(Charset::UTF_8)).unwrap();
        assert_eq!(decoded.text, "a");
    }

    #[test]
    fn a_mark_corrects_the_byte_order_that_was_given() {
        let decoded = decode(b"\xFE\xFF\0a", Some("utf-16".parse().unwrap())).unwrap();
        assert_eq!((decoded.charset.name(), &*decoded.text), ("UTF-16BE", "a"));
    }

    #[test]
    fn a_given_charset_reads_binary_data_too() {
        let decoded = decode(b"%PDF-\0\x01", Some("ibm437".parse().unwrap())).unwrap();
        assert_eq!((&*decoded.text, decoded.lossy), ("%PDF-\u{FFFD}\u{1}", true));
    }

    #[test]
    fn nuls_in_wide_text_are_shown() {
        let bytes = encode("one\0two and three, and all the rest of them after that", "UTF-16LE");
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!(
            (&*decoded.text, decoded.lossy),
            ("one\u{FFFD}two and three, and all the rest of them after that", true)
        );
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes: Vec<u8>, label in "UTF-(8|16LE|32BE)|ISO-2022-(KR|CN|JP)|IBM864|VISCII") {
            if let Ok(decoded) = decode(&bytes, None) {
                prop_assert!(!decoded.text.contains('\0'));
            }
            let decoded = decode(&bytes, Some(label.parse().unwrap())).unwrap();
            prop_assert!(!decoded.text.contains('\0'));
        }

        /// Verifying a corpus relies on this.
        #[test]
        fn a_charset_that_was_found_reads_the_same_text_again(bytes: Vec<u8>, mark in "\u{FEFF}?|\u{1B}[$]B") {
            let bytes = [mark.into_bytes(), bytes].concat();
            if let Ok(decoded) = decode(&bytes, None) {
                let named = decoded.charset.name().parse().unwrap();
                let decoded = Decoded { guessed_from: None, ..decoded };
                prop_assert_eq!(decode(&bytes, Some(named)), Ok(decoded));
            }
        }

        #[test]
        fn utf8_comes_back(text in "[^\\x00\\x1B%\\x{FEFF}][^\\x00\\x1B]*") {
            let decoded = decode(text.as_bytes(), None).unwrap();
            prop_assert_eq!(&*decoded.text, &*text);
            prop_assert_eq!((decoded.charset, decoded.lossy), (Charset::UTF_8, false));
        }
    }
}
