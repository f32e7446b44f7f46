//! `corpus list`: which articles, in which order, in which form.

use crate::sandbox::{Sandbox, keys};
use serde_json::{Value, json};

/// Every column of an article without its text.
pub(crate) const COLUMNS: [&str; 17] = [
    "id",
    "key",
    "source",
    "version",
    "title",
    "subtitle",
    "outlet",
    "author",
    "published",
    "modified",
    "url",
    "language",
    "section",
    "words",
    "sha256",
    "added_at",
    "removed_at",
];

/// Three articles; the second has neither title nor metadata.
fn corpus() -> Sandbox {
    Sandbox::news([
        ("a.txt", "Ferry fares rise\n\nThe council voted late on Monday.\n"),
        ("b.txt", "One paragraph about the old bridge and the new one over the river"),
        ("c.txt", "Market moves\n\nStalls go to the quay.\n"),
    ])
    .run(["meta", "set", "1", "outlet=Harbour Gazette", "published=2024-03-31"])
    .success()
    .then()
    .run(["meta", "set", "3", "outlet=Quay Times", "published=2024-04-02T09:30:00+02:00", "topic=trade"])
    .noting("new field topic (text); corpus meta define topic gives it another type\n")
    .then()
}

/// The ids that a listing with these arguments has.
#[track_caller]
fn ids(sandbox: Sandbox, arguments: &[&str]) -> (Vec<i64>, Sandbox) {
    let all = ["list", "--columns", "id", "--format", "csv"];
    let told = sandbox.run(all.iter().chain(arguments)).whatever();
    let ids = told.text().lines().skip(1).map(|line| line.parse().unwrap()).collect();
    (ids, told.then())
}

#[test]
fn as_a_table() {
    corpus().run(["list"]).success().stdout(
        "ID  VERSION  PUBLISHED                  OUTLET           TITLE                                          WORDS  KEY\n \
         1        1  2024-03-31                 Harbour Gazette  Ferry fares rise                                   9  news/a.txt\n \
         2        1  -                          -                [One paragraph about the old bridge and the…]     13  news/b.txt\n \
         3        1  2024-04-02T09:30:00+02:00  Quay Times       Market moves                                       7  news/c.txt\n",
    );
}

#[test]
fn as_json() {
    let told = corpus().run(["list", "--json"]).success();
    let list = told.value();
    assert_eq!(list.as_array().unwrap().len(), 3);
    for article in list.as_array().unwrap() {
        assert_eq!(keys(article), COLUMNS);
    }
    assert_eq!(list[0]["title"], "Ferry fares rise");
    assert_eq!(list[1]["title"], Value::Null);
    assert_eq!(list[1]["words"], 13);
    assert_eq!(list[2]["published"], "2024-04-02T09:30:00+02:00");
    assert_eq!(list[0]["sha256"].as_str().unwrap().len(), 64);
    let lines = told.then().run(["list", "--format", "jsonl"]).success().lines();
    assert_eq!(Value::from(lines), list);
}

#[test]
fn as_csv_and_tsv() {
    let told = corpus().run(["list", "--format", "csv"]).success();
    assert_eq!(told.text().lines().next().unwrap(), COLUMNS.join(","));
    let told = told.then().run(["list", "--format", "tsv"]).success();
    assert_eq!(told.text().lines().next().unwrap(), COLUMNS.join("\t"));
    assert_eq!(told.text().lines().count(), 4);
}

#[test]
fn with_the_text() {
    let told = corpus().run(["list", "--columns", "id,text", "--json", "--limit", "1"]).success();
    assert_eq!(told.value()[0]["text"], "Ferry fares rise\n\nThe council voted late on Monday.\n");
    told.then()
        .run(["list", "--columns", "id,text", "--format", "csv", "--limit", "1"])
        .success()
        .stdout("id,text\n1,\"Ferry fares rise\n\nThe council voted late on Monday.\n\"\n");
}

#[test]
fn of_an_outlet_by_any_of_its_names() {
    let sandbox = corpus().run(["outlet", "alias", "Harbour Gazette", "HG"]).success().then();
    let (found, sandbox) = ids(sandbox, &["--outlet", "Harbour Gazette"]);
    assert_eq!(found, [1]);
    let (found, sandbox) = ids(sandbox, &["--outlet", "hg"]);
    assert_eq!(found, [1]);
    sandbox
        .run(["list", "--outlet", "Nobody"])
        .failure(1, "error: there is no outlet 'Nobody'\nhint: corpus outlet list shows them all\n");
}

#[test]
fn between_dates_of_every_precision() {
    let mut sandbox = corpus();
    for (arguments, expected) in [
        (vec!["--since", "2024-04"], vec![3]),
        (vec!["--until", "2024-03"], vec![1]),
        (vec!["--since", "2024"], vec![1, 3]),
        (vec!["--until", "2024"], vec![1, 3]),
        (vec!["--since", "2024-03-31", "--until", "2024-03-31"], vec![1]),
        (vec!["--until", "2024-04-02"], vec![1, 3]),
        (vec!["--since", "2024-04-03"], vec![]),
    ] {
        let (found, after) = ids(sandbox, &arguments);
        assert_eq!(found, expected, "{arguments:?}");
        sandbox = after;
    }
    sandbox.run(["list", "--since", "yesterday"]).failure_with(2, ["yesterday", "2023-04-13"]);
}

#[test]
fn what_lacks_a_field() {
    let (found, sandbox) = ids(corpus(), &["--missing", "published"]);
    assert_eq!(found, [2]);
    let (found, sandbox) = ids(sandbox, &["--missing", "topic"]);
    assert_eq!(found, [1, 2]);
    let (found, sandbox) = ids(sandbox, &["--missing", "topic", "--missing", "title"]);
    assert_eq!(found, [2]);
    sandbox.run(["list", "--missing", "tpoic"]).failure_with(1, ["tpoic"]);
}

#[test]
fn where_an_expression_is_true() {
    let (found, sandbox) = ids(corpus(), &["--where", "words > 8 AND outlet IS NOT NULL -- all"]);
    assert_eq!(found, [1]);
    let (found, sandbox) = ids(sandbox, &["--where", "text LIKE '%quay%' OR id = 2"]);
    assert_eq!(found, [2, 3]);
    sandbox
        .run(["list", "--where", "wrods > 8"])
        .failure(
            2,
            "error: the condition wrods > 8 can't be read: no such column: wrods\n\
             hint: write an SQL expression over the columns of articles: outlet = 'RT' AND words > 300\n",
        )
        .stdout("")
        .then()
        .run(["list", "--where", " "])
        .failure(
            2,
            "error: the condition is empty\n\
             hint: write an SQL expression over the columns of articles: outlet = 'RT' AND words > 300\n",
        );
}

#[test]
fn those_named_in_the_order_given() {
    let (found, sandbox) = ids(corpus(), &["c.txt", "1", "3", "1"]);
    assert_eq!(found, [3, 1]);
    let (found, sandbox) = ids(sandbox, &["3", "--where", "title IS NULL"]);
    assert_eq!(found, [3, 2], "they add up");
    let (found, sandbox) = ids(sandbox, &["3", "1", "2", "--sort", "words", "--limit", "2"]);
    assert_eq!(found, [3, 1]);
    let (found, sandbox) = ids(sandbox, &["3", "2", "--missing", "published"]);
    assert_eq!(found, [2], "other options narrow");
    // What is named is listed, in view or not.
    let sandbox = sandbox.run(["remove", "2", "3"]).success().then();
    let (found, sandbox) = ids(sandbox, &["3", "1"]);
    assert_eq!(found, [3, 1]);
    let (found, sandbox) = ids(sandbox, &["1", "3", "--removed"]);
    assert_eq!(found, [3]);
    let (found, sandbox) = ids(sandbox, &["1", "3", "--removed", "--where", "title IS NULL"]);
    assert_eq!(found, [3, 2]);
    sandbox
        .run(["list", "1", "9"])
        .failure(1, "error: there is no article 9\nhint: corpus list shows what is there\n");
}

#[test]
fn ids_alone_are_all_ids() {
    let sandbox = (0..101).fold(Sandbox::corpus(), |sandbox, number| {
        sandbox.file(format!("news/{number:03}.txt"), format!("The text of article {number}"))
    });
    let told = sandbox.run(["import", "news", "-q"]).success().then().run(["list", "--ids"]).success();
    let all: String = (1..=101).map(|id| format!("{id}\n")).collect();
    told.stdout(&all)
        .then()
        .run(["list", "--ids", "--where", "0"])
        .success()
        .stdout("")
        .then()
        .run(["list", "--ids", "--json"])
        .failure_with(2, ["--ids"]);
}

#[test]
fn sorted() {
    let (found, sandbox) = ids(corpus(), &["--sort", "-published"]);
    assert_eq!(found, [3, 1, 2]);
    let (found, sandbox) = ids(sandbox, &["--sort", "source,-id"]);
    assert_eq!(found, [3, 2, 1]);
    sandbox
        .run(["list", "--sort", "size"])
        .failure_with(2, ["no column 'size' to sort by", "the columns are id, key"]);
}

#[test]
fn as_many_as_wanted() {
    let (found, sandbox) = ids(corpus(), &["--limit", "2"]);
    assert_eq!(found, [1, 2]);
    let (found, _) = ids(sandbox, &["--limit", "0"]);
    assert_eq!(found, [1, 2, 3]);
}

#[test]
fn a_table_stops_after_a_page_and_says_so() {
    let sandbox = (0..101).fold(Sandbox::corpus(), |sandbox, number| {
        sandbox.file(format!("news/{number:03}.txt"), format!("The text of article {number}"))
    });
    let told = sandbox
        .run(["import", "news", "-q"])
        .success()
        .then()
        .run(["list"])
        .noting("only the first 100 are shown: --limit 0 shows all\n");
    assert_eq!(told.text().lines().count(), 101);
    let told = told.then().run(["list", "--format", "jsonl"]).success();
    assert_eq!(told.text().lines().count(), 101);
}

#[test]
fn nothing_fits() {
    corpus()
        .run(["list", "--where", "0"])
        .noting("no article matches\n")
        .stdout("")
        .then()
        .run(["list", "--where", "0", "--json", "-q"])
        .success()
        .json(json!([]));
}

#[test]
fn an_unknown_column_is_refused_with_the_known_ones() {
    corpus()
        .run(["list", "--columns", "id,size"])
        .failure_with(2, ["no column 'size'", "the columns are id, key"]);
}

#[test]
#[cfg(unix)]
fn a_line_break_in_a_key_is_seen() {
    let mut sandbox = Sandbox::news([("\n\ta.txt", "Ferry fares rise"), ("a.txt", "Bridge to reopen")]);
    let first = sandbox.ask::<i64>("SELECT id FROM articles WHERE key <> 'news/a.txt'").to_string();
    let commands: [&[&str]; 5] = [
        &["list"],
        &["show", &first],
        &["log", &first],
        &["diff", "--from", "0"],
        &["diff", &first, "news/a.txt"],
    ];
    for command in commands {
        sandbox = sandbox.run(command).success().stdout_has(["news/\\u{a}\\u{9}a.txt"]).then();
    }
}

#[test]
fn a_title_from_outside_cannot_command_the_terminal() {
    Sandbox::news([
        ("a.txt", "Red \u{1b}[31malert\u{7}\n\nText \u{202e}reversed.\n"),
        ("b.txt", "\u{1b}]0;owned\u{7} text"),
    ])
    .run(["list", "--columns", "title"])
    .success()
    .stdout("TITLE\nRed \\u{1b}[31malert\\u{7}\n[\\u{1b}]0;owned\\u{7} text…]\n");
}

#[test]
fn pages_in_which_no_article_was_found_can_be_selected() {
    let links = "<html><head><title>Quay Times</title></head><body><nav><a href='/a'>Ferry</a> <a href='/b'>Bridge</a></nav></body></html>";
    Sandbox::news([("front.html", links), ("b.txt", "Le pont\n\nLe vieux pont rouvre.")])
        .run(["list", "--where", "reader = 'whole-page'", "--columns", "key", "--format", "csv"])
        .success()
        .stdout("key\nnews/front.html\n");
}
