//! Languages: which one a text is in, and the words of it that say what kind of change a change is.
//!
//! Each language is a table in a file of its own. A table is short on purpose: the words that news use all the time.
//! The longest entry that fits wins, so an entry of [`Meaning::Other`] keeps a phrase such as “not only” from being
//! taken for what a word in it means elsewhere. A text in another language has no such words here; its digits, links,
//! quotation marks and capitals are looked at all the same.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::tokens::cut;
use crate::diff::words::is_dense;

mod chinese;
mod english;
mod french;
mod german;
mod others;
pub(super) mod quantities;
mod russian;
mod spanish;

/// How much of a text is looked at to tell its language, in characters.
const SAMPLE: usize = 4_000;

/// What a word or phrase of a language stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing of interest, though a part of it might.
    Other,
    /// A word that every text of the language has. No name, and no source.
    Function,
    /// A number below a hundred.
    Number(u64),
    /// Ten to this power, as a factor of the number before it.
    Times(u8),
    /// A number that isn't said exactly: “dozens”.
    Amount,
    /// The place of something in a row, as a word: “third”.
    Ordinal(u64),
    /// A time of the day at this full hour: “noon”.
    Time(u8),
    /// A unit that belongs to its number: percent, or a currency.
    Unit,
    /// A month.
    Month(u8),
    /// A month if a number or a preposition of time says so: “May”.
    PerhapsMonth(u8),
    /// A day of the week.
    Weekday(u8),
    /// A day of the week in short, if a full stop follows: “Tue.”.
    PerhapsWeekday(u8),
    /// A day told from today, such as “yesterday”.
    Day,
    /// Stands before a year or a month: “since”.
    When,
    /// Stands after the time on a clock: “p.m.”.
    Clock,
    /// A verb of saying.
    Saying,
    /// Names a source: “according to”.
    According,
    /// Denies.
    Not,
    /// Nearly denies: “hardly”.
    Hardly,
    /// Stands before or after a name: “Mr”, 市长.
    Title,
    /// Stands before the number of a version.
    Version,
}

impl Meaning {
    /// Whether a number or a date can begin with it.
    pub(super) fn counts(self) -> bool {
        self.is_month()
            || matches!(
                self,
                Meaning::Number(_)
                    | Meaning::Times(_)
                    | Meaning::Amount
                    | Meaning::Ordinal(_)
                    | Meaning::Time(_)
                    | Meaning::Unit
                    | Meaning::Weekday(_)
                    | Meaning::PerhapsWeekday(_)
                    | Meaning::Day
            )
    }

    /// Whether it is a month, certainly or perhaps.
    pub(super) fn is_month(self) -> bool {
        matches!(self, Meaning::Month(_) | Meaning::PerhapsMonth(_))
    }
}

/// A table: meanings with their words. Words are separated by spaces, those of a phrase by `_`; `|` separates groups of
/// words that mean the same, such as the forms of one verb.
pub(super) type Table = &'static [(Meaning, &'static str)];

/// A word or phrase of a language.
pub(super) struct Entry {
    /// What it stands for.
    pub(super) meaning: Meaning,
    /// The first word of its group.
    pub(super) key: &'static str,
    words: Vec<String>,
}

impl Entry {
    /// How many tokens it has.
    pub(super) fn length(&self) -> usize {
        self.words.len()
    }
}

/// The words of a language.
#[derive(Default)]
pub(super) struct Language {
    entries: FxHashMap<String, Vec<Entry>>,
    /// Whether all nouns have a capital, not names alone.
    pub(super) has_capital_nouns: bool,
    /// What stands before the decimals of a number; `None` where that is not known.
    pub(super) decimal: Option<char>,
}

impl Language {
    /// The language of these texts, or one without words.
    pub(super) fn of(old: &str, new: &str) -> &'static Self {
        let sample = || new.chars().take(SAMPLE).chain(old.chars().take(SAMPLE));
        let count = |is: fn(char) -> bool| sample().filter(|&character| is(character)).count();
        let letters = count(char::is_alphabetic);
        if 2 * count(|character| matches!(character, 'а'..='я' | 'А'..='Я')) > letters {
            return &RUSSIAN;
        }
        if 2 * count(is_dense) > letters {
            let is_kana_or_hangul =
                |character| matches!(character, '\u{3041}'..='\u{30FF}' | '\u{AC00}'..='\u{D7A3}');
            return if count(is_kana_or_hangul) == 0 { &CHINESE } else { &NONE };
        }
        let text: String = sample().collect();
        let words = cut(&text);
        let latin: [&Self; 7] = [&ENGLISH, &GERMAN, &FRENCH, &SPANISH, &DUTCH, &ITALIAN, &PORTUGUESE];
        let count =
            |language: &&Self| words.iter().filter(|word| language.word(&word.folded).is_some()).count();
        let best = latin.into_iter().rev().max_by_key(count);
        best.filter(|best| count(best) > 0).unwrap_or(&NONE)
    }

    fn new(table: Table) -> Self {
        let mut language = Self::default();
        let groups =
            table.iter().flat_map(|&(meaning, words)| words.split('|').map(move |group| (meaning, group)));
        for (meaning, group) in groups {
            let key = group.split_whitespace().next().unwrap_or_default();
            for phrase in group.split_whitespace() {
                let words: Vec<String> =
                    cut(&phrase.replace('_', " ")).into_iter().map(|word| word.folded.into_owned()).collect();
                let Some(first) = words.first().cloned() else { continue };
                language.entries.entry(first).or_default().push(Entry { meaning, key, words });
            }
        }
        for entries in language.entries.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.length()));
        }
        language
    }

    /// The longest entry that `folded` tokens begin with.
    pub(super) fn entry<'a>(&self, mut folded: impl Iterator<Item = &'a str> + Clone) -> Option<&Entry> {
        let all = folded.clone();
        let entries = self.entries.get(folded.next()?)?;
        entries.iter().find(|entry| {
            let mut words = all.clone();
            entry.words.iter().all(|word| words.next() == Some(word))
        })
    }

    /// What one folded word stands for.
    pub(super) fn word(&self, folded: &str) -> Option<Meaning> {
        self.entry(std::iter::once(folded)).map(|entry| entry.meaning)
    }
}

static NONE: LazyLock<Language> = LazyLock::new(Language::default);
static CHINESE: LazyLock<Language> =
    LazyLock::new(|| Language { decimal: Some('.'), ..Language::new(chinese::TABLE) });
static DUTCH: LazyLock<Language> = LazyLock::new(|| Language::new(others::DUTCH));
static ENGLISH: LazyLock<Language> =
    LazyLock::new(|| Language { decimal: Some('.'), ..Language::new(english::TABLE) });
static FRENCH: LazyLock<Language> =
    LazyLock::new(|| Language { decimal: Some(','), ..Language::new(french::TABLE) });
static GERMAN: LazyLock<Language> = LazyLock::new(|| Language {
    has_capital_nouns: true,
    decimal: Some(','),
    ..Language::new(german::TABLE)
});
static ITALIAN: LazyLock<Language> = LazyLock::new(|| Language::new(others::ITALIAN));
static PORTUGUESE: LazyLock<Language> = LazyLock::new(|| Language::new(others::PORTUGUESE));
static RUSSIAN: LazyLock<Language> =
    LazyLock::new(|| Language { decimal: Some(','), ..Language::new(russian::TABLE) });
static SPANISH: LazyLock<Language> =
    LazyLock::new(|| Language { decimal: Some(','), ..Language::new(spanish::TABLE) });
