//! The list of trials, and what is told of them.

use crate::child::{self, CHILD};
use crate::commands::{COMMANDS, named};
use crate::corruption;
use crate::counts::{Counts, table};
use crate::crowd;
use crate::experiments;
use crate::stage::Drive;
use libtest_mimic::{Arguments, Failed, Trial};
use std::process::ExitCode;

/// A second schema, for upgrades to be tested before the first one is changed: a table with a row for each article.
const NEXT_SCHEMA: &str = "
    CREATE TABLE known_article (article INTEGER PRIMARY KEY REFERENCES article, key TEXT NOT NULL) STRICT;
    INSERT INTO known_article SELECT id, key FROM article;
";

/// Runs the trials, or what a child of them was started for.
#[allow(clippy::print_stderr, reason = "this is the program that runs the tests")]
pub(crate) fn main() -> ExitCode {
    corpusdb::add_migration_for_tests(NEXT_SCHEMA);
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some(CHILD) {
        return match child::run(&arguments.collect::<Vec<_>>()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("{error:#}");
                ExitCode::FAILURE
            }
        };
    }
    let counts = Counts::read();
    let arguments = Arguments::from_args();
    if !arguments.list {
        eprintln!("CORPUS_SEED={} repeats this", counts.seed);
    }
    let conclusion = libtest_mimic::run(&arguments, all(counts));
    if counts.is_full {
        for line in table() {
            eprintln!("{line}");
        }
    }
    conclusion.exit_code()
}

fn all(counts: Counts) -> Vec<Trial> {
    let mut trials =
        vec![Trial::test("corruptions", move || corruption::damage(&counts).map_err(|error| told(&error)))];
    for drive in [Drive::Local, Drive::Network] {
        let name = |command: &str| format!("{command} ({})", drive.mode());
        trials.push(Trial::test(name("eight writers and four readers"), move || {
            crowd::work_together(drive, &counts).map_err(|error| told(&error))
        }));
        trials.push(Trial::test(name("upgrades at once"), move || {
            experiments::upgrades_at_once(drive, &counts).map_err(|error| told(&error))
        }));
        trials.push(Trial::test(name("reading full disks"), move || {
            experiments::reading_full_disks(drive, &counts).map_err(|error| told(&error))
        }));
        for command in COMMANDS {
            trials.push(Trial::test(name(command.name), move || {
                experiments::all(named(command.name), drive, &counts).map_err(|error| told(&error))
            }));
        }
    }
    trials
}

fn told(error: &anyhow::Error) -> Failed {
    format!("{error:?}").into()
}
