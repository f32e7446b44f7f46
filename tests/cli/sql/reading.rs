//! Queries and what they print.

use super::corpus;
use crate::sandbox::Sandbox;
use serde_json::json;
use std::time::{Duration, Instant};

const QUERY: &str = "SELECT id, title, outlet FROM articles ORDER BY id";

#[test]
fn in_every_format() {
    corpus()
        .run(["sql", QUERY])
        .success()
        .stdout("ID  TITLE             OUTLET\n1   Ferry fares rise  Harbour Gazette\n2   Bridge to reopen\n")
        .then()
        .run(["sql", QUERY, "--json"])
        .success()
        .json(json!([
            { "id": 1, "title": "Ferry fares rise", "outlet": "Harbour Gazette" },
            { "id": 2, "title": "Bridge to reopen", "outlet": null },
        ]))
        .then()
        .run(["sql", QUERY, "--format", "jsonl"])
        .success()
        .stdout(
            "{\"id\":1,\"title\":\"Ferry fares rise\",\"outlet\":\"Harbour Gazette\"}\n\
             {\"id\":2,\"title\":\"Bridge to reopen\",\"outlet\":null}\n",
        )
        .then()
        .run(["sql", QUERY, "--format", "csv"])
        .success()
        .stdout("id,title,outlet\n1,Ferry fares rise,Harbour Gazette\n2,Bridge to reopen,\n")
        .then()
        .run(["sql", QUERY, "--format", "tsv"])
        .success()
        .stdout("id\ttitle\toutlet\n1\tFerry fares rise\tHarbour Gazette\n2\tBridge to reopen\t\n");
}

#[test]
fn values_of_every_kind() {
    Sandbox::corpus()
        .run(["sql", "SELECT x'00FFab' AS b, 1.5 AS r, NULL AS n, -7 AS i, 'é\"' AS t, x'' AS e", "--json"])
        .success()
        .json(json!([{ "b": "00ffab", "r": 1.5, "n": null, "i": -7, "t": "é\"", "e": "" }]))
        .then()
        .run(["sql", "SELECT 'a,b' AS x, 'say \"no\"' AS y, 'two\nlines' AS z", "--format", "csv"])
        .success()
        .stdout("x,y,z\n\"a,b\",\"say \"\"no\"\"\",\"two\nlines\"\n")
        .then()
        .run(["sql", "SELECT 9e999 AS infinite, 1e300 AS big", "--json"])
        .success()
        .json(json!([{ "infinite": null, "big": 1e300 }]));
}

#[test]
fn text_that_is_not_utf8_and_text_that_controls_a_terminal() {
    Sandbox::corpus()
        .run(["sql", "SELECT CAST(x'6166ff' AS TEXT) AS t", "--json"])
        .success()
        .json(json!([{ "t": "af\u{fffd}" }]))
        .then()
        .run(["sql", "SELECT char(27) || '[31mred' || char(8238) AS t, char(10) || 'x' AS \"a\u{1b}b\""])
        .success()
        .stdout("T                      A\\u{1b}B\n\\u{1b}[31mred\\u{202e}  x\n");
}

#[test]
fn columns_of_the_same_name_are_told_apart() {
    Sandbox::corpus()
        .run(["sql", "SELECT 1 AS id, 2 AS id, 3 AS key", "--json"])
        .success()
        .stdout("[\n{\"id\":1,\"id:2\":2,\"key\":3}\n]\n");
}

#[test]
fn parameters_are_numbers_where_they_look_like_one() {
    corpus()
        .run(["sql", "SELECT id FROM articles WHERE id = :id AND outlet = :name", "-p", "id=1"])
        .failure(2, "error: the SQL needs a value for :name\nhint: give -p name=…\n")
        .then()
        .run(["sql", "SELECT key FROM articles WHERE id = :id", "-p", "id=2", "--format", "csv"])
        .success()
        .stdout("key\nnews/b.txt\n")
        .then()
        .run([
            "sql",
            "SELECT typeof(:a) a, typeof(@b) b, typeof($c) c",
            "-p",
            "a=007",
            "--param",
            "b=-3",
            "-p",
            "c==x",
            "--json",
        ])
        .success()
        .json(json!([{ "a": "text", "b": "integer", "c": "text" }]))
        .then()
        .run(["sql", "SELECT 1", "-p", "x=1"])
        .failure_with(2, ["the SQL has no parameter :x"])
        .then()
        .run(["sql", "SELECT ?", "-p", "x=1"])
        .failure_with(2, ["a parameter without a name", "write :name"])
        .then()
        .run(["sql", "SELECT :x", "-p", "x"])
        .failure_with(2, ["NAME=VALUE"]);
}

#[test]
fn a_parameter_that_is_not_in_the_sql_is_told_before_anything_runs() {
    Sandbox::corpus().run(["sql", "SELECT 1 AS one", "-p", "x=1"]).failure_with(2, [":x"]).stdout("");
}

#[test]
fn from_a_file_or_standard_input() {
    corpus()
        .file("report.sql", "-- How many?\nSELECT count(*) AS articles FROM articles;\n")
        .run(["sql", "--file", "report.sql", "--format", "csv"])
        .success()
        .stdout("articles\n2\n")
        .then()
        .stdin("SELECT count(*) AS versions FROM versions")
        .run(["sql", "--format", "csv"])
        .success()
        .stdout("versions\n3\n")
        .then()
        .run(["sql", "--file", "nowhere.sql"])
        .failure(1, "error: cannot read nowhere.sql: No such file or directory (os error 2)\n")
        .then()
        .run(["sql", "--file", "report.sql", "SELECT 1"])
        .failure_with(2, ["cannot be used with"]);
}

#[test]
fn several_statements_are_answered_in_order() {
    Sandbox::corpus()
        .run(["sql", "SELECT 1 AS a; SELECT 2 AS b", "--format", "csv"])
        .success()
        .stdout("a\n1\nb\n2\n")
        .then()
        .run(["sql", "SELECT 1 AS a; SELECT 2 AS b", "--format", "jsonl"])
        .success()
        .stdout("{\"a\":1}\n{\"b\":2}\n");
}

#[test]
fn several_statements_as_json_are_one_document() {
    let told = Sandbox::corpus().run(["sql", "SELECT 1 AS a; SELECT 2 AS b", "--json"]).whatever();
    let text = told.text();
    let message = told.message();
    let whole: Result<serde_json::Value, _> = serde_json::from_str(&text);
    assert!(whole.is_ok() || !message.is_empty(), "neither one document nor refused: {text}");
}

#[test]
fn a_result_without_rows() {
    let none = "SELECT id FROM articles WHERE id = 99";
    corpus()
        .run(["sql", none, "--json"])
        .success()
        .json(json!([]))
        .then()
        .run(["sql", none, "--format", "csv"])
        .success()
        .stdout("id\n")
        .then()
        .run(["sql", none, "--format", "jsonl"])
        .success()
        .stdout("");
}

#[test]
fn what_sqlite_cannot_read_is_told() {
    Sandbox::corpus()
        .run(["sql", "SELEC 1"])
        .failure(1, "error: near \"SELEC\": syntax error\n")
        .then()
        .run(["sql", "SELECT titel FROM articles"])
        .failure_with(1, ["no such column: titel"])
        .then()
        .run(["sql", "SELECT 1 FROM artikles"])
        .failure_with(1, ["no such table: artikles"])
        .then()
        .run(["sql", ""])
        .failure(2, "error: there is no statement in the SQL\n")
        .then()
        .run(["sql", " -- nothing\n;"])
        .failure(2, "error: there is no statement in the SQL\n")
        .then()
        .run(["sql", "SELECT \"a string?\""])
        .failure_with(1, ["a string?"]);
}

#[test]
fn an_endless_recursion_is_stopped() {
    let began = Instant::now();
    Sandbox::corpus()
        .run([
            "sql",
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n",
            "--timeout",
            "1",
        ])
        .failure(1, "error: the query was stopped: it ran for longer than 1 s\nhint: allow it more time: --timeout SECONDS\n");
    assert!(began.elapsed() < Duration::from_secs(10));
}

#[test]
fn the_time_limit_holds_while_rows_are_printed() {
    let began = Instant::now();
    let told = Sandbox::corpus()
        .run([
            "sql",
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i % 1000000 = 1",
            "--timeout",
            "1",
            "--format",
            "jsonl",
        ])
        .failure_with(1, ["--timeout"]);
    assert!(told.text().starts_with("{\"i\":1}\n"));
    assert!(began.elapsed() < Duration::from_secs(10));
}

#[test]
fn values_that_grow_too_large_are_refused() {
    for statement in [
        "SELECT length(zeroblob(2000000000))",
        "SELECT length(hex(zeroblob(250000000)))",
        "SELECT length(printf('%.*c', 1000000000, 'x'))",
        "SELECT length(replace(hex(zeroblob(1000000)), '0', hex(zeroblob(1000))))",
    ] {
        Sandbox::corpus().run(["sql", statement]).failure_with(1, ["too big"]);
    }
}

#[test]
fn rows_past_the_limit_are_left_out_and_that_is_said() {
    let numbers =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1500) SELECT i FROM n";
    let told = Sandbox::corpus()
        .run(["sql", numbers, "--max-rows", "2", "--format", "csv"])
        .noting("only the first 2 rows are shown: --max-rows 0 shows all\n")
        .stdout("i\n1\n2\n")
        .then()
        .run(["sql", numbers])
        .noting("only the first 1000 rows are shown: --max-rows 0 shows all\n");
    assert_eq!(told.text().lines().count(), 1001);
    let told = told.then().run(["sql", numbers, "--max-rows", "0"]).success();
    assert_eq!(told.text().lines().count(), 1501);
    let told = told.then().run(["sql", numbers, "--format", "csv"]).success();
    assert_eq!(told.text().lines().count(), 1501);
}

#[test]
fn a_limit_that_is_just_reached_is_not_mentioned() {
    Sandbox::corpus()
        .run(["sql", "SELECT 1 AS a UNION ALL SELECT 2", "--max-rows", "2", "--format", "csv"])
        .success()
        .stdout("a\n1\n2\n");
}

#[test]
fn a_message_is_for_what_is_written() {
    Sandbox::corpus().run(["sql", "SELECT 1", "-m", "why"]).failure_with(2, ["--write"]);
}
