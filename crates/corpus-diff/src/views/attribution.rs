//! Attribution: the version that introduced each sentence of a text, and the one that changed it last.
//!
//! Walks from version to version. A sentence continues the old sentence that most of its kept or moved characters come from.
//! If less than half of its characters do, it is new. White space is ignored, so the sentences of a rewrapped text keep their
//! versions, also where each short line is a sentence.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::units::layout::Layout;
use crate::units::sentences;
use crate::units::words::is_space;
use crate::{Change, ChangeKind, diff};

/// A sentence and the versions it is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attributed {
    /// Its bytes, with the white space after it. The sentences of a text cover it.
    pub range: Range<usize>,
    /// The version that first had it.
    pub brought: usize,
    /// The newest version that changed a word or mark of it.
    pub changed: usize,
}

/// The sentences of the first version of a text, whose number is `version`.
#[must_use]
pub fn attribute(text: &str, version: usize) -> Vec<Attributed> {
    cut(text).into_iter().map(|range| Attributed { range, brought: version, changed: version }).collect()
}

/// The sentences of the version after `old`, whose number is `version`. `before` are those of `old`. For example, an unchanged
/// sentence keeps its versions, and one with a new word is `changed` in `version`.
#[must_use]
pub fn attribute_next(before: &[Attributed], old: &str, new: &str, version: usize) -> Vec<Attributed> {
    if old == new {
        return before.to_vec();
    }
    let changes = diff(old, new);
    let mut kept = Kept::of(old, new, &changes).peekable();
    // The kept characters of one sentence with one neighbour on each side. A buffer, so that no list of all is needed.
    let mut near: Vec<(usize, usize)> = Vec::new();
    let mut before_it = None;
    let carried = |range: Range<usize>| {
        near.clear();
        near.extend(before_it);
        let first = near.len();
        while let Some(place) = kept.next_if(|(at, _)| *at < range.end) {
            near.push(place);
        }
        let ours = first..near.len();
        before_it = near.last().copied();
        near.extend(kept.peek());
        attribute_sentence(before, old, new, version, &near, ours, range)
    };
    cut(new).into_iter().map(carried).collect()
}

/// Attributes one sentence of `new`. `ours` are the indices of its characters in `kept`, which needs only one neighbour more
/// on each side.
fn attribute_sentence(
    before: &[Attributed],
    old: &str,
    new: &str,
    version: usize,
    kept: &[(usize, usize)],
    ours: Range<usize>,
    range: Range<usize>,
) -> Attributed {
    let mut origins = BTreeMap::<usize, usize>::new();
    for (_, from) in &kept[ours.clone()] {
        let origin = before.partition_point(|sentence| sentence.range.end <= *from);
        *origins.entry(origin).or_default() += 1;
    }
    let newest = origins.keys().map(|&origin| before[origin].changed).max();
    let origin = origins.iter().rev().max_by_key(|(_, count)| **count);
    let text = &new[range.clone()];
    match (origin.map(|(&origin, count)| (&before[origin], count)), newest) {
        (Some((origin, count)), Some(newest))
            if 2 * count >= dense(text).count() || is_whole(text, &ours) =>
        {
            let changed = if dense(&old[origin.range.clone()]).eq(dense(text)) {
                origin.changed
            } else if is_whole(text, &ours) && is_in_one_piece(before, old, kept, &ours) {
                newest
            } else {
                version
            };
            Attributed { range, brought: origin.brought.min(changed), changed }
        }
        _ => Attributed { range, brought: version, changed: version },
    }
}

/// Whether all of a sentence was kept.
fn is_whole(text: &str, ours: &Range<usize>) -> bool {
    dense(text).count() == ours.len()
}

/// Whether nothing was deleted between these characters, nor between them and the kept characters of the same old sentence
/// around them.
fn is_in_one_piece(before: &[Attributed], old: &str, kept: &[(usize, usize)], ours: &Range<usize>) -> bool {
    let follows =
        |left: usize, right: usize| left < right && old[left..right].chars().skip(1).all(char::is_whitespace);
    let joins = |left: usize| follows(kept[left].1, kept[left + 1].1);
    let sentence = |from: usize| &before[before.partition_point(|sentence| sentence.range.end <= from)].range;
    let starts_sentence = |from: usize| is_space(&old[sentence(from).start..from]);
    let ends_sentence = |from: usize| old[from..sentence(from).end].chars().skip(1).all(char::is_whitespace);
    let (first, last) = (ours.start, ours.end - 1);
    (first..last).all(joins)
        && (starts_sentence(kept[first].1) || first > 0 && joins(first - 1))
        && (ends_sentence(kept[last].1) || last + 1 < kept.len() && joins(last))
}

/// The sentences of a text. Together they cover it.
fn cut(text: &str) -> Vec<Range<usize>> {
    let layout = Layout::of(text);
    let mut all: Vec<Range<usize>> = Vec::new();
    for paragraph in 0..layout.count() {
        let (content, end) = (layout.content(paragraph), layout.start(paragraph + 1));
        let ends = sentences::sentences(&text[content.clone()])
            .into_iter()
            .map(|sentence| content.start + sentence.end);
        // The white space around the paragraph belongs to its first and its last sentence.
        let inner = ends.take_while(|inner| *inner < content.end).chain([end]);
        for end in inner {
            all.push(all.last().map_or(0, |last| last.end)..end);
        }
    }
    all
}

/// The offset in `new` and in `old` of each kept or moved character, without white space.
///
/// An iterator, since a list of the offsets takes many times the memory of a long text.
struct Kept<'a> {
    old: &'a str,
    new: &'a str,
    changes: std::slice::Iter<'a, Change>,
    /// The places in the old text of the characters of each passage that moved.
    moved: BTreeMap<usize, Box<dyn Iterator<Item = usize> + 'a>>,
    passage: Option<usize>,
    old_places: Offsets<'a>,
    new_places: Offsets<'a>,
}

impl<'a> Kept<'a> {
    fn of(old: &'a str, new: &'a str, changes: &'a [Change]) -> Self {
        let mut parts: BTreeMap<usize, Vec<&Change>> = BTreeMap::new();
        for change in changes.iter().filter(|change| change.kind == ChangeKind::Delete) {
            if let Some(passage) = change.moved {
                parts.entry(passage.number).or_default().push(change);
            }
        }
        let places_of = move |parts: Vec<&'a Change>| -> Box<dyn Iterator<Item = usize> + 'a> {
            Box::new(parts.into_iter().flat_map(move |change| Offsets::of(old, &change.old)))
        };
        let moved = parts.into_iter().map(|(number, parts)| (number, places_of(parts))).collect();
        let (old_places, new_places) = (Offsets::of(old, &(0..0)), Offsets::of(new, &(0..0)));
        Kept { old, new, changes: changes.iter(), moved, passage: None, old_places, new_places }
    }
}

impl Iterator for Kept<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<(usize, usize)> {
        loop {
            if let Some(at) = self.new_places.next() {
                let from = match self.passage {
                    None => self.old_places.next(),
                    Some(number) => self.moved.get_mut(&number).and_then(Iterator::next),
                };
                if let Some(from) = from {
                    return Some((at, from));
                }
                continue;
            }
            let change = self.changes.next()?;
            self.passage = change.moved.map(|passage| passage.number);
            if self.passage.is_some() || change.kind == ChangeKind::Equal {
                self.old_places = Offsets::of(self.old, &change.old);
                self.new_places = Offsets::of(self.new, &change.new);
            }
        }
    }
}

/// The offsets of the characters in a part of a text, without white space.
struct Offsets<'a> {
    characters: std::str::CharIndices<'a>,
    start: usize,
}

impl<'a> Offsets<'a> {
    fn of(text: &'a str, range: &Range<usize>) -> Self {
        Offsets { characters: text[range.clone()].char_indices(), start: range.start }
    }
}

impl Iterator for Offsets<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let (at, _) = self.characters.find(|(_, character)| !character.is_whitespace())?;
        Some(self.start + at)
    }
}

/// The characters of a text, without white space.
fn dense(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| !character.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Move;
    use proptest::prelude::*;

    /// Each sentence with the version that brought it and the one that changed it.
    fn blamed<'a>(versions: &[&'a str]) -> Vec<(&'a str, usize, usize)> {
        let mut sentences = attribute(versions[0], 1);
        for (index, pair) in versions.windows(2).enumerate() {
            sentences = attribute_next(&sentences, pair[0], pair[1], index + 2);
        }
        let text = versions[versions.len() - 1];
        sentences.into_iter().map(|found| (text[found.range].trim(), found.brought, found.changed)).collect()
    }

    #[test]
    fn a_sentence_keeps_who_brought_it_and_tells_who_changed_it() {
        assert_eq!(
            blamed(&[
                "Ferry fares rise\n\nThe council voted late on Monday evening. Nobody spoke.",
                "Ferry fares rise\n\nThe council voted early on Monday evening. Nobody spoke. The mayor was away.",
                "Ferry fares rise\n\nThe council voted early on Monday evening.\nNobody spoke. The mayor was not away.",
            ]),
            [
                ("Ferry fares rise", 1, 1),
                ("The council voted early on Monday evening.", 1, 2),
                ("Nobody spoke.", 1, 1),
                ("The mayor was not away.", 2, 3),
            ]
        );
    }

    #[test]
    fn a_word_that_is_gone_changes_its_sentence() {
        assert_eq!(
            blamed(&["The mayor did not speak to the council.", "The mayor did speak to the council."]),
            [("The mayor did speak to the council.", 1, 2)]
        );
    }

    #[test]
    fn white_space_changes_nothing() {
        assert_eq!(
            blamed(&["One two. Three.", "One  two.\n\nThree.\n"]),
            [("One  two.", 1, 1), ("Three.", 1, 1)]
        );
    }

    #[test]
    fn short_lines_that_were_wrapped_anew_change_nothing() {
        let lines = |text: &str, width: usize| {
            let mut wrapped = String::new();
            let mut column = 0;
            for word in text.split(' ') {
                if column + word.chars().count() > width {
                    wrapped.push('\n');
                    column = 0;
                } else if column > 0 {
                    wrapped.push(' ');
                }
                wrapped.push_str(word);
                column += word.chars().count() + 1;
            }
            wrapped
        };
        for text in [
            "The mayor opened the bridge on Saturday. It cost two million euros. Nobody from the council came to see it.",
            "Die Brücke wurde am 4. Mai eröffnet. Sie kostete ca. 5 Mio. Euro. Niemand kam, um sie zu sehen.",
            "Мост открыли в субботу. Он стоил два миллиона. Никто из совета не пришёл.",
        ] {
            for (one, other) in [(30, 25), (25, 30), (12, 60), (200, 20), (20, 200)] {
                let (one, other) = (lines(text, one), lines(text, other));
                let told = blamed(&[&one, &other, &one]);
                assert!(told.iter().all(|(_, brought, changed)| (*brought, *changed) == (1, 1)), "{told:?}");
            }
        }
        let told = blamed(&[
            "It cost\ntwo million euros and\nwas paid.",
            "It cost two\nmillion pounds and was\npaid.",
        ]);
        assert_eq!(
            told,
            [("It cost two", 1, 1), ("million pounds and was", 1, 2), ("paid.", 1, 1)],
            "only the line with the edit changed"
        );
    }

    #[test]
    fn words_that_are_gone_at_the_edge_of_a_sentence_change_it() {
        assert_eq!(
            blamed(&["Ferry fares rise again\n\nIt rained. At last.", "Ferry fares rise\n\nIt rained."]),
            [("Ferry fares rise", 1, 2), ("It rained.", 1, 1)]
        );
    }

    #[test]
    fn moved_characters_are_kept() {
        let (old, new) = ("a b\nc", "c a  b");
        let passage = Some(Move { number: 1 });
        let change = |kind, old, new, moved| Change { kind, old, new, moved, inside: None };
        let changes = [
            change(ChangeKind::Delete, 0..4, 0..0, passage),
            change(ChangeKind::Equal, 4..5, 0..1, None),
            change(ChangeKind::Insert, 5..5, 1..6, passage),
        ];
        assert_eq!(Kept::of(old, new, &changes).collect::<Vec<_>>(), [(0, 4), (2, 0), (5, 2)]);
    }

    proptest! {
        #[test]
        fn sentences_cover_the_text(versions in prop::collection::vec("[ab.。 \n]{0,30}", 1..5)) {
            let versions: Vec<&str> = versions.iter().map(String::as_str).collect();
            let mut sentences = attribute(versions[0], 1);
            for (index, pair) in versions.windows(2).enumerate() {
                sentences = attribute_next(&sentences, pair[0], pair[1], index + 2);
            }
            let text = versions[versions.len() - 1];
            let whole: String = sentences.iter().map(|sentence| &text[sentence.range.clone()]).collect();
            prop_assert_eq!(whole, text);
            for sentence in sentences {
                prop_assert!(sentence.brought <= sentence.changed && sentence.changed <= versions.len());
            }
        }

        #[test]
        fn what_stays_is_of_the_first_version(
            sentences in prop::collection::vec("[A-Z][a-z]{3,8}( [a-z]{5,6}){2,5}\\.", 1..6),
            more in "[0-9]{3}( [A-Z]{5}){3}\\."
        ) {
            let text = sentences.join(" ");
            let grown = format!("{text}\n\n{more}");
            let told = blamed(&[&text, &grown]);
            let (last, others) = told.split_last().unwrap();
            prop_assert!(others.iter().all(|(_, brought, changed)| (*brought, *changed) == (1, 1)), "{:?}", told);
            prop_assert_eq!((last.1, last.2), (2, 2));
        }
    }
}
