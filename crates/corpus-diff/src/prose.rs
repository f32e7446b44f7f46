//! The prose diff: paragraphs first, then sentences and words inside the paragraphs that changed, then moves.

use std::ops::Range;

use memchr::{memchr2, memmem, memrchr2};

use crate::Change;
use crate::align::anchors::anchors;
use crate::align::islands::drop_islands;
use crate::align::pairs::pair;
use crate::align::sequence::{Ids, Run};
use crate::align::sides::Side;
use crate::align::spacing::{MoveState, Script};
use crate::moves::relocation::{Relocation, relocation};
use crate::moves::{MovedPassage, mark_moves};
use crate::units::layout::Layout;

/// Texts that are larger together are compared in pieces, in bytes.
const LARGE: usize = 4 * 1024 * 1024;

/// Distance in bytes from the first difference, beyond which a text may be cut anywhere.
const FAR: usize = 64 * 1024;

/// Changes from `old` to `new`, by words inside sentences, with moved passages.
///
/// Equal texts give one `Equal`, two empty ones nothing. Equal parts take linear time. The search in other parts is
/// bounded, and beyond some thousand words may miss a shorter list. For example, `4 died.` and `40 died.` give the
/// `Replace` of `4` by `40` and the `Equal` ` died.`.
#[must_use]
pub fn diff(old: &str, new: &str) -> Vec<Change> {
    let (start, end) = same_ends(old, new);
    let (old_end, new_end) = (old.len() - end, new.len() - end);
    let mut script = Script::new(old, new);
    script.equal(0..start, 0..start);
    let (changes, mut relocated) = compare(&old[start..old_end], &new[start..new_end]);
    for change in changes {
        script.push(change.old.len(), change.new.len(), MoveState::Unmoved);
    }
    script.equal(old_end..old.len(), new_end..new.len());
    for passage in &mut relocated {
        passage.shift(start);
    }
    mark_moves(old, new, script.finish(), relocated)
}

/// Lengths in bytes of the common start and end, up to a blank line, which always ends a paragraph. If the blank line
/// is far away, up to a space at a safe distance from the first difference.
fn same_ends(old: &str, new: &str) -> (usize, usize) {
    const BLANK_LINE: &[u8] = b"\n\n";
    let (old, new) = (old.as_bytes(), new.as_bytes());
    let start = same_start(old, new);
    let at_blank_line = memmem::rfind(&old[..start], BLANK_LINE).map_or(0, |at| at + BLANK_LINE.len());
    // At this distance from the difference, a cut sentence can't affect the result.
    let at_space =
        start.checked_sub(FAR).and_then(|far| memrchr2(b'\n', b' ', &old[..far])).map_or(0, |at| at + 1);
    let start = at_blank_line.max(at_space);
    let end = same_end(&old[start..], &new[start..]);
    let shared = &old[old.len() - end..];
    let at_blank_line = memmem::find(shared, BLANK_LINE).map_or(0, |at| end - at - BLANK_LINE.len());
    let far = shared.get(FAR..).and_then(|far| memchr2(b'\n', b' ', far));
    let at_space = far.map_or(0, |at| end - FAR - at - 1);
    (start, at_blank_line.max(at_space))
}

/// Length of the common start in bytes.
fn same_start(old: &[u8], new: &[u8]) -> usize {
    const BLOCK: usize = 64;
    let blocks = old
        .chunks(BLOCK)
        .zip(new.chunks(BLOCK))
        .take_while(|(old, new)| old == new && old.len() == BLOCK)
        .count();
    let done = blocks * BLOCK;
    done + old[done..].iter().zip(&new[done..]).take_while(|(old, new)| old == new).count()
}

/// Length of the common end in bytes.
fn same_end(old: &[u8], new: &[u8]) -> usize {
    const BLOCK: usize = 64;
    let blocks = old
        .rchunks(BLOCK)
        .zip(new.rchunks(BLOCK))
        .take_while(|(old, new)| old == new && old.len() == BLOCK)
        .count();
    let done = blocks * BLOCK;
    let (old, new) = (&old[..old.len() - done], &new[..new.len() - done]);
    done + old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count()
}

/// The changes, and the whole paragraphs and sentences among them that moved.
fn compare(old: &str, new: &str) -> (Vec<Change>, Vec<MovedPassage>) {
    // Pieces of long paragraphs, so that words are compared only in the pieces that differ.
    let is_large = old.len() + new.len() > LARGE;
    let layout = if is_large { Layout::in_pieces } else { Layout::of };
    let (old, new) = (layout(old), layout(new));
    let mut script = Script::new(old.text, new.text);
    let kept = same_paragraphs(&old, &new);
    // Rewrapped texts have the same words in the same order, so nothing can have moved.
    let Relocation { kept, edited, moved } = if differ_in_space(old.text, new.text) {
        Relocation { kept, edited: Vec::new(), moved: Vec::new() }
    } else {
        relocation(&old, &new, &kept, is_large)
    };
    let elsewhere = Elsewhere::of(&moved);
    let mut passages = ParagraphComparison {
        script: &mut script,
        old: &old,
        new: &new,
        elsewhere: &elsewhere,
        done: (0, 0),
    };
    let mut edited = edited.into_iter().peekable();
    for run in kept {
        while let Some((old_paragraph, new_paragraph)) = edited.next_if(|pair| pair.0 < run.old) {
            passages.compare_to(old_paragraph, new_paragraph);
            passages.compare_to(old_paragraph + 1, new_paragraph + 1);
        }
        passages.compare_to(run.old, run.new);
        passages.keep(&run);
    }
    for (old_paragraph, new_paragraph) in edited {
        passages.compare_to(old_paragraph, new_paragraph);
        passages.compare_to(old_paragraph + 1, new_paragraph + 1);
    }
    passages.compare_to(old.count(), new.count());
    (script.finish(), moved)
}

/// Passages known to have moved, on each side, ascending.
struct Elsewhere {
    old: Vec<Range<usize>>,
    new: Vec<Range<usize>>,
}

impl Elsewhere {
    fn of(passages: &[MovedPassage]) -> Self {
        let side = |bytes: fn(&MovedPassage) -> &Range<usize>| {
            let mut side: Vec<Range<usize>> = passages.iter().map(|passage| bytes(passage).clone()).collect();
            side.sort_unstable_by_key(|range| range.start);
            side
        };
        Elsewhere { old: side(|passage| &passage.old), new: side(|passage| &passage.new) }
    }
}

/// The paragraphs that both texts have, white space around them aside, if they say enough to tell where they
/// are.
///
/// None if the texts differ in white space alone, since their paragraphs then say nothing of the positions of words.
fn same_paragraphs<'a>(old: &Layout<'a>, new: &Layout<'a>) -> Vec<Run> {
    if differ_in_space(old.text, new.text) {
        return Vec::new();
    }
    let mut ids = Ids::new();
    let mut ids_of =
        |layout: &Layout<'a>| -> Vec<u32> { layout.contents().map(|text| ids.of(text)).collect() };
    let bits: Vec<u32> = old.contents().map(about_bits).collect();
    let runs = anchors(&ids_of(old), &ids_of(new), &bits);
    drop_islands(runs, &bits, old.count(), new.count())
}

/// An estimate of the [`information`](crate::units::words::information) of all its words together.
fn about_bits(paragraph: &str) -> u32 {
    u32::try_from(paragraph.len()).unwrap_or(u32::MAX)
}

fn differ_in_space(old: &str, new: &str) -> bool {
    let visible = |character: &char| !character.is_whitespace();
    old != new && old.chars().filter(visible).eq(new.chars().filter(visible))
}

/// Compares two texts paragraph by paragraph, from their start to their end.
struct ParagraphComparison<'p, 's, 'l, 'a> {
    script: &'p mut Script<'s>,
    old: &'l Layout<'a>,
    new: &'l Layout<'a>,
    elsewhere: &'l Elsewhere,
    /// The paragraphs that come next.
    done: (usize, usize),
}

impl ParagraphComparison<'_, '_, '_, '_> {
    /// Takes paragraphs that are the same.
    fn keep(&mut self, run: &Run) {
        for (old, new) in run.pairs() {
            self.script.equal(self.old.content(old), self.new.content(new));
            self.script.skip_to(self.old.start(old + 1), self.new.start(new + 1));
        }
        self.done = (run.old_end(), run.new_end());
    }

    /// Compares the words of the text before these paragraphs.
    fn compare_to(&mut self, old: usize, new: usize) {
        let (olds, news) = (self.done.0..old, self.done.1..new);
        self.done = (old, new);
        if olds.is_empty() && news.is_empty() {
            return;
        }
        let mut ids = Ids::new();
        let old = Side::new(self.old, olds, &self.elsewhere.old, &mut ids);
        let new = Side::new(self.new, news, &self.elsewhere.new, &mut ids);
        for pair in pair(&old, &new) {
            for run in pair.runs.iter().filter(|run| run.length > 0) {
                equal_words(self.script, &old, &new, run);
            }
            self.script.skip_to(old.start(pair.old.end), new.start(pair.new.end));
        }
    }
}

/// Words that are the same, with the white space between them, which need not be.
fn equal_words(script: &mut Script, old: &Side, new: &Side, run: &Run) {
    let has_gap = |at: &usize| old.has_gap_before(run.old + at) || new.has_gap_before(run.new + at);
    let mut start = 0;
    for end in (1..run.length).filter(has_gap).chain([run.length]) {
        equal_adjacent_words(
            script,
            old,
            new,
            &Run { old: run.old + start, new: run.new + start, length: end - start },
        );
        start = end;
    }
}

/// The same for words without a sentence between them that moved.
fn equal_adjacent_words(script: &mut Script, old: &Side, new: &Side, run: &Run) {
    let (old_span, new_span) = (old.span(run.old..run.old_end()), new.span(run.new..run.new_end()));
    if old.text[old_span.clone()] == new.text[new_span.clone()] {
        return script.equal(old_span, new_span);
    }
    for (old_token, new_token) in run.pairs() {
        script.equal(old.ranges[old_token].clone(), new.ranges[new_token].clone());
    }
}
