//! `corpus analyse`: the edits between versions as rows, and what recurs in the articles of an outlet.

use crate::sandbox::{Sandbox, keys};
use serde_json::json;

const NAMES: [&str; 6] = ["Anna", "Boris", "Clara", "David", "Erika", "Frida"];

fn story(name: &str, fare: &str, footer: &str) -> String {
    format!("{name} speaks of fares\n\nOn the quay {name} said that a trip costs {fare} marks.\n{footer}")
}

/// Six articles of an outlet with a line that recurs; of the first the fare changes and that line, of the second only
/// that line goes.
fn corpus() -> Sandbox {
    let footer = |page| format!("\nRead more in the Quay Courier, page {page}.\n");
    let sandbox = NAMES.iter().enumerate().fold(Sandbox::corpus(), |sandbox, (page, name)| {
        sandbox.file(format!("news/{name}.txt"), story(name, "4", &footer(page)))
    });
    let sandbox =
        sandbox.run(["import", "news", "--set", "outlet=Quay Courier"]).success().then().advance(24);
    sandbox
        .file("news/Anna.txt", story("Anna", "6", &footer(7)))
        .file("news/Boris.txt", story("Boris", "4", ""))
        .run(["import", "news"])
        .success()
        .then()
}

fn analysed() -> Sandbox {
    let told = corpus().run(["analyse"]).success();
    told.stdout("3 edits in 2 versions of 2 articles · 1 passage recurs in 1 outlet\n").then()
}

#[test]
fn edits_are_rows() {
    analysed()
        .run(["sql", "SELECT * FROM edits ORDER BY article, position", "--format", "csv"])
        .success()
        .stdout(
            "article,from_version,to_version,position,kind,class,flags,old,new,old_position,cosmetic,reasons,move,boilerplate\n\
             1,1,2,63,replace,substantive,number,4,6,63,,4 became 6,,0\n\
             1,1,2,109,replace,substantive,number,0,7,109,,0 became 7,,1\n\
             2,1,2,74,delete,substantive,\"number, name\",\"\nRead more in the Quay Courier, page 1.\n\",,74,,1 was taken away; “Quay” was taken away; “Courier” was taken away,,1\n",
        )
        .then()
        .run(["sql", "SELECT * FROM boilerplate_passages", "--format", "csv"])
        .success()
        .stdout("outlet,articles,of_articles,text\nQuay Courier,6,6,\"Read more in the Quay Courier, page 0.\"\n");
}

#[test]
fn only_what_is_new_is_looked_at() {
    let nothing = json!({
        "articles": 0, "comparisons": 0, "edits": 0, "outlets": 0, "passages": 0, "interrupted": false
    });
    let sandbox = analysed().run(["analyse"]).success().stdout("nothing new\n").then();
    let sandbox = sandbox.run(["analyse", "--json"]).success().json(nothing).then();
    let before: i64 = sandbox.ask("SELECT count(*) FROM operation");
    let sandbox = sandbox
        .advance(24)
        .file("news/Anna.txt", story("Anna", "8", ""))
        .run(["import", "news"])
        .success()
        .then()
        .run(["analyse", "--json"])
        .success()
        .json(json!({
            "articles": 1, "comparisons": 1, "edits": 2, "outlets": 1, "passages": 1, "interrupted": false
        }))
        .then();
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM operation"), before + 1, "only the import");
    sandbox.run(["analyse", "-q"]).success().stdout("");
}

#[test]
fn of_some_articles_with_their_outlets() {
    corpus()
        .run(["analyse", "2"])
        .success()
        .stdout("1 edit in 1 version of 1 article · 1 passage recurs in 1 outlet\n")
        .then()
        .run(["analyse", "--where", "outlet IS NULL"])
        .success()
        .stdout("nothing new\n")
        .then()
        .run(["analyse", "99"])
        .failure_with(1, ["there is no article 99"]);
}

#[test]
fn by_other_rules_all_is_found_again() {
    let sandbox = analysed();
    sandbox
        .client()
        .execute_batch("UPDATE comparison SET rules = 0; UPDATE learned_outlet SET rules = 0")
        .unwrap();
    let told = sandbox.run(["analyse"]).success();
    let sandbox = told.stdout("3 edits in 2 versions of 2 articles · 1 passage recurs in 1 outlet\n").then();
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM edit"), 3);
}

#[test]
fn what_was_undone_is_skipped() {
    let pairs =
        "SELECT group_concat(DISTINCT article || ': ' || from_version || '→' || to_version) FROM edits";
    let sandbox = analysed();
    assert_eq!(sandbox.ask::<String>(pairs), "1: 1→2,2: 1→2");
    let sandbox = sandbox.run(["undo"]).success().then();
    assert_eq!(sandbox.ask::<Option<String>>(pairs), None);
    let sandbox = sandbox
        .advance(24)
        .file("news/Anna.txt", story("Anna", "8", ""))
        .delete("news/Boris.txt")
        .run(["import", "news"])
        .success()
        .then();
    let sandbox = sandbox.run(["analyse"]).success().then();
    assert_eq!(sandbox.ask::<String>(pairs), "1: 1→3");
    let sandbox = sandbox.run(["undo"]).success().then().run(["undo", "3"]).success().then();
    assert_eq!(sandbox.ask::<String>(pairs), "1: 1→2,2: 1→2", "done again without another analysis");
}

#[test]
fn as_of_then() {
    let count = "SELECT count(*), coalesce(sum(boilerplate), 0) FROM edits";
    analysed()
        .run(["sql", "--as-of", "1", count, "--format", "csv"])
        .success()
        .stdout("count(*),\"coalesce(sum(boilerplate), 0)\"\n0,0\n")
        .then()
        .run(["sql", "--as-of", "2", count, "--format", "csv"])
        .success()
        .stdout("count(*),\"coalesce(sum(boilerplate), 0)\"\n3,0\n")
        .then()
        .run(["sql", "--as-of", "2", "SELECT count(*) AS n FROM boilerplate_passages", "--format", "csv"])
        .success()
        .stdout("n\n0\n");
}

#[test]
fn a_comparison_without_what_recurs() {
    analysed()
        .run(["diff", "1", "--no-boilerplate"])
        .noting("hidden, found in 6 of 6 articles of Quay Courier: Read more in the Quay Courier, page 7.\n")
        .stdout(
            "news/Anna.txt@1 → news/Anna.txt@2: 1 word deleted, 1 word inserted in 1 paragraph (number 1)\n\
             \n\
             Anna speaks of fares\n\
             \n\
             On the quay Anna said that a trip costs [-4-]{+6+} marks.\n  (number: 4 became 6)\n",
        )
        .then()
        .run(["diff", "2", "--no-boilerplate", "--exit-code", "-q"])
        .success()
        .stdout("news/Boris.txt@1 → news/Boris.txt@2: no differences\n")
        .then()
        .run(["diff", "2", "--exit-code", "--stat"])
        .failure(1, "");
}

#[test]
fn in_json_all_changes_stay_and_the_numbers_are_of_the_rest() {
    let told = analysed().run(["diff", "1", "--no-boilerplate", "--json", "-q"]).success();
    let diff = told.value();
    assert_eq!(keys(&diff), ["from", "to", "changes", "stats"]);
    let changes = diff["changes"].as_array().unwrap();
    let new: String = changes.iter().map(|change| change["new"].as_str().unwrap()).collect();
    assert_eq!(new, story("Anna", "6", "\nRead more in the Quay Courier, page 7.\n"));
    let recurs =
        changes.iter().filter(|change| change["kind"] != "equal").map(|change| &change["boilerplate"]);
    assert_eq!(recurs.collect::<Vec<_>>(), [&json!(false), &json!(true)]);
    assert_eq!(diff["stats"]["words_inserted"], 1);
    let all = told.then().run(["diff", "1", "--json"]).success().value();
    assert_eq!((&all["changes"], &all["stats"]["words_inserted"]), (&diff["changes"], &json!(2)));
}

#[test]
fn where_nothing_was_learned_it_says_so() {
    corpus()
        .run(["diff", "1", "--no-boilerplate", "--stat"])
        .noting("boilerplate of Quay Courier is not known yet: run corpus analyse\n")
        .stdout("news/Anna.txt@1 → news/Anna.txt@2: 2 words deleted, 2 words inserted in 2 paragraphs (number 2)\n")
        .then()
        .run(["meta", "unset", "1", "outlet"])
        .success()
        .then()
        .run(["diff", "1", "--no-boilerplate", "--stat"])
        .noting("article 1 has no outlet, so its boilerplate is not known\n");
    Sandbox::new().run(["diff", "1", "--no-boilerplate", "--as-of", "1"]).failure_with(2, ["--as-of"]);
}

#[test]
fn what_recurs_is_that_of_the_present_outlet() {
    let recurring = "SELECT coalesce(sum(boilerplate), 0) FROM edits";
    let sandbox = analysed();
    assert_eq!(sandbox.ask::<i64>(recurring), 2);
    let sandbox = sandbox.run(["outlet", "add", "Gazette"]).success().then();
    let sandbox = sandbox.run(["outlet", "merge", "Quay Courier", "Gazette"]).success().then();
    assert_eq!(sandbox.ask::<i64>(recurring), 0);
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM boilerplate"), 0);
    let sandbox = sandbox.run(["analyse"]).success().stdout("1 passage recurs in 1 outlet\n").then();
    assert_eq!(sandbox.ask::<i64>(recurring), 2);
    sandbox.run(["undo"]).success().then().run(["verify"]).success();
}

#[test]
fn four_articles_or_copies_of_one_are_too_few() {
    let told = Sandbox::corpus()
        .file("news/a.txt", "One.\n\nRead more.")
        .file("news/b.txt", "Two.\n\nRead more.")
        .file("news/c.txt", "Three.\n\nRead more.")
        .file("news/d.txt", "Four.\n\nRead more.")
        .file("news/e.txt", "Four.\n\nRead more.")
        .file("news/f.txt", "Five.\n\n* * *")
        .run(["import", "news", "--set", "outlet=Gazette", "-q"])
        .success()
        .then()
        .run(["analyse"])
        .success();
    told.stdout("nothing recurs in 1 outlet\n");
}

/// Eight articles of an outlet, each with this footer.
fn with_footer(sandbox: Sandbox, footer: &str) -> Sandbox {
    let places = ["Harbour", "Market", "Castle", "Station", "Bridge", "Museum", "Garden", "Theatre"];
    places.iter().fold(sandbox, |sandbox, place| {
        let text = format!("{place} reopens\n\nThe {place} opens its doors on the quay again.\n{footer}");
        sandbox.file(format!("news/{place}.txt"), text)
    })
}

#[test]
fn a_footer_that_changed_everywhere_recurs_in_both_wordings() {
    let (monday, friday) = ("\nWe print letters every Monday.\n", "\nWe print letters every Friday.\n");
    for (old, new) in [(monday, friday), (monday, ""), ("", friday)] {
        let sandbox = with_footer(Sandbox::corpus(), old)
            .run(["import", "news", "--set", "outlet=Quay Courier"])
            .success()
            .then()
            .advance(24);
        let sandbox = with_footer(sandbox, new)
            .run(["import", "news"])
            .success()
            .then()
            .run(["analyse"])
            .success()
            .then();
        assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM edits"), 8, "{old}{new}");
        assert_eq!(sandbox.ask::<i64>("SELECT sum(boilerplate) FROM edits"), 8, "{old}{new}");
        let told = sandbox.run(["diff", "1", "--no-boilerplate", "--exit-code"]).whatever();
        assert!(told.text().contains("no differences"), "{old}{new}: {}", told.text());
    }
}

#[test]
fn many_versions_of_few_articles_make_no_boilerplate() {
    let (mut sandbox, line) = (Sandbox::corpus(), "\nThe talks go on.\n");
    for version in 1..=8 {
        for name in ["Anna", "Boris", "Clara"] {
            sandbox = sandbox.file(format!("news/{name}.txt"), story(name, &version.to_string(), line));
        }
        sandbox =
            sandbox.run(["import", "news", "--set", "outlet=Quay Courier"]).success().then().advance(24);
    }
    let sandbox = sandbox.run(["analyse"]).success().then();
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM boilerplate"), 0);
}

#[test]
fn copies_of_one_report_that_were_corrected_apart_count_once() {
    let names = ["a", "b", "c", "d", "e", "f"];
    let write = |sandbox: Sandbox, end: &dyn Fn(&str) -> String| {
        names.iter().fold(sandbox, |sandbox, name| {
            sandbox.file(
                format!("news/{name}.txt"),
                format!("Ferry late\n\nThe ferry has twelve boats.{}\n", end(name)),
            )
        })
    };
    let sandbox = write(Sandbox::corpus(), &|_| String::new())
        .run(["import", "news", "--set", "outlet=Quay Courier"])
        .success()
        .then()
        .advance(24);
    let letters = |name: &str| format!(" So says captain {}.", name.repeat(3));
    let sandbox =
        write(sandbox, &letters).run(["import", "news"]).success().then().run(["analyse"]).success().then();
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM boilerplate WHERE wording LIKE '%twelve%'"), 0);
}
