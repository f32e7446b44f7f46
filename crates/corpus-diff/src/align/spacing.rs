//! From aligned pieces to changes, with the assignment of white space.
//!
//! White space is never aligned by itself. Between two equal pieces, the common white space is equal too. Other
//! white space around the changed words is a change of its own, and the rest are the words.

use std::ops::Range;

use crate::units::words::is_space;
use crate::{Change, ChangeKind, Move};

/// Whether bytes belong to a passage that moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MoveState {
    /// No.
    Unmoved,
    /// Yes, and the other text has them.
    Moved(Move),
    /// Yes, and they were edited.
    Edited(Move),
}

/// Collects changes from the start of both texts to their end.
pub(crate) struct Script<'a> {
    old: &'a str,
    new: &'a str,
    old_done: usize,
    new_done: usize,
    changes: Vec<Change>,
}

impl<'a> Script<'a> {
    pub(crate) fn new(old: &'a str, new: &'a str) -> Self {
        Script { old, new, old_done: 0, new_done: 0, changes: Vec::new() }
    }

    /// Adds an equal run. The ranges are behind all earlier ones.
    pub(crate) fn equal(&mut self, old: Range<usize>, new: Range<usize>) {
        self.skip_to(old.start, new.start);
        self.push(old.end - old.start, new.end - new.start, MoveState::Unmoved);
    }

    /// Adds a change from the last equal run up to these ends.
    pub(crate) fn skip_to(&mut self, old_end: usize, new_end: usize) {
        let old = &self.old[self.old_done..old_end];
        let new = &self.new[self.new_done..new_end];
        let before = common_start(leading_space(old), leading_space(new));
        let (old, new) = (&old[before..], &new[before..]);
        let after = common_end(trailing_space(old), trailing_space(new));
        let (old, new) = (&old[..old.len() - after], &new[..new.len() - after]);
        self.push(before, before, MoveState::Unmoved);
        self.changed(old, new);
        self.push(after, after, MoveState::Unmoved);
    }

    /// Adds a change of the next bytes of both texts.
    pub(crate) fn skip(&mut self, old_length: usize, new_length: usize) {
        self.skip_to(self.old_done + old_length, self.new_done + new_length);
    }

    /// The changes so far.
    pub(crate) fn finish(self) -> Vec<Change> {
        self.changes
    }

    fn changed(&mut self, old: &str, new: &str) {
        if old.is_empty() || new.is_empty() {
            return self.push(old.len(), new.len(), MoveState::Unmoved);
        }
        // White space that became other white space is a change of its own, and so is a line break. A space that came or
        // went belongs to the words beside it, so that both texts can be read: `tea[- and-]{+,+} milk`.
        let is_space_only = is_space(old) || is_space(new);
        let is_respaced = |old: &str, new: &str| {
            is_space_only || old.contains('\n') || new.contains('\n') || !old.is_empty() && !new.is_empty()
        };
        let (old_before, new_before) = (leading_space(old), leading_space(new));
        let (mut old, mut new) = (old, new);
        if is_respaced(old_before, new_before) {
            self.push(old_before.len(), new_before.len(), MoveState::Unmoved);
            (old, new) = (&old[old_before.len()..], &new[new_before.len()..]);
        }
        let (old_after, new_after) = (trailing_space(old), trailing_space(new));
        if !old.is_empty() && !new.is_empty() && is_respaced(old_after, new_after) {
            self.push(old.len() - old_after.len(), new.len() - new_after.len(), MoveState::Unmoved);
            self.push(old_after.len(), new_after.len(), MoveState::Unmoved);
        } else {
            self.push(old.len(), new.len(), MoveState::Unmoved);
        }
    }

    /// Takes the next bytes of both texts as one change, joined with the last one where the list asks for it.
    pub(crate) fn push(&mut self, old_length: usize, new_length: usize, place: MoveState) {
        let old = self.old_done..self.old_done + old_length;
        let new = self.new_done..self.new_done + new_length;
        let Some(kind) = ChangeKind::of(&self.old[old.clone()], &self.new[new.clone()]) else {
            return;
        };
        (self.old_done, self.new_done) = (old.end, new.end);
        let (moved, inside) = match place {
            MoveState::Unmoved => (None, None),
            MoveState::Moved(passage) => (Some(passage), None),
            MoveState::Edited(passage) => (None, Some(passage)),
        };
        let next = Change { kind, old, new, moved, inside };
        if let Some(last) = self.changes.last()
            && let Some(kind) = self.join(last, &next)
        {
            let (old, new) = (last.old.start..next.old.end, last.new.start..next.new.end);
            self.changes.pop();
            self.changes.push(Change { kind, old, new, moved, inside });
        } else {
            self.changes.push(next);
        }
    }

    /// The kind of two adjacent runs joined; `None` where they stay apart. Changed white space is one change.
    fn join(&self, last: &Change, next: &Change) -> Option<ChangeKind> {
        let is_space = |change: &Change| {
            is_space(&self.old[change.old.clone()]) && is_space(&self.new[change.new.clone()])
        };
        let is_change = last.kind != ChangeKind::Equal && next.kind != ChangeKind::Equal;
        if (last.moved, last.inside) != (next.moved, next.inside) {
            return None;
        }
        let is_here = last.moved.is_none() && last.inside.is_none();
        if is_change && is_here && is_space(last) && is_space(next) {
            return ChangeKind::of(
                &self.old[last.old.start..next.old.end],
                &self.new[last.new.start..next.new.end],
            );
        }
        join(last.kind, next.kind, is_here)
    }
}

fn join(last: ChangeKind, next: ChangeKind, is_here: bool) -> Option<ChangeKind> {
    use ChangeKind::{Delete, Insert, Replace};
    match (last, next) {
        (Replace, Replace) => None,
        (last, next) if last == next => Some(last),
        (Insert, Delete) | (Delete, Insert) if is_here => Some(Replace),
        _ => None,
    }
}

fn leading_space(text: &str) -> &str {
    &text[..text.len() - text.trim_start().len()]
}

fn trailing_space(text: &str) -> &str {
    &text[text.trim_end().len()..]
}

fn common_start(left: &str, right: &str) -> usize {
    let pairs = left.chars().zip(right.chars());
    pairs.take_while(|(left, right)| left == right).map(|(character, _)| character.len_utf8()).sum()
}

fn common_end(left: &str, right: &str) -> usize {
    let pairs = left.chars().rev().zip(right.chars().rev());
    pairs.take_while(|(left, right)| left == right).map(|(character, _)| character.len_utf8()).sum()
}
