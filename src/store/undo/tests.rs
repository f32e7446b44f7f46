//! Undoing, on a corpus in memory.

use crate::model::{NewOperation, OperationId};
use crate::ops::import::{self, Input};
use crate::ops::metadata;
use crate::ops::outlets::{self, Description};
use crate::ops::select::Selection;
use crate::ops::undo::{Options, Step, Target, undo};
use crate::store::file::read::Read as _;
use crate::{Corpus, Error, Result};

fn operation(kind: &'static str) -> NewOperation {
    let at = "2024-05-01T12:00:00Z".parse().unwrap();
    NewOperation { kind: kind.to_owned().into(), at, arguments: serde_json::json!({}), message: None }
}

/// Operation 1 imports one article.
fn corpus() -> Corpus {
    let mut corpus = Corpus::temporary().unwrap();
    let input = Input::Bytes { name: "a.txt".into(), bytes: b"The quay is open.".to_vec() };
    let plan = import::plan(vec![input], Some("news")).unwrap();
    let (options, import) =
        (import::Options { max_size: 100, ..import::Options::default() }, operation("import"));
    import::import(&mut corpus, &plan, &import, &options, &|| import.at, &mut ()).unwrap();
    corpus
}

fn set(corpus: &mut Corpus, assignment: &str) {
    let set =
        metadata::set(corpus, &everything(), &[assignment.parse().unwrap()], &operation("meta set")).unwrap();
    assert_eq!(set.changed, 1);
}

fn everything() -> Selection {
    Selection { references: Some(vec!["1".parse().unwrap()]), ..Selection::default() }
}

/// Does what another program does.
fn outside(corpus: &Corpus, sql: &str) {
    corpus.connection.execute_batch(sql).unwrap();
}

fn value(corpus: &Corpus, sql: &str) -> Option<String> {
    corpus.connection.query_row(sql, [], |row| row.read(0)).unwrap()
}

fn title(corpus: &Corpus) -> Option<String> {
    value(corpus, "SELECT title FROM article")
}

fn undone(corpus: &mut Corpus, target: &Target, cascade: bool) -> Result<Vec<Step>> {
    let mut steps = Vec::new();
    undo(corpus, target, &operation("undo"), Options { cascade, dry_run: false }, &mut |undone| {
        steps.clone_from(&undone.steps);
        Ok(())
    })?;
    Ok(steps)
}

/// What other programs changed in this time.
fn since(since: &str, until: Option<&str>) -> Target {
    Target::Outside { since: since.parse().unwrap(), until: until.map(|until| until.parse().unwrap()) }
}

#[test]
fn only_what_other_programs_did_in_that_time_is_undone() {
    let mut corpus = corpus();
    outside(
        &corpus,
        "
        DROP TRIGGER metadata_change_not_replaced;
        INSERT INTO metadata_change (article, field, ordinal, new, origin, changed_at)
        VALUES (1, 'title', 0, 'Early', 'outside', '2024-05-02T12:00:00.000Z');
        UPDATE article SET title = 'Late';
        ",
    );
    for target in [
        since("2999-01", None),
        since("2024-04", Some("2024-05-01")),
        since("2024-05-02T12:00:01Z", Some("2024-05-03")),
        since("2024-05-02T14:00:01+02:00", Some("2024-05-03")),
    ] {
        let refused = undone(&mut corpus, &target, false).unwrap_err();
        assert!(matches!(refused, Error::NotFound { .. }), "{refused}");
    }
    assert_eq!(title(&corpus).as_deref(), Some("Late"));
    let steps = undone(&mut corpus, &since("2024-05-02T14:00:01+02:00", None), false).unwrap();
    assert_eq!((steps.len(), steps[0].values), (1, 1));
    assert_eq!(title(&corpus).as_deref(), Some("Early"));
    undone(&mut corpus, &since("2024-05-02T14:00:00+02:00", None), false).unwrap();
    assert_eq!(title(&corpus), None);
}

#[test]
fn values_and_definitions_of_other_programs_count_together() {
    for (sql, values) in [
        ("UPDATE article SET title = 'Slip'", 1),
        ("INSERT INTO outlet (name) VALUES ('Gazette')", 0),
        ("UPDATE article SET title = 'Slip'; INSERT INTO field (name, type) VALUES ('topic', 'text')", 1),
    ] {
        let mut corpus = corpus();
        outside(&corpus, sql);
        let steps = undone(&mut corpus, &since("2024-01", None), false).unwrap();
        assert_eq!((steps.len(), steps[0].values, steps[0].undoes), (1, values, None), "{sql}");
        assert_eq!(title(&corpus), None);
        assert_eq!(value(&corpus, "SELECT min(name) FROM outlet"), None);
        assert_eq!(value(&corpus, "SELECT min(name) FROM field WHERE NOT standard"), None);
    }
}

#[test]
fn a_refusal_names_five_of_what_depends_on_it() {
    for (later, more) in [(4, None), (5, None), (6, Some("; and 1 more")), (8, Some("; and 3 more"))] {
        let mut corpus = corpus();
        (0..later).for_each(|number| set(&mut corpus, &format!("title=Title {number}")));
        let refused = undone(&mut corpus, &Target::Operation(OperationId(1)), false).unwrap_err().to_string();
        let named = refused.matches("(meta set)").count();
        assert_eq!(named, later.min(5), "{refused}");
        assert_eq!(refused.split_once("; and ").map(|(_, more)| format!("; and {more}")).as_deref(), more);
    }
}

#[test]
fn changes_of_other_programs_that_depend_on_it_are_undone_as_one() {
    let mut corpus = corpus();
    set(&mut corpus, "title=One");
    set(&mut corpus, "section=World");
    outside(
        &corpus,
        "UPDATE article SET title = 'Two'; UPDATE article SET title = 'Three', section = 'Sport'",
    );
    let refused = undone(&mut corpus, &Target::Operation(OperationId(2)), false).unwrap_err().to_string();
    assert!(refused.contains("since then another program changed the title of article 1"), "{refused}");
    let steps = undone(&mut corpus, &Target::Operation(OperationId(2)), true).unwrap();
    let told: Vec<_> = steps.iter().map(|step| (step.kind.as_str(), step.undoes)).collect();
    assert_eq!(told, [("outside", None), ("meta set", Some(OperationId(2)))]);
    assert_eq!(title(&corpus), None);
    assert_eq!(value(&corpus, "SELECT section FROM article").as_deref(), Some("Sport"));
}

#[test]
fn an_undo_of_an_undo_that_was_overtaken_is_refused() {
    let mut corpus = corpus();
    set(&mut corpus, "title=One");
    let mut turn = |id| undone(&mut corpus, &Target::Operation(OperationId(id)), false);
    assert!(!turn(2).unwrap()[0].redo);
    assert!(turn(2).unwrap_err().to_string().contains("undone already, by operation 3"));
    assert!(turn(3).unwrap()[0].redo);
    assert!(turn(3).unwrap_err().to_string().contains("undone already, by operation 4"));
    assert!(!turn(4).unwrap()[0].redo);
    assert!(turn(9).unwrap_err().to_string().contains("there is no operation 9"));
    assert_eq!(title(&corpus), None);
}

#[test]
fn a_name_of_an_outlet_comes_back_when_it_is_done_again() {
    let mut corpus = corpus();
    let aliases = vec!["The Gazette".to_owned()];
    let description = Description { aliases, ..Description::default() };
    outlets::add(&mut corpus, "Gazette", &description, &operation("outlet add")).unwrap();
    let alias = "SELECT max(alias) FROM outlet_alias WHERE alias LIKE 'The%'";
    assert_eq!(value(&corpus, alias).as_deref(), Some("The Gazette"));
    undone(&mut corpus, &Target::Operation(OperationId(2)), false).unwrap();
    assert_eq!(value(&corpus, alias), None);
    undone(&mut corpus, &Target::Operation(OperationId(3)), false).unwrap();
    assert_eq!(value(&corpus, alias).as_deref(), Some("The Gazette"));
}
