//! Shortened texts: long texts without the inner parts that both share.
//!
//! A change is judged by its sentence and by what stands near it. To read all of a text of many megabytes for one edit takes
//! a hundred times its memory. So of a long stretch that is equal, only both ends are read. They are cut at blank lines,
//! where a paragraph ends whatever stands around it. The number of changes stays the same, and so do their places in the
//! list.

use memchr::memmem;

use crate::diff::{Change, ChangeKind};

/// How many bytes at each end of an equal stretch are read.
const END: usize = 64 * 1024;

const BLANK_LINE: &[u8] = b"\n\n";

/// Both texts and their changes, shortened.
pub(super) struct Shortened {
    old: String,
    new: String,
    changes: Vec<Change>,
}

impl Shortened {
    /// The texts without the inner parts of long equal stretches, `None` if there is nothing to leave out.
    pub(super) fn of(old: &str, new: &str, changes: &[Change]) -> Option<Self> {
        changes.iter().find_map(|change| inner(old, change))?;
        let mut short = Shortened { old: String::new(), new: String::new(), changes: Vec::new() };
        for change in changes {
            let starts = (short.old.len(), short.new.len());
            if let Some((head, tail)) = inner(old, change) {
                for text in [&mut short.old, &mut short.new] {
                    text.push_str(&old[change.old.start..head]);
                    text.push_str(&old[tail..change.old.end]);
                }
            } else {
                short.old.push_str(&old[change.old.clone()]);
                short.new.push_str(&new[change.new.clone()]);
            }
            let (old, new) = (starts.0..short.old.len(), starts.1..short.new.len());
            short.changes.push(Change { old, new, ..change.clone() });
        }
        Some(short)
    }

    pub(super) fn parts(&self) -> (&str, &str, &[Change]) {
        (&self.old, &self.new, &self.changes)
    }
}

/// The bytes of the old text where the inner part of a long equal stretch starts and ends, each behind a blank line.
fn inner(old: &str, change: &Change) -> Option<(usize, usize)> {
    if change.kind != ChangeKind::Equal || change.old.len() <= 2 * END {
        return None;
    }
    let bytes = old.as_bytes();
    let (first, last) = (change.old.start + END, change.old.end - END);
    let start = first + memmem::find(&bytes[first..last], BLANK_LINE)? + BLANK_LINE.len();
    let end = first + memmem::rfind(&bytes[first..last], BLANK_LINE)? + BLANK_LINE.len();
    (start < end).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::diff;
    use crate::diff::meaning::{Context, judge};

    /// So many paragraphs, with some of them replaced.
    fn text(count: usize, edits: &[(usize, &str)]) -> String {
        let paragraph = |number: usize| {
            let edit = edits.iter().find(|edit| edit.0 == number).map(|edit| edit.1.to_owned());
            edit.unwrap_or_else(|| format!("The ferry made trip {number} without delay.")) + "\n\n"
        };
        (0..count).map(paragraph).collect()
    }

    #[test]
    fn long_texts_are_judged_like_their_edits_alone() {
        let edits = |fare: &'static str, vote: &'static str| [(3, fare), (7_000, vote), (13_990, vote)];
        let old = edits("The fare is 12 crowns.", "Ines Okoro signed the bill.");
        let new = edits("The fare is 15 crowns.", "Ines Okoro did not sign the bill.");
        let (old, new) = (text(14_000, &old), text(14_000, &new));
        let changes = diff(&old, &new);
        let short = Shortened::of(&old, &new, &changes).unwrap();
        assert!(short.old.len() < old.len() / 2 && short.changes.len() == changes.len());
        let judged = judge(&old, &new, &changes, &Context::default());
        let alone = judge(&short.old, &short.new, &diff(&short.old, &short.new), &Context::default());
        let flags = |judged: &[super::super::Judgement]| {
            judged.iter().map(|judged| (judged.class, judged.flags.clone())).collect::<Vec<_>>()
        };
        assert_eq!(flags(&judged), flags(&alone));
        assert!(judged.iter().all(|judged| !judged.flags.is_empty()));
    }

    #[test]
    fn short_texts_and_texts_without_blank_lines_stay_whole() {
        for (old, new) in [
            (text(20, &[]), text(20, &[(3, "No trip.")])),
            ("ab ".repeat(200_000) + "x", "ab ".repeat(200_000) + "y"),
        ] {
            assert!(Shortened::of(&old, &new, &diff(&old, &new)).is_none());
        }
    }
}
