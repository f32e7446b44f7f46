//! `corpus backup`: what it says, what it refuses, and bringing a damaged corpus back.

use crate::sandbox::{Sandbox, keys};
use crate::verify::{OTHER_BYTES, corpus};
use std::fs;

#[test]
fn a_copy_that_is_a_corpus() {
    let told = corpus().run(["backup", "copy.db"]).success();
    let text = told.text();
    let sandbox = told.then();
    let kilobytes = fs::metadata(sandbox.path("copy.db")).unwrap().len() / 1000;
    assert!(text.starts_with(&format!("[FOLDER]/copy.db: 2 articles, 2 versions, {kilobytes}.")), "{text}");
    sandbox
        .run(["--db", "copy.db", "verify"])
        .success()
        .then()
        .run(["backup", "copy.db"])
        .failure(
            1,
            "error: [FOLDER]/copy.db exists already\nhint: --force replaces it; or give another name\n",
        )
        .then()
        .run(["backup", "copy.db", "--force", "--quick", "-q"])
        .success()
        .stdout("")
        .then()
        .run(["backup", "corpus.db", "--force"])
        .failure(1, "error: [FOLDER]/corpus.db is the corpus itself\nhint: give the backup another name\n");
}

#[test]
fn as_json() {
    let told = corpus().run(["backup", "copy.db", "--json"]).success();
    assert_eq!(keys(&told.value()), ["path", "size", "articles", "versions", "kept", "problems"]);
}

#[test]
fn a_damaged_corpus_is_copied_but_replaces_no_good_copy() {
    let sandbox = corpus().run(["backup", "good.db"]).success().then();
    sandbox.client().execute_batch(OTHER_BYTES).unwrap();
    let sandbox = sandbox
        .run(["backup", "copy.db"])
        .failure(4, "the copy was made, but has these problems, as the corpus has: corpus repair\n")
        .stdout_has(["bytes       article 1, version 1: "])
        .then();
    assert!(sandbox.path("copy.db").exists());
    let before = fs::read(sandbox.path("good.db")).unwrap();
    let sandbox = sandbox
        .run(["backup", "good.db", "--force"])
        .failure_with(4, ["the file of that name was left as it was"])
        .then();
    assert_eq!(fs::read(sandbox.path("good.db")).unwrap(), before);
}

/// Damages the corpus while another program has it open and then dies, so that its log stays behind.
fn damaged_with_a_stale_log() -> Sandbox {
    let sandbox = corpus().folder("safe").run(["backup", "safe/backup.db"]).success().then();
    let client = sandbox.client();
    client.execute_batch("UPDATE articles SET author = 'Too late' WHERE id = 1").unwrap();
    client.execute_batch(OTHER_BYTES).unwrap();
    let log = fs::read(sandbox.path("corpus.db-wal")).unwrap();
    drop(client);
    assert!(log.len() > 2048);
    fs::write(sandbox.path("corpus.db-wal"), log).unwrap();
    sandbox.run(["verify", "-q"]).failure(4, "").then()
}

/// The steps of doc/maintenance.md.
#[test]
fn a_whole_life() {
    let sandbox = damaged_with_a_stale_log()
        .folder("damaged")
        .with(|folder| {
            for name in ["corpus.db", "corpus.db-wal", "corpus.db-shm"] {
                if folder.join(name).exists() {
                    fs::rename(folder.join(name), folder.join("damaged").join(name)).unwrap();
                }
            }
        })
        .run(["--db", "safe/backup.db", "backup", "corpus.db"])
        .success()
        .then()
        .run(["verify"])
        .success()
        .then();
    assert_eq!(sandbox.ask::<Option<String>>("SELECT author FROM articles WHERE id = 1"), None);
    assert_eq!(sandbox.ask::<String>("SELECT text FROM articles WHERE id = 1"), "The ferry is late.");
}

/// Left where it is, the log of the damaged corpus would be played back into the restored one.
#[test]
fn a_log_that_was_left_behind_is_noticed() {
    let sandbox = damaged_with_a_stale_log();
    fs::write(sandbox.path("corpus.db-wal"), "stale").unwrap();
    sandbox
        .delete("corpus.db")
        .run(["--db", "safe/backup.db", "backup", "corpus.db"])
        .failure_with(1, ["[FOLDER]/corpus.db-wal belongs to another file", "move both away"]);
}
