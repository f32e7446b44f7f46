//! The targets of tests/library/fuzz for libFuzzer. `TARGET` says which one.

#![no_main]
#![allow(clippy::unwrap_used, reason = "a fuzzer that can't be set up has failed")]

#[path = "../../tests/library/fuzz/targets/mod.rs"]
mod targets;

use std::sync::LazyLock;

static CHECK: LazyLock<targets::Check> = LazyLock::new(|| {
    let name = std::env::var("TARGET").unwrap_or_default();
    let named = targets::ALL.into_iter().find(|(target, _)| *target == name);
    named.unwrap_or_else(|| panic!("TARGET is '{name}', no module of tests/library/fuzz/targets")).1
});

libfuzzer_sys::fuzz_target!(|input: &[u8]| CHECK(input));
