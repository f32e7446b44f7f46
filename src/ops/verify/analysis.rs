//! What `analyse` keeps, beside the texts that it follows from: each edit has to be what both texts have in its place,
//! each passage that recurs has to have its hash.

use super::Checks;
use crate::Result;
use crate::diff::boilerplate::fold;
use crate::model::ProblemKind;
use crate::store::edits::{self, StoredComparison};
use crate::store::{Reader, Writer, boilerplate};
use std::collections::BTreeSet;

/// Checks all of it.
pub(super) fn check(checks: &mut Checks) -> Result<()> {
    let reader = checks.reader;
    edits::comparisons(reader, &mut |comparison| {
        checks.row()?;
        if !is_sound(reader, &comparison)? {
            let concerned = comparison.place.map_or((None, None), |(article, to)| (Some(article), Some(to)));
            let detail =
                "the edits that led to it aren't what the texts say (corpus analyse finds them again)";
            checks.problem(ProblemKind::Analysis, concerned, detail);
        }
        Ok(())
    })?;
    for outlet in unsound_outlets(reader)? {
        let detail = format!(
            "a passage that recurs in the articles of outlet {outlet} isn't worded as it was found (corpus analyse finds it again)"
        );
        checks.problem(ProblemKind::Analysis, (None, None), detail);
    }
    Ok(())
}

/// Forgets what isn't sound by what `reader` reads, so that the next analysis finds it again.
pub(in crate::ops) fn forget_unsound(reader: &Reader, writer: &Writer) -> Result<()> {
    let mut unsound = Vec::new();
    edits::comparisons(reader, &mut |comparison| {
        if !is_sound(reader, &comparison)? {
            unsound.push(comparison.id);
        }
        Ok(())
    })?;
    unsound.into_iter().try_for_each(|comparison| edits::forget(writer, comparison))?;
    edits::forget_orphans(writer)?;
    unsound_outlets(reader)?.into_iter().try_for_each(|outlet| boilerplate::forget(writer, outlet))
}

fn is_sound(reader: &Reader, comparison: &StoredComparison) -> Result<bool> {
    let texts = (std::str::from_utf8(&comparison.old), std::str::from_utf8(&comparison.new));
    let (Ok(old), Ok(new)) = texts else { return Ok(false) };
    let (mut old, mut new) = (Walk::of(old), Walk::of(new));
    let (mut edits, mut sound) = (0, comparison.place.is_some());
    edits::of_comparison(reader, comparison.id, &mut |edit| {
        edits += 1;
        sound = sound && old.has(edit.old_position, &edit.old) && new.has(edit.new_position, &edit.new);
    })?;
    Ok(sound && edits == comparison.edits)
}

/// A text that is walked through from start to end, because each look from the start would take the longer the further
/// it is.
struct Walk<'a> {
    rest: &'a str,
    /// The position of the rest in characters, from 1.
    position: u64,
}

impl<'a> Walk<'a> {
    fn of(text: &'a str) -> Self {
        Self { rest: text, position: 1 }
    }

    /// Whether these words stand there; a position before the last one is wrong.
    fn has(&mut self, position: u64, words: &[u8]) -> bool {
        let more = position.checked_sub(self.position).and_then(|more| usize::try_from(more).ok());
        let mut bytes = self.rest.char_indices().map(|(byte, _)| byte).chain([self.rest.len()]);
        let Some(byte) = more.and_then(|more| bytes.nth(more)) else { return false };
        self.rest = &self.rest[byte..];
        self.position = position;
        self.rest.as_bytes().starts_with(words)
    }
}

fn unsound_outlets(reader: &Reader) -> Result<BTreeSet<i64>> {
    let mut unsound = BTreeSet::new();
    boilerplate::passages(reader, &mut |outlet, hash, wording| {
        if std::str::from_utf8(wording).is_ok_and(|wording| fold(wording) == hash) {
            return;
        }
        unsound.insert(outlet);
    })?;
    Ok(unsound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_where_they_are_said_to_and_in_order() {
        let mut walk = Walk::of("né 市 z");
        assert!(walk.has(1, b"") && walk.has(2, "é".as_bytes()) && walk.has(4, "市 z".as_bytes()));
        assert!(!walk.has(3, b""), "before the last one");
        assert!(!Walk::of("né").has(1, b"x") && !Walk::of("né").has(2, b"n"));
        assert!(Walk::of("né").has(3, b"") && !Walk::of("né").has(4, b"") && !Walk::of("né").has(0, b""));
    }
}
