//! Metadata in and out as tables: CSV and JSON lines.
//!
//! ```text
//! columns   which column names an article, which field each other one is
//! read      the rows of a file, in whichever of the formats
//! import    rows matched to articles, values checked and set
//! export    the same columns out again, so that an export imports back
//! ```

mod columns;
mod export;
mod import;
mod read;

pub use export::{ExportRow, export, export_columns};
pub use import::{MetadataImport, Options, Problem, import};
pub use read::TableFormat;

/// The column that says which corpus the ids of a table are of.
const CORPUS_ID: &str = "corpus_id";

/// The text between values where a cell holds several.
const SEPARATOR: &str = "; ";
