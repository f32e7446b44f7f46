//! The meanings of tables of articles, for the report of a rehearsal: which columns are texts, names of rows, and fields.

use super::content::ContainerFormat;
use crate::model::{FieldType, TableField, TableReport};
use crate::ops::reading::Layout;
use crate::ops::stated;
use corpus_documents::row::{GuessedType, guess_types};
use corpus_documents::{Field, Finding};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Maximum number of reported tables, and of fields of each.
const TABLES: usize = 20;
const FIELDS: usize = 200;

/// The tables of articles that an import read.
#[derive(Default)]
pub(super) struct TablesTaken(Vec<Taken>);

/// A table, with the statements of its rows so far.
struct Taken {
    path: String,
    layout: Arc<Layout>,
    /// The column of each field, and the type that all its values have.
    fields: BTreeMap<String, (String, FieldType)>,
}

impl TablesTaken {
    /// Adds the statements of a row of the table at `path`.
    pub(super) fn add(&mut self, path: &str, layout: &Arc<Layout>, findings: &[Finding]) {
        // The rows of one table follow each other. A container may hold several tables.
        let is_known = self.0.last().is_some_and(|last| last.path == path && *last.layout == **layout);
        if !is_known {
            if self.0.len() == TABLES {
                return;
            }
            let (path, layout) = (path.to_owned(), Arc::clone(layout));
            self.0.push(Taken { path, layout, fields: BTreeMap::new() });
        }
        if let Some(taken) = self.0.last_mut() {
            taken.add(findings);
        }
    }

    /// The report.
    pub(super) fn into_report(self) -> Vec<TableReport> {
        let report = |Taken { path, layout, fields }: Taken| TableReport {
            path,
            format: ContainerFormat::Rows(Arc::clone(&layout)).name().to_owned(),
            texts: layout.mapping.texts.clone(),
            is_guessed: layout.mapping.is_guessed,
            identities: layout.mapping.identities.clone(),
            fields: fields
                .into_iter()
                .map(|(field, (column, kind))| TableField { field, column, kind })
                .collect(),
        };
        self.0.into_iter().map(report).collect()
    }
}

impl Taken {
    fn add(&mut self, findings: &[Finding]) {
        let guessed = guess_types(findings);
        for finding in findings {
            // The other findings are those of a page in the column of texts.
            let Some(column) = finding.rule.strip_prefix("row:") else { continue };
            let Some((field, kind)) = stated::field_of(&finding.field) else { continue };
            let kind = match &finding.field {
                Field::Other(name) => guessed.get(name).copied().map_or(FieldType::Text, of_guess),
                _ => kind,
            };
            if let Some((_, known)) = self.fields.get_mut(&field) {
                // A single value of another type makes it a text.
                if *known != kind {
                    *known = FieldType::Text;
                }
            } else if self.fields.len() < FIELDS {
                self.fields.insert(field, (column.to_owned(), kind));
            }
        }
    }
}

fn of_guess(guess: GuessedType) -> FieldType {
    match guess {
        GuessedType::Integer => FieldType::Integer,
        GuessedType::Date => FieldType::Date,
        GuessedType::Text => FieldType::Text,
    }
}
