//! Tokens: the words and marks of a text, as rules look at them.

use std::borrow::Cow;
use std::ops::Range;

use super::letters::{is_invisible, letters};
use crate::units::words::tokens;

/// A word or a mark.
pub(super) struct Token<'a> {
    /// As it stands in the text.
    pub(super) text: &'a str,
    /// In NFKC, lower case, with straight apostrophes: the form in which words are looked up.
    pub(super) folded: Cow<'a, str>,
    /// Where it starts in the text.
    pub(super) start: usize,
}

impl<'a> Token<'a> {
    fn new(text: &'a str, start: usize) -> Self {
        let folded = if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            Cow::Borrowed(text)
        } else if text.is_ascii() {
            Cow::Owned(text.to_ascii_lowercase())
        } else {
            // The compatible form of an acute accent is a space with an accent.
            let text = if text.contains('´') { text.replace('´', "'") } else { text.to_owned() };
            Cow::Owned(letters(&text).flat_map(char::to_lowercase).map(straight).collect())
        };
        Token { text, folded, start }
    }

    /// Its bytes in the text.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end()
    }

    /// Whether it lies in one of these parts of the text, which are in order.
    pub(super) fn is_within(&self, parts: &[Range<usize>]) -> bool {
        let next = parts.partition_point(|part| part.end <= self.start);
        parts.get(next).is_some_and(|part| part.start < self.end())
    }

    /// Where it ends in the text.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Whether it is a word or a number, not a mark.
    pub(super) fn is_word(&self) -> bool {
        self.text.starts_with(char::is_alphanumeric)
    }

    /// Whether it begins with a capital letter.
    pub(super) fn is_capitalised(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

fn straight(character: char) -> char {
    if is_apostrophe(character) { '\'' } else { character }
}

/// Whether it is the digit of a chemical formula: `CO₂`.
fn is_lowered(character: char) -> bool {
    matches!(character, '₀'..='₉')
}

/// Whether it is an apostrophe between letters: also the ʻokina of Hawaii, and marks that stand for one on some keyboards.
pub(super) fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ' | 'ʻ' | '´' | '`' | '′' | '‛' | '＇')
}

/// Cuts `text` into the tokens of the comparison, and these at apostrophes (`did|n't`, `n'|a`) and narrow spaces
/// (`5\u{202f}km`). A zero-width space cuts no word.
pub(super) fn cut(text: &str) -> Vec<Token<'_>> {
    let mut cut = Vec::new();
    let mut whole: Option<(usize, usize)> = None;
    for (start, token) in tokens(text) {
        let end = start + token.len();
        if let Some((first, last)) = whole {
            if last == start && goes_on(&text[first..last], token, &text[end..]) {
                whole = Some((first, end));
                continue;
            }
            push(text, first, last, &mut cut);
        }
        whole = Some((start, end));
    }
    if let Some((first, last)) = whole {
        push(text, first, last, &mut cut);
    }
    cut
}

/// Whether a zero-width space or an apostrophe of a rare form joins `next` to the word before it, in a script that has spaces.
/// `rest` is the text behind `next`.
fn goes_on(before: &str, next: &str, rest: &str) -> bool {
    let is_spaced = |character: char| character.is_alphanumeric() && character < '\u{E00}';
    let starts_with_word = before.starts_with(is_spaced);
    let is_joined = |next: &str| next.starts_with(is_spaced) && next.starts_with(char::is_alphabetic);
    let is_mark = |mark: &str| mark.starts_with(is_apostrophe) && mark.chars().count() == 1;
    let ends_with_mark = || before.char_indices().next_back().is_some_and(|(at, _)| is_mark(&before[at..]));
    starts_with_word
        && (next == "\u{200B}"
            || before.ends_with('\u{200B}') && next.starts_with(is_spaced)
            || next.starts_with(is_lowered) && before.ends_with(char::is_alphabetic)
            || before.ends_with(is_lowered) && next.starts_with(char::is_alphabetic)
            || is_mark(next) && before.ends_with(char::is_alphabetic) && is_joined(rest)
            || ends_with_mark() && is_joined(next))
}

fn push<'a>(text: &'a str, start: usize, end: usize, cut: &mut Vec<Token<'a>>) {
    let token = text[start..end].trim_end_matches(is_invisible);
    let token = if token.is_empty() { &text[start..end] } else { token };
    if !token.contains('\u{202F}') {
        return push_joined(token, start, cut);
    }
    let mut at = start;
    for part in token.split('\u{202F}') {
        if !part.is_empty() {
            push_joined(part, at, cut);
        }
        at += part.len() + '\u{202F}'.len_utf8();
    }
}

fn push_joined<'a>(token: &'a str, start: usize, cut: &mut Vec<Token<'a>>) {
    let middle = joint(token);
    if middle > 0 {
        cut.push(Token::new(&token[..middle], start));
    }
    cut.push(Token::new(&token[middle..], start + middle));
}

/// Where the second word of a token starts, or 0.
fn joint(token: &str) -> usize {
    let Some(apostrophe) = token.find(is_apostrophe) else { return 0 };
    let after = apostrophe + token[apostrophe..].chars().next().map_or(0, char::len_utf8);
    match &token[after..] {
        "t" | "T" if token[..apostrophe].ends_with(['n', 'N']) => apostrophe - 1,
        "" | "s" | "S" => 0,
        // A separator of thousands: 1'000.
        _ if token.starts_with(char::is_numeric) => 0,
        // The French article and its like: l', d', n', qu'.
        _ if token[..apostrophe].chars().count() <= 2 => after,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apostrophes_join_words() {
        let texts: Vec<&str> =
            cut("They didn’t; il n'a qu’un o'clock Harlan's").iter().map(|token| token.text).collect();
        assert_eq!(
            texts,
            ["They", "did", "n’t", ";", "il", "n'", "a", "qu’", "un", "o'", "clock", "Harlan's"]
        );
    }

    #[test]
    fn folding_is_for_looking_up() {
        assert_eq!(cut("DIDN’T")[1].folded, "n't");
        assert_eq!(cut("４０")[0].folded, "40");
        assert_eq!(cut("²")[0].folded, "²");
    }

    #[test]
    fn what_is_not_seen_cuts_no_word() {
        let folded =
            |text| -> Vec<String> { cut(text).into_iter().map(|token| token.folded.into_owned()).collect() };
        assert_eq!(folded("ze\u{200B}ro ze\u{AD}ro"), ["zero", "zero"]);
        assert_eq!(folded("5\u{202F}km"), ["5", "km"]);
    }
}
