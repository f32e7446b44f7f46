//! `corpus log`: the operations, or the life of one article.

use crate::sandbox::{Sandbox, keys};
use serde_json::{Value, json};

fn corpus() -> Sandbox {
    Sandbox::news([("a.txt", "Ferry fares rise\n\nThe council voted.\n")])
        .advance(1)
        .run(["meta", "set", "1", "outlet=Harbour Gazette", "-m", "from the masthead"])
        .success()
        .then()
        .advance(1)
        .file("news/a.txt", "Ferry fares rise\n\nThe council  voted.\n")
        .run(["import", "news"])
        .success()
        .then()
}

#[test]
fn the_operations_newest_first() {
    corpus()
        .run(["log"])
        .success()
        .stdout(
            "OPERATION  WHEN                 KIND      WHAT                                           MESSAGE\n        \
             3  2024-05-01 14:00:00  import    source news, 1 changed\n        \
             2  2024-05-01 13:00:00  meta set  outlet=Harbour Gazette, 1 selected, 1 changed  from the masthead\n        \
             1  2024-05-01 12:00:00  import    source news, 1 added\n",
        )
        .then()
        .run(["log", "--limit", "1"])
        .success()
        .stdout_has(["\n        3  "])
        .stdout_lacks("meta set");
}

#[test]
fn one_of_a_thing_is_not_told_as_several() {
    Sandbox::news([("a.txt", "x")])
        .run(["outlet", "add", "Harbour Gazette", "--alias", "HG", "-m", "as it signs"])
        .success()
        .then()
        .run(["log", "--limit", "1"])
        .success()
        .stdout_has(["outlet Harbour Gazette, 1 alias  as it signs\n"])
        .then()
        .run(["log", "1"])
        .success()
        .stdout_has(["1 word, 1 byte, "])
        .then()
        .run(["purge", "1", "--yes"])
        .success()
        .then()
        .run(["log", "--limit", "1"])
        .success()
        .stdout_has(["  1 article, 1 version, 1 blob, 1 text"]);
}

#[test]
fn a_definition_says_why() {
    let commands: [&[&str]; 3] = [
        &["meta", "define", "topic", "--repeatable"],
        &["outlet", "alias", "Harbour Gazette", "gazette.example.org"],
        &["outlet", "merge", "HG", "Harbour Gazette"],
    ];
    for command in commands {
        let sandbox = ["Harbour Gazette", "HG"].into_iter().fold(Sandbox::corpus(), |sandbox, outlet| {
            sandbox.run(["outlet", "add", outlet]).success().then()
        });
        let sandbox = sandbox.run(command.iter().chain(&["-m", "the archive says so"])).success().then();
        let message: String = sandbox.ask("SELECT message FROM operations ORDER BY id DESC LIMIT 1");
        assert_eq!(message, "the archive says so", "{command:?}");
    }
}

#[test]
fn the_operations_as_json() {
    let told = corpus().run(["log", "--json"]).success();
    let log = told.value();
    for operation in log.as_array().unwrap() {
        assert_eq!(
            keys(operation),
            [
                "operation",
                "kind",
                "state",
                "started_at",
                "finished_at",
                "message",
                "summary",
                "undone_by",
                "undoes"
            ]
        );
    }
    assert_eq!(
        log[1],
        json!({
            "operation": 2, "kind": "meta set", "state": "done", "started_at": "2024-05-01T13:00:00.000Z",
            "finished_at": "2024-05-01T13:00:00.000Z", "message": "from the masthead",
            "summary": { "set": "outlet=Harbour Gazette", "selected": 1, "changed": 1 }, "undone_by": null,
            "undoes": null,
        })
    );
    assert_eq!(Value::from(told.then().run(["log", "--format", "jsonl"]).success().lines()), log);
}

#[test]
fn the_operations_as_csv() {
    corpus().run(["log", "--format", "csv", "--limit", "1"]).success().stdout_has([
        "operation,kind,state,started_at,finished_at,message,summary,undone_by,undoes\n",
        "3,import,done,2024-05-01T14:00:00.000Z,2024-05-01T14:00:00.000Z,,\"{\"\"",
    ]);
}

#[test]
fn the_life_of_an_article() {
    corpus().run(["log", "a.txt"]).success().stdout(
        "Article 1  news/a.txt\n\
         \x20 version 2   2024-05-01 14:00:00  changed    6 words, 38 bytes, UTF-8  operation 3  (the same words as before)\n\
         \x20 version 1   2024-05-01 12:00:00  added      6 words, 37 bytes, UTF-8  operation 1\n\
         \x20 outlet      2024-05-01 13:00:00  (none) → Harbour Gazette  [set, operation 2]\n\
         \x20 title       2024-05-01 12:00:00  (none) → Ferry fares rise  [text:opening, operation 1]\n",
    );
}

#[test]
fn the_life_of_an_article_as_json() {
    let life = corpus().run(["log", "1", "--json"]).success().value();
    assert_eq!(keys(&life), ["id", "key", "versions", "metadata"]);
    assert_eq!(life["versions"][0]["number"], 2);
    assert_eq!(
        keys(&life["metadata"][0]),
        ["article", "field", "ordinal", "old", "new", "origin", "operation", "changed_at"]
    );
}

#[test]
fn an_empty_corpus_has_no_history() {
    Sandbox::corpus()
        .run(["log"])
        .noting("nothing has happened yet\n")
        .stdout("")
        .then()
        .run(["log", "--json", "-q"])
        .success()
        .json(json!([]));
}

#[test]
fn a_rename_and_a_removal_are_in_the_life_of_an_article() {
    Sandbox::news([("a.txt", "One text"), ("b.txt", "Another text")])
        .rename("news/a.txt", "news/c.txt")
        .delete("news/b.txt")
        .run(["import", "news", "--remove-missing"])
        .success()
        .then()
        .run(["log", "1"])
        .success()
        .stdout_has(["news/a.txt → news/c.txt"])
        .then()
        .run(["log", "2"])
        .success()
        .stdout_has(["removed_at", "(none) → 2024-05-01T12:00:00.000Z"]);
}

#[test]
fn an_import_that_was_refused_says_that_it_failed() {
    Sandbox::news([("a.txt", "One text")])
        .delete("news/a.txt")
        .run(["import", "news", "--remove-missing"])
        .failure_with(1, ["nothing was removed"])
        .then()
        .run(["log", "--limit", "1"])
        .success()
        .stdout_has(["import  failed:"]);
}

#[test]
fn each_version_with_what_it_changed() {
    let sandbox = Sandbox::news([("a.txt", "One word is here\n")])
        .advance(1)
        .file("news/a.txt", "One line is here\n")
        .run(["import", "news"])
        .success()
        .then()
        .run(["log", "1", "--patch"])
        .success()
        .stdout(
            "Article 1  news/a.txt\n  \
             version 2   2024-05-01 13:00:00  changed    4 words, 17 bytes, UTF-8  operation 2\n\
             \n\
             1 word deleted, 1 word inserted in 1 paragraph\n\
             \n\
             One [-word-]{+line+} is here\n\
             \n  \
             version 1   2024-05-01 12:00:00  added      4 words, 17 bytes, UTF-8  operation 1\n",
        )
        .then();
    sandbox.run(["log", "--patch"]).failure_with(2, ["REF"]);
}
