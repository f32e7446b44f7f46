//! Bytes into text: which characters a run of bytes stands for, and how that was found out.
//!
//! The bytes themselves are kept elsewhere, so a reading need not be reversible, only the best one to
//! be had; every [`Decoded`] names the charset that it was made by and says whether anything was lost.
//! A text never holds NUL, because SQL text ends there. This module knows nothing of files, stores or
//! terminals.

mod binary;
mod iso2022;
mod label;
mod legacy;
mod spelling;
mod unicode;
mod viscii;

use std::borrow::Cow;

pub use binary::NotText;
pub use label::{Charset, UnknownCharset};

/// A text and how it was made from bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark and without NULs; borrowed from the bytes where they are
    /// already the text.
    pub text: Cow<'a, str>,
    /// The charset that the bytes were read in.
    pub charset: Charset,
    /// Whether something has no reading: bytes that are nothing in this charset, or NULs. Each is shown
    /// as U+FFFD.
    pub lossy: bool,
}

/// Reads bytes as text, in the given charset or else in the one that fits best.
///
/// Takes owned or borrowed bytes: UTF-8 comes back without being copied, from either.
///
/// With no charset given, a byte order mark decides; then escape sequences of ISO-2022; then bytes that
/// are UTF-8 are that; then UTF-16 and UTF-32 are known by their characters, and binary data is refused;
/// damaged UTF-8 is still UTF-8; and what is left is a legacy charset, guessed from its letters.
///
/// # Errors
///
/// [`NotText`] if the bytes are some binary format. Never when a charset is given: then every byte is
/// read in it, however poor the result.
pub fn decode<'a>(bytes: impl Into<Cow<'a, [u8]>>, charset: Option<Charset>) -> Result<Decoded<'a>, NotText> {
    let bytes = bytes.into();
    match charset.or_else(|| unicode::by_mark(&bytes)) {
        Some(charset) => Ok(charset.read(bytes)),
        None => detect(bytes),
    }
}

fn detect(bytes: Cow<'_, [u8]>) -> Result<Decoded<'_>, NotText> {
    binary::refuse_pdf(&bytes)?;
    let marker = memchr::memchr2(NUL, ESCAPE, &bytes);
    if let Some(charset) = marker.and_then(|_| iso2022::by_escapes(&bytes)) {
        return Ok(charset.read(bytes));
    }
    let has_nul = marker.is_some_and(|at| memchr::memchr(NUL, &bytes[at..]).is_some());
    if has_nul {
        return guess(bytes);
    }
    match unicode::into_utf8(bytes) {
        Ok(text) => Ok(Decoded { text, charset: Charset::UTF_8, lossy: false }),
        Err(bytes) => guess(bytes),
    }
}

fn guess(bytes: Cow<'_, [u8]>) -> Result<Decoded<'_>, NotText> {
    if let Some(charset) = unicode::by_characters(&bytes) {
        return Ok(charset.read(bytes));
    }
    binary::refuse(&bytes)?;
    let charset = if unicode::is_damaged_utf8(&bytes) { Charset::UTF_8 } else { legacy::by_letters(&bytes) };
    Ok(charset.read(bytes))
}

const NUL: u8 = 0;
const ESCAPE: u8 = 0x1B;

impl Charset {
    /// Reads bytes in this charset, dropping its own byte order mark.
    fn read(self, bytes: Cow<'_, [u8]>) -> Decoded<'_> {
        let charset = self.with_order(&bytes);
        let (text, unread) = charset.characters(charset.without_mark(bytes));
        let (text, blanked) = without_nul(text);
        Decoded { text, charset, lossy: unread || blanked }
    }
}

/// The text with U+FFFD for each NUL, and whether it had any.
fn without_nul(text: Cow<'_, str>) -> (Cow<'_, str>, bool) {
    match memchr::memchr(NUL, text.as_bytes()) {
        Some(_) => (Cow::Owned(text.replace('\0', "\u{FFFD}")), true),
        None => (text, false),
    }
}
