//! `corpus concordance`

use super::{corpus, printed};
use crate::sandbox::{Sandbox, keys};
use serde_json::json;

#[test]
fn hits_are_below_each_other() {
    corpus().run(["concordance", "ferry"]).noting("6 hits in 3 articles\n").stdout(concat!(
        "    1  Harbour Gaz…                                      [Ferry] talks begin The ferry company and t\n",
        "    1  Harbour Gaz…                Ferry talks begin The [ferry] company and the council hold talks.\n",
        "    2  Quay Times              The council wants cheaper [ferry] tickets. Ferry fares rise in spring\n",
        "    2  Quay Times    ouncil wants cheaper ferry tickets. [Ferry] fares rise in spring. \n",
        "    3  news/c.txt              The council wants cheaper [ferry] tickets. Ferry fares rise in spring\n",
        "    3  news/c.txt    ouncil wants cheaper ferry tickets. [Ferry] fares rise in spring. \n",
    ));
}

#[test]
fn a_line_has_its_article_and_its_place() {
    let (text, sandbox) = printed(corpus(), &["kwic", "talks", "--limit", "1"], &["--json"]);
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&text).unwrap(),
        json!([{
            "id": 1, "version": 1, "key": "news/a.txt", "title": "Ferry talks begin", "outlet": "Harbour Gazette",
            "published": "2024-01-10", "position": 6, "left": "Ferry ", "match": "talks",
            "right": " begin\n\nThe ferry company and the council hold talks. The ta",
        }])
    );
    let line: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        keys(&line[0]),
        ["id", "version", "key", "title", "outlet", "published", "position", "left", "match", "right"]
    );
    let (text, _) = printed(sandbox, &["concordance", "ferry fares"], &["--format", "csv", "--width", "2w"]);
    assert_eq!(
        text,
        concat!(
            "id,version,key,title,outlet,published,position,left,match,right\n",
            "2,1,news/b.txt,,Quay Times,2024-03-05,41,ferry tickets. ,Ferry fares, rise in\n",
            "3,1,news/c.txt,,,,41,ferry tickets. ,Ferry fares, rise in\n",
        )
    );
}

/// The ids and the words around the hits of a concordance.
#[track_caller]
fn lines(sandbox: Sandbox, query: &[&str]) -> (Vec<(i64, String)>, Sandbox) {
    let (text, sandbox) = printed(sandbox, &["concordance", "--width", "1w", "--jsonl"], query);
    let line = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        let words: Vec<&str> = ["left", "match", "right"].map(|part| line[part].as_str().unwrap()).into();
        (line["id"].as_i64().unwrap(), words.concat().split_whitespace().collect::<Vec<_>>().join(" "))
    };
    (text.lines().map(line).collect(), sandbox)
}

#[test]
fn words_beside_each_other_are_a_phrase() {
    let mut sandbox = corpus();
    for (query, expected) in [
        (&["ferry fares"][..], &[(2, "tickets. Ferry fares rise"), (3, "tickets. Ferry fares rise")][..]),
        (&["company OR end"], &[(1, "ferry company and")]),
        (&["FARE*", "2"], &[(2, "Ferry fares rise")]),
        (&["council outlet:HG"], &[(1, "the council hold")]),
        (&["council -wants"], &[(1, "the council hold")]),
        (&["the council topic:council published:2024-03.."], &[(2, "The council wants")]),
        (
            &["--regex", "t.l+ks|rises?", "--where", "id < 3"],
            &[(1, "Ferry talks begin"), (1, "hold talks. The"), (1, "The talks go"), (2, "fares rise in")],
        ),
        (&["--regex", "alk"], &[]),
        (&["--raw", "\"talks\" + \"go\""], &[(1, "The talks go on")]),
    ] {
        let (found, after) = lines(sandbox, query);
        let found: Vec<_> = found.iter().map(|(id, words)| (*id, words.as_str())).collect();
        assert_eq!(found, expected, "{query:?}");
        sandbox = after;
    }
}

#[test]
fn lines_are_sorted_by_words_or_by_articles() {
    let mut sandbox = corpus();
    for (order, expected) in [
        ("text", [1, 1, 2, 2, 3, 3]),
        ("right", [1, 2, 3, 1, 2, 3]),
        ("1R", [1, 2, 3, 1, 2, 3]),
        ("left", [1, 2, 3, 1, 2, 3]),
        ("date", [1, 1, 2, 2, 3, 3]),
        ("outlet", [1, 1, 2, 2, 3, 3]),
    ] {
        let (found, after) = lines(sandbox, &["ferry", "--sort", order]);
        assert_eq!(found.iter().map(|(id, _)| *id).collect::<Vec<_>>(), expected, "{order}: {found:?}");
        sandbox = after;
    }
    let sandbox =
        sandbox.run(["meta", "set", "3", "outlet=Courier", "published=2023", "-q"]).success().then();
    let (found, sandbox) = lines(sandbox, &["fares", "--sort", "date"]);
    assert_eq!(found.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [3, 2]);
    let (found, sandbox) = lines(sandbox, &["ferry", "--sort", "outlet", "--limit", "2"]);
    assert_eq!(found.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [3, 3]);
    sandbox
        .run(["concordance", "ferry", "--sort", "up"])
        .failure_with(2, ["'up' is no order of lines; left, right, match, text, date, outlet, or positions"])
        .then()
        .run(["concordance", "ferry", "--width", "wide"])
        .failure_with(2, ["'wide' is no width of a context; 60 characters: 60; 10 words: 10w"]);
}

#[test]
fn a_limit_says_what_it_leaves_out() {
    let told = corpus()
        .run(["concordance", "ferry", "--limit", "2"])
        .noting("2 of 6 hits in 3 articles (--limit 0 shows all)\n");
    assert_eq!(told.text().lines().count(), 2);
    let many = Sandbox::news([("a.txt", "ferry ".repeat(101).as_str())]);
    let told =
        many.run(["concordance", "ferry"]).noting("100 of 101 hits in 1 article (--limit 0 shows all)\n");
    assert_eq!(told.text().lines().count(), 100);
    let told = told.then().run(["concordance", "ferry", "--limit", "0"]).noting("101 hits in 1 article\n");
    assert_eq!(told.text().lines().count(), 101);
    let (text, _) = printed(told.then(), &["concordance", "ferry", "--jsonl"], &[]);
    assert_eq!(text.lines().count(), 101, "a program gets all");
}

#[test]
fn a_sample_is_drawn_by_its_seed() {
    let sandbox = Sandbox::news([("a.txt", "Peace. ".repeat(30).as_str())]);
    let told = sandbox
        .run(["concordance", "peace", "--sample", "3", "--seed", "7"])
        .noting("a sample of 3 of 30 hits in 1 article\n");
    let drawn = told.text();
    assert_eq!(drawn.lines().count(), 3);
    let again = told.then().run(["concordance", "peace", "--sample", "3", "--seed", "7"]).whatever();
    again
        .stdout(&drawn)
        .then()
        .run(["concordance", "peace", "--sample", "0"])
        .failure(2, "error: a sample needs at least one line\n")
        .then()
        .run(["concordance", "peace", "--seed", "7"])
        .failure_with(2, ["--sample <N>"]);
}
