//! Names of authors, without what surrounds them.

mod words;

use super::site::{Site, plain};

/// The names in a stated author or byline. For example, `By Anna Berg and Tom Weiss, Staff Writer` gives two.
pub(super) fn names(value: &str) -> Vec<String> {
    let value = plain(value);
    let mut names: Vec<String> = Vec::new();
    for part in split(strip(&value)) {
        if let Some(name) = name(part)
            && !names.iter().any(|known| known.eq_ignore_ascii_case(&name))
        {
            names.push(name);
        }
    }
    names
}

/// Whether a name is that of an office, an agency or the site.
pub(super) fn is_nobody(name: &str, site: &Site) -> bool {
    site.is_name(name)
        || name
            .split(|character: char| !character.is_alphanumeric())
            .any(|word| words::list(words::NOBODY).any(|nobody| nobody == word.to_lowercase()))
}

/// A text without the words before a name.
pub(super) fn strip(mut text: &str) -> &str {
    loop {
        text = text.trim_start_matches(|character: char| {
            character.is_whitespace()
                || matches!(character, ':' | '-' | '–' | '—' | '|' | '/' | '•' | '·' | '*' | '_' | ',')
        });
        let Some(rest) = words::list(words::BEFORE).find_map(|word| strip_word(text, word)) else {
            return text;
        };
        text = rest;
    }
}

/// Strips a word if a space or a colon follows it.
fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let mut characters = text.char_indices();
    for expected in word.chars() {
        let (_, found) = characters.next()?;
        if !found.to_lowercase().eq(std::iter::once(expected)) {
            return None;
        }
    }
    let (at, next) = characters.next()?;
    (next.is_whitespace() || matches!(next, ':' | '/' | '：')).then(|| &text[at + next.len_utf8()..])
}

/// A text without the words after a name.
fn strip_after(mut text: &str) -> &str {
    loop {
        text = text.trim_end_matches(|character: char| {
            character.is_whitespace()
                || matches!(character, ',' | ':' | '-' | '–' | '—' | '|' | '/' | '•' | '·' | '*')
        });
        let Some(shorter) = words::list(words::AFTER).find_map(|word| {
            let at = text.len().checked_sub(word.len())?;
            let tail = text.get(at..)?;
            (tail.to_lowercase() == word && text[..at].ends_with(char::is_whitespace)).then(|| &text[..at])
        }) else {
            return text;
        };
        text = shorter;
    }
}

fn split(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    for separator in [
        ";", "|", " / ", " and ", " und ", " et ", " & ", " with ", " y ", " och ", " og ", " и ", " i ",
        " a ", " ve ", " en ", " e ", "\n", "、", "，", " · ", " • ", " – ", " — ", " - ", ", ", ",",
    ] {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    parts
}

/// A cleaned name; `None` for what is none: an address, a date, a sentence, a role.
fn name(part: &str) -> Option<String> {
    let part = part.split(['(', '[', '<', '@', '\u{2022}']).next()?;
    let part = strip_after(strip(part)).trim_matches(|character: char| {
        character.is_whitespace()
            || matches!(
                character,
                ',' | ':' | '-' | '–' | '*' | '"' | '“' | '”' | '„' | '|' | '/' | '_' | '.' | '>' | '»'
            )
    });
    let words = part.split_whitespace().count();
    let letters = part.chars().filter(|character| character.is_alphabetic()).count();
    let refused = letters < 2
        || words > 6
        || part.chars().count() > 60
        || part.chars().any(char::is_numeric)
        || part.contains("http")
        || part.contains("www.")
        || part.contains(['?', '!', '{', '}', '=', '…', '#'])
        || is_role(part);
    (!refused).then(|| part.to_owned())
}

/// Whether a text is a role or a place beside a name.
fn is_role(text: &str) -> bool {
    let lower = text.to_lowercase();
    words::list(words::ROLES).any(|role| role == lower)
        || lower.split_whitespace().any(|word| {
            matches!(
                word,
                "reporter" | "writer" | "correspondent" | "editor-in-chief" | "producer" | "columnist"
            )
        })
}
