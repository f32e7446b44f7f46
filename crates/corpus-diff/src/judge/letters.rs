//! Letters: text in one form of Unicode, without invisible characters.

use unicode_normalization::UnicodeNormalization;

/// `text` in NFKC without invisible characters. For example, `ﬁ` becomes `fi`. Characters whose meaning NFKC would change
/// stay: `10²` is not `102`, `½` not `1/2`.
pub(super) fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    let mut start = 0;
    let parts = text.char_indices().filter(|&(_, character)| says_more_than_letters(character));
    let ends = parts.map(|(at, character)| (at, Some(character))).chain([(text.len(), None)]);
    let pieces = ends.map(move |(at, character)| {
        let piece = &text[start..at];
        start = at + character.map_or(0, char::len_utf8);
        (piece, character)
    });
    pieces
        .flat_map(|(piece, character)| piece.nfkc().chain(character))
        .filter(|&letter| !is_invisible(letter))
}

/// Raised digits, fractions and numbers in circles: NFKC makes plain digits and letters of them. Raised letters
/// are those of ordinals and abbreviations, `1ᵉʳ` and `Mᵐᵉ`, lowered digits those of chemistry, `CO₂`, and they say the same as
/// plain ones.
fn says_more_than_letters(character: char) -> bool {
    !character.is_ascii()
        && matches!(
            character,
            '²' | '³' | '¹' | 'ª' | 'º' | '¼'..='¾' | '\u{2070}'..='\u{207F}'
                | '\u{2150}'..='\u{215F}' | '\u{2189}' | '\u{2460}'..='\u{24FF}' | '\u{3200}'..='\u{33FF}'
                | '\u{1F100}'..='\u{1F2FF}' | '™' | '℠' | '№'
        )
}

/// Soft hyphens, joiners, marks of direction and of byte order, the Arabic stroke that stretches a word, and the selectors of
/// emoji.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{61C}' | '\u{640}' | '\u{FE0E}' | '\u{FE0F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}
