//! `--as-of`: text and metadata together as they were.

use crate::sandbox::Sandbox;
use serde_json::json;

/// Two articles at noon of 1 May; on 2 May an outlet, on 3 May another text and key, on 4 May another outlet.
fn corpus() -> Sandbox {
    let sandbox = Sandbox::news([("a.txt", "The ferry runs."), ("b.txt", "The bridge is closed.")])
        .advance(24)
        .run(["meta", "set", "1", "outlet=Gazette", "topic=ferries"])
        .noting("new field topic (text); corpus meta define topic gives it another type\n")
        .then()
        .advance(24)
        .file("news/a.txt", "The ferry runs again.")
        .rename("news/b.txt", "news/c.txt")
        .run(["import", "news"])
        .success()
        .then()
        .advance(24);
    sandbox.run(["meta", "set", "1", "outlet=Courier", "topic=ships"]).success().then()
}

#[test]
fn lists_what_was_there() {
    let csv = |state: &str| {
        let told = corpus()
            .run(["list", "--as-of", state, "--columns", "id,key,version,outlet", "--format", "csv"])
            .success();
        told.text().lines().skip(1).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(csv("0"), "");
    assert_eq!(csv("1"), "1,news/a.txt,1, 2,news/b.txt,1,");
    assert_eq!(csv("2"), "1,news/a.txt,1,Gazette 2,news/b.txt,1,");
    assert_eq!(csv("2024-05-02"), csv("2"));
    assert_eq!(csv("2024-04"), "");
    assert_eq!(csv("3"), "1,news/a.txt,2,Gazette 2,news/c.txt,1,");
    assert_eq!(csv("2024-05-03T12:00Z"), csv("3"));
    assert_eq!(csv("4"), "1,news/a.txt,2,Courier 2,news/c.txt,1,");
    assert_eq!(csv("2024-06"), csv("4"));
}

#[test]
fn conditions_and_outlets_are_those_of_the_time() {
    corpus()
        .run(["list", "--as-of", "2", "--where", "outlet = 'Gazette'", "--columns", "id", "--format", "csv"])
        .success()
        .stdout("id\n1\n")
        .then()
        .run(["list", "--as-of", "2", "--outlet", "Courier"])
        .failure_with(1, ["there is no outlet 'Courier'"])
        .then()
        .run(["list", "--as-of", "9"])
        .failure_with(1, ["there is no operation 9"])
        .then()
        .run(["list", "--as-of", "yesterday"])
        .failure_with(2, ["'yesterday' is no operation and no date"]);
}

#[test]
fn shows_one_article() {
    corpus()
        .run(["show", "b.txt", "--as-of", "2024-05-02"])
        .success()
        .stdout_has(["Article 2, version 1 of 1", "news/b.txt", "The bridge is closed."])
        .then()
        .run(["show", "1", "--as-of", "2", "--json"])
        .success()
        .stdout_has(["\"outlet\": \"Gazette\"", "\"topic\": \"ferries\"", "The ferry runs."])
        .stdout_lacks("again")
        .then()
        .run(["cat", "1", "--as-of", "1"])
        .success()
        .stdout("The ferry runs.")
        .then()
        .run(["diff", "1", "--as-of", "2"])
        .failure_with(1, ["1 is the first version"])
        .then()
        .run(["cat", "1", "--as-of", "0"])
        .failure_with(1, ["there is no article 1"]);
}

#[test]
fn queries_read_the_past_too() {
    corpus()
        .run(["sql", "--as-of", "2", "SELECT id, outlet, text FROM articles ORDER BY id", "--json"])
        .success()
        .json(json!([
            { "id": 1, "outlet": "Gazette", "text": "The ferry runs." },
            { "id": 2, "outlet": null, "text": "The bridge is closed." },
        ]))
        .then()
        .run([
            "sql",
            "--as-of",
            "1",
            "SELECT (SELECT count(*) FROM metadata) + (SELECT count(*) FROM outlets) AS values_then,
                 (SELECT count(*) FROM versions) AS versions_then, (SELECT max(id) FROM operations) AS last",
            "--json",
        ])
        .success()
        .json(json!([{ "values_then": 0, "versions_then": 2, "last": 1 }]))
        .then()
        .run(["sql", "--as-of", "1", "--write", "UPDATE articles SET title = 'x'"])
        .failure_with(2, ["cannot be used with"])
        .then()
        .run(["sql", "--as-of", "1", "DELETE FROM temp.former"])
        .failure_with(1, ["not allowed here"]);
}

#[test]
fn what_other_programs_changed_counts_by_its_place() {
    let sandbox = corpus();
    sandbox.client().execute("UPDATE articles SET title = 'By hand' WHERE id = 2", []).unwrap();
    let title = |state: &'static str| ["list", "--as-of", state, "--columns", "title", "--format", "csv"];
    sandbox
        .run(title("4"))
        .success()
        .stdout("title\n\"\"\n\"\"\n")
        .then()
        .run(["meta", "set", "1", "section=News"])
        .success()
        .then()
        .run(title("5"))
        .success()
        .stdout("title\n\"\"\nBy hand\n")
        .then()
        .run(title("2024-12"))
        .success()
        .stdout("title\n\"\"\n\"\"\n")
        .then()
        .run(title("2999"))
        .failure_with(1, ["there is no operation 2999"])
        .then()
        .run(title("2999-01"))
        .success()
        .stdout("title\n\"\"\nBy hand\n");
}

#[test]
fn what_was_undone_later_was_there() {
    corpus()
        .run(["undo", "3"])
        .success()
        .then()
        .run(["list", "--as-of", "3", "--columns", "key,version", "--format", "csv"])
        .success()
        .stdout("key,version\nnews/a.txt,2\nnews/c.txt,1\n")
        .then()
        .run(["list", "--as-of", "5", "--columns", "key,version", "--format", "csv"])
        .success()
        .stdout("key,version\nnews/a.txt,1\nnews/b.txt,1\n")
        .then()
        .run(["diff", "--from", "3", "--to", "5"])
        .success()
        .stdout_has(["article 1     version 2 → 1"]);
}
