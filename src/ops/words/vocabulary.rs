//! Words as numbers: each folded word has one, whatever its spellings.

use crate::text::word;
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// The number of a folded word in a [`Vocabulary`].
pub(super) type WordId = u32;

/// The words of some texts.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// Each spelling with the number of its word and its own number.
    spellings: FxHashMap<Box<str>, (WordId, u32)>,
    spelling_counts: Vec<u64>,
    words: FxHashMap<Box<str>, WordId>,
}

impl Vocabulary {
    /// The number of a word in any spelling, which is counted.
    pub(super) fn count(&mut self, spelling: &str) -> WordId {
        if let Some((word, number)) = self.spellings.get(spelling) {
            self.spelling_counts[*number as usize] += 1;
            return *word;
        }
        let word = self.word(&word::folded(spelling));
        self.spellings.insert(spelling.into(), (word, number(self.spelling_counts.len())));
        self.spelling_counts.push(1);
        word
    }

    /// The number of a folded word.
    fn word(&mut self, folded: &str) -> WordId {
        if let Some(word) = self.words.get(folded) {
            return *word;
        }
        let word = number(self.words.len());
        self.words.insert(folded.into(), word);
        word
    }

    /// The number of a folded word, if it is known.
    pub(super) fn find(&self, folded: &str) -> Option<WordId> {
        self.words.get(folded).copied()
    }

    /// Takes over the words of another vocabulary. Returns their numbers here, by their numbers there.
    pub(super) fn merge(&mut self, other: Self) -> Vec<WordId> {
        let mut numbers = vec![0; other.words.len()];
        for (folded, word) in other.words {
            numbers[word as usize] = self.word(&folded);
        }
        for (spelling, (word, place)) in other.spellings {
            let count = other.spelling_counts[place as usize];
            let next = number(self.spelling_counts.len());
            let (_, place) = *self.spellings.entry(spelling).or_insert((numbers[word as usize], next));
            if place == next {
                self.spelling_counts.push(0);
            }
            self.spelling_counts[place as usize] += count;
        }
        numbers
    }

    /// The most frequent spelling of each word, by number. For example, `Müller` for the word `muller`.
    pub(super) fn spellings(&self) -> Vec<&str> {
        let mut best: Vec<(u64, &str)> = vec![(0, ""); self.words.len()];
        for (spelling, (word, place)) in &self.spellings {
            let candidate = (self.spelling_counts[*place as usize], &**spelling);
            let best = &mut best[*word as usize];
            // Ties go to the first in the order of the alphabet, so that the result doesn't depend on the order of counting.
            if candidate.0 > best.0 || candidate.0 == best.0 && candidate.1 < best.1 {
                *best = candidate;
            }
        }
        best.into_iter().map(|(_, spelling)| spelling).collect()
    }
}

/// How a spelling is shown: in lower case, without the characters inside it that aren't visible.
pub(super) fn shown_as(spelling: &str) -> String {
    spelling
        .nfc()
        .filter(|character| !matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}'))
        .flat_map(char::to_lowercase)
        .collect()
}

/// A text has at most 2 GB, and no corpus as many different words as 32 bits can number.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_shown_in_its_most_frequent_spelling() {
        let (mut one, mut other) = (Vocabulary::default(), Vocabulary::default());
        for spelling in ["Muller", "Müller", "talks"] {
            one.count(spelling);
        }
        for spelling in ["Peace", "Müller", "MÜLLER"] {
            other.count(spelling);
        }
        let numbers = one.merge(other);
        assert_eq!(numbers, [2, 0]);
        assert_eq!(one.spellings(), ["Müller", "talks", "Peace"]);
        assert_eq!(shown_as("Mu\u{308}l\u{ad}ler"), "müller");
        assert_eq!((one.find("muller"), one.find("war")), (Some(0), None));
    }
}
