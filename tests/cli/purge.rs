//! `corpus purge`

use crate::sandbox::Sandbox;
use serde_json::json;

fn ferries() -> Sandbox {
    Sandbox::news([
        ("a.txt", "Ferry sunk\n\nThe ferry sank."),
        ("b.txt", "Rain\n\nIt rained."),
        ("c.txt", "Snow\n\nIt snowed."),
    ])
}

#[test]
fn articles_are_deleted_for_good() {
    ferries()
        .run(["purge", "1", "b.txt", "--yes", "-m", "asked for"])
        .success()
        .stdout("deleted 2 articles: 2 versions, 2 texts, 43 B · operation 2\n")
        .then()
        .run(["list", "--columns", "id,key"])
        .success()
        .stdout("ID  KEY\n 3  news/c.txt\n")
        .then()
        .run(["show", "1"])
        .failure(1, "error: there is no article 1\nhint: corpus list shows what is there\n")
        .then()
        .run(["search", "ferry"])
        .noting("nothing found\n")
        .then()
        .run(["log", "--json"])
        .success()
        .stdout_has(["asked for", r#""kind":"purge","state":"done""#])
        .stdout_lacks("a.txt");
}

#[test]
fn the_report_for_programs() {
    ferries().run(["purge", "--where", "words < 5", "--yes", "--json"]).success().json(json!({
        "operation": 2, "articles": 2, "versions": 2, "blobs": 2, "texts": 2, "bytes": 32, "finished": true
    }));
}

#[test]
fn a_rehearsal_deletes_nothing() {
    ferries()
        .run(["purge", "1", "2", "--dry-run"])
        .success()
        .stdout("would delete 2 articles: 2 versions, 2 texts, 43 B\n  news/a.txt\n  news/b.txt\ndry run: nothing was deleted\n")
        .then()
        .run(["purge", "1", "-n", "--json"])
        .success()
        .json(json!({
            "operation": null, "articles": 1, "versions": 1, "blobs": 1, "texts": 1, "bytes": 27, "finished": true
        }))
        .then()
        .run(["list", "--columns", "id"])
        .success()
        .stdout("ID\n 1\n 2\n 3\n");
}

#[test]
fn nobody_to_ask() {
    ferries()
        .run(["purge", "1"])
        .failure(
            2,
            "error: a purge can't be undone, and there is no terminal to ask for confirmation\n\
             hint: --dry-run shows what would be deleted, --yes deletes it\n",
        )
        .then()
        .run(["purge", "--yes"])
        .failure(2, "error: no article is named\nhint: name articles, or give --where 'SQL condition' or --from FILE\n")
        .then()
        .run(["purge", "--where", "words > 500", "--yes"])
        .success()
        .stdout("no article matches: nothing was deleted\n")
        .then()
        .run(["purge", "9", "--yes"])
        .failure(1, "error: there is no article 9\nhint: corpus list shows what is there\n");
}

#[test]
fn a_purge_that_was_killed_is_told_and_finished() {
    let sandbox = ferries().run(["purge", "1", "--yes"]).success().then();
    // As a kill after the deletion would leave it; what has ended can't be changed otherwise.
    let client = sandbox.client();
    client
        .execute_batch(
            "
            CREATE TEMP TABLE ended AS SELECT sql FROM sqlite_schema WHERE name = 'operation_ended';
            DROP TRIGGER operation_ended;
            UPDATE operation SET state = 'interrupted' WHERE kind = 'purge';
            ",
        )
        .unwrap();
    let ended: String = client.query_row("SELECT sql FROM temp.ended", [], |row| row.get(0)).unwrap();
    client.execute_batch(&ended).unwrap();
    drop(client);
    sandbox
        .run(["purge"])
        .noting("the interrupted purge is finished: nothing is left in the file\n")
        .then()
        .run(["purge"])
        .failure_with(2, ["no article is named"]);
}

#[test]
fn a_purged_file_is_left_out_and_can_be_allowed() {
    let left_out = "purged     news/a.txt  (article 1 was purged in operation 2; to let it in again: corpus purge --allow 1)\n";
    let sandbox = Sandbox::news([("a.txt", "One."), ("b.txt", "Two.")])
        .run(["purge", "1", "--yes", "--quiet"])
        .success()
        .then()
        .run(["import", "news"])
        .success()
        .stdout_has([left_out, "1 unchanged, 1 purged", "operation 3"])
        .then()
        .run(["import", "news", "--dry-run", "--quiet"])
        .success()
        .stdout("")
        .then()
        .run(["import", "news/a.txt", "--source", "news", "--json"])
        .success();
    assert_eq!(sandbox.value()["purged"], 1);
    assert_eq!(sandbox.value()["events"][0]["outcome"], "purged");
    let sandbox = sandbox.then();
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM import_event WHERE path LIKE '%a.txt'"), 0);
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM operation WHERE arguments LIKE '%a.txt%'"), 0);
    sandbox
        .run(["purge", "--allow", "2"])
        .failure_with(1, ["nothing that was purged fits 2", "the file itself"])
        .then()
        .run(["purge", "--allow", "1", "b.txt"])
        .failure_with(2, ["--allow deletes nothing"])
        .then()
        .run(["purge", "--allow", "news/a.txt"])
        .success()
        .stdout("imports may bring 1 purged article back · operation 5\n")
        .then()
        .run(["purge", "--allow", "1", "--json"])
        .success()
        .json(serde_json::json!({ "operation": null, "selected": 1, "changed": 0 }))
        .then()
        .run(["import", "news"])
        .success()
        .stdout_has(["added      news/a.txt"]);
}
