//! What holds for any input, parser by parser. `cargo test` replays the inputs that are kept in `inputs`; a fuzzer looks
//! for others with fuzz/run, as doc/fuzzing.md says.

#![allow(clippy::print_stderr, reason = "it is shown only of a test that fails")]

mod targets;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the inputs of a target are.
fn inputs(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/library/fuzz/inputs").join(target)
}

/// Checks every input of a target; the name of the one that fails stands before the failure.
fn replay(target: &str) {
    let (_, check) = targets::ALL.into_iter().find(|(name, _)| *name == target).unwrap();
    let mut paths: Vec<PathBuf> =
        fs::read_dir(inputs(target)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() > 1, "{target} has no inputs");
    for path in paths {
        let input = fs::read(&path).unwrap();
        eprintln!("{}", path.display());
        check(&input);
    }
}

macro_rules! replays {
    ($($target:ident)*) => {
        const REPLAYED: &[&str] = &[$(stringify!($target)),*];
        $(
            #[test]
            fn $target() {
                replay(stringify!($target));
            }
        )*
    };
}

replays! {
    charsets containers coverage databases dates differences folding front_matter pages queries references rows selections sidecars
    statements tables
}

#[test]
fn every_target_is_replayed() {
    let folders = fs::read_dir(inputs("")).unwrap();
    let folders: BTreeSet<String> =
        folders.map(|folder| folder.unwrap().file_name().into_string().unwrap()).collect();
    let replayed: BTreeSet<String> = REPLAYED.iter().map(ToString::to_string).collect();
    assert_eq!(folders, replayed);
    assert_eq!(targets::ALL.map(|(name, _)| name.to_owned()).into_iter().collect::<BTreeSet<_>>(), replayed);
}
