//! Names in languages that have no capitals and put spaces between words, found by the word beside them: after a title (“the
//! minister …”), after a first name that many people have, and beside what a place or institution is (“the town of …”).

use super::super::Flag;
use super::super::facts::{Fact, Reading};
use super::super::languages::{Kind, Meaning};

/// The names in a text of these languages. Some may be found twice.
pub(super) fn names(reading: &Reading) -> Vec<Fact> {
    let mut names = Vec::new();
    for at in 0..reading.tokens.len() {
        let meaning = super::entry(reading, at).map(|entry| (entry.meaning, entry.length()));
        let name = match (meaning, reading.language.kind) {
            (Some((Meaning::Given, length)), _) | (Some((Meaning::Kind, length)), Kind::Before) => {
                Some(at + length)
            }
            (Some((Meaning::Kind, _)), Kind::Behind) => at.checked_sub(1),
            _ => reading
                .entry(at)
                .filter(|entry| entry.meaning == Meaning::Title)
                .map(|entry| at + entry.length()),
        };
        let name = name.filter(|&name| is_free(reading, name));
        names.extend(
            name.map(|name| Fact::new(Flag::Name, reading.folded(name), reading.range(name, name + 1))),
        );
    }
    names
}

/// Whether this word is nothing that the tables know.
fn is_free(reading: &Reading, at: usize) -> bool {
    let is_word =
        reading.tokens.get(at).is_some_and(|token| token.text.chars().all(|letter| !letter.is_ascii()));
    is_word
        && reading.tokens[at].is_word()
        && reading.meaning(at).is_none()
        && super::entry(reading, at).is_none()
}
