//! `corpus remove` and `corpus restore`: out of view and back.

use crate::sandbox::Sandbox;
use serde_json::json;

fn corpus() -> Sandbox {
    Sandbox::news([
        ("a.txt", "Ferry fares rise\n\nThe council voted.\n"),
        ("b.txt", "Bridge to reopen\n\nCarts may cross again.\n"),
        ("c.txt", "Market moves\n\nStalls go to the quay.\n"),
    ])
}

#[test]
fn out_of_view_and_back() {
    corpus()
        .advance(1)
        .run(["remove", "1", "b.txt", "-m", "press releases"])
        .success()
        .stdout("2 of 2 articles removed · operation 2\n")
        .then()
        .run(["list", "--ids"])
        .success()
        .stdout("3\n")
        .then()
        .run(["list", "--removed", "--columns", "id,removed_at", "--format", "csv"])
        .success()
        .stdout("id,removed_at\n1,2024-05-01T13:00:00.000Z\n2,2024-05-01T13:00:00.000Z\n")
        .then()
        .run(["search", "council"])
        .noting("nothing found\n")
        .then()
        .run(["restore", "2"])
        .success()
        .stdout("1 of 1 article restored · operation 3\n")
        .then()
        .run(["list", "--ids"])
        .success()
        .stdout("2\n3\n")
        .then()
        .run(["log", "--format", "csv", "--limit", "2"])
        .success()
        .stdout_has(["3,restore,done,", "2,remove,done,", "press releases"]);
}

#[test]
fn it_is_recorded_and_nothing_is_lost() {
    let sandbox = corpus()
        .run(["remove", "1"])
        .success()
        .then()
        .run(["cat", "1"])
        .success()
        .stdout("Ferry fares rise\n\nThe council voted.\n")
        .then()
        .run(["restore", "1"])
        .success()
        .then()
        .run(["meta", "history", "1", "removed_at", "--json"])
        .success()
        .json(json!([
            {
                "article": 1, "field": "removed_at", "ordinal": 0, "old": null, "new": "2024-05-01T12:00:00.000Z",
                "origin": "set", "operation": 2, "changed_at": "2024-05-01T12:00:00.000Z"
            },
            {
                "article": 1, "field": "removed_at", "ordinal": 0, "old": "2024-05-01T12:00:00.000Z", "new": null,
                "origin": "set", "operation": 3, "changed_at": "2024-05-01T12:00:00.000Z"
            },
        ]))
        .then();
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM article WHERE removed_by IS NOT NULL"), 0);
}

#[test]
fn what_is_so_already_is_counted_and_not_recorded() {
    corpus()
        .run(["remove", "1"])
        .success()
        .then()
        .run(["remove", "1", "2", "--json"])
        .success()
        .json(json!({ "operation": 3, "selected": 2, "changed": 1 }))
        .then()
        .run(["remove", "1", "2"])
        .success()
        .stdout("0 of 2 articles removed\n")
        .then()
        .run(["restore", "3", "--json"])
        .success()
        .json(json!({ "operation": null, "selected": 1, "changed": 0 }))
        .then()
        .run(["log", "--json", "--limit", "1"])
        .success()
        .stdout_has(["\"operation\":3,\"kind\":\"remove\""]);
}

#[test]
fn an_expression_is_over_what_can_be_removed_or_restored() {
    corpus()
        .run(["remove", "--where", "id < 3"])
        .success()
        .stdout("2 of 2 articles removed · operation 2\n")
        .then()
        .run(["remove", "--where", "id < 3"])
        .success()
        .stdout("no article matches: nothing was removed\n")
        .then()
        .run(["restore", "--where", "title LIKE 'B%' OR id = 3"])
        .success()
        .stdout("1 of 1 article restored · operation 3\n")
        .then()
        .run(["restore", "--where", "removed_at > '2024'"])
        .success()
        .stdout("1 of 1 article restored · operation 4\n");
}

#[test]
fn all_or_nothing() {
    let sandbox = corpus()
        .run(["remove", "1", "99"])
        .failure(1, "error: there is no article 99\nhint: corpus list shows what is there\n")
        .then()
        .run(["remove", "1@1"])
        .failure_with(2, ["one version", "name the article alone: 1"])
        .then()
        .run(["remove"])
        .failure_with(2, ["no article is named"])
        .then();
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM articles"), 3);
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM operations"), 1);
}

#[test]
fn an_import_does_not_bring_back_what_a_person_removed() {
    let text = "Ferry fares rise\n\nThe council voted.\n";
    corpus()
        .run(["remove", "1"])
        .success()
        .then()
        // The file is there all the time, then changed, then gone, then back, then elsewhere.
        .run(["import", "news", "-q", "--rehash"])
        .success()
        .then()
        .file("news/a.txt", "Ferry fares fall\n\nThe council voted again.\n")
        .run(["import", "news"])
        .success()
        .stdout_has(["changed    news/a.txt"])
        .then()
        .delete("news/a.txt")
        .run(["import", "news", "--remove-missing"])
        .success()
        .stdout_has(["missing    news/a.txt"])
        .then()
        .file("news/a.txt", text)
        .run(["import", "news"])
        .success()
        .stdout_has(["reverted   news/a.txt"])
        .then()
        .rename("news/a.txt", "news/old/a.txt")
        .run(["import", "news"])
        .success()
        .stdout_has(["moved      news/old/a.txt"])
        .then()
        .run(["list", "--ids"])
        .success()
        .stdout("2\n3\n")
        .then()
        .run(["restore", "a.txt"])
        .success()
        .then()
        .run(["list", "--ids"])
        .success()
        .stdout("1\n2\n3\n");
}

#[test]
fn an_import_brings_back_what_an_import_removed_and_so_does_a_person() {
    let text = "Ferry fares rise\n\nThe council voted.\n";
    corpus()
        .delete("news/a.txt")
        .run(["import", "news", "--remove-missing"])
        .success()
        .stdout_has(["removed    news/a.txt"])
        .then()
        .run(["restore", "1"])
        .success()
        .stdout("1 of 1 article restored · operation 3\n")
        .then()
        .run(["import", "news", "--remove-missing"])
        .success()
        .stdout_has(["removed    news/a.txt"])
        .then()
        .file("news/a.txt", text)
        .run(["import", "news"])
        .success()
        .stdout_has(["restored   news/a.txt"])
        .then()
        .run(["list", "--ids"])
        .success()
        .stdout("1\n2\n3\n");
}
