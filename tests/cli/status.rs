//! `corpus status`: what a corpus has and lacks.

use crate::sandbox::Sandbox;
use serde_json::json;

#[test]
fn an_empty_corpus_says_how_to_begin() {
    Sandbox::corpus().run(["status"]).success().stdout_has([
        ": 0 articles in 0 versions, 0 outlets\n",
        "no articles yet",
        "corpus import FOLDER",
    ]);
}

#[test]
fn a_corpus_says_what_it_has_lacks_and_what_happened() {
    let sandbox = Sandbox::news([("a.txt", "Ferry fares rise"), ("b.txt", "Bridge to reopen")])
        .run(["meta", "set", "1", "outlet=Quay Times", "published=2023-04-13"])
        .success()
        .then()
        .file("news/a.txt", "Ferry fares rise again")
        .delete("news/b.txt")
        .run(["import", "news"])
        .success()
        .then();
    let told = sandbox.run(["status"]).success();
    told.stdout_has([
        ": 2 articles in 3 versions, 1 outlet\n",
        "published    2023-04-13 to 2023-04-13\n",
        "source news, 1 changed, 1 missing\n",
        "1 article without a date ",
        "1 article without an outlet ",
        "1 article whose file is missing ",
    ]);
}

#[test]
fn its_numbers_are_members_of_one_object() {
    let told = Sandbox::news([("a.txt", "Ferry fares rise"), ("b.txt", "Bridge to reopen")])
        .run(["remove", "2"])
        .success()
        .then()
        .run(["status", "--json"])
        .success();
    let status = told.value();
    for (name, expected) in
        [("articles", 1), ("removed", 1), ("versions", 1), ("outlets", 0), ("without_date", 1)]
    {
        assert_eq!(status[name], json!(expected), "{name}");
    }
    assert_eq!(status["last_import"]["operation"], 1);
    assert_eq!(status["last_operation"]["kind"], "remove");
}

#[test]
fn it_is_the_answer_to_no_command_where_there_is_a_corpus() {
    Sandbox::corpus().run::<&str>([]).success().stdout_has([": 0 articles"]);
    Sandbox::new().run::<&str>([]).success().stdout_has(["Usage: corpus", "Import articles:"]);
}
