//! Languages: detection, and the words of each that decide the kind of a change.
//!
//! Each language is a table in a file of its own. A table is short on purpose: the words that news use all the time.
//! The longest entry that fits wins, so an entry of [`Meaning::Other`] keeps a phrase such as “not only” from being
//! taken for what a word in it means elsewhere. Where words change their endings, or negation is an ending, a table has the
//! stem (`않*`) or the ending (`*medi`) in place of each form; whole words come first. A text in another language has no such
//! words here; its digits, links, quotation marks and capitals are looked at all the same.

use rustc_hash::FxHashMap;

use super::tokens::cut;

mod arabic;
mod chinese;
mod countries;
mod dutch;
mod english;
mod french;
mod german;
mod hebrew;
mod hindi;
mod italian;
mod japanese;
mod korean;
mod others;
mod polish;
mod portuguese;
pub(super) mod quantities;
mod russian;
mod spanish;
mod swedish;
mod turkish;

mod detection;

/// Meaning of a word or phrase of a language.
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
    /// How many times as much, by a word with several forms: “doubled”, “doubling”.
    Multiple,
    /// The place of something in a row, as a word: “third”.
    Ordinal(u64),
    /// The first of a month, as a word; no number elsewhere.
    First,
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
    /// In a language that has no capitals, a person, place or organisation that news often name.
    Name,
    /// In such a language, a first name that many have.
    Given,
    /// In such a language, the noun beside the name of a place or institution: “the town of”.
    Kind,
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
                    | Meaning::Multiple
                    | Meaning::Ordinal(_)
                    | Meaning::First
                    | Meaning::Time(_)
                    | Meaning::Unit
                    | Meaning::Weekday(_)
                    | Meaning::PerhapsWeekday(_)
                    | Meaning::Day
            )
    }

    /// Whether it is looked up among the names.
    fn is_of_names(self) -> bool {
        matches!(self, Meaning::Name | Meaning::Given | Meaning::Kind)
    }

    /// Whether it is a month, certainly or perhaps.
    pub(super) fn is_month(self) -> bool {
        matches!(self, Meaning::Month(_) | Meaning::PerhapsMonth(_))
    }
}

/// A table: meanings with their words. Words are separated by spaces, those of a phrase by `_`; `|` separates groups of
/// words that mean the same, such as the forms of one verb. `stem*` is any word that begins so, `*ending` any that ends so.
/// `teilte…mit` is a verb whose particle ends the clause.
pub(super) type Table = &'static [(Meaning, &'static str)];

/// A word or phrase of a language.
pub(super) struct Entry {
    /// Its meaning.
    pub(super) meaning: Meaning,
    /// The first word of its group.
    pub(super) key: &'static str,
    words: Vec<String>,
    /// The particle of a verb, which ends its clause: the `mit` of “teilte”.
    pub(super) particle: Option<&'static str>,
}

impl Entry {
    /// How many tokens it has.
    pub(super) fn length(&self) -> usize {
        self.words.len()
    }

    /// Whether it is only the beginning or the ending of this word.
    pub(super) fn is_part_of(&self, folded: &str) -> bool {
        self.words.len() == 1 && self.words[0] != folded
    }
}

/// No beginning or ending in a table has more characters, so that a long word takes no more time.
const LONGEST_PART: usize = 16;

/// Maximum number of words from a verb to its particle. For example, 2 in `teilte gestern mit`.
const LONGEST_CLAUSE: usize = 12;

/// How a language writes names that have no capitals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Script {
    /// In Han, the family name first.
    Chinese,
    /// In Han or katakana, a title behind them.
    Japanese,
    /// In Hangul, a title behind them.
    Korean,
    /// With capitals, or in a way that isn't known here.
    #[default]
    Other,
}

/// Where the one who says something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Speaker {
    /// Before the verb, or behind it after a quotation.
    #[default]
    Before,
    /// Behind the verb.
    Behind,
    /// Away from the verb, which ends the sentence.
    Apart,
}

/// The side of a name on which the kind of place or institution stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// “The town of Lowick”.
    #[default]
    Before,
    /// “Lowick town”.
    Behind,
}

/// The words of a language.
#[derive(Default)]
pub(super) struct Language {
    entries: FxHashMap<String, Vec<Entry>>,
    /// Beginnings of words, by the length of which the longest is tried first.
    beginnings: FxHashMap<String, Entry>,
    /// Endings of words.
    endings: FxHashMap<String, Entry>,
    /// Names, which are apart as they may be parts of longer ones.
    names: FxHashMap<String, Vec<Entry>>,
    /// Beginnings of words that are names.
    name_beginnings: FxHashMap<String, Entry>,
    /// Whether all nouns have a capital, not names alone.
    pub(super) has_capital_nouns: bool,
    /// Whether `ı` is the small letter of `I`, as `i` is of `İ`.
    pub(super) has_dotless_i: bool,
    /// How names are written.
    pub(super) script: Script,
    /// Where the one who says something stands.
    pub(super) speaker: Speaker,
    /// The side of a name on which its kind stands.
    pub(super) kind: Kind,
    /// The decimal mark; `None` if unknown.
    pub(super) decimal: Option<char>,
}

impl Language {
    fn new(table: Table) -> Self {
        Self::with_prefixes(&[table], &[])
    }

    /// A language of several tables that writes some short words together with a name that follows them.
    fn with_prefixes(tables: &[Table], prefixes: &[&str]) -> Self {
        let mut language = Self::default();
        let entries = tables.iter().flat_map(|table| table.iter());
        let groups =
            entries.flat_map(|&(meaning, words)| words.split('|').map(move |group| (meaning, group)));
        for (meaning, group) in groups {
            let key = group.split_whitespace().next().unwrap_or_default();
            for phrase in group.split_whitespace() {
                let (phrase, particle) = match phrase.split_once('…') {
                    Some((verb, particle)) => (verb, Some(particle)),
                    None => (phrase, None),
                };
                language.add(meaning, key.trim_matches('*'), phrase, particle);
                let prefixes = prefixes.iter().filter(|_| meaning.is_of_names());
                prefixes.for_each(|prefix| language.add(meaning, key, &format!("{prefix}{phrase}"), None));
            }
        }
        for entries in language.entries.values_mut().chain(language.names.values_mut()) {
            entries.sort_by_key(|entry| std::cmp::Reverse((entry.length(), entry.particle)));
        }
        language
    }

    fn add(&mut self, meaning: Meaning, key: &'static str, phrase: &str, particle: Option<&'static str>) {
        let is_name = meaning.is_of_names();
        let part = phrase.trim_matches('*').to_owned();
        if phrase.len() > 1 && (phrase.starts_with('*') || phrase.ends_with('*')) {
            let parts = match (is_name, phrase.starts_with('*')) {
                (true, _) => &mut self.name_beginnings,
                (false, true) => &mut self.endings,
                (false, false) => &mut self.beginnings,
            };
            parts.insert(part.clone(), Entry { meaning, key, words: vec![part], particle });
            return;
        }
        // A token that ends with an apostrophe is joined to the word behind it: `n'`.
        let words_of = |part: &str| match part.strip_suffix('\'') {
            Some(joined) if joined.chars().count() < 3 => vec![part.to_owned()],
            _ => cut(part).into_iter().map(|word| word.folded.into_owned()).collect(),
        };
        let words: Vec<String> = phrase.split('_').flat_map(words_of).collect();
        let Some(first) = words.first().cloned() else { return };
        let entries = if is_name { &mut self.names } else { &mut self.entries };
        entries.entry(first).or_default().push(Entry { meaning, key, words, particle });
    }

    /// The longest entry that `folded` tokens begin with.
    pub(super) fn entry<'a>(&self, mut folded: impl Iterator<Item = &'a str> + Clone) -> Option<&Entry> {
        let all = folded.clone();
        let first = folded.next()?;
        longest(&self.entries, first, &all).or_else(|| self.part(first))
    }

    /// Whether its table has names.
    pub(super) fn has_names(&self) -> bool {
        !self.names.is_empty() || !self.name_beginnings.is_empty()
    }

    /// The longest entry among the names that `folded` tokens begin with.
    pub(super) fn name<'a>(&self, mut folded: impl Iterator<Item = &'a str> + Clone) -> Option<&Entry> {
        let all = folded.clone();
        let first = folded.next()?;
        longest(&self.names, first, &all).or_else(|| longest_beginning(&self.name_beginnings, first))
    }

    /// The entry of the longest beginning or ending of a word.
    fn part(&self, word: &str) -> Option<&Entry> {
        if self.beginnings.is_empty() && self.endings.is_empty() {
            return None;
        }
        let endings = || {
            let cuts = word.char_indices().map(|(at, _)| at).rev().take(LONGEST_PART);
            cuts.filter_map(|at| self.endings.get(&word[at..])).last()
        };
        longest_beginning(&self.beginnings, word).or_else(endings)
    }

    /// The meaning of one folded word.
    pub(super) fn word(&self, folded: &str) -> Option<Meaning> {
        self.entry(std::iter::once(folded)).map(|entry| entry.meaning)
    }
}

/// The longest of these entries that the tokens are.
fn longest<'a, 'e>(
    entries: &'e FxHashMap<String, Vec<Entry>>,
    first: &str,
    all: &(impl Iterator<Item = &'a str> + Clone),
) -> Option<&'e Entry> {
    let is_it = |entry: &&Entry| {
        let mut words = all.clone();
        entry.words.iter().all(|word| words.next() == Some(word))
            && entry.particle.is_none_or(|particle| ends_clause(words, particle))
    };
    entries.get(first)?.iter().find(is_it)
}

/// Whether the clause that these words go on with ends with `particle`.
fn ends_clause<'a>(words: impl Iterator<Item = &'a str>, particle: &str) -> bool {
    let is_word = |word: &str| {
        word.starts_with(char::is_alphanumeric)
            && !matches!(word, "und" | "en" | "och" | "dat" | "att" | "om")
    };
    words.take(LONGEST_CLAUSE).take_while(|word| is_word(word)).last() == Some(particle)
}

/// The longest of these beginnings that the word has.
fn longest_beginning<'e>(beginnings: &'e FxHashMap<String, Entry>, word: &str) -> Option<&'e Entry> {
    if beginnings.is_empty() {
        return None;
    }
    let cuts = word.char_indices().map(|(at, _)| at).skip(1).take(LONGEST_PART).chain([word.len()]);
    cuts.filter_map(|at| beginnings.get(&word[..at])).last()
}
