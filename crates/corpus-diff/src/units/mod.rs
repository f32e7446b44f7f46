//! The units of a text: `words` and what is between them, `sentences` (`abbreviations` don't end one), and the paragraphs of a
//! `layout`.

mod abbreviations;
pub(crate) mod layout;
pub(crate) mod sentences;
pub(crate) mod words;
