//! Publishers.

use serde::Serialize;

/// A publisher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outlet {
    /// Its name.
    pub name: String,
    /// Its address.
    pub homepage: Option<String>,
    /// The outlet that it belongs to.
    pub parent: Option<String>,
    /// Other names and host names that mean it.
    pub aliases: Vec<String>,
    /// How many articles it has.
    pub articles: u64,
}
