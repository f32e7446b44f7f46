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
