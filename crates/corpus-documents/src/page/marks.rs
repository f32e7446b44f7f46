//! Parts of a page that aren't its article, by the names of elements and the words of their classes.

use super::blocks::{self, Block};
use super::tree::{Id, Tree, is_hidden_by_name};

/// What a part of a page is, beside text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// Perhaps the article.
    Text,
    /// Something around the article, by its classes: kept if nearly everything is in it.
    Around,
    /// Captions, navigation, forms: never the article.
    Foreign,
    /// Comments of readers: not even their names and dates are the article's.
    Comments,
    /// Not shown before a script runs.
    Concealed,
    /// Never shown, such as a script.
    Hidden,
}

/// The marks of all nodes. Each node has at least the mark of its parent.
pub(super) fn marks(tree: &Tree) -> Vec<Mark> {
    inherited(tree, |id| own(tree, id))
}

/// The marks without those that mislead: a page may call its article a `widget`, or put it into a form.
///
/// `blocks` are those by the first marks. `None` if all marks may be right.
pub(super) fn corrected(tree: &Tree, blocks: &[Block]) -> Option<Vec<Mark>> {
    let shown = |block: &&Block| block.mark < Mark::Comments;
    let mass = blocks::mass(tree, blocks.iter());
    let shown = blocks::mass(tree, blocks.iter().filter(shown))[0];
    let holds_most = |id: Id| match own(tree, id) {
        Mark::Text | Mark::Hidden => false,
        Mark::Around | Mark::Foreign => mass[id] * 2 > shown,
        // Readers may write more than the author.
        Mark::Comments | Mark::Concealed => mass[id] * 10 > mass[0] * 8,
    };
    let lifted: Vec<bool> = (0..tree.len()).map(|id| mass[id] > 0 && holds_most(id)).collect();
    lifted.contains(&true).then(|| inherited(tree, |id| if lifted[id] { Mark::Text } else { own(tree, id) }))
}

fn inherited(tree: &Tree, own: impl Fn(Id) -> Mark) -> Vec<Mark> {
    let mut marks = vec![Mark::Text; tree.len()];
    for id in 1..tree.len() {
        let own = if tree.text(id).is_some() { Mark::Text } else { own(id) };
        marks[id] = own.max(marks[tree.parent(id)]);
    }
    marks
}

/// The mark that an element has by itself.
pub(super) fn own(tree: &Tree, id: Id) -> Mark {
    let name = tree.name(id);
    if is_hidden_by_name(name) {
        return Mark::Hidden;
    }
    if is_concealed(tree, id) {
        return Mark::Concealed;
    }
    match name {
        "nav" | "figcaption" | "button" | "figure" | "menu" | "label" | "input" | "dialog" => {
            return Mark::Foreign;
        }
        "footer" | "aside" | "form" => return Mark::Around,
        // Their classes describe the whole page or the kind of article.
        "html" | "body" | "main" => return Mark::Text,
        _ => {}
    }
    let mut mark = Mark::Text;
    for (name, value) in tree.attributes(id) {
        match name {
            "class" | "id" | "data-component" | "data-testid" | "data-type" => {
                mark = mark.max(by_words(value));
            }
            "role" => mark = mark.max(by_role(value)),
            "itemprop" if matches!(value, "articleBody") => return Mark::Text,
            "itemprop" if value == "comment" => return Mark::Comments,
            "itemprop" if value == "caption" => return Mark::Foreign,
            _ => {}
        }
    }
    if tree.name(id) == "article" && mark == Mark::Around { Mark::Text } else { mark }
}

fn is_concealed(tree: &Tree, id: Id) -> bool {
    tree.attributes(id).any(|(name, value)| match name {
        "hidden" => value != "until-found",
        "aria-hidden" => value == "true",
        "style" => {
            let style: String =
                value.chars().filter(|character| !character.is_whitespace()).take(200).collect();
            style.to_ascii_lowercase().contains("display:none")
        }
        _ => false,
    })
}

fn by_role(role: &str) -> Mark {
    match role {
        "navigation" | "dialog" | "alertdialog" | "search" | "banner" | "menu" | "menubar" | "toolbar"
        | "tablist" => Mark::Foreign,
        "complementary" | "contentinfo" | "note" => Mark::Around,
        _ => Mark::Text,
    }
}

fn by_words(value: &str) -> Mark {
    let mut mark = Mark::Text;
    for word in words(value) {
        mark = mark.max(by_word(&word));
    }
    mark
}

/// The words of a class or id in lower case: `related-posts`, `relatedPosts` and `related_posts` have the same two.
pub(super) fn words(value: &str) -> impl Iterator<Item = String> + '_ {
    value.split(|character: char| !character.is_ascii_alphanumeric()).flat_map(|part| {
        let mut found = Vec::new();
        let mut word = String::new();
        let mut was_lower = false;
        for character in part.chars().take(60) {
            if character.is_ascii_uppercase() && was_lower {
                found.push(std::mem::take(&mut word));
            }
            was_lower = character.is_ascii_lowercase();
            word.push(character.to_ascii_lowercase());
        }
        if !word.is_empty() {
            found.push(word);
        }
        found
    })
}

fn by_word(word: &str) -> Mark {
    match word {
        "comment" | "comments" | "commentlist" | "disqus" | "respond" => Mark::Comments,
        "caption" | "figcaption" | "breadcrumb" | "breadcrumbs" | "cookie" | "cookies" | "consent"
        | "gdpr" | "outbrain" | "taboola" | "nav" | "navigation" | "navbar" | "pagination" | "addthis"
        | "sharethis" | "addtoany" | "sharedaddy" => Mark::Foreign,
        "share" | "sharing" | "social" | "related" | "recommended" | "recommendation" | "recommendations"
        | "newsletter" | "subscribe" | "subscription" | "signup" | "promo" | "promotion" | "advert"
        | "advertisement" | "advertising" | "ad" | "ads" | "adsense" | "sponsor" | "sponsored"
        | "sidebar" | "menu" | "footer" | "widget" | "toolbar" | "tags" | "byline" | "bio" | "credit"
        | "credits" | "copyright" | "gallery" | "popup" | "modal" | "overlay" | "banner" | "login"
        | "teaser" | "teasers" | "trending" | "popular" | "mostread" | "readmore" | "author" | "authors"
        | "timestamp" | "dateline" | "infobox" | "toc" | "meta" | "metadata" | "print" | "hidden"
        | "tooltip" | "skip" | "rating" | "tools" | "donate" | "carousel" | "slideshow" | "disclaimer" => {
            Mark::Around
        }
        _ => Mark::Text,
    }
}
