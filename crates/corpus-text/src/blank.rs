//! Texts without anything to read.

/// Whether `text` has no visible character: only white space, control characters, and characters without a width.
/// An empty text is blank. For example, `\u{FEFF}\n` is blank too.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_unseen)
}

/// White space and control characters as Unicode has them, its invisible format characters, and the letters and
/// patterns that are blank by definition (Hangul fillers, the empty Braille pattern).
fn is_unseen(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_seen_is_blank() {
        for text in [
            "",
            "\n",
            " \r\n\t",
            "\u{FEFF}",
            "\u{A0}\u{A0}",
            "\u{3000}\u{2003}",
            "\u{200B}\u{2060}\u{AD}",
            "\u{1A}",
        ] {
            assert!(is_blank(text), "{text:?}");
        }
        for text in ["a", "\n.\n", "\u{FEFF}\u{200B}中", "\u{301}", "—", "\u{FFFD}"] {
            assert!(!is_blank(text), "{text:?}");
        }
    }
}
