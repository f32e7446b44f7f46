//! The prose diff: paragraphs first, then sentences and words inside the paragraphs that changed, then what moved.

use memchr::memmem;

use super::Change;
use super::anchors::anchors;
use super::islands::sink;
use super::layout::Layout;
use super::moves::tell_moves;
use super::pairs::pair;
use super::sequence::{Ids, Run};
use super::sides::Side;
use super::spacing::Script;

/// What changed from `old` to `new`, by words inside sentences, and which passages went elsewhere.
///
/// Equal texts give one `Equal`, two empty ones nothing. What is alike takes time linear in its length. The
/// search through what is not is bounded, and beyond some thousand words may miss a shorter way to say it.
#[must_use]
pub fn diff(old: &str, new: &str) -> Vec<Change> {
    let (start, end) = same_ends(old, new);
    let (old_end, new_end) = (old.len() - end, new.len() - end);
    let mut script = Script::new(old, new);
    script.equal(0..start, 0..start);
    for change in compare(&old[start..old_end], &new[start..new_end]) {
        script.push(change.old.len(), change.new.len(), None);
    }
    script.equal(old_end..old.len(), new_end..new.len());
    tell_moves(old, new, script.finish())
}

/// How many bytes both texts start with, and how many they end with, up to a blank line: there a paragraph ends whatever
/// is behind or before it.
fn same_ends(old: &str, new: &str) -> (usize, usize) {
    const BLANK_LINE: &[u8] = b"\n\n";
    let (old, new) = (old.as_bytes(), new.as_bytes());
    let start = same_start(old, new);
    let start = memmem::rfind(&old[..start], BLANK_LINE).map_or(0, |at| at + BLANK_LINE.len());
    let end = same_end(&old[start..], &new[start..]);
    let shared = &old[old.len() - end..];
    let end = memmem::find(shared, BLANK_LINE).map_or(0, |at| end - at - BLANK_LINE.len());
    (start, end)
}

/// How many bytes both start with.
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

/// How many bytes both end with.
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

/// What changed, moves aside.
fn compare(old: &str, new: &str) -> Vec<Change> {
    let (old, new) = (Layout::of(old), Layout::of(new));
    let mut script = Script::new(old.text, new.text);
    let mut done = Run::default();
    for run in same_paragraphs(&old, &new) {
        compare_passage(&mut script, &old, &new, &done, &run);
        for (old_paragraph, new_paragraph) in run.pairs() {
            script.equal(old.content(old_paragraph), new.content(new_paragraph));
            script.skip_to(old.start(old_paragraph + 1), new.start(new_paragraph + 1));
        }
        done = run;
    }
    let end = Run { old: old.count(), new: new.count(), length: 0 };
    compare_passage(&mut script, &old, &new, &done, &end);
    script.finish()
}

/// The paragraphs that both texts have, white space around them aside, if they say enough to tell where they
/// are.
///
/// None if the texts differ in white space alone, for then paragraphs tell nothing of where the words are.
fn same_paragraphs<'a>(old: &Layout<'a>, new: &Layout<'a>) -> Vec<Run> {
    if differ_in_space(old.text, new.text) {
        return Vec::new();
    }
    let mut ids = Ids::new();
    let mut ids_of =
        |layout: &Layout<'a>| -> Vec<u32> { layout.contents().map(|text| ids.of(text)).collect() };
    let bits: Vec<u32> = old.contents().map(about_bits).collect();
    let runs = anchors(&ids_of(old), &ids_of(new), &bits);
    sink(runs, &bits, old.count(), new.count())
}

/// About what [`information`](super::words::information) says of all its words together.
fn about_bits(paragraph: &str) -> u32 {
    u32::try_from(paragraph.len()).unwrap_or(u32::MAX)
}

fn differ_in_space(old: &str, new: &str) -> bool {
    let visible = |character: &char| !character.is_whitespace();
    old != new && old.chars().filter(visible).eq(new.chars().filter(visible))
}

/// Compares the words of what lies between two runs of paragraphs that are the same.
fn compare_passage<'a>(script: &mut Script, old: &Layout<'a>, new: &Layout<'a>, left: &Run, right: &Run) {
    if left.old_end() == right.old && left.new_end() == right.new {
        return;
    }
    let mut ids = Ids::new();
    let old_side = Side::new(old, left.old_end()..right.old, &mut ids);
    let new_side = Side::new(new, left.new_end()..right.new, &mut ids);
    for pair in pair(&old_side, &new_side) {
        for run in pair.runs.iter().filter(|run| run.length > 0) {
            equal_words(script, &old_side, &new_side, run);
        }
        script.skip_to(old_side.start(pair.old.end), new_side.start(pair.new.end));
    }
}

/// Words that are the same, with the white space between them, which need not be.
fn equal_words(script: &mut Script, old: &Side, new: &Side, run: &Run) {
    let (old_span, new_span) = (old.span(run.old..run.old_end()), new.span(run.new..run.new_end()));
    if old.text[old_span.clone()] == new.text[new_span.clone()] {
        return script.equal(old_span, new_span);
    }
    for (old_token, new_token) in run.pairs() {
        script.equal(old.ranges[old_token].clone(), new.ranges[new_token].clone());
    }
}
