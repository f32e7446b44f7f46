//! `corpus repair`: what it says, and how it ends.

use crate::verify::{OTHER_BYTES, corpus, damaged};

#[test]
fn nothing_to_do() {
    corpus()
        .run(["repair"])
        .success()
        .stdout("nothing to mend: the corpus is sound\n")
        .then()
        .run(["log", "--format", "csv"])
        .success()
        .stdout_lacks("repair");
}

#[test]
fn a_view_and_an_index() {
    damaged("DROP VIEW outlets; DROP INDEX version_blob")
        .run(["repair", "--dry-run"])
        .success()
        .stdout(
            "mended  schema      the index version_blob is missing\n\
             mended  schema      the view outlets is missing\n\
             2 problems would be mended; dry run: nothing was written\n",
        )
        .then()
        .run(["verify", "-q"])
        .failure(4, "")
        .then()
        .run(["repair", "-m", "after the power cut"])
        .success()
        .stdout_has(["2 problems mended\n"])
        .then()
        .run(["verify"])
        .success()
        .then()
        .run(["log", "--limit", "1", "--json"])
        .success()
        .stdout_has(["\"kind\":\"repair\"", "{\"mended\":2,\"left\":0}", "after the power cut"]);
}

#[test]
fn what_only_a_backup_has() {
    let told = damaged(OTHER_BYTES).run(["repair"]).failure_with(4, ["1 problem left", "backup"]);
    told.stdout_has(["mended  index       ", "1 problem mended\n", "\nbytes       article 1, version 1: "])
        .then()
        .run(["repair", "--json"])
        .failure_with(4, ["1 problem left"])
        .stdout_has(["\"operation\": null", "\"mended\": []", "\"article\": 1"]);
}

#[test]
fn a_file_that_cannot_be_opened() {
    corpus()
        .with(|folder| {
            let file = std::fs::OpenOptions::new().write(true).open(folder.join("corpus.db")).unwrap();
            file.set_len(10_000).unwrap();
        })
        .run(["repair"])
        .failure_with(1, ["error: the corpus file is damaged", "hint: restore a backup"]);
}

#[test]
fn what_a_backup_has() {
    corpus()
        .run(["backup", "backup.db"])
        .success()
        .then()
        .with(|folder| {
            let client = rusqlite::Connection::open(folder.join("corpus.db")).unwrap();
            client.execute_batch(OTHER_BYTES).unwrap();
        })
        .run(["repair", "--from", "corpus.db"])
        .failure_with(1, ["is the corpus itself"])
        .then()
        .run(["repair", "--from", "backup.db", "--dry-run"])
        .success()
        .stdout_has(["mended  bytes       article 1, version 1: ", "dry run: nothing was written"])
        .then()
        .run(["repair", "--from", "backup.db"])
        .success()
        .stdout_has(["mended  bytes       article 1, version 1: ", "problem"])
        .then()
        .run(["verify"])
        .success()
        .then()
        .run(["show", "1", "--text"])
        .success()
        .stdout_has(["The ferry is late."]);
}

/// One flipped bit in the name of a trigger: SQLite can't drop it by its name.
#[test]
fn a_name_in_another_case() {
    damaged(
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET name = 'article_Kept' WHERE name = 'article_kept'",
    )
    .run(["repair"])
    .success()
    .stdout_has(["1 problem mended"])
    .then()
    .run(["list"])
    .success()
    .then()
    .run(["verify"])
    .success();
}
