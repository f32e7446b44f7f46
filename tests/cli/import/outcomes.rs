//! What becomes of a file, and how it is reported.

use super::{BRIDGE, FARES, FARES_LATER, outcomes};
use crate::sandbox::{Sandbox, keys};
use serde_json::json;
use std::fs;

#[test]
fn the_first_import_creates_the_corpus_and_says_so() {
    let sandbox = Sandbox::new()
        .file("news/a.txt", FARES)
        .file("news/uk/b.txt", BRIDGE)
        .run(["import", "news"])
        .noting("created [FOLDER]/corpus.db\n")
        .stdout("added      news/a.txt\nadded      news/uk/b.txt\n2 added · 116 B read · operation 1\n")
        .then();
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM articles"), 2);
}

#[test]
fn a_mistyped_name_creates_nothing() {
    let sandbox = Sandbox::new()
        .run(["import", "nwes"])
        .failure(1, "error: nothing to import: nwes: no such file\n")
        .stdout("")
        .then();
    assert!(sandbox.contents().is_empty());
}

#[test]
fn the_report_has_the_promised_shape() {
    let told = Sandbox::corpus().file("news/a.txt", FARES).run(["import", "news", "--json"]).success();
    let report = told.value();
    let promised = [
        "operation",
        "source",
        "added",
        "changed",
        "reverted",
        "unchanged",
        "moved",
        "duplicate",
        "failed",
        "missing",
        "bytes",
        "events",
    ];
    for name in promised {
        assert!(keys(&report).contains(&name), "{name} is missing");
    }
    assert_eq!(keys(&report["events"][0]), ["path", "outcome", "article", "version", "detail"]);
    assert_eq!(report["operation"], 1);
    assert_eq!(report["source"], "news");
    assert_eq!(report["bytes"], 60);
    assert_eq!(
        report["events"],
        json!([{ "path": "news/a.txt", "outcome": "added", "article": 1, "version": 1, "detail": null }])
    );
}

#[test]
fn no_member_of_the_report_is_there_twice() {
    let report =
        Sandbox::corpus().file("news/a.txt", FARES).run(["import", "news", "--json"]).success().text();
    assert_eq!(report.matches("\"events\"").count(), 1, "{report}");
}

#[test]
fn the_report_has_the_events_of_all_batches_in_order_and_those_from_before_the_first() {
    let files = 1001;
    let sandbox = (0..files).fold(Sandbox::corpus(), |sandbox, number| {
        sandbox.file(format!("news/{number:04}.txt"), format!("Article number {number}.\n"))
    });
    let told =
        sandbox.run(["import", "nowhere", "news", "--json"]).failure(3, "failed     nowhere: no such file\n");
    let report = told.value();
    let mut expected = vec![("nowhere".to_owned(), "failed")];
    expected.extend((0..files).map(|number| (format!("news/{number:04}.txt"), "added")));
    let expected: Vec<(&str, &str)> =
        expected.iter().map(|(path, outcome)| (path.as_str(), *outcome)).collect();
    assert_eq!(outcomes(&report), expected);
    assert_eq!(told.text(), format!("{report:#}\n"));
}

#[test]
fn the_report_as_csv_and_json_lines() {
    Sandbox::corpus()
        .file("news/a.txt", FARES)
        .run(["import", "news", "--format", "csv"])
        .success()
        .stdout_has(["operation,source,added,", "\n1,news,1,0,"])
        .then()
        .run(["import", "news", "--format", "jsonl"])
        .success()
        .stdout_has(["{\"operation\":2,\"source\":\"news\",\"added\":0,"]);
}

#[test]
fn what_is_as_it_was_is_unchanged() {
    Sandbox::news([("a.txt", FARES), ("b.txt", BRIDGE)])
        .advance(1)
        .run(["import", "news"])
        .success()
        .stdout("2 unchanged · 116 B read · operation 2\n")
        .then()
        .advance(1)
        // Now the files are old enough that size and time tell.
        .run(["import", "news"])
        .success()
        .stdout("2 unchanged · 0 B read · operation 3\n");
}

#[test]
fn a_file_that_changed_is_a_new_version_and_one_that_changed_back_another() {
    Sandbox::news([("a.txt", FARES)])
        .advance(1)
        .file("news/a.txt", FARES_LATER)
        .run(["import", "news"])
        .success()
        .stdout("changed    news/a.txt\n1 changed · 62 B read · operation 2\n")
        .then()
        .advance(1)
        .file("news/a.txt", FARES)
        .run(["import", "news"])
        .success()
        .stdout("reverted   news/a.txt\n1 reverted · 60 B read · operation 3\n")
        .then()
        .run(["sql", "SELECT number, kind FROM versions ORDER BY number", "--json"])
        .success()
        .json(json!([
            { "number": 1, "kind": "added" },
            { "number": 2, "kind": "changed" },
            { "number": 3, "kind": "reverted" },
        ]));
}

#[test]
fn a_change_of_the_headline_alone_is_a_change() {
    Sandbox::news([("a.txt", FARES)])
        .advance(1)
        .file("news/a.txt", FARES.replace("rise", "soar"))
        .run(["import", "news"])
        .success()
        .stdout_has(["changed    news/a.txt\n"])
        .then()
        .run(["list", "--columns", "title", "--format", "csv"])
        .success()
        .stdout("title\nFerry fares soar\n");
}

#[test]
fn a_renamed_file_is_the_same_article() {
    Sandbox::news([("a.txt", FARES)])
        .advance(1)
        .rename("news/a.txt", "news/2024/fares.txt")
        .run(["import", "news"])
        .success()
        .stdout("moved      news/2024/fares.txt  (from news/a.txt)\n1 moved · 60 B read · operation 2\n")
        .then()
        .run(["list", "--columns", "id,version,key", "--format", "csv"])
        .success()
        .stdout("id,version,key\n1,1,news/2024/fares.txt\n");
}

#[test]
fn a_file_renamed_and_changed_is_a_new_article_and_a_missing_one() {
    let report = Sandbox::news([("a.txt", FARES)])
        .advance(1)
        .delete("news/a.txt")
        .file("news/b.txt", FARES_LATER)
        .run(["import", "news", "--json"])
        .success()
        .value();
    assert_eq!(outcomes(&report), [("news/b.txt", "added"), ("news/a.txt", "missing")]);
}

#[test]
fn a_file_renamed_with_other_front_matter_is_a_change_of_its_article() {
    Sandbox::news([("a.md", &format!("---\nauthor: A. Ray\n---\n{FARES}"))])
        .advance(1)
        .delete("news/a.md")
        .file("news/b.md", format!("---\nauthor: Ada Ray\n---\n{FARES}"))
        .run(["import", "news"])
        .success()
        .stdout("changed    news/b.md  (from news/a.md)\n1 changed · 84 B read · operation 2\n")
        .then()
        .run(["list", "--columns", "id,version,key,author", "--format", "csv"])
        .success()
        .stdout("id,version,key,author\n1,2,news/b.md,Ada Ray\n");
}

#[test]
fn front_matter_without_a_text_is_skipped_and_the_article_of_its_file_stays() {
    Sandbox::news([("a.md", &format!("---\nauthor: A. Ray\n---\n{FARES}"))])
        .advance(1)
        .file("news/a.md", "---\nauthor: A. Ray\n---\n\n")
        .file("news/b.md", "---\nlayout: list\n---\n")
        .run(["import", "news"])
        .success()
        .stdout(
            "skipped    news/a.md  (there is no text below its front matter)\n\
             skipped    news/b.md  (there is no text below its front matter)\n\
             2 skipped · 0 B read · operation 2\n",
        )
        .then()
        .run(["list", "--columns", "id,version,key", "--format", "csv"])
        .success()
        .stdout("id,version,key\n1,1,news/a.md\n");
}

#[test]
fn two_files_that_change_places_are_two_changes() {
    let report = Sandbox::news([("a.txt", FARES), ("b.txt", BRIDGE)])
        .advance(1)
        .file("news/a.txt", BRIDGE)
        .file("news/b.txt", FARES)
        .run(["import", "news", "--json"])
        .success()
        .value();
    assert_eq!(outcomes(&report), [("news/a.txt", "changed"), ("news/b.txt", "changed")]);
}

#[test]
fn bytes_that_another_article_has_are_a_duplicate() {
    Sandbox::news([("a.txt", FARES)])
        .file("news/copy.txt", FARES)
        .run(["import", "news"])
        .success()
        .stdout("duplicate  news/copy.txt  (same bytes as article 1)\n1 unchanged, 1 duplicate · 120 B read · operation 2\n")
        .then()
        .run(["list", "--columns", "id,key", "--format", "csv"])
        .success()
        .stdout("id,key\n1,news/a.txt\n2,news/copy.txt\n");
}

#[test]
fn a_file_that_is_gone_is_missing_once_and_its_article_stays() {
    Sandbox::news([("a.txt", FARES), ("b.txt", BRIDGE)])
        .delete("news/b.txt")
        .run(["import", "news"])
        .success()
        .stdout("missing    news/b.txt\n1 unchanged, 1 missing · 60 B read · operation 2\n")
        .then()
        .run(["import", "news"])
        .success()
        .stdout("1 unchanged · 60 B read · operation 3\n")
        .then()
        .run(["list", "--columns", "key", "--format", "csv"])
        .success()
        .stdout("key\nnews/a.txt\nnews/b.txt\n");
}

#[test]
fn importing_one_file_says_nothing_of_the_others() {
    Sandbox::news([("a.txt", FARES), ("b.txt", BRIDGE)])
        .delete("news/b.txt")
        .run(["import", "news/a.txt"])
        .success()
        .stdout("1 unchanged · 60 B read · operation 2\n");
}

#[test]
fn a_file_has_the_same_key_alone_and_in_its_folder() {
    Sandbox::corpus()
        .file("news/a.txt", FARES)
        .run(["import", "news/a.txt"])
        .success()
        .stdout("added      news/a.txt\n1 added · 60 B read · operation 1\n")
        .then()
        .run(["import", "news"])
        .success()
        .stdout("1 unchanged · 60 B read · operation 2\n")
        .then()
        .with(|folder| fs::create_dir(folder.join("elsewhere")).unwrap())
        .run(["import", "elsewhere/../news/"])
        .success()
        .stdout("1 unchanged · 60 B read · operation 3\n");
}

#[test]
fn a_file_younger_than_the_tick_of_the_clock_is_hashed_again() {
    let sandbox = Sandbox::news([("a.txt", FARES)]);
    let modified = sandbox.now();
    sandbox
        .file_of("news/a.txt", FARES.replace("late", "soon"), modified)
        .run(["import", "news"])
        .success()
        .stdout("changed    news/a.txt\n1 changed · 60 B read · operation 2\n");
}
