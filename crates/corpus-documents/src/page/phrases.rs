//! Lists of words and phrases, found by their first character: texts are compared with hundreds of them.

use std::collections::HashMap;
use std::sync::LazyLock;

/// A list of phrases in lower case, given as one text with `|` between them.
pub(super) struct PhraseList(HashMap<char, Vec<&'static str>>);

/// A list that is read when it is first needed.
pub(super) type List = LazyLock<PhraseList>;

impl PhraseList {
    /// The phrases of a list.
    pub(super) fn new(list: &'static str) -> Self {
        let mut phrases: HashMap<char, Vec<&'static str>> = HashMap::new();
        for phrase in list.split('|') {
            if let Some(first) = phrase.chars().next() {
                phrases.entry(first).or_default().push(phrase);
            }
        }
        // `written by` before `written`.
        for phrases in phrases.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        }
        Self(phrases)
    }

    /// Whether a text in lower case is one of the phrases.
    pub(super) fn contains(&self, text: &str) -> bool {
        self.like(text).contains(&text)
    }

    /// The phrases that begin with the same character as a text, the longest first.
    pub(super) fn like(&self, text: &str) -> &[&'static str] {
        let first = text.chars().flat_map(char::to_lowercase).next();
        first.and_then(|first| self.0.get(&first)).map_or(&[], Vec::as_slice)
    }
}
