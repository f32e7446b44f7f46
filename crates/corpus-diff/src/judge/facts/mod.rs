//! Facts: the checkable statements of a text, each with a key that is independent of its spelling.

use foldhash::HashSet;

use self::links::links;
use self::names::Candidates;
use super::Flag;
use super::cosmetic::{Capitals, letters_folded};
use super::languages::Entry;
use super::reading::{Fact, Reading};

mod codes;
mod currencies;
mod dates;
mod halves;
mod links;
mod names;
mod numbers;
mod numerals;
mod ordinals;
mod qualifiers;
mod sources;
mod speakers;
mod times;
pub(super) mod units;

/// How many marks may stand between a quotation mark and the word inside.
const MARKS: usize = 4;

/// The facts of both texts, each in its order.
pub(super) fn facts_of_both(old: &Reading, new: &Reading) -> [Vec<Fact>; 2] {
    let [old_found, new_found] = [found(old), found(new)];
    let old_names = Candidates::of(old, &old_found.1);
    let new_names = Candidates::of(new, &new_found.1);
    let known: HashSet<&str> = old_names.known(old).chain(new_names.known(new)).collect();
    [
        with_names(old, old_found.0, names::names(old, old_names, &known)),
        with_names(new, new_found.0, names::names(new, new_names, &known)),
    ]
}

fn with_names(reading: &Reading, mut facts: Vec<Fact>, names: Vec<Fact>) -> Vec<Fact> {
    facts.extend(names);
    facts.extend(quotation_marks(reading));
    facts.sort_by_key(|fact| fact.range.start);
    facts
}

/// The quotation marks, each with the word inside that it stands at, so that one that moved to another word is another.
fn quotation_marks(reading: &Reading) -> impl Iterator<Item = Fact> {
    let marks = reading.quotations.marks.iter().zip(&reading.quotations.opens);
    marks.map(|(mark, &opens)| {
        let at = reading.tokens.partition_point(|token| token.start < mark.start);
        let is_word = |&at: &usize| reading.tokens[at].is_word();
        let inner = if opens {
            (at..reading.tokens.len()).take(MARKS).find(is_word)
        } else {
            (0..at).rev().take(MARKS).find(is_word)
        };
        let word = inner.map_or("", |inner| reading.tokens[inner].text);
        let letters = letters_folded(word, false, Capitals::Usual).into_iter().map(|(letter, _)| letter);
        let word: String = letters.filter(|letter| letter.is_alphanumeric()).collect();
        let key = if opens { format!("“{word}") } else { format!("{word}”") };
        Fact::new(Flag::Quotation, key, mark.clone())
    })
}

/// The number, code or date that begins with this token, and the token behind it.
fn number_or_date(reading: &Reading, at: usize) -> Option<(Fact, usize)> {
    // Letters of a code or currency may be a word of the language: the `A` of `A$5`.
    let with_letters = numbers::with_currency(reading, at).or_else(|| codes::read(reading, at));
    with_letters.or_else(|| match reading.meaning(at) {
        Some(meaning) if !meaning.counts() => None,
        None if !numbers::may_begin(reading.folded(at)) => None,
        // Dates first: their days and years are numbers too.
        _ => dates::read(reading, at)
            .or_else(|| ordinals::read(reading, at))
            .or_else(|| numbers::read(reading, at)),
    })
}

/// The facts without names and quotation marks, and for each token whether it belongs to none of them.
fn found(reading: &Reading) -> (Vec<Fact>, Vec<bool>) {
    let mut facts = Vec::new();
    let mut free = vec![false; reading.tokens.len()];
    let mut links = links(reading.text).into_iter().peekable();
    // Tokens before `done` are part of a number or date.
    let (mut at, mut done) = (0, 0);
    while let Some(token) = reading.tokens.get(at) {
        while let Some(link) = links.next_if(|link| link.start < token.end()) {
            facts.push(Fact::new(Flag::Link, &reading.text[link.clone()], link.clone()));
            at += reading.tokens[at..].iter().take_while(|token| token.start < link.end).count();
        }
        let Some(token) = reading.tokens.get(at) else { break };
        if links.peek().is_some_and(|link| link.start < token.end()) {
            continue;
        }
        // Numbers and names in code aren't statements of the article.
        if token.is_within(&reading.markup) {
            at += 1;
            continue;
        }
        let entry = reading.entry(at);
        if let Some((fact, end)) = number_or_date(reading, at) {
            let (fact, end) = qualifiers::qualify(reading, fact, done..at, end);
            facts.push(fact);
            (at, done) = (end, end);
            continue;
        }
        match entry {
            Some(entry) => facts.extend(sources::read(reading, at, entry)),
            None => match speakers::unlisted_verb(reading, at) {
                Some(verb) => facts.push(verb),
                None => free[at] = true,
            },
        }
        at += entry.map_or(1, Entry::length);
    }
    (facts, free)
}
