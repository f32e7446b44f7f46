//! The names that a site has, so that they aren't taken for headlines or persons.

use super::candidate::PageCandidate;
use super::tree::Tree;
use crate::Field;

/// The names of a site, folded.
#[derive(Debug, Default)]
pub(super) struct Site {
    names: Vec<String>,
    /// The parts of the host name that are longer than two letters, except its ending.
    labels: Vec<String>,
}

impl Site {
    /// The names that a page states, and those in its host name.
    pub(super) fn new(candidates: &[PageCandidate], address: Option<&str>) -> Self {
        let names = candidates
            .iter()
            .filter(|candidate| candidate.field == Field::Outlet)
            .map(|candidate| fold(&candidate.value))
            .filter(|name| !name.is_empty())
            .collect();
        Self { names, labels: address.and_then(host).map(labels).unwrap_or_default() }
    }

    /// Whether a text is the name of the site, with or without `.com`.
    pub(super) fn is_name(&self, text: &str) -> bool {
        let folded = fold(text);
        if folded.is_empty() {
            return false;
        }
        self.names.contains(&folded)
            || self.labels.iter().any(|label| {
                *label == folded
                    || folded.strip_prefix("the") == Some(label)
                    || (label.len() > 3
                        && folded.strip_prefix(label.as_str()).is_some_and(|rest| rest.len() < 5))
            })
    }

    /// Whether a text contains the name of the site, or the other way round.
    pub(super) fn is_like(&self, text: &str) -> bool {
        let folded = fold(text);
        let similar = |name: &String| {
            // Short names are parts of many words.
            name.len() > 3 && (folded.contains(name.as_str()) || (folded.len() > 3 && name.contains(&folded)))
        };
        self.is_name(text) || self.names.iter().any(similar) || self.labels.iter().any(similar)
    }
}

/// The host of an address.
pub(super) fn host(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?;
    (!host.is_empty()).then_some(host)
}

fn labels(host: &str) -> Vec<String> {
    let parts: Vec<&str> = host.split('.').collect();
    let known = parts.len().saturating_sub(1);
    parts[..known]
        .iter()
        .map(|part| fold(part))
        .filter(|part| {
            part.len() > 2 && !matches!(part.as_str(), "www" | "com" | "org" | "news" | "blog" | "gov")
        })
        .collect()
}

/// A text for comparison: only letters and digits, in lower case.
pub(super) fn fold(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How many words two texts share, 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "a share need not be exact")]
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    let words = |text: &str| -> Vec<String> {
        text.split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (one, mut other) = (words(one), words(other));
    let total = one.len() + other.len();
    let mut shared = 0;
    for word in &one {
        if let Some(at) = other.iter().position(|candidate| candidate == word) {
            other.swap_remove(at);
            shared += 1;
        }
    }
    if total == 0 { 0.0 } else { 2.0 * f64::from(shared) / total as f64 }
}

/// A text without markup: values of attributes often contain tags and doubly escaped signs.
pub(super) fn plain(value: &str) -> String {
    if value.contains(['<', '&']) {
        Tree::parse(&value.replace("&amp;", "&")).line(0)
    } else {
        super::tree::one_line(value)
    }
}
