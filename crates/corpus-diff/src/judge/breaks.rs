//! Breaks: whether a change cuts a paragraph or sentence in two, or joins two of them.

use std::ops::Range;

use super::reading::Reading;
use crate::Change;
use crate::units::words::ends_sentence;

/// The break of one change; `None` where it neither cuts nor joins, and next to a move, where it is unknown.
pub(super) fn told(old: &Reading, new: &Reading, changes: &[Change], index: usize) -> Option<&'static str> {
    let stays = |index: usize| changes.get(index).is_some_and(|change| change.moved.is_none());
    if !stays(index.checked_sub(1)?) || !stays(index + 1) {
        return None;
    }
    let (old, new) = ((old, &changes[index].old), (new, &changes[index].new));
    let paragraph = |reading: &Reading, before, after| {
        let paragraphs = reading.layout.paragraph_at(before)..reading.layout.paragraph_at(after);
        paragraphs.into_iter().any(|paragraph| is_real(reading.text, reading.layout.start(paragraph)))
    };
    let sentence = |reading: &Reading, before, after| {
        let starts = reading.sentences.starts(before + 1..after + 1);
        starts.iter().any(|&start| is_real(reading.text, start))
    };
    match (is_broken(old, paragraph)?, is_broken(new, paragraph)?) {
        (false, true) => return Some("a paragraph was cut in two"),
        (true, false) => return Some("two paragraphs were joined"),
        _ => {}
    }
    match (is_broken(old, sentence)?, is_broken(new, sentence)?) {
        (false, true) => Some("a sentence was cut in two"),
        (true, false) => Some("two sentences were joined"),
        _ => None,
    }
}

/// Whether a unit starts between the text before these bytes and the text behind them; `None` at the ends of the text.
fn is_broken(
    (reading, range): (&Reading, &Range<usize>),
    starts: impl Fn(&Reading, usize, usize) -> bool,
) -> Option<bool> {
    let text = reading.text;
    let before = text[..range.start].trim_end().len().checked_sub(1)?;
    let after = text.len() - text[range.end..].trim_start().len();
    (after < text.len()).then(|| starts(reading, before, after))
}

/// Whether a blank line or the end of a sentence stands before the unit that starts here. A line that ends elsewhere was
/// wrapped there.
fn is_real(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end();
    let breaks = text[before.len()..start].matches('\n').count();
    breaks > 1 || ends_sentence(before)
}
