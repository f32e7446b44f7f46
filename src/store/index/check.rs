//! Comparison of the full-text index with the texts.

use super::{columns, cut, each_text};
use crate::Result;
use crate::store::file::read::Read as _;
use crate::store::{Reader, Writer};
use crate::text::word;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher as _;

/// The names of the columns of `text_fts`.
const COLUMNS: [&str; super::COLUMNS] = ["headline", "body"];

/// Checks the pages of the index themselves, as FTS5 does; [`Error::Damaged`](crate::Error::Damaged) when they contradict
/// each other.
pub(crate) fn check_structure(writer: &Writer) -> Result<()> {
    writer.execute("INSERT INTO text_fts (text_fts, rank) VALUES ('integrity-check', 1)", [])?;
    Ok(())
}

/// Compares the index with the texts. Returns the ids of the texts that it doesn't hold as they are, ascending; an id
/// without a text is one that only the index has.
pub(crate) fn check(reader: &Reader) -> Result<Vec<i64>> {
    let mut sums: FxHashMap<i64, u64> = FxHashMap::default();
    // A sum over the terms of a text doesn't depend on their order, which differs between text and index.
    each_text(reader, &mut |id, body| {
        let mut sum = 0_u64;
        for (column, text) in COLUMNS.iter().zip(columns(body)) {
            word::terms(text, |term| {
                sum = sum.wrapping_add(place(cut(term.text), column, term.position));
            });
        }
        sums.insert(id, sum);
        Ok(())
    })?;
    reader.execute_batch(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed_term USING fts5vocab (main, text_fts, instance)",
    )?;
    let mut statement = reader.prepare("SELECT term, doc, col, offset FROM temp.indexed_term")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let term = row.get_ref(0)?.as_bytes().unwrap_or_default();
        let sum = sums.entry(row.read(1)?).or_default();
        *sum = sum.wrapping_sub(place(term, row.get_ref(2)?.as_str().unwrap_or_default(), row.read(3)?));
    }
    let mut wrong: Vec<i64> = sums.into_iter().filter(|(_, sum)| *sum != 0).map(|(id, _)| id).collect();
    wrong.sort_unstable();
    Ok(wrong)
}

/// A number for a term at a position of a column.
fn place(term: &[u8], column: &str, position: u64) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(term);
    hasher.write(column.as_bytes());
    hasher.write_u64(position);
    hasher.finish()
}
