//! A member of a container, before it is recognised.

use std::cell::Cell;
use std::io::Read;
use std::rc::Rc;

use super::budget::Packed;
use crate::Context;

/// A member to be read.
pub(super) struct PackedEntry<'r> {
    /// Its name in its container, already harmless.
    pub name: String,
    /// Its bytes, unpacked as they are read.
    pub source: &'r mut dyn Read,
    /// How many bytes it takes in the file.
    pub packed: Packed,
    /// The counter of packed bytes, if a container in it is a compressed stream of its own.
    pub counter: Option<Rc<Cell<u64>>>,
    /// The statements of the container about it.
    pub context: Context,
}
