//! A segment of an FTS5 index: terms and their doclists, cut into leaf pages. The format, and every choice in it, is
//! that of SQLite's `fts5_index.c` (the comments before `FTS5_DATA_ID_B`, and `fts5FlushOneHash`), so that a
//! segment is byte for byte the one that FTS5 itself would write.

use super::varint;

/// How large FTS5 makes a leaf where nobody tells it otherwise, in bytes.
pub(super) const PAGE_SIZE: usize = 4050;

/// FTS5 keeps the terms of its main index apart from those of prefix indexes by this first byte.
const MAIN_INDEX: u8 = b'0';

/// A doclist that goes on over so many leaves gets an index of its own.
const LEAVES_TO_INDEX: u32 = 4;

/// The bits of a block's id.
const PAGE_BITS: u32 = 31;
const HEIGHT_BITS: u32 = 5;

/// A segment, ready to be stored.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Segment {
    /// The blocks by their ids without the segment's own.
    pub(super) blocks: Vec<(i64, Vec<u8>)>,
    /// For each leaf that begins a term: the prefix that tells it from the term before, and the leaf's number doubled,
    /// plus one when its last doclist has an index.
    pub(super) separators: Vec<(Vec<u8>, i64)>,
    /// How many leaves there are.
    pub(super) leaves: u32,
}

impl Segment {
    /// The segment of `terms`, which come in order, on leaves of `page_size` bytes.
    pub(super) fn of(terms: &[(Box<[u8]>, Vec<u8>)], page_size: usize) -> Self {
        let mut writer = SegmentWriter::new(page_size);
        let mut key = Vec::new();
        for (term, doclist) in terms {
            key.clear();
            key.push(MAIN_INDEX);
            key.extend_from_slice(term);
            writer.term(&key);
            writer.doclist(doclist);
        }
        writer.finish()
    }
}

/// The id of a block of a segment, to be put beside those of the other segments.
pub(super) fn block_id(segment: i64, block: i64) -> i64 {
    (segment << (PAGE_BITS + HEIGHT_BITS + 1)) + block
}

/// The id of a page of a doclist's index.
fn doclist_index_id(height: usize, page: u32) -> i64 {
    // An index of 32 levels would be larger than any file.
    let height = i64::try_from(height).unwrap_or(0);
    (1 << (PAGE_BITS + HEIGHT_BITS)) + (height << PAGE_BITS) + i64::from(page)
}

/// A level of the index of the doclist under way: which text each of its leaves begins with.
#[derive(Default)]
struct IndexLevel {
    page: u32,
    bytes: Vec<u8>,
    previous: Option<i64>,
}

struct SegmentWriter {
    page_size: usize,
    segment: Segment,
    /// The leaf under way, and the list of where its terms are.
    leaf: Vec<u8>,
    footer: Vec<u8>,
    page: u32,
    last_term_at: usize,
    term: Vec<u8>,
    has_term: bool,
    has_text: bool,
    /// The leaf whose separator isn't written yet.
    separator: Option<(Vec<u8>, u32)>,
    /// How many leaves without a term follow that one.
    empty: u32,
    index: Vec<IndexLevel>,
}

impl SegmentWriter {
    fn new(page_size: usize) -> Self {
        Self {
            page_size,
            segment: Segment::default(),
            leaf: vec![0; 4],
            footer: Vec::new(),
            page: 1,
            last_term_at: 0,
            term: Vec::new(),
            has_term: false,
            has_text: false,
            separator: Some((Vec::new(), 1)),
            empty: 0,
            index: vec![IndexLevel::default()],
        }
    }

    fn used(&self) -> usize {
        self.leaf.len() + self.footer.len()
    }

    fn term(&mut self, term: &[u8]) {
        if self.used() + term.len() + 2 >= self.page_size && self.leaf.len() > 4 {
            self.flush_leaf();
        }
        varint::put(&mut self.footer, (self.leaf.len() - self.last_term_at) as u64);
        self.last_term_at = self.leaf.len();
        let shared = self.term.iter().zip(term).take_while(|(one, other)| one == other).count();
        // The first term of a leaf is whole, so that a search can begin at any leaf.
        let kept = if self.has_term {
            varint::put(&mut self.leaf, shared as u64);
            shared
        } else {
            if self.page > 1 {
                self.flush_separator();
                // The shortest prefix that no term of the leaf before has is enough to find the leaf.
                self.separator = Some((term[..(shared + 1).min(term.len())].to_vec(), self.page));
            }
            0
        };
        varint::put(&mut self.leaf, (term.len() - kept) as u64);
        self.leaf.extend_from_slice(&term[kept..]);
        self.term.clear();
        self.term.extend_from_slice(term);
        self.has_term = true;
        self.has_text = true;
        self.index[0].page = self.page;
    }

    fn doclist(&mut self, doclist: &[u8]) {
        // Most doclists are short, and need no look at each of their entries.
        if self.used() + doclist.len() < self.page_size {
            self.leaf.extend_from_slice(doclist);
            return;
        }
        let (mut rest, mut text) = (doclist, 0_i64);
        while let Some((difference, length)) = varint::get(rest) {
            text = text.wrapping_add_unsigned(difference);
            rest = &rest[length..];
            if self.has_text {
                varint::put(&mut self.leaf, difference);
            } else {
                let at = u16::try_from(self.leaf.len()).unwrap_or(u16::MAX);
                self.leaf[..2].copy_from_slice(&at.to_be_bytes());
                // The first text of a leaf is written in full, because a search may begin there.
                varint::put(&mut self.leaf, text.cast_unsigned());
                self.has_text = true;
                self.index_text(text);
            }
            let Some((doubled, length)) = varint::get(rest) else { return };
            let (positions, after) = rest.split_at(length + usize::try_from(doubled / 2).unwrap_or(0));
            self.positions(positions);
            rest = after;
        }
    }

    /// Writes a position list with its size before it, over as many leaves as it takes.
    fn positions(&mut self, positions: &[u8]) {
        if self.used() + positions.len() <= self.page_size {
            self.leaf.extend_from_slice(positions);
            return;
        }
        let mut rest = positions;
        while !rest.is_empty() {
            let space = self.page_size.saturating_sub(self.used());
            // FTS5 cuts between numbers, never inside one.
            let fits = if rest.len() <= space { rest.len() } else { whole_numbers(rest, space) };
            self.leaf.extend_from_slice(&rest[..fits]);
            rest = &rest[fits..];
            if self.used() >= self.page_size {
                self.flush_leaf();
            }
        }
    }

    fn flush_leaf(&mut self) {
        let end = u16::try_from(self.leaf.len()).unwrap_or(u16::MAX);
        self.leaf[2..4].copy_from_slice(&end.to_be_bytes());
        if self.has_term {
            self.leaf.append(&mut self.footer);
        } else {
            if !self.has_text && !self.index[0].bytes.is_empty() {
                varint::put(&mut self.index[0].bytes, 0);
            }
            self.empty += 1;
        }
        // Some bytes more than a page: the last number of a list may exceed it.
        let leaf = std::mem::replace(&mut self.leaf, Vec::with_capacity(self.page_size + 64));
        self.leaf.extend_from_slice(&[0; 4]);
        self.segment.blocks.push((i64::from(self.page), leaf));
        self.last_term_at = 0;
        self.page += 1;
        self.has_term = false;
        self.has_text = false;
    }

    /// Writes the separator of the leaf before, and the index of its last doclist if that is worth it.
    fn flush_separator(&mut self) {
        let Some((term, page)) = self.separator.take() else { return };
        // An index is written only for a doclist over several leaves. The pages of shorter ones are dropped.
        let indexed = !self.index[0].bytes.is_empty() && self.empty >= LEAVES_TO_INDEX;
        for (height, level) in self.index.iter_mut().enumerate() {
            if level.bytes.is_empty() {
                break;
            }
            let bytes = std::mem::take(&mut level.bytes);
            if indexed {
                self.segment.blocks.push((doclist_index_id(height, level.page), bytes));
            }
            level.previous = None;
        }
        self.empty = 0;
        self.segment.separators.push((term, i64::from(page) * 2 + i64::from(indexed)));
    }

    /// Notes in the doclist's index that the leaf under way begins with `text`.
    fn index_text(&mut self, text: i64) {
        let mut height = 0;
        loop {
            let full = self.index[height].bytes.len() >= self.page_size;
            if full {
                self.flush_index_page(height);
            }
            // A page of the lowest level points at leaves, one above it at pages of the level below.
            let child = if height == 0 { self.page } else { self.index[height - 1].page };
            let level = &mut self.index[height];
            if let Some(previous) = level.previous {
                varint::put(&mut level.bytes, text.abs_diff(previous));
            } else {
                level.bytes.push(u8::from(full));
                varint::put(&mut level.bytes, u64::from(child));
                varint::put(&mut level.bytes, text.cast_unsigned());
            }
            level.previous = Some(text);
            if !full {
                return;
            }
            height += 1;
        }
    }

    /// Writes a full page of the doclist's index and begins the next; a root gets a root above it.
    fn flush_index_page(&mut self, height: usize) {
        if self.index.len() == height + 1 {
            self.index.push(IndexLevel::default());
        }
        let level = &mut self.index[height];
        // It isn't the root.
        level.bytes[0] = 1;
        let bytes = std::mem::take(&mut level.bytes);
        let page = level.page;
        level.previous = None;
        level.page += 1;
        if self.index[height + 1].bytes.is_empty() {
            let first = first_text(&bytes);
            let parent = &mut self.index[height + 1];
            parent.page = page;
            parent.bytes.push(0);
            varint::put(&mut parent.bytes, u64::from(page));
            varint::put(&mut parent.bytes, first.cast_unsigned());
            parent.previous = Some(first);
        }
        self.segment.blocks.push((doclist_index_id(height, page), bytes));
    }

    fn finish(mut self) -> Segment {
        if self.leaf.len() > 4 {
            self.flush_leaf();
        }
        self.segment.leaves = self.page - 1;
        if self.page > 1 {
            self.flush_separator();
        }
        self.segment
    }
}

/// The text that a page of a doclist's index begins with.
fn first_text(page: &[u8]) -> i64 {
    let after_child = 1 + varint::length(&page[1..]);
    varint::get(&page[after_child..]).map_or(0, |(text, _)| text.cast_signed())
}

/// As many bytes of whole numbers as fit in `space`, but at least one number.
fn whole_numbers(bytes: &[u8], space: usize) -> usize {
    // At least one number, or the caller would never get to the end.
    let mut end = varint::length(bytes);
    while end < space {
        let next = varint::length(&bytes[end..]);
        if end + next > space || next == 0 {
            break;
        }
        end += next;
    }
    end
}
