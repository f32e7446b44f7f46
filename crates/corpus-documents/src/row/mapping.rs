//! The roles of the columns of a table, in the form that is stored.

use crate::date::DayOrder;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The roles of the columns of a table. It can be stored (it is the same for all rows of a file) and used to read single rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mapping {
    /// The columns of texts; of each row, the first one that isn't empty counts. None for a table of metadata. The value in an
    /// object has both names: `content.rendered`.
    pub texts: Vec<String>,
    /// Whether the column of texts has no known name, and was recognised by its long values.
    pub is_guessed: bool,
    /// The columns that name a row; the first one that isn't empty counts.
    pub identities: Vec<String>,
    /// The assignments of the user to columns: `text`, `id`, a standard field or another one; nothing excludes the column.
    pub assigned: BTreeMap<String, String>,
    /// Which comes first in dates such as `03/08/2021`.
    pub day_order: DayOrder,
}
