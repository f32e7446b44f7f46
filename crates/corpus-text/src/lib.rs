#![doc = include_str!("../README.md")]
//!
//! This crate knows nothing of files, stores or terminals. The bytes are kept elsewhere, so a reading may be wrong and be made
//! again, but it always says how it was made.

#![forbid(unsafe_code)]

mod blank;
pub mod charset;
pub mod fold;
mod form;
mod opening;
mod words;

pub use blank::is_blank;
pub use charset::{Charset, NotText};
pub use form::Form;
pub use opening::Opening;
pub use words::{PROFILE, Words};

/// Bytes read as an article.
#[derive(Debug)]
pub struct DecodedArticle {
    /// The text.
    pub text: String,
    /// How the bytes became the text.
    pub charset: Charset,
    /// Whether some bytes have no reading; the text has U+FFFD in their place.
    pub lossy: bool,
    /// How many letters the charset was guessed from, if they are one or two.
    pub guessed_from: Option<usize>,
    /// The words of the text.
    pub words: Words,
    /// The folded form that the index needs beside the text: see [`fold::stored`].
    pub folded: Option<String>,
    /// Headline and address from the first lines.
    pub opening: Opening,
}

/// Reads `bytes` in `charset`, or in the one that fits best.
///
/// # Errors
/// [`NotText`] when the bytes are no text.
pub fn read(bytes: &[u8], charset: Option<Charset>) -> Result<DecodedArticle, NotText> {
    let decoded = charset::decode(bytes, charset)?;
    let text = decoded.text.into_owned();
    Ok(DecodedArticle {
        charset: decoded.charset,
        lossy: decoded.lossy,
        guessed_from: decoded.guessed_from,
        words: Words::of(&text),
        folded: fold::stored(&text),
        opening: Opening::of(&text),
        text,
    })
}
