//! All that a page says about itself, from its markup, its data and its visible text.

use super::address;
use super::blocks::Block;
use super::candidate::{self, PageCandidate};
use super::date::{self, Order};
use super::marks::Mark;
use super::settle::{self, Surroundings};
use super::site::{self, Site};
use super::stated::{self, LinkedData};
use super::tree::{Id, Tree};
use super::visible;
use crate::{Field, Finding};

/// The findings of a page, and the place of its headline.
pub(super) struct Gathered {
    pub(super) findings: Vec<Finding>,
    /// The element with the headline.
    pub(super) headline: Option<Id>,
    /// The headline in words, the same wherever the page was found.
    pub(super) title: Option<String>,
}

/// Collects, cleans and ranks the statements of a page about itself.
///
/// The address where the page was found helps with the findings. It has no part in the title, with which the text begins: a page that
/// is saved and captured has one text.
pub(super) fn gather(
    tree: &Tree,
    marks: &[Mark],
    blocks: &[Block],
    linked_data: &LinkedData,
    address: Option<&str>,
) -> Gathered {
    let mut candidates = linked_data.candidates.clone();
    candidates.extend(stated::meta(tree));
    candidates.extend(stated::microdata(tree, marks));
    let mut candidates = candidate::limited(candidates);
    let stated_address = candidates
        .iter()
        .find(|candidate| candidate.field == Field::Url && candidate.value.starts_with("http"))
        .map(|candidate| candidate.value.clone());
    let stated_site = Site::new(&candidates, stated_address.as_deref());
    let address = address.map(str::to_owned).or(stated_address);
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
    // Of low rank, since the name of the site or a section is often part of it.
    candidates.push(PageCandidate::new(Field::Title, 50, "title", &title));
    if let Some((_, text)) = &headline {
        let agreement = stated.iter().map(|title| site::likeness(title, text)).fold(0.0, f64::max);
        // Readers see this one; the one for search engines and services is often another.
        let rank = if agreement >= 0.5 {
            5
        } else if headings.len() == 1 {
            H1_ALONE
        } else {
            40
        };
        candidates.push(PageCandidate::new(Field::Title, rank, "h1", text));
    }
    let place = headline.as_ref().map_or(0, |(id, _)| *id);
    candidates.extend(visible::bylines(tree, marks, blocks, place));
    candidates.extend(headline.iter().flat_map(|(id, _)| visible::subtitles(tree, marks, *id)));
    candidates.extend(visible::days(tree, marks, blocks, place, order));
    let described = candidates.iter().find(|candidate| candidate.field.name() == "description");
    let described = described.map(|description| description.value.chars().take(120).collect::<String>());
    let titles: Vec<String> = described.into_iter().chain([title.clone()]).collect();
    for text in &titles {
        candidates.extend(
            date::found(text, order).map(|date| PageCandidate::new(Field::Published, 90, "title", &date)),
        );
    }
    if let Some(address) = &address {
        candidates.extend(
            address::day(address).map(|day| PageCandidate::new(Field::Published, 80, "address", &day)),
        );
    }
    let texts: Vec<String> = headings.iter().map(|(_, text)| text.clone()).collect();
    let title = settle::title(&candidates, &stated_site, &texts);
    let surroundings = Surroundings { site: &site, headings: &texts, order, address: address.as_deref() };
    let findings = settle::findings(candidates, &surroundings);
    Gathered { findings, headline: headline.map(|(id, _)| id), title }
}

const H1_ALONE: u8 = 15;

/// How the page writes days and months, by its language and address.
fn order(candidates: &[PageCandidate], address: Option<&str>) -> Order {
    let mut languages = candidates
        .iter()
        .filter(|candidate| candidate.field == Field::Language)
        .map(|candidate| candidate.value.to_ascii_lowercase().replace('_', "-"));
    let american = languages.clone().any(|language| language.starts_with("en-us"));
    let english = languages.any(|language| language.starts_with("en"));
    let ending = address.and_then(site::host).and_then(|host| host.rsplit('.').next()).unwrap_or_default();
    // English pages with a general ending such as `.com` are taken for American ones.
    if english
        && (american || !matches!(ending, "uk" | "au" | "nz" | "ie" | "in" | "za"))
        && (ending.len() > 2 || american || ending == "us")
    {
        Order::MonthFirst
    } else {
        Order::DayFirst
    }
}
