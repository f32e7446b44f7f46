//! Parts of a page that aren't its article, by the names of elements and the words of their classes.

mod words;

use std::collections::{HashMap, HashSet};

pub(super) use super::mark::Mark;
pub(super) use words::words;

use super::blocks::{self, Block};
use super::tree::{Id, Tree, is_hidden_by_name};

/// The marks of all nodes. Each node has at least the mark of its parent.
pub(super) fn marks(tree: &Tree) -> Vec<Mark> {
    inherited(tree, |id| own(tree, id, &HashSet::new()))
}

/// The marks without those that mislead: a page may call its article a `widget`, or put it into a form.
///
/// `blocks` are those by the first marks. `None` if all marks may be right.
pub(super) fn corrected(tree: &Tree, blocks: &[Block]) -> Option<Vec<Mark>> {
    let shown = |block: &&Block| block.mark < Mark::Comments;
    let mass = blocks::mass(tree, blocks.iter());
    let shown = blocks::mass(tree, blocks.iter().filter(shown))[0];
    let none = HashSet::new();
    let holds_most = |id: Id| match own(tree, id, &none) {
        Mark::Text | Mark::Hidden => false,
        // Classes may lie: no sidebar holds more than half of the prose.
        Mark::Around | Mark::Foreign => mass[id] * 2 > shown,
        // Readers may write more than the author.
        Mark::Comments | Mark::Concealed => mass[id] * 10 > mass[0] * 8,
    };
    let lifted: Vec<bool> = (0..tree.len()).map(|id| mass[id] > 0 && holds_most(id)).collect();
    let idle = idle_words(tree, blocks, shown);
    if idle.is_empty() && !lifted.contains(&true) {
        return None;
    }
    Some(inherited(tree, |id| if lifted[id] { Mark::Text } else { own(tree, id, &idle) }))
}

/// The words of classes that mark more than half of the prose, and so mean nothing on this page: a program may call each paragraph a
/// `widget`. `shown` is the number of characters of all prose.
fn idle_words(tree: &Tree, blocks: &[Block], shown: usize) -> HashSet<String> {
    let mut masses: HashMap<String, usize> = HashMap::new();
    // Bounds, as a hostile page has millions of blocks, all of them deep.
    for block in blocks.iter().filter(|block| block.is_prose() && block.mark < Mark::Comments).take(BLOCKS) {
        let mut words: Vec<String> = Vec::new();
        for id in std::iter::once(block.element).chain(tree.ancestors(block.element)).take(DEPTH) {
            let classes = class_values(tree, id).flat_map(words::words);
            words.extend(classes.filter(|word| matches!(words::by_word(word), Mark::Around | Mark::Foreign)));
        }
        words.sort_unstable();
        words.dedup();
        for word in words {
            *masses.entry(word).or_default() += block.letters;
        }
    }
    masses.into_iter().filter(|(_, mass)| mass * 2 > shown).map(|(word, _)| word).collect()
}

/// Largest number of blocks, and of elements around each, in which words are counted.
const BLOCKS: usize = 2000;
const DEPTH: usize = 40;

fn inherited(tree: &Tree, own: impl Fn(Id) -> Mark) -> Vec<Mark> {
    let mut marks = vec![Mark::Text; tree.len()];
    for id in 1..tree.len() {
        let own = if tree.text(id).is_some() { Mark::Text } else { own(id) };
        marks[id] = own.max(marks[tree.parent(id)]);
    }
    marks
}

/// The mark that an element has by itself, words that mean nothing aside.
fn own(tree: &Tree, id: Id, idle: &HashSet<String>) -> Mark {
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
    let words = class_values(tree, id).flat_map(words::words).filter(|word| !idle.contains(word));
    let mut mark = words.map(|word| words::by_word(&word)).max().unwrap_or(Mark::Text);
    for (name, value) in tree.attributes(id) {
        match (name, value) {
            ("itemprop", "articleBody") => return Mark::Text,
            ("itemprop", "comment") => return Mark::Comments,
            ("itemprop", "caption") => return Mark::Foreign,
            ("role", role) => mark = mark.max(by_role(role)),
            _ => {}
        }
    }
    if is_for_screen_readers(tree, id) {
        mark = mark.max(Mark::Around);
    }
    // The element says more than a word of its class.
    if name == "article" && mark == Mark::Around { Mark::Text } else { mark }
}

/// Whether only screen readers read a part. The whole class counts: `label-hidden` and `hidden-xs` say something else.
fn is_for_screen_readers(tree: &Tree, id: Id) -> bool {
    const CLASSES: [&str; 6] =
        ["hidden", "visually-hidden", "visuallyhidden", "sr-only", "screen-reader-text", "screenreader"];
    tree.attribute(id, "class")
        .is_some_and(|class| class.split_whitespace().any(|class| CLASSES.contains(&class)))
}

/// The values of attributes that name the role of an element.
fn class_values(tree: &Tree, id: Id) -> impl Iterator<Item = &str> {
    const NAMES: [&str; 5] = ["class", "id", "data-component", "data-testid", "data-type"];
    tree.attributes(id).filter(|(name, _)| NAMES.contains(name)).map(|(_, value)| value)
}

fn is_concealed(tree: &Tree, id: Id) -> bool {
    tree.attributes(id).any(|(name, value)| match name {
        // Browsers show such text when readers search for it.
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
