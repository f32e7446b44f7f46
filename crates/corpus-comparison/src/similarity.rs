//! How similar two units are.

use crate::unit::Unit;

/// Number of shared terms, rare ones at that, without which two units have too little in common to say the same.
const LEAST_SHARED: usize = 3;

/// A run of so many shared words makes two units more similar.
const RUN: usize = 4;

/// What a long run of shared words adds at most.
const RUN_BONUS: f64 = 0.15;

/// What words in quotation marks add that both have.
const QUOTED_BONUS: f64 = 0.12;

/// The similarity of two units from 0 to 1: the cosine of their weighted terms, and a bonus for a run of shared words. Zero if they
/// share too few terms.
pub(crate) fn similarity(a: &Unit, b: &Unit) -> f64 {
    let (mut shared, mut product) = (0, 0.0);
    let mut others = b.terms.iter().peekable();
    for (term, weight) in &a.terms {
        while others.next_if(|(other, _)| other < term).is_some() {}
        if let Some((_, other)) = others.next_if(|(other, _)| other == term) {
            product += weight * other;
            // A word that many sentences have is no sign of anything.
            shared += usize::from(weight.min(*other) > a.rare);
        }
    }
    if shared < LEAST_SHARED {
        return 0.0;
    }
    let cosine = product / (a.norm * b.norm);
    let run = longest_run(&a.words, &b.words);
    let bonus =
        if run < RUN { 0.0 } else { RUN_BONUS * f64::from(u32::try_from(run.min(12)).unwrap_or(12)) / 12.0 };
    let quoted = if quotes(a, b) || quotes(b, a) { QUOTED_BONUS } else { 0.0 };
    (cosine + bonus.max(quoted)).min(1.0)
}

/// Whether one has words in quotation marks that the other has too, in the same order: a report often quotes two words of a
/// sentence that another has in full.
fn quotes(a: &Unit, b: &Unit) -> bool {
    a.quoted.iter().any(|passage| {
        let words = &a.words[passage.clone()];
        words.len() >= 2 && b.words.windows(words.len()).any(|run| run == words)
    })
}

/// Number of words in the longest run that both have.
fn longest_run(a: &[u32], b: &[u32]) -> usize {
    let mut before = vec![0; b.len() + 1];
    let mut longest = 0;
    for word in a {
        let mut row = vec![0; b.len() + 1];
        for (place, other) in b.iter().enumerate() {
            if word == other {
                row[place + 1] = before[place] + 1;
                longest = longest.max(row[place + 1]);
            }
        }
        before = row;
    }
    longest
}
