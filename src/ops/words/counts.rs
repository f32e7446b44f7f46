//! Counts of words and of sequences of words, by group.

use super::groups::Groups;
use super::sequences::{SequenceId, Sequences};
use super::tally::{Tally, TokenCount};
use super::vocabulary::{Vocabulary, WordId, shown_as};
use crate::Result;
use crate::diff::sentences;
use crate::ops::texts::{self, by_text};
use crate::store::Reader;
use crate::store::tables::current::CurrentArticle;
use crate::text::word;

/// The counts of a group.
#[derive(Debug)]
pub(super) struct GroupCounts {
    /// Number of all words or sequences.
    pub(super) tokens: u64,
    /// Number of articles.
    pub(super) articles: u64,
    counts: Tally,
}

/// The counts of some articles.
#[derive(Debug)]
pub(super) struct WordCounts {
    vocabulary: Vocabulary,
    sequences: Sequences,
    pub(super) groups: Vec<GroupCounts>,
}

/// One thread's work.
struct Counter {
    counts: WordCounts,
    /// The words of the present sentence.
    words: Vec<WordId>,
    /// The count of each sequence in the present text, and the sequences whose count isn't 0.
    here: Vec<u32>,
    seen: Vec<SequenceId>,
}

impl Counter {
    fn new(groups: usize, length: usize) -> Self {
        let group = |_| GroupCounts { tokens: 0, articles: 0, counts: Tally::one_of(groups) };
        let counts = WordCounts {
            vocabulary: Vocabulary::default(),
            sequences: Sequences::new(length),
            groups: (0..groups).map(group).collect(),
        };
        Self { counts, words: Vec::new(), here: Vec::new(), seen: Vec::new() }
    }

    /// Counts the sequences of this length in a text that is in these groups, in each as often as it has articles there.
    fn text(&mut self, text: &str, length: usize, groups: &[usize]) {
        let mut tokens = 0;
        if length == 1 {
            // Words don't depend on where sentences end.
            for spelling in word::words(text) {
                let word = self.counts.vocabulary.count(spelling.text);
                self.add(word);
                tokens += 1;
            }
        } else {
            for sentence in sentences(text) {
                self.words.clear();
                let vocabulary = &mut self.counts.vocabulary;
                self.words.extend(word::words(&text[sentence]).map(|word| vocabulary.count(word.text)));
                let words = std::mem::take(&mut self.words);
                for sequence in words.windows(length) {
                    let number = self.counts.sequences.number(sequence);
                    self.add(number);
                    tokens += 1;
                }
                self.words = words;
            }
        }
        for group in groups {
            let group = &mut self.counts.groups[*group];
            group.tokens += tokens;
            group.articles += 1;
            for sequence in &self.seen {
                let count = u64::from(self.here[*sequence as usize]);
                group.counts.add(*sequence, TokenCount { count, articles: 1 });
            }
        }
        for sequence in self.seen.drain(..) {
            self.here[sequence as usize] = 0;
        }
    }

    fn add(&mut self, sequence: SequenceId) {
        let place = sequence as usize;
        if place >= self.here.len() {
            self.here.resize(place + 1, 0);
        }
        if self.here[place] == 0 {
            self.seen.push(sequence);
        }
        self.here[place] += 1;
    }
}

impl WordCounts {
    /// Counts the sequences of `length` words in each group. No sequence goes from one sentence into the next.
    pub(super) fn of(
        reader: &Reader,
        articles: &[CurrentArticle],
        groups: &Groups,
        length: usize,
    ) -> Result<Self> {
        let texts = by_text(articles);
        let ids: Vec<i64> = texts.iter().map(|(id, _)| *id).collect();
        // A text of several articles is counted once for each.
        let groups_of: Vec<Vec<usize>> = texts
            .iter()
            .map(|(_, articles)| {
                articles.iter().flat_map(|article| groups.of_article[*article].clone()).collect()
            })
            .collect();
        let counters = texts::read_on_all_cores(
            reader,
            &ids,
            || Counter::new(groups.names.len(), length),
            |counter, place, text| counter.text(text, length, &groups_of[place]),
        )?;
        let parts = counters.into_iter().map(|counter| counter.counts);
        Ok(parts.reduce(Self::merged).unwrap_or_else(|| Counter::new(groups.names.len(), length).counts))
    }

    fn merged(mut self, other: Self) -> Self {
        let words = self.vocabulary.merge(other.vocabulary);
        let numbers = self.sequences.merge(other.sequences, &words);
        for (group, other) in self.groups.iter_mut().zip(other.groups) {
            group.tokens += other.tokens;
            group.articles += other.articles;
            for (number, found) in other.counts.iter() {
                group.counts.add(numbers[number as usize], found);
            }
        }
        self
    }

    /// How the words and sequences are shown.
    pub(super) fn shown(&self) -> Shown<'_> {
        Shown { spellings: self.vocabulary.spellings(), sequences: &self.sequences }
    }

    /// The words or sequences of a group with their counts, in no order.
    pub(super) fn in_group(&self, group: usize) -> impl Iterator<Item = (SequenceId, TokenCount)> {
        self.groups[group].counts.iter()
    }

    /// The number of a word, if it was counted.
    pub(super) fn find(&self, folded: &str) -> Option<WordId> {
        self.vocabulary.find(folded)
    }
}

impl GroupCounts {
    /// The count of a word or sequence in the group.
    pub(super) fn get(&self, number: SequenceId) -> Option<TokenCount> {
        self.counts.get(number)
    }
}

/// Makes words and sequences out of their numbers. Most of them are never shown, so none is made before.
pub(super) struct Shown<'a> {
    spellings: Vec<&'a str>,
    sequences: &'a Sequences,
}

impl Shown<'_> {
    /// A word or sequence as it is shown: with a space between words.
    pub(super) fn of(&self, number: SequenceId) -> String {
        let words = self.sequences.words(number);
        let words: Vec<String> = words.iter().map(|word| shown_as(self.spellings[*word as usize])).collect();
        words.join(" ")
    }
}
