//! What the program does, seen from a terminal: one module for each subcommand, and what holds for all of them in
//! [`global`]. A test is a transcript, see [`sandbox`].

#![allow(clippy::unwrap_used, reason = "a test ends with its first surprise")]

mod import;
mod sandbox;
mod sql;
