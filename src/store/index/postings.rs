//! Where each term occurs in the texts of one segment, as FTS5 writes it: a doclist is, for each text, the
//! difference of its row id from the one before, twice the size of its position list, and that list.

use super::varint;
use rustc_hash::FxHashMap;

/// The mark before the number of a column in a position list.
const NEXT_COLUMN: u8 = 1;

/// Where the terms of some texts are.
#[derive(Default)]
pub(super) struct Postings {
    /// Nearly all terms: those that fit into a [`ShortTerm`].
    short: FxHashMap<ShortTerm, Doclist>,
    long: FxHashMap<Box<[u8]>, Doclist>,
}

/// A term of at most 15 bytes, the first one highest, and its length in the last byte: without a pointer to follow,
/// and in the order of the terms, because no term holds a NUL.
type ShortTerm = u128;

#[inline]
fn short(term: &[u8]) -> Option<ShortTerm> {
    if term.len() > 15 {
        return None;
    }
    let bytes = term.iter().fold(0, |bytes: ShortTerm, byte| bytes << 8 | ShortTerm::from(*byte));
    Some(bytes << (8 * (16 - term.len())) | term.len() as ShortTerm)
}

fn spelled(short: ShortTerm) -> Box<[u8]> {
    let bytes = short.to_be_bytes();
    bytes[..usize::from(bytes[15])].into()
}

/// Where one term is.
#[derive(Default)]
struct Doclist {
    bytes: Vec<u8>,
    text: i64,
    /// Where the size of the last position list is to be written.
    size_at: usize,
    column: usize,
    position: u64,
}

impl Postings {
    /// Notes that `term` is at this position in a column of `text`. Texts come in the order of their ids, columns and
    /// positions in theirs. Several terms may have one position.
    pub(super) fn add(&mut self, term: &[u8], text: i64, column: usize, position: u64) {
        let doclist = match short(term) {
            Some(short) => self.short.entry(short).or_default(),
            None => self.long.entry(term.into()).or_default(),
        };
        doclist.add(text, column, position);
    }

    /// The terms in order, each with its doclist; leaves none.
    pub(super) fn take(&mut self) -> Vec<(Box<[u8]>, Vec<u8>)> {
        let mut terms: Vec<_> = self.short.drain().collect();
        terms.sort_unstable_by_key(|(term, _)| *term);
        let short = terms.into_iter().map(|(term, doclist)| (spelled(term), doclist.finish()));
        let mut long: Vec<_> = self.long.drain().map(|(term, doclist)| (term, doclist.finish())).collect();
        long.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        merge(short, long)
    }
}

/// Two lists of terms in order as one.
fn merge<T>(one: impl Iterator<Item = (Box<[u8]>, T)>, other: Vec<(Box<[u8]>, T)>) -> Vec<(Box<[u8]>, T)> {
    let mut merged = Vec::with_capacity(one.size_hint().0 + other.len());
    let mut other = other.into_iter().peekable();
    for next in one {
        while let Some(earlier) = other.next_if(|earlier| earlier.0 < next.0) {
            merged.push(earlier);
        }
        merged.push(next);
    }
    merged.extend(other);
    merged
}

impl Doclist {
    fn add(&mut self, text: i64, column: usize, position: u64) {
        if self.bytes.is_empty() || text != self.text {
            self.close();
            varint::put(&mut self.bytes, text.abs_diff(self.text));
            self.size_at = self.bytes.len();
            self.bytes.push(0);
            (self.text, self.column, self.position) = (text, 0, 0);
        }
        if column != self.column {
            self.bytes.push(NEXT_COLUMN);
            varint::put(&mut self.bytes, column as u64);
            (self.column, self.position) = (column, 0);
        }
        // FTS5 keeps 0 and 1 for other uses.
        varint::put(&mut self.bytes, position - self.position + 2);
        self.position = position;
    }

    /// Writes the size of the last position list. Most fit in the byte that was kept for it.
    fn close(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let size = (self.bytes.len() - self.size_at - 1) as u64 * 2;
        if size < 0x80 {
            self.bytes[self.size_at] = size.to_le_bytes()[0];
        } else {
            let mut encoded = Vec::with_capacity(4);
            varint::put(&mut encoded, size);
            self.bytes.splice(self.size_at..=self.size_at, encoded);
        }
    }

    fn finish(mut self) -> Vec<u8> {
        self.close();
        self.bytes
    }
}
