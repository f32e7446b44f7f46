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
        .run(["duplicates", "--network", "--format", "csv"])
        .success()
        .stdout("from,to,articles,share,hours\nGazette,Quay Courier,1,1.0,24.0\n")
        .then()
        .run(["duplicates", "4"])
        .noting("no copies were found\n");
}
