//! What the options of `corpus import` do, standard input among them.

use super::{BRIDGE, FARES, FARES_LATER, counts};
use crate::sandbox::Sandbox;
use serde_json::{Value, json};

#[test]
fn remove_missing_takes_out_of_view_and_a_file_that_is_back_puts_back() {
    Sandbox::news([("a.txt", FARES), ("b.txt", BRIDGE)])
        .rename("news/b.txt", "b.txt")
        .run(["import", "news", "--remove-missing"])
        .success()
        .stdout("removed    news/b.txt\n1 unchanged, 1 removed · 60 B read · operation 2\n")
        .then()
        .run(["list", "--columns", "key", "--format", "csv"])
        .success()
        .stdout("key\nnews/a.txt\n")
        .then()
        .run(["list", "--removed", "--columns", "key,removed_at", "--format", "csv"])
        .success()
        .stdout("key,removed_at\nnews/b.txt,2024-05-01T12:00:00.000Z\n")
        .then()
        .rename("b.txt", "news/b.txt")
        .run(["import", "news"])
        .success()
        .stdout("restored   news/b.txt\n1 unchanged, 1 restored · 116 B read · operation 3\n")
        .then()
        .run(["list", "--columns", "id,key,version", "--format", "csv"])
        .success()
        .stdout("id,key,version\n1,news/a.txt,1\n2,news/b.txt,1\n");
}

#[test]
fn remove_missing_removes_what_was_marked_missing_before() {
    Sandbox::news([("a.txt", FARES), ("b.txt", BRIDGE)])
        .delete("news/b.txt")
        .run(["import", "news"])
        .success()
        .then()
        .run(["import", "news", "--remove-missing"])
        .success()
        .stdout("removed    news/b.txt\n1 unchanged, 1 removed · 60 B read · operation 3\n");
}

#[test]
fn remove_missing_is_refused_when_no_file_is_there() {
    Sandbox::news([("a.txt", FARES), ("b.txt", BRIDGE)])
        .delete("news/a.txt")
        .delete("news/b.txt")
        .run(["import", "news", "--remove-missing"])
        .failure(
            1,
            "error: no file of the source is there any more, so nothing was removed\n\
             hint: is the disk mounted, is it the right folder? Without --remove-missing the files are marked as missing\n",
        )
        .then()
        .run(["list", "--columns", "key", "--format", "csv"])
        .success()
        .stdout("key\nnews/a.txt\nnews/b.txt\n")
        .then()
        .run(["import", "news"])
        .success()
        .stdout_has(["missing    news/a.txt\nmissing    news/b.txt\n2 missing"]);
}

#[test]
#[cfg(unix)]
fn a_change_that_size_and_time_hide_is_found_all_the_same() {
    let sandbox = Sandbox::news([("a.txt", FARES)]);
    let modified = sandbox.now();
    let hidden = FARES.replace("late", "soon");
    assert_eq!(hidden.len(), FARES.len());
    sandbox
        .advance(1)
        .run(["import", "news"])
        .success()
        .then()
        .file_of("news/a.txt", hidden, modified)
        .run(["import", "news"])
        .success()
        .stdout("changed    news/a.txt\n1 changed · 60 B read · operation 3\n");
}

#[test]
fn rehash_looks_into_every_file() {
    Sandbox::news([("a.txt", FARES)])
        .advance(1)
        .run(["import", "news"])
        .success()
        .then()
        .advance(1)
        .run(["import", "news"])
        .success()
        .stdout("1 unchanged · 0 B read · operation 3\n")
        .then()
        .run(["import", "news", "--rehash"])
        .success()
        .stdout("1 unchanged · 60 B read · operation 4\n");
}

#[test]
fn another_folder_is_read_again_even_after_part_of_it_was() {
    Sandbox::corpus()
        .file("one/a.txt", "The same length: one")
        .file("two/a.txt", "The same length: two")
        .file("two/b.txt", FARES)
        .run(["import", "one"])
        .success()
        .then()
        .run(["import", "two/b.txt", "--source", "one"])
        .success()
        .then()
        .run(["import", "two", "--source", "one"])
        .success()
        .stdout_has(["changed    one/a.txt\n"]);
}

#[test]
fn a_file_that_is_still_there_is_neither_missing_nor_moved() {
    Sandbox::corpus()
        .file("one/.hidden.txt", FARES)
        .file("one/a.txt", BRIDGE)
        .file("two/copy.txt", BRIDGE)
        .run(["import", "one/.hidden.txt", "one/a.txt"])
        .success()
        .then()
        .run(["import", "one", "--remove-missing"])
        .success()
        .stdout("1 unchanged · 56 B read · operation 2\n")
        .then()
        .run(["import", "two/copy.txt", "--source", "one"])
        .success()
        .stdout_has(["duplicate  one/copy.txt"]);
}

#[test]
fn a_file_from_elsewhere_leaves_the_folder_of_the_source() {
    Sandbox::corpus()
        .file("one/a.txt", FARES)
        .file("two/b.txt", BRIDGE)
        .run(["import", "one"])
        .success()
        .then()
        .run(["import", "two/b.txt", "--source", "one"])
        .success()
        .stdout_has(["added      one/b.txt"])
        .then()
        .run(["import", "one"])
        .success()
        .stdout_has(["missing    one/b.txt"]);
}

#[test]
fn two_folders_of_one_source_with_the_same_name_in_both() {
    Sandbox::corpus()
        .file("one/a.txt", FARES)
        .file("two/a.txt", BRIDGE)
        .run(["import", "one", "two", "--source", "both"])
        .failure_with(
            3,
            ["failed     both/a.txt: another folder of the same source has a file of this name too"],
        )
        .stdout_has(["1 added, 1 failed"]);
}

#[test]
fn a_dry_run_reports_the_same_and_writes_nothing() {
    let sandbox =
        Sandbox::news([("a.txt", FARES), ("b.txt", BRIDGE), ("c.txt", "Only a line"), ("d.txt", "Here")])
            .advance(1)
            .file("news/a.txt", FARES_LATER)
            .rename("news/b.txt", "news/bridge.txt")
            .delete("news/c.txt")
            .file("news/copy.txt", "Here")
            .file("news/new.txt", "Something else")
            .file("news/empty.txt", "");
    let before = sandbox.contents();
    let rehearsed = sandbox
        .run(["import", "news", "--dry-run", "--json"])
        .failure(3, "failed     news/empty.txt: the file is empty\n");
    let mut expected = rehearsed.value();
    let sandbox = rehearsed.then();
    assert_eq!(sandbox.contents(), before);
    assert_eq!(
        counts(&expected),
        json!({ "added": 1, "changed": 1, "unchanged": 1, "moved": 1, "duplicate": 1, "failed": 1, "missing": 1 })
    );
    assert_eq!(expected["operation"], Value::Null);
    expected["operation"] = json!(2);
    sandbox
        .run(["import", "news", "--json"])
        .failure(3, "failed     news/empty.txt: the file is empty\n")
        .json(expected);
}

#[test]
fn a_dry_run_without_a_corpus_creates_none() {
    let sandbox = Sandbox::new()
        .file("news/a.txt", FARES)
        .run(["import", "news", "-n"])
        .success()
        .stdout("added      news/a.txt\n1 added · 60 B read · dry run: nothing was written\n")
        .then();
    assert_eq!(sandbox.contents().len(), 1);
}

#[test]
fn source_names_the_source_and_updates_it_from_another_folder() {
    Sandbox::corpus()
        .file("first/a.txt", FARES)
        .file("second/a.txt", FARES_LATER)
        .run(["import", "first", "--source", "gazette"])
        .success()
        .stdout("added      gazette/a.txt\n1 added · 60 B read · operation 1\n")
        .then()
        .run(["import", "second", "--source", "gazette"])
        .success()
        .stdout("changed    gazette/a.txt\n1 changed · 62 B read · operation 2\n");
}

#[test]
fn a_source_known_from_another_folder_is_refused_naming_both() {
    let sandbox = Sandbox::corpus()
        .file("first/news/a.txt", FARES)
        .file("second/news/a.txt", FARES_LATER)
        .run(["import", "first/news"])
        .success()
        .then()
        .run(["import", "second/news"])
        .failure(
            1,
            "error: the source 'news' is the folder [FOLDER]/first/news, and now it would be [FOLDER]/second/news\n\
             hint: if this is a newer state of the same articles: --source 'news'; if not, choose another name: --source NAME\n",
        )
        .then();
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM versions"), 1);
    sandbox
        .run(["import", "second/news", "--source", "news"])
        .success()
        .stdout_has(["changed    news/a.txt\n"]);
}

#[test]
fn two_folders_of_one_name_in_one_command_are_refused() {
    Sandbox::corpus()
        .file("first/news/a.txt", FARES)
        .file("second/news/b.txt", BRIDGE)
        .run(["import", "first/news", "second/news"])
        .failure_with(1, ["[FOLDER]/first/news", "[FOLDER]/second/news", "--source"])
        .then()
        .run(["import", "first/news", "second/news", "--source", "all"])
        .success()
        .stdout("added      all/a.txt\nadded      all/b.txt\n2 added · 116 B read · operation 1\n");
}

#[test]
fn what_cannot_be_the_name_of_a_source_is_refused() {
    for name in ["", "..", "a/../b", "/a", "a/", "a\nb", "a\u{1b}b"] {
        Sandbox::corpus()
            .file("news/a.txt", FARES)
            .run(["import", "news", "--source", name])
            .failure_with(2, ["can't be the name of a source", "hint: "]);
    }
}

#[test]
fn set_says_what_is_true_of_all_the_files() {
    Sandbox::corpus()
        .file("news/a.txt", FARES)
        .run(["import", "news", "--set", "outlet=Harbour Gazette", "--set", "published=2024-04"])
        .success()
        .then()
        .run(["meta", "get", "1", "outlet", "published", "--format", "csv"])
        .success()
        .stdout("article,field,ordinal,value\n1,outlet,0,Harbour Gazette\n1,published,0,2024-04\n")
        .then()
        .run(["meta", "why", "1", "outlet"])
        .success()
        .stdout_has(["set with the import (--set)", "operation 1"]);
}

#[test]
fn what_was_set_by_hand_outlasts_the_import() {
    Sandbox::news([("a.txt", FARES), ("b.txt", BRIDGE)])
        .run(["meta", "set", "1", "outlet=By Hand", "title=My own headline"])
        .success()
        .then()
        .run(["meta", "unset", "2", "title"])
        .success()
        .then()
        .advance(1)
        .file("news/a.txt", FARES.replace("rise", "soar"))
        .file("news/b.txt", BRIDGE.replace("reopen", "close"))
        .run(["import", "news", "--set", "outlet=By Import", "--set", "title=Of the import"])
        .success()
        .stdout_has(["2 changed"])
        .then()
        .run(["list", "--columns", "outlet,title", "--format", "csv"])
        .success()
        .stdout("outlet,title\nBy Hand,My own headline\nBy Import,\n");
}

#[test]
fn what_an_import_set_a_later_one_replaces() {
    Sandbox::news([("a.txt", FARES)])
        .run(["import", "news", "--set", "section=Harbour"])
        .success()
        .then()
        .run(["import", "news", "--set", "section=Politics"])
        .success()
        .then()
        .run(["meta", "get", "1", "section", "--format", "csv"])
        .success()
        .stdout("article,field,ordinal,value\n1,section,0,Politics\n");
}

#[test]
fn a_value_that_its_field_does_not_take_is_refused_before_anything_is_done() {
    let sandbox = Sandbox::corpus()
        .file("news/a.txt", FARES)
        .run(["import", "news", "--set", "published=2023-02-30"])
        .failure_with(2, ["published", "2023-02-30", "there is no such day"])
        .then();
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM articles"), 0);
    sandbox.run(["import", "news", "--set", "outlet"]).failure_with(2, ["outlet", "FIELD=VALUE"]);
}

#[test]
fn the_message_is_in_the_log() {
    Sandbox::corpus()
        .file("news/a.txt", FARES)
        .run(["import", "news", "--message", "first harvest"])
        .success()
        .then()
        .run(["log"])
        .success()
        .stdout(
            "OPERATION  WHEN                 KIND    WHAT                  MESSAGE\n        \
             1  2024-05-01 12:00:00  import  source news, 1 added  first harvest\n",
        );
}

#[test]
fn a_charset_that_is_given_is_used() {
    let cyrillic = b"\xcf\xe0\xf0\xee\xec\n"; // "Паром" in windows-1251
    Sandbox::corpus()
        .file("news/a.txt", cyrillic)
        .run(["import", "news", "--charset", "windows-1251"])
        .success()
        .then()
        .run(["show", "1", "--text"])
        .success()
        .stdout("Паром\n")
        .then()
        .run(["cat", "1"])
        .success()
        .stdout_bytes(cyrillic);
}

#[test]
fn the_same_bytes_in_another_charset_are_redecoded() {
    let cyrillic = b"\xcf\xe0\xf0\xee\xec\n";
    Sandbox::corpus()
        .file("news/a.txt", cyrillic)
        .run(["import", "news", "--charset", "latin1"])
        .success()
        .then()
        .run(["import", "news"])
        .success()
        .stdout("1 unchanged · 6 B read · operation 2\n")
        .then()
        .run(["import", "news", "--charset", "windows-1251"])
        .success()
        .stdout("redecoded  news/a.txt  (read as windows-1251)\n1 redecoded · 6 B read · operation 3\n")
        .then()
        .run(["sql", "SELECT number, kind, charset, text FROM versions ORDER BY number", "--json"])
        .success()
        .json(json!([
            { "number": 1, "kind": "added", "charset": "windows-1252", "text": "Ïàðîì\n" },
            { "number": 2, "kind": "redecoded", "charset": "windows-1251", "text": "Паром\n" },
        ]));
}

#[test]
fn an_unknown_charset_is_refused() {
    Sandbox::corpus()
        .file("news/a.txt", FARES)
        .run(["import", "news", "--charset", "klingon"])
        .failure_with(2, ["klingon"]);
}

#[test]
fn a_file_past_the_size_limit_fails() {
    Sandbox::corpus()
        .file("news/a.txt", FARES)
        .file("news/b.txt", BRIDGE)
        .run(["import", "news", "--max-size", "56"])
        .failure(3, "failed     news/a.txt: larger than 56 bytes (--max-size)\n")
        .stdout("added      news/b.txt\n1 added, 1 failed · 56 B read · operation 1\n");
}

#[test]
fn only_the_first_files_are_named_unless_all_are_asked_for() {
    let sandbox = (0..25).fold(Sandbox::corpus(), |sandbox, number| {
        sandbox.file(format!("news/{number:02}.txt"), format!("The text of article {number}"))
    });
    let told = sandbox.run(["import", "news", "--dry-run"]).success();
    assert_eq!(told.text().matches("added      ").count(), 20);
    let told = told.stdout_has(["… and 5 more (-v lists them all)\n25 added"]);
    let told = told.then().run(["import", "news", "-v"]).success();
    assert_eq!(told.text().matches("added      ").count(), 25);
}

#[test]
fn quiet_says_only_what_went_wrong() {
    Sandbox::new()
        .file("news/a.txt", FARES)
        .file("news/empty.txt", "")
        .run(["import", "news", "--quiet"])
        .failure(3, "failed     news/empty.txt: the file is empty\n");
}

#[test]
fn without_a_path_there_is_nothing_to_do() {
    Sandbox::corpus().run(["import"]).failure_with(2, ["corpus import needs <PATH>..."]);
}
