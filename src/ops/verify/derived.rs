//! What is told twice, and whether the texts of all tables are texts.

use super::Checks;
use crate::Result;
use crate::model::ProblemKind;
use crate::store::verify::derived as store;

/// Checks that rows are what follows from others.
pub(super) fn check(checks: &mut Checks) -> Result<()> {
    for found in store::versions(checks.reader)? {
        checks.problem(ProblemKind::Version, (found.article, found.version), found.detail);
    }
    for found in store::changes(checks.reader)? {
        checks.problem(ProblemKind::History, (found.article, found.version), found.detail);
    }
    Ok(())
}

/// Checks that what is a text can be read as one.
pub(super) fn check_encoding(checks: &mut Checks) -> Result<()> {
    let reader = checks.reader;
    for table in store::tables_of_words()? {
        let name = &table.name;
        checks.attempt(&format!("the table {name}"), |checks| {
            store::not_utf_8(reader, table, &mut |column, row| {
                let detail = format!("{column} in the row {row} of {name} isn't UTF-8");
                checks.problem(ProblemKind::Unreadable, (None, None), detail);
                Ok(())
            })
        })?;
    }
    Ok(())
}
