#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod container;
pub mod date;
mod document;
mod fields;
mod finding;
pub mod front_matter;
mod limits;
pub mod page;
pub mod pattern;
pub mod recognise;
mod refusal;
pub mod row;

pub use document::{Context, Document};
pub use finding::{Field, Finding};
pub use limits::Limits;
pub use refusal::Refusal;
