//! What verifying finds where two places tell the same, and what a repair doesn't take from it.

use super::{corpus, mend};
use crate::fixture::{Fixture, corpus_of, import_folder};
use corpusdb::model::ProblemKind::{self, Analysis, File, History, Schema, Unreadable, Version};
use corpusdb::ops::analyse::analyse;
use corpusdb::ops::select::Selection;
use corpusdb::{Access, Corpus};
use std::fs;

/// Overwrites the bytes of the file where this is found for the `nth` time.
fn flip(fixture: &Fixture, text: &[u8], nth: usize, with: u8) {
    drop(fixture.open());
    let mut bytes = fs::read(&fixture.database).unwrap();
    let places: Vec<usize> =
        bytes.windows(text.len()).enumerate().filter(|(_, found)| *found == text).map(|(at, _)| at).collect();
    bytes[places[nth] + text.len() - 1] = with;
    fs::write(&fixture.database, bytes).unwrap();
}

#[test]
fn what_follows_from_other_rows_is_checked() {
    type Found = (ProblemKind, Option<i64>, Option<u32>);
    let cases: [(&str, Found); 10] = [
        ("UPDATE article SET key = 'news/y.txt' WHERE id = 2", (History, Some(2), None)),
        ("UPDATE article SET added_at = '1999' WHERE id = 2", (Version, Some(2), None)),
        (
            "UPDATE version SET added_at = '1999' WHERE article = 1 AND number = 2",
            (Version, Some(1), Some(2)),
        ),
        ("UPDATE version SET kind = 'reverted' WHERE article = 2", (Version, Some(2), Some(1))),
        ("UPDATE version SET kind = 'reverted' WHERE number = 2", (Version, Some(1), Some(2))),
        ("UPDATE version SET operation = 2 WHERE article = 3", (Version, Some(3), Some(1))),
        ("DELETE FROM import_event WHERE article = 4", (Version, Some(4), Some(1))),
        ("UPDATE metadata_change SET changed_at = '1999' WHERE article = 1", (History, Some(1), None)),
        ("UPDATE field SET description = CAST(x'c328' AS TEXT) WHERE name = 'title'", (History, None, None)),
        ("UPDATE operation SET message = CAST(x'c328' AS TEXT) WHERE id = 1", (Unreadable, None, None)),
    ];
    for (damage, expected) in cases {
        let fixture = corpus();
        fixture.vandal().execute_batch(damage).unwrap();
        let found = fixture.found();
        assert!(found.contains(&expected), "{damage}: {found:?}");
        let whose = |article: &Option<i64>| article.is_none() || *article == expected.1;
        assert!(found.iter().all(|(_, article, _)| whose(article)), "{damage}: {found:?}");
    }
}

#[test]
fn the_history_of_definitions_is_a_chain() {
    let fixture = corpus();
    fixture
        .client()
        .execute_batch(
            "INSERT INTO outlet (name) VALUES ('Quay Times'); UPDATE outlet SET name = 'Quay News';
             UPDATE field SET description = 'The line on top' WHERE name = 'title';",
        )
        .unwrap();
    assert_eq!(fixture.verify().problems, []);
    let superseded = "UPDATE definition_change SET new = 'Harbour Times' WHERE new = 'Quay Times'";
    fixture.vandal().execute_batch(superseded).unwrap();
    assert_eq!(fixture.found(), [(History, None, None)]);
}

#[test]
fn a_trigger_that_is_not_utf_8_is_named_and_made_again() {
    let fixture = corpus();
    flip(&fixture, b"a version never change", 0, 0xFE);
    let problems = fixture.verify().problems;
    let expected = (Schema, "the trigger version_frozen isn't as it was made");
    assert_eq!(
        problems.iter().map(|found| (found.kind, found.detail.as_str())).collect::<Vec<_>>(),
        [expected]
    );
    assert_eq!(mend(&fixture).problems, []);
    assert_eq!(fixture.verify().problems, []);
}

/// The key of article 2 is in its row, in the index, in the row of its import, and its file's; which of the four is
/// damaged is found by what the others say.
#[test]
fn a_damaged_key_is_not_made_the_true_one() {
    let (mut left, mut mended) = (0, 0);
    for nth in 0..3 {
        let fixture = corpus();
        flip(&fixture, b"news/b.txt", nth, b'X');
        assert_ne!(fixture.verify().problems, []);
        let repaired = mend(&fixture);
        let key: String =
            fixture.client().query_row("SELECT key FROM article WHERE id = 2", [], |row| row.get(0)).unwrap();
        if key == "news/b.txX" {
            let named = |text: &str| {
                repaired.problems.iter().any(|problem| {
                    (problem.kind, problem.article.map(|id| id.0)) == (File, Some(2))
                        && problem.detail.contains(text)
                })
            };
            assert!(named("'news/b.txX' in the table") && named("'news/b.txt' in the index"), "{repaired:?}");
            assert_eq!(fixture.verify().problems, repaired.problems);
            left += 1;
        } else if repaired.problems.is_empty() {
            mended += 1;
        }
    }
    assert_eq!((left, mended), (1, 1));
}

#[test]
fn a_history_of_the_schema_that_was_altered_is_a_problem() {
    let fixture = corpus();
    fixture
        .client()
        .execute_batch("UPDATE refinery_schema_history SET checksum = '1' WHERE version = 1")
        .unwrap();
    assert_eq!(fixture.found(), [(Schema, None, None)]);
}

#[test]
fn triggers_of_others_on_the_tables_are_problems_until_a_repair() {
    let fixture = corpus();
    fixture
        .client()
        .execute_batch("CREATE TRIGGER zz AFTER INSERT ON version BEGIN DELETE FROM metadata; END")
        .unwrap();
    let found = fixture.verify();
    assert!(
        matches!(found.problems.as_slice(), [problem] if problem.detail.contains("DROP TRIGGER zz")),
        "{found:?}"
    );
    let refused = Corpus::open(&fixture.database, Access::Write).unwrap_err();
    assert!(refused.to_string().contains("the trigger zz on version"), "{refused}");
    assert_eq!(mend(&fixture).mended.len(), 1);
    assert_eq!(fixture.verify().problems, []);
    fixture.open();
}

#[test]
fn where_a_repair_cannot_be_recorded_what_is_wrong_is_named() {
    for table in ["active_operation", "operation"] {
        let fixture = corpus();
        fixture.vandal().execute_batch(&format!("DROP TABLE {table}")).unwrap();
        let repaired = mend(&fixture);
        assert_eq!((repaired.operation, repaired.mended.len()), (None, 0));
        let missing = format!("the table {table} is missing");
        assert!(repaired.problems.iter().any(|problem| problem.detail == missing), "{repaired:?}");
    }
}

#[test]
fn an_analysis_is_compared_with_the_texts_and_forgotten_where_it_is_wrong() {
    let analysed = || {
        let fixture = corpus();
        fixture.client().execute_batch("UPDATE articles SET outlet = 'Gazette'").unwrap();
        let found = analyse(&mut fixture.open(), &Selection::default(), &mut ()).unwrap();
        assert_eq!((found.comparisons, found.edits, found.outlets), (1, 2, 1));
        assert_eq!(fixture.verify().problems, []);
        fixture
    };
    let of_version = (Analysis, Some(1), Some(2));
    for (damage, expected) in [
        ("UPDATE edit SET new = 'quay' WHERE place = 1", of_version),
        ("UPDATE edit SET old = old || 'x' WHERE place = 0", of_version),
        ("UPDATE edit SET new_position = 3 WHERE place = 1", of_version),
        ("UPDATE edit SET old_position = 9999 WHERE place = 0", of_version),
        ("DELETE FROM edit WHERE place = 0", of_version),
        ("UPDATE comparison SET from_version = 2", (Analysis, None, None)),
        ("INSERT INTO boilerplate VALUES (1, 77, 5, 'Read more')", (Analysis, None, None)),
    ] {
        let fixture = analysed();
        fixture.vandal().execute_batch(damage).unwrap();
        assert_eq!(fixture.found(), [expected], "{damage}");
        assert_eq!(mend(&fixture).problems, [], "{damage}");
        let again = analyse(&mut fixture.open(), &Selection::default(), &mut ()).unwrap();
        assert_eq!(again.comparisons + again.outlets, 1, "{damage}");
        assert_eq!(fixture.verify().problems, [], "{damage}");
    }
    let fixture = analysed();
    fixture.vandal().execute_batch("DELETE FROM comparison").unwrap();
    assert_eq!(mend(&fixture).problems, [], "edits without a comparison");
    assert_eq!(fixture.verify().problems, []);
}

#[test]
fn what_was_analysed_by_other_rules_is_only_compared_with_the_texts() {
    let footer = "Subscribe to our letter for more of the same.";
    let files: Vec<(String, String)> = (0..8)
        .map(|number| (format!("{number}.txt"), format!("Story {number}\n\nOf ferry {number}.\n\n{footer}")))
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let of_version = (Analysis, Some(1), Some(2));
    let of_outlet = (Analysis, None, None);
    for (damage, expected) in [
        // Those of a newer program can't be judged by this one.
        ("UPDATE comparison SET rules = rules + 1", Some(of_version)),
        ("UPDATE learned_outlet SET rules = rules + 1", Some(of_outlet)),
        // What older rules found needn't be what the present ones find, but has to be in the texts.
        ("UPDATE comparison SET rules = 1, checksum = NULL; UPDATE edit SET flags = 'title'", None),
        (
            "UPDATE comparison SET rules = 1, checksum = NULL; UPDATE edit SET old = 'Quay' WHERE place = 0",
            Some(of_version),
        ),
        ("UPDATE comparison SET checksum = NULL; UPDATE edit SET flags = 'title'", Some(of_version)),
        ("UPDATE learned_outlet SET rules = 1; UPDATE boilerplate SET articles = articles - 1", None),
        ("UPDATE learned_outlet SET texts = texts + 1; UPDATE boilerplate SET articles = articles - 1", None),
        ("UPDATE boilerplate SET articles = articles - 1", Some(of_outlet)),
        ("UPDATE learned_outlet SET rules = 1; UPDATE boilerplate SET articles = 99", Some(of_outlet)),
        ("UPDATE learned_outlet SET rules = 1; UPDATE boilerplate SET articles = 1", Some(of_outlet)),
        (
            "UPDATE learned_outlet SET rules = 1; UPDATE boilerplate SET wording = 'Read more'",
            Some(of_outlet),
        ),
        ("UPDATE learned_outlet SET articles = articles + 1", Some(of_outlet)),
        ("DELETE FROM learned_outlet", Some(of_outlet)),
    ] {
        let fixture = corpus_of(&files);
        fs::write(fixture.database.with_file_name("news/0.txt"), format!("Tale 0\n\nOf ship 0.\n\n{footer}"))
            .unwrap();
        assert_eq!(import_folder(&mut fixture.open(), &fixture.database.with_file_name("news")).changed, 1);
        fixture.client().execute_batch("UPDATE articles SET outlet = 'Gazette'").unwrap();
        let found = analyse(&mut fixture.open(), &Selection::default(), &mut ()).unwrap();
        assert_eq!((found.comparisons, found.outlets), (1, 1));
        assert_eq!(fixture.verify().problems, []);
        fixture.vandal().execute_batch(damage).unwrap();
        assert_eq!(fixture.found(), Vec::from_iter(expected), "{damage}");
    }
}
