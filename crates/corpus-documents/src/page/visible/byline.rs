//! The names of authors that a page shows.

use crate::Field;
use crate::page::author;
use crate::page::blocks::Block;
use crate::page::candidate::PageCandidate;
use crate::page::date::{self, Order};
use crate::page::marks::{Mark, words};
use crate::page::tree::{Id, Tree, is_heading, is_hidden_by_name, one_line};

/// Largest number of characters of a byline.
const BYLINE: usize = 120;

/// The authors that the page shows beside the article at `place`, by all rules.
pub(in crate::page) fn bylines(
    tree: &Tree,
    marks: &[Mark],
    blocks: &[Block],
    place: Id,
) -> Vec<PageCandidate> {
    let mut found = Vec::new();
    for (rule, rank, applies) in RULES {
        let elements =
            super::around(tree, marks, place).filter(|id| !is_heading(tree.name(*id)) && applies(tree, *id));
        // Further away, links to authors are those of other articles.
        let elements = elements.filter(|id| *rank < 30 || (place..place + NEAR).contains(id));
        found.extend(
            names(tree, elements)
                .into_iter()
                .map(|name| PageCandidate::new(Field::Author, *rank, rule, &name)),
        );
    }
    found.extend(line(blocks, place));
    found
}

/// Largest number of elements that are looked at for one rule.
const MOST: usize = 500;

/// Largest number of nodes between the headline and a link that leads to its author.
const NEAR: usize = 300;

type Applies = fn(&Tree, Id) -> bool;

/// The rules by elements, with their ranks.
const RULES: &[(&str, u8, Applies)] = &[
    ("rel=author", 18, is_author_link),
    ("byline", 22, has_author_class),
    ("author-page", 37, leads_to_author),
];

fn is_author_link(tree: &Tree, id: Id) -> bool {
    tree.attribute(id, "rel").is_some_and(|rel| rel.split_whitespace().any(|word| word == "author"))
}

fn has_author_class(tree: &Tree, id: Id) -> bool {
    let names = ["class", "id", "data-testid"].iter().filter_map(|name| tree.attribute(id, name));
    names.flat_map(words).any(|word| AUTHOR.contains(&word.as_str()))
}

/// Words of classes of bylines.
const AUTHOR: &[&str] = &[
    "author",
    "authors",
    "byline",
    "bylines",
    "autor",
    "autoren",
    "auteur",
    "auteurs",
    "autores",
    "autore",
    "writer",
    "auther",
    "reporter",
    "vcard",
    "fn",
    "journalist",
    "redakteur",
    "verfasser",
    "contributor",
    "contributors",
    "firma",
    "signature",
    "authorname",
    "postauthor",
    "columnist",
    "författare",
    "forfatter",
    "yazar",
    "penulis",
];

/// Links to the page of an author.
fn leads_to_author(tree: &Tree, id: Id) -> bool {
    const PARTS: [&str; 12] = [
        "/author/",
        "/authors/",
        "/autor/",
        "/autoren/",
        "/auteur/",
        "/auteurs/",
        "/autores/",
        "/autore/",
        "/journalist/",
        "/profile/",
        "/people/",
        "/staff/",
    ];
    tree.name(id) == "a"
        && tree.attribute(id, "href").is_some_and(|href| PARTS.iter().any(|part| href.contains(part)))
}

/// The names in the first of the elements that has any, and in those beside it.
fn names(tree: &Tree, elements: impl Iterator<Item = Id>) -> Vec<String> {
    let mut group: Option<std::ops::Range<Id>> = None;
    let mut found: Vec<String> = Vec::new();
    for id in elements.take(MOST) {
        if group.as_ref().is_some_and(|group| !group.contains(&id)) {
            break;
        }
        let line = spaced(tree, id);
        if line.chars().count() > BYLINE {
            continue;
        }
        // Beside a first name, a single word is a label.
        let names = if group.is_none() { author::shown(&line) } else { author::full(&line) };
        if !names.is_empty() && group.is_none() {
            let around = tree.parent(tree.parent(id));
            // In a list of articles the second author is another article's.
            let end = if tree.end(around) - around < 80 { tree.end(around) } else { tree.end(id) };
            group = Some(id..end);
        }
        for name in names {
            if !found.iter().any(|known| known.contains(&name) || name.contains(known.as_str())) {
                found.push(name);
            }
        }
    }
    found
}

/// The text of a byline. Labels such as `Author` may stand directly before a name, only in another element.
fn spaced(tree: &Tree, id: Id) -> String {
    let mut line = String::new();
    let mut next = id;
    while next < tree.end(id) {
        if is_hidden_by_name(tree.name(next)) {
            next = tree.end(next);
            continue;
        }
        match tree.text(next) {
            Some(text) => line.push_str(text),
            None if line.ends_with(|character: char| character.is_lowercase() || character == ':') => {
                line.push(' ');
            }
            None => {}
        }
        next += 1;
    }
    one_line(&line)
}

/// The names in a line near the headline that begins like a byline or contains one, then in a line with a label anywhere.
fn line(blocks: &[Block], place: Id) -> Vec<PageCandidate> {
    let at = blocks.partition_point(|block| block.element < place);
    let is_open = |block: &&Block| block.mark < Mark::Comments;
    let near = blocks.iter().skip(at.saturating_sub(4)).take(14).filter(is_open);
    let mut lines = near.flat_map(|block| block.text.lines()).filter(|line| is_short(line));
    // A line that gets shorter began like a byline.
    let begins =
        |line: &str| Some(author::strip(line)).filter(|rest| rest.len() < line.len()).map(author::full);
    let names =
        lines.find_map(|line| begins(line).or_else(|| inside(line)).filter(|names| !names.is_empty()));
    let labelled = || {
        let lines =
            blocks.iter().filter(is_open).flat_map(|block| block.text.lines()).filter(|line| line.len() < 80);
        lines.filter_map(author::labelled).find(|names| !names.is_empty())
    };
    let (rank, names) = names.map_or_else(|| (48, labelled().unwrap_or_default()), |names| (46, names));
    names.iter().map(|name| PageCandidate::new(Field::Author, rank, "line", name)).collect()
}

fn is_short(line: &str) -> bool {
    line.chars().count() <= BYLINE && line.split_whitespace().count() < 12
}

/// The names behind `by` in a line with a date, such as `13 April 2023, by Anna Berg`.
fn inside(line: &str) -> Option<Vec<String>> {
    date::found(line, Order::DayFirst)?;
    [" by ", " von ", " par ", " por ", " door ", " av ", " af ", " di ", " | "].iter().find_map(|word| {
        let (_, rest) = line.split_once(word)?;
        Some(author::full(rest)).filter(|names| !names.is_empty())
    })
}
