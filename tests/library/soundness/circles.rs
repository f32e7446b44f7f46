//! Records of what undid what that lead in a circle, as one flipped bit makes them: nothing goes round in them for ever.

use super::{corpus, mend, vandal};
use crate::fixture::operation;
use corpusdb::model::{ArticleRef, Assignment, OperationId, ProblemKind, State};
use corpusdb::ops::select::Selection;
use corpusdb::ops::undo::{self, Options, Target};
use corpusdb::ops::{fingerprint, metadata, past};
use corpusdb::{Access, Corpus, Result};
use std::fs;
use std::path::Path;

fn undo_in(database: &Path, target: &Target) -> Result<()> {
    let mut corpus = Corpus::open(database, Access::Write)?;
    let options = Options { cascade: true, ..Options::default() };
    undo::undo(&mut corpus, target, &operation("undo"), options, &mut |_| Ok(()))
}

#[test]
fn nothing_that_follows_undos_is_endless() {
    let fixture = corpus();
    let first = Selection { references: Some(vec!["1".parse::<ArticleRef>().unwrap()]), expression: None };
    let values: [Assignment; 1] = ["topic=ships".parse().unwrap()];
    metadata::set(&mut fixture.open(), &first, &values, &operation("meta set")).unwrap();
    for last in [3, 4, 5, 6] {
        undo_in(&fixture.database, &Target::Operation(OperationId(last))).unwrap();
    }
    assert_eq!(fixture.verify().problems, []);
    let whole = fs::read(&fixture.database).unwrap();
    for damage in [
        "UPDATE operation SET undoes = id WHERE id = 4",
        "UPDATE operation SET undoes = id WHERE kind = 'undo'",
        "UPDATE operation SET undoes = 6 WHERE id = 5",
        "UPDATE operation SET undoes = 7 WHERE id = 4",
        "UPDATE operation SET undoes = 5 WHERE id = 4; UPDATE operation SET undoes = 4 WHERE id = 5",
        "UPDATE operation SET undone_by = id",
        "UPDATE operation SET undone_by = 3 WHERE id = 3; UPDATE operation SET undone_by = NULL WHERE id = 7",
    ] {
        fs::write(&fixture.database, &whole).unwrap();
        vandal(&fixture.database).execute_batch(damage).unwrap();
        let problems = fixture.problems();
        assert!(
            problems.iter().any(|problem| problem.kind == ProblemKind::History),
            "{damage}: {problems:?}"
        );
        for moment in 1..=7 {
            let mut corpus = Corpus::open(&fixture.database, Access::Read).unwrap();
            past::look_back(&mut corpus, &State::Operation(OperationId(moment))).unwrap();
            fingerprint::fingerprint(&corpus, &Selection::default(), false).unwrap();
        }
        for target in (1..=7).map(|id| Target::Operation(OperationId(id))).chain([Target::Last]) {
            let before = fs::read(&fixture.database).unwrap();
            // Done or refused, but it ends.
            let _ = undo_in(&fixture.database, &target);
            fs::write(&fixture.database, before).unwrap();
        }
        mend(&fixture);
    }
}
