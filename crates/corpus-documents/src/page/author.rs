//! Names of authors, without the words around them.

mod words;

use super::site::{Site, plain};

/// The names in a stated author or byline. For example, `By Anna Berg and Tom Weiss, Staff Writer` gives two.
pub(super) fn names(value: &str) -> Vec<String> {
    let mut value = plain(value);
    // Who took the pictures didn't write the article.
    if let Some(at) = [" Foto", " Photo", " Bild:", " Fotografía", " Image"]
        .iter()
        .filter_map(|word| value.find(word))
        .min()
    {
        value.truncate(at);
    }
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

/// The names in a line that the page shows as that of an author: full names, or the name of an account alone.
pub(super) fn shown(line: &str) -> Vec<String> {
    // `Opinion By Anna Berg`
    let line = [" By ", " Von ", " Par ", " Por "]
        .iter()
        .find_map(|word| line.split_once(word))
        .map_or(line, |(_, rest)| rest);
    let full = full(line);
    // An account may have any name.
    if full.is_empty() && strip(line).split_whitespace().count() == 1 { names(line) } else { full }
}

/// The full names behind a label such as `Author:`.
pub(super) fn labelled(line: &str) -> Option<Vec<String>> {
    let (label, rest) = line.split_once(':')?;
    let label = label.trim().to_lowercase();
    words::LABELS.contains(&label).then(|| full(rest))
}

/// The full names in a line of text, which may go on after them. For example, `Von Anna Berg am Montag` gives one.
pub(super) fn full(line: &str) -> Vec<String> {
    names(line).iter().filter_map(|name| leading_name(name)).collect()
}

/// The words at the beginning that are a name: two or more with capitals, and particles between them.
fn leading_name(text: &str) -> Option<String> {
    let is_cased = text.chars().any(|character| character.is_lowercase() || character.is_uppercase());
    // A script without capitals: only its length tells a name from a sentence.
    if !is_cased {
        return (text.chars().count() <= 20).then(|| text.to_owned());
    }
    let is_capital = |word: &&str| {
        word.chars().find(|character| character.is_alphabetic()).is_some_and(|first| !first.is_lowercase())
    };
    let is_name = |word: &&str| is_capital(word) || words::PARTICLES.contains(word);
    let mut name: Vec<&str> = text.split_whitespace().take_while(is_name).collect();
    // A particle at the end belongs to the sentence after the name.
    while name.last().is_some_and(|word| !is_capital(word)) {
        name.pop();
    }
    (name.iter().filter(|word| is_capital(word)).count() >= 2 && name.len() <= 5).then(|| name.join(" "))
}

/// Whether a name is that of an office, an agency or the site.
pub(super) fn is_nobody(name: &str, site: &Site) -> bool {
    let has_domain = name.split_whitespace().any(ends_like_domain);
    site.is_like(name)
        || has_domain
        || name
            .split(|character: char| !character.is_alphanumeric())
            .any(|word| words::NOBODY.contains(&word.to_lowercase()))
}

/// A text without the words before a name.
pub(super) fn strip(mut text: &str) -> &str {
    loop {
        text = text.trim_start_matches(|character: char| {
            character.is_whitespace()
                || matches!(character, ':' | '-' | '–' | '—' | '|' | '/' | '•' | '·' | '*' | '_' | ',')
        });
        let Some(rest) = words::BEFORE.like(text).iter().find_map(|word| strip_word(text, word)) else {
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
        // By characters, since the lower case of one may have another length in bytes.
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
        let spaces = text.rmatch_indices(' ').take(4);
        let ends: Vec<usize> = spaces
            .map(|(at, _)| at)
            .filter(|at| words::AFTER.contains(&text[at + 1..].to_lowercase()))
            .collect();
        // The last end is the leftmost, and so has the longest phrase.
        let Some(at) = ends.last() else { return text };
        text = &text[..*at];
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

/// A cleaned name; `None` for anything else: an address, a date, a sentence, a role.
fn name(part: &str) -> Option<String> {
    let part = part.split(['(', '[', '<', '@', '\u{2022}']).next()?;
    let part = before_role(strip_after(strip(part))).trim_matches(|character: char| {
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
        || part.contains(['?', '!', '{', '}', '=', '…', '#', ':'])
        || words::PLACEHOLDERS.contains(&part.to_lowercase())
        || is_domain(part)
        || is_role(part)
        || is_label(part);
    (!refused).then(|| part.to_owned())
}

/// Whether a text is the name of a site alone, such as `paper.example`.
fn is_domain(text: &str) -> bool {
    !text.contains(char::is_whitespace) && ends_like_domain(text)
}

/// Whether a word ends like a domain, in two to four letters after a point. `J.R` doesn't.
fn ends_like_domain(word: &str) -> bool {
    word.rsplit_once('.').is_some_and(|(front, end)| {
        front.len() > 1
            && (2..=4).contains(&end.len())
            && end.chars().all(|character| character.is_ascii_lowercase())
    })
}

/// A name of two words or more without the role behind it, such as `Redakteur für Wirtschaft`.
fn before_role(text: &str) -> &str {
    let mut at = 0;
    for (number, word) in text.split(' ').enumerate() {
        let lower = word.to_lowercase();
        if number > 1 && words::ROLES.contains(&lower) {
            return &text[..at];
        }
        at += word.len() + 1;
    }
    text
}

/// Whether a text is a word before a name, without the name.
fn is_label(text: &str) -> bool {
    let lower = text.to_lowercase();
    words::BEFORE.contains(&lower) && !words::NOBODY.contains(&lower)
}

/// Whether a text is a role or a place beside a name.
fn is_role(text: &str) -> bool {
    let lower = text.to_lowercase();
    words::ROLES.contains(&lower)
        || lower.split_whitespace().any(|word| {
            matches!(
                word,
                "reporter" | "writer" | "correspondent" | "editor-in-chief" | "producer" | "columnist"
            )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_what_surrounds_them() {
        for (text, expected) in [
            ("By Anna Berg and Tom Weiss", vec!["Anna Berg", "Tom Weiss"]),
            ("Von Anna Berg, Tom Weiss und Eva Lang", vec!["Anna Berg", "Tom Weiss", "Eva Lang"]),
            ("Par Lucie Armand et Jean Petit", vec!["Lucie Armand", "Jean Petit"]),
            ("Written by: Anna Berg, Staff Writer", vec!["Anna Berg"]),
            ("Anna Berg (Vienna)", vec!["Anna Berg"]),
            ("Anna Berg Redakteurin für Wirtschaft", vec!["Anna Berg"]),
            ("Text: Anna Berg Fotos: Tom Weiss", vec!["Anna Berg"]),
            ("文：王小明", vec!["王小明"]),
            ("Автор: Анна Берг", vec!["Анна Берг"]),
            ("<a href=\"/anna\">Anna Berg</a>", vec!["Anna Berg"]),
        ] {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn other_kinds_of_values_are_no_names() {
        for text in [
            "",
            "By",
            "13 April 2023",
            "https://a.example/b",
            "@anna",
            "What now?",
            "null",
            "Staff Writer",
            "Follow",
            "admin",
            "Unknown",
            "Staff",
            "Author",
            "Posted;",
            "Tags: Harbour",
            "gazette.example.com",
        ] {
            assert!(names(text).is_empty(), "{text}: {:?}", names(text));
        }
    }

    #[test]
    fn only_names_are_read_in_lines() {
        assert_eq!(full("Von Anna Berg am Montag"), ["Anna Berg"]);
        assert_eq!(full("von Ursula von der Heide"), ["Ursula von der Heide"]);
        assert!(full("By the way, nothing happened").is_empty());
        assert_eq!(shown("anna_b"), ["anna_b"]);
        assert!(shown("By").is_empty());
        assert_eq!(labelled("Autorin: Anna Berg"), Some(vec!["Anna Berg".to_owned()]));
        assert_eq!(labelled("Result: Anna Berg"), None);
    }

    #[test]
    fn offices_and_sites_are_no_persons() {
        let outlet = crate::page::candidate::PageCandidate::new(
            crate::Field::Outlet,
            10,
            "og:site_name",
            "The Harbour Gazette",
        );
        let site = Site::new(&[outlet], None);
        for name in [
            "Redaktion",
            "dpa",
            "The Harbour Gazette",
            "Harbour Gazette",
            "gazette.com",
            "News Desk",
            "Universität Wien",
        ] {
            assert!(is_nobody(name, &site), "{name}");
        }
        assert!(!is_nobody("Anna Berg", &site));
    }
}
