//! The headline: a title that other candidates confirm, without the name of the site.

use super::site::{Site, fold};

/// Marks between a headline and the name of a site or section, surrounded by spaces.
const SEPARATORS: [&str; 13] =
    [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " « ", " / ", " ⋆ ", " ‹ ", " ― "];

/// The headline in a stated title. `headings` are the visible headlines of the page.
///
/// For example, `Storm hits coast | The Example` is `Storm hits coast` if the site is called `The Example`, or if the page has the heading
/// `Storm hits coast`. A title that only names the site gives nothing.
pub(super) fn without_site(title: &str, site: &Site, headings: &[String]) -> Option<String> {
    let mut title = title.trim();
    while let Some(shorter) = shortened(title, site, headings) {
        title = shorter.trim();
    }
    (!site.is_name(title) && title.chars().any(char::is_alphanumeric)).then(|| title.to_owned())
}

fn shortened<'a>(title: &'a str, site: &Site, headings: &[String]) -> Option<&'a str> {
    let folded = fold(title);
    // A title that is shown as the headline is whole, even with a separator in it.
    if headings.iter().any(|heading| fold(heading) == folded) {
        return None;
    }
    let is_separate = |rest: &str| SEPARATORS.iter().any(|separator| rest.starts_with(separator));
    if let Some(heading) = headings.iter().find(|heading| {
        !site.is_name(heading) && title.strip_prefix(heading.as_str()).is_some_and(is_separate)
    }) {
        return Some(&title[..heading.len()]);
    }
    let parts = |separator: &'static str| {
        let last = title.rfind(separator).map(|at| (&title[..at], &title[at + separator.len()..]));
        let first = title.find(separator).map(|at| (&title[at + separator.len()..], &title[..at]));
        [last, first].into_iter().flatten().map(move |(rest, removed)| (rest, removed, separator))
    };
    let splits: Vec<_> = SEPARATORS
        .iter()
        .flat_map(|separator| parts(separator))
        .chain(title.split_once(": ").map(|(removed, rest)| (rest, removed, ": ")))
        .collect();
    let is_heading =
        |text: &str| !site.is_name(text) && headings.iter().any(|heading| fold(heading) == fold(text));
    let agrees = splits.iter().find(|(rest, _, _)| !fold(rest).is_empty() && is_heading(rest));
    let named = || splits.iter().find(|(rest, removed, _)| site.is_name(removed) && !site.is_name(rest));
    let alike = || {
        splits.iter().find(|(rest, removed, separator)| {
            *separator != ": " && site.is_like(removed) && removed.len() < rest.len()
        })
    };
    // A short part beside a bar is the name of a section or the site even if nothing else says so.
    let short = || {
        splits.iter().find(|(rest, removed, separator)| {
            let most = if title.ends_with(removed) { 4 } else { 2 };
            matches!(*separator, " | " | " :: " | " » ")
                && removed.split_whitespace().count() <= most
                && rest.split_whitespace().count() >= 4
        })
    };
    // From the surest sign to the weakest.
    agrees.or_else(named).or_else(alike).or_else(short).map(|(rest, _, _)| *rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Field;
    use crate::page::candidate::PageCandidate;

    fn clean(title: &str, heading: &str) -> Option<String> {
        let outlet = PageCandidate::new(Field::Outlet, 10, "og:site_name", "Der Landbote");
        let site = Site::new(&[outlet], Some("https://www.landbote-online.example/a"));
        without_site(title, &site, &[heading.to_owned()])
    }

    #[test]
    fn the_name_of_the_site_is_cut_off() {
        for title in [
            "Sturm deckt Dächer ab | Der Landbote",
            "Sturm deckt Dächer ab - Der Landbote",
            "Der Landbote: Sturm deckt Dächer ab",
            "Der Landbote » Sturm deckt Dächer ab",
            "Sturm deckt Dächer ab – Landbote-Online",
            "Sturm deckt Dächer ab | Lokales | Der Landbote",
            "Sturm deckt Dächer ab",
        ] {
            assert_eq!(clean(title, "").as_deref(), Some("Sturm deckt Dächer ab"), "{title}");
        }
    }

    #[test]
    fn a_heading_shows_what_the_headline_is() {
        let headline = "Wahl 2023 - alle Ergebnisse";
        assert_eq!(
            clean("Wahl 2023 - alle Ergebnisse - Stadt - Politik", headline).as_deref(),
            Some(headline)
        );
    }

    #[test]
    fn dashes_of_the_headline_stay() {
        let headline = "Frieden – ein altes Wort kommt wieder";
        assert_eq!(clean(headline, "").as_deref(), Some(headline));
    }

    #[test]
    fn the_name_of_the_site_is_no_headline() {
        assert_eq!(clean("Der Landbote", ""), None);
        assert_eq!(clean(" | ", ""), None);
    }
}
