//! Makes text from outside harmless on a terminal: control characters (C0, C1, DEL) and the invisible characters
//! that reorder text are written as `\u{1b}`.

use std::borrow::Cow;

/// The text with its line breaks and tabs, and everything else that controls a terminal escaped.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    escape(text, |character| character != '\n' && character != '\t' && is_control(character))
}

/// The text on one line as it is, its line breaks and tabs escaped as well.
pub(crate) fn inline(text: &str) -> Cow<'_, str> {
    escape(text, is_control)
}

/// The text on one line: runs of white space become one space.
pub(crate) fn one_line(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    escape(&joined, is_control).into_owned()
}

/// A text as one word of a command. It may come from a page, so nothing in it may be run by a shell.
pub(crate) fn shell_word(text: &str) -> String {
    format!("'{}'", one_line(text).replace('\'', r"'\''"))
}

/// Whether the text contains a control character.
pub(crate) fn has_control(text: &str) -> bool {
    text.contains(is_control)
}

/// Whether a terminal could obey the character, or it changes the order in which others are shown.
pub(crate) fn is_control(character: char) -> bool {
    // `is_control` leaves out the marks of direction, which could reorder what a person reads.
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn escape(text: &str, refused: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&refused) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for (index, character) in text.char_indices() {
        // Windows line ends (CR LF) are harmless and would clutter the output.
        if character == '\r' && text[index + 1..].starts_with('\n') {
            continue;
        }
        if refused(character) {
            escaped.extend(character.escape_unicode());
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_reaches_the_terminal() {
        assert_eq!(
            visible("a\u{1b}[31mb\u{9b}c\u{7f}\u{202e}d\r\ne\tf"),
            "a\\u{1b}[31mb\\u{9b}c\\u{7f}\\u{202e}d\ne\tf"
        );
        assert_eq!(one_line(" a\n\n b\u{0}\t“é” "), "a b\\u{0} “é”");
    }

    #[test]
    fn harmless_text_is_not_copied() {
        assert!(matches!(visible("Ünïcode — “fine”\n"), Cow::Borrowed(_)));
    }
}
