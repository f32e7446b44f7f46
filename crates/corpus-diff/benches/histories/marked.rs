//! The words that a list of changes marks, counted as git would count them.

use corpus_diff::{Change, ChangeKind};
use std::collections::HashMap;

/// How much a list of changes marks.
pub(crate) struct Marked {
    /// Words inserted or deleted, and words moved, each of these once.
    pub(crate) words: usize,
    /// Of them the moved ones.
    pub(crate) moved_words: usize,
    /// Passages that moved.
    pub(crate) moves: usize,
}

/// Counts the words marked by `changes`.
///
/// # Panics
///
/// When one of the texts doesn't come back from the changes, or a move doesn't hold the same words at both places.
pub(crate) fn marked(old: &str, new: &str, changes: &[Change]) -> Marked {
    let mut marked = Marked { words: 0, moved_words: 0, moves: 0 };
    let mut places: HashMap<usize, (Vec<&str>, Vec<&str>)> = HashMap::new();
    let (mut old_back, mut new_back) = (String::new(), String::new());
    for change in changes {
        let (old_text, new_text) = (&old[change.old.clone()], &new[change.new.clone()]);
        old_back.push_str(old_text);
        new_back.push_str(if change.kind == ChangeKind::Equal { old_text } else { new_text });
        match change.moved {
            _ if change.kind == ChangeKind::Equal => {}
            None => marked.words += words(old_text).count() + words(new_text).count(),
            Some(place) => {
                let (from, to) = places.entry(place.number).or_default();
                from.extend(words(old_text));
                to.extend(words(new_text));
            }
        }
    }
    assert!(old_back == old && new_back == new, "the changes don't give the texts");
    for (from, to) in places.values() {
        assert!(
            from.concat() == to.concat() && !from.is_empty(),
            "a move holds {from:?} here and {to:?} there"
        );
        marked.moved_words += from.len().max(to.len());
        marked.moves += 1;
    }
    marked.words += marked.moved_words;
    marked
}

/// The words of `text` as `[[:alnum:]]+|[^[:space:]]` finds them.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let end = if first.is_alphanumeric() {
            rest.find(|character: char| !character.is_alphanumeric()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}
