//! How much changed, in numbers.

use serde::Serialize;

use crate::units::words::count_words;
use crate::views::paragraphs::paragraphs;
use crate::{Change, ChangeKind};

/// Counts of words and paragraphs. Punctuation is not counted; of scripts without spaces every character is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Stats {
    /// Words only the new text has.
    pub words_inserted: usize,
    /// Words only the old text has.
    pub words_deleted: usize,
    /// Words both texts have, elsewhere.
    pub words_moved: usize,
    /// Words both texts have in the same place.
    pub words_unchanged: usize,
    /// Words both texts have, wherever they stand.
    pub words_shared: usize,
    /// Paragraphs only the new text has.
    pub paragraphs_inserted: usize,
    /// Paragraphs only the old text has.
    pub paragraphs_deleted: usize,
    /// Paragraphs that went elsewhere, perhaps with edits.
    pub paragraphs_moved: usize,
    /// Paragraphs whose words changed.
    pub paragraphs_changed: usize,
    /// Paragraphs of which only white space changed.
    pub paragraphs_respaced: usize,
    /// Paragraphs that are the same.
    pub paragraphs_unchanged: usize,
    /// Which part of the words of both texts did not change, moved or not: from 0, nothing in common, to 1, the same
    /// words.
    pub similarity: f64,
    /// Which part of the words of the old text the new one has too, from 0 to 1.
    pub share_of_old: f64,
    /// Which part of the words of the new text the old one has too, from 0 to 1.
    pub share_of_new: f64,
}

/// Counts the `changes` from [`diff`](crate::diff()) of these texts.
#[must_use]
pub fn stats(old: &str, new: &str, changes: &[Change]) -> Stats {
    let mut stats = Stats::default();
    for change in changes {
        let (old, new) = (&old[change.old.clone()], &new[change.new.clone()]);
        match (change.kind, change.moved) {
            (ChangeKind::Equal, _) => stats.words_unchanged += count_words(new),
            (_, Some(_)) => stats.words_moved += count_words(new),
            (_, None) => {
                stats.words_deleted += count_words(old);
                stats.words_inserted += count_words(new);
            }
        }
    }
    for paragraph in paragraphs(old, new, changes) {
        let count = match paragraph.kind {
            ChangeKind::Equal => &mut stats.paragraphs_unchanged,
            ChangeKind::Insert if paragraph.is_moved() => &mut stats.paragraphs_moved,
            ChangeKind::Delete if paragraph.is_moved() => continue,
            ChangeKind::Insert => &mut stats.paragraphs_inserted,
            ChangeKind::Delete => &mut stats.paragraphs_deleted,
            ChangeKind::Replace if paragraph.is_respaced() => &mut stats.paragraphs_respaced,
            ChangeKind::Replace => &mut stats.paragraphs_changed,
        };
        *count += 1;
    }
    let shared = stats.words_unchanged + stats.words_moved;
    stats.words_shared = shared;
    stats.similarity = ratio(2 * shared, stats.words_inserted + stats.words_deleted);
    stats.share_of_old = ratio(shared, stats.words_deleted);
    stats.share_of_new = ratio(shared, stats.words_inserted);
    stats
}

/// Which part of all `same` is; where there is nothing, nothing differs.
#[expect(clippy::cast_precision_loss, reason = "a ratio")]
fn ratio(same: usize, different: usize) -> f64 {
    let all = same + different;
    if all == 0 { 1.0 } else { same as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff;

    #[test]
    fn stats_count_words_and_paragraphs() {
        let old = "Four men were held.\n\nThe inquiry goes on.";
        let new = "Five men were held.\n\nThe inquiry goes on.\n\nMore soon.";
        let counted = stats(old, new, &diff(old, new));
        assert_eq!((counted.words_inserted, counted.words_deleted, counted.words_unchanged), (3, 1, 7));
        assert_eq!(
            (counted.paragraphs_changed, counted.paragraphs_inserted, counted.paragraphs_unchanged),
            (1, 1, 1)
        );
        assert!((counted.similarity - 14.0 / 18.0).abs() < 1e-9);
        assert_eq!(counted.words_shared, 7);
        assert!((counted.share_of_old - 7.0 / 8.0).abs() < 1e-9);
        assert!((counted.share_of_new - 0.7).abs() < 1e-9);
        assert!((stats("", "", &[]).similarity - 1.0).abs() < 1e-9);
    }
}
