//! The headline: what several candidates agree on, without the name of the site.

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
    if headings.iter().any(|heading| fold(heading) == folded) {
        return None;
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
    // The last part after a bar or a dash is a name even if nothing else says so, as long as it is short.
    let short = || {
        splits.iter().find(|(rest, removed, separator)| {
            matches!(*separator, " | " | " :: " | " » ")
                && title.ends_with(removed)
                && removed.split_whitespace().count() <= 4
                && rest.split_whitespace().count() >= 4
        })
    };
    agrees.or_else(named).or_else(alike).or_else(short).map(|(rest, _, _)| *rest)
}
