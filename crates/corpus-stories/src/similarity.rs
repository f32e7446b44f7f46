//! The similarity of texts that share rare terms.

use crate::features::{Features, LEAST_NAMES, StoryTerms, count};
use rustc_hash::FxHashMap;
use std::panic::resume_unwind;
use std::thread;

/// A term that more texts have is no rare one. In a small collection it is the smaller of this and a share of the texts.
const MOST_TEXTS: usize = 400;

/// Pairs that are less similar are left out: they count as not similar at all.
const LEAST: f64 = 0.05;

/// Number of neighbours that each text keeps, the most similar ones.
const NEIGHBOURS: usize = 50;

/// The share of names and numbers in the similarity; the rest are words.
const NAMES: f64 = 0.4;

/// Number of terms of a text by which similar texts are looked for.
const CANDIDATE_TERMS: usize = 80;

/// Days between two reports of which one is half as near.
const DAYS: f64 = 3.0;

/// The share of the similarity that doesn't depend on the dates.
const TIMELESS: f64 = 0.5;

/// The texts that have each rare term.
#[derive(Default)]
pub(crate) struct TermIndex {
    postings: Vec<Vec<(u32, f32)>>,
}

impl TermIndex {
    pub(crate) fn of(vocabulary: &StoryTerms) -> Self {
        let texts = &vocabulary.texts;
        let mut postings: Vec<Vec<(u32, f32)>> = vec![Vec::new(); vocabulary.terms()];
        let most = MOST_TEXTS.min((texts.len() / 4).max(10));
        for (place, text) in (0_u32..).zip(texts) {
            for (term, weight) in text.words.iter().chain(&text.names) {
                if (2..=most).contains(&(vocabulary.texts_with(*term) as usize)) {
                    postings[*term as usize].push((place, *weight));
                }
            }
        }
        Self { postings }
    }

    /// The texts that are most similar to one, among those that `is_wanted` takes, with their similarity.
    pub(crate) fn nearest(
        &self,
        vocabulary: &StoryTerms,
        place: usize,
        is_wanted: impl Fn(usize) -> bool,
    ) -> Vec<(u32, f64)> {
        let text = &vocabulary.texts[place];
        // The terms that weigh most find the candidates; all of them are compared below.
        let mut heaviest: Vec<(u32, f32)> = text.words.iter().chain(&text.names).copied().collect();
        heaviest.retain(|(term, _)| !self.postings[*term as usize].is_empty());
        heaviest.sort_by(|(a, one), (b, other)| other.total_cmp(one).then_with(|| a.cmp(b)));
        heaviest.truncate(CANDIDATE_TERMS);
        // A place for each text is faster than a map, as most of the time goes into these sums.
        let mut sums = vec![0.0_f32; vocabulary.texts.len()];
        let mut touched = Vec::new();
        for (term, weight) in &heaviest {
            for (other, others) in &self.postings[*term as usize] {
                if is_wanted(*other as usize) {
                    let sum = &mut sums[*other as usize];
                    if *sum == 0.0 {
                        touched.push(*other);
                    }
                    *sum += weight * others;
                }
            }
        }
        let mut near: Vec<(u32, f32)> =
            touched.into_iter().map(|other| (other, sums[other as usize])).collect();
        near.sort_by(|(a, one), (b, other)| other.total_cmp(one).then_with(|| a.cmp(b)));
        near.truncate(NEIGHBOURS);
        let score = |other: u32| (other, similarity(text, &vocabulary.texts[other as usize]));
        near.into_iter().map(|(other, _)| score(other)).filter(|(_, score)| *score >= LEAST).collect()
    }
}

/// The similar pairs of texts.
pub(crate) struct SimilarityGraph {
    /// For each text its similar texts.
    edges: Vec<FxHashMap<u32, f64>>,
}

impl SimilarityGraph {
    pub(crate) fn of(vocabulary: &StoryTerms, index: &TermIndex) -> Self {
        let texts = vocabulary.texts.len();
        let mut edges: Vec<FxHashMap<u32, f64>> = vec![FxHashMap::default(); texts];
        // Among all others and not only earlier ones: the nearest of a text must not depend on the order of texts.
        let others = |place: usize| index.nearest(vocabulary, place, |other| other != place);
        for (place, near) in on_all_cores(texts, others) {
            for (other, score) in near {
                edges[other as usize].insert(u32::try_from(place).unwrap_or(u32::MAX), score);
                edges[place].insert(other, score);
            }
        }
        Self { edges }
    }

    pub(crate) fn len(&self) -> usize {
        self.edges.len()
    }

    /// The similar texts of a text.
    pub(crate) fn neighbours(&self, text: usize) -> Vec<(usize, f64)> {
        self.edges[text].iter().map(|(other, score)| (*other as usize, *score)).collect()
    }

    /// The mean similarity of a text with the others of a group.
    pub(crate) fn mean(&self, text: usize, group: &[usize]) -> f64 {
        let score = |other: &usize| {
            u32::try_from(*other).ok().and_then(|other| self.edges[text].get(&other).copied()).unwrap_or(0.0)
        };
        let others = group.len().saturating_sub(1).max(1);
        group.iter().filter(|other| **other != text).map(score).sum::<f64>() / f64::from(count(others))
    }
}

/// Calls `work` for each place, on all cores. Places are dealt out in turn, since later ones take longer.
fn on_all_cores<T: Send>(places: usize, work: impl Fn(usize) -> T + Sync) -> Vec<(usize, T)> {
    let threads = thread::available_parallelism().map_or(1, Into::into);
    let part =
        |first: usize| (first..places).step_by(threads).map(|place| (place, work(place))).collect::<Vec<_>>();
    let mut found = thread::scope(|scope| {
        let part = &part;
        let start =
            |first| thread::Builder::new().spawn_scoped(scope, move || part(first)).map_err(|_| first);
        let workers: Vec<_> = (0..threads).map(start).collect();
        let finish = |worker: Result<thread::ScopedJoinHandle<'_, Vec<(usize, T)>>, usize>| match worker {
            Ok(worker) => worker.join().unwrap_or_else(|panic| resume_unwind(panic)),
            // The system refused a thread, so this one does the work.
            Err(first) => part(first),
        };
        workers.into_iter().flat_map(finish).collect::<Vec<_>>()
    });
    found.sort_unstable_by_key(|(place, _)| *place);
    found
}

/// The similarity of two texts from 0 to 1: the cosines over words and over names and numbers, less if they were
/// published days apart.
fn similarity(a: &Features, b: &Features) -> f64 {
    let words = cosine(&a.words, &b.words);
    let has_names = a.names.len() >= LEAST_NAMES && b.names.len() >= LEAST_NAMES;
    let score = if has_names { (1.0 - NAMES) * words + NAMES * cosine(&a.names, &b.names) } else { words };
    let near = match (a.day, b.day) {
        (Some(one), Some(other)) => {
            TIMELESS + (1.0 - TIMELESS) * (-0.5 * ((one - other) / DAYS).powi(2)).exp()
        }
        _ => 1.0,
    };
    score * near
}

fn cosine(a: &[(u32, f32)], b: &[(u32, f32)]) -> f64 {
    let mut others = b.iter().peekable();
    let mut sum = 0.0;
    for (term, weight) in a {
        while others.next_if(|(other, _)| other < term).is_some() {}
        if let Some((_, other)) = others.next_if(|(other, _)| other == term) {
            sum += f64::from(*weight) * f64::from(*other);
        }
    }
    sum
}
