//! The visible lines near the headline of a page: the headline itself, the line below it, the byline and the date.

mod byline;
mod day;
mod headline;
mod subtitle;

pub(super) use byline::bylines;
pub(super) use day::days;
pub(super) use headline::{headings, headline};
pub(super) use subtitle::subtitles;

use super::marks::Mark;
use super::tree::{Id, Tree};

/// The elements of a page outside of comments: those from `place` on first, as what follows the headline is nearer to the article than what
/// precedes it.
fn around(tree: &Tree, marks: &[Mark], place: Id) -> impl Iterator<Item = Id> {
    let is_near =
        |id: &Id| marks[*id] < Mark::Comments && tree.text(*id).is_none() && tree.end(*id) - id <= LARGEST;
    (place.max(1)..tree.len()).chain(1..place.max(1)).filter(is_near)
}

/// Largest number of nodes in an element with a byline or a date.
const LARGEST: usize = 60;
