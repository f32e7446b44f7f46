//! The documentation says the truth: its examples run, its links lead somewhere, and the sources depend on each other as
//! doc/architecture.md says.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod boundaries;
mod links;
#[cfg(unix)]
mod nightly;
mod readme;
