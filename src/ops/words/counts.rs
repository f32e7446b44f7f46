//! Counts of words and of sequences of words, by group.

use super::groups::Groups;
use super::vocabulary::{Vocabulary, WordId};
use crate::Result;
use crate::diff::sentences;
use crate::ops::texts::{self, by_text};
use crate::store::Reader;
use crate::store::tables::current::CurrentArticle;
use crate::text::word;
use rustc_hash::FxHashMap;

/// The number of a sequence of words. A single word has its own number.
type SequenceId = u32;

/// How often something is in a group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct TokenCount {
    pub(super) count: u64,
    /// The number of articles that it is in.
    pub(super) articles: u64,
}

/// The counts of a group.
#[derive(Debug, Default)]
pub(super) struct GroupCounts {
    /// Number of all words or sequences.
    pub(super) tokens: u64,
    /// Number of articles.
    pub(super) articles: u64,
    counts: FxHashMap<SequenceId, TokenCount>,
}

/// The counts of some articles.
#[derive(Debug, Default)]
pub(super) struct WordCounts {
    vocabulary: Vocabulary,
    sequences: Sequences,
    pub(super) groups: Vec<GroupCounts>,
}

/// Sequences of several words by number; empty where single words are counted.
#[derive(Debug, Default)]
struct Sequences {
    numbers: FxHashMap<Box<[WordId]>, SequenceId>,
}

impl Sequences {
    fn number(&mut self, words: &[WordId]) -> SequenceId {
        if let Some(number) = self.numbers.get(words) {
            return *number;
        }
        let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.insert(words.into(), number);
        number
    }
}

/// One thread's work.
struct Counter {
    counts: WordCounts,
    /// The words of the present sentence.
    words: Vec<WordId>,
    /// The count of each sequence in the present text, and the sequences whose count isn't 0.
    here: Vec<u64>,
    seen: Vec<SequenceId>,
}

impl Counter {
    fn new(groups: usize) -> Self {
        let counts = WordCounts {
            groups: (0..groups).map(|_| GroupCounts::default()).collect(),
            ..WordCounts::default()
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
                let count = group.counts.entry(*sequence).or_default();
                count.count += self.here[*sequence as usize];
                count.articles += 1;
            }
        }
        for sequence in self.seen.drain(..) {
            self.here[sequence as usize] = 0;
        }
    }

    fn add(&mut self, sequence: SequenceId) {
        let place = sequence as usize;
        if place >= self.here.len() {
            self.here.resize((place + 1).next_power_of_two(), 0);
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
            || Counter::new(groups.names.len()),
            |counter, place, text| counter.text(text, length, &groups_of[place]),
        )?;
        let parts = counters.into_iter().map(|counter| counter.counts);
        Ok(parts.reduce(Self::merged).unwrap_or_default())
    }

    fn merged(mut self, other: Self) -> Self {
        let words = self.vocabulary.merge(other.vocabulary);
        let mut sequences: FxHashMap<SequenceId, SequenceId> = FxHashMap::default();
        for (sequence, number) in other.sequences.numbers {
            let renamed: Vec<WordId> = sequence.iter().map(|word| words[*word as usize]).collect();
            sequences.insert(number, self.sequences.number(&renamed));
        }
        let is_single = sequences.is_empty();
        for (group, other) in self.groups.iter_mut().zip(other.groups) {
            group.tokens += other.tokens;
            group.articles += other.articles;
            for (number, found) in other.counts {
                let number = if is_single { words[number as usize] } else { sequences[&number] };
                let count = group.counts.entry(number).or_default();
                count.count += found.count;
                count.articles += found.articles;
            }
        }
        self
    }

    /// The words or sequences as they are shown, by number: with a space between words.
    pub(super) fn shown(&self) -> Vec<String> {
        let words = self.vocabulary.shown();
        if self.sequences.numbers.is_empty() {
            return words;
        }
        let mut shown = vec![String::new(); self.sequences.numbers.len()];
        for (sequence, number) in &self.sequences.numbers {
            let words: Vec<&str> = sequence.iter().map(|word| words[*word as usize].as_str()).collect();
            shown[*number as usize] = words.join(" ");
        }
        shown
    }

    /// The count of a word in a group. Only for counts of single words.
    pub(super) fn in_group(&self, group: usize) -> impl Iterator<Item = (u32, TokenCount)> {
        self.groups[group].counts.iter().map(|(number, count)| (*number, *count))
    }

    /// The number of a word, if it was counted.
    pub(super) fn find(&self, folded: &str) -> Option<u32> {
        self.vocabulary.find(folded)
    }
}
