//! `corpus search`: plain words, phrases, and FTS5's own language.

use crate::sandbox::{Sandbox, keys};
use serde_json::{Value, json};

fn corpus() -> Sandbox {
    Sandbox::news([
        ("a.txt", "Ferry fares rise\n\nThe café council voted on peace talks.\n"),
        ("b.txt", "Talks about talks, and talks again; no peace."),
        ("c.txt", "The market moves to the quay."),
    ])
}

#[track_caller]
fn ids(sandbox: Sandbox, arguments: &[&str]) -> (Vec<i64>, Sandbox) {
    let told = sandbox.run(["search", "--json"].iter().chain(arguments)).success();
    let found = told.value();
    let mut ids: Vec<i64> = found.as_array().unwrap().iter().map(|hit| hit["id"].as_i64().unwrap()).collect();
    ids.sort_unstable();
    (ids, told.then())
}

#[test]
fn for_people() {
    corpus()
        .run(["meta", "set", "1", "outlet=Harbour Gazette", "published=2024"])
        .success()
        .then()
        .run(["search", "council"])
        .noting("1 to 1 of 1\n")
        .stdout("   1  Ferry fares rise  Harbour Gazette, 2024\n      Ferry fares rise The café [council] voted on peace talks.\n");
}

#[test]
fn in_the_machines_formats() {
    let told = corpus().run(["search", "talks", "--json"]).success();
    let found = told.value();
    for hit in found.as_array().unwrap() {
        assert_eq!(keys(hit), ["id", "key", "version", "title", "outlet", "published", "score", "snippet"]);
    }
    assert_eq!(found[0]["id"], 2, "the best is first");
    assert_eq!(found[0]["title"], Value::Null);
    let told = told.then().run(["search", "talks", "--format", "jsonl"]).success();
    assert_eq!(Value::from(told.lines()), found);
    told.then()
        .run(["search", "quay", "--format", "csv"])
        .success()
        .stdout_has(["id,key,version,title,outlet,published,score,snippet\n3,news/c.txt,1,,,,"]);
}

#[test]
fn plain_words_phrases_beginnings_and_what_must_not_be_there() {
    let mut sandbox = corpus();
    for (query, expected) in [
        (vec!["peace", "talks"], vec![1, 2]),
        (vec!["peace talks"], vec![1, 2]),
        (vec!["\"peace talks\""], vec![1]),
        (vec!["talks -market -ferry"], vec![2]),
        (vec!["coun*"], vec![1]),
        (vec!["CAFE"], vec![1]),
        (vec!["café"], vec![1]),
        (vec!["AND"], vec![1, 2]),
        (vec!["NEAR"], vec![]),
        (vec!["body:talks"], vec![]),
        (vec!["talks)"], vec![1, 2]),
        (vec!["it's"], vec![]),
        (vec!["\"peace talks"], vec![1]),
        (vec!["„peace talks“"], vec![1]),
        (vec!["council OR quay"], vec![1, 3]),
        (vec!["talks NOT council"], vec![2]),
        (vec!["peace -358"], vec![1, 2]),
    ] {
        let expected = if query == ["AND"] { vec![2] } else { expected };
        let (found, after) = ids(sandbox, &query);
        assert_eq!(found, expected, "{query:?}");
        sandbox = after;
    }
}

#[test]
fn the_language_of_fts5() {
    let (found, sandbox) = ids(corpus(), &["--raw", "council OR quay"]);
    assert_eq!(found, [1, 3]);
    let (found, sandbox) = ids(sandbox, &["--raw", "NEAR(peace talks, 2) NOT about"]);
    assert_eq!(found, [1]);
    for broken in ["talks AND", "(", "NEAR(", "nosuchcolumn:talks", "*", ""] {
        let told = corpus().run(["search", "--raw", broken]).failure_with(2, ["error: "]);
        assert!(told.message().contains("hint: "), "{broken}: {}", told.message());
    }
    drop(sandbox);
}

#[test]
fn a_query_without_a_word() {
    for query in ["", "-peace", "…", "\"\""] {
        corpus().run(["search", "--", query]).failure_with(2, ["holds no word to search for"]);
    }
}

#[test]
fn a_word_that_must_not_be_there_may_come_first() {
    let (found, _) = ids(corpus(), &["--", "-ferry talks"]);
    assert_eq!(found, [2]);
}

#[test]
fn nothing_is_found() {
    corpus()
        .run(["search", "zebra"])
        .noting("nothing found\n")
        .stdout("")
        .then()
        .run(["search", "zebra", "--json"])
        .success()
        .json(json!([]));
}

#[test]
fn a_hint_says_why_nothing_may_be_found() {
    for (query, hint) in [
        ("zebra quay", "use OR in capitals"),
        ("OR zebra", "operators between two words"),
        ("\"quay market\"", "exactly this order"),
        ("peace outlet:Nobody", "there is no outlet 'Nobody'"),
    ] {
        let told = corpus().run(["search", query]).whatever();
        assert!(told.message().contains(hint), "{query}: {}", told.message());
    }
}

#[test]
fn words_are_found_in_every_spelling() {
    let mut sandbox = Sandbox::news([
        ("a.txt", "Das Ge\u{ad}samt\u{ad}werk der Straße, ze\u{200b}ro"),
        ("b.txt", "The o\u{fb03}ce: ＮＨＫ, 𝐁𝐨𝐥𝐝"),
        ("c.txt", "한국어 Ελλάδα Королёв Толстой ガザ Łódź"),
        (
            "d.txt",
            "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}\u{110b}\u{1165} Ελλα\u{301}δα \
             Короле\u{308}в Толстои\u{306} カ\u{3099}サ\u{3099} Ło\u{301}dz\u{301}",
        ),
    ]);
    for (query, expected) in [
        ("Gesamtwerk", vec![1]),
        ("Ge\u{ad}samtwerk", vec![1]),
        ("STRASSE", vec![1]),
        ("zero", vec![1]),
        ("office", vec![2]),
        ("o\u{fb03}ce", vec![2]),
        ("nhk bold", vec![2]),
        ("한국어", vec![3, 4]),
        ("ΕΛΛΑΔΑ", vec![3, 4]),
        ("Королев", vec![3, 4]),
        ("Толстой", vec![3, 4]),
        ("ガザ", vec![3, 4]),
        ("lodz", vec![3, 4]),
        ("\u{1112}\u{1161}\u{11ab}*", vec![3, 4]),
    ] {
        let (found, after) = ids(sandbox, &[query]);
        assert_eq!(found, expected, "{query}");
        sandbox = after;
    }
    sandbox
        .run(["search", "gesamtwerk strasse"])
        .noting("1 to 1 of 1\n")
        .stdout_has(["Das [Ge\u{ad}samt\u{ad}werk] der [Straße]"])
        .then()
        .run(["verify"])
        .whatever()
        .stdout_has(["sound"]);
}

#[test]
fn page_by_page() {
    corpus()
        .run(["search", "talks", "--limit", "1"])
        .noting("1 to 1 of 2\n")
        .stdout_has(["   2  news/b.txt\n"])
        .then()
        .run(["search", "talks", "--limit", "1", "--offset", "1"])
        .noting("2 to 2 of 2\n")
        .stdout_has(["   1  Ferry fares rise\n"]);
}

#[test]
fn a_page_without_articles() {
    for (arguments, nonsense) in [(["--offset", "5"], "6 to 5"), (["--limit", "0"], "1 to 0")] {
        let told = corpus().run(["search", "talks"].iter().chain(&arguments)).whatever();
        assert!(!told.message().contains(nonsense), "{}", told.message());
    }
}

#[test]
fn only_current_texts_of_live_articles() {
    let sandbox = corpus().advance(1).file("news/c.txt", "The market stays.").delete("news/b.txt");
    let sandbox = sandbox.run(["import", "news", "--remove-missing"]).success().then();
    let (found, sandbox) = ids(sandbox, &["quay"]);
    assert_eq!(found, [0; 0]);
    let (found, sandbox) = ids(sandbox, &["stays"]);
    assert_eq!(found, [3]);
    let (found, _) = ids(sandbox, &["talks"]);
    assert_eq!(found, [1]);
}

#[test]
fn a_text_that_two_articles_have_finds_both() {
    let (found, _) = ids(Sandbox::news([("a.txt", "The same text"), ("b.txt", "The same text")]), &["same"]);
    assert_eq!(found, [1, 2]);
}

#[test]
fn a_passage_from_outside_cannot_command_the_terminal() {
    Sandbox::news([("a.txt", "A \u{1b}[31mred passage")])
        .run(["search", "passage"])
        .noting("1 to 1 of 1\n")
        .stdout("   1  news/a.txt\n      A \\u{1b}[31mred [passage]\n");
}
