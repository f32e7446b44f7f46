//! Slides: insertions and deletions that could as well stand a few words earlier or later.
//!
//! Where `He left. He laughed.` became `He left. He sang. He laughed.`, the words that came may be `He sang.`
//! or `sang. He`. A reader expects a change to begin and end where a paragraph, a sentence or a clause does.
//! This is the lossless semantic clean-up of Fraser's diff-match-patch.

use std::ops::Range;

use crate::align::sequence::Run;
use crate::align::sides::Side;
use crate::units::words::{ends_clause, ends_sentence, is_dense};

/// Moves every pure insertion and deletion between two runs to the position whose edges fit best. On a tie the last
/// one wins. For example, in `He left. He sang. He laughed.` the insertion is `He sang.`, not `sang. He`.
pub(crate) fn slide(runs: &mut Vec<Run>, old: &Side, new: &Side) {
    for index in 1..runs.len() {
        let (left, right) = (runs[index - 1], runs[index]);
        let (deleted, inserted) = (left.old_end()..right.old, left.new_end()..right.new);
        let (back, forth) = match (deleted.is_empty(), inserted.is_empty()) {
            (true, false) => best_slide(new, inserted, left.length, right.length),
            (false, true) => best_slide(old, deleted, left.length, right.length),
            _ => continue,
        };
        runs[index - 1].length = left.length - back + forth;
        runs[index] = Run {
            old: right.old - back + forth,
            new: right.new - back + forth,
            length: right.length + back - forth,
        };
    }
    runs.retain(|run| run.length > 0);
}

/// Number of tokens to move the change back or forth. One of them is 0.
fn best_slide(side: &Side, change: Range<usize>, most_back: usize, most_forth: usize) -> (usize, usize) {
    let ids = &side.ids;
    let same_before = |step: &usize| ids[change.start - step] == ids[change.end - step];
    let same_after = |step: &usize| ids[change.start + step] == ids[change.end + step];
    let backs = (1..=most_back).take_while(same_before).map(|step| (step, 0));
    let forths = (0..most_forth).take_while(same_after).map(|step| (0, step + 1));
    let score = |&(back, forth): &(usize, usize)| {
        edge(side, change.start - back + forth) + edge(side, change.end - back + forth)
    };
    let mut places: Vec<(usize, usize)> = backs.collect();
    // Ascending positions: `max_by_key` returns the last maximum, which is the place to prefer on a tie.
    places.reverse();
    places.push((0, 0));
    places.extend(forths);
    places.into_iter().max_by_key(score).unwrap_or((0, 0))
}

/// Score of a change edge in front of this token: paragraph 4, sentence 3, clause 2, white space 1.
fn edge(side: &Side, token: usize) -> u8 {
    let Some(before) = token.checked_sub(1) else {
        return 4;
    };
    if token == side.ids.len() || !side.is_same_paragraph(before, token) {
        return 4;
    }
    let words = &side.text[..side.ranges[before].end];
    let is_spaced = side.ranges[before].end < side.ranges[token].start;
    let may_end = is_spaced || words.ends_with(is_dense);
    match () {
        () if may_end && ends_sentence(words) => 3,
        () if may_end && ends_clause(words) => 2,
        () => u8::from(is_spaced),
    }
}
