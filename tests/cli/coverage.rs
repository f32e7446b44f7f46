//! `corpus compare`, `quotations` and `duplicates`: what they print, and what they take.

use crate::sandbox::Sandbox;
use serde_json::Value;

const COURIER: &str = "Old pier closes\n\nThe council of Quay will close the old pier in October, Mayor Ada Roe said on Monday. \
    “Ten of its forty piles are rotten,” she told reporters. Fishermen protested against the plan.\n";
const GAZETTE: &str = "Pier to close\n\nMayor Roe announced that the council closes the old pier of Quay in October. \
    “Twelve of the forty piles are rotten,” Roe told reporters. It rained all day.\n";

fn corpus() -> Sandbox {
    Sandbox::news([("a.txt", COURIER), ("b.txt", GAZETTE)])
        .run(["meta", "set", "1", "outlet=Quay Courier", "published=2024-05-02"])
        .success()
        .then()
        .run(["meta", "set", "2", "outlet=Gazette", "published=2024-05-01"])
        .success()
        .then()
}

#[test]
fn reports_stand_side_by_side() {
    let text = corpus().run(["compare", "1", "2", "--only"]).success().text();
    insta::assert_snapshot!("compare", text);
    assert!(text.lines().all(|line| line.chars().count() <= 80));
}

#[test]
fn the_order_of_the_arguments_changes_nothing() {
    let one = corpus().run(["compare", "1", "2", "--json"]).success().value();
    assert_eq!(corpus().run(["compare", "2", "1", "--json"]).success().value(), one);
    // By date of publication.
    assert_eq!(one["articles"][0]["article"], 2);
    let wording = &one["statements"][0]["columns"][1];
    let place = |name: &str| usize::try_from(wording[name].as_u64().unwrap()).unwrap();
    assert_eq!(Value::from(&COURIER[place("start")..place("end")]), wording["text"]);
}

#[test]
fn a_page_is_written_once() {
    let sandbox = corpus().run(["compare", "1-2", "--html", "page.html"]).success();
    let sandbox = sandbox.stdout("page.html: 2 reports, 2 shared statements\n").then();
    let page = std::fs::read_to_string(sandbox.path("page.html")).unwrap();
    assert!(page.contains("href=\"#place-1-1\"") && !page.contains("<script"));
    sandbox
        .run(["compare", "1-2", "--html", "page.html"])
        .failure_with(1, ["page.html exists", "--force"])
        .then()
        .run(["compare", "1-2", "--html", "corpus.db", "--force"])
        .failure_with(1, ["corpus.db"]);
}

#[test]
fn a_comparison_takes_several_reports() {
    corpus()
        .run(["compare", "1"])
        .failure_with(2, ["1 article is selected, and a comparison takes 2 to 100"]);
}

#[test]
fn statements_have_speakers() {
    let text = corpus().run(["quotations"]).noting("4 statements\n").text();
    insta::assert_snapshot!("quotations", text);
    let sandbox = corpus();
    let marked = sandbox.run(["quotations", "--marked", "--speaker", "roe", "--json"]).success().value();
    let places: Vec<(&Value, &Value)> =
        marked.as_array().unwrap().iter().map(|row| (&row["article"], &row["speaker"])).collect();
    assert_eq!(places, [(&Value::from(1), &Value::from("Ada Roe")), (&Value::from(2), &Value::from("Roe"))]);
    let row = &marked[0];
    let place = |name: &str| usize::try_from(row[name].as_u64().unwrap()).unwrap();
    assert_eq!(&COURIER[place("start")..place("end")], "Ten of its forty piles are rotten,");
    assert_eq!(&COURIER[place("speaker_start")..place("speaker_end")], "she");
    corpus()
        .run(["quotations", "--by", "outlet", "--format", "csv"])
        .success()
        .stdout("name,statements,marked,articles\nGazette,2,1,1\nQuay Courier,2,1,1\n");
}

#[test]
fn copies_are_listed_and_left_out() {
    let words: Vec<String> = (0..120).map(|number| format!("word{number}")).collect();
    let report = words.join(" ");
    let sandbox = Sandbox::news([
        ("a.txt", &report),
        ("b.txt", &format!("LONDON (Reuters) - {report} more words of its own")),
        ("c.txt", &report.to_uppercase()),
        ("d.txt", "Something else altogether"),
    ])
    .run(["meta", "set", "1", "outlet=Quay Courier", "published=2024-05-02"])
    .success()
    .then()
    .run(["meta", "set", "2", "outlet=Gazette", "published=2024-05-01"])
    .success()
    .then();
    let told = sandbox.run(["duplicates"]).noting("3 pairs\n");
    insta::assert_snapshot!("duplicates", told.text());
    let told = told.then().run(["duplicates", "--kind", "same-words", "--json"]).success();
    let pairs = told.value();
    assert_eq!((&pairs[0]["a"], &pairs[0]["b"]), (&Value::from(1), &Value::from(3)));
    told.then()
        .run(["duplicates", "--keep", "earliest"])
        .success()
        .stdout("2\n4\n")
        .then()
        .run(["duplicates", "--network", "--svg", "copies.svg", "--format", "csv"])
        .success()
        .stdout("from,to,articles,share,hours\nGazette,Quay Courier,1,1.0,24.0\n")
        .then()
        .with(|folder| {
            let image = std::fs::read_to_string(folder.join("copies.svg")).unwrap();
            assert!(image.contains("Gazette → Quay Courier: copies 1"), "{image}");
        })
        .run(["duplicates", "4"])
        .noting("no copies were found\n");
}

/// Two events, and an article about neither.
fn events() -> Sandbox {
    let ferry =
        "The ferry Aurora ran aground off Quay with 40 passengers. Captain Ada Roe called for help at night.";
    let left = "All 40 passengers left the ferry Aurora, which ran aground off Quay. Captain Roe had called for help.";
    let school = "The council of Marrow voted for a new school in Hill Street. Mayor Jon Doe said that it opens next year.";
    let opened =
        "Mayor Doe opens the new school in Hill Street, Marrow. The council had voted for it last year.";
    Sandbox::news([
        ("a.txt", ferry),
        ("b.txt", school),
        ("c.txt", left),
        ("d.txt", opened),
        ("e.txt", "A choir sang in the market hall, and nobody left before the end."),
        ("f.txt", "Rain is expected on the coast, and the wind turns to the west."),
    ])
    .run(["meta", "set", "1", "outlet=Quay Courier", "published=2024-05-01"])
    .success()
    .then()
    .run(["meta", "set", "3", "outlet=Gazette", "published=2024-05-02T09:00"])
    .success()
    .then()
}

#[test]
fn articles_on_one_event_are_a_story() {
    let told = events().run(["stories"]).noting("2 stories\n");
    insta::assert_snapshot!("stories", told.text());
    let told = told.then().run(["stories", "--json"]).success();
    let stories = told.value();
    let articles: Vec<&Value> =
        stories[0]["articles"].as_array().unwrap().iter().map(|article| &article["id"]).collect();
    assert_eq!((&stories[0]["story"], articles), (&Value::from(1), vec![&Value::from(1), &Value::from(3)]));
    let told = told.then().run(["stories", "--show", "1"]).success();
    insta::assert_snapshot!("story", told.text());
    told.then()
        .run(["stories", "--show", "5"])
        .failure_with(1, ["there is no story 5", "corpus stories lists them"])
        .then()
        .run(["compare", "--story", "1"])
        .success()
        .stdout_has(["2 reports, in the order of publication"])
        .then()
        .run(["compare", "--story", "2", "1"])
        .failure_with(2, ["a story is a selection of its own"]);
}

#[test]
fn similar_articles_come_with_what_they_share() {
    let told = events().run(["similar", "a.txt", "--limit", "1"]).success();
    insta::assert_snapshot!("similar", told.text());
    let found = told.then().run(["similar", "1", "--json"]).success().value();
    assert_eq!((&found[0]["id"], &found[0]["days"]), (&Value::from(3), &Value::from(1)));
}
