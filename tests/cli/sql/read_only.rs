//! Without `--write` nothing is ever changed, whatever the statement says.

use super::corpus;
use crate::sandbox::Sandbox;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Statements that would change something: the corpus, its settings, or another file.
const ATTEMPTS: [&str; 91] = [
    // Rows of tables, of views, and of the tables behind the index.
    "INSERT INTO outlet (name) VALUES ('Forged')",
    "UPDATE article SET title = 'Forged'",
    "UPDATE article SET title = 'Forged' WHERE id = 99",
    "DELETE FROM article",
    "DELETE FROM article WHERE 0",
    "REPLACE INTO outlet (id, name) VALUES (1, 'Forged')",
    "INSERT OR REPLACE INTO metadata (article, field, value) VALUES (1, 'topic', 'forged')",
    "INSERT OR IGNORE INTO outlet (name) SELECT key FROM article",
    "UPDATE OR IGNORE outlet SET name = 'Forged'",
    "INSERT INTO outlet (name) VALUES ('x') ON CONFLICT (name) DO UPDATE SET name = 'Forged'",
    "UPDATE articles SET title = 'Forged'",
    "DELETE FROM articles",
    "INSERT INTO articles (key) VALUES ('forged')",
    "UPDATE versions SET text = 'Forged'",
    "DELETE FROM metadata_change",
    "UPDATE text SET body = 'Forged'",
    "DELETE FROM operation",
    "UPDATE sqlite_sequence SET seq = 99",
    "DELETE FROM sqlite_sequence",
    "INSERT INTO sqlite_schema VALUES ('table', 'x', 'x', 2, 'CREATE TABLE x (a)')",
    "UPDATE sqlite_master SET sql = ''",
    "DELETE FROM refinery_schema_history",
    "DELETE FROM outlet RETURNING id",
    "UPDATE outlet SET name = 'Forged' RETURNING name",
    "INSERT INTO outlet (name) VALUES ('Forged') RETURNING id",
    "WITH forged (name) AS (SELECT 'Forged') INSERT INTO outlet (name) SELECT name FROM forged",
    "WITH forged AS (SELECT 1) DELETE FROM metadata",
    "WITH forged AS (SELECT 1) UPDATE outlet SET name = 'Forged'",
    "INSERT INTO text_fts (text_fts) VALUES ('rebuild')",
    "INSERT INTO text_fts (text_fts) VALUES ('delete-all')",
    "INSERT INTO text_fts (text_fts) VALUES ('optimize')",
    "INSERT INTO text_fts (text_fts) VALUES ('integrity-check')",
    "INSERT INTO text_fts (text_fts, rank) VALUES ('secure-delete', 1)",
    "INSERT INTO text_fts (rowid, body) VALUES (99, 'forged')",
    "DELETE FROM text_fts",
    "DELETE FROM text_fts_data",
    "UPDATE text_fts_config SET v = 0",
    "INSERT INTO text_fts_docsize VALUES (99, x'00')",
    // The schema.
    "CREATE TABLE forged (a)",
    "CREATE TABLE IF NOT EXISTS article (a)",
    "CREATE TABLE forged AS SELECT * FROM articles",
    "CREATE TEMP TABLE forged (a)",
    "CREATE TEMPORARY TABLE article AS SELECT 1",
    "CREATE VIEW forged AS SELECT 1",
    "CREATE TEMP VIEW articles AS SELECT 1",
    "CREATE INDEX forged ON article (title)",
    "CREATE UNIQUE INDEX forged ON article (id)",
    "CREATE TRIGGER forged AFTER UPDATE ON article BEGIN SELECT 1; END",
    "CREATE TEMP TRIGGER forged AFTER UPDATE ON article BEGIN SELECT 1; END",
    "CREATE VIRTUAL TABLE forged USING fts5 (a)",
    "CREATE VIRTUAL TABLE temp.forged USING fts5vocab ('main', 'text_fts', 'row')",
    "DROP TABLE metadata",
    "DROP VIEW articles",
    "DROP INDEX article_source",
    "DROP TRIGGER articles_update",
    "ALTER TABLE article RENAME TO forged",
    "ALTER TABLE article ADD COLUMN forged TEXT",
    "ALTER TABLE article DROP COLUMN section",
    "ALTER TABLE article RENAME COLUMN title TO forged",
    "REINDEX",
    "ANALYZE",
    // Other files.
    "ATTACH 'forged.db' AS forged",
    "ATTACH ':memory:' AS forged",
    "ATTACH 'file:corpus.db?mode=rwc' AS forged",
    "DETACH main",
    "VACUUM",
    "VACUUM INTO 'forged.db'",
    "SELECT load_extension('forged')",
    "SELECT writefile('forged.txt', 'forged')",
    "SELECT readfile('corpus.db')",
    "SELECT edit('forged')",
    // Settings.
    "PRAGMA query_only = OFF",
    "PRAGMA writable_schema = ON",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA journal_mode = OFF",
    "PRAGMA user_version = 7",
    "PRAGMA application_id = 7",
    "PRAGMA schema_version = 7",
    "PRAGMA wal_checkpoint",
    "PRAGMA wal_checkpoint(TRUNCATE)",
    "PRAGMA optimize",
    "PRAGMA incremental_vacuum",
    "PRAGMA auto_vacuum = 1",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA trusted_schema = ON",
    "PRAGMA main.journal_mode(MEMORY)",
    "PRAGMA temp_store_directory = '.'",
    "PRAGMA encoding('UTF-16')",
    // Transactions, which would outlast the statement.
    "BEGIN IMMEDIATE",
    "SAVEPOINT forged",
    "COMMIT",
];

/// The same things, hidden from someone who only looks at how a statement begins.
const SMUGGLED: [&str; 14] = [
    "SELECT 1; DELETE FROM metadata",
    "SELECT 1;;; DROP TABLE metadata;",
    "/* SELECT */ DELETE FROM metadata",
    "-- SELECT\nDELETE FROM metadata",
    "\u{feff}DELETE FROM metadata",
    "\n\t\r\n DELETE\nFROM\nmetadata",
    "SELECT 1 -- ;\n; DELETE FROM metadata",
    "SELECT ';'; DELETE FROM metadata",
    "SELECT '--'; DELETE FROM metadata --",
    "eXpLaIn SELECT 1; dElEtE FROM metadata",
    "BEGIN; DELETE FROM metadata; COMMIT",
    "VALUES (1); VACUUM INTO 'forged.db'",
    "SELECT * FROM pragma_wal_checkpoint",
    "SELECT 1; PRAGMA query_only = OFF; DELETE FROM metadata",
];

/// What looks dangerous and only tells something.
const HARMLESS: [&str; 13] = [
    "DROP TABLE IF EXISTS forged",
    "EXPLAIN DELETE FROM metadata_none_such",
    "SELECT 'DELETE FROM metadata'",
    "PRAGMA table_info(article)",
    "PRAGMA user_version",
    "PRAGMA application_id",
    "PRAGMA data_version",
    "PRAGMA integrity_check",
    "SELECT * FROM pragma_table_info('article')",
    "SELECT name FROM sqlite_schema",
    "SELECT count(*) FROM text_fts WHERE text_fts MATCH 'council'",
    "SELECT * FROM blobs",
    "SELECT quote(arguments) FROM operations",
];

/// Every file of the folder, but for a log that holds nothing and its index, which say nothing of the corpus.
fn state(sandbox: &Sandbox) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut contents = sandbox.contents();
    contents.remove(&sandbox.path("corpus.db-shm"));
    contents.retain(|path, bytes| !(path.ends_with("corpus.db-wal") && bytes.is_empty()));
    contents
}

#[test]
fn a_query_leaves_nothing_beside_the_corpus() {
    let sandbox = corpus();
    let before = sandbox.contents();
    let sandbox = sandbox.run(["sql", "SELECT 1"]).success().then();
    let names: Vec<_> = sandbox.contents().into_keys().collect();
    assert!(names.iter().eq(before.keys()), "{names:#?}");
}

#[test]
fn nothing_that_would_change_anything_gets_through() {
    let mut sandbox = corpus();
    let before = state(&sandbox);
    let mut let_through = Vec::new();
    for statement in ATTEMPTS.into_iter().chain(SMUGGLED) {
        let run = sandbox.run(["sql", statement]);
        if run.code() == Some(0) {
            let_through.push(statement);
        }
        sandbox = run.whatever().then();
        assert!(state(&sandbox) == before, "{statement} changed something");
    }
    assert!(let_through.is_empty(), "let through: {let_through:#?}");
}

#[test]
fn nor_from_a_file_nor_through_a_pipe_nor_in_a_parameter() {
    let mut sandbox = corpus().file("forged.sql", "SELECT 1;\nDELETE FROM metadata;\n");
    let before = state(&sandbox);
    for arguments in [
        vec!["sql", "--file", "forged.sql"],
        vec!["sql"],
        vec!["sql", "SELECT :x", "-p", "x='; DELETE FROM metadata; --", "--json"],
        vec!["list", "--where", "1; DELETE FROM metadata"],
        vec!["list", "--where", "1) UNION SELECT 1; DELETE FROM metadata --"],
        vec!["meta", "get", "--where", "id IN (DELETE FROM metadata RETURNING article)"],
        vec!["meta", "export", "--where", "1); DELETE FROM metadata --"],
        vec!["search", "--raw", "x'; DELETE FROM metadata --"],
        vec!["search", "\"; DELETE FROM metadata --"],
    ] {
        sandbox = sandbox.stdin("SELECT 1; DELETE FROM metadata").run(&arguments).whatever().then();
        assert!(state(&sandbox) == before, "{arguments:?} changed something");
    }
}

#[test]
fn what_only_tells_is_harmless() {
    let mut sandbox = corpus();
    let before = state(&sandbox);
    for statement in HARMLESS {
        sandbox = sandbox.run(["sql", statement]).whatever().then();
        assert!(state(&sandbox) == before, "{statement} changed something");
    }
}

#[test]
fn a_refusal_says_what_to_do() {
    corpus().run(["sql", "DELETE FROM metadata"]).failure(
        1,
        "error: this statement is not allowed here: not authorized\n\
         hint: corpus sql only reads; to change metadata: corpus sql --write \"UPDATE articles SET …\"\n",
    );
}

#[test]
fn a_statement_before_a_refused_one_has_been_answered() {
    corpus()
        .run(["sql", "SELECT 1 AS one; DELETE FROM metadata", "--format", "csv"])
        .failure_with(1, ["not allowed"])
        .stdout("one\n1\n");
}

#[test]
fn reading_while_another_program_writes_sees_what_is_committed() {
    let sandbox = corpus();
    let mut client = sandbox.client();
    let transaction = client.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    transaction.execute("UPDATE articles SET title = 'Not yet' WHERE id = 1", []).unwrap();
    sandbox
        .run(["sql", "SELECT title FROM articles WHERE id = 1", "--format", "csv"])
        .success()
        .stdout("title\nFerry fares rise\n");
    transaction.rollback().unwrap();
}

#[test]
fn every_refusal_says_that_it_is_one() {
    for statement in
        ["VACUUM", "VACUUM INTO 'x.db'", "ATTACH 'x.db' AS x", "PRAGMA user_version = 1", "BEGIN"]
    {
        corpus().run(["sql", statement]).failure_with(1, ["this statement is not allowed here", "hint: "]);
    }
}
