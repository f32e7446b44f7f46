//! Passages in quotation marks.

use std::ops::Range;

/// A passage in quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marked {
    /// Its bytes with the marks.
    pub(crate) outer: Range<usize>,
    /// Its bytes without them.
    pub(crate) inner: Range<usize>,
}

/// The passages in quotation marks that aren't inside another, in order. A passage ends with its paragraph, unless the next one
/// begins with an opening mark: then it goes on there, as newspapers print long quotations.
pub(crate) fn marked(text: &str) -> Vec<Marked> {
    let mut found: Vec<Marked> = Vec::new();
    let mut open: Option<OpenPassage> = None;
    let mut paragraph_start = 0;
    for paragraph in text.split_inclusive('\n') {
        let body = paragraph.trim_end();
        // An empty line neither ends nor continues anything.
        if !body.trim_start().is_empty() {
            let start = paragraph_start + body.len() - body.trim_start().len();
            // A quotation that nothing continues ends where its paragraph ended.
            if let Some(unclosed) = open.take() {
                if opening(text, start).is_some_and(|mark| mark.close == unclosed.close) {
                    open = Some(unclosed);
                } else {
                    found.extend(unclosed.ended());
                }
            }
            scan(text, start..paragraph_start + body.len(), &mut open, &mut found);
        }
        paragraph_start += paragraph.len();
    }
    found.extend(open.and_then(OpenPassage::ended));
    found
}

/// A passage whose end wasn't reached yet.
#[derive(Debug, Clone, Copy)]
struct OpenPassage {
    start: usize,
    inner: usize,
    close: Close,
    /// The end of the last paragraph that it covers whole.
    reached: usize,
}

impl OpenPassage {
    /// A passage without a closing mark: to the end of its paragraph, if it is a sentence at least.
    fn ended(self) -> Option<Marked> {
        let is_empty = self.reached <= self.inner;
        (!is_empty).then_some(Marked { outer: self.start..self.reached, inner: self.inner..self.reached })
    }
}

/// What closes a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Close {
    /// One of these signs.
    Signs(&'static [&'static str]),
    /// A straight mark: the same sign as the opening one.
    Same(&'static str),
}

/// An opening mark.
#[derive(Debug, Clone, Copy)]
struct OpeningMark {
    length: usize,
    close: Close,
}

fn scan(text: &str, paragraph: Range<usize>, open: &mut Option<OpenPassage>, found: &mut Vec<Marked>) {
    let mut at = paragraph.start;
    // The mark at the beginning of a paragraph that goes on is no closing one.
    if open.is_some()
        && let Some(mark) = opening(text, at)
    {
        at += mark.length;
    }
    while at < paragraph.end {
        let length = text[at..].chars().next().map_or(1, char::len_utf8);
        if let Some(unclosed) = *open {
            if let Some(length) = closing(text, at, unclosed.close) {
                if at > unclosed.inner {
                    found.push(Marked { outer: unclosed.start..at + length, inner: unclosed.inner..at });
                }
                *open = None;
                at += length;
                continue;
            }
        } else if let Some(mark) = opening(text, at) {
            *open = Some(OpenPassage {
                start: at,
                inner: at + mark.length,
                close: mark.close,
                reached: paragraph.end,
            });
            at += mark.length;
            continue;
        }
        at += length;
    }
    if let Some(open) = open {
        open.reached = paragraph.end;
    }
}

/// Opening signs and what closes them. `“` opens in English and closes in German, so `„` comes with both.
const PAIRS: &[(&str, &[&str])] = &[
    ("„", &["“", "”", "\"", "‟"]),
    ("“", &["”", "\"", "“"]),
    ("«", &["»"]),
    ("»", &["«"]),
    ("「", &["」"]),
    ("『", &["』"]),
    ("〝", &["〞", "〟"]),
    ("‹", &["›"]),
    ("‘‘", &["’’"]),
];

fn opening(text: &str, at: usize) -> Option<OpeningMark> {
    let rest = &text[at..];
    for (open, close) in PAIRS {
        if let Some(after) = rest.strip_prefix(open) {
            // `»` opens only where a word begins: « mot » has it at the end.
            let is_opening = *open != "»" || is_before_word(after);
            return is_opening.then_some(OpeningMark { length: open.len(), close: Close::Signs(close) });
        }
    }
    for sign in ["\"", "''", "``", "”"] {
        // A sign of equality comes before an attribute of markup.
        let is_free = !follows_word(text, at) && !text[..at].ends_with('=');
        if rest.starts_with(sign) && is_before_word(&rest[sign.len()..]) && is_free {
            let close = match sign {
                "``" => Close::Signs(&["''"]),
                "”" => Close::Signs(&["”"]),
                sign => Close::Same(sign),
            };
            return Some(OpeningMark { length: sign.len(), close });
        }
    }
    // A single mark opens after a space and before a letter. An apostrophe at the beginning of a word is followed by few
    // known forms.
    for (sign, close) in [("‘", "’"), ("'", "'")] {
        if let Some(after) = rest.strip_prefix(sign) {
            let is_elision =
                ["tis", "twas", "em ", "til ", "cause"].iter().any(|word| after.starts_with(word))
                    || after.starts_with(|character: char| character.is_ascii_digit());
            let paragraph = beginning(after).split('\n').next().unwrap_or_default();
            let has_end = single_end(paragraph, close).is_some();
            return (is_before_word(after) && !follows_word(text, at) && !is_elision && has_end)
                .then_some(OpeningMark { length: sign.len(), close: Close::Same(close) });
        }
    }
    None
}

/// The part of a text in which a single closing mark is looked for. Longer passages have double marks, and a search
/// of whole paragraphs for each apostrophe would take quadratic time.
fn beginning(text: &str) -> &str {
    text.char_indices().nth(1000).map_or(text, |(end, _)| &text[..end])
}

/// The place of a single closing mark: after a letter or a sign, and not before a letter.
fn single_end(text: &str, close: &str) -> Option<usize> {
    text.match_indices(close)
        .map(|(place, _)| place)
        .find(|place| !text[place + close.len()..].starts_with(char::is_alphanumeric) && *place > 0)
}

fn closing(text: &str, at: usize, close: Close) -> Option<usize> {
    let rest = &text[at..];
    match close {
        Close::Signs(signs) => signs.iter().find(|sign| rest.starts_with(**sign)).map(|sign| sign.len()),
        Close::Same(sign) => {
            let is_end = rest.starts_with(sign) && !rest[sign.len()..].starts_with(char::is_alphanumeric);
            // A mark after a space belongs to what follows, so it can't close.
            let is_single = sign.len() < 2 && sign != "\"";
            (is_end && !(is_single && text[..at].ends_with(char::is_whitespace))).then_some(sign.len())
        }
    }
}

fn is_before_word(rest: &str) -> bool {
    rest.chars().next().is_some_and(|next| {
        next.is_alphanumeric()
            || matches!(next, '.' | '…' | '$' | '€' | '£' | '[' | '(' | '¿' | '¡' | '‘' | '\'' | '@' | '#')
    })
}

fn follows_word(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn passages(text: &str) -> Vec<&str> {
        marked(text).into_iter().map(|found| &text[found.inner]).collect()
    }

    #[test]
    fn all_usual_marks() {
        for text in [
            "He said: “so be it”. Then",
            "He said: \"so be it\". Then",
            "Er sagte: „so be it“. Dann",
            "Er sagte: »so be it«. Dann",
            "Il dit : «so be it». Puis",
            "Hon sade: ”so be it”. Sedan",
            "He said ''so be it'' then",
            "He said ``so be it'' then",
            "He said ‘so be it’, then",
            "He said 'so be it', then",
            "彼は「so be it」と",
        ] {
            assert_eq!(passages(text), ["so be it"], "{text}");
        }
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert!(passages("The Beatles' song isn't the '90s' best, 'twas said.").is_empty());
        assert_eq!(passages("He said ‘it’s John’s’ and left."), ["it’s John’s"]);
    }

    #[test]
    fn a_passage_within_another_is_a_part_of_it() {
        assert_eq!(passages("“He told me ‘no’ twice,” she said."), ["He told me ‘no’ twice,"]);
    }

    #[test]
    fn a_quotation_of_several_paragraphs_is_one() {
        let text = "“The first.\n\n“The second,” he said. “Third.”";
        assert_eq!(passages(text), ["The first.\n\n“The second,", "Third."]);
    }

    #[test]
    fn an_unclosed_mark_ends_with_its_paragraph() {
        assert_eq!(passages("He said: “So be it.\n\nThe other left."), ["So be it."]);
    }

    proptest! {
        #[test]
        fn passages_are_in_order_and_apart(text in "[a “”\"'’‘„«»\n.]{0,60}|\\PC{0,60}") {
            let found = marked(&text);
            for passage in &found {
                prop_assert!(text.get(passage.outer.clone()).is_some() && text.get(passage.inner.clone()).is_some());
                prop_assert!(passage.outer.start <= passage.inner.start && passage.inner.start < passage.inner.end);
            }
            prop_assert!(found.windows(2).all(|pair| pair[0].outer.end <= pair[1].outer.start));
        }
    }
}
