//! Tables of articles.

use corpusdb::documents::Limits;
use corpusdb::documents::row::{self, Table};
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// Each row that is taken out of a table can be read by itself, and has a name and a text.
pub(crate) fn check(input: &[u8]) {
    let Some(kind) = row::recognise(input) else { return };
    let Ok(Table::Articles(mapping)) = Table::of(kind, input, &BTreeMap::new()) else { return };
    let limits = Limits { member: 1 << 20, total: 8 << 20, ..Limits::default() };
    // The end of a file that is cut off is refused.
    let _ = row::documents(kind, &mapping, input, &limits, &mut |row| {
        if let Ok(document) = row {
            assert!(!document.name.is_empty());
            let row =
                row::read(&document.bytes, kind, &mapping).expect("a row that was taken out can be read");
            assert!(!row.text.is_empty());
        }
        ControlFlow::Continue(())
    });
}
