//! The headline that readers see.

use crate::page::marks::{Mark, words};
use crate::page::site::fold;
use crate::page::tree::{Id, Tree, one_line};

/// Largest number of bytes of a headline.
const HEADLINE: usize = 600;

/// The headlines of a page: the elements `h1`, and those whose classes say so.
pub(in crate::page) fn headings(tree: &Tree, marks: &[Mark]) -> Vec<(Id, String)> {
    (1..tree.len())
        .filter(|id| marks[*id] < Mark::Comments && tree.name(*id) == "h1")
        .map(|id| (id, without_kicker(tree, id)))
        .filter(|(_, text)| !text.is_empty() && text.len() < HEADLINE)
        .take(20)
        .collect()
}

/// The text of a headline without the line above it that some sites put inside.
fn without_kicker(tree: &Tree, id: Id) -> String {
    let is_kicker = |inner: &Id| {
        tree.attribute(*inner, "class").is_some_and(|class| {
            words(class).any(|word| {
                matches!(
                    word.as_str(),
                    "kicker"
                        | "eyebrow"
                        | "overline"
                        | "dachzeile"
                        | "topline"
                        | "roofline"
                        | "supertitle"
                        | "pretitle"
                        | "antetitulo"
                        | "volanta"
                        | "overhead"
                        | "suptitle"
                        | "headlinekicker"
                )
            })
        })
    };
    let Some(kicker) = tree.descendants(id).find(is_kicker) else { return tree.line(id) };
    let rest: String = tree
        .descendants(id)
        .filter(|inner| !(kicker..tree.end(kicker)).contains(inner))
        .filter_map(|inner| tree.text(inner))
        .collect();
    // A class may call the whole headline a kicker.
    if rest.trim().is_empty() { tree.line(id) } else { one_line(&rest) }
}

/// The headline among the headings: the one that the page states, or else the first.
pub(in crate::page) fn headline<'a>(
    headings: &'a [(Id, String)],
    stated: &[String],
) -> Option<&'a (Id, String)> {
    let agrees = |text: &str| {
        let folded = fold(text);
        // Short headings, such as the name of a site, are the beginning of many titles.
        stated.iter().any(|title| {
            let title = fold(title);
            !folded.is_empty()
                && (title == folded
                    || (folded.len() > 15 && title.starts_with(&folded))
                    || (title.len() > 15 && folded.starts_with(&title)))
        })
    };
    headings.iter().find(|(_, text)| agrees(text)).or_else(|| headings.first())
}
