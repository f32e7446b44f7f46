//! doc/schema.sql is the schema of a new corpus. After a change of the migrations:
//!
//! ```sh
//! UPDATE_SCHEMA=1 cargo test --test library schema
//! ```

use crate::fixture::corpus_of;
use rusqlite::Connection;
use std::path::Path;
use std::{env, fs};

/// All statements of the schema, but for those of tables that FTS5 and refinery make themselves.
fn statements() -> String {
    let fixture = corpus_of::<&str>(&[]);
    let client = Connection::open(&fixture.database).unwrap();
    let mut statement = client
        .prepare(
            "
            SELECT sql || ';' || char(10)
            FROM sqlite_schema
            WHERE sql IS NOT NULL
                AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
                AND name NOT GLOB 'sqlite_*'
                AND name <> 'refinery_schema_history'
            ORDER BY rowid
            ",
        )
        .unwrap();
    let statements = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    statements.collect::<Result<Vec<_>, _>>().unwrap().join("\n")
}

#[test]
#[allow(clippy::disallowed_methods, reason = "whoever runs the tests asks for the new page by a variable")]
fn the_documentation_has_the_schema_of_a_new_corpus() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("doc/schema.sql");
    let schema = format!(
        "-- The schema of a corpus, as in sqlite_schema. Made by tests/library/schema.rs; data-model.md explains it.\n\n{}",
        statements()
    );
    if env::var_os("UPDATE_SCHEMA").is_some() {
        fs::write(&page, &schema).unwrap();
    }
    let documented = fs::read_to_string(&page).unwrap_or_default();
    assert!(documented == schema, "doc/schema.sql is of another schema: UPDATE_SCHEMA=1 makes it");
}
