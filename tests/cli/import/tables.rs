//! What a rehearsal says of tables.

use crate::sandbox::Sandbox;

const ROWS: &str = r#"{"id": "r1", "headline": "Le pont", "text": "Le vieux pont rouvre enfin. Tous passent.", "likes": 4, "seen": "2024-05-01", "byline": "Jan Krol"}
{"id": "r2", "headline": "Le bac", "text": "Le bac est en panne. Personne ne passe.", "likes": 5, "seen": "soon", "byline": "Ada Lind"}
"#;

#[test]
fn a_rehearsal_says_what_a_table_was_taken_for() {
    let sandbox = Sandbox::corpus().file("news/rows.jsonl", ROWS).file(
        "news/metadata.csv",
        "key,author,published\na.txt,Ada Lind,2024-05-01\nb.txt,Jan Krol,2024-05-02\n",
    );
    let told = sandbox
        .run(["import", "news", "--dry-run"])
        .success()
        .stdout_has([
            "news/rows.jsonl: a table of articles (json): text from text; named by id\n",
            "author from byline",
            "title from headline",
            "likes (all integers)",
            "seen,",
            "skipped    news/metadata.csv  (a table of metadata",
        ])
        .stdout_lacks("seen (all");
    let told = told.then().run(["import", "news", "--dry-run", "--json"]).success();
    let table = told.value()["tables"][0].clone();
    assert_eq!(table["path"], "news/rows.jsonl");
    assert_eq!(table["texts"][0], "text");
    let told = told.then().run(["import", "news", "--json"]).success();
    assert_eq!(told.value()["tables"], serde_json::json!([]));
}

#[test]
fn kept_columns_concern_only_the_tables_that_have_them() {
    let prose =
        "A letter, from a reader\n\nThe old bridge, she says, was better.\nThe new one, he says, is not.\n";
    let sandbox = Sandbox::corpus()
        .file("news/a/rows.jsonl", ROWS.replace("\"byline\"", "\"wrote\""))
        .run(["import", "news", "--map", "author=wrote"])
        .success()
        .then()
        .file("news/b/rows.jsonl", ROWS)
        .file("news/letter.txt", prose)
        .file(
            "news/metadata.csv",
            "key,author,published\na.txt,Ada Lind,2024-05-01\nb.txt,Jan Krol,2024-05-02\n",
        );
    let told = sandbox.advance(1).run(["import", "news", "--json"]).success();
    let report = told.value();
    assert_eq!((report["added"].as_u64(), report["skipped"].as_u64()), (Some(3), Some(1)));
    let authors = "SELECT count(*) FROM articles WHERE author IN ('Jan Krol', 'Ada Lind')";
    assert_eq!(told.then().ask::<i64>(authors), 4);
}

#[test]
fn a_mistyped_column_changes_nothing() {
    let other = ROWS.replace("\"id\"", "\"sign\"").replace("\"text\"", "\"story_told\"");
    let sandbox = Sandbox::new()
        .file("news/rows.jsonl", other)
        .run(["import", "news", "--map", "id=signn"])
        .failure_with(
            2,
            ["no table has the column 'signn'; the columns are: sign, seen,", "nothing was imported\n"],
        )
        .then();
    assert!(!sandbox.path("corpus.db").exists());
    let sandbox = sandbox
        .run(["import", "news", "--quiet", "--map", "id=sign", "--map", "text=story_told"])
        .whatever()
        .then()
        .run(["import", "news", "--map", "id=sing"])
        .failure_with(2, ["the source 'news' keeps the columns id=sign, text=story_told"])
        .then();
    sandbox.run(["import", "news", "--rehash"]).success().stdout_has(["2 unchanged"]);
}

#[test]
fn columns_concern_the_tables_that_have_them() {
    let sandbox = Sandbox::corpus()
        .file("news/a.jsonl", ROWS.replace("\"byline\"", "\"wrote\""))
        .file("news/b.jsonl", ROWS.replace("Le ", "Un "));
    let told = sandbox
        .run(["import", "news", "--map", "author=wrote"])
        .success()
        .stdout_has(["--map counts for 1 table; 1 table without its columns read by their own names, such as news/b.jsonl\n"]);
    let authors = "SELECT count(*) FROM articles WHERE author IN ('Jan Krol', 'Ada Lind')";
    assert_eq!(told.then().ask::<i64>(authors), 4);
}

/// A table of texts with these dates.
fn dated(dates: [&str; 3]) -> String {
    let row =
        |(number, date): (usize, &str)| format!("{number},{date},Le bac numéro {number} est en panne.\n");
    "id,Datum,text\n".to_owned() + &dates.into_iter().enumerate().map(row).collect::<String>()
}

#[test]
fn a_date_is_read_in_the_order_that_is_proven_or_given() {
    let published = "SELECT group_concat(coalesce(published, '-'), ' ') FROM (SELECT published FROM articles ORDER BY key)";
    let sandbox = Sandbox::corpus()
        .file("news/a.csv", dated(["05.03.2024", "13.03.2024", "31.02.2024"]))
        .file("news/b.csv", dated(["05/03/2024", "06/03/2024", "soon"]));
    let sandbox = sandbox
        .run(["import", "news"])
        .success()
        .stdout_has([
            "news/a.csv: the day comes first in its dates, as some of them prove\n",
            "1 article without the date in 'Datum': there is no such day, such as 31.02.2024 in news/a.csv, line 4\n",
            "2 articles without the date in 'Datum': day and month could be exchanged, such as 05/03/2024 in news/b.csv, \
             line 2; --dates dmy, mdy or ymd says the order\n",
            "1 article without the date in 'Datum': the form of the date isn't known, such as soon",
        ])
        .then();
    assert_eq!(sandbox.ask::<String>(published), "2024-03-05 2024-03-13 - - - -");
    let kept = "SELECT count(*) FROM metadata WHERE field = 'datum'";
    assert_eq!(sandbox.ask::<i64>(kept), 4, "what isn't read isn't lost");
    let told = sandbox.advance(1).run(["import", "news", "--dates", "dmy"]).success();
    let sandbox = told.stdout_has(["3 reread, 3 unchanged"]).then();
    let columns =
        "SELECT count(*) FROM version JOIN layout ON layout.id = layout WHERE columns LIKE '%\"day-first\"%'";
    assert_eq!(sandbox.ask::<i64>(columns), 6, "each version says how it was read");
    let sandbox = sandbox.run(["reread"]).success().stdout_has(["nothing to record"]).then();
    assert_eq!(sandbox.ask::<i64>(kept), 2);
    assert_eq!(sandbox.ask::<String>(published), "2024-03-05 2024-03-13 - 2024-03-05 2024-03-06 -");
    // It is kept for the source.
    let sandbox = sandbox
        .file("news/c.csv", dated(["05.04.24", "1", "2"]))
        .advance(1)
        .run(["import", "news"])
        .success()
        .then();
    assert_eq!(
        sandbox.ask::<String>("SELECT published FROM articles WHERE key = 'news/c.csv/0'"),
        "2024-04-05"
    );
    sandbox
        .run(["verify"])
        .success()
        .then()
        .run(["import", "news", "--dates", "dym"])
        .failure_with(2, ["dmy, mdy or ymd"]);
}

#[test]
fn rows_without_names_are_named_with_what_to_do() {
    let rows = "text,number\nLe bac est en panne.,7\nLe pont est fermé.,8\n";
    Sandbox::corpus().file("news/a.csv", rows).run(["import", "news"]).success().stdout_has([
        "news/a.csv: no column names its rows, so an edited row will be another article; --map id=COLUMN names them\n",
    ]);
}
