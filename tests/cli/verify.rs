//! `corpus verify`: what it says, and how it ends.

use crate::sandbox::{Sandbox, keys};

pub(crate) fn corpus() -> Sandbox {
    Sandbox::news([("a.txt", "The ferry is late."), ("b.txt", "The market moves to the quay.")])
}

/// Does what another program could do to a corpus without wanting to.
pub(crate) fn damaged(sql: &str) -> Sandbox {
    let sandbox = corpus();
    sandbox.client().execute_batch(sql).unwrap();
    sandbox
}

/// Another text for the first article, in the file alone.
pub(crate) const OTHER_BYTES: &str = "
    PRAGMA writable_schema = ON;
    CREATE TEMP TABLE kept AS SELECT sql FROM sqlite_schema WHERE name = 'text_frozen';
    DROP TRIGGER text_frozen;
    UPDATE text SET body = 'The ferry is \u{1b}[2J.' WHERE id = 1;
    INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql) SELECT 'trigger', 'text_frozen', 'text', 0, sql FROM kept;
";

#[test]
fn a_sound_corpus() {
    corpus()
        .run(["verify"])
        .success()
        .stdout("2 articles, 2 versions, 2 blobs, 47 B: sound\n")
        .then()
        .run(["verify", "--quick", "--json"])
        .success()
        .json(serde_json::json!({
            "articles": 2, "versions": 2, "blobs": 2, "bytes": 47, "problems": [], "notes": []
        }))
        .then()
        .run(["verify", "--format", "csv"])
        .success()
        .stdout("articles,versions,blobs,bytes,problems,notes\n2,2,2,47,[],[]\n");
}

#[test]
fn a_damaged_one() {
    let told = damaged(OTHER_BYTES).run(["verify"]).failure(
        4,
        "corpus repair rebuilds derived data; the rest must come from a backup (repair --from BACKUP)\n",
    );
    let text = told.text();
    let lines: Vec<&str> = text.lines().collect();
    assert!(
        lines[0].starts_with("bytes       article 1, version 1: its 18 bytes have the SHA-256 "),
        "{text}"
    );
    assert!(
        lines[1].starts_with("index       the full-text index doesn't hold what the texts hold"),
        "{text}"
    );
    assert_eq!(lines[2..], ["2 articles, 2 versions, 2 blobs, 47 B: 2 problems"]);
    let told = told.then().run(["verify", "--json", "-q"]).failure(4, "");
    let problem = &told.value()["problems"][0];
    assert_eq!(keys(problem), ["kind", "article", "version", "detail"]);
    assert_eq!((&problem["article"], &problem["version"]), (&1.into(), &1.into()));
    assert!(told.value()["problems"][1]["article"].is_null());
}

#[test]
fn what_is_damaged_is_shown_without_obeying_it() {
    damaged(
        "DROP TRIGGER article_update_history; UPDATE article SET section = '\u{1b}[2J\u{202e}' WHERE id = 2",
    )
    .run(["verify"])
    .failure_with(4, ["repair"])
    .stdout_has([
        "history     article 2: section is '\\u{1b}[2J\\u{202e}', but what is recorded of it made it nothing",
    ]);
}

#[test]
fn a_truncated_file() {
    let told = corpus()
        .with(|folder| {
            let file = std::fs::OpenOptions::new().write(true).open(folder.join("corpus.db")).unwrap();
            file.set_len(10_000).unwrap();
        })
        .run(["verify"])
        .failure_with(4, ["backup"]);
    assert!(told.text().starts_with("file        the corpus file is damaged"), "{}", told.text());
}

#[test]
fn what_is_no_corpus() {
    Sandbox::new().run(["verify"]).failure_with(1, ["there is no corpus.db"]);
    let text = Sandbox::new().file("corpus.db", "Dear diary").run(["verify"]);
    text.failure_with(1, ["is not an SQLite database"]);
}

/// A file and a folder that this user can't write: all but the index is verified, and nothing appears beside it.
#[cfg(unix)]
#[test]
fn on_read_only_media() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let program = env!("CARGO_BIN_EXE_corpus");
    let sandbox = corpus().with(|folder| {
        fs::copy(program, folder.join("corpus")).unwrap();
        fs::set_permissions(folder.join("corpus.db"), Permissions::from_mode(0o444)).unwrap();
        fs::set_permissions(folder, Permissions::from_mode(0o555)).unwrap();
    });
    let mut command = std::process::Command::new(sandbox.path("corpus"));
    command.arg("verify").current_dir(sandbox.path("")).env_clear();
    if rustix::process::geteuid().is_root() {
        command.uid(65_534).gid(65_534);
    }
    let output = command.output().unwrap();
    fs::set_permissions(sandbox.path(""), Permissions::from_mode(0o755)).unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "2 articles, 2 versions, 2 blobs, 47 B: sound\n");
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "the full-text index wasn't compared with the texts: the file can only be read\n"
    );
    assert_eq!(output.status.code(), Some(0));
    assert!(!sandbox.path("corpus.db-wal").exists() && !sandbox.path("corpus.db-shm").exists());
}
