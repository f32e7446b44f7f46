//! The numbers, words and signs of a text.

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum DateToken {
    /// Digits of any script.
    Number { value: u64, digits: usize },
    /// Letters in lower case.
    Word(String),
    /// A punctuation mark. White space between words is none.
    Sign(char),
}

/// Largest number of characters that are looked at. A date stands at the beginning of its element.
const LENGTH: usize = 400;

pub(super) fn tokens(text: &str) -> Vec<DateToken> {
    let mut tokens = Vec::new();
    let mut characters = text.chars().take(LENGTH).peekable();
    while let Some(character) = characters.next() {
        if let Some(digit) = digit(character) {
            let (mut value, mut digits) = (digit, 1);
            while let Some(next) = characters.peek().copied().and_then(self::digit) {
                value = value.saturating_mul(10).saturating_add(next);
                digits += 1;
                characters.next();
            }
            tokens.push(DateToken::Number { value, digits });
        } else if is_letter(character) {
            let mut word: String = character.to_lowercase().collect();
            while let Some(next) = characters.next_if(|next| is_letter(*next) || is_mark(*next)) {
                word.extend(next.to_lowercase());
            }
            tokens.push(DateToken::Word(word));
        } else if !character.is_whitespace() && character != '\u{200e}' && character != '\u{200f}' {
            // The marks of direction around numbers in Arabic and Hebrew separate nothing.
            tokens.push(DateToken::Sign(character));
        }
    }
    tokens
}

fn is_letter(character: char) -> bool {
    character.is_alphabetic() && digit(character).is_none()
}

/// Vowel signs of Indic scripts are no letters, but parts of words.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}')
}

/// The value of a digit: European, Arabic, Persian, Devanagari, Bengali, Thai or of full width.
fn digit(character: char) -> Option<u64> {
    let zero = match character {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        '\u{9e6}'..='\u{9ef}' => '\u{9e6}',
        '\u{e50}'..='\u{e59}' => '\u{e50}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    Some(u64::from(u32::from(character) - u32::from(zero)))
}
