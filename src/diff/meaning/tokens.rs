//! Tokens: the words and marks of a text, as rules look at them.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::diff::words::tokens;

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
            Cow::Owned(text.nfkc().flat_map(char::to_lowercase).map(straight).collect())
        };
        Token { text, folded, start }
    }

    /// Its bytes in the text.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end()
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
    if character == '’' { '\'' } else { character }
}

/// Cuts `text` into tokens: those of the comparison, but what an apostrophe joins is cut (`did|n't`, `n'|a`).
pub(super) fn cut(text: &str) -> Vec<Token<'_>> {
    let mut cut = Vec::new();
    for (start, token) in tokens(text) {
        let middle = joint(token);
        if middle > 0 {
            cut.push(Token::new(&token[..middle], start));
        }
        cut.push(Token::new(&token[middle..], start + middle));
    }
    cut
}

/// Where the second word of a token starts, or 0.
fn joint(token: &str) -> usize {
    let Some(apostrophe) = token.find(['\'', '’']) else { return 0 };
    let after = apostrophe + token[apostrophe..].chars().next().map_or(0, char::len_utf8);
    match &token[after..] {
        "t" | "T" if token[..apostrophe].ends_with(['n', 'N']) => apostrophe - 1,
        "" | "s" | "S" => 0,
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
    }
}
