//! Whatever a mistake in another program does to the tables: it is refused with a plain message, or it does no harm, or
//! verifying reports it and repairing makes the corpus sound again.

use super::{mend, vandal};
use crate::fixture::{Fixture, corpus_of, import_folder, operation, table};
use corpusdb::model::{Assignment, ProblemKind};
use corpusdb::ops::select::Selection;
use corpusdb::ops::{analyse, backup, metadata, purge, remove, undo};
use rusqlite::Connection;
use std::fs;

/// A corpus with a row in each table.
fn full() -> Fixture {
    let fixture = corpus_of(&[
        ("a.txt", "Quay opens\n\nOn Monday."),
        ("b.txt", "Ferry late\n\nThe ferry was late."),
        ("c.txt", "Rain\n\nIt rained all day."),
        ("d.txt", "Secret\n\nNothing to see."),
        ("e.txt", "Gone\n\nAlmost."),
    ]);
    let news = fixture.database.with_file_name("news");
    let mut corpus = fixture.open();
    fs::write(news.join("a.txt"), "Quay opens\n\nOn Friday, at last.").unwrap();
    fs::remove_file(news.join("e.txt")).unwrap();
    fs::write(news.join("rows.csv"), table(&[("Fog", "Fog over the quay."), ("Ice", "Ice on the river.")]))
        .unwrap();
    assert_eq!(import_folder(&mut corpus, &news).changed, 1);
    let one =
        |reference: &str| Selection { references: Some(vec![reference.parse().unwrap()]), expression: None };
    let values: Vec<Assignment> = ["outlet=Gazette", "topic=ports", "title=Quay", "author=Ada"]
        .map(|value| value.parse().unwrap())
        .to_vec();
    metadata::set(&mut corpus, &one("1"), &values, &operation("meta set")).unwrap();
    remove::remove(&mut corpus, &one("3"), &operation("remove")).unwrap();
    purge::purge(&mut corpus, &[corpusdb::model::ArticleId(4)], &operation("purge")).unwrap();
    let values = ["section=Sea".parse().unwrap()];
    metadata::set(&mut corpus, &one("2"), &values, &operation("meta set")).unwrap();
    undo::undo(&mut corpus, &undo::Target::Last, &operation("undo"), undo::Options::default(), &mut |_| {
        Ok(())
    })
    .unwrap();
    analyse::analyse(&mut corpus, &Selection::default(), &mut ()).unwrap();
    drop(corpus);
    let client = fixture.client();
    client
        .execute_batch(
            "
            UPDATE articles SET language = 'en' WHERE id = 2;
            INSERT INTO outlet (id, name, parent) VALUES (7, 'Gazette on Sunday', 1);
            INSERT INTO outlet_alias (alias, kind, outlet) VALUES ('The Gazette', 'name', 1);
            ",
        )
        .unwrap();
    assert_eq!(fixture.verify().problems, []);
    fixture
}

fn rows(client: &Connection, sql: &str) -> Vec<Vec<String>> {
    let mut statement = client.prepare(sql).unwrap();
    let columns = statement.column_count();
    let rows = statement.query_map([], |row| {
        (0..columns).map(|column| Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())).collect()
    });
    rows.unwrap().collect::<Result<_, _>>().unwrap()
}

/// Of every reference of every table: a row that refers to nothing, and a row gone that others refer to.
fn mistakes(client: &Connection) -> Vec<String> {
    let references = rows(
        client,
        "
        SELECT reference.\"table\", child.name, reference.\"from\"
        FROM pragma_table_list AS child
        JOIN pragma_foreign_key_list(child.name) AS reference
        WHERE child.schema = 'main' AND child.type = 'table'
        ORDER BY 1, 2, 3
        ",
    );
    let mut mistakes = Vec::new();
    for reference in &references {
        let [parent, child, column] = reference.as_slice() else { panic!("three columns") };
        let nowhere = if parent == "field" { "'nowhere'" } else { "999999" };
        mistakes.push(format!("UPDATE {child} SET {column} = {nowhere}"));
        mistakes
            .push(format!("UPDATE OR REPLACE {child} SET {column} = {nowhere} WHERE {column} IS NOT NULL"));
        let columns = rows(client, &format!("SELECT name FROM pragma_table_info('{child}')"));
        let copied = columns.iter().map(|row| match row[0].as_str() {
            name if name == column => nowhere.to_owned(),
            "id" if child != "active_operation" => "id + 5000".to_owned(),
            "key" => "key || 'x'".to_owned(),
            "number" | "place" => format!("{} + 50", row[0]),
            name => name.to_owned(),
        });
        let copied: Vec<String> = copied.collect();
        mistakes.push(format!("INSERT INTO {child} SELECT {} FROM {child} LIMIT 1", copied.join(", ")));
        mistakes.push(format!("DELETE FROM {parent}"));
    }
    mistakes.dedup();
    mistakes
}

/// Whether SQLite or the schema refused; the message has to be one that people understand.
fn is_refused(client: &Connection, mistake: &str) -> bool {
    match client.execute_batch(mistake) {
        Ok(()) => false,
        Err(error) => {
            let message = error.to_string();
            assert!(!message.contains("FOREIGN KEY"), "{mistake}: {message}");
            true
        }
    }
}

fn assert_mended(fixture: &Fixture, mistake: &str) {
    let found = fixture.verify().problems;
    if !found.is_empty() {
        let left = mend(fixture).problems;
        assert_eq!(left, [], "{mistake}: found {found:?}");
        assert_eq!(fixture.verify().problems, [], "{mistake}");
    }
}

fn assert_can_be_backed_up(fixture: &Fixture, mistake: &str) {
    let copy = fixture.database.with_file_name("copy.db");
    let made = backup::backup(&fixture.open(), &copy, &backup::Options::default(), &mut ()).unwrap();
    assert_eq!(made.problems, [], "{mistake}");
    fs::remove_file(copy).unwrap();
}

#[test]
fn every_reference_is_kept_with_the_triggers_of_the_schema() {
    let fixture = full();
    let whole = fs::read(&fixture.database).unwrap();
    for mistake in mistakes(&fixture.client()) {
        fs::write(&fixture.database, &whole).unwrap();
        let client = fixture.client();
        client.pragma_update(None, "foreign_keys", false).unwrap();
        let refused = is_refused(&client, &mistake);
        drop(client);
        if !refused {
            assert_mended(&fixture, &mistake);
        }
    }
}

#[test]
fn every_reference_is_mended_without_the_triggers() {
    let fixture = full();
    drop(vandal(&fixture.database));
    let whole = fs::read(&fixture.database).unwrap();
    for mistake in mistakes(&fixture.client()) {
        fs::write(&fixture.database, &whole).unwrap();
        let client = fixture.client();
        client.pragma_update(None, "foreign_keys", false).unwrap();
        is_refused(&client, &mistake);
        drop(client);
        // Contents only a backup brings back: then it is said.
        let repaired = mend(&fixture);
        let is_lost = |mistake: &str| {
            [
                "DELETE FROM text",
                "DELETE FROM blob",
                "DELETE FROM version",
                // The layout of a table is nowhere else.
                "DELETE FROM layout",
                "UPDATE blob",
                "UPDATE version",
                "UPDATE OR REPLACE version",
            ]
            .iter()
            .any(|lost| mistake.starts_with(lost))
        };
        if is_lost(&mistake) {
            continue;
        }
        assert_eq!(repaired.problems, [], "{mistake}");
    }
}

#[test]
fn other_mistakes_are_refused_in_plain_words() {
    let fixture = full();
    let client = fixture.client();
    client.pragma_update(None, "foreign_keys", false).unwrap();
    for (mistake, reason) in [
        ("INSERT INTO metadata VALUES (99, 'topic', 0, 'x')", "there is no article with this id"),
        ("INSERT INTO metadata VALUES (1, 'topics', 0, 'x')", "corpus meta define"),
        ("INSERT INTO metadata VALUES (1, 'title', 0, 'x')", "standard field: UPDATE articles"),
        ("INSERT INTO metadata VALUES (1, 'section', 0, 'x')", "standard field: UPDATE articles"),
        ("INSERT INTO metadata VALUES (1, 'key', 0, 'x')", "no fields"),
        ("INSERT INTO metadata VALUES (1, 'removed_at', 0, 'x')", "corpus remove"),
        ("INSERT INTO metadata VALUES (1, 'topic', -1, 'x')", "ordinal"),
        ("INSERT INTO metadata VALUES (1, 'topic', 1, 'x')", "--repeatable"),
        ("INSERT INTO metadata VALUES (2, 'topic', 5000000000, 'x')", "ordinal"),
        ("INSERT INTO metadata VALUES (2, 'topic', 'first', 'x')", "INT"),
        ("REPLACE INTO metadata VALUES (1, 'topic', 0, 'x')", "can't be replaced"),
        ("UPDATE metadata SET field = 'title'", "keeps its article, field and ordinal"),
        ("UPDATE metadata SET ordinal = -1", "keeps its article, field and ordinal"),
        ("INSERT INTO field (name, type) VALUES ('key', 'text')", "no field can have this name"),
        ("INSERT INTO field (name, type) VALUES ('text', 'text')", "no field can have this name"),
        ("INSERT INTO field (name, type) VALUES ('removed_at', 'date')", "no field can have this name"),
        ("INSERT INTO field (name, type, standard) VALUES ('mood', 'text', 1)", "its definition is fixed"),
        ("INSERT INTO field (name, type) VALUES ('mood', 'colour')", ""),
        ("INSERT INTO field (name, type) VALUES ('My mood', 'text')", ""),
        ("REPLACE INTO field (name, type) VALUES ('title', 'integer')", "its definition is fixed"),
        ("UPDATE field SET standard = 0 WHERE name = 'title'", "its definition is fixed"),
        ("UPDATE field SET standard = 1 WHERE name = 'topic'", "its definition is fixed"),
        ("UPDATE field SET type = 'integer' WHERE name = 'title'", "its definition is fixed"),
        ("UPDATE field SET name = 'topics' WHERE name = 'topic'", "keeps its name"),
        ("DELETE FROM field WHERE name = 'topic'", "in use"),
        ("REPLACE INTO source (name) VALUES ('news')", "can't be replaced"),
        ("UPDATE article SET source = 99", "keeps its source"),
        ("UPDATE article SET added_at = '2024'", "the time when it was added"),
        ("UPDATE article SET removed_at = 'yesterday'", "removed_at is a time"),
        ("UPDATE article SET removed_by = 99 WHERE id = 3", "an operation"),
        ("INSERT INTO article (key, source, added_at) VALUES ('x', 1, 'x')", "only an import adds"),
        ("UPDATE file SET size = -1", "only an import"),
        ("UPDATE import_event SET path = 'x'", "never changes"),
        (
            "INSERT INTO operation (kind, state, started_at, program_version) VALUES ('x', 'done', 'x', 'x')",
            "only corpus",
        ),
        ("UPDATE operation SET undoes = 1 WHERE id = 2", "only an undo"),
        ("UPDATE outlet SET parent = id", "id of another outlet"),
        ("DELETE FROM outlet WHERE id = 1", "has articles"),
        (
            "INSERT INTO metadata_change (article, field, new, origin, changed_at) VALUES (1, 'title', 'x', 'outside', '2024-01-01')",
            "triggers write the history",
        ),
        (
            "INSERT INTO definition_change (relation, subject, attribute, new, origin, changed_at)
             VALUES ('outlet', '1', 'name', 'x', 'outside', '2024-01-01')",
            "triggers write the history",
        ),
        ("DELETE FROM purged", "purge --allow"),
        ("UPDATE purged SET allowed_by = 1", "purge --allow"),
        ("DELETE FROM purge_secret", "never changes"),
        ("UPDATE purge_secret SET secret = randomblob(32)", "never changes"),
    ] {
        let error = client.execute_batch(mistake).expect_err(mistake).to_string();
        assert!(error.contains(reason), "{mistake}: {error}");
    }
    drop(client);
    assert_eq!(fixture.verify().problems, []);
}

#[test]
fn a_field_that_is_replaced_keeps_its_history() {
    let fixture = full();
    let client = fixture.client();
    client
        .execute_batch(
            "REPLACE INTO field (name, type, repeatable, description) VALUES ('topic', 'text', 1, 'About');
             REPLACE INTO field (name, type) VALUES ('topic', 'text');
             INSERT INTO field (name, type) VALUES ('topic', 'text') ON CONFLICT (name) DO NOTHING;
             DELETE FROM metadata; DELETE FROM field WHERE name = 'topic';
             INSERT INTO field (name, type) VALUES ('topic', 'integer');",
        )
        .unwrap();
    drop(client);
    assert_eq!(fixture.verify().problems, []);
}

/// What slips through when somebody takes the triggers away.
#[test]
fn what_slips_through_is_reported_and_mended() {
    for (mistake, reason) in [
        ("INSERT INTO metadata VALUES (99, 'topic', 0, 'x')", "refers to a row of article"),
        (
            "INSERT INTO metadata VALUES (1, 'topics', 0, 'x')",
            "a value of topics, but there is no such field",
        ),
        ("INSERT INTO metadata VALUES (1, 'title', 0, 'X')", "no field of that table"),
        ("INSERT INTO metadata VALUES (2, 'removed_at', 0, 'X')", "no field of that table"),
        (
            "INSERT INTO field (name, type) VALUES ('key', 'text'); INSERT INTO metadata VALUES (1, 'key', 0, 'K')",
            "no field can be called key",
        ),
        ("UPDATE field SET standard = 0 WHERE name = 'title'", "the standard field title"),
        ("UPDATE field SET type = 'date' WHERE name = 'title'", "the standard field title"),
        ("DELETE FROM field WHERE name = 'url'", "the standard field url"),
        ("INSERT INTO active_operation VALUES (1, 1, 'forged', 'x')", "active_operation"),
        ("DELETE FROM purge_secret", "the secret is gone"),
        ("INSERT OR REPLACE INTO source (id, name) VALUES (9, 'news')", "refers to a row of source"),
        ("DELETE FROM article WHERE id = 1", "refers to a row of article"),
        ("DELETE FROM outlet WHERE id = 1", "refers to a row of outlet"),
        ("DELETE FROM operation WHERE id = 1", "refers to a row of operation"),
    ] {
        let fixture = full();
        // Only those that guard go: those that record stay.
        let client = fixture.client();
        for guard in rows(
            &client,
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND sql LIKE '%RAISE%' AND tbl_name <> 'articles'",
        ) {
            client.execute_batch(&format!("DROP TRIGGER {}", guard[0])).unwrap();
        }
        client.pragma_update(None, "foreign_keys", false).unwrap();
        client.execute_batch(mistake).unwrap();
        drop(client);
        let found = fixture.problems();
        assert!(found.iter().any(|problem| problem.detail.contains(reason)), "{mistake}: {found:?}");
        assert_eq!(mend(&fixture).problems, [], "{mistake}");
        assert_can_be_backed_up(&fixture, mistake);
    }
}

#[test]
fn an_article_that_was_deleted_comes_back_from_its_history() {
    let fixture = full();
    let before = rows(
        &fixture.client(),
        "SELECT key, title, outlet, author, language, text FROM articles WHERE id IN (1, 2)",
    );
    let client = vandal(&fixture.database);
    client.execute_batch("DELETE FROM article WHERE id IN (1, 2); DELETE FROM file").unwrap();
    drop(client);
    assert!(fixture.problems().iter().any(|problem| problem.kind == ProblemKind::Reference));
    assert_eq!(mend(&fixture).problems, []);
    let after = rows(
        &fixture.client(),
        "SELECT key, title, outlet, author, language, text FROM articles WHERE id IN (1, 2)",
    );
    assert_eq!(after, before);
}

/// A program that writes Latin-1 has made no damage: the value is read with U+FFFD, and backups go on.
#[test]
fn a_value_that_is_not_utf_8_is_a_remark() {
    let fixture = full();
    let client = fixture.client();
    client
        .execute_batch(
            "
            UPDATE articles SET title = CAST(x'4dfc6e6368656e' AS TEXT) WHERE id IN (1, 2);
            UPDATE metadata SET value = CAST(x'e9' AS TEXT) WHERE article = 1;
            INSERT INTO outlet (name) VALUES (CAST(x'ff' AS TEXT));
            UPDATE field SET description = CAST(x'c3' AS TEXT) WHERE name = 'topic';
            ",
        )
        .unwrap();
    drop(client);
    let found = fixture.verify();
    assert_eq!(found.problems, []);
    for told in
        ["title in the rows 1, 2 of article", "value in the row 1 of metadata", "name in the row 8 of outlet"]
    {
        assert!(found.notes.iter().any(|note| note.contains(told)), "{told}: {:?}", found.notes);
    }
    assert_can_be_backed_up(&fixture, "values in Latin-1");
    // The history goes on from them.
    let selection = Selection { references: Some(vec!["1".parse().unwrap()]), expression: None };
    let title = ["title=München".parse().unwrap()];
    metadata::set(&mut fixture.open(), &selection, &title, &operation("meta set")).unwrap();
    assert_eq!(fixture.verify().problems, []);
    // A value that its history doesn't know is damage all the same.
    let client = vandal(&fixture.database);
    client.execute_batch("UPDATE article SET author = CAST(x'41ff' AS TEXT) WHERE id = 1").unwrap();
    drop(client);
    assert!(fixture.problems().iter().any(|problem| problem.kind == ProblemKind::History));
}
