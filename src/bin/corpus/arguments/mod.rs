//! Groups of arguments that several commands share.

pub(crate) mod as_of;
pub(crate) mod entries;
pub(crate) mod selection;
pub(crate) mod source;
pub(crate) mod texts;
