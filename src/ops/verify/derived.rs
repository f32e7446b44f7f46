//! What is told twice, and whether the texts of all tables are texts.

use super::Checks;
use crate::Result;
use crate::model::ProblemKind;
use crate::store::Reader;
use crate::store::tables::metadata::standard_fields;
use crate::store::verify::derived::{self as store, Disagreement};
use crate::store::verify::{imports, operations, records};
use serde_json::json;

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

/// Finds rows that aren't what others say.
type Check = fn(&Reader) -> Result<Vec<Disagreement>>;

/// Checks what is recorded of operations, imports and changes.
pub(super) fn check_records(checks: &mut Checks) -> Result<()> {
    const CHECKS: [(&str, Check); 13] = [
        ("the operations", operations::records),
        ("what operations did", operations::deeds),
        ("what imports counted", operations::sums),
        ("what was undone", operations::undoing),
        ("what imports did", imports::events),
        ("where files lay", imports::paths),
        ("the sources", imports::sources),
        ("where values are from", records::origins),
        ("what other programs changed", records::outside),
        ("the numbers of rows", records::gaps),
        ("the descriptions of fields", descriptions),
        ("the upgrades", records::upgrades),
        ("the kinds of bytes", records::media_types),
    ];
    for (what, check) in CHECKS {
        checks.attempt(what, |checks| {
            for found in check(checks.reader)? {
                checks.problem(ProblemKind::History, (found.article, found.version), found.detail);
            }
            Ok(())
        })?;
    }
    checks.attempt("the entries of the full-text index", |checks| {
        for found in records::index_entries(checks.reader)? {
            checks.problem(ProblemKind::Index, (None, None), found.detail);
        }
        Ok(())
    })?;
    checks.attempt("the files", |checks| {
        for found in imports::files(checks.reader)? {
            let (concerned, detail) = ((found.why.article, None), found.why.detail);
            checks.problem(ProblemKind::Reference, concerned, format!("{detail} (row {} of file)", found.id));
        }
        Ok(())
    })
}

fn descriptions(reader: &Reader) -> Result<Vec<Disagreement>> {
    let fields = standard_fields()?.iter().filter(|field| field.standard);
    let expected: Vec<_> = fields.map(|field| json!([field.name, field.description])).collect();
    records::descriptions(reader, &json!(expected).to_string())
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
