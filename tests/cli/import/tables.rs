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
    // What is given now may be mistyped.
    Sandbox::corpus()
        .file("news/rows.jsonl", ROWS)
        .run(["import", "news", "--map", "author=wrote"])
        .failure_with(3, ["there is no column 'wrote'"]);
}
