//! The statements of a page about itself in its markup: linked data, `meta` and `link` elements, microdata.

mod linked_data;
mod meta;
mod microdata;

pub(super) use linked_data::LinkedData;
pub(super) use meta::meta;
pub(super) use microdata::microdata;
