#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod document;
mod finding;
mod limits;
pub mod page;
mod refusal;

pub use document::{Context, Document};
pub use finding::{Field, Finding};
pub use limits::Limits;
pub use refusal::Refusal;
