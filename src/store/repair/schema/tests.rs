//! Recognition and repair of rows in a damaged schema.

use super::*;

fn definition(name: &str) -> &'static Definition {
    expected().unwrap().iter().find(|definition| definition.name == name).unwrap()
}

/// The row that a definition makes.
fn entry(definition: &Definition) -> SchemaEntry {
    SchemaEntry {
        row: 7,
        kind: definition.kind.clone().into_bytes(),
        name: definition.name.clone().into_bytes(),
        table: definition.table.clone().into_bytes(),
        root: i64::from(has_root(definition)) * 9,
        sql: definition.sql.clone().map(String::into_bytes),
    }
}

/// With so many bytes altered from the end.
fn altered(mut text: Vec<u8>, bytes: usize) -> Vec<u8> {
    text.iter_mut().rev().take(bytes).for_each(|byte| *byte ^= 1);
    text
}

#[test]
fn a_row_is_recognised_by_its_statement_or_its_name() {
    let index = definition("version_blob");
    let likeness_of = |change: &dyn Fn(&mut SchemaEntry)| {
        let mut entry = entry(index);
        change(&mut entry);
        likeness(&entry, index)
    };
    let statement = index.sql.clone().unwrap().into_bytes();
    assert_eq!(likeness_of(&|_| {}), Some(Likeness::Same));
    assert_eq!(likeness_of(&|entry| entry.kind = b"tabel".to_vec()), Some(Likeness::Statement));
    assert_eq!(likeness_of(&|entry| entry.name = b"x".to_vec()), Some(Likeness::Statement));
    assert_eq!(likeness_of(&|entry| entry.root = 0), Some(Likeness::Statement));
    assert_eq!(likeness_of(&|entry| entry.sql = Some(b"x".to_vec())), Some(Likeness::Name));
    assert_eq!(likeness_of(&|entry| (entry.sql, entry.root) = (None, 0)), None, "without pages");
    let upper = |entry: &mut SchemaEntry| entry.name.make_ascii_uppercase();
    assert_eq!(
        likeness_of(&|entry| {
            upper(entry);
            entry.sql = Some(b"x".to_vec());
        }),
        Some(Likeness::Case)
    );
    for (name, sql, expected) in [
        (1, 1, Some(Likeness::Near)),
        (FEW, FEW, Some(Likeness::Near)),
        (FEW + 1, 1, None),
        (1, FEW + 1, None),
    ] {
        let found = likeness_of(&|entry| {
            entry.name = altered(index.name.clone().into_bytes(), name);
            entry.sql = Some(altered(statement.clone(), sql));
        });
        assert_eq!(found, expected, "{name} {sql}");
    }
}

#[test]
fn an_index_of_a_table_has_no_statement() {
    let index = expected().unwrap().iter().find(|definition| definition.sql.is_none()).unwrap();
    let likeness_of = |name: usize, sql: Option<&str>| {
        let name = altered(index.name.clone().into_bytes(), name);
        likeness(&SchemaEntry { name, sql: sql.map(|sql| sql.as_bytes().to_vec()), ..entry(index) }, index)
    };
    assert_eq!(likeness_of(0, None), Some(Likeness::Same));
    assert_eq!(likeness_of(1, None), Some(Likeness::Name));
    assert_eq!(likeness_of(FEW + 1, None), None);
    assert_eq!(likeness_of(0, Some("x")), None);
    assert_eq!(likeness(&SchemaEntry { root: 0, ..entry(index) }, index), None, "an index has pages");
}

#[test]
fn names_and_statements_are_near_with_few_other_bytes_in_place() {
    assert!(near(b"abcdef", b"abcdef") && near(b"abcdef", b"xyzdef"));
    assert!(!near(b"abcdef", b"wxyzef") && !near(b"abcdef", b"abcde") && !near(b"bcdef", b"abcdef"));
}

#[test]
fn only_tables_and_indexes_have_pages() {
    for (name, pages) in [
        ("version", true),
        ("version_blob", true),
        ("text_fts", false),
        ("text_fts_data", true),
        ("article_kept", false),
        ("articles", false),
    ] {
        assert_eq!(has_root(definition(name)), pages, "{name}");
        assert!(is_right(&entry(definition(name)), definition(name)), "{name}");
    }
}

#[test]
fn a_row_is_right_only_as_a_whole() {
    for name in ["version", "article_kept"] {
        let definition = definition(name);
        let whole = || entry(definition);
        for wrong in [
            SchemaEntry { kind: b"x".to_vec(), ..whole() },
            SchemaEntry { name: b"x".to_vec(), ..whole() },
            SchemaEntry { table: b"x".to_vec(), ..whole() },
            SchemaEntry { sql: None, ..whole() },
            SchemaEntry { root: i64::from(!has_root(definition)), ..whole() },
        ] {
            assert!(!is_right(&wrong, definition), "{name}");
        }
    }
}

#[test]
fn a_table_that_was_altered_on_purpose_is_left() {
    let table = definition("source");
    let statement = table.sql.clone().unwrap();
    let wider = statement.replacen('(', "(note TEXT, ", 1).into_bytes();
    assert!(is_statement(&wider));
    for (sql, mended) in [
        (None, true),
        (Some(altered(statement.clone().into_bytes(), 1)), true),
        (Some(statement.replacen("CREATE", "CRATE", 1).into_bytes()), true),
        (Some(statement.replacen("name", "nane", 1).into_bytes()), true),
        (Some(b"\xff\xfe, which is no text".to_vec()), true),
        (Some(wider), false),
    ] {
        assert_eq!(may_be_mended(&SchemaEntry { sql, ..entry(table) }, table), mended);
    }
    let trigger = definition("article_kept");
    let other = b"CREATE TABLE other (id INTEGER)".to_vec();
    assert!(may_be_mended(&SchemaEntry { sql: Some(other), ..entry(trigger) }, trigger));
}

#[test]
fn each_definition_has_the_likeliest_row_and_no_row_is_that_of_two() {
    let (first, second) = (definition("version_blob"), definition("version_text"));
    let rows = [
        SchemaEntry { row: 1, sql: first.sql.clone().map(String::into_bytes), ..entry(second) },
        SchemaEntry { row: 2, ..entry(first) },
        SchemaEntry { row: 3, ..entry(first) },
    ];
    let claimed: Vec<(&str, i64)> = claims(&rows)
        .unwrap()
        .iter()
        .map(|(definition, entry)| (definition.name.as_str(), entry.row))
        .collect();
    assert_eq!(claimed, [("version_blob", 2), ("version_text", 1)]);
}

fn version(writer: &Writer) -> i64 {
    writer.pragma_query_value(None, "schema_version", |row| row.read(0)).unwrap()
}

#[test]
fn other_connections_are_told_of_what_was_mended_and_of_nothing_else() {
    for (damage, is_mended) in [
        ("", false),
        ("UPDATE sqlite_schema SET name = 'Article' WHERE type = 'table' AND name = 'article'", true),
        ("UPDATE sqlite_schema SET sql = replace(sql, 'lossy', 'loszy') WHERE name = 'version'", true),
        ("INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 'version_blob'", true),
        ("INSERT INTO sqlite_schema SELECT * FROM sqlite_schema WHERE name = 'article_kept'", true),
    ] {
        let mut corpus = Corpus::temporary().unwrap();
        let rows = "SELECT count(*) FROM sqlite_schema";
        let mended = corpus.rehearse(|writer| {
            let all: i64 = writer.query_row(rows, [], |row| row.read(0))?;
            writing_schema(writer, || Ok(writer.execute_batch(damage)?))?;
            let before = version(writer);
            mend_entries(writer)?;
            assert_eq!(all, writer.query_row(rows, [], |row| row.read::<_, i64>(0))?, "{damage}");
            let right = entries(writer)?
                .iter()
                .filter(|entry| expected().unwrap().iter().any(|definition| is_right(entry, definition)))
                .count();
            assert_eq!(right, expected()?.len(), "{damage}");
            Ok(version(writer) != before)
        });
        assert_eq!(mended.unwrap(), is_mended, "{damage}");
    }
}

#[test]
fn a_second_index_is_dropped_with_its_pages() {
    let mut corpus = Corpus::temporary().unwrap();
    corpus
        .rehearse(|writer| {
            let indexes = "SELECT count(*) FROM sqlite_schema WHERE type = 'index'";
            let all: i64 = writer.query_row(indexes, [], |row| row.read(0))?;
            writer.execute_batch("CREATE INDEX second ON version (blob)")?;
            writing_schema(writer, || {
                Ok(writer.execute_batch(
                    "
                    UPDATE sqlite_schema
                    SET sql = (SELECT sql FROM sqlite_schema WHERE name = 'version_blob')
                    WHERE name = 'second'
                    ",
                )?)
            })?;
            mend_entries(writer)?;
            assert_eq!(all, writer.query_row(indexes, [], |row| row.read::<_, i64>(0))?);
            let check: String = writer.query_row("PRAGMA integrity_check", [], |row| row.read(0))?;
            assert_eq!(check, "ok");
            Ok(())
        })
        .unwrap();
}
