//! What a page shows near its headline: the headline itself, the line below it, the byline and the date.

use super::blocks::Block;
use super::candidate::Candidate;
use super::date::{self, Order};
use super::marks::{Mark, words};
use super::site::fold;
use super::tree::{Id, Tree, is_heading, is_hidden_by_name};
use crate::Field;

/// Largest number of characters of a byline, of a date with its label, and of a headline.
const BYLINE: usize = 120;
const DATE: usize = 80;
const HEADLINE: usize = 300;

/// The headlines of a page: the elements `h1`, and what its classes call so.
pub(super) fn headings(tree: &Tree, marks: &[Mark]) -> Vec<(Id, String)> {
    (1..tree.len())
        .filter(|id| marks[*id] < Mark::Comments && tree.name(*id) == "h1")
        .map(|id| (id, without_kicker(tree, id)))
        .filter(|(_, text)| !text.is_empty() && text.len() < HEADLINE * 2)
        .take(20)
        .collect()
}

/// The text of a headline without the line above it that some sites put inside.
fn without_kicker(tree: &Tree, id: Id) -> String {
    let is_kicker = |inner: &Id| {
        tree.attribute(*inner, "class").is_some_and(|class| {
            words(class).any(|word| {
                matches!(
                    word.as_str(),
                    "kicker"
                        | "eyebrow"
                        | "overline"
                        | "dachzeile"
                        | "topline"
                        | "roofline"
                        | "supertitle"
                        | "pretitle"
                        | "antetitulo"
                        | "volanta"
                        | "overhead"
                        | "suptitle"
                        | "headlinekicker"
                )
            })
        })
    };
    let Some(kicker) = tree.descendants(id).find(is_kicker) else { return tree.line(id) };
    let rest: String = tree
        .descendants(id)
        .filter(|inner| !(kicker..tree.end(kicker)).contains(inner))
        .filter_map(|inner| tree.text(inner))
        .collect();
    if rest.trim().is_empty() { tree.line(id) } else { super::tree::one_line(&rest) }
}

/// The headline among the headings: the one that the page states, or else the first.
pub(super) fn headline<'a>(headings: &'a [(Id, String)], stated: &[String]) -> Option<&'a (Id, String)> {
    let agrees = |text: &str| {
        let folded = fold(text);
        stated.iter().any(|title| {
            let title = fold(title);
            !folded.is_empty()
                && (title == folded
                    || (folded.len() > 15 && title.starts_with(&folded))
                    || (title.len() > 15 && folded.starts_with(&title)))
        })
    };
    headings.iter().find(|(_, text)| agrees(text)).or_else(|| headings.first())
}

/// Persons and dates that the page shows beside the article at `place`.
pub(super) fn shown(
    tree: &Tree,
    marks: &[Mark],
    blocks: &[Block],
    place: Id,
    order: Order,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut nodes: Vec<Id> =
        (1..tree.len()).filter(|id| marks[*id] < Mark::Comments && tree.text(*id).is_none()).collect();
    // What follows the headline is nearer to the article than what precedes it.
    let split = nodes.partition_point(|id| *id < place);
    nodes.rotate_left(split);
    for id in nodes {
        if is_heading(tree.name(id)) || tree.end(id) - id > 60 {
            continue;
        }
        element(tree, id, order, &mut found);
    }
    lines(blocks, place, order, &mut found);
    first_of_each_rule(found)
}

fn element(tree: &Tree, id: Id, order: Order, found: &mut Vec<Candidate>) {
    if tree.name(id) == "time" {
        let value = tree.attribute(id, "datetime").map_or_else(|| tree.line(id), str::to_owned);
        if let Some(date) = date::stated(&value, order).or_else(|| date::found(&tree.line(id), order)) {
            found.push(Candidate::new(Field::Published, 42, "time", &date));
        }
        return;
    }
    if tree.attribute(id, "rel").is_some_and(|rel| rel.split_whitespace().any(|word| word == "author")) {
        found.push(Candidate::new(Field::Author, 18, "rel=author", &spaced(tree, id)));
    }
    let Some(class) = tree.attribute(id, "class").or_else(|| tree.attribute(id, "id")) else { return };
    let mut is_author = false;
    let mut is_date = false;
    let mut is_modified = false;
    for word in words(class) {
        is_author |= matches!(
            word.as_str(),
            "author"
                | "byline"
                | "autor"
                | "auteur"
                | "authors"
                | "writer"
                | "auther"
                | "reporter"
                | "autores"
                | "autore"
                | "vcard"
                | "fn"
        );
        is_date |= matches!(
            word.as_str(),
            "date"
                | "time"
                | "published"
                | "timestamp"
                | "datetime"
                | "datum"
                | "posted"
                | "pubdate"
                | "fecha"
                | "data"
                | "dateline"
                | "updated"
                | "publish"
        );
        is_modified |= matches!(word.as_str(), "updated" | "modified" | "update");
    }
    if !is_author && !is_date {
        return;
    }
    let line = spaced(tree, id);
    if is_author && line.chars().count() < BYLINE && !line.is_empty() {
        found.push(Candidate::new(Field::Author, 38, "byline", &line));
    }
    if is_date
        && line.chars().count() < DATE
        && let Some(date) = date::found(&line, order)
    {
        let (field, rule) =
            if is_modified { (Field::Modified, "shown") } else { (Field::Published, "shown") };
        found.push(Candidate::new(field, 44, rule, &date));
    }
}

/// The text of a byline. Labels such as `Author` may stand directly before a name, only in another element.
fn spaced(tree: &Tree, id: Id) -> String {
    let mut line = String::new();
    for inner in std::iter::once(id).chain(tree.descendants(id)) {
        match tree.text(inner) {
            Some(text) if is_shown(tree, inner, id) => line.push_str(text),
            None if line.ends_with(|character: char| character.is_lowercase() || character == ':') => {
                line.push(' ');
            }
            _ => {}
        }
    }
    super::tree::one_line(&line)
}

fn is_shown(tree: &Tree, inner: Id, id: Id) -> bool {
    tree.ancestors(inner)
        .take_while(|ancestor| *ancestor >= id)
        .all(|ancestor| !is_hidden_by_name(tree.name(ancestor)))
}

/// Lines near the headline that look like a byline or a date.
fn lines(blocks: &[Block], place: Id, order: Order, found: &mut Vec<Candidate>) {
    let at = blocks.partition_point(|block| block.element < place);
    for block in blocks.iter().skip(at.saturating_sub(4)).take(14) {
        let length = block.text.chars().count();
        if length > BYLINE {
            let beginning: String = block.text.chars().take(DATE).collect();
            found.extend(
                date::found(&beginning, order)
                    .map(|date| Candidate::new(Field::Published, 60, "opening", &date)),
            );
            continue;
        }
        let stripped = super::author::strip(&block.text);
        if stripped.len() < block.text.len() && block.text.split_whitespace().count() < 12 {
            found.push(Candidate::new(Field::Author, 46, "line", &block.text));
        }
        if length < DATE
            && let Some(date) = date::found(&block.text, order)
        {
            found.push(Candidate::new(Field::Published, 41, "line", &date));
        }
    }
    let dates = blocks.iter().skip(at).chain(blocks.iter().take(at));
    for block in dates.filter(|block| block.mark < Mark::Comments && block.text.len() < DATE) {
        if let Some(date) = date::found(&block.text, order) {
            found.push(Candidate::new(Field::Published, 70, "distant", &date));
            return;
        }
    }
}

/// The first value of each rule: what stands further from the headline belongs to other articles.
fn first_of_each_rule(found: Vec<Candidate>) -> Vec<Candidate> {
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in found {
        if !kept.iter().any(|known| known.field == candidate.field && known.rule == candidate.rule) {
            kept.push(candidate);
        }
    }
    kept
}
