//! `corpus meta import` and `corpus meta export`.

use super::corpus;
use crate::sandbox::{Sandbox, Told, keys};
use serde_json::json;

/// Imports a table under this name into the corpus.
#[track_caller]
fn import(name: &str, table: impl AsRef<[u8]>) -> crate::sandbox::Run {
    corpus().file(name, table).run(["meta", "import", name])
}

/// What a field of both articles is now.
#[track_caller]
fn values(told: Told, field: &str) -> [String; 2] {
    let rows = told.then().run(["meta", "export", "--json"]).success().value();
    [0, 1].map(|index| rows[index][field].as_str().unwrap_or("-").to_owned())
}

#[test]
fn a_table_of_commas() {
    let told = import(
        "table.csv",
        "path,outlet,published\na.txt,Harbour Gazette,2024-04-30\nnews/b.txt,Quay Times,\n",
    )
    .success()
    .stdout("2 rows, 2 matched, 2 articles changed · operation 2\n");
    let told =
        told.then().run(["meta", "why", "1", "outlet"]).success().stdout_has(["from the table table.csv"]);
    assert_eq!(values(told, "outlet"), ["Harbour Gazette", "Quay Times"]);
}

#[test]
fn keys_with_white_space_around_them_come_back() {
    for format in ["csv", "tsv", "jsonl"] {
        let told = Sandbox::news([(" a.txt", "Ferry fares rise"), ("b.txt ", "Bridge to reopen")])
            .run(["meta", "set", "1", "2", "outlet=Harbour Gazette"])
            .success()
            .then()
            .run(["meta", "export", "--format", format])
            .success();
        let table = told.text();
        // Without the ids, which would name the articles as well.
        told.then()
            .file(format!("table.{format}"), table.replace("Harbour Gazette", "Quay Times"))
            .run(["meta", "import", &format!("table.{format}"), "--map", "id="])
            .noting("columns without metadata, skipped: id\n")
            .stdout_has(["2 rows, 2 matched, 2 articles changed"]);
    }
}

#[test]
fn the_report_as_json() {
    let told = import("table.csv", "id,outlet,words,mood\n1,RT,7,calm\n9,RT,7,\n")
        .failure_with(3, ["new field mood"]);
    let told = told
        .then()
        .run(["meta", "import", "table.csv", "--json"])
        .failure_with(3, ["line 3 (9), row left out"]);
    let report = told.value();
    assert_eq!(
        keys(&report),
        [
            "operation",
            "rows",
            "matched",
            "changed",
            "new_fields",
            "ignored_columns",
            "ambiguous_dates",
            "problems"
        ]
    );
    assert_eq!(
        report["problems"],
        json!([{ "line": 3, "article": "9", "field": null, "reason": "there is no article 9" }])
    );
    assert_eq!(report["ignored_columns"], json!(["words"]));
}

#[test]
fn dirty_dates_are_named_and_the_rest_is_applied() {
    let told = import(
        "table.csv",
        "key,outlet,published\na.txt,Harbour Gazette,2023-02-30\nb.txt,Quay Times,04/03/2023\n",
    )
    .failure(
        3,
        "line 2 (a.txt), value left out: published: '2023-02-30' is not a date: there is no such day; \
         write 2023, 2023-04, 2023-04-13 or 2023-04-13T09:30:00+08:00\n\
         line 3 (b.txt), value left out: published: '04/03/2023' is not a date: its day and month could be exchanged; \
         write 2023, 2023-04, 2023-04-13 or 2023-04-13T09:30:00+08:00\n\
         day and month of 1 date are ambiguous: add --dates dmy or --dates mdy\n",
    )
    .stdout("2 rows, 2 matched, 2 articles changed, 2 problems · operation 2\n");
    assert_eq!(values(told, "outlet"), ["Harbour Gazette", "Quay Times"]);
}

#[test]
fn the_order_of_dates_can_be_said() {
    let told = corpus()
        .file("table.csv", "key,published\na.txt,04/03/2023\nb.txt,2017-07-17 17:03:00\n")
        .run(["meta", "import", "table.csv", "--dates", "dmy"])
        .success();
    assert_eq!(values(told, "published"), ["2023-03-04", "2017-07-17T17:03:00"]);
    corpus()
        .run(["meta", "import", "table.csv", "--dates", "dym"])
        .failure_with(2, ["write dmy, mdy or ymd"]);
}

#[test]
fn columns_without_a_name_are_passed_over_and_said() {
    let told = import("table.csv", ",key,outlet,\n0,a.txt,RT,\n1,b.txt,RT,\n").noting(
        "columns without metadata, skipped: column 1, which has no name, column 4, which has no name\n",
    );
    assert_eq!(values(told, "outlet"), ["RT", "RT"]);
}

#[test]
fn ids_of_another_corpus_match_nothing_by_chance() {
    let other = Sandbox::news([("b.txt", "Two"), ("a.txt", "One")])
        .run(["meta", "set", "1", "outlet=Quay Times"])
        .success()
        .then()
        .run(["meta", "export", "--format", "csv"])
        .success()
        .text();
    let told = corpus().file("other.csv", &other).run(["meta", "import", "other.csv"]).whatever();
    assert_eq!(values(told, "outlet")[0], "Quay Times", "by its key: {other}");
    let ids: String = other
        .lines()
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            format!(
                "{},{},{}\n",
                cells[0],
                if line == other.lines().next().unwrap() { "outlet" } else { "X" },
                cells[cells.len() - 1]
            )
        })
        .collect();
    let told = corpus().file("ids.csv", ids).run(["meta", "import", "ids.csv"]);
    told.failure_with(3, ["line 2 (1), row left out: its id is of another corpus, and it has no key"]);
}

#[test]
fn marks_separators_quotes_and_old_charsets() {
    for table in [
        "\u{feff}key,author\na.txt,\"Lind, \"\"Ada\"\"\"\nb.txt,Bea\n",
        "key;author\na.txt;Lind, \"Ada\"\nb.txt;Bea\n",
        "key\tauthor\na.txt\tLind, \"Ada\"\nb.txt\tBea\n",
        "key,author\r\na.txt,\"Lind, \"\"Ada\"\"\"\r\nb.txt,Bea",
        " key , author \n a.txt , \"Lind, \"\"Ada\"\"\"\nb.txt,  Bea \n",
    ] {
        let told = import("table.csv", table).whatever();
        assert_eq!(values(told, "author")[1], "Bea", "{table}");
    }
    let told = import("table.csv", "\u{feff}key,author\na.txt,\"Lind, \"\"Ada\"\"\"\n").success();
    assert_eq!(values(told, "author")[0], "Lind, \"Ada\"");
    let told = import("table.csv", b"key;author\na.txt;Ren\xe9e Lef\xe8vre\n").success();
    assert_eq!(values(told, "author")[0], "Renée Lefèvre");
}

#[test]
fn a_value_over_several_lines() {
    let told =
        import("table.csv", "key,note\na.txt,\"two\nlines\"\nx.txt,y\n").failure_with(3, ["line 4 (x.txt)"]);
    assert_eq!(values(told, "note")[0], "two\nlines");
}

#[test]
fn rows_that_do_not_fit_are_named() {
    let told = import("table.csv", "key,outlet\na.txt\nb.txt,RT,more\nc.txt,RT\n,RT\nb.txt,RT\n")
        .failure(
            3,
            "line 2, row left out: its number of columns is 1, that of the first line 2\n\
             line 3, row left out: its number of columns is 3, that of the first line 2\n\
             line 4 (c.txt), row left out: there is no such article\n\
             line 5, row left out: it names no article\n",
        )
        .stdout("5 rows, 1 matched, 1 article changed, 4 problems · operation 2\n");
    assert_eq!(values(told, "outlet"), ["-", "RT"]);
}

#[test]
fn a_header_that_is_not_clear_is_refused() {
    for (header, reason) in [
        ("key,date,published", "the columns 'date' and 'published' are the same"),
        ("key,outlet,outlet", "the columns 'outlet' and 'outlet' are the same"),
        ("outlet,published", "no column names the articles"),
        ("key,日付", "can't be a field"),
    ] {
        import("table.csv", format!("{header}\na.txt,x,y\n")).failure_with(2, [reason, "hint: "]);
    }
    import("table.csv", "").failure_with(2, ["error: the table is empty"]);
}

#[test]
fn columns_can_be_said_to_be_fields() {
    let told = corpus()
        .file("table.csv", "Datei,Erschienen am,Notiz\na.txt,2024-04,x\n")
        .run([
            "meta",
            "import",
            "table.csv",
            "--map",
            "Datei=key",
            "--map",
            "Erschienen am=published",
            "--map",
            "Notiz=",
        ])
        .noting("columns without metadata, skipped: Notiz\n")
        .then()
        .run(["meta", "import", "table.csv", "--map", "Seite=section"])
        .failure_with(2, ["there is no column 'Seite' to map"])
        .then()
        .run(["meta", "import", "table.csv", "--map", "Seite"])
        .failure_with(2, ["COLUMN=FIELD"]);
    assert_eq!(values(told, "published")[0], "2024-04");
}

#[test]
fn json_lines_and_arrays() {
    for table in [
        "{\"key\": \"a.txt\", \"date\": \"2024-04\", \"author\": [\"Ada\", \"Bea\"], \"section\": null}\n\n{\"key\": \"b.txt\", \"date\": \"2024-05\"}\n",
        "[{\"key\": \"a.txt\", \"date\": \"2024-04\", \"author\": \"Ada; Bea\"}, {\"date\": \"2024-05\", \"path\": null, \"key\": \"b.txt\"}]",
    ] {
        let table = table.replace(", \"path\": null", "");
        let told = import("table.jsonl", &table).success();
        let told = told.then().run(["meta", "get", "1", "author", "--format", "csv"]).success();
        let told = told.stdout("article,field,ordinal,value\n1,author,0,Ada; Bea\n");
        assert_eq!(values(told, "published"), ["2024-04", "2024-05"], "{table}");
    }
}

#[test]
fn json_that_does_not_fit_is_named() {
    let deep = format!("{{\"key\": \"a.txt\", \"x\": {}1{}}}", "[".repeat(200), "]".repeat(200));
    let table = format!(
        "{{\"key\": \"a.txt\", \"outlet\": {{\"name\": \"RT\"}}}}\n\
         {{\"key\": \"a.txt\", \"key\": \"b.txt\", \"outlet\": \"RT\"}}\n\
         {{\"key\": \"a.txt\", \"outlet\": NaN}}\n\
         {{\"key\": \"a.txt\", \"outlet\": \"\\ud800\"}}\n\
         {deep}\n\
         not json\n\
         [\"a.txt\"]\n\
         {{\"key\": \"b.txt\", \"outlet\": \"RT\", \"pages\": 7}}\n"
    );
    let told = import("table.jsonl", table).failure_with(
        3,
        [
            "line 1 (a.txt), value left out: outlet: the value is an object, not text\n",
            "line 2, row left out: it has 'key' twice\n",
            "line 3, row left out: ",
            "line 4, row left out: ",
            "line 5, row left out: ",
            "line 6, row left out: ",
            "line 7, row left out: ",
        ],
    );
    let told = told.stdout_has(["8 rows, 2 matched, 1 article changed, 7 problems"]);
    assert_eq!(values(told, "outlet"), ["-", "RT"]);
}

#[test]
fn an_array_that_does_not_fit_in_part_is_named_and_the_rest_is_applied() {
    let told = import(
        "table.json",
        "[{\"key\": \"a.txt\", \"outlet\": \"RT\"}, 7, {\"key\": \"b.txt\", \"outlet\": \"RT\"}]",
    )
    .failure_with(3, ["line 2, row left out: "]);
    assert_eq!(values(told, "outlet"), ["RT", "RT"]);
}

#[test]
fn through_a_pipe_the_format_has_to_be_said() {
    corpus()
        .stdin("key,outlet\na.txt,RT\n")
        .run(["meta", "import", "-"])
        .failure_with(2, ["unknown table format: -", "--table csv"])
        .then()
        .stdin("key,outlet\na.txt,RT\n")
        .run(["meta", "import", "-", "--table", "csv", "-m", "by pipe"])
        .success()
        .stdout("1 row, 1 matched, 1 article changed · operation 2\n");
}

#[test]
fn an_ambiguous_name_is_left_out_and_said() {
    Sandbox::news([("uk/a.txt", "One"), ("us/a.txt", "Two")])
        .file("table.csv", "file,outlet\na.txt,RT\n./uk/a.txt,RT\nnews/us/a.txt,RT\n")
        .run(["meta", "import", "table.csv"])
        .failure(3, "line 2 (a.txt), row left out: it could be article 1 or 2\n")
        .stdout("3 rows, 2 matched, 2 articles changed, 1 problem · operation 2\n");
}

#[test]
fn a_table_that_cannot_be_read() {
    corpus()
        .run(["meta", "import", "nowhere.csv"])
        .failure_with(1, ["cannot read nowhere.csv"])
        .then()
        .run(["meta", "import", "news"])
        .failure_with(2, ["unknown table format: news"])
        .then()
        .file("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01")
        .run(["meta", "import", "picture.csv"])
        .failure_with(2, ["the table can't be read", "an image (PNG)"]);
}

#[test]
fn an_export_imports_back() {
    for (format, table) in
        [("csv", "table.csv"), ("tsv", "table.tsv"), ("jsonl", "table.jsonl"), ("json", "table.json")]
    {
        let told = corpus()
            .run(["meta", "define", "topic", "--repeatable"])
            .success()
            .then()
            .run([
                "meta",
                "set",
                "1",
                "topic=ferries",
                "topic=fares",
                "outlet=Say \"no\", they said",
                "author=Ada;\nBea",
            ])
            .success()
            .then()
            .run(["meta", "export", "--format", format])
            .success();
        let exported = told.text();
        let told = told
            .then()
            .file(table, &exported)
            .run(["meta", "import", table])
            .success()
            .stdout("2 rows, 2 matched, 0 articles changed\n")
            .then()
            .run(["meta", "unset", "1", "2", "topic", "outlet", "author", "title"])
            .success()
            .then()
            .run(["meta", "import", table])
            .success()
            .stdout("2 rows, 2 matched, 1 article changed · operation 5\n")
            .then()
            .run(["meta", "export", "--format", format])
            .success();
        assert_eq!(told.text(), exported, "{format}");
    }
}

#[test]
fn a_selection_is_exported() {
    corpus()
        .run(["meta", "export", "2", "--format", "csv"])
        .success()
        .stdout("id,key,title,subtitle,outlet,author,published,modified,url,language,section,corpus_id\n2,news/b.txt,,,,,,,,,,[CORPUS]\n")
        .then()
        .run(["meta", "export", "--where", "title IS NOT NULL", "--format", "jsonl"])
        .success()
        .stdout(
            "{\"id\":1,\"key\":\"news/a.txt\",\"title\":\"Ferry fares rise\",\"subtitle\":null,\"outlet\":null,\
             \"author\":null,\"published\":null,\"modified\":null,\"url\":null,\"language\":null,\"section\":null,\"corpus_id\":\"[CORPUS]\"}\n",
        );
}
