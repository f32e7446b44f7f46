//! Saved pages: the readable text of an article, and the metadata that a page states.

mod address;
mod article;
mod author;
mod blocks;
mod candidate;
mod date;
mod gather;
mod json;
mod mark;
mod marks;
mod phrases;
mod preference;
mod settle;
mod site;
mod stated;
mod title;
mod tree;
mod visible;

use corpus_text::Form;

pub use address::without_tracking;

use crate::Finding;
use blocks::{Block, Shape};
use gather::Gathered;
use marks::Mark;
use stated::LinkedData;
use tree::{Id, Tree};

/// The number of the rules: it grows whenever the same page may give another text or other findings.
pub const RULES: u32 = 1;

/// Whether a file that begins like this is a page. For example, `<!-- saved --><!DOCTYPE html>…` is one, and an article about `<html>` isn't.
#[must_use]
pub fn is_page(beginning: &str) -> bool {
    Form::of(beginning) == Some(Form::Html)
}

/// Which part of a page its text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extraction {
    /// The article of the page.
    Article,
    /// All visible text, because the page has no article.
    WholePage,
}

/// The content of a page: its text, and its statements about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The headline on its own line, an empty line, and the body; only the body if the page has no headline. Paragraphs are separated by
    /// an empty line.
    pub text: String,
    /// Where the body begins in the text, in bytes.
    pub body_start: usize,
    /// Which part of the page the body is.
    pub extraction: Extraction,
    /// The statements of the page about itself: the best candidate of each field first.
    pub findings: Vec<Finding>,
}

/// Reads a page: its text, and its statements about itself.
///
/// `html` is the page as decoded text. `address` is where it was found, if that is known; it completes relative addresses, tells the
/// name of the site, and gives a date if nothing else does. The text is the same whatever the address. Never fails: a text without tags is its own text.
#[must_use]
pub fn read(html: &str, address: Option<&str>) -> Page {
    let tree = Tree::parse(html);
    let mut marks = marks::marks(&tree);
    let mut blocks = blocks::blocks(&tree, &marks);
    // Only the blocks tell which marks mislead, so they are made twice.
    if let Some(corrected) = marks::corrected(&tree, &blocks) {
        marks = corrected;
        blocks = blocks::blocks(&tree, &marks);
    }
    let linked_data = LinkedData::read(&tree);
    let Gathered { findings, headline, title } =
        gather::gather(&tree, &marks, &blocks, &linked_data, address);
    let (body, extraction) = body(&tree, &blocks, headline, linked_data.body.as_deref());
    let body = without_headline(&body, title.as_deref());
    let head = title.map(|title| format!("{title}\n\n")).unwrap_or_default();
    Page { body_start: head.len(), text: head + body, extraction, findings }
}

/// The body of the article, or else the best that the page has. `stated` is the text of the article in its linked data.
fn body(tree: &Tree, blocks: &[Block], headline: Option<Id>, stated: Option<&str>) -> (String, Extraction) {
    let chosen = article::body(tree, blocks, headline);
    let length: usize = chosen.iter().map(|number| blocks[*number].text.len()).sum();
    // Pages that a script fills have their article, or all but its beginning, only in the linked data.
    if let Some(stated) =
        stated.map(paragraphs).filter(|stated| stated.len() > STATED && stated.len() > length * 2)
    {
        return (stated, Extraction::Article);
    }
    if !chosen.is_empty() {
        return (text(blocks, &chosen), Extraction::Article);
    }
    let shown: Vec<usize> =
        (0..blocks.len()).filter(|number| blocks[*number].mark < Mark::Concealed).collect();
    (text(blocks, &shown), Extraction::WholePage)
}

/// Fewest bytes of a text in linked data that may be an article.
const STATED: usize = 300;

/// The paragraphs of a text in linked data.
fn paragraphs(text: &str) -> String {
    let paragraphs: Vec<String> = text.lines().map(site::plain).filter(|line| !line.is_empty()).collect();
    paragraphs.join("\n\n")
}

/// A body that doesn't repeat the headline in its first line.
fn without_headline<'a>(body: &'a str, headline: Option<&str>) -> &'a str {
    let (first, rest) = body.split_once("\n\n").unwrap_or((body, ""));
    if headline.is_some_and(|headline| site::fold(headline) == site::fold(first)) { rest } else { body }
}

fn text(blocks: &[Block], chosen: &[usize]) -> String {
    let mut text = String::new();
    let mut before = None;
    for number in chosen {
        let block = &blocks[*number];
        let tight = before == Some(block.shape) && matches!(block.shape, Shape::Item | Shape::Row);
        text.push_str(if text.is_empty() {
            ""
        } else if tight {
            "\n"
        } else {
            "\n\n"
        });
        text.push_str(if block.shape == Shape::Item { "- " } else { "" });
        text.push_str(&block.text);
        before = Some(block.shape);
    }
    text
}
