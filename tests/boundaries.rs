//! The rooms know of each other only what src/lib.rs says: SQL and rusqlite stay in `store`, the terminal and its
//! crates in the program, the clock and the environment in one file of it.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::fs;
use std::path::{Path, PathBuf};

/// What may only stand in files whose path begins with one of these.
const RULES: [(&str, &[&str]); 15] = [
    ("rusqlite", &["src/store/"]),
    ("refinery", &["src/store/", "src/error.rs"]),
    ("SELECT ", &["src/store/", "src/bin/corpus/commands/"]),
    ("INSERT INTO", &["src/store/"]),
    ("clap", &["src/bin/"]),
    ("anyhow", &["src/bin/"]),
    ("anstyle", &["src/bin/"]),
    ("indicatif", &["src/bin/"]),
    ("rustyline", &["src/bin/"]),
    ("IsTerminal", &["src/bin/corpus/environment.rs"]),
    ("env::var", &["src/bin/corpus/environment.rs"]),
    ("Timestamp::now", &["src/bin/corpus/environment.rs"]),
    ("SystemTime::now", &[]),
    ("println!", &[]),
    ("process::exit", &["src/bin/corpus/environment.rs"]),
];

/// Rooms that know neither the store nor the verbs.
const PURE: [&str; 3] = ["src/model/", "src/text/", "src/diff/"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The code of a file: without comments, and without its tests, which may look at anything.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]").next().unwrap();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_room_keeps_to_itself() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    assert!(files.len() > 50, "the sources are somewhere else");
    let mut broken = Vec::new();
    for path in files {
        let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        let code = code(&path);
        for (word, rooms) in RULES {
            if code.contains(word) && !rooms.iter().any(|room| name.starts_with(room)) {
                broken.push(format!("{name} has {word}"));
            }
        }
        for word in ["crate::store", "crate::ops"] {
            if code.contains(word) && PURE.iter().any(|room| name.starts_with(room)) {
                broken.push(format!("{name} knows {word}"));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_rule_can_be_broken() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(code(&root.join("src/store/mod.rs")).contains("rusqlite"));
    assert!(!code(&root.join("src/lib.rs")).contains("//"));
}
