//! Hosts of this import's addresses that belong to no outlet, with the names that their pages state. An outlet is never created
//! without being asked for, so the report proposes it.

use crate::Result;
use crate::model::UnknownHost;
use crate::ops::metadata::host_of;
use crate::store::Reader;
use crate::store::tables::outlets;
use std::collections::{BTreeMap, HashMap};

/// Maximum number of domains whose names are counted, and of names for each. A hostile page states any number of them.
const DOMAINS: usize = 10_000;
const NAMES: usize = 20;

/// Maximum number of reported domains.
const REPORTED: usize = 3;

/// The registrable domains of the addresses in one import, with the names of sites that their pages stated.
#[derive(Debug, Default)]
pub(super) struct SiteNames(HashMap<String, BTreeMap<String, u64>>);

impl SiteNames {
    /// Adds an address, and counts the name that its document states.
    pub(super) fn add(&mut self, url: &str, name: Option<&str>) {
        let Some(domain) = domain_of(url) else { return };
        if self.0.len() >= DOMAINS && !self.0.contains_key(&domain) {
            return;
        }
        let names = self.0.entry(domain).or_default();
        let Some(name) = name else { return };
        if names.len() < NAMES || names.contains_key(name) {
            *names.entry(name.to_owned()).or_default() += 1;
        }
    }

    /// Whether the pages of a domain state several names, none of which most of them share. Such a domain hosts many publishers.
    fn is_shared(&self, domain: &str) -> bool {
        let Some(names) = self.0.get(domain) else { return false };
        let most = names.values().max().copied().unwrap_or(0);
        names.len() > 1 && most * 2 <= names.values().sum()
    }

    /// The most frequent name; the first in alphabetical order among equals.
    fn best(&self, domain: &str) -> Option<&str> {
        let names = self.0.get(domain)?;
        let best = names.iter().max_by(|one, other| one.1.cmp(other.1).then(other.0.cmp(one.0)));
        best.map(|(name, _)| name.as_str())
    }
}

/// The domain under which a publisher has its hosts, by the public suffix list.
///
/// For example, `example.co.uk` for `https://news.example.co.uk/a`.
fn domain_of(url: &str) -> Option<String> {
    let host = host_of(url)?;
    psl::domain_str(&host).map(ToOwned::to_owned)
}

/// The domains of the most articles without an outlet, of all hosts in this import that no outlet has.
pub(super) fn unknown(reader: &Reader, names: &SiteNames) -> Result<Vec<UnknownHost>> {
    let mut counts = BTreeMap::<String, u64>::new();
    // Articles of one host are many, and each look-up takes several statements.
    let mut known = HashMap::<String, bool>::new();
    outlets::addresses_without(reader, &mut |url| {
        let Some(host) = host_of(url) else { return Ok(()) };
        let is_known = if let Some(is_known) = known.get(&host) {
            *is_known
        } else {
            let is_known = outlets::of_host(reader, &host)?.is_some();
            known.insert(host.clone(), is_known);
            is_known
        };
        if let (false, Some(domain)) = (is_known, psl::domain_str(&host)) {
            *counts.entry(domain.to_owned()).or_default() += 1;
        }
        Ok(())
    })?;
    let mut hosts: Vec<UnknownHost> = counts
        .into_iter()
        .filter(|(domain, _)| names.0.contains_key(domain) && !names.is_shared(domain))
        .map(|(host, articles)| UnknownHost {
            name: names.best(&host).map(ToOwned::to_owned),
            host,
            articles,
        })
        .collect();
    // Stable, so that equals stay in alphabetical order.
    hosts.sort_by_key(|host| std::cmp::Reverse(host.articles));
    hosts.truncate(REPORTED);
    Ok(hosts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_of_many_publishers_is_not_proposed() {
        let mut names = SiteNames::default();
        for name in ["A Blog", "B Blog", "C Blog"] {
            names.add("https://blogs.example/post", Some(name));
        }
        names.add("https://quay.example/1", Some("The Quay"));
        names.add("https://quay.example/2", Some("The Quay"));
        names.add("https://quay.example/3", Some("The Quay Sport"));
        assert!(names.is_shared("blogs.example"));
        assert!(!names.is_shared("quay.example") && !names.is_shared("other.example"));
    }

    #[test]
    fn the_most_frequent_name_of_a_domain_counts() {
        let mut names = SiteNames::default();
        for (url, name) in [
            ("https://www.quay.co.uk/a", "Quay Times"),
            ("https://news.quay.co.uk/b", "Quay Times"),
            ("https://quay.co.uk/c", "Quay Times Online"),
            ("https://other.co.uk/c", "Other"),
            ("https://co.uk/c", "A suffix"),
            ("no address", "Nothing"),
        ] {
            names.add(url, Some(name));
        }
        assert_eq!(names.best("quay.co.uk"), Some("Quay Times"));
        assert_eq!(names.best("other.co.uk"), Some("Other"));
        assert_eq!(names.best("co.uk"), None);
        assert_eq!(names.0.len(), 2);
    }

    #[test]
    fn hostile_names_take_no_memory() {
        let mut names = SiteNames::default();
        for number in 0..DOMAINS + 10 {
            names.add(&format!("https://a{number}.example/"), Some("A"));
            names.add("https://a0.example/", Some(&number.to_string()));
        }
        assert_eq!((names.0.len(), names.0["a0.example"].len()), (DOMAINS, NAMES));
    }
}
