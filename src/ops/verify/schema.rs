//! Checks of the schema: missing or altered definitions, and additions by other programs, with the statements that
//! remove them.

use super::Checks;
use crate::Result;
use crate::model::ProblemKind;
use crate::store::file::definitions as store;
use crate::store::file::definitions::{AlteredDefinition, Definition};
use crate::store::verify::foreign;

/// Compares the schema with the result of the migrations.
pub(super) fn check(checks: &mut Checks) -> Result<()> {
    for difference in store::differences(checks.reader)? {
        if difference.missing {
            checks.problem(ProblemKind::Schema, (None, None), difference.sentence());
        } else {
            check_altered(checks, &difference)?;
        }
    }
    if !store::history_is_ours(checks.reader)? {
        let detail =
            "the record of upgrades in the file doesn't hold what this program's upgrades wrote into it";
        checks.problem(ProblemKind::Schema, (None, None), detail);
    }
    check_added(checks)
}

fn check_altered(checks: &mut Checks, difference: &AlteredDefinition) -> Result<()> {
    let definition = difference.definition;
    let detail = difference.sentence();
    if definition.kind != "table" {
        checks.problem(ProblemKind::Schema, (None, None), detail);
        return Ok(());
    }
    let table = &definition.name;
    let columns = foreign::columns(checks.reader, definition)?;
    let drop = |column: &String| format!("ALTER TABLE {table} DROP COLUMN {}", identifier(column));
    let drops: Vec<String> = columns.added.iter().map(drop).collect();
    // A column that forbids no value doesn't disturb our inserts.
    if columns.is_harmless && columns.missing.is_empty() {
        checks.found.notes.push(format!(
            "another program added {} to the table {table}, which does no harm; to take it away: {}",
            list("the column", "the columns", &columns.added),
            drops.join("; ")
        ));
        return Ok(());
    }
    if let ([added], [missing]) = (columns.added.as_slice(), columns.missing.as_slice()) {
        let (from, to) = (identifier(added), identifier(missing));
        let detail = format!(
            "{detail}: it has the column {added} and not {missing}; if that was renamed: ALTER TABLE {table} RENAME \
             COLUMN {from} TO {to}"
        );
        checks.problem(ProblemKind::Schema, (None, None), detail);
        return Ok(());
    }
    let mut detail = vec![detail];
    if !columns.added.is_empty() {
        let what = list("the column", "the columns", &columns.added);
        detail.push(format!("another program added {what}; to take it away: {}", drops.join("; ")));
    }
    if !columns.missing.is_empty() {
        detail.push(format!("it lacks {}", list("the column", "the columns", &columns.missing)));
    }
    checks.problem(ProblemKind::Schema, (None, None), detail.join(": "));
    Ok(())
}

fn check_added(checks: &mut Checks) -> Result<()> {
    let mut others = Vec::new();
    for Definition { kind, name, table, sql } in foreign::added(checks.reader)? {
        // Only additions to our own tables and views can affect commands.
        let on_ours = foreign::is_own(&table)? || store::is_own_view(&table)?;
        let is_unique = sql.is_some_and(|sql| sql.to_uppercase().starts_with("CREATE UNIQUE"));
        match (kind.as_str(), on_ours) {
            ("trigger", true) => {
                let detail = format!(
                    "another program added the trigger {name} on {table}, which would act on what commands write; to take it \
                     away: DROP TRIGGER {}",
                    identifier(&name)
                );
                checks.problem(ProblemKind::Schema, (None, None), detail);
            }
            ("index", true) if is_unique => checks.found.notes.push(format!(
                "another program added the index {name} on {table}, which refuses equal values and so may stop \
                 commands; to take it away: DROP INDEX {}",
                identifier(&name)
            )),
            _ => others.push(format!("{kind} {name}")),
        }
    }
    if !others.is_empty() {
        checks.found.notes.push(format!("other programs added, which does no harm: {}", others.join(", ")));
    }
    Ok(())
}

/// `the column note`, `the columns note, mood`
fn list(one: &str, several: &str, names: &[String]) -> String {
    format!("{} {}", if names.len() == 1 { one } else { several }, names.join(", "))
}

/// A name in SQL, quoted if necessary.
fn identifier(name: &str) -> String {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !name.starts_with(|first: char| first.is_ascii_digit());
    if is_plain { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}
