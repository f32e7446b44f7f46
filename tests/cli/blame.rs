//! `corpus blame`: which version each sentence is from.

use crate::sandbox::Sandbox;

const TEXTS: [&str; 3] = [
    "Ferry fares rise\n\nThe council voted late on Monday evening. Nobody spoke.\n",
    "Ferry fares rise\n\nThe council voted early on Monday evening. Nobody spoke.\n",
    "Ferry fares rise\n\nThe council voted early on Monday evening. Nobody spoke.\n\nThe mayor was \u{1b}[31maway.\n",
];

fn corpus() -> Sandbox {
    TEXTS[1..].iter().fold(Sandbox::news([("a.txt", TEXTS[0])]), |sandbox, text| {
        sandbox.advance(24).file("news/a.txt", text).run(["import", "news"]).success().then()
    })
}

#[test]
fn each_sentence_has_its_version() {
    corpus().run(["blame", "a.txt"]).success().stdout(
        "news/a.txt@3\n\
         \n\
         \u{20}1  2024-05-01  operation 1           Ferry fares rise\n\
         \n\
         \u{20}2  2024-05-02  operation 2  since 1  The council voted early on Monday evening.\n\
         \u{20}1  2024-05-01  operation 1           Nobody spoke.\n\
         \n\
         \u{20}3  2024-05-03  operation 3           The mayor was \\u{1b}[31maway.\n",
    );
}

#[test]
fn an_older_version_knows_nothing_of_newer_ones() {
    corpus()
        .run(["blame", "1@first"])
        .success()
        .stdout_has(["news/a.txt@1"])
        .stdout_lacks("operation 2")
        .then()
        .run(["blame", "1", "--as-of", "2"])
        .success()
        .stdout_has(["news/a.txt@2"])
        .stdout_lacks("mayor");
}

#[test]
fn the_sentences_together_are_the_text() {
    let told = corpus().run(["blame", "1", "--json"]).success().value();
    let text = |sentence: &serde_json::Value| sentence["text"].as_str().unwrap().to_owned();
    assert_eq!(told.as_array().unwrap().iter().map(text).collect::<String>(), TEXTS[2]);
}

#[test]
fn what_was_undone_brought_nothing() {
    corpus()
        .run(["undo", "3"])
        .success()
        .then()
        .run(["blame", "1"])
        .success()
        .stdout_has(["news/a.txt@2", "operation 2  since 1"])
        .stdout_lacks("operation 3");
}

#[test]
fn an_article_that_is_not_there() {
    corpus().run(["blame", "9"]).failure_with(1, ["there is no article 9"]);
}

#[test]
fn as_a_table_for_programs() {
    corpus().run(["blame", "1@1", "--format", "csv"]).success().stdout_has([
        "version,operation,added_at,captured,brought,text,range\n",
        "1,1,2024-05-01T12:00:00.000Z,,1,",
    ]);
}
