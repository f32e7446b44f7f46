//! Sequences of words as numbers.

use super::vocabulary::WordId;
use rustc_hash::FxHashMap;

/// The number of a sequence of words among those of its length.
pub(super) type SequenceId = u32;

/// A sequence without its last word, and that word. The first word of a sequence has its own number.
type Link = (SequenceId, WordId);

/// Sequences of the same number of words.
///
/// A sequence is the one of its first words, and its last word, so that each takes the same few bytes however long it is.
#[derive(Debug, Default)]
pub(super) struct Sequences {
    /// The sequences of two words, of three, and so on.
    levels: Vec<SequenceLevel>,
}

#[derive(Debug, Default)]
struct SequenceLevel {
    numbers: FxHashMap<Link, SequenceId>,
    links: Vec<Link>,
}

impl SequenceLevel {
    fn number(&mut self, link: Link) -> SequenceId {
        *self.numbers.entry(link).or_insert_with(|| {
            // No corpus has as many different sequences as 32 bits can number.
            let number = u32::try_from(self.links.len()).unwrap_or(u32::MAX);
            self.links.push(link);
            number
        })
    }
}

impl Sequences {
    /// None yet, of `length` words. A single word is numbered by the vocabulary.
    pub(super) fn new(length: usize) -> Self {
        Self { levels: (1..length).map(|_| SequenceLevel::default()).collect() }
    }

    /// The number of a sequence, which is kept. It has as many words as all of them have.
    pub(super) fn number(&mut self, words: &[WordId]) -> SequenceId {
        let (first, others) = words.split_first().unwrap_or((&0, &[]));
        self.levels.iter_mut().zip(others).fold(*first, |start, (level, word)| level.number((start, *word)))
    }

    /// Takes over the sequences of another list, whose words have the numbers `words` here. Returns the numbers of its sequences
    /// here, by their numbers there.
    pub(super) fn merge(&mut self, other: Self, words: &[WordId]) -> Vec<SequenceId> {
        let mut starts = words.to_owned();
        for (level, other) in self.levels.iter_mut().zip(other.levels) {
            drop(other.numbers);
            let links = other.links.iter();
            starts = links
                .map(|(start, word)| level.number((starts[*start as usize], words[*word as usize])))
                .collect();
        }
        starts
    }

    /// The words of a sequence.
    pub(super) fn words(&self, sequence: SequenceId) -> Vec<WordId> {
        let mut words = Vec::with_capacity(self.levels.len() + 1);
        let mut start = sequence;
        for level in self.levels.iter().rev() {
            let (before, word) = level.links[start as usize];
            words.push(word);
            start = before;
        }
        words.push(start);
        words.reverse();
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashMap;

    proptest! {
        #[test]
        fn equal_sequences_have_equal_numbers(
            length in 1_usize..5,
            texts in prop::array::uniform2(prop::collection::vec(0_u32..4, 0..60)),
        ) {
            let mut lists = texts.map(|text| {
                let mut list = Sequences::new(length);
                let numbers: Vec<_> = text.windows(length).map(|words| list.number(words)).collect();
                (list, text, numbers)
            });
            let [(one, text, numbers), (other, other_text, other_numbers)] = &mut lists;
            // The words of the other list have other numbers here.
            let here = [7, 2, 0, 3];
            let renamed = one.merge(std::mem::take(other), &here);
            let mut known = HashMap::new();
            let others = other_text.windows(length).map(|words| words.iter().map(|word| here[*word as usize]).collect());
            let sequences = text.windows(length).map(<[_]>::to_vec).chain(others);
            let other_numbers = other_numbers.iter().map(|number| renamed[*number as usize]);
            for (words, number) in sequences.zip(numbers.iter().copied().chain(other_numbers)) {
                prop_assert_eq!(&one.words(number), &words);
                prop_assert_eq!(*known.entry(words).or_insert(number), number);
            }
        }
    }
}
