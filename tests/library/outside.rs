//! Another program with a SQLite of its own, none of our functions and none of our settings, reads everything
//! and edits metadata; what it edits is recorded.

use crate::fixture::{Fixture, corpus_of, import_as, import_folder, operation};
use corpusdb::ops::analyse;
use corpusdb::ops::metadata::exchange::{self, TableFormat};
use corpusdb::ops::select::Selection;
use corpusdb::{Access, Corpus};
use rusqlite::fallible_iterator::FallibleIterator;
use rusqlite::{Batch, Connection, params};

const VIEWS: [&str; 9] = [
    "articles",
    "every_article",
    "versions",
    "blobs",
    "changes",
    "operations",
    "outlets",
    "edits",
    "boilerplate_passages",
];

fn three_articles() -> (Fixture, Connection) {
    let fixture = corpus_of(&[
        ("a.txt", "Harbour dues rise\n\nThe council voted on Monday."),
        ("b.txt", "The council did not vote."),
        ("c.txt", "The council did not vote."),
    ]);
    let client = Connection::open(&fixture.database).unwrap();
    (fixture, client)
}

fn text(client: &Connection, sql: &str) -> String {
    client
        .query_row(sql, [], |row| row.get::<_, Option<String>>(0))
        .unwrap()
        .unwrap_or_else(|| "NULL".to_owned())
}

#[test]
fn every_view_can_be_read() {
    let (_fixture, client) = three_articles();
    for view in VIEWS {
        let mut statement = client.prepare(&format!("SELECT * FROM {view}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                row.get_ref(column).unwrap();
            }
        }
    }
    assert_eq!(text(&client, "SELECT title FROM articles WHERE id = 1"), "Harbour dues rise");
    assert_eq!(text(&client, "SELECT CAST(count(*) AS TEXT) FROM articles"), "3");
    let bytes: Vec<u8> = client
        .query_row(
            "SELECT bytes FROM blobs JOIN versions USING (sha256) WHERE article = ?1 AND number = 1",
            params![2],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(bytes, b"The council did not vote.");
}

#[test]
fn the_columns_of_the_views_are_a_promise() {
    let (_fixture, client) = three_articles();
    let columns: Vec<String> = VIEWS
        .iter()
        .map(|view| {
            let statement = client.prepare(&format!("SELECT * FROM {view}")).unwrap();
            format!("{view}: {}", statement.column_names().collect::<Vec<_>>().join(", "))
        })
        .collect();
    insta::assert_snapshot!(columns.join("\n"));
}

#[test]
fn edits_are_recorded_as_from_outside() {
    let (_fixture, client) = three_articles();
    client
        .execute("UPDATE articles SET outlet = ' Harbour Post ', published = '2023-04' WHERE id < 3", [])
        .unwrap();
    client
        .execute("UPDATE articles SET outlet = 'harbour post', author = 'Ada Lind' WHERE id = 3", [])
        .unwrap();
    client.execute("UPDATE articles SET title = '' WHERE id = 1", []).unwrap();
    assert_eq!(
        text(&client, "SELECT group_concat(outlet, '|') FROM articles"),
        "Harbour Post|Harbour Post|Harbour Post"
    );
    let recorded = text(
        &client,
        "
        SELECT group_concat(article || ' ' || field || ' ' || coalesce(old, '-') || ' ' || coalesce(new, '-'), '; ')
        FROM changes
        WHERE origin = 'outside' AND operation IS NULL AND changed_at GLOB '20[0-9][0-9]-*T*.???Z'
        ",
    );
    assert_eq!(
        recorded,
        "1 outlet - Harbour Post; 1 published - 2023-04; 2 outlet - Harbour Post; 2 published - 2023-04; \
         3 outlet - Harbour Post; 3 author - Ada Lind; 1 title Harbour dues rise -"
    );
}

#[test]
fn extra_fields_and_outlets_are_recorded_too() {
    let (_fixture, client) = three_articles();
    client
        .execute_batch(
            "
            INSERT INTO field (name, type) VALUES ('topic', 'text');
            INSERT INTO metadata (article, field, value) VALUES (1, 'topic', 'port');
            UPDATE metadata SET value = 'harbour' WHERE article = 1;
            DELETE FROM metadata WHERE article = 1;
            UPDATE articles SET outlet = 'HP' WHERE id = 2;
            UPDATE outlet SET name = 'Harbour Post' WHERE name = 'HP';
            ",
        )
        .unwrap();
    let recorded = text(
        &client,
        "SELECT group_concat(field || ' ' || coalesce(old, '-') || ' ' || coalesce(new, '-'), '; ') FROM changes
         WHERE origin = 'outside'",
    );
    assert_eq!(
        recorded,
        "topic - port; topic port harbour; topic harbour -; outlet - HP; outlet HP Harbour Post"
    );
}

#[test]
fn what_the_program_would_refuse_is_refused() {
    let (_fixture, client) = three_articles();
    // As it is by default in the sqlite3 shell.
    client.pragma_update(None, "foreign_keys", false).unwrap();
    for (sql, reason) in [
        ("UPDATE articles SET published = '2023-02-30'", "published must be a date"),
        ("UPDATE articles SET published = '13/04/2023'", "published must be a date"),
        ("UPDATE articles SET published = '2023-04-13T29:30:00Z'", "published must be a date"),
        ("UPDATE articles SET published = '2023-02-31T10:00'", "published must be a date"),
        ("UPDATE articles SET published = '2023-04-13T24:00'", "published must be a date"),
        ("UPDATE articles SET published = '2023-04-13T09:30   +08:00'", "published must be a date"),
        ("UPDATE article SET outlet = 99", "there is no such outlet"),
        ("UPDATE article SET id = 99 WHERE id = 1", "ids never change"),
        ("DELETE FROM source", "a source stays"),
        ("UPDATE source SET id = 9", "a source keeps its id"),
        ("DELETE FROM field WHERE name = 'title'", "this field is in use"),
        ("UPDATE article SET version = 2 WHERE id = 1", "one of its own"),
        ("UPDATE OR REPLACE article SET key = 'news/b.txt' WHERE id = 1", "another article has this key"),
        ("UPDATE articles SET published = '2023-13'", "published must be a date"),
        ("UPDATE articles SET published = '0000'", "published must be a date"),
        ("UPDATE articles SET modified = 'yesterday'", "modified must be a date"),
        ("UPDATE articles SET language = 'plain english'", "language must be a tag"),
        ("UPDATE articles SET language = 'e'", "language must be a tag"),
        ("UPDATE articles SET language = 'en-'", "language must be a tag"),
        ("UPDATE articles SET language = '1en'", "language must be a tag"),
        ("UPDATE articles SET url = 'https://two words'", "url must be a whole address"),
        ("UPDATE articles SET url = 'example.org/1'", "url must be a whole address"),
        ("UPDATE articles SET url = 'a b:c'", "url must be a whole address"),
        ("INSERT OR REPLACE INTO text SELECT * FROM text", "only an import adds a text"),
        ("REPLACE INTO blob SELECT * FROM blob", "only an import adds bytes"),
        ("REPLACE INTO article SELECT * FROM article", "only an import adds an article"),
        ("REPLACE INTO version SELECT * FROM version", "only an import adds a version"),
        ("REPLACE INTO operation SELECT * FROM operation", "can't be replaced"),
        ("UPDATE articles SET text = 'x'", "can be set"),
        ("UPDATE articles SET id = 7", "can be set"),
        ("UPDATE articles SET sha256 = ''", "can be set"),
        ("UPDATE text SET body = 'x'", "a text never changes"),
        ("UPDATE blob SET data = x'00'", "bytes never change"),
        ("UPDATE version SET number = 9", "a version never changes"),
        ("UPDATE metadata_change SET old = 'x'", "history is only ever added to"),
        ("DELETE FROM article", "only a purge deletes"),
        ("DELETE FROM version", "only a purge deletes"),
        ("DELETE FROM text", "only a purge deletes"),
        ("DELETE FROM blob", "only a purge deletes"),
        ("DELETE FROM operation", "only a purge deletes"),
        ("DELETE FROM import_event", "only a purge deletes"),
    ] {
        let error = client.execute(sql, []).expect_err(sql).to_string();
        assert!(error.contains(reason), "{sql}: {error}");
    }
    client.execute("UPDATE articles SET author = 'x'", []).unwrap();
    assert!(client.execute("DELETE FROM metadata_change", []).is_err());
}

#[test]
fn dates_of_every_precision_are_taken() {
    let (_fixture, client) = three_articles();
    for date in [
        "2023",
        "2023-04",
        "2023-04-13",
        "2023-04-13T09:30",
        "2023-04-13T09:30:00Z",
        "2023-04-13T09:30:00.5+08:00",
    ] {
        client.execute("UPDATE articles SET published = ?1 WHERE id = 1", params![date]).unwrap();
        assert_eq!(text(&client, "SELECT published FROM articles WHERE id = 1"), date);
    }
}

/// The corpus that the documentation speaks of: both editions of the samples, and their metadata.
fn samples() -> Fixture {
    let seeds = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let fixture = corpus_of::<&str>(&[]);
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    import_folder(&mut corpus, &seeds.join("first"));
    let table = std::fs::read(seeds.join("metadata.csv")).unwrap();
    let options = exchange::Options::default();
    let operation = operation("meta import");
    exchange::import(&mut corpus, &table, TableFormat::Csv, &options, "metadata.csv", &operation).unwrap();
    import_as(&mut corpus, &seeds.join("second"), Some("first"));
    analyse::analyse(&mut corpus, &Selection::default(), &mut ()).unwrap();
    fixture
}

#[test]
fn the_recipes_of_the_documentation_run() {
    let fixture = samples();
    let client = Connection::open(&fixture.database).unwrap();
    let page = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("doc/data-model.md");
    let page = std::fs::read_to_string(page).unwrap();
    let recipes: Vec<&str> =
        page.split("```sql\n").skip(1).filter_map(|rest| rest.split("\n```").next()).collect();
    assert!(recipes.len() > 5, "the recipes are somewhere else");
    for recipe in recipes {
        let mut statements = Batch::new(&client, recipe);
        while let Some(mut statement) = statements.next().unwrap_or_else(|error| panic!("{error}: {recipe}"))
        {
            let mut rows = statement.query([]).unwrap_or_else(|error| panic!("{error}: {recipe}"));
            while rows.next().unwrap_or_else(|error| panic!("{error}: {recipe}")).is_some() {}
        }
    }
}

/// Three articles of which two have another version, analysed.
fn edited() -> (Fixture, Connection) {
    let (fixture, client) = three_articles();
    let news = fixture.database.with_file_name("news");
    std::fs::write(news.join("a.txt"), "Harbour dues fall\n\nThe cöuncil “voted” on Friday.").unwrap();
    std::fs::write(news.join("b.txt"), "🚢 The council did vote, 4 to 2.").unwrap();
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    import_folder(&mut corpus, &news);
    analyse::analyse(&mut corpus, &Selection::default(), &mut ()).unwrap();
    (fixture, client)
}

#[test]
fn edits_are_where_the_texts_have_them() {
    let (_fixture, client) = edited();
    let right = "
        SELECT format('%d of %d', sum(
            substr(later.text, edits.position, length(edits.new)) = edits.new
            AND substr(earlier.text, edits.old_position, length(edits.old)) = edits.old
        ), count(*))
        FROM edits
        JOIN versions AS earlier ON earlier.article = edits.article AND earlier.number = edits.from_version
        JOIN versions AS later ON later.article = edits.article AND later.number = edits.to_version
    ";
    assert_eq!(text(&client, right), "7 of 7");
}

#[test]
fn what_follows_from_texts_may_be_deleted_and_is_made_again() {
    let (fixture, client) = edited();
    let rows = "SELECT group_concat(old || '→' || new, '; ') FROM edits";
    let before = text(&client, rows);
    let error = client.execute("UPDATE edit SET new = 'x'", []).unwrap_err().to_string();
    assert!(error.contains("an edit is as the texts say"), "{error}");
    client.pragma_update(None, "foreign_keys", false).unwrap();
    client.execute_batch("DELETE FROM comparison").unwrap();
    assert_eq!(text(&client, "SELECT CAST(count(*) AS TEXT) FROM edit"), "0");
    let mut corpus = Corpus::open(&fixture.database, Access::Write).unwrap();
    analyse::analyse(&mut corpus, &Selection::default(), &mut ()).unwrap();
    assert_eq!(text(&client, rows), before);
}
