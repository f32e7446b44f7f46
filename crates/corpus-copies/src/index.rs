//! Pairs of texts that may be copies, from an index of sampled shingles.

use crate::hashed::Hashed;
use crate::pair::{ComparedText, CopyPair};
use rustc_hash::FxHashMap;
use std::panic::resume_unwind;
use std::thread;

/// A shingle that more texts have is a formula, such as a notice below all articles, and says nothing about a pair.
const MOST_TEXTS: usize = 100;

/// Number of sampled shingles that candidates have in common.
const LEAST_SHARED: u32 = 3;

/// Share of the sample of the smaller text that candidates have in common. Lower than the share that counts in the end, since a
/// sample may be unlucky.
const LEAST_SAMPLED: f64 = 0.1;

/// Share of the shingles of the smaller text that copies have in common.
const LEAST_CONTAINED: f64 = 0.2;

/// The pairs of texts of which one has at least a fifth of the shingles of the other, ordered by both places. Only those are
/// compared of which `is_wanted` one, for example because it is new.
///
/// # Panics
/// When `is_wanted` panics.
#[must_use]
pub fn pairs(texts: &[Hashed], is_wanted: impl Fn(usize) -> bool + Sync) -> Vec<CopyPair> {
    let index = SampleIndex::of(texts);
    let threads = thread::available_parallelism().map_or(1, Into::into);
    // Places are dealt out in turn, since each text is compared with those before it: later ones take longer.
    let work = |first: usize| {
        let mut found = Vec::new();
        for place in (first..texts.len()).step_by(threads) {
            found.extend(with_earlier(texts, &index, place, &is_wanted));
        }
        found
    };
    let mut found = thread::scope(|scope| {
        let work = &work;
        let start =
            |first| thread::Builder::new().spawn_scoped(scope, move || work(first)).map_err(|_| first);
        let workers: Vec<_> = (0..threads).map(start).collect();
        let finish = |worker: Result<thread::ScopedJoinHandle<'_, Vec<CopyPair>>, usize>| match worker {
            Ok(worker) => worker.join().unwrap_or_else(|panic| resume_unwind(panic)),
            // The system refused a thread, so this one does the work.
            Err(first) => work(first),
        };
        workers.into_iter().flat_map(finish).collect::<Vec<_>>()
    });
    found.sort_unstable_by_key(|pair| (pair.a, pair.b));
    found
}

/// The texts that have each sampled shingle, for those that few but several texts have: sorted by hash, then by text. A sorted list
/// takes a third of the memory of a map.
struct SampleIndex(Vec<(u64, u32)>);

impl SampleIndex {
    fn of(texts: &[Hashed]) -> Self {
        let mut entries: Vec<(u64, u32)> =
            Vec::with_capacity(texts.iter().map(|text| text.sample.len()).sum());
        for (place, text) in (0_u32..).zip(texts) {
            entries.extend(text.sample.iter().map(|hash| (*hash, place)));
        }
        entries.sort_unstable();
        let mut kept = 0;
        let mut start = 0;
        while start < entries.len() {
            let hash = entries[start].0;
            let end = start + entries[start..].iter().take_while(|entry| entry.0 == hash).count();
            if (2..=MOST_TEXTS).contains(&(end - start)) {
                entries.copy_within(start..end, kept);
                kept += end - start;
            }
            start = end;
        }
        entries.truncate(kept);
        entries.shrink_to_fit();
        Self(entries)
    }

    /// The texts with this shingle.
    fn texts(&self, hash: u64) -> impl Iterator<Item = u32> + '_ {
        let start = self.0.partition_point(|entry| entry.0 < hash);
        self.0[start..].iter().take_while(move |entry| entry.0 == hash).map(|entry| entry.1)
    }
}

fn with_earlier(
    texts: &[Hashed],
    index: &SampleIndex,
    place: usize,
    is_wanted: &impl Fn(usize) -> bool,
) -> Vec<CopyPair> {
    let text = &texts[place];
    let own = is_wanted(place);
    let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
    for other in text.sample.iter().flat_map(|hash| index.texts(*hash)) {
        if (other as usize) < place && (own || is_wanted(other as usize)) {
            *shared.entry(other).or_default() += 1;
        }
    }
    shared.retain(|other, shared| {
        let smaller = texts[*other as usize].sample.len().min(text.sample.len());
        // A tiny text has fewer shingles than are asked for.
        let least = LEAST_SHARED.min(u32::try_from(smaller).unwrap_or(u32::MAX));
        *shared >= least && f64::from(*shared) >= LEAST_SAMPLED * count(smaller)
    });
    if shared.is_empty() {
        return Vec::new();
    }
    let side = ComparedText::of(text);
    shared.into_keys().filter_map(|other| compared(texts, &side, other as usize, place)).collect()
}

fn compared(texts: &[Hashed], side: &ComparedText<'_>, a: usize, b: usize) -> Option<CopyPair> {
    let other = &texts[a];
    let (containment_b, containment_a, longest_run) = side.compare(other);
    let same_words = other.words == side.text.words;
    let is_copy = containment_a.max(containment_b) >= LEAST_CONTAINED;
    is_copy.then_some(CopyPair { a, b, containment_a, containment_b, longest_run, same_words })
}

#[expect(clippy::cast_precision_loss, reason = "no text has 2^52 shingles")]
fn count(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of words that no other text has.
    fn text(seed: u64, words: usize) -> Vec<String> {
        let mut random = fastrand::Rng::with_seed(seed);
        (0..words).map(|_| format!("word{}", random.u32(0..50_000))).collect()
    }

    fn hashed(texts: &[Vec<String>]) -> Vec<Hashed> {
        texts.iter().map(|words| Hashed::of(&words.join(" "))).collect()
    }

    #[test]
    fn copies_of_every_kind_are_found_and_nothing_else() {
        let mut texts: Vec<Vec<String>> = (0..60).map(|seed| text(seed, 300)).collect();
        // A half of the first behind another beginning, the second with each tenth word replaced, the third in full.
        let half = [text(100, 60), texts[0][150..].to_vec()].concat();
        let mut edited = texts[1].clone();
        edited.iter_mut().step_by(10).for_each(|word| "other".clone_into(word));
        texts.extend([half, edited, texts[2].clone()]);
        let found = pairs(&hashed(&texts), |_| true);
        let places: Vec<(usize, usize)> = found.iter().map(|pair| (pair.a, pair.b)).collect();
        assert_eq!(places, [(0, 60), (1, 61), (2, 62)]);
        assert!(found[2].same_words && !found[1].same_words);
        assert_eq!((found[2].containment_a, found[2].longest_run), (1.0, 300));
        assert!(found[0].containment_b > 0.6 && found[0].containment_a < 0.6);
        assert_eq!(found[0].longest_run, 150);
    }

    #[test]
    fn a_new_text_is_compared_with_all_and_known_ones_are_not_compared_again() {
        let texts = vec![text(1, 200), text(1, 200), text(2, 200), text(2, 200)];
        let found = pairs(&hashed(&texts), |place| place == 3);
        assert_eq!(found.iter().map(|pair| (pair.a, pair.b)).collect::<Vec<_>>(), [(2, 3)]);
    }

    #[test]
    fn a_formula_below_many_articles_is_no_copy() {
        let formula = text(1, 30);
        let texts: Vec<Vec<String>> =
            (0..150).map(|seed| [text(seed + 10, 40), formula.clone()].concat()).collect();
        assert!(pairs(&hashed(&texts), |_| true).is_empty());
    }

    #[test]
    fn short_texts_are_compared_by_all_their_shingles() {
        let texts: Vec<Vec<String>> = vec![text(1, 12), text(1, 12), text(3, 12)];
        assert_eq!(pairs(&hashed(&texts), |_| true).len(), 1);
    }
}
