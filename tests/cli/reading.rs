//! Commands that only look never change the file, whatever log lies beside it: it may be another copy's.

use crate::help::COMMANDS;
use crate::sandbox::Sandbox;
use std::fs;

/// Commands that only look, and rehearsals of the others.
const READING: &[&str] = &[
    "status",
    "list",
    "list --as-of 1",
    "show 1",
    "cat 1",
    "log",
    "log 1 --patch",
    "diff 1",
    "diff --from 1 --to 2",
    "blame 1",
    "stories",
    "similar 1",
    "compare 1 2",
    "quotations",
    "duplicates",
    "meta get 1",
    "meta history 1",
    "meta why 1 title",
    "meta export",
    "meta fields",
    "outlet list",
    "search harbour",
    "search harbour --by outlet",
    "concordance harbour",
    "frequency",
    "collocates harbour --min-count 1",
    "keyness 1 --max-p 1",
    "dispersion harbour",
    "trend harbour",
    "sql SELECT",
    "verify",
    "verify --quick",
    "backup copy.db --force",
    "export",
    "export --to out --force",
    "fingerprint",
    "import news --dry-run",
    "reread --dry-run",
    "purge 1 --dry-run",
    "undo --dry-run",
    "repair --dry-run",
];

/// The others: what changes the corpus, groups, and what needs none.
const OTHERS: &[&str] = &[
    "",
    "init",
    "import",
    "watch",
    "analyse",
    "meta",
    "meta set",
    "meta unset",
    "meta import",
    "meta define",
    "outlet",
    "outlet add",
    "outlet alias",
    "outlet merge",
    "purge",
    "remove",
    "restore",
    "undo",
    "repair",
    "completions",
    "man",
    "help",
];

/// A corpus, and the log of another program's change that wasn't brought into the file yet.
fn corpus_with_log() -> (Sandbox, Vec<u8>) {
    let sandbox = Sandbox::news([("a.txt", "Harbour opens\n\nOn Monday."), ("b.txt", "Harbour shut.")])
        .file("news/a.txt", "Harbour opens\n\nOn Friday, at last.")
        .run(["import", "news"])
        .success()
        .then();
    let client = sandbox.client();
    client.execute("UPDATE articles SET section = 'laptop'", []).unwrap();
    let log = fs::read(sandbox.path("corpus.db-wal")).unwrap();
    // The log stays when a reader is there to the end.
    drop(client);
    (sandbox, log)
}

/// Runs each command on `corpus.db` as it is, with this log beside it.
fn assert_nothing_changes(mut sandbox: Sandbox, log: &[u8]) {
    let before = fs::read(sandbox.path("corpus.db")).unwrap();
    for command in READING {
        fs::write(sandbox.path("corpus.db-wal"), log).unwrap();
        let _ = fs::remove_file(sandbox.path("corpus.db-shm"));
        let words: Vec<&str> = match *command {
            "sql SELECT" => vec!["sql", "SELECT * FROM articles"],
            _ => command.split(' ').collect(),
        };
        sandbox = sandbox.run(words).whatever().then();
        assert!(fs::read(sandbox.path("corpus.db")).unwrap() == before, "{command} changed the file");
        assert!(fs::read(sandbox.path("corpus.db-wal")).unwrap() == log, "{command} changed the log");
    }
}

#[test]
fn a_log_of_the_same_file_stays_out_of_it() {
    let sandbox = Sandbox::news([("a.txt", "Harbour opens\n\nOn Monday.")]);
    let before = fs::read(sandbox.path("corpus.db")).unwrap();
    let (log, client) = {
        let client = sandbox.client();
        client.execute("UPDATE articles SET section = 'laptop'", []).unwrap();
        (fs::read(sandbox.path("corpus.db-wal")).unwrap(), client)
    };
    drop(client);
    fs::write(sandbox.path("corpus.db"), before).unwrap();
    fs::write(sandbox.path("corpus.db-wal"), &log).unwrap();
    // What is in the log is there, for every command.
    let sandbox = sandbox
        .run(["list", "--columns", "section", "--format", "csv"])
        .success()
        .stdout("section\nlaptop\n")
        .then();
    assert_nothing_changes(sandbox, &log);
}

#[test]
fn a_log_of_another_copy_stays_out_of_the_file() {
    let (sandbox, log) = corpus_with_log();
    // The file goes on without that copy.
    let sandbox = (0..12)
        .fold(sandbox, |sandbox, number| {
            sandbox.file(format!("news/{number}.txt"), format!("Harbour report {number}\n\nMore of it."))
        })
        .run(["import", "news"])
        .success()
        .then();
    assert_nothing_changes(sandbox, &log);
}

#[test]
fn verify_names_the_log_when_it_finds_something() {
    let (sandbox, log) = corpus_with_log();
    let sandbox = (0..12)
        .fold(sandbox, |sandbox, number| {
            sandbox.file(format!("news/{number}.txt"), format!("Harbour report {number}\n\nMore of it."))
        })
        .run(["import", "news"])
        .success()
        .then();
    fs::write(sandbox.path("corpus.db-wal"), log).unwrap();
    let told = sandbox.run(["verify"]).failure_with(4, ["corpus.db-wal", "move it away"]);
    let sandbox = told.then().delete("corpus.db-wal");
    let _ = fs::remove_file(sandbox.path("corpus.db-shm"));
    sandbox.run(["verify"]).success().stdout_has(["sound"]);
}

#[test]
fn a_change_brings_the_log_into_the_file() {
    let (sandbox, log) = corpus_with_log();
    fs::write(sandbox.path("corpus.db-wal"), log).unwrap();
    let sandbox = sandbox.run(["meta", "set", "1", "author=Ada"]).success().then();
    assert!(!sandbox.path("corpus.db-wal").exists());
}

#[test]
fn every_command_either_looks_or_changes() {
    for command in COMMANDS {
        let words = command.split(' ').count();
        let looks =
            READING.iter().any(|run| run.split(' ').take(words).collect::<Vec<_>>().join(" ") == *command);
        assert!(looks || OTHERS.contains(command), "{command}");
    }
}
