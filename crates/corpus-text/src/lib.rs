#![doc = include_str!("../README.md")]
//!
//! This crate knows nothing of files, stores or terminals. The bytes are kept elsewhere, so a reading may be wrong and be made
//! again, but it always says how it was made.

#![forbid(unsafe_code)]

mod blank;
pub mod charset;
mod form;
mod opening;
pub mod word;

pub use blank::is_blank;
pub use charset::{Charset, NotText};
pub use form::Form;
pub use opening::Opening;
pub use word::{TextTerms, Words};

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
    /// The terms of the text, for the index.
    pub terms: TextTerms,
    /// Headline and address from the first lines.
    pub opening: Opening,
}

impl DecodedArticle {
    /// An article of this text, which came from bytes in `charset`: directly, or as a part of what they say.
    #[must_use]
    pub fn of(text: String, charset: Charset, lossy: bool, guessed_from: Option<usize>) -> Self {
        let (terms, words) = TextTerms::and_words(&text);
        Self { charset, lossy, guessed_from, words, terms, opening: Opening::of(&text), text }
    }

    /// The same decoding with another text, for example the part below front matter.
    #[must_use]
    pub fn with_text(self, text: String) -> Self {
        Self::of(text, self.charset, self.lossy, self.guessed_from)
    }
}

/// Reads `bytes` in `charset`, or in the one that fits best.
///
/// # Errors
/// [`NotText`] when the bytes are no text.
pub fn read(bytes: &[u8], charset: Option<Charset>) -> Result<DecodedArticle, NotText> {
    let decoded = charset::decode(bytes, charset)?;
    let text = decoded.text.into_owned();
    Ok(DecodedArticle::of(text, decoded.charset, decoded.lossy, decoded.guessed_from))
}
