//! Runs of words that two texts have in common.

use corpus_text::word::{fold, words};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::ops::Range;

/// A run that begins more often than this in one text is no passage but a repetition, such as a line of dashes spelled out.
/// Comparing all its places would take quadratic time on hostile texts.
const MOST_STARTS: usize = 64;

/// A passage that two texts have in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedPassage {
    /// Its bytes in the first text.
    pub a: Range<usize>,
    /// Its bytes in the second text.
    pub b: Range<usize>,
    /// Number of its words.
    pub words: usize,
}

/// The maximal runs of at least `least` words that both texts have, in folded form: none can be extended at either end. Ordered by
/// their place in the first text, then in the second. Runs may overlap, for example where a text repeats itself.
///
/// For example, with 3 words `a b c d` and `x b c d` share one run: `b c d`.
#[must_use]
pub fn passages(a: &str, b: &str, least: usize) -> Vec<SharedPassage> {
    let mut numbers = FxHashMap::default();
    let (a_words, a_ranges) = numbered(a, &mut numbers);
    let (b_words, b_ranges) = numbered(b, &mut numbers);
    let runs = Starts::of(&a_words, least).runs(&a_words, &b_words, least);
    let bytes = |ranges: &[Range<usize>], start: usize, words: usize| {
        ranges[start].start..ranges[start + words - 1].end
    };
    runs.into_iter()
        .map(|CommonRun { a, b, words }| SharedPassage {
            a: bytes(&a_ranges, a, words),
            b: bytes(&b_ranges, b, words),
            words,
        })
        .collect()
}

/// The words of a text as numbers, the same number for the same folded form, and their places in bytes.
fn numbered(text: &str, numbers: &mut FxHashMap<String, u32>) -> (Vec<u32>, Vec<Range<usize>>) {
    let mut folded = String::new();
    words(text)
        .map(|word| {
            folded.clear();
            fold(word.text, &mut folded);
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            let number = match numbers.get(&folded) {
                Some(number) => *number,
                None => *numbers.entry(folded.clone()).or_insert(next),
            };
            (number, word.range)
        })
        .unzip()
}

/// A run of words: its first word in both texts and its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CommonRun {
    pub(crate) a: usize,
    pub(crate) b: usize,
    pub(crate) words: usize,
}

/// The places where each run of a certain length begins in a text.
pub(crate) struct Starts(FxHashMap<u64, Vec<u32>>);

impl Starts {
    pub(crate) fn of(words: &[u32], length: usize) -> Self {
        let mut starts: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (place, run) in words.windows(length.max(1)).enumerate() {
            starts.entry(hash(run)).or_default().extend(u32::try_from(place));
        }
        starts.retain(|_, places| places.len() <= MOST_STARTS);
        Self(starts)
    }

    /// The maximal runs of at least `least` words, which is the length that the starts were made with.
    pub(crate) fn runs(&self, a: &[u32], b: &[u32], least: usize) -> Vec<CommonRun> {
        let least = least.max(1);
        let mut runs = Vec::new();
        for (in_b, run) in b.windows(least).enumerate() {
            for in_a in self.0.get(&hash(run)).into_iter().flatten() {
                let in_a = *in_a as usize;
                // A run that can be extended to the left was found from its beginning.
                let is_start = in_a == 0 || in_b == 0 || a[in_a - 1] != b[in_b - 1];
                // The comparison of the words makes a collision of hashes harmless.
                if is_start && a[in_a..in_a + least] == *run {
                    let more = a[in_a + least..].iter().zip(&b[in_b + least..]);
                    let words = least + more.take_while(|(one, other)| one == other).count();
                    runs.push(CommonRun { a: in_a, b: in_b, words });
                }
            }
        }
        runs.sort_unstable();
        runs
    }
}

fn hash(words: &[u32]) -> u64 {
    words.iter().fold(0, |hash: u64, word| {
        (hash.rotate_left(5) ^ u64::from(*word)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All maximal runs by comparing each place with each.
    fn by_brute_force(a: &[u32], b: &[u32], least: usize) -> Vec<CommonRun> {
        let mut runs = Vec::new();
        for in_a in 0..a.len() {
            for in_b in 0..b.len() {
                let words = a[in_a..].iter().zip(&b[in_b..]).take_while(|(one, other)| one == other).count();
                let is_start = in_a == 0 || in_b == 0 || a[in_a - 1] != b[in_b - 1];
                if is_start && words >= least {
                    runs.push(CommonRun { a: in_a, b: in_b, words });
                }
            }
        }
        runs
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]
        #[test]
        fn runs_are_those_of_brute_force(
            a in prop::collection::vec(0..4_u32, 0..40), b in prop::collection::vec(0..4_u32, 0..40), least in 1..6_usize
        ) {
            prop_assert_eq!(Starts::of(&a, least).runs(&a, &b, least), by_brute_force(&a, &b, least));
        }

        #[test]
        fn a_passage_has_the_same_words_in_both(a in "[ab .]{0,60}", b in "[AB ,]{0,60}") {
            for SharedPassage { a: in_a, b: in_b, words: count } in passages(&a, &b, 3) {
                let folded = |text: &str| words(text).map(|word| word.text.to_lowercase()).collect::<Vec<_>>();
                prop_assert_eq!(folded(&a[in_a.clone()]), folded(&b[in_b.clone()]));
                prop_assert_eq!(folded(&a[in_a]).len(), count);
            }
        }
    }

    #[test]
    fn a_passage_begins_and_ends_with_words() {
        let a = "“The fares will rise,” the mayor said.";
        let b = "Yes, the fares will rise: The Mayor said";
        let found = passages(a, b, 4);
        assert_eq!(found.len(), 1);
        assert_eq!(&a[found[0].a.clone()], "The fares will rise,” the mayor said");
        assert_eq!(&b[found[0].b.clone()], "the fares will rise: The Mayor said");
        assert_eq!(found[0].words, 7);
    }

    #[test]
    fn one_word_a_million_times_takes_no_quadratic_time() {
        let text = "word ".repeat(1_000_000);
        assert!(passages(&text, &text, 8).is_empty());
    }
}
