//! How often each experiment is made, with which seed, and the table of what was done.

use std::collections::BTreeMap;
use std::sync::Mutex;

/// How often experiments are made.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) seed: u64,
    /// Every call fails rather than some.
    pub(crate) is_full: bool,
    /// Kills of each command on each drive.
    pub(crate) kills: usize,
    /// Calls that fail, of each command on each drive, unless all do.
    pub(crate) failing_calls: u64,
    /// Sizes of the disk for each command on each drive.
    pub(crate) sizes: u64,
    /// Losses of power for each command on each drive.
    pub(crate) images: usize,
    /// Rounds in which several processes upgrade a corpus, on each drive.
    pub(crate) upgrades_at_once: u64,
    /// Damaged files.
    pub(crate) corruptions: u64,
    /// Operations of eight writers together on each drive.
    pub(crate) operations: u64,
}

impl Counts {
    /// What `CORPUS_RELIABILITY=full` and `CORPUS_SEED=NUMBER` ask for.
    pub(crate) fn read() -> Self {
        let few = Self {
            seed: fastrand::u64(..1_000_000),
            is_full: false,
            kills: 2,
            failing_calls: 5,
            sizes: 3,
            images: 8,
            upgrades_at_once: 2,
            corruptions: 60,
            operations: 160,
        };
        let mut counts = match variable("CORPUS_RELIABILITY").as_deref() {
            None => few,
            Some("full") => Self {
                is_full: true,
                kills: 200,
                failing_calls: u64::MAX,
                sizes: 100,
                images: 1000,
                upgrades_at_once: 30,
                corruptions: 20_000,
                operations: 10_000,
                ..few
            },
            Some(other) => panic!("CORPUS_RELIABILITY is '{other}'; it can be 'full', or not be there"),
        };
        if let Some(seed) = variable("CORPUS_SEED") {
            counts.seed = seed.parse().expect("CORPUS_SEED is a number");
        }
        counts
    }
}

#[allow(clippy::disallowed_methods, reason = "tests have no arguments of their own")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The experiment, the command and the journal mode.
type Row = (&'static str, &'static str, &'static str);

static DONE: Mutex<BTreeMap<Row, BTreeMap<&'static str, u64>>> = Mutex::new(BTreeMap::new());

/// Counts something that an experiment did.
pub(crate) fn count(row: Row, what: &'static str, times: u64) {
    let mut done = DONE.lock().expect("no thread panics while it counts");
    *done.entry(row).or_default().entry(what).or_default() += times;
}

/// All that was counted, as lines.
pub(crate) fn table() -> Vec<String> {
    let done = DONE.lock().expect("no thread panics while it counts");
    done.iter()
        .map(|((experiment, command, mode), numbers)| {
            let numbers: Vec<_> = numbers.iter().map(|(what, times)| format!("{times} {what}")).collect();
            format!("| {experiment} | {command} | {mode} | {} |", numbers.join(", "))
        })
        .collect()
}
