//! Metadata: values of fields, their origins and their history.
//!
//! ```text
//! fields    definitions of fields
//! get       the current values
//! history   their changes and origins
//! check     values checked against the type of their field, and written
//! set       values set by a person
//! found     values found by an import: in `--set` or in a sidecar
//! stated    values that a document states itself
//! exchange  tables of metadata, in CSV and JSON lines
//! ```
//!
//! Values set by a person take precedence over values found by a program. Values that an import finds replace only values of
//! such origins.

mod check;
pub mod exchange;
mod fields;
mod found;
mod get;
mod history;
mod set;
mod stated;

pub use fields::{Redefinition, define, fields};
pub use get::{FieldValue, get};
pub use history::{history, why};
pub use set::{Annotated, set, unset};

pub(super) use check::{Checked, check};
pub(super) use fields::{ensure_fields, known_field, own_fields, typing_errors};
pub(super) use found::{apply_sidecar, check_sidecar, host_of, outlet_from_url, set_from_import};
pub(super) use get::shaped;
pub(super) use stated::{Standing, complete, follow, withdraw};
