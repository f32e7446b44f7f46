//! A comparison of two versions. Each form has a file: `inline`, `side_by_side`, `page` (HTML), `unified`, `json`;
//! `marks` describes single changes, `summary` all of them.

pub(crate) mod inline;
pub(crate) mod json;
pub(crate) mod marks;
pub(crate) mod page;
#[cfg(test)]
mod sample;
pub(crate) mod side_by_side;
mod summary;
pub(crate) mod unified;

pub(crate) use self::summary::{label, summary};
