//! Sources and denials: verbs of saying, “according to”, and negations.

use super::speakers::{SOURCE_CHARACTERS, SOURCE_WORDS, chinese_speaker, speaker};
use crate::judge::Flag;
use crate::judge::languages::{Entry, Meaning, Script, Speaker};
use crate::judge::reading::{Fact, Reading};
use crate::units::words::is_dense;

/// The sources and denials of the entry at this token.
pub(super) fn read(reading: &Reading, at: usize, entry: &Entry) -> Vec<Fact> {
    let range = reading.range(at, at + entry.length());
    match entry.meaning {
        Meaning::Saying => {
            let verb = Fact::new(Flag::Attribution, entry.key, range);
            let speaker = match (reading.language.speaker, reading.language.script) {
                (Speaker::Apart, _) => None,
                (_, Script::Chinese) => chinese_speaker(reading, at),
                _ => speaker(reading, at, entry.length()),
            };
            let particle = particle(reading, at, entry);
            [Some(verb), speaker, particle].into_iter().flatten().collect()
        }
        Meaning::According if reading.language.speaker == Speaker::Apart => {
            vec![according_behind(reading, at, entry)]
        }
        Meaning::According if entry.key == "zufolge" => vec![according_behind(reading, at, entry)],
        Meaning::According => vec![according(reading, at, entry)],
        Meaning::Not if is_abbreviation(reading, at) => Vec::new(),
        Meaning::Not => vec![Fact::new(Flag::Negation, "not", range)],
        Meaning::Hardly => vec![Fact::new(Flag::Negation, "hardly", range)],
        _ => Vec::new(),
    }
}

/// The particle at the end of the clause, which is a part of its verb: “gab … zu”.
fn particle(reading: &Reading, at: usize, entry: &Entry) -> Option<Fact> {
    let particle = entry.particle?;
    let end = (at + 1..reading.tokens.len()).find(|&at| !reading.tokens[at].is_word());
    let place =
        (at + 1..end.unwrap_or(reading.tokens.len())).rev().find(|&at| reading.folded(at) == particle)?;
    Some(Fact::new(Flag::Attribution, entry.key, reading.range(place, place + 1)))
}

/// Whether this is “No. 5”.
fn is_abbreviation(reading: &Reading, at: usize) -> bool {
    let next = if reading.folded(at + 1) == "." { at + 2 } else { at + 1 };
    reading.folded(next).starts_with(char::is_numeric)
}

/// The phrase with the source before it, where “according to” follows its noun: 警察によると.
fn according_behind(reading: &Reading, at: usize, entry: &Entry) -> Fact {
    let is_dense = at > 0 && reading.language.script == Script::Japanese;
    let most = if is_dense { SOURCE_CHARACTERS } else { SOURCE_WORDS };
    let is_part =
        |&at: &usize| reading.tokens[at].is_word() && reading.meaning(at) != Some(Meaning::Function);
    let start = at - (0..at).rev().take(most).take_while(is_part).count();
    let end = at + entry.length();
    let key: Vec<&str> = (start..end).map(|at| reading.folded(at)).collect();
    Fact::new(Flag::Attribution, key.join(" "), reading.range(start, end))
}

/// The phrase with the source that it names.
fn according(reading: &Reading, at: usize, entry: &Entry) -> Fact {
    let start = at + entry.length();
    let is_function = |at: usize| reading.meaning(at) == Some(Meaning::Function);
    let first = start + usize::from(is_function(start));
    let is_dense = reading.folded(start).starts_with(is_dense);
    let most = if is_dense { SOURCE_CHARACTERS } else { SOURCE_WORDS };
    let is_part =
        |&at: &usize| reading.tokens.get(at).is_some_and(|token| token.is_word() && !is_function(at));
    let end = first + (first..first + most).take_while(is_part).count();
    let key: Vec<&str> = (at..end.min(reading.tokens.len())).map(|at| reading.folded(at)).collect();
    Fact::new(Flag::Attribution, key.join(" "), reading.range(at, end.min(reading.tokens.len())))
}
