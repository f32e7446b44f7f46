//! The article of a page: which blocks are its body.
//!
//! The body is in the element that holds most of the prose. Whatever in it is a list of links, a caption or a box by its
//! classes is left out.

use super::author;
use super::blocks::{Block, Shape};
use super::date::{self, Order};
use super::marks::{Mark, words};
use super::tree::{Id, Tree};

/// Fewest characters of a block that counts as prose.
const PROSE: usize = 60;

/// Fewest characters of prose of an article.
const ARTICLE: usize = 140;

/// The numbers of the blocks of the article's body; empty if the page has no article.
pub(super) fn body(tree: &Tree, blocks: &[Block]) -> Vec<usize> {
    // Classes may mislead: a page may call its article a `widget`.
    for limit in [Mark::Text, Mark::Around] {
        let mass = mass(tree, blocks, limit);
        let all: usize = blocks
            .iter()
            .filter(|block| block.mark < Mark::Hidden && is_prose(block))
            .map(|block| block.letters)
            .sum();
        if mass[0] < ARTICLE || mass[0] * 4 < all && limit == Mark::Text {
            continue;
        }
        let container = container(tree, &mass);
        return chosen(tree, blocks, container, limit);
    }
    Vec::new()
}

fn is_prose(block: &Block) -> bool {
    block.letters >= PROSE && block.link_share() < 0.4 && block.shape != Shape::Heading
}

/// The number of characters of prose in each element.
fn mass(tree: &Tree, blocks: &[Block], limit: Mark) -> Vec<usize> {
    let mut mass = vec![0; tree.len()];
    for block in blocks.iter().filter(|block| block.mark <= limit && is_prose(block)) {
        mass[block.element] += block.letters;
    }
    for id in (1..tree.len()).rev() {
        mass[tree.parent(id)] += mass[id];
    }
    mass
}

fn container(tree: &Tree, mass: &[usize]) -> Id {
    let mut current = declared(tree, mass).unwrap_or(0);
    loop {
        let largest = tree.children(current).max_by_key(|child| mass[*child]);
        match largest {
            Some(child) if mass[child] * 100 >= mass[current] * 85 => current = child,
            _ => return current,
        }
    }
}

/// The element that the page itself calls the body of the article.
fn declared(tree: &Tree, mass: &[usize]) -> Option<Id> {
    let candidates: Vec<Id> =
        (1..tree.len()).filter(|id| mass[*id] >= ARTICLE && is_declared(tree, *id)).collect();
    let most = candidates.iter().map(|id| mass[*id]).max()?;
    if most * 3 < mass[0] {
        return None;
    }
    candidates.into_iter().find(|id| mass[*id] * 10 >= most * 6)
}

fn is_declared(tree: &Tree, id: Id) -> bool {
    if tree.name(id) == "article" || tree.attribute(id, "itemprop") == Some("articleBody") {
        return true;
    }
    let Some(class) = tree.attribute(id, "class") else { return false };
    let words: Vec<String> = words(class).collect();
    words.windows(2).any(|pair| {
        matches!(pair[0].as_str(), "article" | "post" | "entry" | "story" | "content" | "news" | "blog")
            && matches!(pair[1].as_str(), "body" | "content" | "text" | "copy")
    }) || words.iter().any(|word| {
        matches!(word.as_str(), "articlebody" | "storybody" | "postcontent" | "articletext" | "storytext")
    })
}

fn chosen(tree: &Tree, blocks: &[Block], container: Id, limit: Mark) -> Vec<usize> {
    let range = container..tree.end(container);
    let mut chosen: Vec<usize> = (0..blocks.len())
        .filter(|number| {
            let block = &blocks[*number];
            range.contains(&block.element) && block.mark <= limit && is_kept(block)
        })
        .collect();
    // Dates and bylines above the text are findings.
    let first = chosen.iter().position(|number| is_prose(&blocks[*number])).unwrap_or(0);
    let mut at = 0;
    chosen.retain(|number| {
        at += 1;
        at > first || !is_about(&blocks[*number])
    });
    let last = chosen
        .iter()
        .rposition(|number| {
            is_prose(&blocks[*number]) || blocks[*number].letters > 30 || blocks[*number].shape == Shape::Row
        })
        .map_or(0, |at| at + 1);
    chosen.truncate(last);
    // A subheading without text below belongs to a list of links that was left out.
    while chosen.last().is_some_and(|number| blocks[*number].shape == Shape::Heading) {
        chosen.pop();
    }
    chosen
}

fn is_kept(block: &Block) -> bool {
    let share = block.link_share();
    match block.shape {
        Shape::Item => share < 0.6,
        Shape::Heading => share < 0.9,
        _ => share < 0.8 || block.letters > 300,
    }
}

/// Whether a line says when or by whom an article was written.
fn is_about(block: &Block) -> bool {
    let length = block.text.chars().count();
    length < 80
        && block.shape != Shape::Heading
        && (date::found(&block.text, Order::DayFirst).is_some()
            || author::strip(&block.text).len() < block.text.len())
}
