//! Names: capitals that no sentence start explains, acronyms, and in languages without capitals what stands beside a title
//! or a verb of saying, what ends like a place, and those that news often name.

use foldhash::HashSet;

use crate::judge::Flag;
use crate::judge::languages::{Entry, Meaning, Script};
use crate::judge::quotes::is_quote;
use crate::judge::reading::{Fact, Reading};
use crate::judge::tokens::Token;
use crate::units::words::ends_sentence;

mod eastern;
mod german;
mod neighbours;
mod openers;

pub(super) use eastern::name_before;

/// Words before “'s” at the start of a sentence that are no names.
const NO_OWNERS: [&str; 46] = [
    "it",
    "that",
    "he",
    "she",
    "what",
    "there",
    "here",
    "who",
    "where",
    "how",
    "when",
    "why",
    "let",
    "this",
    "everything",
    "something",
    "nothing",
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "everyone",
    "everybody",
    "someone",
    "somebody",
    "anyone",
    "anybody",
    "one",
    "people",
    "men",
    "women",
    "children",
    "police",
    "week",
    "year",
    "month",
    "day",
    "night",
    "morning",
    "evening",
    "mother",
    "father",
    "mum",
    "dad",
    "summer",
    "winter",
];

/// Possible and certain names of one text.
pub(super) struct Candidates {
    /// For each token whether it could be a name.
    could_be: Vec<bool>,
    /// For each token whether it is one, by its place in the sentence.
    is_name: Vec<bool>,
}

impl Candidates {
    /// Looks for them. `free` says which tokens nothing else was made of.
    pub(super) fn of(reading: &Reading, free: &[bool]) -> Self {
        let could_be: Vec<bool> =
            free.iter().enumerate().map(|(at, &free)| free && is_candidate(reading, at)).collect();
        if reading.language.has_capital_nouns {
            return Candidates { is_name: german::names(reading, &could_be), could_be };
        }
        let is_name = |(at, &could_be): (usize, &bool)| {
            could_be
                && (is_acronym(reading, at)
                    || !reading.sentences.opens(at)
                    || is_owner(reading, at)
                    || is_nickname(reading, at)
                    || openers::is_name(reading, at))
        };
        Candidates { is_name: could_be.iter().enumerate().map(is_name).collect(), could_be }
    }

    /// The words that are names.
    pub(super) fn known<'a>(&self, reading: &'a Reading) -> impl Iterator<Item = &'a str> {
        marked(&self.is_name).map(|at| key(reading.folded(at)))
    }
}

/// The names in a text. `known` are those of both texts, so that the first word of a sentence is a name in both or in
/// neither.
pub(super) fn names(reading: &Reading, mut candidates: Candidates, known: &HashSet<&str>) -> Vec<Fact> {
    let Candidates { could_be, is_name } = &mut candidates;
    let has_capital_nouns = reading.language.has_capital_nouns;
    for at in 0..could_be.len() {
        if could_be[at] && !is_name[at] {
            let [certain, _] = PARTICLES;
            let particles = (at + 1..at + 4)
                .take_while(|&at| certain.contains(&reading.folded(at)) || reading.folded(at) == "-");
            let next = at + 1 + particles.count();
            let is_first_name = is_name.get(next) == Some(&true) && !reading.is_joined(at + 1);
            is_name[at] = known.contains(key(reading.folded(at))) || is_first_name && !has_capital_nouns;
        }
    }
    let fact = |at: usize| {
        let first = at - particles(reading, is_name, at);
        let words: Vec<&str> = (first..=at).map(|at| reading.folded(at)).collect();
        Fact::new(Flag::Name, key(&words.join(" ")), reading.range(first, at + 1))
    };
    let mut names: Vec<Fact> = marked(is_name).map(fact).collect();
    if reading.language.has_names() {
        let known = (0..reading.tokens.len()).filter_map(|at| well_known(reading, at));
        let found = eastern::names(reading).into_iter().chain(known);
        let is_spaced = reading.language.script == Script::Other;
        let beside = is_spaced.then(|| neighbours::names(reading)).into_iter().flatten();
        found.chain(beside).for_each(|name| insert_apart(&mut names, name));
    }
    names
}

/// Particles of names, those first that aren't also words for “of” or “the” in the languages here.
const PARTICLES: [&[&str]; 2] = [
    &[
        "van", "von", "der", "den", "ter", "ten", "bin", "ibn", "bint", "abu", "al", "el", "ben", "af", "av",
        "zu",
    ],
    &[
        "de", "da", "di", "du", "del", "della", "dello", "delle", "dos", "das", "do", "la", "le", "las",
        "los", "де", "ди", "да",
    ],
];

/// How many tokens of particles of this name stand between it and a name before it: “Karel van den Berg”, “Salim al-Amri”.
/// German ones say where somebody is from, too.
fn particles(reading: &Reading, is_name: &[bool], at: usize) -> usize {
    if reading.language.has_capital_nouns {
        return 0;
    }
    let [certain, others] = PARTICLES;
    let is_particle = |&before: &usize| {
        let word = reading.folded(before);
        let is_other = || others.contains(&word) && reading.meaning(before) != Some(Meaning::Function);
        certain.contains(&word) || is_other()
    };
    let has_hyphen =
        at > 1 && reading.folded(at - 1) == "-" && reading.is_joined(at) && reading.is_joined(at - 1);
    let end = at - usize::from(has_hyphen);
    let count = (0..end).rev().take(3).take_while(is_particle).count();
    let follows_name = (end - count).checked_sub(1).is_some_and(|before| is_name[before]);
    if count > 0 && follows_name { at - (end - count) } else { 0 }
}

/// The entry among the names of the language that begins with this token.
fn entry(reading: &Reading, at: usize) -> Option<&'static Entry> {
    reading.language.name(reading.tokens[at..].iter().map(|token| token.folded.as_ref()))
}

/// A name that the table of the language has.
fn well_known(reading: &Reading, at: usize) -> Option<Fact> {
    let entry = entry(reading, at).filter(|entry| entry.meaning != Meaning::Kind)?;
    Some(Fact::new(Flag::Name, entry.key, reading.range(at, at + entry.length())))
}

/// Adds a name, unless it overlaps one that is there. They are in the order of the text.
fn insert_apart(names: &mut Vec<Fact>, name: Fact) {
    let next = names.partition_point(|other| other.range.end <= name.range.start);
    if names.get(next).is_none_or(|other| name.range.end <= other.range.start) {
        names.insert(next, name);
    }
}

fn marked(marks: &[bool]) -> impl Iterator<Item = usize> {
    marks.iter().enumerate().filter(|&(_, &marked)| marked).map(|(at, _)| at)
}

/// Two forms of a name are one name.
fn key(folded: &str) -> &str {
    folded.trim_end_matches("'s").trim_end_matches('\'')
}

/// Whether this could be a name. In headlines in capitals, anything could, so nothing does.
fn is_candidate(reading: &Reading, at: usize) -> bool {
    let token = &reading.tokens[at];
    token.is_capitalised() && !is_in_capitals(reading, at) && !is_degree(reading, at)
}

/// Whether one letter stands right behind markup, as in `30&deg;C`.
fn is_degree(reading: &Reading, at: usize) -> bool {
    let is_behind = || reading.tokens[at - 1].is_within(&reading.markup);
    reading.tokens[at].text.len() == 1 && reading.is_joined(at) && is_behind()
}

/// Whether the words around this one have capitals too, and it isn't a sentence that lists names.
fn is_in_capitals(reading: &Reading, at: usize) -> bool {
    let start = reading.tokens[at].start;
    let sentence = reading.sentences.at(start);
    let near = at.saturating_sub(4)..(at + 5).min(reading.tokens.len());
    let words = || {
        reading.tokens[near.clone()].iter().filter(|token| {
            let is_long = token.text.chars().nth(3).is_some();
            is_long && token.is_word() && reading.sentences.at(token.start) == sentence
        })
    };
    let capitals = words().filter(|token| token.is_capitalised()).count();
    let is_sentence = || ends_sentence(&reading.text[reading.sentences.around(start, reading.text)]);
    let is_dominant = words().count() > 3 && 4 * capitals > 3 * words().count();
    is_dominant && !reading.language.has_capital_nouns && (is_acronym(reading, at) || !is_sentence())
}

/// Whether this word stands in quotation marks within a name: “Karl “Kid” Harlan”.
fn is_nickname(reading: &Reading, at: usize) -> bool {
    let is_capital = |at: usize| reading.tokens.get(at).is_some_and(Token::is_capitalised);
    let is_mark = |at: usize| reading.folded(at).starts_with(is_quote);
    at > 1 && is_mark(at - 1) && is_mark(at + 1) && is_capital(at - 2) && is_capital(at + 2)
}

/// Whether the first word of a sentence owns something, as few nouns without an article do: “Harlan's boat”.
fn is_owner(reading: &Reading, at: usize) -> bool {
    let sentence = reading.sentences.around(reading.tokens[at].start, reading.text);
    let owner = reading.folded(at).strip_suffix("'s");
    owner.is_some_and(|owner| !is_no_owner(owner)) && ends_sentence(&reading.text[sentence])
}

fn is_no_owner(word: &str) -> bool {
    NO_OWNERS.contains(&word)
}

fn is_acronym(reading: &Reading, at: usize) -> bool {
    let letters = || reading.tokens[at].text.chars().filter(|character| character.is_alphabetic());
    letters().count() > 1 && letters().all(char::is_uppercase)
}
