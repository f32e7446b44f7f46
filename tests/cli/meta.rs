//! `corpus meta`: values, where they are from, and tables of them in and out.

mod tables;

use crate::sandbox::{Sandbox, keys};
use serde_json::json;

fn corpus() -> Sandbox {
    Sandbox::news([("a.txt", "Ferry fares rise\n\nThe council voted.\n"), ("b.txt", "One paragraph only")])
}

#[test]
fn a_selection_that_nothing_fits_changes_nothing() {
    for command in [&["set", "section=Harbour"][..], &["unset", "title"]] {
        corpus()
            .run(["meta"].iter().chain(command).chain(&["--where", "0"]))
            .success()
            .stdout("no article matches: nothing was changed\n");
    }
}

#[test]
fn set_and_get() {
    corpus()
        .run(["meta", "set", "1", "b.txt", "outlet=Harbour Gazette", "published=2024-04"])
        .success()
        .stdout("2 of 2 articles changed · operation 2\n")
        .then()
        .run(["meta", "get", "1"])
        .success()
        .stdout(
            "ARTICLE  FIELD      VALUE\n      1  title      Ferry fares rise\n      1  outlet     Harbour Gazette\n      \
             1  published  2024-04\n",
        )
        .then()
        .run(["meta", "get", "1", "2", "outlet", "--format", "csv"])
        .success()
        .stdout("article,field,ordinal,value\n1,outlet,0,Harbour Gazette\n2,outlet,0,Harbour Gazette\n")
        .then()
        .run(["meta", "get", "2", "--json"])
        .success()
        .json(json!([
            { "article": 2, "field": "outlet", "ordinal": 0, "value": "Harbour Gazette" },
            { "article": 2, "field": "published", "ordinal": 0, "value": "2024-04" },
        ]));
}

#[test]
fn what_is_set_already_is_no_operation() {
    corpus()
        .run(["meta", "set", "1", "title=Ferry fares rise"])
        .success()
        .stdout("0 of 1 article changed\n")
        .then()
        .run(["meta", "set", "1", "title=  Ferry fares rise ", "--json"])
        .success()
        .json(json!({ "operation": null, "selected": 1, "changed": 0, "new_fields": [] }));
}

#[test]
fn a_selection_by_expression_or_from_a_file() {
    corpus()
        .run(["meta", "set", "--where", "title IS NULL", "title=Untitled", "-m", "placeholder"])
        .success()
        .stdout("1 of 1 article changed · operation 2\n")
        .then()
        .file("some.txt", "2\n\nnews/a.txt\n")
        .run(["meta", "set", "--from", "some.txt", "section=Harbour"])
        .success()
        .stdout("2 of 2 articles changed · operation 3\n")
        .then()
        .stdin("a.txt\n")
        .run(["meta", "unset", "--from", "-", "section"])
        .success()
        .stdout("1 of 1 article changed · operation 4\n")
        .then()
        .run(["meta", "get", "--where", "1", "title", "section", "--format", "csv"])
        .success()
        .stdout("article,field,ordinal,value\n1,title,0,Ferry fares rise\n2,title,0,Untitled\n2,section,0,Harbour\n");
}

#[test]
fn an_article_selected_twice_is_selected_once() {
    corpus()
        .run(["meta", "set", "1", "a.txt", "--where", "id = 1", "section=Harbour"])
        .success()
        .stdout("1 of 1 article changed · operation 2\n");
}

#[test]
fn without_articles_or_values() {
    corpus()
        .run(["meta", "set", "outlet=RT"])
        .failure(2, "error: no article is named\nhint: name articles, or give --where 'SQL condition' or --from FILE\n")
        .then()
        .run(["meta", "set", "1"])
        .failure_with(2, ["nothing to set", "FIELD=VALUE"])
        .then()
        .run(["meta", "set", "1", "outlet="])
        .failure_with(2, ["gives no value", "corpus meta unset"])
        .then()
        .run(["meta", "unset", "1"])
        .failure_with(2, ["no field is named"])
        .then()
        .run(["meta", "set", "9", "outlet=RT"])
        .failure_with(1, ["there is no article 9"]);
}

#[test]
fn nothing_is_asked_of_no_article() {
    corpus().run(["meta", "get"]).failure_with(2, ["no article is named"]);
    corpus().run(["meta", "get", "outlet"]).failure_with(2, ["no article is named"]);
}

#[test]
fn all_or_nothing() {
    let sandbox = corpus()
        .run(["meta", "set", "1", "9", "outlet=RT"])
        .failure_with(1, ["there is no article 9"])
        .then()
        .run(["meta", "set", "1", "section=Harbour", "published=soon"])
        .failure_with(2, ["'soon' is not a date"])
        .then();
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM operation"), 1);
    assert_eq!(sandbox.ask::<i64>("SELECT count(*) FROM outlet"), 0);
}

#[test]
fn values_are_checked_against_their_type() {
    for (assignment, reason) in [
        ("published=2023-02-30", "published: '2023-02-30' is not a date: there is no such day; write 2023"),
        ("published=04/03/2023", "its day and month could be exchanged"),
        ("published=2022/2023", "it is a range"),
        ("published=0000", "the year must be between 1000 and 2999"),
        ("published=99999", "is not a date"),
        ("published=yesterday", "is not a date"),
        ("published=2023-04-13T25:00", "the time is not like"),
        ("url=example.org", "url: 'example.org' is not a URL"),
        ("language=english please", "is not a language tag"),
        ("id=3", "'id' is not metadata"),
        ("text=x", "'text' is not metadata"),
        ("Topic=x", "'Topic' can't be the name of a field"),
    ] {
        corpus().run(["meta", "set", "1", assignment]).failure_with(2, [reason]).stdout("");
    }
}

#[test]
fn a_slip_in_a_fields_name_is_asked_about() {
    corpus().run(["meta", "set", "1", "oulet=RT"]).failure(
        2,
        "error: there is no field 'oulet'\nhint: did you mean outlet? If not, define it first: corpus meta define oulet\n",
    );
}

#[test]
fn the_refusal_of_an_unknown_field() {
    corpus()
        .run(["meta", "get", "1", "topic"])
        .failure(1, "error: there is no field 'topic'\nhint: corpus meta fields lists them\n")
        .then()
        .run(["meta", "unset", "1", "topic"])
        .failure_with(1, ["there is no field 'topic'"])
        .then()
        .run(["meta", "why", "1", "topic"])
        .failure_with(1, ["there is no field 'topic'"])
        .then()
        .run(["meta", "history", "1", "topic"])
        .failure_with(1, ["there is no field 'topic'"]);
}

#[test]
fn unset_takes_away_and_the_history_keeps() {
    corpus()
        .run(["meta", "unset", "1", "title"])
        .success()
        .stdout("1 of 1 article changed · operation 2\n")
        .then()
        .run(["meta", "get", "1"])
        .noting("no values\n")
        .stdout("")
        .then()
        .run(["meta", "history", "1"])
        .success()
        .stdout(
            "WHEN                 FIELD  OLD               NEW               ORIGIN        OPERATION\n\
             2024-05-01 12:00:00  title  -                 Ferry fares rise  text:opening          1\n\
             2024-05-01 12:00:00  title  Ferry fares rise  -                 set                   2\n",
        )
        .then()
        .run(["meta", "unset", "1", "title"])
        .success()
        .stdout("0 of 1 article changed\n");
}

#[test]
fn the_history_as_json() {
    let told = corpus().run(["meta", "history", "1", "--json"]).success();
    let history = told.value();
    assert_eq!(
        keys(&history[0]),
        ["article", "field", "ordinal", "old", "new", "origin", "operation", "changed_at"]
    );
    told.then()
        .run(["meta", "history", "2"])
        .noting("no metadata was ever set\n")
        .then()
        .run(["meta", "history", "1", "key", "--json", "-q"])
        .success()
        .json(json!([]));
}

#[test]
fn why_a_value_is_what_it_is() {
    let sandbox = corpus()
        .advance(1)
        .run(["meta", "set", "1", "title=Fares rise"])
        .success()
        .then()
        .run(["meta", "why", "1", "title"])
        .success()
        .stdout(
            "title of article 1: Fares rise\n  since 2024-05-01 13:00:00 UTC, before: Ferry fares rise\n  \
             set by hand\n  operation 2 (corpus log)\n  stated: Ferry fares rise (opening)\n",
        )
        .then()
        .run(["meta", "why", "1", "author"])
        .success()
        .stdout("author of article 1: (none)\n  it was never set\n")
        .then();
    sandbox.client().execute("UPDATE articles SET author = 'Ada Lind' WHERE id = 1", []).unwrap();
    let told = sandbox
        .run(["meta", "why", "1", "author"])
        .success()
        .stdout_has(["author of article 1: Ada Lind\n", "changed by another program, not by corpus"])
        .then()
        .run(["meta", "why", "1", "title", "--json"])
        .success();
    assert_eq!(
        keys(&told.value()),
        ["article", "field", "value", "change", "earlier_version", "candidates", "unread"]
    );
}

#[test]
fn why_names_the_earlier_version_that_stated_a_value() {
    let article =
        |front_matter: &str, word: &str| format!("---\n{front_matter}---\nThe ferry sails {word}.\n");
    let told = Sandbox::news([("a.md", &article("author: A. Ray\nsection: Port\n", "soon"))])
        .advance(1)
        .file("news/a.md", article("author: Ada Ray\nsection: Port\n", "late"))
        .run(["import", "news"])
        .success()
        .then()
        .advance(1)
        .file("news/a.md", article("section: Port\n", "never"))
        .run(["import", "news"])
        .success()
        .then()
        .run(["meta", "why", "1", "author"])
        .success()
        .stdout(
            "author of article 1: Ada Ray\n  since 2024-05-01 13:00:00 UTC, before: A. Ray\n  \
             stated by the front matter of version 2; the current one doesn't state it\n  \
             operation 2 (corpus log)\n",
        )
        .then()
        .run(["meta", "why", "1", "section"])
        .success()
        .stdout_has(["  stated by the front matter\n", "  stated: Port (front-matter:section)\n"])
        .then()
        .run(["meta", "why", "1", "author", "--json"])
        .success();
    assert_eq!(told.value()["earlier_version"], 2);
    told.then()
        .run(["meta", "set", "1", "author=Ada Lind"])
        .success()
        .then()
        .run(["meta", "why", "1", "author", "--json"])
        .success()
        .stdout_has(["\"earlier_version\": null"]);
}

#[test]
fn new_fields_are_defined_typed_and_listed() {
    corpus()
        .run(["meta", "set", "1", "accessed=2024-05"])
        .noting("new field accessed (text); corpus meta define accessed gives it another type\n")
        .then()
        .run(["meta", "define", "accessed", "--type", "date", "--description", "When we copied it"])
        .success()
        .stdout("accessed: date · operation 3\n")
        .then()
        .run(["meta", "set", "1", "accessed=soon"])
        .failure_with(2, ["accessed: 'soon' is not a date"])
        .then()
        .run(["meta", "define", "accessed", "--type", "integer"])
        .failure_with(2, ["accessed can't be of type integer: article 1 has the value '2024-05'"])
        .then()
        .run(["meta", "define", "title"])
        .failure_with(2, ["title is a standard field"])
        .then()
        .run(["meta", "fields"])
        .success()
        .stdout_has([
            "NAME       TYPE      REPEATABLE  DESCRIPTION\ntitle      text      no          The headline\n",
            "accessed   date      no          When we copied it\n",
        ])
        .then()
        .run(["meta", "define", "accessed", "--type", "colour"])
        .failure_with(2, ["'colour' is not a type of field"]);
}

#[test]
fn the_fields_as_json() {
    let fields = corpus().run(["meta", "fields", "--json"]).success().value();
    assert_eq!(keys(&fields[0]), ["name", "type", "repeatable", "standard", "schema_org", "description"]);
    let names: Vec<_> =
        fields.as_array().unwrap().iter().map(|field| field["name"].as_str().unwrap()).collect();
    assert_eq!(
        names,
        ["title", "subtitle", "outlet", "author", "published", "modified", "url", "language", "section"]
    );
}

#[test]
fn several_values_of_a_repeatable_field() {
    corpus()
        .run(["meta", "define", "topic", "--repeatable"])
        .success()
        .stdout("topic: text, repeatable · operation 2\n")
        .then()
        .run(["meta", "set", "1", "topic=ferries", "topic=fares"])
        .success()
        .then()
        .run(["meta", "get", "1", "topic", "--format", "csv"])
        .success()
        .stdout("article,field,ordinal,value\n1,topic,0,ferries\n1,topic,1,fares\n")
        .then()
        .run(["meta", "define", "topic", "--description", "What it is about"])
        .success()
        .stdout_has(["topic: text, repeatable"])
        .then()
        .run(["meta", "define", "topic", "--repeatable=false"])
        .failure_with(2, ["topic has to stay repeatable: article 1 has several values"])
        .then()
        .run(["meta", "set", "1", "author=Ada", "author=Bea"])
        .failure_with(2, ["author is given 2 values", "join several with \"; \""]);
}

#[test]
fn a_value_may_hold_an_equals_sign_and_a_key_too() {
    Sandbox::news([("x=y.txt", "Odd name")])
        .run(["meta", "set", "news/x=y.txt", "url=https://example.org/?a=b"])
        .success()
        .then()
        .run(["meta", "get", "1", "url", "--format", "csv"])
        .success()
        .stdout("article,field,ordinal,value\n1,url,0,https://example.org/?a=b\n");
}

const PAGE: &str = "<html><head><title>Ferry fares</title><meta name='author' content='Ada Lind'>\
    <meta property='article:published_time' content='2024-05-01'><meta name='dc.date' content='2024-05-02'></head><body>\
    <article><h1>Ferry fares</h1>\
    <p>The council of the small harbour town met on Monday to talk about the ferry, which many people take to work.</p>\
    </article></body></html>";

#[test]
fn why_lists_what_the_document_states_with_the_rules() {
    let sandbox =
        Sandbox::news([("a.html", PAGE)]).run(["meta", "set", "1", "published=2024-04-30"]).success().then();
    let told = sandbox.run(["meta", "why", "1", "published", "--json"]).success();
    let candidates = told.value()["candidates"].clone();
    let found: Vec<(&str, &str)> = candidates
        .as_array()
        .unwrap()
        .iter()
        .map(|candidate| (candidate["value"].as_str().unwrap(), candidate["standing"].as_str().unwrap()))
        .collect();
    assert_eq!(found, [("2024-05-01", "chosen"), ("2024-05-02", "other")]);
    told.then()
        .run(["meta", "why", "1"])
        .success()
        .stdout_has([
            "published of article 1: 2024-04-30\n",
            "  set by hand\n  operation 2 (corpus log)\n  stated: 2024-05-01 (",
            "  stated too: 2024-05-02 (",
            "author of article 1: Ada Lind\n",
            "  stated: Ada Lind (",
        ])
        .stdout_lacks("subtitle");
}
