//! From aligned pieces to changes: who gets the white space.
//!
//! White space is never aligned by itself. Between two pieces that both texts share, the white space they
//! have in common is equal, what differs around the changed words is a change of its own, and the rest are
//! the words.

use std::ops::Range;

use super::words::is_space;
use super::{Change, ChangeKind, Move};

/// Collects changes from the start of both texts to their end.
pub(super) struct Script<'a> {
    old: &'a str,
    new: &'a str,
    old_done: usize,
    new_done: usize,
    changes: Vec<Change>,
}

impl<'a> Script<'a> {
    pub(super) fn new(old: &'a str, new: &'a str) -> Self {
        Script { old, new, old_done: 0, new_done: 0, changes: Vec::new() }
    }

    /// Says that these ranges, behind all before, hold the same text.
    pub(super) fn equal(&mut self, old: Range<usize>, new: Range<usize>) {
        self.skip_to(old.start, new.start);
        self.push(old.end - old.start, new.end - new.start, None);
    }

    /// Says that what was not called equal up to these ends has changed.
    pub(super) fn skip_to(&mut self, old_end: usize, new_end: usize) {
        let old = &self.old[self.old_done..old_end];
        let new = &self.new[self.new_done..new_end];
        let before = common_start(leading_space(old), leading_space(new));
        let (old, new) = (&old[before..], &new[before..]);
        let after = common_end(trailing_space(old), trailing_space(new));
        let (old, new) = (&old[..old.len() - after], &new[..new.len() - after]);
        self.push(before, before, None);
        self.changed(old, new);
        self.push(after, after, None);
    }

    /// The changes so far.
    pub(super) fn finish(self) -> Vec<Change> {
        self.changes
    }

    fn changed(&mut self, old: &str, new: &str) {
        if old.is_empty() || new.is_empty() {
            return self.push(old.len(), new.len(), None);
        }
        let (old_before, new_before) = (leading_space(old).len(), leading_space(new).len());
        self.push(old_before, new_before, None);
        let (old, new) = (&old[old_before..], &new[new_before..]);
        let both = !old.is_empty() && !new.is_empty();
        let (old_after, new_after) =
            if both { (trailing_space(old).len(), trailing_space(new).len()) } else { (0, 0) };
        self.push(old.len() - old_after, new.len() - new_after, None);
        self.push(old_after, new_after, None);
    }

    /// Takes the next bytes of both texts as one change, joined with the last one where the list asks for it.
    pub(super) fn push(&mut self, old_length: usize, new_length: usize, moved: Option<Move>) {
        let old = self.old_done..self.old_done + old_length;
        let new = self.new_done..self.new_done + new_length;
        let Some(kind) = ChangeKind::of(&self.old[old.clone()], &self.new[new.clone()]) else {
            return;
        };
        (self.old_done, self.new_done) = (old.end, new.end);
        let next = Change { kind, old, new, moved };
        if let Some(last) = self.changes.last()
            && let Some(kind) = self.join(last, &next)
        {
            let (old, new) = (last.old.start..next.old.end, last.new.start..next.new.end);
            self.changes.pop();
            self.changes.push(Change { kind, old, new, moved });
        } else {
            self.changes.push(next);
        }
    }

    /// What two neighbours are together, where they don't stand apart. White space that changed is one change.
    fn join(&self, last: &Change, next: &Change) -> Option<ChangeKind> {
        let is_space = |change: &Change| {
            is_space(&self.old[change.old.clone()]) && is_space(&self.new[change.new.clone()])
        };
        let is_change = last.kind != ChangeKind::Equal && next.kind != ChangeKind::Equal;
        if last.moved != next.moved {
            return None;
        }
        if is_change && last.moved.is_none() && is_space(last) && is_space(next) {
            return ChangeKind::of(
                &self.old[last.old.start..next.old.end],
                &self.new[last.new.start..next.new.end],
            );
        }
        join(last.kind, next.kind, last.moved)
    }
}

fn join(last: ChangeKind, next: ChangeKind, moved: Option<Move>) -> Option<ChangeKind> {
    use ChangeKind::{Delete, Insert, Replace};
    match (last, next) {
        (Replace, Replace) => None,
        (last, next) if last == next => Some(last),
        (Insert, Delete) | (Delete, Insert) if moved.is_none() => Some(Replace),
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
