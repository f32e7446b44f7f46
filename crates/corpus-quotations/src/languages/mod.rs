//! The words of languages by which statements are recognised.

mod english;
mod french;
mod german;
mod russian;
mod spanish;

use rustc_hash::FxHashSet;
use serde::Serialize;
use std::sync::LazyLock;

/// A language in which speakers and reported statements are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotationLanguage {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Russian.
    Russian,
    /// Chinese, in both scripts.
    Chinese,
}

impl QuotationLanguage {
    /// The language of a tag such as `en` or `zh-Hant`; `None` for other languages.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "en" => Some(Self::English),
            "de" => Some(Self::German),
            "fr" => Some(Self::French),
            "es" => Some(Self::Spanish),
            "ru" => Some(Self::Russian),
            "zh" => Some(Self::Chinese),
            _ => None,
        }
    }

    /// The language of a text, by its script and its most common words; `None` for others and for a text of a few words.
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        // The beginning is enough, and so a long text takes no longer.
        let sample: String = text.chars().take(3000).collect();
        let kana = sample.chars().filter(|character| matches!(character, 'ぁ'..='ヿ')).count();
        let han = sample.chars().filter(|character| matches!(character, '\u{4e00}'..='\u{9fff}')).count();
        if han > 20 && kana * 10 < han {
            return Some(Self::Chinese);
        }
        let lower = sample.to_lowercase();
        let words: Vec<&str> = corpus_text::word::words(&lower).map(|word| word.text).collect();
        let scores =
            [Self::English, Self::German, Self::French, Self::Spanish, Self::Russian].map(|language| {
                let common = &language.table().common;
                (words.iter().filter(|word| common.contains(*word)).count(), language)
            });
        // Of equal numbers the first language counts, so that the result is always the same.
        let (hits, language) = scores.into_iter().rev().max_by_key(|(hits, _)| *hits)?;
        (hits >= 3 && hits * 12 >= words.len()).then_some(language)
    }

    pub(crate) fn table(self) -> &'static LanguageWords {
        static ENGLISH: LazyLock<LanguageWords> = LazyLock::new(|| LanguageWords::of(&english::LISTS));
        static GERMAN: LazyLock<LanguageWords> = LazyLock::new(|| LanguageWords::of(&german::LISTS));
        static FRENCH: LazyLock<LanguageWords> = LazyLock::new(|| LanguageWords::of(&french::LISTS));
        static SPANISH: LazyLock<LanguageWords> = LazyLock::new(|| LanguageWords::of(&spanish::LISTS));
        static RUSSIAN: LazyLock<LanguageWords> = LazyLock::new(|| LanguageWords::of(&russian::LISTS));
        match self {
            Self::English | Self::Chinese => &ENGLISH,
            Self::German => &GERMAN,
            Self::French => &FRENCH,
            Self::Spanish => &SPANISH,
            Self::Russian => &RUSSIAN,
        }
    }
}

/// The words of a language as its file lists them, all in lower case and separated by spaces.
struct WordLists {
    saying: &'static str,
    thinking: &'static str,
    according: &'static [&'static str],
    that: &'static str,
    auxiliaries: &'static str,
    pronouns: &'static str,
    determiners: &'static str,
    function: &'static str,
    inside_names: &'static str,
    abbreviations: &'static str,
    common: &'static str,
    has_capital_nouns: bool,
}

/// A set of words.
type WordSet = FxHashSet<&'static str>;

/// The words of a language.
pub(crate) struct LanguageWords {
    /// Forms of verbs of saying, which introduce quotations and reported statements.
    pub(crate) saying: WordSet,
    /// Forms of other verbs that introduce reported statements: of thinking, of showing.
    pub(crate) thinking: WordSet,
    /// Phrases before a speaker: `according to`.
    pub(crate) according: &'static [&'static str],
    /// Words between a verb and the statement: `that`.
    pub(crate) that: WordSet,
    /// Words between a subject and its verb: auxiliaries and adverbs.
    pub(crate) auxiliaries: WordSet,
    /// Personal pronouns, and relative ones.
    pub(crate) pronouns: WordSet,
    /// Words that begin a noun phrase: articles, possessives, quantities.
    pub(crate) determiners: WordSet,
    /// Words that no noun phrase has: conjunctions, prepositions.
    pub(crate) function: WordSet,
    /// Words inside names: `of`, `von`.
    pub(crate) inside_names: WordSet,
    /// Words that a full stop follows inside a sentence.
    pub(crate) abbreviations: WordSet,
    /// Its most common words, to recognise it by.
    pub(crate) common: WordSet,
    /// Whether nouns begin with a capital, so that a capital is no sign of a name.
    pub(crate) has_capital_nouns: bool,
}

impl LanguageWords {
    fn of(lists: &WordLists) -> Self {
        let set = |words: &'static str| words.split_whitespace().collect();
        Self {
            saying: set(lists.saying),
            thinking: set(lists.thinking),
            according: lists.according,
            that: set(lists.that),
            auxiliaries: set(lists.auxiliaries),
            pronouns: set(lists.pronouns),
            determiners: set(lists.determiners),
            function: set(lists.function),
            inside_names: set(lists.inside_names),
            abbreviations: set(lists.abbreviations),
            common: set(lists.common),
            has_capital_nouns: lists.has_capital_nouns,
        }
    }

    pub(crate) fn is_saying(&self, word: &str) -> bool {
        self.saying.contains(word)
    }
}
