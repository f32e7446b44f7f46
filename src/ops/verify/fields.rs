//! Checks of fields, of misplaced values, and of tables that only this program writes.

use super::Checks;
use crate::model::{ArticleId, ProblemKind};
use crate::store::verify::fields as store;
use crate::{Hint, Result};

/// Checks the fields and the tables that only this program writes.
pub(super) fn check(checks: &mut Checks) -> Result<()> {
    let reader = checks.reader;
    for name in store::altered(reader)? {
        let detail = format!("the standard field {name} isn't as it was defined");
        checks.problem(ProblemKind::Schema, (None, None), detail);
    }
    for name in store::impossible(reader)? {
        let detail = format!("no field can be called {name}");
        checks.problem(ProblemKind::Schema, (None, None), detail);
    }
    for row in store::misplaced(reader)? {
        let detail = format!(
            "the table metadata has a value of {}, which is no field of that table: '{}'",
            row.field, row.value
        );
        checks.problem(ProblemKind::Reference, (Some(ArticleId(row.article)), None), detail);
    }
    for (article, field) in store::undefined(reader)? {
        let detail = format!("it has a value of {field}, but there is no such field");
        let hint = Hint::DefineField { field, similar: None };
        checks.problem_with_hint(ProblemKind::Reference, (Some(ArticleId(article)), None), detail, hint);
    }
    if store::has_stale_operation(reader)? {
        let detail = "active_operation has a row of an operation that isn't at work";
        checks.problem(ProblemKind::Reference, (None, None), detail);
    }
    if !store::has_secret(reader)? {
        let detail = "the secret is gone under which purges remember: purged articles can't be recognised";
        checks.problem(ProblemKind::Purge, (None, None), detail);
    }
    Ok(())
}
