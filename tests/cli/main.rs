//! What the program does, seen from a terminal: one module for each subcommand, and what holds for all of them in
//! [`global`] and [`help`]. A test is a transcript, see [`sandbox`].

#![allow(clippy::unwrap_used, reason = "a test ends with its first surprise")]

mod analyse;
mod as_of;
mod backup;
mod blame;
mod coverage;
mod diff;
mod export;
mod fingerprint;
mod global;
mod help;
mod import;
mod init;
mod list;
mod log;
mod meta;
mod outlet;
mod purge;
mod reading;
mod remove;
mod repair;
mod reread;
mod sandbox;
mod search;
mod selection;
mod shapes;
mod show;
mod sql;
mod status;
mod undo;
mod verify;
mod watch;
mod words;
