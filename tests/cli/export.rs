//! `corpus export`: records in every format, and files with sidecars.

use crate::list::COLUMNS;
use crate::sandbox::{Sandbox, keys};
use serde_json::{Value, json};
use std::fs;

const FARES: &str = "Ferry fares rise\n\nThe council voted late.\n";

/// Two articles: one with metadata and two versions, one with a title that a spreadsheet would run.
fn corpus() -> Sandbox {
    Sandbox::news([
        ("a.txt", "Fares may rise, it is said"),
        ("b.txt", "=SUM(A1)\n\nA formula as a headline.\n"),
    ])
    .file("news/a.txt", FARES)
    .run(["import", "news"])
    .success()
    .then()
    .run(["meta", "define", "topic", "--repeatable"])
    .success()
    .then()
    .run(["meta", "set", "1", "outlet=Quay Times", "topic=ferry", "topic=fares", "title=Ferry fares rise"])
    .success()
    .then()
    .run(["meta", "set", "2", "title==SUM(A1)"])
    .success()
    .then()
}

#[test]
fn json_lines_when_nothing_is_said() {
    let told = corpus().run(["export"]).success();
    let records = told.lines();
    assert_eq!(records.len(), 2);
    let columns: Vec<&str> = COLUMNS.into_iter().chain(["text", "metadata"]).collect();
    assert!(records.iter().all(|record| keys(record) == columns), "{records:?}");
    assert_eq!(records[0]["text"], FARES);
    assert_eq!(records[0]["metadata"], json!({ "topic": ["ferry", "fares"] }));
    assert_eq!(records[1]["metadata"], json!({ "topic": null }));
    assert_eq!(records[1]["outlet"], Value::Null);
    let told = told.then().run(["export", "--json"]).success();
    assert_eq!(told.value(), Value::from(records));
}

#[test]
fn the_selection_alone() {
    let told = corpus().run(["export", "b.txt"]).success();
    assert_eq!(told.lines().len(), 1);
    let told = told.then().run(["export", "--where", "outlet IS NOT NULL"]).success();
    assert_eq!(told.lines()[0]["id"], 1);
    told.then()
        .run(["export", "--where", "0", "--json"])
        .success()
        .json(json!([]))
        .then()
        .run(["export", "--where", "0"])
        .noting("no article matches\n")
        .stdout("")
        .then()
        .run(["export", "--where", "0", "--to", "out"])
        .success()
        .stdout("no article matches: nothing was written\n")
        .then()
        .run(["export", "9"])
        .failure(1, "error: there is no article 9\nhint: corpus list shows what is there\n");
}

#[test]
fn every_version_as_a_record() {
    let told = corpus().run(["export", "1", "--versions"]).success();
    let of = |name: &str| told.lines().iter().map(|record| record[name].clone()).collect::<Vec<_>>();
    assert_eq!(of("version"), [1, 2]);
    assert_eq!(of("text"), ["Fares may rise, it is said", FARES]);
    assert_eq!(of("words"), [6, 7]);
    assert_eq!(of("outlet"), ["Quay Times", "Quay Times"]);
    assert_ne!(of("sha256")[0], of("sha256")[1]);
}

#[test]
fn cells_are_raw_unless_a_spreadsheet_shall_not_run_them() {
    let told = corpus().run(["export", "--format", "csv"]).success();
    let text = told.text();
    let head: Vec<&str> = COLUMNS.into_iter().chain(["text", "topic"]).collect();
    assert_eq!(text.lines().next().unwrap(), head.join(","));
    assert!(text.contains(",=SUM(A1),") && text.contains(",ferry; fares\n"), "{text}");
    told.then()
        .run(["export", "2", "--format", "tsv", "--spreadsheet-safe"])
        .success()
        .stdout_has(["\t'=SUM(A1)\t", "\"'=SUM(A1)\n\nA formula"])
        .then()
        .run(["export", "--spreadsheet-safe"])
        .failure(
            2,
            "error: --spreadsheet-safe applies to CSV and TSV only\nhint: add --format csv or --format tsv\n",
        )
        .stdout("");
}

#[test]
fn files_with_sidecars() {
    let sandbox = corpus()
        .run(["export", "--to", "out"])
        .success()
        .stdout("2 articles in [FOLDER]/out · 77 B\n")
        .then();
    assert_eq!(fs::read(sandbox.path("out/news/a.txt")).unwrap(), FARES.as_bytes());
    let sidecar = fs::read(sandbox.path("out/news/a.txt.corpus.json")).unwrap();
    let sidecar: Value = serde_json::from_slice(&sidecar).unwrap();
    assert_eq!(
        sidecar,
        json!({
            "key": "news/a.txt", "source": "news", "title": "Ferry fares rise", "subtitle": null,
            "outlet": "Quay Times", "author": null, "published": null, "modified": null, "url": null,
            "language": null, "section": null, "metadata": { "topic": ["ferry", "fares"] },
            "sha256": sandbox.ask::<String>("SELECT sha256 FROM articles WHERE id = 1"), "charset": "UTF-8",
        })
    );
    let folder = sandbox.path("more").canonicalize().unwrap_or_else(|_| sandbox.path("more"));
    let told = sandbox.run(["export", "1", "--to", "more", "--json"]).success();
    let report = told.value();
    assert_eq!((&report["articles"], &report["bytes"]), (&json!(1), &json!(42)));
    assert!(folder.join("news/a.txt").exists());
}

/// The keys are those of the sidecars. Undoing the import deletes the rows of the files, which alone named the paths.
#[test]
fn an_import_of_exported_files_is_sound_when_it_was_undone_and_redone() {
    let other = |arguments: &[&'static str]| [["--db", "c.db"].as_slice(), arguments].concat();
    let sandbox = corpus().run(["export", "--to", "out"]).success().then();
    let sandbox = sandbox.run(other(&["init"])).success().then();
    let sandbox = sandbox.run(other(&["import", "out"])).success().stdout_has(["2 added"]).then();
    let sandbox = sandbox.run(other(&["undo", "1"])).success().then();
    let sandbox = sandbox.run(other(&["verify"])).success().then();
    let sandbox = sandbox.run(other(&["undo", "2"])).success().then();
    let sandbox = sandbox.run(other(&["verify"])).success().then();
    sandbox
        .run(other(&["import", "out"]))
        .success()
        .stdout_has(["2 unchanged"])
        .then()
        .run(other(&["verify"]))
        .success();
}

#[test]
fn nothing_is_overwritten_unless_it_shall_be() {
    let sandbox = corpus().file("out/news/b.txt", "mine").file("out/other.txt", "mine");
    let before = sandbox.contents();
    let sandbox = sandbox
        .run(["export", "--to", "out"])
        .failure(
            1,
            "error: [FOLDER]/out has these files already, so nothing was written: news/b.txt\n\
             hint: export into an empty folder, or overwrite them: --force\n",
        )
        .stdout("")
        .then();
    assert_eq!(sandbox.contents(), before);
    let sandbox = sandbox.run(["export", "--to", "out", "--force", "-q"]).success().stdout("").then();
    let files = sandbox.contents();
    assert_eq!(files.len(), before.len() + 3);
    assert_eq!(files[&sandbox.path("out/news/b.txt")], b"=SUM(A1)\n\nA formula as a headline.\n");
    assert_eq!(files[&sandbox.path("out/other.txt")], b"mine");
}

#[test]
fn no_key_leads_out_of_the_folder_or_over_the_corpus() {
    let rename = |sandbox: Sandbox, id: i64, key: &str| {
        sandbox.client().execute("UPDATE article SET key = ?1 WHERE id = ?2", (key, id)).unwrap();
        sandbox
    };
    let sandbox = rename(rename(corpus(), 1, "../../etc/x.txt"), 2, "/CON");
    let before = sandbox.contents().len();
    let sandbox = sandbox.run(["export", "--to", "a/b/out"]).success().then();
    let files = sandbox.contents();
    assert_eq!(files.len(), before + 4);
    assert!(files.contains_key(&sandbox.path("a/b/out/_.._/_.._/etc/x.txt")), "{:?}", files.keys());
    assert!(files.contains_key(&sandbox.path("a/b/out/_CON.corpus.json")), "{:?}", files.keys());
    let sandbox = rename(sandbox, 1, "corpus.db");
    sandbox.run(["export", "1", "--to", ".", "--force"]).failure_with(
        1,
        [
            "article 1 would be written over the corpus, [FOLDER]/corpus.db",
            "hint: export into another folder",
        ],
    );
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_a_folder_is_not_followed() {
    let sandbox = corpus().folder("elsewhere").folder("out").with(|folder| {
        std::os::unix::fs::symlink(folder.join("elsewhere"), folder.join("out/news")).unwrap();
    });
    let sandbox = sandbox
        .run(["export", "--to", "out", "--force"])
        .failure(
            1,
            "error: [FOLDER]/out/news has to be a folder, but it is a link, which could lead elsewhere\n\
             hint: export into another folder, or move away what is there\n",
        )
        .then();
    assert_eq!(fs::read_dir(sandbox.path("elsewhere")).unwrap().count(), 0);
    sandbox
        .file("more/news", "mine")
        .run(["export", "--to", "more"])
        .failure_with(1, ["[FOLDER]/more/news has to be a folder, but it is a file\n", "hint: "]);
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    corpus()
        .run(["export", "--to", "news/a.txt"])
        .failure_with(1, ["cannot make the folder news/a.txt"])
        .then()
        .run(["export", "--to", "/proc/nowhere"])
        .failure_with(1, ["cannot make the folder /proc/nowhere"]);
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_is_full_is_told() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ended = corpus().command(["export"]).stdout(full).output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    let told = String::from_utf8(ended.stderr).unwrap();
    assert!(told.contains("No space left on device"), "{told}");
}

#[test]
fn options_that_exclude_each_other() {
    for arguments in [&["export", "--to", "out", "--versions"][..], &["export", "--force"]] {
        corpus().run(arguments).failure_with(2, ["--to"]);
    }
}
