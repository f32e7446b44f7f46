//! `corpus frequency`

use super::{corpus, printed, tokens};
use crate::sandbox::{Sandbox, keys};
use serde_json::json;

#[test]
fn for_people() {
    corpus().run(["frequency", "--limit", "4"]).noting("37 words in 3 articles\n").stdout(concat!(
        "TOKEN    COUNT  PER MILLION  ARTICLES\n",
        "ferry        6    162162.16         3\n",
        "the          5    135135.14         3\n",
        "council      3     81081.08         3\n",
        "talks        3     81081.08         1\n",
    ));
}

#[test]
fn for_programs() {
    let told = corpus().run(["frequency", "1", "--limit", "1", "--json"]).success();
    told.json(json!({
        "tokens": 15, "articles": 1,
        "rows": [{ "token": "talks", "count": 3, "per_million": 200_000.0, "articles": 1 }],
    }))
    .then()
    .run(["frequency", "b.txt", "--ngrams", "3", "--min-count", "1", "--format", "csv", "--limit", "2"])
    .success()
    .stdout(
        "token,count,per_million,articles\ncheaper ferry tickets,1,142857.14285714287,1\ncouncil wants cheaper,1,142857.14285714287,1\n",
    );
}

#[test]
fn each_group_is_counted_apart() {
    let told =
        corpus().run(["frequency", "--by", "outlet", "--limit", "1"]).noting("37 words in 3 articles\n");
    let sandbox = told
        .stdout(concat!(
            "GROUP            TOKEN  COUNT  PER MILLION  ARTICLES\n",
            "Harbour Gazette  talks      3    200000.00         1\n",
            "Quay Times       ferry      2    181818.18         1\n",
            "-                ferry      2    181818.18         1\n",
        ))
        .then();
    let told = sandbox.run(["frequency", "--by", "topic", "--limit", "1", "--json"]).success();
    let found = told.value();
    assert_eq!(keys(&found), ["tokens", "articles", "groups", "rows"]);
    // The first article has both topics.
    let groups = json!([
        { "group": "council", "tokens": 26, "articles": 2, "types": 17 },
        { "group": "harbour", "tokens": 15, "articles": 1, "types": 10 },
        { "group": null, "tokens": 11, "articles": 1, "types": 10 },
    ]);
    assert_eq!((&found["tokens"], &found["groups"]), (&json!(37), &groups));
    let row = &found["rows"][2];
    assert_eq!(keys(row), ["group", "token", "count", "per_million", "articles"]);
    assert_eq!((&row["group"], &row["token"], &row["count"]), (&json!(null), &json!("ferry"), &json!(2)));
    let mut sandbox = told.then();
    for (by, expected) in [
        ("year", "2024,"),
        ("month", "2024-01,"),
        ("week", "2024-01-08,"),
        ("day", "2024-01-10,"),
        ("source", "news,"),
    ] {
        let (text, after) = printed(sandbox, &["frequency", "--by", by], &["--format", "csv"]);
        let first = text.lines().nth(1).unwrap();
        assert!(first.starts_with(expected), "{by}: {first}");
        sandbox = after;
    }
    sandbox
        .run(["frequency", "--by", "mood"])
        .failure(1, "error: there is no field 'mood'\nhint: corpus meta fields lists them\n");
}

#[test]
fn rare_sequences_are_left_out() {
    let (text, sandbox) = printed(corpus(), &["frequency", "--ngrams", "2", "--min-articles", "3"], &[]);
    assert_eq!(
        text,
        "TOKEN        COUNT  PER MILLION  ARTICLES\nthe council      3    100000.00         3\n"
    );
    let (found, sandbox) = tokens(sandbox, &["frequency", "--min-count", "4"], &[]);
    assert_eq!(found, ["ferry", "the"]);
    for count in ["0", "10"] {
        corpus()
            .run(["frequency", "--ngrams", count])
            .failure_with(2, [&format!("{count} is not in 1..=9") as &str]);
    }
    drop(sandbox);
}

#[test]
fn stop_words_are_those_of_languages_and_files() {
    let (all, sandbox) = tokens(corpus(), &["frequency", "1"], &[]);
    assert!(["the", "and", "ferry"].iter().all(|word| all.contains(&(*word).to_owned())), "{all:?}");
    let (english, sandbox) = tokens(sandbox, &["frequency", "1", "--stop", "en"], &[]);
    assert!(!english.contains(&"the".to_owned()) && english.contains(&"ferry".to_owned()), "{english:?}");
    let sandbox = sandbox.file("own.txt", "# Names\n FERRY \n\nTálks\n");
    let (both, sandbox) = tokens(sandbox, &["frequency", "1", "--stop", "en", "--stop", "own.txt"], &[]);
    let expected: Vec<_> =
        english.iter().filter(|word| !["ferry", "talks"].contains(&word.as_str())).cloned().collect();
    assert_eq!(both, expected);
    // A sequence is left out for its first or its last word; the words are still counted.
    let (found, sandbox) =
        tokens(sandbox, &["frequency", "b.txt", "--ngrams", "3", "--stop", "own.txt"], &[]);
    assert_eq!(
        found,
        [
            "cheaper ferry tickets",
            "council wants cheaper",
            "fares rise in",
            "rise in spring",
            "the council wants"
        ]
    );
    sandbox
        .run(["frequency", "--stop", "own.txt", "--limit", "1"])
        .noting("37 words in 3 articles\n")
        .stdout_has(["the        5    135135.14"])
        .then()
        .run(["frequency", "--stop", "nowhere.txt"])
        .failure_with(2, ["the stop words nowhere.txt can't be read: ", "hint: name a file"]);
}

#[test]
fn a_table_for_people_has_the_most_frequent_words() {
    let text: String = (0..60).map(|number| format!("word{number} ")).collect();
    let told = Sandbox::news([("a.txt", text.as_str())])
        .run(["frequency"])
        .noting("60 words in 1 article, the most frequent are shown (--limit 0: all)\n");
    assert_eq!(told.text().lines().count(), 51);
    let told = told.then().run(["frequency", "--limit", "0"]).noting("60 words in 1 article\n");
    assert_eq!(told.text().lines().count(), 61);
    let (found, _) = tokens(told.then(), &["frequency"], &[]);
    assert_eq!(found.len(), 60, "a program gets all");
}

#[test]
fn a_word_is_counted_in_all_spellings_and_shown_in_the_most_frequent() {
    let sandbox = Sandbox::news([
        ("a.txt", "Café, café, CAFE. Müller. Don’t, don't. Zu\u{ad}kunft."),
        ("b.txt", "cafe Cafe\u{301} MUELLER zukunft"),
    ]);
    sandbox.run(["frequency", "--format", "csv"]).success().stdout(concat!(
        "token,count,per_million,articles\n",
        "cafe,5,454545.45454545453,2\n",
        "don’t,2,181818.18181818182,1\n",
        "zukunft,2,181818.18181818182,2\n",
        "mueller,1,90909.09090909091,1\n",
        "müller,1,90909.09090909091,1\n",
    ));
}
