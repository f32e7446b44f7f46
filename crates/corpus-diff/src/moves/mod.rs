//! Moves: marks the passages that went elsewhere in a list of changes, and cuts the changes around them.

mod phrases;
pub(crate) mod relocation;

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use crate::align::spacing::{MoveState, Script};
use crate::units::words::is_space;
use crate::{Change, ChangeKind, Move};
use phrases::moved_phrases;

/// Bytes of the old text and the bytes of the new text that say the same.
pub(crate) type Same = (Range<usize>, Range<usize>);

/// A passage at its two places, in bytes of the texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MovedPassage {
    pub(crate) old: Range<usize>,
    pub(crate) new: Range<usize>,
    /// The identical parts, ascending. The text between them was edited.
    pub(crate) same: Vec<Same>,
}

impl MovedPassage {
    /// Moves the passage by an offset in both texts.
    pub(crate) fn shift(&mut self, bytes: usize) {
        let shift = |range: &mut Range<usize>| *range = range.start + bytes..range.end + bytes;
        shift(&mut self.old);
        shift(&mut self.new);
        for (old, new) in &mut self.same {
            shift(old);
            shift(new);
        }
    }
}

/// Marks each passage that moved. `changes` are all from `old` to `new`, `known` are passages that are known to have moved.
pub(crate) fn mark_moves(
    old: &str,
    new: &str,
    changes: Vec<Change>,
    mut known: Vec<MovedPassage>,
) -> Vec<Change> {
    // First, since words of a passage that turned out to be unchanged may still be part of a moved phrase.
    known.retain(|passage| is_changed(passage, &changes));
    let mut passages = moved_phrases(old, new, &changes, &known);
    passages.append(&mut known);
    if passages.is_empty() {
        return changes;
    }
    passages.sort_unstable_by_key(|passage| passage.new.start);
    let mut script = Script::new(old, new);
    let mut old_cutter = Cutter::new(old, &passages, |passage| &passage.old, |same| &same.0);
    let mut new_cutter = Cutter::new(new, &passages, |passage| &passage.new, |same| &same.1);
    for change in &changes {
        if change.kind == ChangeKind::Equal {
            script.push(change.old.len(), change.new.len(), MoveState::Unmoved);
        } else {
            push(&mut script, &old_cutter.cut(&change.old), &new_cutter.cut(&change.new));
        }
    }
    script.finish()
}

/// Whether a passage lies inside one change at each of its places. Two texts may have one paragraph twice and by chance
/// keep it in a place where another copy was expected.
fn is_changed(passage: &MovedPassage, changes: &[Change]) -> bool {
    let is_inside = |bytes: &Range<usize>, of: fn(&Change) -> &Range<usize>| {
        let change = changes.get(changes.partition_point(|change| of(change).end < bytes.end));
        change.is_some_and(|change| change.kind != ChangeKind::Equal && of(change).start <= bytes.start)
    };
    !passage.same.is_empty()
        && is_inside(&passage.old, |change| &change.old)
        && is_inside(&passage.new, |change| &change.new)
}

/// A length in bytes, and whether it belongs to a passage that moved.
type Piece = (usize, MoveState);

/// A passage on one side: its number, all its bytes, and those that are the same on the other side.
struct Part {
    number: Move,
    bytes: Range<usize>,
    same: Vec<Range<usize>>,
}

/// Cuts the changes of one side into pieces that moved and pieces that didn't.
struct Cutter<'a> {
    text: &'a str,
    parts: Peekable<IntoIter<Part>>,
}

impl<'a> Cutter<'a> {
    /// `passages` are in the order of the new text, which numbers them.
    fn new(
        text: &'a str,
        passages: &[MovedPassage],
        bytes: fn(&MovedPassage) -> &Range<usize>,
        same: fn(&Same) -> &Range<usize>,
    ) -> Self {
        let part = |(index, passage): (usize, &MovedPassage)| Part {
            number: Move { number: index + 1 },
            bytes: bytes(passage).clone(),
            same: passage.same.iter().map(|pair| same(pair).clone()).collect(),
        };
        let mut parts: Vec<Part> = passages.iter().enumerate().map(part).collect();
        parts.sort_unstable_by_key(|part| part.bytes.start);
        Cutter { text, parts: parts.into_iter().peekable() }
    }

    /// The pieces of this range, which is behind the one before.
    fn cut(&mut self, range: &Range<usize>) -> Vec<Piece> {
        let mut pieces = Pieces { text: self.text, done: range.start, found: Vec::new() };
        while let Some(part) = self.parts.next_if(|part| part.bytes.start < range.end) {
            pieces.up_to(part.bytes.start, MoveState::Unmoved);
            for same in part.same {
                pieces.up_to(same.start, MoveState::Edited(part.number));
                pieces.push(same.end, MoveState::Moved(part.number));
            }
            pieces.up_to(part.bytes.end, MoveState::Edited(part.number));
        }
        pieces.up_to(range.end, MoveState::Unmoved);
        pieces.finish(range.end)
    }
}

/// The pieces of a change so far.
struct Pieces<'a> {
    text: &'a str,
    /// End of the last piece.
    done: usize,
    found: Vec<Piece>,
}

impl Pieces<'_> {
    /// Adds the text before this byte, if it is more than white space. White space belongs to the piece before it, or
    /// else to the one behind it.
    fn up_to(&mut self, end: usize, place: MoveState) {
        let text = &self.text[self.done..end];
        let words = text.trim_start();
        if let Some(last) = self.found.last_mut() {
            last.0 += text.len() - words.len();
            self.done += text.len() - words.len();
        }
        if is_space(words) {
            return;
        }
        let space = if place == MoveState::Unmoved { 0 } else { words.len() - words.trim_end().len() };
        self.push(end - space, place);
    }

    fn push(&mut self, end: usize, place: MoveState) {
        self.found.push((end - self.done, place));
        self.done = end;
    }

    fn finish(mut self, end: usize) -> Vec<Piece> {
        if self.done < end {
            self.push(end, MoveState::Unmoved);
        }
        self.found
    }
}

/// Adds the pieces of one change. Pieces of moved passages stand alone, and the other deleted pieces are paired with the
/// inserted ones.
fn push(script: &mut Script, olds: &[Piece], news: &[Piece]) {
    let is_elsewhere = |piece: &&Piece| piece.1 != MoveState::Unmoved;
    let (mut olds, mut news) = (olds.iter().peekable(), news.iter().peekable());
    loop {
        if let Some(&(length, place)) = olds.next_if(is_elsewhere) {
            script.push(length, 0, place);
        } else if let Some(&(length, place)) = news.next_if(is_elsewhere) {
            script.push(0, length, place);
        } else {
            match (olds.next(), news.next()) {
                (None, None) => return,
                (old, new) => script.skip(old.map_or(0, |old| old.0), new.map_or(0, |new| new.0)),
            }
        }
    }
}
