//! `corpus sql --write`: rows change as one recorded operation; history, content, schema and settings don't.

use super::corpus;
use serde_json::{Value, json};

/// What even `--write` must not do.
const REFUSED: [&str; 62] = [
    // The record of what was done.
    "DELETE FROM operation",
    "UPDATE operation SET message = 'forged'",
    "INSERT INTO operation (kind, state, started_at, program_version) VALUES ('x', 'done', 'x', 'x')",
    "DELETE FROM metadata_change",
    "UPDATE metadata_change SET origin = 'forged'",
    "INSERT INTO metadata_change (article, field, origin, changed_at) VALUES (1, 'title', 'forged', 'x')",
    "INSERT INTO active_operation (id, operation, origin, at) VALUES (1, 1, 'forged', 'x')",
    "UPDATE active_operation SET operation = 1",
    "UPDATE active_operation SET origin = 'outside'",
    "DELETE FROM active_operation",
    "DELETE FROM import_event",
    "UPDATE import_event SET outcome = 'added'",
    "DELETE FROM refinery_schema_history",
    // What was imported.
    "UPDATE text SET body = 'Forged'",
    "DELETE FROM text",
    "UPDATE blob SET data = x'00'",
    "UPDATE blob SET sha256 = zeroblob(32)",
    "DELETE FROM blob",
    "DELETE FROM version",
    "UPDATE version SET text = 1",
    "UPDATE version SET undone_by = 1",
    "INSERT INTO version SELECT * FROM version",
    "REPLACE INTO text (id, sha256, words, normalized_sha256, normalized_profile, body) VALUES (1, zeroblob(32), 0, zeroblob(32), 1, 'forged')",
    "UPDATE articles SET text = 'Forged'",
    "UPDATE articles SET sha256 = 'forged'",
    "UPDATE articles SET id = 99",
    "UPDATE articles SET version = 1",
    "UPDATE articles SET words = 1",
    "UPDATE versions SET text = 'Forged'",
    "DELETE FROM articles",
    "DELETE FROM article",
    "DELETE FROM article WHERE id = 2",
    "UPDATE article SET version = NULL",
    "UPDATE article SET version = (SELECT min(id) FROM version) WHERE id = 2",
    "UPDATE article SET id = 99 WHERE id = 1",
    // The index.
    "INSERT INTO text_fts (text_fts) VALUES ('delete-all')",
    "INSERT INTO text_fts (rowid, body) VALUES (99, 'forged')",
    "DELETE FROM text_fts",
    "DELETE FROM text_fts_data",
    "UPDATE text_fts_config SET v = 0",
    // The schema.
    "CREATE TABLE forged (a)",
    "CREATE TEMP TABLE forged (a)",
    "CREATE INDEX forged ON article (title)",
    "CREATE TEMP TRIGGER forged AFTER UPDATE ON article BEGIN SELECT 1; END",
    "DROP TRIGGER article_update_history",
    "DROP TABLE metadata",
    "ALTER TABLE article ADD COLUMN forged TEXT",
    "UPDATE sqlite_schema SET sql = ''",
    "REINDEX",
    "ANALYZE",
    // Other files, settings, transactions.
    "ATTACH 'forged.db' AS forged",
    "VACUUM",
    "VACUUM INTO 'forged.db'",
    "PRAGMA writable_schema = ON",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA user_version = 7",
    "PRAGMA recursive_triggers = ON",
    "BEGIN",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT forged",
];

/// Everything that matters in a corpus, as a plain client reads it.
fn everything(client: &rusqlite::Connection) -> Vec<String> {
    let query = |sql: &str| -> Vec<String> {
        let mut statement = client.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let tables = query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    let rows = tables.iter().flat_map(|table| {
        let columns = query(&format!("SELECT 'quote(' || name || ')' FROM pragma_table_info('{table}')"));
        let row = columns.join(" || '|' || ");
        query(&format!("SELECT '{table}: ' || {row} FROM {table} ORDER BY 1"))
    });
    let schema = query("SELECT coalesce(sql, name) FROM sqlite_schema ORDER BY 1");
    rows.chain(schema).collect()
}

#[test]
fn what_is_not_metadata_stays_as_it_is() {
    let mut sandbox = corpus();
    let mut before = everything(&sandbox.client());
    let mut let_through = Vec::new();
    for statement in REFUSED {
        let run = sandbox.run(["sql", "--write", statement]);
        let refused = run.code() != Some(0);
        sandbox = run.whatever().then();
        assert_eq!(sandbox.contents().len(), 3, "{statement} made a file");
        if !refused || everything(&sandbox.client()) != before {
            let_through.push(statement);
            sandbox = corpus();
            before = everything(&sandbox.client());
        }
    }
    assert!(let_through.is_empty(), "let through: {let_through:#?}");
}

#[test]
fn an_update_is_one_operation_recorded_with_old_and_new() {
    corpus()
        .run([
            "sql",
            "--write",
            "UPDATE articles SET outlet = 'Quay Times', section = 'Harbour'",
            "-m",
            "by hand",
        ])
        .noting("4 metadata values changed · operation 4\n")
        .stdout("")
        .then()
        .run(["meta", "history", "1", "outlet", "--json"])
        .success()
        .json(json!([
            {
                "article": 1, "field": "outlet", "ordinal": 0, "old": null, "new": "Harbour Gazette",
                "origin": "set", "operation": 2, "changed_at": "2024-05-01T12:00:00.000Z",
            },
            {
                "article": 1, "field": "outlet", "ordinal": 0, "old": "Harbour Gazette", "new": "Quay Times",
                "origin": "sql", "operation": 4, "changed_at": "2024-05-01T13:00:00.000Z",
            },
        ]))
        .then()
        .run(["log", "--limit", "1", "--json"])
        .success()
        .json(json!([{
            "operation": 4, "kind": "sql", "state": "done", "started_at": "2024-05-01T13:00:00.000Z",
            "finished_at": "2024-05-01T13:00:00.000Z", "message": "by hand", "summary": { "values": 4 },
            "undone_by": null, "undoes": null,
        }]));
}

#[test]
fn rows_of_other_tables_can_be_changed() {
    corpus()
        .run([
            "sql",
            "--write",
            "INSERT INTO metadata (article, field, value) VALUES (2, 'topic', 'bridges')",
        ])
        .noting("1 metadata value changed · operation 4\n")
        .then()
        .run([
            "sql",
            "--write",
            "UPDATE outlet SET homepage = 'https://gazette.example.org'; DELETE FROM metadata",
        ])
        .noting("2 metadata values changed · operation 5\n")
        .then()
        .run(["sql", "--write", "INSERT INTO outlet (name) VALUES ('New') RETURNING name", "--format", "csv"])
        .noting("0 metadata values changed · operation 6\n")
        .stdout("name\nNew\n");
}

#[test]
fn all_or_nothing() {
    let sandbox = corpus();
    let before = everything(&sandbox.client());
    let sandbox = sandbox
        .run(["sql", "--write", "UPDATE articles SET title = 'Half'; SELECT nonsense"])
        .failure_with(1, ["nonsense"])
        .then()
        .run(["sql", "--write", "UPDATE articles SET title = 'Half'; DELETE FROM text"])
        .failure_with(1, ["not allowed"])
        .then();
    assert_eq!(everything(&sandbox.client()), before);
}

#[test]
fn what_changes_nothing_is_no_operation() {
    let sandbox = corpus()
        .run(["sql", "--write", "UPDATE articles SET title = 'x' WHERE id = 99"])
        .noting("nothing changed\n")
        .then()
        .run(["sql", "--write", "SELECT 1 AS one", "--format", "csv"])
        .noting("nothing changed\n")
        .stdout("one\n1\n")
        .then();
    // SQLite counts rows that stay as they are.
    let same = [
        "UPDATE articles SET section = upper(section)",
        "UPDATE article SET title = title",
        "UPDATE metadata SET value = value",
        "UPDATE outlet SET name = name, homepage = homepage",
        "UPDATE field SET description = description",
        "UPDATE articles SET outlet = ' ' || lower(outlet) || ' '",
    ];
    let sandbox = same.into_iter().fold(sandbox, |sandbox, statement| {
        sandbox.run(["sql", "--write", statement]).noting("nothing changed\n").then()
    });
    assert_eq!(sandbox.ask::<i64>("SELECT max(id) FROM operation"), 3);
}

#[test]
fn a_value_that_its_field_does_not_take_is_refused_with_the_accepted_forms() {
    for (assignment, reason) in [
        ("published = '13/04/2023'", "published must be a date such as 2023"),
        ("published = '2023-02-30'", "published must be a date such as 2023"),
        ("modified = 'yesterday'", "modified must be a date"),
        ("url = 'two words'", "url must be a whole address"),
        ("language = 'en_US!'", "language must be a tag such as en"),
        ("key = 'forged'", "only title, subtitle, outlet"),
    ] {
        corpus()
            .run(["sql", "--write", &format!("UPDATE articles SET {assignment} WHERE id = 1")])
            .failure_with(1, [reason]);
    }
}

#[test]
fn what_is_no_text_is_refused() {
    let statements = [
        ("UPDATE articles SET title = CAST(x'ff41' AS TEXT)", "title of article 1"),
        ("UPDATE articles SET section = 'a' || char(55296) WHERE id = 2", "section of article 2"),
        ("INSERT INTO outlet (name) VALUES (CAST(x'80' AS TEXT))", "name of an entry of outlet"),
        (
            "INSERT INTO field (name, type, repeatable) VALUES ('theme', 'text', 1);
             INSERT INTO metadata (article, field, value) VALUES (1, 'theme', CAST(x'80' AS TEXT))",
            "theme of article 1",
        ),
    ];
    let before = corpus().run(["list"]).success().text();
    for (statement, what) in statements {
        let sandbox = corpus()
            .run(["sql", "--write", statement])
            .failure_with(2, [&*format!("the {what} would be bytes that aren't UTF-8")])
            .then();
        assert_eq!(sandbox.run(["list"]).success().text(), before);
    }
}

#[test]
fn the_refusal_does_not_advise_what_was_done() {
    let told = corpus().run(["sql", "--write", "DELETE FROM text"]).failure_with(1, ["error: "]);
    assert!(!told.message().contains("corpus sql only reads"), "{}", told.message());
}

#[test]
fn parameters_and_files_work_there_too() {
    let sandbox = corpus()
        .file("change.sql", "UPDATE articles SET author = :who WHERE id = :id;")
        .run(["sql", "--write", "--file", "change.sql", "-p", "who=Ada Lind", "-p", "id=2"])
        .noting("1 metadata value changed · operation 4\n")
        .then();
    assert_eq!(sandbox.ask::<String>("SELECT author FROM articles WHERE id = 2"), "Ada Lind");
}

#[test]
fn a_change_by_another_program_is_recorded_as_that() {
    let sandbox = corpus();
    sandbox.client().execute("UPDATE articles SET outlet = 'Outside' WHERE id = 1", []).unwrap();
    let told = sandbox.run(["meta", "history", "1", "outlet", "--json"]).success();
    let last = told.value()[1].clone();
    assert_eq!(last["old"], "Harbour Gazette");
    assert_eq!(last["new"], "Outside");
    assert_eq!(last["origin"], "outside");
    assert_eq!(last["operation"], Value::Null);
}

#[test]
fn without_statements_there_is_nothing_to_write() {
    corpus().run(["sql", "--write"]).failure_with(2, ["no statement"]);
}
