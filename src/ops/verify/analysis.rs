//! Checks of the results of `analyse` against the texts. Each edit has to match both texts at its positions, and each
//! boilerplate passage its hash.

use super::Checks;
use crate::diff::RULES;
use crate::diff::boilerplate::{beginning, fold, hashes_of_those};
use crate::model::{ArticleId, ProblemKind, VersionNumber};
use crate::ops::analyse::boilerplate::{fewest, present};
use crate::ops::analyse::edits::compare;
use crate::ops::on_all_cores;
use crate::store::tables::boilerplate;
use crate::store::tables::edits;
use crate::store::tables::edits::StoredComparison;
use crate::store::{Reader, Writer};
use crate::{Error, Hint, Result};
use std::collections::{BTreeSet, HashMap};

/// Maximum number of bytes of texts that are compared at once. The last pair may exceed it.
const BATCH_BYTES: usize = 4 << 20;

/// Checks all edits and all boilerplate.
pub(super) fn check(checks: &mut Checks) -> Result<()> {
    let reader = checks.reader;
    let mut unsound = Vec::new();
    each_unsound(reader, &mut || checks.row(), &mut |_, place| {
        unsound.push(place);
        Ok(())
    })?;
    for place in unsound {
        let concerned = place.map_or((None, None), |(article, to)| (Some(article), Some(to)));
        let detail = "the edits that led to it aren't what the texts say";
        checks.problem_with_hint(ProblemKind::Analysis, concerned, detail, Hint::AnalyseAgain);
    }
    for outlet in unsound_outlets(reader)? {
        let detail =
            format!("a passage that recurs in the articles of outlet {outlet} isn't as it was found");
        checks.problem_with_hint(ProblemKind::Analysis, (None, None), detail, Hint::AnalyseAgain);
    }
    Ok(())
}

/// Deletes the results that `reader` finds wrong, so that the next analysis computes them again.
pub(in crate::ops) fn forget_unsound(reader: &Reader, writer: &Writer) -> Result<()> {
    let mut unsound = Vec::new();
    each_unsound(reader, &mut || Ok(()), &mut |comparison, _| {
        unsound.push(comparison);
        Ok(())
    })?;
    unsound.into_iter().try_for_each(|comparison| edits::forget(writer, comparison))?;
    edits::forget_orphans(writer)?;
    unsound_outlets(reader)?.into_iter().try_for_each(|outlet| boilerplate::forget(writer, outlet))
}

/// The article of a comparison, with the number of the later version.
type LaterVersion = Option<(ArticleId, VersionNumber)>;

/// Passes each comparison with wrong edits to `visit`. Stored edits have to match their checksum and both texts.
/// Comparisons by the current rules without a checksum are computed again, on all cores.
fn each_unsound(
    reader: &Reader,
    row: &mut dyn FnMut() -> Result<()>,
    visit: &mut dyn FnMut(i64, LaterVersion) -> Result<()>,
) -> Result<()> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    let check = &mut |batch: &[StoredComparison]| {
        let found = on_all_cores(batch, |comparison| {
            // A text that isn't UTF-8 is damaged, and so no edit can match it.
            let texts = (std::str::from_utf8(&comparison.old), std::str::from_utf8(&comparison.new));
            let (Ok(old), Ok(new)) = texts else { return None };
            Some(compare(old, new))
        });
        for (comparison, found) in batch.iter().zip(found) {
            let is_sound = comparison.place.is_some()
                && found.as_ref().is_some_and(|edits| edits.len() as u64 == comparison.edits)
                && edits::are_kept(reader, comparison.id, found.as_deref().unwrap_or_default())?;
            if !is_sound {
                visit(comparison.id, comparison.place)?;
            }
        }
        Ok::<(), Error>(())
    };
    let mut others = Vec::new();
    edits::comparisons(reader, &mut |comparison| {
        row()?;
        // Edits by old rules can't be computed again. Those with a checksum needn't be: comparing is the slowest check.
        if comparison.rules != RULES || comparison.checksum.is_some() {
            if comparison.rules > RULES
                || !is_as_found(reader, &comparison)?
                || !fits_texts(reader, &comparison)?
            {
                others.push((comparison.id, comparison.place));
            }
            return Ok(());
        }
        bytes += comparison.old.len() + comparison.new.len();
        batch.push(comparison);
        if bytes >= BATCH_BYTES {
            bytes = 0;
            check(&std::mem::take(&mut batch))?;
        }
        Ok(())
    })?;
    check(&batch)?;
    others.into_iter().try_for_each(|(comparison, place)| visit(comparison, place))
}

/// Whether a comparison and its edits match their checksum, if they have one.
fn is_as_found(reader: &Reader, comparison: &StoredComparison) -> Result<bool> {
    let Some(kept) = &comparison.checksum else { return Ok(true) };
    Ok(edits::checksum(reader, comparison.id)?.0.as_slice() == kept)
}

/// Whether all edits of a comparison match both texts at their positions.
fn fits_texts(reader: &Reader, comparison: &StoredComparison) -> Result<bool> {
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

/// A cursor that moves through a text from start to end. Searching each position from the start would take quadratic
/// time.
struct Walk<'a> {
    rest: &'a str,
    /// The position of the rest in characters, counted from 1.
    position: u64,
}

impl<'a> Walk<'a> {
    fn of(text: &'a str) -> Self {
        Self { rest: text, position: 1 }
    }

    /// Whether the text has these words at this position. Positions have to be ascending.
    fn has(&mut self, position: u64, words: &[u8]) -> bool {
        let more = position.checked_sub(self.position).and_then(|more| usize::try_from(more).ok());
        let mut bytes = self.rest.char_indices().map(|(byte, _)| byte).chain([self.rest.len()]);
        let Some(byte) = more.and_then(|more| bytes.nth(more)) else { return false };
        self.rest = &self.rest[byte..];
        self.position = position;
        self.rest.as_bytes().starts_with(words)
    }
}

/// The outlets with wrong boilerplate. If the articles have changed since the analysis, only the wording can be checked
/// against its hash.
fn unsound_outlets(reader: &Reader) -> Result<BTreeSet<i64>> {
    let mut unsound = BTreeSet::new();
    for (outlet, learned) in boilerplate::outlets(reader)? {
        let passages = boilerplate::passages(reader, outlet)?;
        let is_sound = match learned {
            Some(learned) if learned.rules <= RULES => {
                let is_plausible = passages.iter().all(|(hash, articles, wording)| {
                    std::str::from_utf8(wording).is_ok_and(|wording| fold(wording) == *hash)
                        && (fewest(learned.articles)..=learned.articles).contains(articles)
                });
                let (present, _) = present(reader, outlet)?;
                // Counts can only be checked against the texts from which they were learned.
                let is_fresh = learned.rules == RULES && learned.texts == present.texts;
                is_plausible
                    && (!is_fresh
                        || learned.articles == present.articles
                            && counts_are_right(reader, outlet, &passages)?)
            }
            _ => false,
        };
        if !is_sound {
            unsound.insert(outlet);
        }
    }
    Ok(unsound)
}

/// Whether the number of articles of each passage is correct.
fn counts_are_right(reader: &Reader, outlet: i64, passages: &[(i64, u64, Vec<u8>)]) -> Result<bool> {
    if passages.is_empty() {
        return Ok(true);
    }
    // Folding all paragraphs would be slow, so only those with a known beginning are folded.
    let beginnings: BTreeSet<String> =
        passages.iter().map(|(_, _, wording)| beginning(&String::from_utf8_lossy(wording))).collect();
    let mut counted: HashMap<i64, (u64, Option<ArticleId>)> =
        passages.iter().map(|(hash, _, _)| (*hash, (0, None))).collect();
    let (mut batch, mut bytes) = (Vec::<(ArticleId, String)>::new(), 0);
    let mut count = |batch: &[(ArticleId, String)]| {
        let found = on_all_cores(batch, |(_, text)| hashes_of_those(text, &beginnings));
        for ((article, _), hashes) in batch.iter().zip(found) {
            for hash in hashes {
                if let Some((articles, last)) = counted.get_mut(&hash)
                    && last.replace(*article) != Some(*article)
                {
                    *articles += 1;
                }
            }
        }
    };
    boilerplate::bodies(reader, outlet, &mut |article, text| {
        bytes += text.len();
        batch.push((article, text.to_owned()));
        if bytes >= BATCH_BYTES {
            bytes = 0;
            count(&std::mem::take(&mut batch));
        }
        Ok(())
    })?;
    count(&batch);
    Ok(passages
        .iter()
        .all(|(hash, articles, _)| counted.get(hash).is_some_and(|(found, _)| found == articles)))
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
