//! Saved pages: the readable text of an article, and the metadata that a page states.

mod address;
mod article;
mod author;
mod blocks;
mod candidate;
mod date;
mod json;
mod marks;
mod settle;
mod site;
mod stated;
mod title;
mod tree;
mod visible;

use corpus_text::Form;

use crate::{Field, Finding};
use blocks::{Block, Shape};
use candidate::Candidate;
use date::Order;
use marks::Mark;
use settle::Surroundings;
use site::Site;
use stated::LinkedData;
use tree::Tree;

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

/// What a page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The headline on its own line, an empty line, and the body; only the body if the page has no headline. Paragraphs are separated by
    /// an empty line.
    pub text: String,
    /// Where the body begins in the text, in bytes.
    pub body_start: usize,
    /// Which part of the page the body is.
    pub extraction: Extraction,
    /// What the page states about itself: the best candidate of each field first.
    pub findings: Vec<Finding>,
}

/// Reads a page: its text, and what it says about itself.
///
/// `html` is the page as decoded text. `address` is where it was found, if that is known; it completes relative addresses, tells the
/// name of the site, and gives a date if nothing else does. Never fails: a text without tags is its own text.
#[must_use]
pub fn read(html: &str, address: Option<&str>) -> Page {
    let tree = Tree::parse(html);
    let marks = marks::marks(&tree);
    let blocks = blocks::blocks(&tree, &marks);
    let linked_data = LinkedData::read(&tree);
    let findings = findings(&tree, &marks, &blocks, &linked_data, address);
    let headline =
        findings.iter().find(|finding| finding.field == Field::Title).map(|finding| finding.value.as_str());
    let (body, extraction) = body(&tree, &blocks, &linked_data);
    let body = without_headline(&body, headline);
    let head = headline.map(|headline| format!("{headline}\n\n")).unwrap_or_default();
    Page { body_start: head.len(), text: head + body, extraction, findings }
}

/// The body of the article, or else the best that the page has.
fn body(tree: &Tree, blocks: &[Block], linked_data: &LinkedData) -> (String, Extraction) {
    let chosen = article::body(tree, blocks);
    if !chosen.is_empty() {
        return (text(blocks, &chosen), Extraction::Article);
    }
    // Pages that a script fills have their article only in the linked data.
    if let Some(body) = &linked_data.body
        && body.chars().count() > 200
    {
        let paragraphs: Vec<String> = body.lines().map(site::plain).filter(|line| !line.is_empty()).collect();
        return (paragraphs.join("\n\n"), Extraction::Article);
    }
    let shown: Vec<usize> = (0..blocks.len()).filter(|number| blocks[*number].mark < Mark::Hidden).collect();
    (text(blocks, &shown), Extraction::WholePage)
}

/// A body that doesn't repeat the headline in its first line.
fn without_headline<'a>(body: &'a str, headline: Option<&str>) -> &'a str {
    let (first, rest) = body.split_once("\n\n").unwrap_or((body, ""));
    if headline.is_some_and(|headline| site::fold(headline) == site::fold(first)) { rest } else { body }
}

fn findings(
    tree: &Tree,
    marks: &[Mark],
    blocks: &[Block],
    linked_data: &LinkedData,
    address: Option<&str>,
) -> Vec<Finding> {
    let mut candidates = linked_data.candidates.clone();
    candidates.extend(stated::meta(tree));
    candidates.extend(stated::microdata(tree, marks));
    let address = address
        .or_else(|| {
            candidates
                .iter()
                .find(|candidate| candidate.field == Field::Url && candidate.value.starts_with("http"))
                .map(|candidate| candidate.value.as_str())
        })
        .map(str::to_owned);
    let site = Site::new(&candidates, address.as_deref());
    let headings = visible::headings(tree, marks);
    let order = order(&candidates, address.as_deref());
    let title = tree.elements("title").next().map(|id| tree.source(id)).unwrap_or_default();
    let stated: Vec<String> = candidates
        .iter()
        .filter(|candidate| candidate.field == Field::Title)
        .map(|candidate| site::plain(&candidate.value))
        .chain([title.clone()])
        .collect();
    let headline = visible::headline(&headings, &stated).cloned();
    candidates.push(Candidate::new(Field::Title, 50, "title", &title));
    if let Some((_, text)) = &headline {
        let agreement = stated.iter().map(|title| site::likeness(title, text)).fold(0.0, f64::max);
        // Readers see this one; what is stated for search engines and services is often another.
        let rank = if agreement >= 0.5 {
            5
        } else if headings.len() == 1 {
            H1_ALONE
        } else {
            40
        };
        candidates.push(Candidate::new(Field::Title, rank, "h1", text));
    }
    candidates.extend(visible::shown(tree, marks, blocks, headline.as_ref().map_or(0, |(id, _)| *id), order));
    let described = candidates.iter().find(|candidate| candidate.field.name() == "description");
    let described = described.map(|description| description.value.chars().take(120).collect::<String>());
    let titles: Vec<String> = described.into_iter().chain([title.clone()]).collect();
    for text in &titles {
        candidates.extend(
            date::found(text, order).map(|date| Candidate::new(Field::Published, 90, "title", &date)),
        );
    }
    if let Some(address) = &address {
        candidates
            .extend(address::day(address).map(|day| Candidate::new(Field::Published, 80, "address", &day)));
    }
    let texts: Vec<String> = headings.iter().map(|(_, text)| text.clone()).collect();
    settle::findings(
        candidates,
        &Surroundings { site: &site, headings: &texts, order, address: address.as_deref() },
    )
}

const H1_ALONE: u8 = 15;

/// How the page writes days and months, by its language and address.
fn order(candidates: &[Candidate], address: Option<&str>) -> Order {
    let mut languages = candidates
        .iter()
        .filter(|candidate| candidate.field == Field::Language)
        .map(|candidate| candidate.value.to_ascii_lowercase().replace('_', "-"));
    let american = languages.clone().any(|language| language.starts_with("en-us"));
    let english = languages.any(|language| language.starts_with("en"));
    let ending = address.and_then(site::host).and_then(|host| host.rsplit('.').next()).unwrap_or_default();
    if english
        && (american || !matches!(ending, "uk" | "au" | "nz" | "ie" | "in" | "za"))
        && (ending.len() > 2 || american || ending == "us")
    {
        Order::MonthFirst
    } else {
        Order::DayFirst
    }
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
