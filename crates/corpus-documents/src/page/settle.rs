//! Findings from candidates: cleaned, ranked, without those of another kind.

use super::address;
use super::author;
use super::candidate::PageCandidate;
use super::date::{self, Order};
use super::preference;
use super::site::{self, Site, plain};
use super::title;
use crate::{Field, Finding};

/// The facts about a page that cleaning needs.
pub(super) struct Surroundings<'a> {
    pub(super) site: &'a Site,
    pub(super) headings: &'a [String],
    pub(super) order: Order,
    pub(super) address: Option<&'a str>,
}

/// The findings of a page, the best of each field first.
pub(super) fn findings(mut candidates: Vec<PageCandidate>, about: &Surroundings<'_>) -> Vec<Finding> {
    let mut ranked: Vec<(u8, Finding)> = Vec::new();
    candidates.sort_by_key(|candidate| candidate.rank);
    for candidate in &candidates {
        for (rank, value) in clean(candidate, about) {
            // Candidates are sorted, so the best rule of each value is kept.
            let known =
                ranked.iter().any(|(_, finding)| finding.field == candidate.field && finding.value == value);
            if !known {
                ranked.push((
                    rank,
                    Finding { field: candidate.field.clone(), value, rule: candidate.rule.clone() },
                ));
            }
        }
    }
    ranked.sort_by(|one, other| (&one.1.field, one.0).cmp(&(&other.1.field, other.0)));
    let mut findings: Vec<Finding> = ranked.into_iter().map(|(_, finding)| finding).collect();
    preference::apply(&mut findings);
    drop_repetitions(&mut findings);
    findings
}

/// The title among the candidates: the first of the best rank that is more than the name of the site.
pub(super) fn title(candidates: &[PageCandidate], site: &Site, headings: &[String]) -> Option<String> {
    let mut titles: Vec<&PageCandidate> =
        candidates.iter().filter(|candidate| candidate.field == Field::Title).collect();
    titles.sort_by_key(|candidate| candidate.rank);
    titles.iter().find_map(|candidate| title::without_site(&plain(&candidate.value), site, headings))
}

/// Drops subtitles that say the headline again: an alternative headline is often that for search engines.
fn drop_repetitions(findings: &mut Vec<Finding>) {
    let titles: Vec<String> = findings
        .iter()
        .filter(|finding| finding.field == Field::Title)
        .map(|finding| finding.value.clone())
        .collect();
    let repeats = |value: &str| titles.iter().any(|title| site::likeness(title, value) >= 0.4);
    findings.retain(|finding| finding.field != Field::Subtitle || !repeats(&finding.value));
}

/// The cleaned values of a candidate with their ranks; none if it is of another kind.
fn clean(candidate: &PageCandidate, about: &Surroundings<'_>) -> Vec<(u8, String)> {
    let rank = candidate.rank;
    match candidate.field {
        Field::Title => title::without_site(&plain(&candidate.value), about.site, about.headings)
            .into_iter()
            .map(|title| (rank, title))
            .collect(),
        Field::Author => authors(candidate, about),
        Field::Published | Field::Modified => {
            date::stated(&plain(&candidate.value), about.order).into_iter().map(|date| (rank, date)).collect()
        }
        Field::Url => urls(candidate, about),
        Field::Language => language(&candidate.value).into_iter().map(|language| (rank, language)).collect(),
        Field::Outlet => Some(plain(&candidate.value))
            .filter(|name| is_outlet(name))
            .map(|name| (rank, name))
            .into_iter()
            .collect(),
        // A line of date and place isn't a subtitle.
        Field::Subtitle
            if candidate.value.len() < 60 && date::found(&candidate.value, about.order).is_some() =>
        {
            Vec::new()
        }
        Field::Section | Field::Subtitle | Field::Other(_) => Some(plain(&candidate.value))
            .filter(|value| !value.is_empty())
            .map(|value| (rank, value))
            .into_iter()
            .collect(),
    }
}

fn is_outlet(name: &str) -> bool {
    !name.is_empty()
        && name.chars().count() <= 80
        && !name.contains("://")
        && !name.starts_with('@')
        && name.chars().any(char::is_alphabetic)
}

/// Offices and agencies count only if no person is known.
fn authors(candidate: &PageCandidate, about: &Surroundings<'_>) -> Vec<(u8, String)> {
    let names = author::names(&candidate.value).into_iter();
    names
        .filter(|name| date::found(name, about.order).is_none())
        .map(|name| {
            (
                if candidate.organisation || author::is_nobody(&name, about.site) {
                    candidate.rank.max(100)
                } else {
                    candidate.rank
                },
                name,
            )
        })
        .collect()
}

fn urls(candidate: &PageCandidate, about: &Surroundings<'_>) -> Vec<(u8, String)> {
    let Some(address) = address::absolute(&candidate.value, about.address) else { return Vec::new() };
    let short = address::without_tracking(&address);
    let mut urls = vec![(candidate.rank, address)];
    if urls[0].1 != short {
        // Sorting is stable, so the short one stays first among equals.
        urls.insert(0, (candidate.rank, short));
    }
    urls
}

/// A BCP 47 tag: `en_US` is `en-US`. Words such as `english` are none.
fn language(value: &str) -> Option<String> {
    let tag = value.split([',', ';', '@', '.']).next()?.trim().replace('_', "-");
    let mut parts = tag.split('-');
    let primary = parts.next()?.to_ascii_lowercase();
    if !matches!(primary.len(), 2 | 3) || !primary.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let mut language = primary;
    for part in parts {
        if part.is_empty() || part.len() > 8 || !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            break;
        }
        language.push('-');
        match part.len() {
            2 => language.push_str(&part.to_ascii_uppercase()),
            4 => language.push_str(&format!(
                "{}{}",
                part[..1].to_ascii_uppercase(),
                part[1..].to_ascii_lowercase()
            )),
            _ => language.push_str(part),
        }
    }
    Some(language)
}
