//! In which facts two wordings of a statement differ.

use corpus_text::word::{folded, words};
use serde::Serialize;
use std::collections::BTreeSet;

/// A kind of fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FactDifference {
    /// Both have numbers, and not the same ones.
    Number,
    /// One denies it.
    Negation,
    /// One is less certain: `may`, `reportedly`.
    Hedge,
}

impl FactDifference {
    /// The name for people.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Negation => "negation",
            Self::Hedge => "hedge",
        }
    }
}

/// Numbers in words, up to twelve and the round ones, in English.
const NUMBERS: [(&str, &str); 20] = [
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("hundred", "100"),
    ("thousand", "1000"),
    ("million", "1000000"),
    ("dozen", "12"),
];

const NEGATIONS: [&str; 24] = [
    "not",
    "no",
    "never",
    "none",
    "neither",
    "nor",
    "cannot",
    "denied",
    "nicht",
    "kein",
    "keine",
    "keinen",
    "nie",
    "ne",
    "pas",
    "jamais",
    "aucun",
    "nunca",
    "не",
    "нет",
    "никогда",
    "没有",
    "不",
    "未",
];

const HEDGES: [&str; 30] = [
    "may",
    "might",
    "could",
    "seems",
    "seem",
    "seemed",
    "appears",
    "appeared",
    "apparently",
    "reportedly",
    "allegedly",
    "possibly",
    "perhaps",
    "probably",
    "likely",
    "suggests",
    "soll",
    "sollen",
    "könnte",
    "könnten",
    "vielleicht",
    "angeblich",
    "peut",
    "pourrait",
    "serait",
    "podría",
    "quizás",
    "может",
    "возможно",
    "якобы",
];

/// In which facts these wordings differ, each kind once.
pub(crate) fn differences(wordings: &[&str]) -> Vec<FactDifference> {
    let facts: Vec<Facts> = wordings.iter().map(|wording| Facts::of(wording)).collect();
    let mut found = Vec::new();
    let numbers: Vec<&BTreeSet<String>> =
        facts.iter().map(|facts| &facts.numbers).filter(|numbers| !numbers.is_empty()).collect();
    // A wording without the number is shorter, not another fact.
    if numbers.windows(2).any(|pair| !pair[0].is_subset(pair[1]) && !pair[1].is_subset(pair[0])) {
        found.push(FactDifference::Number);
    }
    if facts.windows(2).any(|pair| pair[0].is_denied != pair[1].is_denied) {
        found.push(FactDifference::Negation);
    }
    if facts.windows(2).any(|pair| pair[0].is_hedged != pair[1].is_hedged) {
        found.push(FactDifference::Hedge);
    }
    found
}

struct Facts {
    numbers: BTreeSet<String>,
    is_denied: bool,
    is_hedged: bool,
}

impl Facts {
    fn of(wording: &str) -> Self {
        let mut facts = Self { numbers: BTreeSet::new(), is_denied: false, is_hedged: false };
        for word in words(wording) {
            let word = folded(word.text);
            let in_words = NUMBERS.iter().find(|(name, _)| *name == word);
            if word.starts_with(|first: char| first.is_ascii_digit()) {
                facts.numbers.insert(word.replace(',', ""));
            } else if let Some((_, number)) = in_words.filter(|(name, _)| *name != "one") {
                // “One” is a pronoun more often than a number.
                facts.numbers.insert((*number).to_owned());
            }
            facts.is_denied |=
                NEGATIONS.iter().any(|negation| folded(negation) == word) || word.ends_with("n't");
            facts.is_hedged |= HEDGES.iter().any(|hedge| folded(hedge) == word);
        }
        facts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_and_not_wordings_are_compared() {
        assert_eq!(
            differences(&["Fares rise by ten percent.", "A rise by 12 percent was announced."]),
            [FactDifference::Number]
        );
        assert!(
            differences(&["Fares rise by ten percent.", "A rise of 10 percent was announced."]).is_empty()
        );
        assert!(differences(&["Fares rise by ten percent.", "Fares rise."]).is_empty());
        assert_eq!(differences(&["He was there.", "He wasn't there."]), [FactDifference::Negation]);
        assert_eq!(differences(&["Fares rise.", "Fares may rise."]), [FactDifference::Hedge]);
    }
}
