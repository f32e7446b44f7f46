//! A list of changes told paragraph by paragraph, as a reader wants to see them.
//!
//! Follows the paragraphs of the new text, with those that were deleted as a whole in between. The white
//! space that sets paragraphs apart is left out; white space that changed inside one is a span like any
//! other.

use std::ops::Range;

use serde::Serialize;

use crate::units::layout::Layout;
use crate::units::words::is_space;
use crate::{Change, ChangeKind, Move};

/// A part of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Span<'a> {
    /// Kind of its change.
    pub kind: ChangeKind,
    /// The words of the old text; empty if inserted.
    pub old: &'a str,
    /// The words of the new text; empty if deleted.
    pub new: &'a str,
    /// Where it went or is from.
    pub moved: Option<Move>,
    /// The change that it is a part of, counted from 0 in the list of changes.
    pub change: usize,
}

impl<'a> Span<'a> {
    /// Whether there is nothing but white space in it.
    #[must_use]
    pub fn is_space(&self) -> bool {
        is_space(self.old) && is_space(self.new)
    }

    fn map(self, trim: impl Fn(&'a str) -> &'a str) -> Self {
        Span { old: trim(self.old), new: trim(self.new), ..self }
    }
}

/// One paragraph with its changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paragraph<'a> {
    /// Kind of the paragraph as a whole: `Replace` when parts of it changed.
    pub kind: ChangeKind,
    /// Its text from start to end. Never empty.
    pub spans: Vec<Span<'a>>,
}

impl<'a> Paragraph<'a> {
    fn of(spans: Vec<Span<'a>>) -> Option<Self> {
        let kind = spans.first()?.kind;
        let kind = if spans.iter().all(|span| span.kind == kind) { kind } else { ChangeKind::Replace };
        spans.iter().any(|span| !span.is_space()).then_some(Paragraph { kind, spans })
    }

    /// Whether it is the same in both texts.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.kind == ChangeKind::Equal
    }

    /// Whether it went elsewhere or is from elsewhere, in part at least.
    #[must_use]
    pub fn is_moved(&self) -> bool {
        self.spans.iter().any(|span| span.moved.is_some())
    }

    /// Whether only its white space changed: it was wrapped anew, or cut in two, or joined with another.
    #[must_use]
    pub fn is_respaced(&self) -> bool {
        !self.is_unchanged()
            && self.spans.iter().all(|span| span.kind == ChangeKind::Equal || span.is_space())
    }
}

/// The paragraphs of both texts with their changes, in the order of the new text. `changes` are those from
/// [`diff`](crate::diff()) of the same texts.
#[must_use]
pub fn paragraphs<'a>(old: &'a str, new: &'a str, changes: &[Change]) -> Vec<Paragraph<'a>> {
    let mut builder = ParagraphBuilder {
        old: Layout::of(old),
        new: Layout::of(new),
        done: Vec::new(),
        open: Vec::new(),
        change: 0,
    };
    for (index, change) in changes.iter().enumerate() {
        builder.change = index;
        builder.add(change);
    }
    builder.close(true);
    builder.done
}

/// Builds paragraphs from changes, in order.
struct ParagraphBuilder<'a> {
    old: Layout<'a>,
    new: Layout<'a>,
    done: Vec<Paragraph<'a>>,
    /// The paragraph that has not ended yet.
    open: Vec<Span<'a>>,
    /// Index of the current change.
    change: usize,
}

impl ParagraphBuilder<'_> {
    fn add(&mut self, change: &Change) {
        // A deleted paragraph may consist of several changes, some of them moves.
        let is_start = self.open.iter().all(|span| span.is_space() || span.new.is_empty());
        let (olds, news) = (self.old.cut(&change.old), self.new.cut(&change.new));
        match change.kind {
            ChangeKind::Equal => self.equal(change, news),
            ChangeKind::Delete if is_start => self.deleted(olds, change.moved),
            ChangeKind::Replace if is_start && olds.len() + news.len() > 2 => {
                self.deleted(olds, None);
                self.close(true);
                self.replaced(change.old.end..change.old.end, news, None);
            }
            _ => self.replaced(change.old.clone(), news, change.moved),
        }
    }

    fn equal(&mut self, change: &Change, news: Vec<Range<usize>>) {
        for new in news {
            let start = change.old.start + (new.start - change.new.start);
            self.push(start..start + new.len(), new, None);
        }
    }

    /// Adds whole deleted paragraphs, and perhaps the beginning of the next one.
    fn deleted(&mut self, olds: Vec<Range<usize>>, moved: Option<Move>) {
        for old in olds {
            let end = old.end;
            self.push(old, 0..0, moved);
            if self.old.ends_at(end) {
                self.close(true);
            }
        }
    }

    /// Puts deleted text into its paragraph, in front of the inserted text.
    fn replaced(&mut self, mut old: Range<usize>, news: Vec<Range<usize>>, moved: Option<Move>) {
        for new in news {
            self.push(old.clone(), new, moved);
            old.start = old.end;
        }
    }

    /// Adds a span to the open paragraph, which ends where the new text has a paragraph end.
    fn push(&mut self, old_range: Range<usize>, new_range: Range<usize>, moved: Option<Move>) {
        let old = &self.old.text[old_range.clone()];
        let new = &self.new.text[new_range.clone()];
        let change = self.change;
        self.open.extend(ChangeKind::of(old, new).map(|kind| Span { kind, old, new, moved, change }));
        if !new.is_empty() && self.new.ends_at(new_range.end) {
            let is_new = self.open.iter().all(|span| span.old.is_empty());
            self.close(is_new || self.old.ends_at(old_range.end));
        }
    }

    /// Ends the open paragraph. `is_end_in_both` is false if only the new text has a paragraph end here.
    fn close(&mut self, is_end_in_both: bool) {
        let mut spans = std::mem::take(&mut self.open);
        if let Some(first) = spans.first_mut() {
            *first = first.map(str::trim_start);
        }
        while let Some(last) = spans.pop_if(|last| is_end_in_both || last.kind == ChangeKind::Equal) {
            if !last.is_space() {
                spans.push(last.map(str::trim_end));
                break;
            }
        }
        spans.retain(|span| !span.old.is_empty() || !span.new.is_empty());
        self.done.extend(Paragraph::of(spans));
    }
}
