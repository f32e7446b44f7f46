//! What an import notes beside the outcomes of files: how tables, dates and paths were read.

use super::content::PathFacts;
use crate::model::{
    EarlierArticles, ImportNotes, OperationId, PathReading, PatternReport, TableDayOrder, UnreadDates,
};
use crate::ops::reading::{GivenColumns, Layout};
use corpus_documents::date::{DateRefusal, DayOrder, UnreadDate};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Maximum number of groups of dates, of tables, and of imports that are named.
const NAMED: usize = 20;

/// Maximum number of paths that a rehearsal shows.
const PATHS: usize = 5;

/// The notes of an import so far.
#[derive(Debug, Default)]
pub(super) struct Notes {
    told: ImportNotes,
    /// The layout of the table whose rows are being settled.
    table: Option<Arc<Layout>>,
    /// The imports of the articles that files keep.
    earlier: BTreeSet<OperationId>,
    earlier_files: u64,
}

impl Notes {
    /// Notes how a table is read, at its first row. The rows of one table follow each other.
    pub(super) fn table(&mut self, path: &str, layout: &Arc<Layout>, given: GivenColumns) {
        if self.table.as_ref().is_some_and(|last| Arc::ptr_eq(last, layout)) {
            return;
        }
        self.table = Some(Arc::clone(layout));
        let mapping = &layout.mapping;
        if !given.meanings.is_empty() {
            let map = self.told.map.get_or_insert_default();
            if mapping.assigned.is_empty() {
                map.without += 1;
                map.example.get_or_insert_with(|| path.to_owned());
            } else {
                map.with += 1;
            }
        }
        let order = match mapping.day_order {
            DayOrder::DayFirst if given.order.is_none() => Some("dmy"),
            DayOrder::MonthFirst if given.order.is_none() => Some("mdy"),
            _ => None,
        };
        if let Some(order) = order.filter(|_| self.told.day_orders.len() < NAMED) {
            self.told.day_orders.push(TableDayOrder { path: path.to_owned(), order: order.to_owned() });
        }
        if mapping.identities.is_empty() && self.told.unnamed_rows.len() < NAMED {
            self.told.unnamed_rows.push(path.to_owned());
        }
    }

    /// Notes dates that can't be read, of the file or table at `path`.
    pub(super) fn dates(&mut self, path: &str, line: Option<u64>, unread: &[UnreadDate]) {
        for UnreadDate { column, value, reason, .. } in unread {
            let why = reason.to_string();
            let groups = &mut self.told.unread_dates;
            if let Some(group) =
                groups.iter_mut().find(|group| group.column == *column && group.reason == why)
            {
                group.articles += 1;
            } else if groups.len() < NAMED {
                groups.push(UnreadDates {
                    column: column.clone(),
                    reason: why,
                    // An order is given for tables only.
                    needs_order: line.is_some()
                        && matches!(reason, DateRefusal::Ambiguous | DateRefusal::ShortYear),
                    articles: 1,
                    example: value.clone(),
                    path: path.to_owned(),
                    line,
                });
            }
        }
    }

    /// Notes how a path is read by the pattern.
    pub(super) fn path(&mut self, path: &str, facts: &PathFacts) {
        let report = self.told.pattern.get_or_insert_with(PatternReport::default);
        if facts.is_unlike {
            report.unlike += 1;
            if report.unlike_examples.len() < PATHS {
                report.unlike_examples.push(path.to_owned());
            }
            return;
        }
        report.like += 1;
        if report.examples.len() < PATHS {
            report.examples.push(PathReading { path: path.to_owned(), values: facts.values.clone() });
        }
    }

    /// Notes a file that keeps its article although the pattern gives it another key. `added_by` is the import of the article.
    pub(super) fn keeps_article(&mut self, added_by: OperationId) {
        self.earlier_files += 1;
        if self.earlier.len() < NAMED {
            self.earlier.insert(added_by);
        }
    }

    /// All notes.
    pub(super) fn take(&mut self) -> ImportNotes {
        let mut told = std::mem::take(&mut self.told);
        told.earlier_articles = (self.earlier_files > 0).then(|| EarlierArticles {
            files: self.earlier_files,
            operations: std::mem::take(&mut self.earlier).into_iter().collect(),
        });
        told
    }
}
