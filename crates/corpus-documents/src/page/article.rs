//! The article of a page: which blocks are its body.
//!
//! The body is in the element that holds most of the prose. Any part of it that is a list of links, a caption or a box by its
//! classes is left out.

mod notice;

use super::author;
use super::blocks::{self, Block, Shape};
use super::date::{self, Order};
use super::marks::{Mark, words};
use super::tree::{Id, Tree};

/// Fewest characters of prose of an article.
const ARTICLE: usize = 140;

/// The numbers of the blocks of the article's body; empty if the page has no article.
pub(super) fn body(tree: &Tree, blocks: &[Block], headline: Option<Id>) -> Vec<usize> {
    let mass = blocks::mass(tree, blocks.iter().filter(|block| block.mark == Mark::Text));
    // A short text is an article only if the page calls it so.
    if mass[0] < ARTICLE && declared(tree, &mass).is_none() {
        return Vec::new();
    }
    let container = container(tree, &mass);
    let mut body = chosen(tree, blocks, container);
    if let Some(headline) = headline {
        begin_at(tree, blocks, headline, container, &mut body);
    }
    body
}

fn container(tree: &Tree, mass: &[usize]) -> Id {
    let mut current = declared(tree, mass).unwrap_or(0);
    loop {
        // A paragraph is part of a body: in a short article it may be the only long one.
        let groups = tree
            .children(current)
            .filter(|child| !matches!(tree.name(*child), "p" | "li" | "blockquote" | "pre" | "dd" | "dt"));
        match groups.max_by_key(|child| mass[*child]) {
            // With nearly all the prose in one child, the rest is around the article.
            Some(child) if mass[child] * 100 >= mass[current] * 85 => current = child,
            _ => return current,
        }
    }
}

/// The element that the page itself calls the body of the article.
fn declared(tree: &Tree, mass: &[usize]) -> Option<Id> {
    let candidates: Vec<Id> = (1..tree.len()).filter(|id| mass[*id] > 0 && is_declared(tree, *id)).collect();
    let most = candidates.iter().map(|id| mass[*id]).max()?;
    // A small part that calls itself an article is a teaser.
    if most * 3 < mass[0] {
        return None;
    }
    // In the order of the page, an outer element comes before those in it.
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

fn chosen(tree: &Tree, blocks: &[Block], container: Id) -> Vec<usize> {
    let range = container..tree.end(container);
    let mut chosen: Vec<usize> = (0..blocks.len())
        .filter(|number| {
            let block = &blocks[*number];
            range.contains(&block.element) && block.mark == Mark::Text && is_kept(block)
        })
        .collect();
    // Dates and bylines above the text are findings.
    let first = chosen.iter().position(|number| blocks[*number].is_prose()).unwrap_or(0);
    let mut at = 0;
    chosen.retain(|number| {
        at += 1;
        at > first || !is_about(&blocks[*number])
    });
    // Behind the last sentence there are only labels and keywords.
    let last = chosen
        .iter()
        .rposition(|number| {
            let block = &blocks[*number];
            let is_sentence = block
                .text
                .ends_with(['.', '!', '?', '…', '”', '“', '»', '"', '。', '？', '！', '」', '।', '؟']);
            block.is_prose() || block.letters > 30 || block.shape == Shape::Row || is_sentence
        })
        .map_or(0, |at| at + 1);
    chosen.truncate(last);
    // A subheading without text below belongs to a list of links that was left out.
    while chosen.last().is_some_and(|number| blocks[*number].shape == Shape::Heading) {
        chosen.pop();
    }
    chosen
}

/// Begins at the headline: the text above it isn't the article, and a lead may stand between it and the body.
fn begin_at(tree: &Tree, blocks: &[Block], headline: Id, container: Id, body: &mut Vec<usize>) {
    let end = tree.end(headline);
    let total: usize = body.iter().map(|number| blocks[*number].letters).sum();
    let above: usize = body
        .iter()
        .map(|number| &blocks[*number])
        .filter(|block| block.element < headline)
        .map(|block| block.letters)
        .sum();
    // A heading below much of the body isn't its headline.
    if above * 10 < total * 3 {
        body.retain(|number| blocks[*number].element >= end);
    }
    // The headline is outside of the body's element, so the lead may be as well.
    if end <= container {
        let between =
            blocks.iter().enumerate().filter(|(_, block)| (end..container).contains(&block.element));
        let lead: Vec<usize> = between
            .filter(|(_, block)| block.mark == Mark::Text && is_lead(block))
            .map(|(number, _)| number)
            .collect();
        body.splice(0..0, lead);
    }
}

fn is_lead(block: &Block) -> bool {
    block.letters >= 30 && block.link_share() < 0.3 && block.shape != Shape::Item && !is_about(block)
}

fn is_kept(block: &Block) -> bool {
    if notice::is_notice(&block.text) {
        return false;
    }
    let share = block.link_share();
    match block.shape {
        Shape::Item => share < 0.6,
        Shape::Heading => share < 0.9,
        _ => share < 0.8 || (share < 0.9 && block.letters > 300),
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
