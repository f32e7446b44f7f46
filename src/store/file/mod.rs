//! The file of a corpus: its `names`, `connection`s to it, its `header`, the `schema` and its `definitions`, how it is opened
//! (`open`) and copied (`backup`), and how SQLite's values become Rust's (`convert`, `read`, `error`). `trust` decides whether the
//! file's triggers may act on what is written.

pub(crate) mod backup;
pub(super) mod connection;
mod convert;
pub(crate) mod definitions;
mod error;
mod header;
pub(crate) mod names;
pub(super) mod open;
pub(crate) mod read;
pub(super) mod schema;
mod trust;
