//! Reading bytes as text: which charset, which words, and what the first lines say about the article.
//!
//! Knows nothing of files, the store or the terminal. The bytes are kept elsewhere, so a reading may be wrong
//! and be made again, but it always says how it was made.

mod blank;
pub mod charset;
pub mod fold;
mod opening;
mod words;

pub use blank::is_blank;
pub use charset::{Charset, NotText};
pub use opening::Opening;
pub use words::{PROFILE, Words};

use crate::model::Sha256;

/// Bytes read as an article.
#[derive(Debug)]
pub struct Reading {
    /// The text.
    pub text: String,
    /// The hash of the text in UTF-8.
    pub sha256: Sha256,
    /// How the bytes became the text.
    pub charset: Charset,
    /// Whether some bytes have no reading; the text has U+FFFD in their place.
    pub lossy: bool,
    /// How many letters the charset was guessed from, if they are one or two.
    pub guessed_from: Option<usize>,
    /// The words of the text.
    pub words: Words,
    /// What the index needs beside the text: see [`fold::stored`].
    pub folded: Option<String>,
    /// What the first lines say: headline and address.
    pub opening: Opening,
}

/// Reads `bytes` in `charset`, or in the one that fits best.
///
/// `sha256` is the hash of `bytes`: it is that of the text too when the text is the bytes.
///
/// # Errors
/// [`NotText`] when the bytes are no text.
pub fn read(bytes: &[u8], sha256: Sha256, charset: Option<Charset>) -> Result<Reading, NotText> {
    let decoded = charset::decode(bytes, charset)?;
    let text = decoded.text.into_owned();
    Ok(Reading {
        sha256: if text.as_bytes() == bytes { sha256 } else { Sha256::of(text.as_bytes()) },
        charset: decoded.charset,
        lossy: decoded.lossy,
        guessed_from: decoded.guessed_from,
        words: Words::of(&text),
        folded: fold::stored(&text),
        opening: Opening::of(&text),
        text,
    })
}
