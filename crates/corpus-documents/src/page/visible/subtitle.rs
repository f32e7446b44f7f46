//! The line below the headline.

use std::sync::LazyLock;

use crate::Field;
use crate::page::candidate::PageCandidate;
use crate::page::marks::{Mark, words};
use crate::page::phrases::{List, PhraseList};
use crate::page::tree::{Id, Tree};

/// Largest number of nodes between the headline and the line below it.
const NEAR: usize = 60;

/// Fewest and most bytes of such a line.
const LENGTH: std::ops::Range<usize> = 15..1000;

/// The line below the headline, by its class: each of them, if it has several.
pub(in crate::page) fn subtitles(tree: &Tree, marks: &[Mark], headline: Id) -> Vec<PageCandidate> {
    let mut found: Vec<PageCandidate> = Vec::new();
    let mut next = tree.end(headline);
    let end = (next + NEAR).min(tree.len());
    while next < end {
        let line = if marks[next] < Mark::Comments && is_subtitle(tree, next) {
            tree.line(next)
        } else {
            String::new()
        };
        if LENGTH.contains(&line.len()) {
            found.push(PageCandidate::new(Field::Subtitle, 18, "subtitle", &line));
            next = tree.end(next);
        } else {
            next += 1;
        }
    }
    found
}

fn is_subtitle(tree: &Tree, id: Id) -> bool {
    // A part of the page may be called after the line that it holds, beside the byline and the buttons.
    let is_line = tree.end(id) - id < 20;
    is_line
        && tree.attribute(id, "class").is_some_and(|class| {
            words(class).any(|word| CLASSES.contains(&word)) || class.to_lowercase().contains("sub-title")
        })
}

/// Words of classes of such lines.
static CLASSES: List = LazyLock::new(|| {
    PhraseList::new(
        "subtitle|subheadline|subhead|subheader|subheading|standfirst|dek|deck|strapline|lede|kickerline|unterzeile|untertitel|vorspann|subline|\
        chapo|chapeau|soustitre|entradilla|bajada|subtitulo|sumario|sottotitolo|occhiello|sommario|ondertitel|underrubrik|ingress|manchet|sapo|altyazi|spot|perex",
    )
});
