//! Import and export of metadata as tables, in CSV and JSON lines.
//!
//! ```text
//! columns   the role of each column: id, key, or a field
//! read      the rows of a file, in any of the formats
//! import    rows matched to articles, values checked and set
//! rejection skipped rows and values
//! export    the same columns, so that an export can be imported
//! ```

mod columns;
mod export;
mod import;
mod read;
mod rejection;

pub use export::{ExportRow, export, export_columns};
pub use import::{MetadataImport, Options, import};
pub use read::TableFormat;
pub use rejection::{Rejection, RejectionReason};

/// The column with the corpus to which the ids of a table belong.
const CORPUS_ID: &str = "corpus_id";

/// The separator of several values in one cell.
const SEPARATOR: &str = "; ";
