//! Comparison of the full-text index with the texts.

use super::{COLUMNS, Length, each_term, each_text, sizes, totals};
use crate::store::file::read::Read as _;
use crate::store::{Reader, Writer};
use crate::text::TextTerms;
use crate::{Error, Result};
use rusqlite::types::ValueRef;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher as _;

/// Stands for the lengths of the columns, which are compared like a term.
const SIZES: &[u8] = b"sizes";

/// Checks the pages of the index themselves, as FTS5 does; [`Error::Damaged`] when they contradict
/// each other.
pub(crate) fn check_structure(writer: &Writer) -> Result<()> {
    writer.execute("INSERT INTO text_fts (text_fts, rank) VALUES ('integrity-check', 1)", [])?;
    Ok(())
}

/// Compares the index with the texts. Returns the ids of the texts that it doesn't hold as they are, ascending; an id
/// without a text is one that only the index has.
///
/// # Errors
/// [`Error::Damaged`] when its totals aren't those of the texts.
pub(crate) fn check(reader: &Reader) -> Result<Vec<i64>> {
    let mut sums: FxHashMap<i64, u64> = FxHashMap::default();
    let (mut texts, mut total) = (0, Length::default());
    // A sum over the terms of a text doesn't depend on their order, which differs between text and index.
    each_text(reader, &mut |id, body| {
        let (mut sum, mut length) = (0_u64, Length::default());
        each_term(&TextTerms::of(body), |column, term, position| {
            sum = sum.wrapping_add(place(term, COLUMNS[column].as_bytes(), position));
            length[column] += 1;
        });
        total.iter_mut().zip(length).for_each(|(total, length)| *total += length);
        texts += 1;
        sums.insert(id, sum.wrapping_add(place(&sizes(&length), SIZES, 0)));
        Ok(())
    })?;
    if totals(reader)? != (texts, total) {
        return Err(Error::Damaged { message: "its totals aren't those of the texts".to_owned() });
    }
    let mut subtract = |id, place| {
        let sum = sums.entry(id).or_default();
        *sum = sum.wrapping_sub(place);
    };
    let mut statement = reader.prepare("SELECT id, sz FROM text_fts_docsize")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        subtract(row.read(0)?, place(bytes(row.get_ref(1)?), SIZES, 0));
    }
    reader.execute_batch(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.indexed_term USING fts5vocab (main, text_fts, instance)",
    )?;
    let mut statement = reader.prepare("SELECT term, doc, col, offset FROM temp.indexed_term")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let term = bytes(row.get_ref(0)?);
        let column = bytes(row.get_ref(2)?);
        subtract(row.read(1)?, place(term, column, row.read(3)?));
    }
    let mut wrong: Vec<i64> = sums.into_iter().filter(|(_, sum)| *sum != 0).map(|(id, _)| id).collect();
    wrong.sort_unstable();
    Ok(wrong)
}

/// A value as bytes. Damage may have made it of another type: then it is one that no text has.
fn bytes(value: ValueRef<'_>) -> &[u8] {
    value.as_bytes().unwrap_or_default()
}

/// A number for a term at a position of a column.
fn place(term: &[u8], column: &[u8], position: u64) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(term);
    hasher.write(column);
    hasher.write_u64(position);
    hasher.finish()
}
