//! The record that lists the segments of an FTS5 index (`fts5StructureDecode` and `fts5StructureWrite` in SQLite's
//! `fts5_index.c`).

use super::varint;
use std::collections::BTreeSet;

/// FTS5 takes no more segments than this.
const MOST_SEGMENTS: u64 = 2000;

/// The segments of an index, by level; those of higher levels are older.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Structure {
    /// Tells FTS5 whether its settings changed.
    cookie: [u8; 4],
    writes: u64,
    levels: Vec<SegmentLevel>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct SegmentLevel {
    /// How many of its segments are being merged.
    merging: u64,
    segments: Vec<SegmentEntry>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct SegmentEntry {
    id: u64,
    first: u64,
    last: u64,
}

impl Structure {
    /// Reads a record; `None` when it isn't of the form that is known here.
    pub(super) fn decode(record: &[u8]) -> Option<Self> {
        let (cookie, mut rest) = record.split_first_chunk::<4>()?;
        // The other form begins with bytes that no number of levels has.
        if rest.first() == Some(&0xff) {
            return None;
        }
        let mut next = || {
            let (value, length) = varint::get(rest)?;
            rest = &rest[length..];
            Some(value)
        };
        let (level_count, _segment_count, writes) = (next()?, next()?, next()?);
        let mut levels = Vec::new();
        for _ in 0..level_count {
            let (merging, count) = (next()?, next()?);
            let segments = (0..count)
                .map(|_| Some(SegmentEntry { id: next()?, first: next()?, last: next()? }))
                .collect::<Option<_>>()?;
            levels.push(SegmentLevel { merging, segments });
        }
        Some(Self { cookie: *cookie, writes, levels })
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let mut record = self.cookie.to_vec();
        varint::put(&mut record, self.levels.len() as u64);
        varint::put(&mut record, self.segments().count() as u64);
        varint::put(&mut record, self.writes);
        for level in &self.levels {
            varint::put(&mut record, level.merging);
            varint::put(&mut record, level.segments.len() as u64);
            for segment in &level.segments {
                varint::put(&mut record, segment.id);
                varint::put(&mut record, segment.first);
                varint::put(&mut record, segment.last);
            }
        }
        record
    }

    fn segments(&self) -> impl Iterator<Item = &SegmentEntry> {
        self.levels.iter().flat_map(|level| &level.segments)
    }

    /// The most segments that any level has.
    pub(super) fn crowd(&self) -> usize {
        self.levels.iter().map(|level| level.segments.len()).max().unwrap_or(0)
    }

    /// Adds a segment of so many leaves as the newest; gives its id, or `None` when there is no room for one.
    pub(super) fn add(&mut self, leaves: u32) -> Option<i64> {
        let used: BTreeSet<u64> = self.segments().map(|segment| segment.id).collect();
        // The smallest free id, as FTS5 chooses it.
        let id = (1..=MOST_SEGMENTS).find(|id| !used.contains(id))?;
        if self.levels.is_empty() {
            self.levels.push(SegmentLevel::default());
        }
        // The lowest level holds the newest segments, the last one the newest of all.
        self.levels[0].segments.push(SegmentEntry { id, first: 1, last: u64::from(leaves) });
        self.writes += u64::from(leaves);
        i64::try_from(id).ok()
    }
}
