//! The library, from outside: what holds for any sequence of operations, for damaged files, for other programs, and for corpora
//! of every schema.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

mod containers;
mod documents;
mod fingerprint;
mod fixture;
mod fuzz;
mod history;
mod outside;
mod properties;
mod purge;
mod robustness;
mod schema;
mod soundness;
mod upgrade;
