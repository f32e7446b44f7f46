//! The units of a text. `words` are separated from the white space and punctuation between them, `sentences` don't end at
//! `abbreviations`, and `layout` finds paragraphs.

mod abbreviations;
pub(crate) mod layout;
pub(crate) mod sentences;
pub(crate) mod words;
