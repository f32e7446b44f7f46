//! An embedded corpus of news articles: all versions, texts and metadata in one SQLite file.
//!
//! | module | owns | depends on |
//! |---|---|---|
//! | [`model`] | plain types: references, dates, hashes, results of commands | nothing |
//! | [`text`] | reading bytes as text: charsets, words, headlines | nothing |
//! | [`diff`] | the differences between two texts | nothing |
//! | [`documents`] | pages, rows and archives as articles, with what they state | text |
//! | `store` | the only code that runs SQL | model, text |
//! | [`ops`] | the commands: import, list, diff, metadata … | model, text, diff, documents, store |
//!
//! A program opens a [`Corpus`] and calls functions of [`ops`]. Their results implement `Serialize`.

#![forbid(unsafe_code)]

mod error;
mod hint;
pub mod model;
pub mod ops;
mod store;

pub use corpus_comparison as comparison;
pub use corpus_copies as copies;
pub use corpus_diff as diff;
pub use corpus_documents as documents;
pub use corpus_quotations as quotations;
pub use corpus_stories as stories;
pub use corpus_text as text;
pub use error::{Error, Result};
pub use hint::Hint;
#[doc(hidden)]
pub use store::add_migration_for_tests;
pub use store::{Access, Corpus};
