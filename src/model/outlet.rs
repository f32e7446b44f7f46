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
    /// Its aliases: other names and host names.
    pub aliases: Vec<String>,
    /// The number of its articles.
    pub articles: u64,
}
