//! Checks of redundant columns, whose values have to agree, and of the encoding of all text columns.

use super::Checks;
use crate::Result;
use crate::model::{ProblemKind, STANDARD_FIELDS};
use crate::store::Reader;
use crate::store::tables::metadata::standard_fields;
use crate::store::verify::derived::{self as store, Disagreement};
use crate::store::verify::{containers, imports, operations, records};
use serde_json::json;
use std::collections::BTreeMap;

/// Checks that derived rows agree with their sources.
pub(super) fn check(checks: &mut Checks) -> Result<()> {
    for found in store::versions(checks.reader)? {
        checks.problem(ProblemKind::Version, (found.article, found.version), found.detail);
    }
    for found in store::changes(checks.reader)? {
        checks.problem(ProblemKind::History, (found.article, found.version), found.detail);
    }
    Ok(())
}

/// A check that returns the disagreements between rows.
type Check = fn(&Reader) -> Result<Vec<Disagreement>>;

/// Checks the records of operations, imports and changes.
pub(super) fn check_records(checks: &mut Checks) -> Result<()> {
    const CHECKS: [(&str, Check); 14] = [
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
        ("the containers", containers::containers),
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

/// Maximum number of rows named in a note. The others are only counted.
const NAMED: usize = 3;

/// Checks that text columns are UTF-8. In columns that other programs may write, invalid UTF-8 is only a note: such values
/// are read with U+FFFD, and the history confirms that they were written so.
pub(super) fn check_encoding(checks: &mut Checks) -> Result<()> {
    let reader = checks.reader;
    for table in store::tables_of_words()? {
        let name = &table.name;
        checks.attempt(&format!("the table {name}"), |checks| {
            let mut written: BTreeMap<String, Vec<String>> = BTreeMap::new();
            // Invalid text in our own columns is damage; in the others a program may have written it.
            store::not_utf_8(reader, table, &mut |column, row| {
                if is_written_by_others(name, column) {
                    written.entry(column.to_owned()).or_default().push(row.to_owned());
                } else {
                    let detail = format!("{column} in the row {row} of {name} isn't UTF-8");
                    checks.problem(ProblemKind::Unreadable, (None, None), detail);
                }
                Ok(())
            })?;
            checks.found.notes.extend(written.iter().map(|(column, rows)| {
                let others = rows.len().saturating_sub(NAMED);
                let more = if others > 0 { format!(" and {others} more") } else { String::new() };
                let (row, named) = (if rows.len() == 1 { "row" } else { "rows" }, rows[..rows.len() - others].join(", "));
                format!(
                    "{column} in the {row} {named}{more} of {name} isn't UTF-8, as another program wrote it; it is read with \
                     U+FFFD for what can't be read"
                )
            }));
            Ok(())
        })?;
    }
    Ok(())
}

/// Whether other programs may write the column, or it holds the history of such a column.
fn is_written_by_others(table: &str, column: &str) -> bool {
    match table {
        "article" => STANDARD_FIELDS.contains(&column),
        "metadata" => column == "value",
        "outlet" => matches!(column, "name" | "homepage"),
        "outlet_alias" => column == "alias",
        "field" => column == "description",
        "metadata_change" => matches!(column, "old" | "new"),
        "definition_change" => matches!(column, "subject" | "old" | "new"),
        _ => false,
    }
}
