//! Nothing that was acknowledged is lost and nothing is left half-done, whatever happens to the machine: shown by
//! experiment, for each command that writes, on local disks and network drives.
//!
//! Each run has another seed, which it prints; `CORPUS_SEED=NUMBER` repeats one. `CORPUS_RELIABILITY=full` makes every
//! experiment as often as doc/reliability.md says and prints a table of the counts:
//!
//!     CORPUS_RELIABILITY=full cargo test --release --test reliability

#[cfg(target_os = "linux")]
mod calls;
#[cfg(target_os = "linux")]
mod child;
#[cfg(target_os = "linux")]
mod commands;
#[cfg(target_os = "linux")]
mod corruption;
#[cfg(target_os = "linux")]
mod counts;
#[cfg(target_os = "linux")]
mod crowd;
#[cfg(target_os = "linux")]
mod disk;
#[cfg(target_os = "linux")]
mod experiments;
#[cfg(target_os = "linux")]
#[expect(dead_code, reason = "the tests of the library use the rest of it")]
#[path = "../library/fixture.rs"]
mod fixture;
#[cfg(target_os = "linux")]
mod power;
#[cfg(target_os = "linux")]
mod snapshot;
#[cfg(target_os = "linux")]
mod stage;
#[cfg(target_os = "linux")]
mod state;
#[cfg(target_os = "linux")]
mod trials;

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    trials::main()
}

/// The calls that are taken over are those of Linux.
#[cfg(not(target_os = "linux"))]
fn main() {}
