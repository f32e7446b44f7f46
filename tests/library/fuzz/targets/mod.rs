//! One target for each parser, and for what is made of two texts or of a damaged file. Each takes any bytes, and panics where
//! something doesn't hold that should hold for all.

mod articles;
mod charsets;
mod containers;
mod coverage;
mod databases;
mod dates;
mod differences;
mod folding;
mod front_matter;
mod pages;
mod queries;
mod references;
mod rows;
mod selections;
mod sidecars;
mod statements;
mod tables;

/// Checks what should hold for one input.
pub(crate) type Check = fn(&[u8]);

/// The targets by name.
pub(crate) const ALL: [(&str, Check); 16] = [
    ("charsets", charsets::check),
    ("containers", containers::check),
    ("coverage", coverage::check),
    ("databases", databases::check),
    ("dates", dates::check),
    ("differences", differences::check),
    ("folding", folding::check),
    ("front_matter", front_matter::check),
    ("pages", pages::check),
    ("queries", queries::check),
    ("references", references::check),
    ("rows", rows::check),
    ("selections", selections::check),
    ("sidecars", sidecars::check),
    ("statements", statements::check),
    ("tables", tables::check),
];
