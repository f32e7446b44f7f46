//! Batches: parts of long texts that are judged one after the other.
//!
//! A change is judged by its sentence. To read all of a text of many megabytes at once takes twenty times its memory. So
//! long texts are cut inside equal stretches, where both texts are the same and a paragraph ends, and of a long equal
//! stretch only both ends are read. Nothing is cut between the two places of a passage that moved.

use std::ops::Range;

use foldhash::HashMap;
use memchr::{memchr2, memmem, memrchr, memrchr2};

use crate::{Change, ChangeKind};

/// How many bytes at each end of an equal stretch are read.
const END: usize = 64 * 1024;

/// Without a blank line, a text is cut so far from a change that its sentence and the next are whole, in bytes.
const NEAR: usize = 256;

/// The smallest size of a batch, in bytes of both texts together; only the last one may be smaller.
const LEAST: usize = 2 * 1024 * 1024;

const BLANK_LINE: &[u8] = b"\n\n";

/// Some consecutive changes of a list, with the bytes of both texts that are read for them.
#[derive(Debug)]
pub(super) struct Batch {
    pub(super) old: String,
    pub(super) new: String,
    /// The changes in these texts. The first and the last may be a part of an equal one.
    pub(super) changes: Vec<Change>,
    /// The number of the first change in the whole list.
    pub(super) first: usize,
}

/// Gives the batches of two texts to `visit`, in order. One for short texts.
pub(super) fn batches(old: &str, new: &str, changes: &[Change], mut visit: impl FnMut(&Batch)) {
    let open = open_moves(changes);
    let mut batch = Batch::starting_at(0);
    for (index, change) in changes.iter().enumerate() {
        let Some((head, tail)) = inner(old, change) else {
            batch.push(old, new, change, change.old.clone());
            continue;
        };
        batch.push(old, new, change, change.old.start..head);
        let is_long = batch.old.len() + batch.new.len() >= LEAST;
        if open[index] || !is_long {
            batch.push(old, new, change, tail..change.old.end);
        } else {
            visit(&batch);
            batch = Batch::starting_at(index);
            batch.push(old, new, change, tail..change.old.end);
        }
    }
    visit(&batch);
}

impl Batch {
    fn starting_at(first: usize) -> Self {
        Batch { old: String::new(), new: String::new(), changes: Vec::new(), first }
    }

    /// Adds a change, of an equal one these bytes of the old text.
    fn push(&mut self, old: &str, new: &str, change: &Change, bytes: Range<usize>) {
        let starts = (self.old.len(), self.new.len());
        self.old.push_str(&old[bytes.clone()]);
        let is_equal = change.kind == ChangeKind::Equal;
        self.new.push_str(if is_equal { &old[bytes] } else { &new[change.new.clone()] });
        let (old, new) = (starts.0..self.old.len(), starts.1..self.new.len());
        match self.changes.last_mut() {
            // Both ends of one stretch.
            Some(last) if is_equal && last.kind == ChangeKind::Equal && last.moved == change.moved => {
                (last.old.end, last.new.end) = (old.end, new.end);
            }
            _ => self.changes.push(Change { old, new, ..change.clone() }),
        }
    }
}

/// For each change whether a passage has one of its places before and one behind it.
fn open_moves(changes: &[Change]) -> Vec<bool> {
    let mut places: HashMap<usize, (usize, usize)> = HashMap::default();
    for (index, change) in changes.iter().enumerate() {
        for passage in [change.moved, change.inside].into_iter().flatten() {
            places.entry(passage.number).or_insert((index, index)).1 = index;
        }
    }
    let mut difference = vec![0_isize; changes.len() + 1];
    for (first, last) in places.into_values() {
        difference[first] += 1;
        difference[last] -= 1;
    }
    let opened = difference.iter().scan(0, |open, change| {
        *open += change;
        Some(*open > 0)
    });
    opened.collect()
}

/// The bytes of the old text between which an equal stretch can be left out or cut: behind its first paragraph and
/// before its last one; in a long one those near its ends. `None` if it has no such places.
fn inner(old: &str, change: &Change) -> Option<(usize, usize)> {
    if change.kind != ChangeKind::Equal {
        return None;
    }
    let (start, end) = (change.old.start, change.old.end);
    let (bytes, length) = (old.as_bytes(), change.old.len());
    if length <= 2 * END {
        let behind = memmem::rfind(&bytes[start..end], BLANK_LINE).map(|at| start + at + BLANK_LINE.len());
        let cut = behind.or_else(|| {
            let (first, last) = (start + NEAR, end.checked_sub(NEAR)?);
            let inner = bytes.get(first..last)?;
            let at = memrchr(b'\n', inner).or_else(|| memmem::rfind(inner, b". ").map(|at| at + 1))?;
            Some(first + at + 1)
        })?;
        return Some((cut, cut));
    }
    // So far from all changes no sentence is cut that matters, even if nothing but a space marks its end.
    let (first, last) = (start + END, end - END);
    let inner = &bytes[first..last];
    let head = memmem::find(inner, BLANK_LINE).map(|at| at + BLANK_LINE.len());
    let head = head.or_else(|| memchr2(b'\n', b' ', inner).map(|at| at + 1));
    let tail = memmem::rfind(inner, BLANK_LINE).map(|at| at + BLANK_LINE.len());
    let tail = tail.or_else(|| memrchr2(b'\n', b' ', inner).map(|at| at + 1));
    let (head, tail) = (first + head.unwrap_or(0), first + tail.unwrap_or(0));
    let (head, tail) = (old.ceil_char_boundary(head), old.ceil_char_boundary(tail));
    Some((head, tail.max(head)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff;
    use crate::judge::{Flag, Headlines, judge};

    /// A text of `count` paragraphs, in which each of `edits` replaces the paragraph of that number.
    fn text(count: usize, edits: &[(usize, &str)], break_: &str) -> String {
        let paragraph = |number: usize| {
            let edit = edits.iter().find(|edit| edit.0 == number).map(|edit| edit.1.to_owned());
            edit.unwrap_or_else(|| format!("The ferry made trip {number} without delay.")) + break_
        };
        (0..count).map(paragraph).collect()
    }

    fn counted(old: &str, new: &str) -> (usize, usize) {
        let (mut count, mut bytes) = (0, 0);
        batches(old, new, &diff(old, new), |batch| {
            count += 1;
            bytes += batch.old.len();
        });
        (count, bytes)
    }

    #[test]
    fn long_texts_are_judged_like_their_edits_alone() {
        let edits = |fare: &'static str, vote: &'static str| [(3, fare), (7_000, vote), (13_990, vote)];
        let old = edits("The fare is 12 crowns.", "Ines Okoro signed the bill.");
        let new = edits("The fare is 15 crowns.", "Ines Okoro did not sign the bill.");
        for break_ in ["\n\n", "\n", " "] {
            let (old, new) = (text(14_000, &old, break_), text(14_000, &new, break_));
            let (count, bytes) = counted(&old, &new);
            assert!(count == 1 && bytes < old.len() * 2 / 3, "{count} batches, {bytes} bytes");
            let judged = judge(&old, &new, &diff(&old, &new), &Headlines::default());
            let [fare, vote, _] = judged.as_slice() else { panic!("{judged:?}") };
            assert_eq!((fare.flags.len(), fare.reasons[0].as_str()), (1, "12 became 15"));
            assert_eq!(vote.flags, [Flag::Negation]);
        }
    }

    #[test]
    fn edits_all_over_a_long_text_are_judged_in_several_batches() {
        let edits = |word: &'static str| -> Vec<(usize, &'static str)> {
            (0..1_000).map(|number| (number * 70, word)).collect()
        };
        let (old, new) = (
            text(70_000, &edits("The fare is 12 crowns."), "\n\n"),
            text(70_000, &edits("The fare is 15 crowns."), "\n\n"),
        );
        let changes = diff(&old, &new);
        let (count, bytes) = counted(&old, &new);
        assert!(count == 3 && bytes == old.len(), "{count} batches, {bytes} bytes");
        let judged = judge(&old, &new, &changes, &Headlines::default());
        assert_eq!(judged.len(), 1_000);
        for judgement in &judged {
            assert_eq!(changes[judgement.change].kind, ChangeKind::Replace);
            assert_eq!(judgement.reasons, ["12 became 15"]);
        }
    }

    #[test]
    fn nothing_is_cut_between_the_places_of_what_moved() {
        let moved = "Nobody in Lowick remembers who built the second bridge over the Marsh.";
        let old = text(70_000, &[(10, moved)], "\n\n");
        let new = text(70_000, &[(69_990, moved)], "\n\n");
        assert_eq!(counted(&old, &new).0, 1);
    }
}
