//! Names in languages that have no capitals and put spaces between words, found by the word beside them: after a title (“the
//! minister …”), after a first name that many people have, and beside what a place or institution is (“the town of …”).

use crate::judge::Flag;
use crate::judge::languages::{Kind, Meaning};
use crate::judge::reading::{Fact, Reading};

/// Adjectives behind a title: “former”, “new”, “elected”.
const NOT_BEHIND_TITLES: [&str; 12] = [
    "السابق",
    "السابقة",
    "الأسبق",
    "الجديد",
    "الجديدة",
    "الحالي",
    "الحالية",
    "المنتخب",
    "المنتخبة",
    "الراحل",
    "החדש",
    "לשעבר",
];

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
        // A title may stand before a first name that isn't known, with a family name behind it: الوزير سعيد القاسمي.
        let is_family = |&at: &usize| {
            is_free(reading, at)
                && reading.folded(at).strip_prefix("ال").is_some_and(|rest| rest.chars().count() > 3)
                && reading.folded(at).ends_with('ي')
        };
        let family = name.map(|name| name + 1).filter(is_family);
        names.extend(
            name.into_iter()
                .chain(family)
                .map(|name| Fact::new(Flag::Name, reading.folded(name), reading.range(name, name + 1))),
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
        && !NOT_BEHIND_TITLES.contains(&reading.folded(at))
}
