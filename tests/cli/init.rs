//! `corpus init`, finding the corpus, and the files that are refused and stay as they are.

use crate::sandbox::Sandbox;
use serde_json::json;
use std::fs;
use std::os::unix::fs::symlink;

#[test]
fn here_in_a_folder_or_under_another_name() {
    let sandbox = Sandbox::new()
        .run(["init"])
        .success()
        .stdout("created [FOLDER]/corpus.db\n")
        .then()
        .run(["init", "archive/2024"])
        .success()
        .stdout("created [FOLDER]/archive/2024/corpus.db\n")
        .then()
        .run(["--db", "news.db", "init", "--json"])
        .success()
        .json(json!({ "path": "[FOLDER]/news.db", "created": true }))
        .then();
    assert_eq!(sandbox.contents().len(), 3);
}

#[test]
fn again_does_nothing() {
    let sandbox = Sandbox::corpus();
    let before = sandbox.contents();
    let sandbox = sandbox
        .run(["init"])
        .success()
        .stdout("[FOLDER]/corpus.db is a corpus, with the newest schema\n")
        .then();
    assert!(sandbox.contents() == before);
}

#[test]
fn any_client_can_read_it() {
    let sandbox = Sandbox::news([("a.txt", "Ferry fares rise\n\nThe council voted.\n")]);
    assert_eq!(sandbox.ask::<String>("SELECT title FROM articles"), "Ferry fares rise");
    assert_eq!(sandbox.ask::<String>("PRAGMA journal_mode"), "wal");
    assert_eq!(sandbox.ask::<i64>("PRAGMA application_id"), 0x4372_7073);
    assert_eq!(sandbox.ask::<i64>("PRAGMA user_version"), 0);
}

#[test]
fn the_nearest_corpus_is_found() {
    let sandbox = Sandbox::news([("a.txt", "One")]).folder("deep/er");
    let run = |folder: &str, variable: Option<&str>| {
        let mut command = sandbox.command(["list", "--columns", "key", "--format", "csv"]);
        command.current_dir(sandbox.path(folder));
        if let Some(file) = variable {
            command.env("CORPUS_DB", sandbox.path(file));
        }
        command.output().unwrap()
    };
    assert_eq!(run("deep/er", None).stdout, b"key\nnews/a.txt\n");
    assert_eq!(run("deep", Some("corpus.db")).stdout, b"key\nnews/a.txt\n");
    assert_eq!(run("deep", Some("other.db")).status.code(), Some(1));
}

#[test]
fn the_option_counts_more_than_the_variable() {
    Sandbox::new()
        .run(["--db", "other.db", "init"])
        .success()
        .then()
        .variable("CORPUS_DB", "nowhere.db")
        .run(["list", "--db", "other.db"])
        .noting("no article matches\n")
        .then()
        .run(["list"])
        .failure_with(1, ["there is no corpus at [FOLDER]/nowhere.db", "corpus import FOLDER"]);
}

#[test]
fn without_a_corpus_every_command_says_how_to_make_one() {
    for arguments in [
        vec!["list"],
        vec!["show", "1"],
        vec!["cat", "1"],
        vec!["log"],
        vec!["diff", "1"],
        vec!["meta", "get", "1"],
        vec!["meta", "set", "1", "outlet=RT"],
        vec!["meta", "export"],
        vec!["outlet", "list"],
        vec!["outlet", "add", "RT"],
        vec!["search", "x"],
        vec!["sql", "SELECT 1"],
        vec!["sql", "--write", "SELECT 1"],
    ] {
        let sandbox = Sandbox::new()
            .run(&arguments)
            .failure(
                1,
                "error: there is no corpus.db in this folder or one above\n\
                 hint: create one by importing a folder: corpus import FOLDER; or name one: --db FILE\n",
            )
            .stdout("")
            .then();
        assert!(sandbox.contents().is_empty(), "{arguments:?}");
    }
}

/// Every way to open a corpus.
const COMMANDS: [&[&str]; 7] = [
    &["list"],
    &["sql", "SELECT 1"],
    &["sql", "--write", "UPDATE articles SET title = 'x'"],
    &["meta", "set", "1", "outlet=RT"],
    &["import", "news"],
    &["import", "news", "--dry-run"],
    &["init"],
];

/// Every command refuses the `corpus.db` of this sandbox for this reason, and changes no file.
#[track_caller]
fn refused(sandbox: Sandbox, reason: &str) {
    let mut sandbox = sandbox.file("news/a.txt", "One");
    let before = sandbox.contents();
    for arguments in COMMANDS {
        sandbox = sandbox.run(arguments).failure_with(1, [reason, "\nhint: "]).stdout("").then();
        let after = sandbox.contents();
        assert!(after.keys().eq(before.keys()), "{arguments:?} left {:#?}", after.keys());
        assert!(after == before, "{arguments:?} changed a file");
    }
}

#[test]
fn a_text_file() {
    refused(Sandbox::new().file("corpus.db", "Dear diary"), "[FOLDER]/corpus.db is not an SQLite database");
}

#[test]
fn an_empty_file() {
    refused(Sandbox::new().file("corpus.db", ""), "[FOLDER]/corpus.db is empty, not a corpus");
}

#[test]
fn a_folder() {
    refused(Sandbox::new().folder("corpus.db"), "[FOLDER]/corpus.db is not a file");
}

#[test]
fn the_beginning_of_a_corpus() {
    let sandbox = Sandbox::corpus();
    let whole = fs::read(sandbox.path("corpus.db")).unwrap();
    refused(sandbox.file("corpus.db", &whole[..50]), "is not an SQLite database");
}

#[test]
fn a_foreign_database() {
    let sandbox = Sandbox::new();
    sandbox.client().execute_batch("CREATE TABLE mine (a); INSERT INTO mine VALUES (1)").unwrap();
    refused(sandbox, "[FOLDER]/corpus.db is an SQLite database, but not a corpus");
}

#[test]
fn a_foreign_database_with_a_log_beside_it() {
    let sandbox = Sandbox::new();
    let client = sandbox.client();
    client
        .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE mine (a); INSERT INTO mine VALUES (1)")
        .unwrap();
    let log = fs::read(sandbox.path("corpus.db-wal")).unwrap();
    assert!(!log.is_empty());
    refused(sandbox, "is an SQLite database, but not a corpus");
    drop(client);
}

#[test]
fn a_foreign_database_that_was_left_with_its_log() {
    let sandbox = Sandbox::new();
    let client = sandbox.client();
    client
        .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE mine (a); INSERT INTO mine VALUES (1)")
        .unwrap();
    // As a kill would leave it: file and log, and no one who has them open.
    let copy = Sandbox::new()
        .file("corpus.db", fs::read(sandbox.path("corpus.db")).unwrap())
        .file("corpus.db-wal", fs::read(sandbox.path("corpus.db-wal")).unwrap());
    drop(client);
    refused(copy, "not a corpus");
}

#[test]
fn a_copy_that_lost_its_mark_is_recognised() {
    let sandbox = Sandbox::news([("a.txt", "One.")]);
    let copy = sandbox.path("copy.db").display().to_string();
    sandbox.client().execute("VACUUM INTO ?1", [&copy]).unwrap();
    let client = rusqlite::Connection::open(&copy).unwrap();
    client.execute_batch("PRAGMA application_id = 0; PRAGMA user_version = 0").unwrap();
    drop(client);
    let before = fs::read(&copy).unwrap();
    let message = "PRAGMA application_id = 0x43727073";
    let sandbox =
        sandbox.run(["--db", "copy.db", "list"]).failure_with(1, ["the tables of a corpus", message]).then();
    assert_eq!(fs::read(&copy).unwrap(), before);
    let client = rusqlite::Connection::open(&copy).unwrap();
    client.execute_batch(message).unwrap();
    drop(client);
    sandbox.run(["--db", "copy.db", "verify"]).success().stdout_has(["sound"]);
}

#[test]
fn a_copy_without_a_write_ahead_log_gets_one_when_it_is_changed() {
    let sandbox = Sandbox::news([("a.txt", "One.")]);
    let copy = sandbox.path("copy.db");
    sandbox.client().execute("VACUUM INTO ?1", [copy.display().to_string()]).unwrap();
    let mode = || -> String {
        let client = rusqlite::Connection::open(&copy).unwrap();
        client.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap()
    };
    let sandbox = sandbox.run(["--db", "copy.db", "list", "--quiet"]).success().then();
    assert_eq!(mode(), "delete", "reading changes nothing");
    // While another program reads, it stays as it is, and the command goes on.
    let reader = rusqlite::Connection::open(&copy).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM article").unwrap();
    let run = sandbox.run(["--db", "copy.db", "meta", "set", "1", "section=A", "--wait", "0", "--quiet"]);
    let sandbox = run.whatever().then();
    reader.execute_batch("COMMIT").unwrap();
    drop(reader);
    let sandbox =
        sandbox.run(["--db", "copy.db", "meta", "set", "1", "section=B", "--quiet"]).success().then();
    assert_eq!(mode(), "wal");
    sandbox.run(["--db", "copy.db", "verify"]).success().stdout_has(["sound"]);
}

#[test]
fn a_newer_schema() {
    let sandbox = Sandbox::corpus();
    let client = sandbox.client();
    client
        .execute(
            "INSERT INTO refinery_schema_history (version, name, applied_on, checksum) VALUES (99, 'later', '2030-01-01T00:00:00Z', '1')",
            [],
        )
        .unwrap();
    client.close().unwrap();
    refused(sandbox, "[FOLDER]/corpus.db has schema 99, this program only knows schema ");
}

#[test]
fn a_file_with_two_names() {
    let sandbox = Sandbox::corpus().with(|folder| {
        fs::hard_link(folder.join("corpus.db"), folder.join("twin.db")).unwrap();
    });
    refused(sandbox, "[FOLDER]/corpus.db has more than one name (hard links)");
}

#[test]
fn a_damaged_corpus_is_told_and_not_written_to() {
    let sandbox = Sandbox::news([("a.txt", "One")]);
    let mut bytes = fs::read(sandbox.path("corpus.db")).unwrap();
    bytes[100..4096].fill(0xA5);
    let sandbox = sandbox.file("corpus.db", &bytes);
    let told = sandbox.run(["list"]).failure_with(1, ["error: "]);
    assert!(told.message().contains("damaged"), "{}", told.message());
    assert_eq!(fs::read(told.then().path("corpus.db")).unwrap(), bytes);
}

#[test]
fn a_link_to_a_corpus_is_the_corpus() {
    let sandbox = Sandbox::new()
        .folder("real")
        .run(["init", "real"])
        .success()
        .then()
        .with(|folder| symlink("real/corpus.db", folder.join("corpus.db")).unwrap())
        .file("news/a.txt", "One")
        .run(["import", "news"])
        .success()
        .then();
    assert_eq!(sandbox.contents().len(), 3, "the log lies beside the file, not beside the link");
}

#[test]
fn names_that_are_no_file() {
    for name in ["", ":memory:"] {
        Sandbox::new().run(["--db", name, "init"]).failure_with(2, ["error: "]);
    }
    Sandbox::new().run(["--db", "no/such/folder/x.db", "init"]).failure_with(1, ["no/such/folder"]);
    Sandbox::new().file("file", "x").run(["init", "file"]).failure_with(1, ["file"]);
}

#[test]
fn a_file_in_the_way_is_not_overwritten() {
    let sandbox =
        Sandbox::new().file("corpus.db", "Dear diary").run(["init"]).failure_with(1, ["corpus.db"]).then();
    assert_eq!(fs::read(sandbox.path("corpus.db")).unwrap(), b"Dear diary");
}
