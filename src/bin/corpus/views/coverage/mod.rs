//! Several reports side by side: `text` for terminals, `page` as HTML.

pub(crate) mod page;
pub(crate) mod text;
