//! Every version of every news article, and everything known about them, in one SQLite file.
//!
//! | room | owns | knows |
//! |---|---|---|
//! | [`model`] | plain types: references, dates, hashes, what commands return | nothing |
//! | [`text`] | reading bytes as text: charsets, words, headlines | model |
//! | [`diff`] | what differs between two texts | nothing |
//! | `store` | the only code that runs SQL | model |
//! | [`ops`] | the verbs: import, list, diff, annotate … | model, text, diff, store |
//!
//! A program opens a [`Corpus`] and calls functions of [`ops`]; what they return serialises.

#![forbid(unsafe_code)]

mod error;
pub mod model;
pub mod ops;
mod store;

pub use corpus_diff as diff;
pub use corpus_text as text;
pub use error::{Error, Result};
pub use store::{Access, Corpus};
