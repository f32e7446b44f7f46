//! `corpus undo`: what it did, what it would do, and what stands in its way.

use crate::sandbox::{Sandbox, keys};
use serde_json::json;

/// Operation 1 imports two files, 2 gives both an outlet, 3 imports a changed and a new one, 4 sets a title.
fn corpus() -> Sandbox {
    Sandbox::news([("a.txt", "The ferry runs."), ("b.txt", "The bridge is closed.")])
        .advance(1)
        .run(["meta", "set", "1", "2", "outlet=Gazette"])
        .success()
        .then()
        .advance(1)
        .file("news/a.txt", "The ferry runs again.")
        .file("news/c.txt", "A third.")
        .run(["import", "news"])
        .success()
        .then()
        .advance(1)
        .run(["meta", "set", "3", "title=Three"])
        .success()
        .then()
}

#[test]
fn the_last_operation_then_the_one_before() {
    corpus()
        .run(["undo"])
        .success()
        .stdout(
            "operation 4 (meta set) undone · operation 5\n\
             \x20 article 3      title       2024-05-01 15:00:00  Three → (none)  [undo, operation 5]\n",
        )
        .then()
        .run(["undo"])
        .success()
        .stdout(
            "operation 3 (import) undone · operation 6\n\
             \x20 article 1     version 2 → 1   news/a.txt\n\
             \x20 article 3     not there now   news/c.txt\n",
        )
        .then()
        .run(["list", "--columns", "id,version,outlet"])
        .success()
        .stdout("ID  VERSION  OUTLET\n 1        1  Gazette\n 2        1  Gazette\n")
        .then()
        .run(["show", "3"])
        .failure_with(1, ["there is no article 3"])
        .then()
        .run(["show", "c.txt"])
        .failure_with(1, ["there is no article c.txt"])
        .then()
        .run(["log", "--limit", "3"])
        .success()
        .stdout_has(["undid operation 3 (import), 2 articles", "1 changed (undone by 5)"]);
}

#[test]
fn a_rehearsal_shows_it_and_does_nothing() {
    let sandbox = corpus()
        .run(["undo", "2", "-n"])
        .noting("dry run: nothing was undone\n")
        .stdout_has(["would be undone: operation 2 (meta set)\n", "Gazette → (none)", "outlet Gazette: gone"])
        .then();
    assert_eq!(sandbox.ask::<i64>("SELECT max(id) FROM operation"), 4);
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM outlet"), 1);
}

#[test]
fn what_something_depends_on_is_refused_or_undone_with_it() {
    corpus()
        .run(["undo", "3"])
        .failure_with(1, [
            "error: operation 3 can't be undone: since then operation 4 (meta set) changed the title of article 3\n",
            "--cascade",
        ])
        .then()
        .run(["undo", "3", "--cascade", "--quiet"])
        .success()
        .stdout("")
        .then()
        .run(["log", "--json"])
        .success()
        .stdout_has(["{\"undid\":\"operation 4 (meta set)\"", "{\"undid\":\"operation 3 (import)\""]);
}

#[test]
fn an_undo_is_undone() {
    corpus()
        .run(["undo", "4"])
        .success()
        .then()
        .run(["undo", "4"])
        .failure(1, "error: operation 4 is undone already, by operation 5\nhint: to do it again, undo the undo: corpus undo 5\n")
        .then()
        .run(["undo", "5"])
        .success()
        .stdout_has(["the undone meta set (by undoing operation 5) done again · operation 6", "(none) → Three"])
        .then()
        .run(["undo", "6"])
        .success()
        .stdout_has(["operation 6 (meta set) undone · operation 7"])
        .then()
        .run(["undo", "99"])
        .failure(1, "error: there is no operation 99\nhint: corpus log lists them\n");
}

#[test]
fn imports_afterwards_see_the_files_as_if_for_the_first_time() {
    corpus()
        .run(["undo", "3", "--cascade"])
        .success()
        .then()
        .run(["import", "news"])
        .success()
        .stdout_has(["changed    news/a.txt", "added      news/c.txt", "1 added, 1 changed, 1 unchanged"])
        .then()
        .run(["list", "--columns", "id,version,key"])
        .success()
        .stdout(
            "ID  VERSION  KEY\n 1        3  news/a.txt\n 2        1  news/b.txt\n 4        1  news/c.txt\n",
        )
        .then()
        .run(["diff", "1"])
        .success()
        .stdout_has(["news/a.txt@1 → news/a.txt@3", "{+ again+}"]);
}

#[test]
fn what_other_programs_changed_by_its_time() {
    let sandbox = corpus();
    sandbox
        .client()
        .execute_batch(
            "
            UPDATE articles SET title = 'Slip' WHERE id = 1;
            UPDATE articles SET outlet = 'Other' WHERE id = 2;
            ",
        )
        .unwrap();
    sandbox
        .run(["undo", "2"])
        .failure_with(1, ["since then another program changed the outlet of article 2"])
        .then()
        .run(["undo", "--outside", "--since", "2024-06"])
        .success()
        .stdout_has(["changes of other programs undone · operation 5\n", "Slip → (none)", "Other → Gazette"])
        .then()
        .run(["list", "--columns", "id,title,outlet", "--format", "csv"])
        .success()
        .stdout("id,title,outlet\n1,,Gazette\n2,,Gazette\n3,Three,\n")
        .then()
        .run(["undo", "--outside", "--since", "2024-06"])
        .failure_with(1, ["no other program has changed anything in that time"])
        .then()
        .run(["undo", "5"])
        .success()
        .stdout_has(["changes of other programs done again · operation 6"])
        .then()
        .run(["undo", "2", "--cascade"])
        .success()
        .then()
        .run(["list", "--columns", "id,title,outlet", "--format", "csv"])
        .success()
        .stdout("id,title,outlet\n1,Slip,\n2,,\n3,Three,\n");
}

#[test]
fn the_shape_for_scripts() {
    let told = corpus().run(["undo", "3", "--cascade", "--json"]).success();
    let report = told.value();
    assert_eq!(keys(&report), ["dry_run", "operations"]);
    assert_eq!(
        keys(&report["operations"][0]),
        ["operation", "undoes", "kind", "redo", "articles", "metadata", "definitions", "kept"]
    );
    assert_eq!(
        report["operations"][1]["articles"],
        json!([
            { "id": 1, "key": "news/a.txt", "title": null, "from_version": 2, "to_version": 1 },
            { "id": 3, "key": "news/c.txt", "title": null, "from_version": 1, "to_version": null },
        ])
    );
    let rehearsal = told.then().run(["undo", "--dry-run", "--json"]).whatever().value();
    assert_eq!(rehearsal["operations"][0]["operation"], json!(null));
}

#[test]
fn values_under_a_definition_depend_on_it() {
    Sandbox::news([("a.txt", "The ferry runs.")])
        .run(["meta", "set", "1", "topic=a", "-q"])
        .whatever()
        .then()
        .run(["meta", "define", "topic", "--repeatable"])
        .success()
        .then()
        .run(["meta", "set", "1", "topic=b", "topic=c"])
        .success()
        .then()
        .run(["undo", "3"])
        .failure_with(1, ["since then operation 4 (meta set) used another definition of the field topic"])
        .then()
        .run(["undo", "3", "--cascade"])
        .success()
        .stdout_has(["operation 4 (meta set) undone", "field topic, repeatable: 1 → 0"])
        .then()
        .run(["meta", "get", "1", "topic", "--format", "csv"])
        .success()
        .stdout("article,field,ordinal,value\n1,topic,0,a\n");
}

#[test]
fn what_builds_on_something_undone_is_done_again_with_it() {
    corpus()
        .run(["undo", "3", "--cascade"])
        .success()
        .then()
        .run(["undo", "1", "--cascade"])
        .success()
        .then()
        .run(["undo", "6"])
        .failure_with(1, ["operation 1 (import), on which that builds, is undone"])
        .then()
        .run(["undo", "6", "--cascade"])
        .success()
        .stdout_has(["article 1     back at 1", "article 1     version 1 → 2"]);
}

#[test]
fn a_purge_is_not_passed_over() {
    corpus()
        .run(["purge", "2", "--yes"])
        .success()
        .then()
        .run(["undo"])
        .failure_with(1, ["operation 5 is a purge, which can't be undone", "name it"])
        .then()
        .run(["undo", "4"])
        .success();
}

#[test]
fn articles_that_are_gone_are_in_nobodys_way() {
    Sandbox::news([("a.txt", "One.")])
        .file("undone/1/news/a.txt", "A trap.")
        .run(["import", "undone"])
        .success()
        .then()
        .run(["undo", "1"])
        .success()
        .then()
        .run(["list", "--columns", "key", "--format", "csv"])
        .success()
        .stdout("key\nundone/1/news/a.txt\n");
}

#[test]
fn an_outlet_that_was_made_since_doesn_t_stand_in_the_way_of_taking_a_merge_back() {
    corpus()
        .run(["meta", "set", "3", "outlet=The Gazette"])
        .success()
        .then()
        .run(["outlet", "merge", "The Gazette", "Gazette"])
        .success()
        .then()
        .run(["meta", "set", "2", "outlet=Courier"])
        .success()
        .then()
        .run(["sql", "--write", "UPDATE articles SET outlet = 'Herald' WHERE id = 1"])
        .noting("1 metadata value changed · operation 8\n")
        .then()
        .run(["undo", "6"])
        .success()
        .then()
        .run(["list", "--columns", "id,outlet", "--format", "csv"])
        .success()
        .stdout("id,outlet\n1,Herald\n2,Courier\n3,The Gazette\n");
}
