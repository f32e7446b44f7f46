//! The terms of texts and their weights.

use crate::StoryInput;
use corpus_text::word::{fold, words};
use rustc_hash::{FxHashMap, FxHashSet};

/// Number of letters of a word that are compared, so that inflected forms are alike.
const STEM: usize = 9;

/// Number of names and numbers without which only the words of a text are compared.
pub(crate) const LEAST_NAMES: usize = 4;

/// Maximum number of words of a text that are read. What an article is about is said at its beginning.
const READ: usize = 600;

/// How much a term counts more that a text has more often. A small number: news repeats its names.
const REPEATED: f32 = 0.3;

/// Number of terms that describe a story.
const TYPICAL: usize = 6;

/// A text as terms.
#[derive(Debug, Clone, Default)]
pub(crate) struct Features {
    /// The words with their weights, by number. The length of the vector is 1.
    pub(crate) words: Vec<(u32, f32)>,
    /// The names and numbers, in the same way.
    pub(crate) names: Vec<(u32, f32)>,
    pub(crate) day: Option<f64>,
}

/// The terms of all texts.
#[derive(Default)]
pub(crate) struct StoryTerms {
    numbers: FxHashMap<String, u32>,
    /// For each term one of its forms, for people.
    forms: Vec<String>,
    /// For each term whether it is a name or a number.
    is_name: Vec<bool>,
    /// For each term the number of texts that have it.
    texts_with: Vec<u32>,
    pub(crate) texts: Vec<Features>,
}

impl StoryTerms {
    pub(crate) fn add(&mut self, input: &StoryInput) {
        let mut counts: FxHashMap<u32, f32> = FxHashMap::default();
        let names = capitals(input.text);
        let mut folded = String::new();
        for word in words(input.text).take(READ) {
            folded.clear();
            fold(word.text, &mut folded);
            let bare = folded.trim_end_matches("'s");
            if bare.chars().count() < 2 {
                continue;
            }
            let is_number = bare.starts_with(|first: char| first.is_ascii_digit());
            let is_name = is_number || names.contains(bare);
            let stem = bare.char_indices().nth(STEM).map_or(bare, |(end, _)| &bare[..end]);
            *counts.entry(self.number(stem, word.text, false)).or_default() += 1.0;
            if is_name {
                // A name of its own beside the word: the space keeps them apart.
                *counts.entry(self.number(&format!(" {bare}"), word.text, true)).or_default() += 1.0;
            }
        }
        let mut features = Features { day: input.day, ..Features::default() };
        for (term, count) in counts {
            self.texts_with[term as usize] += 1;
            let part = if self.is_name[term as usize] { &mut features.names } else { &mut features.words };
            part.push((term, 1.0 + REPEATED * count.ln()));
        }
        features.words.sort_unstable_by_key(|(term, _)| *term);
        features.names.sort_unstable_by_key(|(term, _)| *term);
        self.texts.push(features);
    }

    fn number(&mut self, term: &str, form: &str, is_name: bool) -> u32 {
        if let Some(number) = self.numbers.get(term) {
            return *number;
        }
        let number = u32::try_from(self.forms.len()).unwrap_or(u32::MAX);
        self.numbers.insert(term.to_owned(), number);
        self.forms.push(form.to_owned());
        self.is_name.push(is_name);
        self.texts_with.push(0);
        number
    }

    /// Weighs all terms by how few texts have them.
    pub(crate) fn weigh(&mut self) {
        let all = count(self.texts.len()) + 1.0;
        let weights: Vec<f32> =
            self.texts_with.iter().map(|with| (all / count(*with as usize).max(1.0)).ln()).collect();
        for text in &mut self.texts {
            for part in [&mut text.words, &mut text.names] {
                for (term, weight) in part.iter_mut() {
                    *weight *= weights[*term as usize];
                }
                let norm =
                    part.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
                for (_, weight) in part.iter_mut() {
                    *weight /= norm;
                }
            }
        }
    }

    /// The number of texts with a term.
    pub(crate) fn texts_with(&self, term: u32) -> u32 {
        self.texts_with[term as usize]
    }

    pub(crate) fn terms(&self) -> usize {
        self.forms.len()
    }

    pub(crate) fn name(&self, term: u32) -> String {
        self.forms[term as usize].clone()
    }

    /// The terms that are typical of some texts: the largest sums of weights, names before words.
    pub(crate) fn typical(&self, texts: &[usize]) -> Vec<u32> {
        let mut sums: FxHashMap<u32, (u32, f32)> = FxHashMap::default();
        for text in texts {
            for (term, weight) in self.texts[*text].names.iter().chain(&self.texts[*text].words) {
                let sum = sums.entry(*term).or_default();
                sum.0 += 1;
                sum.1 += weight;
            }
        }
        // In half of the texts at least.
        let least = u32::try_from(texts.len().div_ceil(2)).unwrap_or(u32::MAX).max(2);
        let is_number =
            |term: u32| self.forms[term as usize].starts_with(|first: char| first.is_ascii_digit());
        let mut found: Vec<(u32, f32)> = sums
            .into_iter()
            .filter(|(term, (count, _))| *count >= least && !is_number(*term))
            .map(|(term, (_, sum))| (term, if self.is_name[term as usize] { sum * 1.2 } else { sum }))
            .collect();
        found.sort_by(|(a, one), (b, other)| {
            other.total_cmp(one).then_with(|| self.forms[*a as usize].cmp(&self.forms[*b as usize]))
        });
        let mut known: FxHashSet<String> = FxHashSet::default();
        found.retain(|(term, _)| {
            let stem: String = self.forms[*term as usize].to_lowercase().chars().take(STEM).collect();
            known.insert(stem)
        });
        found.into_iter().take(TYPICAL).map(|(term, _)| term).collect()
    }

    /// Those of some terms that a text has.
    pub(crate) fn names_in(&self, text: usize, terms: &[u32]) -> Vec<String> {
        let Features { words, names, .. } = &self.texts[text];
        let has = |term: &u32| {
            [words, names].iter().any(|part| part.binary_search_by_key(term, |(number, _)| *number).is_ok())
        };
        terms.iter().filter(|term| has(term)).map(|term| self.name(*term)).collect()
    }

    /// The terms that two texts share, those with the greatest weight first.
    pub(crate) fn shared(&self, a: usize, b: usize) -> Vec<String> {
        let mut found: Vec<(u32, f32)> = Vec::new();
        for part in
            [|features: &Features| features.names.clone(), |features: &Features| features.words.clone()]
        {
            let others: FxHashMap<u32, f32> = part(&self.texts[b]).into_iter().collect();
            let both = part(&self.texts[a])
                .into_iter()
                .filter_map(|(term, weight)| Some((term, weight * others.get(&term)?)));
            found.extend(both);
        }
        found.sort_by(|(a, one), (b, other)| {
            other.total_cmp(one).then_with(|| self.forms[*a as usize].cmp(&self.forms[*b as usize]))
        });
        let mut known: FxHashSet<String> = FxHashSet::default();
        found.retain(|(term, _)| known.insert(self.forms[*term as usize].to_lowercase()));
        found.into_iter().take(TYPICAL).map(|(term, _)| self.name(term)).collect()
    }
}

/// The folded words that have a capital inside a sentence, behind a word in small letters.
fn capitals(text: &str) -> FxHashSet<String> {
    let mut found = FxHashSet::default();
    let mut folded = String::new();
    let mut end = 0;
    let mut is_inside = false;
    for word in words(text).take(READ) {
        let gap = &text[end..word.range.start];
        let breaks = gap.contains(['.', '!', '?', '\n', '“', '"', ':', '«', '„']);
        if is_inside && !breaks && word.text.starts_with(char::is_uppercase) {
            folded.clear();
            fold(word.text, &mut folded);
            found.insert(folded.trim_end_matches("'s").to_owned());
        }
        is_inside = true;
        end = word.range.end;
    }
    found
}

#[expect(clippy::cast_precision_loss, reason = "a list of 2^24 articles is beyond any corpus in memory")]
pub(crate) fn count(number: usize) -> f32 {
    number as f32
}
