//! The tables, a file for each or for those that are only used together.

pub(crate) mod articles;
pub(crate) mod boilerplate;
pub(crate) mod containers;
pub(crate) mod contents;
pub(crate) mod current;
pub(crate) mod edits;
pub(crate) mod files;
pub(crate) mod filters;
pub(crate) mod metadata;
pub(crate) mod operations;
pub(crate) mod outlets;
pub(crate) mod packing;
pub(crate) mod purged;
pub(crate) mod readings;
pub(crate) mod references;
pub(crate) mod search;
pub(crate) mod versions;
